"""Symbols: what is printed, and what the UN's resolver writes. The table of cases is the specification."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.errors import SymbolError
from lod.model.iris import LONGEST_SUFFIX, is_path
from lod.model.symbols import (
    ORGANS,
    Symbol,
    adopted_in,
    format_symbol,
    is_decision,
    is_draft,
    is_paper,
    is_statement,
    is_symbol,
    normalize,
    one_case,
    parse_symbol,
    resolution,
)
from tests.samples import TESTS

CITED = [
    # as texts cite it, organ, the resolver's form, session, letters
    ("64/222", "A", "A/RES/64/222", "64", None),
    ("57/270 B", "A", "A/RES/57/270B", "57", "B"),
    ("54/237 A-C", "A", "A/RES/54/237A-C", "54", "A-C"),
    ("1514 (XV)", "A", "A/RES/1514(XV)", "XV", None),
    ("217 A (III)", "A", "A/RES/217(III)", "III", None),
    ("1874 (S-IV)", "A", "A/RES/1874(S-IV)", "S-IV", None),
    ("377 (V)", "A", "A/RES/377(V)", "V", None),
    ("S-10/2", "A", "A/RES/S-10/2", "S-10", None),
    ("ES-10/15", "A", "A/RES/ES-10/15", "ES-10", None),
    ("1325 (2000)", "S", "S/RES/1325(2000)", "2000", None),
    ("2020/23", "E", "E/RES/2020/23", "2020", None),
    ("16/21", "A/HRC", "A/HRC/RES/16/21", "16", None),
    ("S-21/1", "A/HRC", "A/HRC/RES/S-21/1", "S-21", None),
]


@pytest.mark.parametrize(("cited", "organ", "text", "session", "letters"), CITED)
def test_a_resolution_number_becomes_its_symbol(
    cited: str, organ: str, text: str, session: str, letters: str | None
) -> None:
    """The organ decides what a number means; letters stay, except in pre-1976 symbols, as the resolver writes them."""
    assert resolution(cited, organ) == Symbol(text, ORGANS[organ], session, parse_symbol(text).number, letters)


@pytest.mark.parametrize(
    "text", [case[2] for case in CITED] + ["A/68/443/Add.2", "A/78/6(Sect.10)", "FCCC/CP/2015/10/Add.1"]
)
def test_parse_and_format_are_inverses(text: str) -> None:
    """What is formatted parses to the same symbol."""
    assert format_symbol(parse_symbol(text)) == text


def test_57_270_b_keeps_its_letter() -> None:
    """A lettered resolution is another resolution than the one without the letter."""
    assert parse_symbol("A/RES/57/270 B") != parse_symbol("A/RES/57/270")


@pytest.mark.parametrize("text", ["", "hello", "68/230", "A/", "/RES/1/1", "a/res/68/230", "A/RES/68, 230"])
def test_what_is_no_symbol_is_refused_with_the_value(text: str) -> None:
    """The error quotes the text and shows what a symbol looks like."""
    with pytest.raises(SymbolError, match="A/RES/68/230"):
        parse_symbol(text)


@pytest.mark.parametrize(("number", "organ"), [("17", "A"), ("1325 (2000)", "A"), ("64/222", "S"), ("XV", "A")])
def test_a_number_of_another_organ_is_refused(number: str, organ: str) -> None:
    """A Security Council number is no Assembly resolution, and the other way round."""
    with pytest.raises(SymbolError):
        resolution(number, organ)


@given(st.text())
def test_normalizing_is_idempotent(text: str) -> None:
    """A normalized text is its own normal form."""
    assert normalize(normalize(text)) == normalize(text)


def cases() -> list[tuple[str, str, str]]:
    """(as printed, "=" or "!", the resolver's form or why there is none)."""
    lines = (TESTS / "cases" / "symbols.txt").read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"(\S.*?)\s+([=!]) (.+)", line) for line in lines if line and not line.startswith("#"))
    return [(case[1], case[2], case[3]) for case in found if case]


@pytest.mark.parametrize(("printed", "sign", "said"), cases())
def test_what_a_symbol_is_and_what_is_none(printed: str, sign: str, said: str) -> None:
    """A symbol is the path of a page: none of its elements leads elsewhere, and a resolution's has its organ's form."""
    assert is_symbol(normalize(printed)) == (sign == "=")
    if sign == "=":
        assert parse_symbol(printed).text == said
    else:
        with pytest.raises(SymbolError):
            parse_symbol(printed)


def test_a_symbol_is_no_longer_than_a_file_name() -> None:
    """A number of 300 figures is none, and the error does not repeat all of it."""
    for long in ("A/RES/78/" + 300 * "1", "A/78/" + 300 * "1", "A/78" + 150 * "/1"):
        assert not is_symbol(long)
        with pytest.raises(SymbolError) as told:
            parse_symbol(long)
        assert len(str(told.value)) < 400


@given(st.from_regex(r"[A-Z]{1,3}(?:/[A-Za-z0-9().*\-]{0,9}){1,4}", fullmatch=True))
def test_a_symbol_is_a_path_that_stays_below_its_folder(text: str) -> None:
    """Whatever is a symbol has room for every suffix, and is hidden nowhere."""
    if is_symbol(text):
        assert is_path(text, LONGEST_SUFFIX)
        assert not any(element.startswith(".") for element in text.split("/"))


ADOPTED = {
    "A/C.2/80/L.56": ("general-assembly", "80"),
    "A/80/L.41/Rev.1": ("general-assembly", "80"),
    "A/ES-11/L.1": ("general-assembly", "ES-11"),
    "A/HRC/52/L.3": ("human-rights-council", "52"),
    "A/HRC/PRST/35/1": ("human-rights-council", "35"),
    "A/PRST/78/1": ("general-assembly", "78"),
    "A/BUR/78/L.1": (None, "78"),
    "A/ABCDE/78/L.1": (None, None),
    "A/1234/L.1": (None, None),
    "E/RES/2020/23": ("economic-and-social-council", "2020"),
    "A/HRC/RES/S-21/1": ("human-rights-council", "S-21"),
    "A/RES/1721(IIX)": ("general-assembly", None),
    "A/RES/1874(S-IV)": ("general-assembly", "S-4"),
}


@pytest.mark.parametrize(("symbol", "told"), ADOPTED.items())
def test_organ_and_session_stand_in_the_symbol(symbol: str, told: tuple[str | None, str | None]) -> None:
    """Of resolutions, of drafts and of statements; what is no session's number is none."""
    assert adopted_in(symbol) == told


def test_organs_are_called_as_the_table_of_actors_calls_them() -> None:
    """The slugs are parts of IRIs that people cite."""
    called = {symbol: parse_symbol(symbol).organ for symbol in ("A/RES/1/1", "S/RES/1(1946)", "E/RES/1/1")}
    assert list(called.values()) == ["general-assembly", "security-council", "economic-and-social-council"]
    assert parse_symbol("A/HRC/RES/1/1").organ == "human-rights-council"


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("A/80/L.1", "draft"),
        ("A/80/L.12345/Rev.1/Amend.1/Add.123", "draft"),
        ("A/80/L.123456", ""),
        ("A/80/L.1/Rev.1234", ""),
        ("A/80/L.1/Abcdef.1", ""),
        ("A/80/L.1/Rev.1/Rev.1/Rev.1/Rev.1", ""),
        ("S/PRST/2015/1", "statement"),
        ("S/PRSTX/2015/1", ""),
    ],
)
def test_papers_are_drafts_and_statements(symbol: str, kind: str) -> None:
    """A draft has at most three parts behind its number."""
    assert (is_draft(symbol), is_statement(symbol), is_paper(symbol)) == (
        kind == "draft",
        kind == "statement",
        kind != "",
    )


@pytest.mark.parametrize(
    ("symbol", "told"),
    [
        ("A/HRC/DEC/61/101", True),
        ("HSP/HA.3/Dec.2", True),
        ("A/DEC/82/501", True),
        ("A/DECX/82/501", False),
        ("A/DEC/x", False),
        ("DEC/1", False),
        ("A/RES/82/501", False),
    ],
)
def test_decisions_are_told_by_their_symbols(symbol: str, told: bool) -> None:
    """The element "DEC" before a number, or "Dec." with it."""
    assert is_decision(symbol) is told


@pytest.mark.parametrize("typed", ["/a/68/1", "A/RES//1a", "A/RES/1/a", "A/RES/(iv)", "A/RES/1(s-)"])
def test_what_is_no_part_of_a_number_keeps_its_case(typed: str) -> None:
    """Only a letter or a roman session behind figures is made large."""
    assert one_case(typed) == typed


def test_a_roman_session_is_made_large() -> None:
    assert one_case("A/RES/1514(xv)") == "A/RES/1514(XV)"


def test_the_longest_symbol_is_one_and_a_longer_one_is_shown_in_part() -> None:
    """200 characters; the error of what is longer quotes the first of them, that of a shorter one all."""
    longest = "A/" + 198 * "1"
    assert is_symbol(longest)
    assert not is_symbol(f"{longest}1")
    with pytest.raises(SymbolError) as told:
        parse_symbol(f"{longest}1")
    assert f"'{longest}...'" in str(told.value)
    with pytest.raises(SymbolError) as told:
        parse_symbol("a" * 200)
    assert f"'{'a' * 200}'" in str(told.value)


def test_a_symbol_prints_as_its_text_and_never_changes() -> None:
    """It is a value."""
    symbol = parse_symbol("A/RES/68/230")
    assert str(symbol) == "A/RES/68/230"
    with pytest.raises(AttributeError):
        symbol.text = "A/RES/68/231"  # type: ignore[misc]
