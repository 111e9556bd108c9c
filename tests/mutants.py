"""Damages to a valid graph, one at a time: for every property of every class, each way in which it can go wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
from msgspec import Struct

DEF = "https://w3id.org/unres/def#"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: What two nodes of a class must not have exchanged: it says where they stand and what they say there.
EXCHANGED = ("number", "startOffset", "endOffset", "asPrinted", "symbol")
NOWHERE = ox.NamedNode("https://w3id.org/unres/nowhere")
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


class Mutant(Struct, frozen=True):
    """One damage: of which class and property, of which kind, at which node, and the triples that it makes."""

    of: str  # "Act"
    predicate: str  # "order"
    kind: str
    focus: str
    triples: tuple[ox.Triple, ...]

    @property
    def name(self) -> str:
        return f"{self.of}.{self.predicate} {self.kind}"


def mutants(triples: Sequence[ox.Triple]) -> Iterator[Mutant]:
    """For each class and property one node is damaged in each way that its value allows."""
    types: dict[str, list[str]] = defaultdict(list)
    for triple in triples:
        value = triple.object
        if triple.predicate == RDF_TYPE and isinstance(value, ox.NamedNode) and value.value.startswith(DEF):
            types[str(triple.subject)].append(value.value.removeprefix(DEF))
    yield from _swapped(types, triples)
    done: set[tuple[str, str]] = set()
    for triple in triples:
        for of in types.get(str(triple.subject), ()):
            key = (of, triple.predicate.value)
            if triple.predicate != RDF_TYPE and key not in done:
                done.add(key)
                yield from _damaged(of, triple, triples)


def _swapped(types: dict[str, list[str]], triples: Sequence[ox.Triple]) -> Iterator[Mutant]:
    """Two neighbours of a class with each other's value of a property."""
    last: dict[tuple[str, str], ox.Triple] = {}
    done: set[tuple[str, str]] = set()
    for triple in triples:
        name = _name(triple)
        for of in types.get(str(triple.subject), ()) if name in EXCHANGED else ():
            before = last.get((of, name))
            last[of, name] = triple
            if before is None or before.object == triple.object or (of, name) in done:
                continue
            done.add((of, name))
            made = (
                ox.Triple(before.subject, before.predicate, triple.object),
                ox.Triple(triple.subject, triple.predicate, before.object),
            )
            rest = (t for t in triples if t not in (before, triple))
            yield Mutant(of, name, "swapped", str(triple.subject.value), (*rest, *made))  # type: ignore[union-attr]


def _name(triple: ox.Triple) -> str:
    return triple.predicate.value.replace("#", "/").rpartition("/")[2]


def _damaged(of: str, triple: ox.Triple, triples: Sequence[ox.Triple]) -> Iterator[Mutant]:
    subject, predicate, value = triple.subject, triple.predicate, triple.object
    name = _name(triple)
    rest = [t for t in triples if (t.subject, t.predicate) != (subject, predicate)]
    misnamed = ox.Triple(subject, ox.NamedNode(f"{predicate.value}s"), value)
    yield Mutant(of, name, "misnamed", str(subject.value), (*rest, misnamed))  # type: ignore[union-attr]
    for kind, values in _values(value):
        made = (*rest, *(ox.Triple(subject, predicate, v) for v in values))
        yield Mutant(of, name, kind, str(subject.value), made)  # type: ignore[union-attr]


def _another(value: ox.Literal) -> ox.Literal:
    """Another value of the datatype: a date of the year 1000, since engines differ on years of five figures."""
    words = re.sub(r"^\d{4}(?=-\d\d-\d\d)", "1000", value.value)
    return ox.Literal(words if words != value.value else f"1{value.value}", datatype=value.datatype)


def _values(value: object) -> Iterator[tuple[str, tuple[ox.NamedNode | ox.Literal, ...]]]:
    """The ways in which a value can go wrong, with what stands there then."""
    yield "dropped", ()
    if isinstance(value, ox.NamedNode):
        yield "duplicated", (value, NOWHERE)
        yield "made a literal", (ox.Literal(value.value),)
        yield "dangling", (NOWHERE,)
        return
    assert isinstance(value, ox.Literal)
    yield "made a node", (NOWHERE,)
    if value.language:
        yield "duplicated", (value, ox.Literal(f"{value.value}!", language=value.language))
        yield "without its language", (ox.Literal(value.value),)
        return
    yield "duplicated", (value, _another(value))
    yield "given a language", (ox.Literal(value.value, language="en"),)
    if value.datatype.value == _INTEGER:
        yield "out of range", (ox.Literal("-1", datatype=value.datatype),)
    elif value.datatype.value.endswith("#date"):
        yield "out of range", (ox.Literal("2013-13-20", datatype=value.datatype),)
    else:
        yield "emptied", (ox.Literal(""),)
