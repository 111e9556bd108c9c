"""Names of things are made and parsed in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.errors import SymbolError
from lod.model.iris import (
    Identifier,
    agenda_item,
    below,
    document,
    format_iri,
    is_place,
    meeting,
    parse_iri,
    session,
    slug,
)

NAMES = [
    (document("A/RES/68/230"), "https://w3id.org/unres/A/RES/68/230"),
    (document("S/RES/2098(2013)"), "https://w3id.org/unres/S/RES/2098(2013)"),
    (document("A/RES/68/230").at("op17.act2"), "https://w3id.org/unres/A/RES/68/230#op17.act2"),
    (session("68"), "https://w3id.org/unres/session/68"),
    (session("18", "hlc-ssc"), "https://w3id.org/unres/session/hlc-ssc/18"),
    (agenda_item("68", "24b"), "https://w3id.org/unres/session/68/item/24b"),
    (meeting("A/68/PV.71"), "https://w3id.org/unres/meeting/A/68/PV.71"),
]


@pytest.mark.parametrize(("name", "iri"), NAMES)
def test_a_name_and_its_iri_are_inverses(name: Identifier, iri: str) -> None:
    """Whoever knows the symbol can guess the IRI, and the IRI gives the name back."""
    assert format_iri(name) == iri
    assert parse_iri(iri) == name


def test_another_base_changes_the_iri_and_not_the_name() -> None:
    """The base is a setting of the build."""
    assert format_iri(document("A/RES/68/230"), "https://example.org/") == "https://example.org/A/RES/68/230"
    with pytest.raises(SymbolError, match="not below"):
        parse_iri("https://example.org/A/RES/68/230")


@given(st.text())
def test_a_slug_is_a_path_element(words: str) -> None:
    """A slug holds lower-case letters, digits and single hyphens, and is its own slug."""
    made = slug(words)
    assert slug(made) == made
    assert all(part.isalnum() and part.isascii() for part in made.split("-") if made)


@pytest.mark.parametrize(
    "place", ["pp3", "op17", "op5.b.ii", "s2.op3", "annex1.s2.op3", "fn-star1", "annex1.fn2", "op11.1"]
)
def test_places_of_the_design_are_places(place: str) -> None:
    """The fragments that places may have are recognized."""
    assert is_place(place)


def test_a_place_below_a_place() -> None:
    """Labels join with points."""
    assert below(below("", "op5"), "b") == "op5.b"
