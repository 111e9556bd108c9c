"""The page of the shapes, at shapes.html: what each asks of which property, how to mend what it finds, and examples."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
from msgspec import Struct

from lod.graph.profiles import HOUSE, profile_triples
from lod.graph.serialize import graph_prefixes, serialize, short_name
from lod.graph.shape_examples import DamagedExample, load_shape_examples
from lod.model.iris import DEFAULT_BASE, VOCABULARY
from lod.model.vocab import RDF, RDFS, SH, UNR
from lod.publish.pages.environment import render
from lod.publish.pages.vocabulary import Statements, statements_of


class Constraint(Struct, frozen=True):
    """A constraint as the page tells it: its name, its property if it has one, what holds, how to mend."""

    name: str
    path: str
    message: str
    mend: str
    severity: str


class FoundDamage(Struct, frozen=True):
    """A damage of an example: the statements that went and that came, and the name of the constraint that finds it."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    found_by: str


class ShownExample(Struct, frozen=True):
    """What passes, as Turtle without prefixes, and what does not."""

    turtle: str
    damages: tuple[FoundDamage, ...]


class ClassShape(Struct, frozen=True):
    """A shape with its constraints, and the example of its class if it has one."""

    name: str
    label: str
    target: str
    constraints: tuple[Constraint, ...]
    example: ShownExample | None


def shapes_page(base: str = DEFAULT_BASE) -> str:
    """The page of both profiles; examples are of things below `base`."""
    statements = statements_of(profile_triples(HOUSE))
    return render("shapes.html", "shapes", shapes=class_shapes(statements, base))


def class_shapes(statements: Mapping[str, Statements], base: str) -> tuple[ClassShape, ...]:
    """The shapes by name, each with the constraints that are named after it."""
    by_shape: dict[str, list[Constraint]] = defaultdict(list)
    for iri, said in sorted(statements.items()):
        if SH.message.value in said and SH.NodeShape.value not in said.get(RDF.type.value, ()):
            constraint = _constraint(iri, said)
            by_shape[constraint.name.partition("-")[0]].append(constraint)
    examples = _examples(base)
    nodes = {iri: said for iri, said in statements.items() if SH.NodeShape.value in said.get(RDF.type.value, ())}
    return tuple(
        ClassShape(
            _name(iri),
            "".join(said.get(RDFS.label.value, ())),
            ", ".join(_term(target) for target in said.get(SH.targetClass.value, ()) if target.startswith(UNR.base)),
            tuple(by_shape[_name(iri)]),
            examples.get(iri),
        )
        for iri, said in sorted(nodes.items())
    )


def _examples(base: str) -> dict[str, ShownExample]:
    prefixes = graph_prefixes(base)
    return {
        one.shape: ShownExample(
            _turtle(_moved(one.own, base), prefixes),
            tuple(_found_damage(damage, base, prefixes) for damage in one.damages),
        )
        for one in load_shape_examples()
    }


def _found_damage(damage: DamagedExample, base: str, prefixes: Mapping[str, str]) -> FoundDamage:
    lost, gained = (_statements(_moved(some, base), prefixes) for some in (damage.lost, damage.gained))
    return FoundDamage(lost, gained, _name(damage.shape))


def _moved(triples: Iterable[ox.Triple], base: str) -> tuple[ox.Triple, ...]:
    """Triples of things below the default base as ones below another; the vocabulary stays where it is."""
    return tuple(
        ox.Triple(_moved_term(triple.subject, base), triple.predicate, _moved_term(triple.object, base))
        for triple in triples
    )


def _moved_term(term: Any, base: str) -> Any:
    if not isinstance(term, ox.NamedNode) or term.value.startswith(VOCABULARY):
        return term
    path = term.value.removeprefix(DEFAULT_BASE)
    return ox.NamedNode(base + path) if path != term.value else term


def _statements(triples: tuple[ox.Triple, ...], prefixes: Mapping[str, str]) -> tuple[str, ...]:
    """Each statement's property and value, as Turtle; a type that a new value brings along is none of the damage."""
    told = (triple for triple in triples if triple.predicate != RDF.type)
    return tuple(_turtle([triple], prefixes).partition(" ")[2].removesuffix(" .") for triple in told)


def _turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    lines = serialize(triples, ox.RdfFormat.TURTLE, prefixes).decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith("@prefix")).strip()


def _constraint(iri: str, said: Statements) -> Constraint:
    severity = "".join(said.get(SH.severity.value, ()))
    return Constraint(
        _name(iri),
        "".join(map(short_name, said.get(SH.path.value, ()))),
        "".join(said[SH.message.value]),
        "".join(said.get(RDFS.comment.value, ())),
        severity.rpartition("#")[2],
    )


def _name(iri: str) -> str:
    return iri.rpartition("#")[2]


def _term(iri: str) -> str:
    return iri.removeprefix(UNR.base)
