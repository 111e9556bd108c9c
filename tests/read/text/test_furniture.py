"""What programs print on every page, whoever made them: it is in no paragraph, and paragraphs go on across it."""

from collections.abc import Callable

import pytest

from lod.model.resolution import Resolution
from lod.read.text.furniture import find_furniture
from lod.read.text.read import read_text
from tests.samples import source

TITLE = "Care of the rivers of the world"
HEAD = f"""United Nations
A/RES/90/7
General Assembly
Distr.: General
4 January 2036

90/7. {TITLE}

The General Assembly,
"""
CLOSING = "70th plenary meeting\n20 December 2035"
LINES = 30  # of a page


def paragraphs() -> list[str]:
    """Twenty paragraphs of six lines; a page ends amid some of them, before a capital and before a small letter."""
    lines = (
        "that the representatives of all",
        "Member States, at Conference {n} of the",
        "Parties, spoke of {n} rivers that flow from the",
        "mountains of {n} countries to the seas of the",
        "Organization, and of river {n} among them, with",
    )
    preamble = ["\n".join((f"Recalling {lines[0]}", *lines[1:], "care of {n},")).format(n=n) for n in range(10)]
    operative = ["\n".join((f"{n}. Notes {lines[0]}", *lines[1:], "care of {n};")).format(n=n) for n in range(1, 11)]
    return preamble + operative


def in_pages(furniture: Callable[[int], str], blank: str) -> str:
    """The text in pages, each ended by what a program prints on the page of a number."""
    lines = "\n\n".join([HEAD, *paragraphs(), CLOSING]).split("\n")
    pages = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    return "".join(f"{page}\n{blank}{furniture(n)}\n{blank}" for n, page in enumerate(pages, 1))


def printed(read: Resolution) -> list[tuple[str, str]]:
    return [(part.place, part.passage.text) for part in read.walk()]


@pytest.mark.parametrize("blank", ["", "\n"], ids=["close", "apart"])
@pytest.mark.parametrize(
    "furniture",
    [
        "{n}", "Page {n}", "Page {n} of 9", "{n} of 9", "{n}/9", "- {n} -", "— {n} —", "стр. {n} из 9",
        "第{n}页，共9页", "{n} 35-12345", "https://docs.un.org/A/RES/90/7 {n}/9", "https://docs.un.org/A/RES/90/7\n{n}/9",
        f"11/26/36, 7:00 AM {TITLE}", f"{TITLE} {{n}}", f"{TITLE.upper()}\n{{n}}", "United Nations\n{n}",
        f"A/RES/90/7 | {TITLE} | {{n}}", "\f",
    ],
)  # fmt: skip
def test_what_counts_up_or_repeats_from_page_to_page_is_in_no_paragraph(furniture: str, blank: str) -> None:
    """Numbers alone or with words, addresses, dates and titles beside them, form feeds; blanks round them or none."""
    read = read_text(source(in_pages(lambda n: furniture.format(n=n), blank)))
    assert printed(read) == printed(read_text(source("\n\n".join([HEAD, *paragraphs(), CLOSING]))))
    assert [finding.what for finding in read.findings] == []


@pytest.mark.parametrize(
    "line",
    ["Article {n}", "{n}.", "({n})", "Goal {n}", "{n} seas", "https://rivers.example/{n}", "Chapter {n} of 9"],
)
def test_what_counts_up_in_the_words_stays(line: str) -> None:
    """Headings, labels and rows count too: their words are no page's, they stand closer, or count from elsewhere."""
    step = 3 if "://" in line else 20
    texts = [words for n in range(1, 6) for words in (line.format(n=n), *["Aware of rivers,"] * step)]
    assert find_furniture(texts, set(), "rivers") == set()


def test_an_address_that_notes_repeat_stays() -> None:
    """The same address far apart is no running line: only what stands beside pages' numbers is."""
    texts = [*["Aware of rivers,"] * 20, "https://rivers.example/2036"] * 3
    assert find_furniture(texts, set(), "rivers") == set()


def test_rows_of_a_table_that_count_stay() -> None:
    """Cells "1", "2", "3" stand close to each other."""
    texts = [cell for n in range(1, 30) for cell in (str(n), "A river", f"{n * 7}")]
    assert find_furniture(texts, set(), "rivers") == set()


@pytest.mark.parametrize("stamp", ["DRAFT", "Draft", "- DRAFT -", "[ADVANCE UNEDITED VERSION]", "PROYECTO", "Проект"])
def test_a_stamp_between_paragraphs_is_no_heading(stamp: str) -> None:
    """What is stamped on a version stands alone on its line; the tree is that of the text without it."""
    words = "\n\n".join([HEAD, *paragraphs(), CLOSING])
    stamped = words.replace("\n\n4. Notes", f"\n\n{stamp}\n\n4. Notes")
    assert stamped != words
    assert printed(read_text(source(stamped))) == printed(read_text(source(words)))


def test_a_heading_that_begins_as_a_stamp_does_stays() -> None:
    words = "\n\n".join([HEAD, *paragraphs(), CLOSING]).replace("\n\n4. Notes", "\n\nDraft rules\n\n4. Notes")
    assert "Draft rules" in [text for _, text in printed(read_text(source(words)))]
