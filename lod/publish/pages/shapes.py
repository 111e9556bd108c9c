"""The page of the shapes: what each asks of which property, and how to mend what it finds. It stands at shapes.html."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from lod.graph.profiles import HOUSE, profile_triples
from lod.graph.serialize import short_name
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


class ClassShape(Struct, frozen=True):
    """A shape with its constraints."""

    name: str
    label: str
    target: str
    constraints: tuple[Constraint, ...]


def shapes_page() -> str:
    """The page of both profiles."""
    statements = statements_of(profile_triples(HOUSE))
    return render("shapes.html", "shapes", shapes=class_shapes(statements))


def class_shapes(statements: Mapping[str, Statements]) -> tuple[ClassShape, ...]:
    """The shapes by name, each with the constraints that are named after it."""
    by_shape: dict[str, list[Constraint]] = defaultdict(list)
    for iri, said in sorted(statements.items()):
        if SH.message.value in said and SH.NodeShape.value not in said.get(RDF.type.value, ()):
            constraint = _constraint(iri, said)
            by_shape[constraint.name.partition("-")[0]].append(constraint)
    nodes = {iri: said for iri, said in statements.items() if SH.NodeShape.value in said.get(RDF.type.value, ())}
    return tuple(
        ClassShape(
            _name(iri),
            "".join(said.get(RDFS.label.value, ())),
            ", ".join(_term(target) for target in said.get(SH.targetClass.value, ()) if target.startswith(UNR.base)),
            tuple(by_shape[_name(iri)]),
        )
        for iri, said in sorted(nodes.items())
    )


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
