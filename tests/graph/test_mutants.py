"""The mutation test of the shapes: valid graphs are broken one thing at a time, and the shapes find it."""

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from lod.data.authorities import load_authorities
from lod.data.files import read_toml
from lod.graph.authorities import authority_triples
from lod.graph.resolution import resolution_triples
from lod.graph.shacl import ReferenceEngine, Result, validator
from tests import graph_sample
from tests.mutants import Mutant, mutants
from tests.samples import TESTS, bundled, bundled_annotations

CASES = TESTS / "cases" / "survivors.toml"


def graphs() -> list[list[ox.Triple]]:
    """A small graph that uses every class and property, and A/RES/68/230's."""
    sample = resolution_triples(graph_sample.RESOLUTION, graph_sample.ANNOTATIONS, others=(graph_sample.french(),))
    return [sample, resolution_triples(bundled(), bundled_annotations())]


def data(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def tried() -> Iterable[tuple[Mutant, list[Result]]]:
    """Each mutant with the results that the sound graph does not have.

    Each class and property once, in the small graph; in the other what is not in that one, or was not found there.
    """
    outcome: dict[str, tuple[Mutant, list[Result]]] = {}
    for triples in graphs():
        sound = set(validator().validate(data(triples)))
        for mutant in mutants(triples):
            if mutant.name not in outcome or not outcome[mutant.name][1]:
                found = [result for result in validator().validate(data(mutant.triples)) if result not in sound]
                outcome[mutant.name] = mutant, found
    return outcome.values()


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Mutant, list[Result]]]:
    return list(tried())


def around(mutant: Mutant) -> list[ox.Triple]:
    """What is said in a mutant of the damaged node, of what it names, and of what names it."""
    focus = ox.NamedNode(mutant.focus)
    near = {focus, *(t.object for t in mutant.triples if t.subject == focus)}
    near |= {t.subject for t in mutant.triples if t.object == focus}
    return [t for t in mutant.triples if t.subject in near]


def test_at_least_985_of_1000_damages_are_found(
    outcomes: list[tuple[Mutant, list[Result]]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The drop of what may be absent is no damage; the table of the others is printed."""
    optional = {f"{name} dropped" for name in read_toml(CASES)["optional"]}
    damages = [(mutant, results) for mutant, results in outcomes if mutant.name not in optional]
    killed = sum(bool(results) for _, results in damages)
    with capsys.disabled():
        print(f"\nmutants {len(damages)}, killed {killed} ({killed / len(damages):.1%}), survivors:")
        for name, reason in read_toml(CASES)["survivors"].items():
            print(f"  {name}: {reason}")
    assert killed / len(damages) >= 0.985


def test_damages_to_what_the_authority_tables_say_are_found() -> None:
    """Identifiers, dated names and facts, of all funds and whom they lead to; dates may be absent."""
    tables = load_authorities()
    triples = authority_triples(tables.closure(path for path in tables.by_path if path.startswith("fund/")))
    tried = [m for m in mutants(triples) if m.of in ("AuthorityIdentifier", "DatedName", "AuthorityFact")]
    survivors = {mutant.name for mutant in tried if not validator().validate(data(mutant.triples))}
    assert len(tried) > 30
    assert {name for name in survivors if "valid" not in name} == set()
    assert {name.rpartition(" ")[2] for name in survivors} <= {"dropped"}


def test_every_survivor_has_its_reason_and_none_is_listed_in_vain(outcomes: list[tuple[Mutant, list[Result]]]) -> None:
    """The file of survivors is what survives."""
    table = read_toml(CASES)
    listed = set(table["survivors"]) | {f"{name} dropped" for name in table["optional"]}
    assert {mutant.name for mutant, results in outcomes if not results} == listed


def test_a_damage_is_found_at_the_damaged_node_by_its_classs_shape(outcomes: list[tuple[Mutant, list[Result]]]) -> None:
    """Of the damages found, nearly all are found where they are; the others where they are pointed at from."""
    found = [(mutant, results) for mutant, results in outcomes if results]
    there = sum(any(result.focus == mutant.focus for result in results) for mutant, results in found)
    assert there / len(found) > 0.98


def test_both_engines_agree_on_a_sample_of_the_mutants() -> None:
    """Every fortieth mutant of the small graph, where it is damaged, result by result."""
    reference = ReferenceEngine()
    for mutant in list(mutants(graphs()[0]))[::40]:
        broken = data(around(mutant))
        assert validator("shacl").validate(broken) == reference.validate(broken), mutant.name
