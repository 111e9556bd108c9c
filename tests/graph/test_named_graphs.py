"""The two named graphs of a resolution: what is printed, and what rules made; told by subject and predicate alone."""

import pytest

from lod.graph.named_graphs import is_annotation
from lod.graph.resolution import resolution_triples
from lod.model.annotations import Annotations
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from tests import graph_sample
from tests.samples import bundled, bundled_annotations


@pytest.mark.parametrize(
    ("resolution", "annotations"),
    [(bundled(), bundled_annotations()), (graph_sample.RESOLUTION, graph_sample.ANNOTATIONS)],
    ids=["bundled", "sample"],
)
def test_what_annotations_add_about_a_resolution_is_their_graph(
    resolution: Resolution, annotations: Annotations
) -> None:
    """The rule that knows a statement's names alone parts the same statements as leaving the annotations out does."""
    own = DEFAULT_BASE + resolution.masthead.symbol
    whole = resolution_triples(resolution, annotations)
    printed = set(resolution_triples(resolution, Annotations()))
    about = [t for t in whole if t.subject.value == own or t.subject.value.startswith(f"{own}#")]  # type: ignore[union-attr]
    made = {t for t in about if is_annotation(t.subject.value, t.predicate.value)}  # type: ignore[union-attr]
    shortcut = {t for t in made & printed if t.predicate.value.endswith("#goal")}
    assert made - shortcut == set(about) - printed
    assert made


def test_a_goal_that_a_machine_tagged_leads_from_the_resolution_as_a_short_way_only() -> None:
    """Its tag is a fact of the file; the short way from the resolution stands with what rules made."""
    own = "A/RES/99/7"
    assert not is_annotation(f"{own}#goal14", "https://w3id.org/unres/def#goal")
    assert is_annotation(own, "https://w3id.org/unres/def#goal")


@pytest.mark.parametrize("place", ["op5.b.ii", "s2.op3", "annex1.op12", "fn-star1", "op1.ref-fn3", "ballot-uganda", ""])
def test_parts_notes_and_votes_are_facts(place: str) -> None:
    assert not is_annotation(f"A/RES/68/230#{place}", "https://w3id.org/unres/def#inResolution")


@pytest.mark.parametrize(
    "place", ["op17.act2", "op17.cit1", "fn3.cit1", "op17.mention4", "op17.act2.clause1", "op1.goal2"]
)
def test_acts_citations_mentions_and_clauses_are_annotations(place: str) -> None:
    assert is_annotation(f"A/RES/68/230#{place}", "https://w3id.org/unres/def#inResolution")
