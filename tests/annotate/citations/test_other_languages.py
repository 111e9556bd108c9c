"""Resolutions cited by number in the languages besides English: what is one, and whose it is."""

import datetime as dt

import pytest

from lod.annotate.citations.citations import find_citations
from lod.annotate.citations.other_languages import find_numbered_elsewhere
from lod.model.resolution import Masthead, Part, PartKind, Passage, Resolution, Source
from lod.read.tree.languages import frames
from tests.samples import TESTS

GA = "general-assembly"

LINES = (TESTS / "cases" / "elsewhere.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(map(str.strip, line.split("|"))) for line in LINES if "|" in line and not line.startswith("#")]


def symbols(language: str, text: str) -> list[str]:
    found = find_numbered_elsewhere(text, frames()[language], GA)
    return [reference.target.symbol or "" for reference in found if reference.target]


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_a_number_leads_to_its_resolution_or_nowhere(language: str, text: str, wanted: str) -> None:
    """By the word of the language and the organ that it names; decisions and fractions lead nowhere."""
    assert symbols(language, text) == wanted.split()


def test_a_citation_keeps_its_words_and_date() -> None:
    """In a French resolution as in an English one."""
    text = "Rappelant sa résolution 70/1 du 25 septembre 2015,"
    part = Part(PartKind.PREAMBULAR, "pp1", None, 1, Passage(text))
    head = Masthead(symbol="A/RES/90/9", organ=GA, session="90")
    (found,) = find_citations(Resolution(Source("x", "", ""), "fr", head, Passage(""), (part,), (), ()))
    assert (found.span.printed, found.date) == ("70/1", dt.date(2015, 9, 25))
    assert text[found.span.start : found.span.end] == "70/1"
