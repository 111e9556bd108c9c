"""Cleaned texts: what other programs put round words is taken out, and the offset map knows where each letter was."""

import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.model.resolution import Run
from lod.read.clean import Cleaned, Edit, clean, clipped, composed

#: A text as a program writes it, and the words that it means.
CASES = [
    ("\ufeffThe General Assembly,\r\n", "The General Assembly,\n"),
    ("one\rtwo\r\n\r\nthree", "one\ntwo\n\nthree"),
    ("one\vtwo\u2028\u2029three\x85", "one\ntwo\n\nthree\n"),
    ("Otters\n======\n\nOne\n---\n\nThe rivers\n---\n\n1", "Otters\n\n\nOne\n\n\nThe rivers\n---\n\n1"),
    ("the treaty[[1]](#fn1) and [paragraph 2](#p2)", "the treaty[1] and paragraph 2"),
    ("**17.** __Invites__ *all*", "17. Invites *all*"),
    ('[70/1](https://docs.un.org/A/RES/70/1 "of 2015") and [1]', "70/1 and [1]"),
    ("States&nbsp;Members &lt;sic&gt; &#8220;all&#x201d;", "States\xa0Members <sic> “all”"),
    ("> > Recalls\n> it\n>\n>  all", "Recalls\nit\n\n all"),
    ("> Recalls\nit", "> Recalls\nit"),
    ("o\ufb03ces of the Gen\u00aderal \u00ad", "offices of the General \u00ad"),
    ("Re\u0301publique, \ufe97\ufe8e", "République, تا"),
    ("The river\n\nflows to\n\nthe sea\n\n\n\nand on", "The river\nflows to\nthe sea\n\n\nand on"),
    ("The river\n\nflows\n", "The river\nflows"),
    ("a text\nof lines\n\nand blanks", "a text\nof lines\n\nand blanks"),
]


def check_map(given: str, cleaned: Cleaned) -> None:
    """Runs are in order in both texts, none is empty, and each copies the file letter for letter."""
    at = source = 0
    for run in cleaned.runs:
        assert run.length > 0
        assert run.start >= at
        assert run.source >= source
        at, source = run.start + run.length, run.source + run.length
        assert cleaned.text[run.start : at] == given[run.source : source]
    assert at <= len(cleaned.text)
    assert source <= len(given)


@pytest.mark.parametrize(("written", "meant"), CASES)
def test_what_programs_put_round_words_is_taken_out(written: str, meant: str) -> None:
    """Marks of order and line ends, Markdown, the web, mail, typefaces, blanks between lines."""
    cleaned = clean(written)
    assert cleaned.text == meant
    check_map(written, cleaned)
    assert cleaned.is_whole == (written == meant)


@pytest.mark.parametrize("written", [written for written, _ in CASES])
def test_the_letters_that_stay_are_known(written: str) -> None:
    """A letter that the file writes as it is read is in a run: a map that knows nothing would be no map."""
    cleaned = clean(written)
    known = sum(run.length for run in cleaned.runs)
    assert known >= sum(letter.isascii() and letter.isalpha() for letter in cleaned.text) - len("ffi")


PIECES = [
    "**",
    "__",
    "&nbsp;",
    "&amp;lt;",
    "> ",
    "\r\n",
    "\r",
    "\n",
    "[a](http://x)",
    "\ufb01",
    "e\u0301",
    "\u00ad",
    "a",
]


@given(st.text() | st.lists(st.sampled_from([*PIECES, "words go", " "])).map("".join))
def test_the_map_of_any_text_is_sound(text: str) -> None:
    """Whatever was taken out, in whatever order the steps found it."""
    check_map(text, clean(text))


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_entities_and_accents_mean_what_the_standards_say(text: str) -> None:
    """As HTML's own decoder and Unicode's composition give them."""
    told = f"{text}&nbsp;"
    assert clean(told.replace("\r", "")).text == clean(unescape(told.replace("\r", ""))).text
    accented = text.replace("\ufb01", "").replace("\u00ad", "")
    assert composed(Cleaned.of(accented)).text == unicodedata.normalize("NFC", accented)


def test_edits_on_edits_lead_back_to_the_file() -> None:
    """The second step counts in the text that the first one made."""
    first: list[Edit] = [(0, 2, ""), (5, 6, "XYZ")]
    second: list[Edit] = [(1, 2, ""), (4, 5, "")]
    once = Cleaned.of("abcdefgh").edited(first)
    assert (once.text, once.runs) == ("cdeXYZgh", (Run(0, 2, 3), Run(6, 6, 2)))
    twice = once.edited(second)
    assert (twice.text, twice.runs) == ("ceXZgh", (Run(0, 2, 1), Run(1, 4, 1), Run(4, 6, 2)))
    assert [twice.offset(at) for at in range(7)] == [2, 4, 5, 5, 6, 7, 8]
    assert list(clipped(twice.runs, 1, 5)) == [Run(1, 4, 1), Run(4, 6, 1)]


def test_the_sign_of_pdfium_for_a_broken_words_hyphen_is_one() -> None:
    assert clean("the Secretary\ufffeGeneral, \ufffe").text == "the Secretary-General, \ufffe"
