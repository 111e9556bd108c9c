"""Published resolutions read back from RDF: what is said of each place, without IRIs, graphs and order.

Reads: triples or quads of one or many resolutions, in any order. Writes: a `PublishedResolution` for each
resolution that the data publish (others are only cited), its things by place. Values below the data's own base are
shortened to paths, so that data sets with different bases can be read alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from sys import intern
from urllib.parse import quote

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.files import open_rdf
from lod.model.errors import SourceError
from lod.model.iris import VOCABULARY
from lod.model.numerals import roman_value
from lod.model.vocab import CITO, DCT, ELI, RDF, SKOS, UNR
from lod.read.tree.markers import letter_value

#: What is read of a place: the terms' local names are the keys of a thing's facts.
_REUSED = (
    RDF.type,
    CITO.hasCitedEntity,
    DCT.description,
    DCT.issued,
    DCT.subject,
    DCT.title,
    ELI.date_document,
    ELI.passed_by,
    SKOS.broader,
)
_LEFT = frozenset((UNR.rule, UNR.position, UNR.order, UNR.sha256))  # running numbers, and how it was found
_TAGGED = re.compile(r"@[a-z]{2,3}(?:-[A-Za-z0-9]+)*\Z")


class Thing(Struct, frozen=True):
    """What is said of one place of a resolution ("" for the resolution itself): values by the term's local name."""

    place: str
    types: frozenset[str]  # local names of our classes
    facts: Mapping[str, tuple[str, ...]]  # sorted; paths below the base for IRIs, "words@fr" for other languages

    def all(self, term: str) -> tuple[str, ...]:
        """Every value of a term."""
        return self.facts.get(term, ())

    def one(self, term: str) -> str:
        """The first value of a term, in several languages the English, and without its tag; "" without any."""
        values = self.facts.get(term, ())
        english = (value for value in values if not _TAGGED.search(value))
        return next(english, _TAGGED.sub("", values[0]) if values else "")

    def offset(self, term: str) -> int:
        """A value that is an offset; -1 without one."""
        value = self.one(term)
        return int(value) if value.isdigit() else -1


class PublishedResolution(Struct, frozen=True):
    """One resolution: its symbol, its things by place, and the family of each verb that its acts use."""

    symbol: str
    things: Mapping[str, Thing]
    families: Mapping[str, str]  # "verb/urges": "call"

    def of_type(self, name: str) -> tuple[Thing, ...]:
        """The things of one class, in the order of places."""
        return tuple(thing for _, thing in sorted(self.things.items()) if name in thing.types)


def load_documents(source: Path) -> tuple[PublishedResolution, ...]:
    """The resolutions of a published folder or an RDF file, by symbol.

    Raises SourceError for what is missing, no RDF, or without a resolution.
    """
    with open_rdf(source) as (stream, syntax):
        found = documents(ox.parse(stream, syntax))
    if not found:
        raise SourceError("the data publish no resolution", str(source), "give a dump that lod build wrote")
    return found


def documents(statements: Iterable[ox.Quad | ox.Triple]) -> tuple[PublishedResolution, ...]:
    """The resolutions that statements publish, by symbol."""
    gathered, broader = _gather(statements)
    made = [_document(iri, places, broader) for iri, places in gathered.items() if _is_published(places)]
    return tuple(sorted(made, key=lambda document: document.symbol))


def reading_order(place: str) -> tuple[tuple[int, str, int], ...]:
    """Places as a reader meets them: "pp2" before "pp10", the preamble before the operative part, notes last.

    >>> sorted(["fn1", "op5.b.v", "op5.aa", "op5.b.ix", "op5.b", "op12", "pp2"], key=reading_order)
    ['pp2', 'op5.b', 'op5.b.v', 'op5.b.ix', 'op5.aa', 'op12', 'fn1']
    """
    ranks, below = [], 0
    for label in place.split("."):
        below = 0 if not label or label[-1].isdigit() else below + 1
        ranks.append(_rank(label, below))
    return tuple(ranks)


def _rank(label: str, below: int) -> tuple[int, str, int]:
    """Where a label stands; `below` counts levels of points: letters count the first, roman numbers the others."""
    letters = label.rstrip("0123456789")
    number = int(label[len(letters) :] or 0)
    if below:
        counted = letter_value(label) if below == 1 else None
        return 3, "", counted or roman_value(label) or letter_value(label) or 0
    first = {"": 0, "pp": 1, "op": 2, "s": 2, "annex": 4, "fn": 5, "fn-star": 5}
    return first.get(letters, 3), letters, number


_Facts = dict[str, list[str]]


def _gather(statements: Iterable[ox.Quad | ox.Triple]) -> tuple[dict[str, dict[str, _Facts]], dict[str, str]]:
    """Facts by document IRI and place; and what each concept is below."""
    terms = {term.value: intern(_local(term.value)) for term in (*_REUSED, *(set(UNR) - _LEFT))}
    found: dict[str, dict[str, _Facts]] = defaultdict(lambda: defaultdict(dict))
    broader: dict[str, str] = {}
    for statement in statements:
        term = terms.get(statement.predicate.value)
        if term is None or not isinstance(statement.subject, ox.NamedNode):
            continue
        value = _value(statement.object)
        if term == "broader":
            broader[statement.subject.value] = value
            continue
        iri, _, place = statement.subject.value.partition("#")
        found[iri][place].setdefault(term, []).append(value)
    return found, broader


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _value(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return intern(term.value)
    language = getattr(term, "language", None)
    value = str(getattr(term, "value", term))
    return f"{value}@{language}" if language and language != "en" else value


def _is_published(places: Mapping[str, _Facts]) -> bool:
    """Whether data say more of a resolution than that it is cited."""
    kinds = places.get("", {}).get("type", ())
    is_read = UNR.Resolution.value in kinds or UNR.Instrument.value in kinds
    return is_read and any("inResolution" in facts for facts in places.values())


def _document(iri: str, places: Mapping[str, _Facts], broader: Mapping[str, str]) -> PublishedResolution:
    symbol = next(iter(places[""].get("symbol", ())), iri)
    base = iri.removesuffix(quote(symbol.replace(" ", ""), safe="/().-_~!$&'*+,;=:@"))
    things = {place: _thing(place, facts, iri, base) for place, facts in places.items()}
    verbs = {verb for thing in things.values() for verb in thing.all("verb")}
    families = {verb: _local(broader.get(base + verb, "")) for verb in verbs}
    return PublishedResolution(symbol, things, families)


def _thing(place: str, facts: _Facts, iri: str, base: str) -> Thing:
    """A thing with its values shortened; what stands in the same resolution is "#place"."""
    here = f"{iri}#"
    types = frozenset(t.removeprefix(VOCABULARY) for t in facts.pop("type", ()) if t.startswith(VOCABULARY))
    shortened = {
        term: tuple(sorted({"#" + v[len(here) :] if v.startswith(here) else v.removeprefix(base) for v in values}))
        for term, values in facts.items()
    }
    return Thing(place, types, shortened)
