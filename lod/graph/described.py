"""Triples of groups and funds that only a text's words describe: "all countries in a position to do so".

Such a thing has no authority behind it, only the words that describe it: they are its labels. A group is called by the
words that its identifier is made of, in every build; of a fund each resolution prefers the words that it prints most
often; where resolutions differ, the whole keeps one of them preferred (`lod.publish.dumps`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from lod.annotate.names.funds import DESCRIBED
from lod.annotate.names.resolve import name_of_group
from lod.graph.terms import facts, thing, type_triples
from lod.graph.types import types_of
from lod.model.iris import DEFAULT_BASE
from lod.model.vocab import SKOS, UNR

GROUPS = "actor/group/"
FUNDS = DESCRIBED


def described_triples(
    wordings: Iterable[tuple[str, str]], base: str = DEFAULT_BASE, language: str = "en"
) -> Iterator[Triple]:
    """What is described among (path, words), one pair a mention: type, preferred label, and the other wordings."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, words in wordings:
        if path.startswith((GROUPS, FUNDS)):
            found[path][words.replace("\u2011", "-")] += 1  # files differ in which hyphens may not break
    for path, counts in sorted(found.items()):
        subject, labels = thing(base, path), _labels(path, counts)
        yield from type_triples(subject, types_of(_class(path)))
        predicates = (SKOS.prefLabel, *(SKOS.altLabel for _ in labels[1:]))
        stated = (Literal(label, language=language) for label in labels)
        yield from facts(subject, zip(predicates, stated, strict=True))


def _labels(path: str, counts: Counter[str]) -> list[str]:
    """The labels of what stands at a path, the preferred one first: of a group the words that its name is made of."""
    printed = sorted(counts, key=lambda label: (-counts[label], label))
    if not path.startswith(GROUPS):
        return printed
    name = max(name_of_group(path, words) for words in printed)  # small letters before capitals
    return [name, *(words for words in printed if words != name)]


def described_label(path: str) -> str:
    """What to call a group or fund that words describe where the words are not at hand.

    >>> described_label("actor/group/all-countries-in-a-position-to-do-so")
    'all countries in a position to do so'
    """
    return path.removeprefix(GROUPS).removeprefix(FUNDS).replace("-", " ")


def _class(path: str) -> NamedNode:
    if path.startswith(GROUPS):
        return UNR.ActorGroup
    return UNR.TrustFund if "trust-fund" in path else UNR.Fund
