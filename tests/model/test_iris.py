"""Names of things are made and parsed in one place."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.errors import SymbolError
from lod.model.iris import (
    ASSEMBLY,
    DEFAULT_BASE,
    LONGEST_SUFFIX,
    VOCABULARY,
    Identifier,
    agenda_item,
    below,
    concept,
    document,
    format_iri,
    is_iri,
    is_item,
    is_language,
    is_meeting,
    is_path,
    is_place,
    is_session,
    meeting,
    note_label,
    parse_base,
    parse_iri,
    session,
    slug,
)
from lod.model.symbols import parse_symbol

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


FORMS = [
    (is_place, "pp1 op17 opA annex1 fn-star2 fn3 op5.b.ii op1.a-b", "17 pp annex fn-star fn op op1. op1.a- op1.-a"),
    (is_session, "68 2024 ES-10 S-32", "12345 ES- X-1 sixty"),
    (is_item, "11 1234 24b 24abc b abc", "12345 24abcd abcd 24B"),
    (is_meeting, "71 12345", "123456 71a"),
    (
        is_language,
        "en zho zh-Hant zh-Hant-TW es-419 sl-rozaj-biske",
        "engl zh-Hants-TW en-USA en-4190 sl-rozaj-biske-nedis en-abcdefghi",
    ),
    (
        is_iri,
        "urn:x http://a.org https://a.org:80/x?y=z#w mailto:a@b.org urn:\U00010000 urn:\U000e0000 x://u:p@h/ a:%C3%BC",
        "a /x x: http://[::1]/ http://a.org:8a/ urn:\U000f0000 urn:\ue000 urn:\U0001ffff a:%C a:b#c#d a:[b]",
    ),
]


@pytest.mark.parametrize(("holds", "word"), [(holds, word) for holds, yes, _ in FORMS for word in yes.split(" ")])
def test_what_has_a_form(holds: Callable[[str], bool], word: str) -> None:
    """Anchors, sessions, agenda items, meetings, languages, IRIs: each to its longest."""
    assert holds(word)


@pytest.mark.parametrize(("holds", "word"), [(holds, word) for holds, _, no in FORMS for word in [*no.split(" "), ""]])
def test_what_has_not_the_form(holds: Callable[[str], bool], word: str) -> None:
    """One sign too many, too few or of another kind."""
    assert not holds(word)


def test_a_path_is_as_long_as_file_systems_hold() -> None:
    """255 bytes an element, room for the longest suffix left where it is asked for, 2,000 in all."""
    assert len(".marc.xml") == LONGEST_SUFFIX
    assert is_path("x" * 255)
    assert not is_path("x" * 256)
    assert is_path("x" * 246, LONGEST_SUFFIX)
    assert not is_path("x" * 247, LONGEST_SUFFIX)
    steps = "/".join(["x" * 99] * 20)
    assert len(steps) == 1999
    assert is_path(f"{steps}x")
    assert not is_path(f"{steps}xx")


@pytest.mark.parametrize("path", ["a\\b", "a\x00", "a\x7f", "a ", "a /b", "a."])
def test_what_other_systems_read_otherwise_is_no_path(path: str) -> None:
    assert not is_path(path)


@pytest.mark.parametrize("base", ["http://example.org/", "https://example.org/a/b/"])
def test_a_base_is_any_folder_of_the_web(base: str) -> None:
    assert parse_base(base) == base


@pytest.mark.parametrize("base", ["https:///", "https://exa?mple.org/", "https://example.org/a?b/", "ftp://a.org/"])
def test_what_is_no_base_is_refused(base: str) -> None:
    with pytest.raises(SymbolError, match="is no base"):
        parse_base(base)


def test_a_base_without_its_slash_is_told_with_it() -> None:
    with pytest.raises(SymbolError, match=r"does not end with a slash \(give https://example\.org/\)"):
        parse_base("https://example.org")


def test_names_of_things_are_what_people_cite() -> None:
    """The organ that is meant where none is said, the vocabulary's own base, concepts, agenda items of other organs."""
    assert parse_symbol("A/RES/1/1").organ == ASSEMBLY == "general-assembly"
    assert f"{DEFAULT_BASE}def#" == VOCABULARY
    assert str(concept("verb", "requests")) == "verb/requests"
    assert str(agenda_item("68", "24b", "")) == "session/68/item/24b"
    assert str(agenda_item("52", "3", "human-rights-council")) == "session/human-rights-council/52/item/3"
    assert note_label("") == note_label("*") == "fn-star1"
    assert note_label("***") == "fn-star3"
    assert below("", "op1") == "op1"


def test_a_slug_is_short_and_without_signs() -> None:
    """An apostrophe leaves no hyphen; 120 signs at most, no hyphen at either end."""
    assert slug("Women's Fund") == "womens-fund"
    assert len(slug("x" * 300)) == 120
    assert slug("-a-") == "a"
    assert slug(f"{'x' * 119} y") == "x" * 119


def test_an_identifier_never_changes() -> None:
    """It is a value."""
    name = Identifier("A/RES/68/230")
    with pytest.raises(AttributeError):
        name.path = "A/RES/68/231"  # type: ignore[misc]


@given(st.text(st.sampled_from("a/. b"), max_size=8))
def test_no_element_of_a_path_is_empty_or_ends_in_a_stop_or_a_blank(path: str) -> None:
    """A path of ASCII is told by other means than a longer one, and told the same."""
    fit = all(element and element[-1] not in ". " for element in path.split("/"))
    assert is_path(path) == is_path(f"é/{path}") == fit
