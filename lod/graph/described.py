"""Groups and funds of a text's own words: "all countries in a position to do so", "trust fund for the Seminar".

Such a thing has no authority behind it, only the words that describe it. Its preferred label follows from its path,
so that every resolution gives it the same; the wordings are its other labels.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from lod.graph.scope import facts, thing, typed
from lod.graph.types import types_of
from lod.iris import DEFAULT_BASE
from lod.layers.funds import DESCRIBED
from lod.vocab import SKOS, UNR

GROUPS = "actor/group/"
FUNDS = DESCRIBED


def described_triples(
    wordings: Iterable[tuple[str, str]], base: str = DEFAULT_BASE, language: str = "en"
) -> Iterator[Triple]:
    """What is described among (path, words): type, preferred label, and each wording that differs from it."""
    for path, words in sorted({pair for pair in wordings if pair[0].startswith((GROUPS, FUNDS))}):
        subject, label = thing(base, path), described_label(path)
        other = Literal(words, language=language) if words != label else None
        yield from typed(subject, types_of(_class(path)))
        yield from facts(subject, ((SKOS.prefLabel, Literal(label, language=language)), (SKOS.altLabel, other)))


def described_label(path: str) -> str:
    """The preferred label of a group or fund that words describe.

    >>> described_label("actor/group/all-countries-in-a-position-to-do-so")
    'all countries in a position to do so'
    """
    return path.removeprefix(GROUPS).removeprefix(FUNDS).replace("-", " ")


def _class(path: str) -> NamedNode:
    if path.startswith(GROUPS):
        return UNR.ActorGroup
    return UNR.TrustFund if "trust-fund" in path else UNR.Fund
