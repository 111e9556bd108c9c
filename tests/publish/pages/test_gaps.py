"""The page of gaps: what is held and missing of each session."""

from typing import Any

from lxml import html
from msgspec.structs import replace

from lod.publish.cards import card
from lod.publish.index import Index
from lod.publish.pages.gaps import gaps_page
from tests.samples import bundled, bundled_annotations


def shown(held: dict[str, tuple[str, ...]]) -> list[str]:
    """What the page says of resolutions with these symbols and languages, a line each."""
    first = card(bundled(), bundled_annotations())
    cards = [replace(first, symbol=symbol, languages=languages) for symbol, languages in held.items()]
    page: Any = html.fromstring(gaps_page(Index.of(cards)))
    return [" ".join(part.text_content().split()) for part in page.xpath("//section//h2 | //section//dl/div")]


def test_each_session_says_what_is_held_and_missing() -> None:
    """Runs of missing numbers, parts with letters, languages that others have, and what the last number rests on."""
    languages = ("en", "fr")
    held = {"A/RES/99/2": languages, "A/RES/99/6": languages, "A/RES/99/8A": ("en",), "A/RES/99/8B": languages}
    assert shown(held) == [
        "99th session 3 of 8",
        "Last number8, the highest number that is held here",
        "Missing5: 1, 3 to 5, 7",
        "In partsA/RES/99/8A, A/RES/99/8B",
    ]


def test_a_language_that_a_number_lacks_is_named_with_its_resolutions() -> None:
    assert shown({"A/HRC/RES/63/1": ("en", "fr"), "A/HRC/RES/63/2": ("en",)}) == [
        "Human Rights Council, 63rd session 2 of 2",
        "Last number2, the highest number that is held here",
        "Missingnone",
        "Without French1: A/HRC/RES/63/2",
    ]


def test_a_table_may_know_that_a_session_goes_further() -> None:
    told = shown({"A/RES/78/328": ("en",), "A/RES/68/1": ("en",)})
    assert "Last number329, the highest number among the United Nations' own files" in told
    assert "Last number307, the highest number that a later resolution cites" in told


def test_without_a_numbered_resolution_the_page_says_so() -> None:
    page: Any = html.fromstring(gaps_page(Index.of(())))
    assert "No resolution with a number" in page.text_content()
