"""Texts that print several resolutions: the first is read, the next ones are named and kept."""

import pytest

from lod.model.resolution import LeafKind, Resolution
from lod.read.text.read import read_text
from tests.samples import resolution, source

FIRST = resolution("Recalling its resolution 88/7 of 9 May 2033,\n\n1. Decides to act.")
SECOND = resolution("Aware of lakes,\n\n1. Invites Member States to keep lakes clean.", "Care of lakes", "90/2")


def _found(read: Resolution) -> list[str]:
    return [finding.what for finding in read.findings if finding.rule == "reader.several"]


def _below_title(read: Resolution) -> str:
    """The text as a bound volume prints it: from the number and title on, without a masthead."""
    text = read.source.text
    number = read.masthead.symbol.partition("/RES/")[2]
    return text[text.index(f"{number}. ") :]


@pytest.mark.parametrize(
    "text",
    [
        FIRST.source.text + "\n" + SECOND.source.text,
        FIRST.source.text + "\n" + _below_title(SECOND),
        _below_title(FIRST) + "\n" + _below_title(SECOND),
    ],
    ids=["two documents", "a title behind a document", "a bound volume"],
)
def test_the_first_of_several_resolutions_is_read(text: str) -> None:
    """Its tree is the one that it has alone; a warning names the next one and where it begins."""
    read = read_text(source(text))
    assert read.parts == read_text(source(text[: text.rindex("\n", 0, text.index("90/2"))])).parts
    assert _found(read) == ["another resolution begins, 90/2: it and what follows are not read"]
    [finding] = [finding for finding in read.findings if finding.rule == "reader.several"]
    assert finding.source is not None
    assert "90/2" in text[finding.source :].partition("\n")[0]


def test_what_other_resolutions_say_is_kept_as_unread() -> None:
    """The leaves tile the whole text, and the next resolution's words are among the unread."""
    text = FIRST.source.text + "\n" + SECOND.source.text
    read = read_text(source(text))
    assert "".join(text[leaf.start : leaf.end] for leaf in read.leaves) == text
    unread = "".join(text[leaf.start : leaf.end] for leaf in read.leaves if leaf.kind is LeafKind.UNREAD)
    assert "Invites Member States to keep lakes clean" in unread


def test_a_lettered_part_and_a_number_at_a_lines_beginning_are_no_other_resolution() -> None:
    """Parts print the resolution's own number; a cited number has no title and opener behind it."""
    first = "A\n\nThe General Assembly,\n\n1. Decides to act;"
    parts = f"{first}\n\n90/1 B. Care of lakes\n\nThe General Assembly,\n\n1. Waits."
    cited = "1. Recalls its resolution\n88/7. Requests in this respect a report;\n\n2. Decides to act."
    assert [_found(resolution(body)) for body in (parts, cited)] == [[], []]
