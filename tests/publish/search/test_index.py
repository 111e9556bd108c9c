"""The files of the search: what is in them, in which order, and that hostile words stay words."""

import json
from pathlib import Path
from typing import Any

import pytest

from lod.annotate.annotate import annotate
from lod.publish.search.index import SearchIndex, SearchThing, SpooledText, in_order, symbol_keys
from lod.publish.search.units import SearchText, SearchUnit, search_text
from tests.publish.search.test_numbers import parse
from tests.samples import bundled

FUND = SearchThing("Fund", "fund/rivers", "Rivers Fund", ("Fonds des rivières",))


def unit(place: str, text: str, *words: str) -> SearchUnit:
    return SearchUnit(place, place, text, words)


def text(symbol: str, *units: SearchUnit, adopted: str = "2023-01-02") -> SearchText:
    return SearchText(
        symbol, "A title", symbol, "en", adopted, "78", "general-assembly", "Second Committee", (6,), units
    )


def files(*texts: SearchText, things: tuple[SearchThing, ...] = (FUND,)) -> dict[str, Any]:
    """What each file hands over, by its name."""
    index = SearchIndex(things)
    for one in texts:
        index.add(one)
    return dict(handed(content) for _, content in index.files())


def handed(content: bytes) -> tuple[str, Any]:
    call = content.decode().rstrip("\n")
    assert call.startswith("unresHand(")
    assert call.endswith(")")
    name, value = json.loads(f"[{call.removeprefix('unresHand(').removesuffix(')')}]")
    return name, value


def rising(signs: str) -> list[int]:
    last = 0
    return [last := last + gap for gap in parse(signs)]


def test_words_lead_to_the_units_that_hold_them() -> None:
    """Things come first, then each title and its paragraphs; a thing is found by its other names too."""
    made = files(text("A/RES/78/1", unit("", "A title", "title"), unit("op1", "Rivers matter", "rivers", "matter")))
    words = made["words/0"]
    assert rising(words["rivers"]) == [0, 2]
    assert rising(words["rivieres"]) == [0]
    assert rising(words["title"]) == [1]
    assert made["start"]["things"] == 1
    assert rising(made["start"]["starts"]) == [1]


def test_a_symbol_is_found_as_people_type_it() -> None:
    """With its organ and without."""
    made = files(text("A/RES/57/270B", unit("", "A title", "title")))
    assert rising(made["words/0"]["=57/270B"]) == rising(made["words/0"]["=A/RES/57/270B"]) == [1]
    assert symbol_keys("A/RES/217(III)") == ("A/RES/217(III)", "217(III)")


def test_what_narrows_down_is_counted_by_units_and_by_texts() -> None:
    """A verb's family belongs to a paragraph; committee, year and goal to all of a text."""
    asked = SearchUnit("op1", "para. 1", "Requests", ("requests",), ("request",), ("report",), ("Secretary-General",))
    made = files(text("A/RES/78/1", unit("", "A title", "title"), asked), text("A/RES/78/2", asked))
    facets = made["facets"]
    assert rising(facets["units"]["duty"]["report"]) == [2, 3]
    assert rising(facets["units"]["asked"]["Secretary-General"]) == [2, 3]
    assert rising(made["start"]["starts"]) == [1, 3]
    assert rising(facets["goals"]["6"]) == [0, 1]
    names, numbers = facets["texts"]["year"]
    assert [names[number] for number in parse(numbers)] == ["2023", "2023"]


def test_long_texts_are_parted_and_each_part_says_where_it_begins() -> None:
    """A unit is the one at its number's distance from the first of its file."""
    units = [unit(f"op{n}", f"{n} " + "words " * 1000, "words") for n in range(30)]
    made = files(text("A/RES/78/1", *units), things=())
    firsts = made["start"]["texts"]
    assert len(firsts) > 1
    parts = [[u for _, units in made[f"texts/{number}"] for u in units] for number in range(len(firsts))]
    assert [part[0][0] for part in parts] == [f"op{first}" for first in firsts]
    assert sum(map(len, parts)) == 30


def test_many_words_are_parted_in_the_order_of_scripts() -> None:
    """Code points beyond the first plane come before those that end it, as scripts compare strings."""
    units = [unit(f"op{n}", "x", f"w{n:05}", "\ufb01x", "\U00020000x") for n in range(6000)]
    made = files(text("A/RES/78/1", *units), things=())
    firsts = made["start"]["words"]
    assert len(firsts) > 1
    words = [word for number in range(len(firsts)) for word in made[f"words/{number}"]]
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert words[-2:] == ["\U00020000x", "\ufb01x"]


def test_the_latest_come_first_and_english_before_all() -> None:
    given = [("A/RES/78/1", "fr", "2024"), ("A/RES/77/1", "en", "2022"), ("A/RES/78/1", "en", "2024")]
    ordered = in_order(SpooledText(*one, Path("x")) for one in given)
    assert [(one.symbol, one.language) for one in ordered] == [
        ("A/RES/78/1", "en"),
        ("A/RES/77/1", "en"),
        ("A/RES/78/1", "fr"),
    ]


@pytest.mark.parametrize("words", ["</script><script>alert(1)", '"\\', "\u2028\u2029", "\x00"])
def test_no_words_break_out_of_their_file(words: str) -> None:
    """They are one string of JSON, which scripts read as they stand."""
    (group,) = files(text("A/RES/78/1", unit("op1", words, "word")), things=())["texts/0"]
    assert group[1][0][2] == words


def test_the_bundled_resolution_is_found_by_paragraph() -> None:
    """Each paragraph and note with its words, its name for readers, and whom it asks."""
    read = bundled()
    found = {one.place: one for one in search_text(read, read, "A/RES/68/230", annotate(read)).units}
    assert found[""].text == "South-South cooperation"
    assert found["op17"].label == "para. 17"
    assert {"perez", "guerrero"} <= set(found["op17"].words)
    assert "contribution" in found["op17"].duties
    assert "Secretary-General" in found["op21"].asked
    assert found["fn3"].label == "note 3"
