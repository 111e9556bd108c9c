"""One invented resolution, set as different programs give the text of its PDF: the tree is the same for all of them."""

import re
import unicodedata

import pytest

from lod.model.resolution import Resolution
from lod.read.text.read import read_text
from tests.samples import source

MASTHEAD = (
    "United Nations A/RES/90/7\nGeneral Assembly\nDistr.: General\n4 January 2036\nNinetieth session\nAgenda item 20"
)
TITLE = ("90/7. Care of the rivers of the world in the framework of the", "Decade of Rivers")
PREAMBLE = (
    ("Recalling its resolution 89/6 of 2 December 2034, in which it decided that all rivers,", "as well as lakes,1"),
    ("Deeply concerned at the state of rivers that many Governments have described as poor in the last", "ten years,"),
    ("Conscious of the work that remains to be done before the Decade ends and of the means that this", "asks for,"),
)  # fmt: skip
OPERATIVE = (
    ("1. Takes note of the report of the Secretary-General, and welcomes what it says of rivers in all", "regions;"),
    (
        "2. Requests the Secretary-General to report to the General Assembly at its ninety-first session on the",
        "matter.",
    ),
)
NOTE = ("_______________", "1 See A/89/7.")
CLOSING = ("70th plenary meeting", "20 December 2035")
HEADER_BESIDE = ("Care of the rivers of the world in the framework of the", "A/RES/90/7 Decade of Rivers")
HEADER_BELOW = ("A/RES/90/7", "", "Care of the rivers of the world in the framework of the", "Decade of Rivers", "")
FOOT = "2/2                                                                    35-12345"


def without_blanks() -> str:
    """Lines under lines, the running header's symbol beside a part of the title."""
    first = [
        MASTHEAD,
        *TITLE,
        "The General Assembly,",
        *PREAMBLE[0],
        *PREAMBLE[1],
        *NOTE,
        "1/2 35-12345",
        *HEADER_BESIDE,
    ]
    return "\n".join([*first, *PREAMBLE[2], *OPERATIVE[0], *OPERATIVE[1], *CLOSING])


def indented() -> str:
    """First lines of paragraphs begin with a space, as some programs give an indent."""
    paragraphs = [f" {first}\n{rest}" for first, rest in (*PREAMBLE, *OPERATIVE)]
    first = [MASTHEAD, "", *TITLE, "", " The General Assembly,", *paragraphs[:2], *NOTE, *HEADER_BELOW, FOOT]
    return "\n".join([*first, *paragraphs[2:], *CLOSING])


def as_wide_as_the_page() -> str:
    """Every line is set in by the page's margin, paragraphs by more, and much white stands above."""
    page = indented().replace("\n ", "\n   ")
    return "\n".join([" " * 90] * 60 + [f"            {line:<90}" for line in page.split("\n")])


def in_blocks() -> str:
    """Blank lines between blocks, one of them in the title."""
    blocks = ["\n".join(lines) for lines in (*PREAMBLE, *OPERATIVE)]
    first = [MASTHEAD, *TITLE, "The General Assembly,", *blocks[:2], "\n".join(NOTE), *HEADER_BELOW, "2/2"]
    return "\n\n".join([*first, *blocks[2:], "\n".join(CLOSING)])


def double_spaced() -> str:
    """A blank behind every line."""
    return indented().replace("\n", "\n\n")


def in_shaped_letters() -> str:
    """Ligatures and accents as signs of their own, soft hyphens in words that are not broken."""
    return unicodedata.normalize("NFD", in_blocks()).replace("fi", "\ufb01").replace("Govern", "Gov\u00adern")


def copied(mark: str, note: str, apart: str = "\n\n") -> str:
    """A paragraph a line, as copied from the screen, and the note behind the end."""
    paragraphs = [" ".join(lines).replace("lakes,1", f"lakes,{mark}") for lines in (*PREAMBLE, *OPERATIVE)]
    blocks = [MASTHEAD, " ".join(TITLE), "The General Assembly,", *paragraphs, "\n".join(CLOSING), f"{note}See A/89/7."]
    return apart.join(blocks)


def in_markdown() -> str:
    """Numbers kept from becoming a list, the note as Markdown has it."""
    return re.sub(r"(?m)^(\d)\. ", r"\1\\. ", copied("[^1]", "[^1]: "))


def in_rich_markdown() -> str:
    """Strong numbers, verbs between underscores, links, entities of the web."""
    text = re.sub(r"(?m)^(\d\.) (\w+)", r"**\1** _\2_", copied("[^1]", "[^1]: "))
    return text.replace("89/6", "[89/6](https://docs.un.org/A/RES/89/6)").replace(
        "in all regions", "in&nbsp;all regions"
    )


def quoted() -> str:
    """As a mail quotes it."""
    return "\n".join(f"> {line}".rstrip() for line in in_blocks().split("\n"))


SETTINGS = {
    "without blanks": without_blanks(),
    "indented": indented(),
    "as wide as the page": as_wide_as_the_page(),
    "in blocks": in_blocks(),
    "double-spaced": double_spaced(),
    "in shaped letters": in_shaped_letters(),
    "in Markdown": in_markdown(),
    "in rich Markdown": in_rich_markdown(),
    "quoted": quoted(),
    "copied, [1]": copied("[1]", "[1] "),
    "copied, raised": copied("¹", "¹"),
    "copied, lines only": copied("¹", "¹ ", "\n"),
    "copied, plain figures": copied("1", "1 "),
    "copied, a list of notes": copied("1", "1. "),
}


@pytest.fixture(params=SETTINGS)
def read(request: pytest.FixtureRequest) -> Resolution:
    return read_text(source(SETTINGS[request.param]))


def test_paragraphs_are_the_same_however_a_text_is_set(read: Resolution) -> None:
    """Commas, indents, lines that break off and blanks tell where paragraphs begin; page furniture is in none."""
    printed = [(f"pp{i}", " ".join(lines).replace("lakes,1", "lakes,")) for i, lines in enumerate(PREAMBLE, 1)]
    printed += [(f"op{i}", " ".join(lines).partition(". ")[2]) for i, lines in enumerate(OPERATIVE, 1)]
    assert [(part.place, part.passage.text) for part in read.walk()] == printed


def test_masthead_and_notes_are_the_same_however_a_text_is_set(read: Resolution) -> None:
    """The title goes over a blank, the symbol may be far down the text, and the note hangs where its mark stands."""
    assert read.masthead.symbol == "A/RES/90/7"
    assert read.masthead.title == "Care of the rivers of the world in the framework of the Decade of Rivers"
    assert (read.masthead.meeting, read.masthead.agenda_title) == ("70", None)
    assert [(note.mark, note.anchor, note.passage.text) for note in read.footnotes] == [("1", "pp1", "See A/89/7.")]
    assert [finding.rule for finding in read.findings] == []
