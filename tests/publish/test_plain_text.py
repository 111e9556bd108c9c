"""A resolution as plain text: every word of its paragraphs and notes, in their order, with their numbers."""

from lod.publish.plain_text import plain_text
from tests.samples import bundled

TEXT = plain_text(bundled(), bundled(), "https://example.org/un/").decode()


def test_it_begins_with_what_it_is_and_where_it_stands() -> None:
    first = TEXT.split("\n\n")[:3]
    assert first == [
        "General Assembly resolution 68/230, 2013-12-20\nhttps://example.org/un/A/RES/68/230",
        "South-South cooperation",
        "The General Assembly,",
    ]


def test_no_word_of_a_paragraph_or_note_is_missing() -> None:
    read = bundled()
    plain, at = " ".join(TEXT.split()), 0
    for _, passage in read.passages():
        at = plain.index(" ".join(passage.text.split()), at)


def test_paragraphs_stand_behind_their_numbers() -> None:
    assert "\n\n17. Recognizes the need to mobilize adequate resources" in TEXT
    assert "\n\n* * *\n\n[1] " in TEXT or "\n\n* * *\n\n[6] " in TEXT
