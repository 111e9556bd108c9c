"""Titles of cited documents: as the citing text prints them, and of nothing else."""

import pytest

from lod.annotate.citations.citations import find_citations
from lod.annotate.citations.entitled import with_titles
from lod.model.resolution import Footnote, Mark, Masthead, Part, PartKind, Passage, Resolution, Source


def titles(text: str, note: str = "") -> dict[str | None, str]:
    """The titles found in a paragraph, whose note stands at its asterisk, by symbol."""
    marks = (Mark("1", text.index("*")),) if note else ()
    part = Part(PartKind.PREAMBULAR, "pp1", None, 1, Passage(text.replace("*", ""), marks=marks))
    notes = (Footnote("1", "fn1", Passage(note), "pp1", 1),) if note else ()
    head = Masthead(symbol="A/RES/86/906", organ="general-assembly", session="86")
    made = Resolution(Source("x.txt", "", ""), "en", head, Passage(""), (part,), notes, ())
    found = with_titles(made, find_citations(made))
    return {c.target.symbol if c.target else None: c.title for c in found if c.title}


@pytest.mark.parametrize(
    ("text", "note", "found"),
    [
        (
            "Recalling its resolution 85/1 of 3 May 2030, entitled “Rivers and dams”,",
            "",
            {"A/RES/85/1": "Rivers and dams"},
        ),
        ("Recalling its resolution 85/1 on rivers and resolution 85/2,", "", {}),
        ("Taking note of the report entitled “Our rivers”,*", "A/85/12.", {"A/85/12": "Our rivers"}),
        ("Taking note of the report entitled “Our rivers”,*", "A/85/12, annex.", {}),
        ("Taking note of the report entitled “Our rivers”,*", "A/85/12 and A/85/13.", {}),
        ("Having considered the item entitled “Our rivers”,*", "A/85/12.", {}),
        ("Taking note of the report on rivers,*", "A/85/12.", {}),
    ],
)
def test_a_document_is_called_as_the_text_entitles_it(text: str, note: str, found: dict[str, str]) -> None:
    """Behind its number and date, or before the mark of a note that cites it alone and whole; an item is none."""
    assert titles(text, note) == found
