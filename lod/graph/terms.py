"""Making RDF terms: nodes of one document below a base, and the literals that all graphs use."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property, lru_cache
from urllib.parse import quote

from msgspec import Struct
from pyoxigraph import Literal, NamedNode, Triple

from lod.model.iris import Identifier, format_iri
from lod.model.vocab import RDF, XSD

#: One statement about a subject; None says that there is nothing to state.
Fact = tuple[NamedNode, NamedNode | Literal | None]

#: How much of a date is known, by its length.
_DATATYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_TYPE = RDF.type
_PLAIN_FRAGMENT = re.compile(r"[0-9A-Za-z._-]*")


class Scope(Struct, frozen=True, dict=True):
    """A document of a data set: its base, the document's path, and the language of its words."""

    base: str
    path: str
    language: str

    @cached_property
    def document(self) -> NamedNode:
        return self.thing(self.path)

    @cached_property
    def _within(self) -> str:
        """With what the IRIs of places begin."""
        return f"{_iri(self.base, self.path)}#"

    def thing(self, path: str) -> NamedNode:
        """The node of a path below the base."""
        return thing(self.base, path)

    def here(self, place: str) -> NamedNode:
        """The node of a place inside the document; the document itself for ""."""
        if not place:
            return self.document
        return NamedNode(self._within + _fragment(place))

    def words(self, text: str | None) -> Literal | None:
        """Printed words, tagged with their language; None for none."""
        return Literal(text, language=self.language) if text else None

    def concept(self, scheme: str, slug: str) -> NamedNode:
        return thing(self.base, f"{scheme}/{slug}")


def facts(subject: NamedNode, stated: Iterable[Fact]) -> list[Triple]:
    """The triples of a subject; what is None is left out."""
    return [Triple(subject, predicate, value) for predicate, value in stated if value is not None]


def type_triples(subject: NamedNode, types: Iterable[NamedNode]) -> list[Triple]:
    """The triples that give a subject its types."""
    return [Triple(subject, _TYPE, term) for term in types]


@lru_cache(maxsize=65536)
def thing(base: str, path: str) -> NamedNode:
    """The node of a path below a base."""
    return NamedNode(_iri(base, path))


@lru_cache(maxsize=65536)
def _iri(base: str, path: str) -> str:
    return format_iri(Identifier(path), base)


def _fragment(place: str) -> str:
    return place if _PLAIN_FRAGMENT.fullmatch(place) else quote(place, safe="-._~!$&'()*+,;=:@/?")


def plain_literal(text: str | None) -> Literal | None:
    """A code, number or symbol: a string without language; None for none."""
    return Literal(text) if text else None


def english(text: str | None) -> Literal | None:
    """Words of this project or its tables; None for none."""
    return Literal(text, language="en") if text else None


@lru_cache(maxsize=65536)  # offsets: the same in all texts
def number(value: int | None) -> Literal | None:
    """A count or an offset."""
    return None if value is None else Literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal | None) -> Literal | None:
    """A figure; zeros behind its point say nothing."""
    return None if value is None else Literal(f"{value.normalize():f}", datatype=XSD.decimal)


def date(value: dt.date | None) -> Literal | None:
    """A day."""
    return None if value is None else Literal(value.isoformat(), datatype=XSD.date)


def when(text: str | None) -> Literal | None:
    """A date, month or year, as far as the tables know it.

    >>> str(when("2005"))
    '"2005"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return Literal(text, datatype=_DATATYPES[len(text)]) if text else None
