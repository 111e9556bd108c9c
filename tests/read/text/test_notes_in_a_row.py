"""Notes that a program gives on one line, or with some numbers on lines of their own."""

import pytest

from lod.model.resolution import PartKind, Resolution, Source
from lod.read.text.read import read_text
from tests.laws import broken_laws

TEXT = """A/RES/86/903

Resolution adopted by the General Assembly on 5 December 2031

86/903. Coastal lights

The General Assembly,

Recalling its resolution 80/12 of 3 December 2025,1

Noting the report of the Secretary-General,2 and that of the Board,3

1. Decides to buy oil.

__________________
{notes}

A/RES/86/903
31-99001 2/2

2. Decides to meet.

61st plenary meeting
5 December 2031
"""


def read(notes: str) -> Resolution:
    resolution = read_text(Source("lights.txt", TEXT.format(notes=notes), "0" * 64))
    assert not list(broken_laws(resolution))
    return resolution


@pytest.mark.parametrize(
    "notes",
    [
        "1 A/86/44. 2 See A/86/45, chap. II. 3 Official Records, Supplement No. 3 and corrigendum.",
        "1 A/86/44.\n2\nSee A/86/45, chap. II.\n3 Official Records, Supplement No. 3 and corrigendum.",
        "1 A/86/44.\n2 See A/86/45, chap. II.\n3\nOfficial Records, Supplement No. 3 and corrigendum.",
    ],
    ids=["on one line", "a number alone amid them", "the last number alone"],
)
def test_each_note_is_one_and_hangs_on_its_words(notes: str) -> None:
    resolution = read(notes)
    assert [(note.mark, note.anchor, note.passage.text) for note in resolution.footnotes] == [
        ("1", "pp1", "A/86/44."), ("2", "pp2", "See A/86/45, chap. II."),
        ("3", "pp2", "Official Records, Supplement No. 3 and corrigendum."),
    ]  # fmt: skip
    assert [part.passage.text for part in resolution.parts[:2]] == [
        "Recalling its resolution 80/12 of 3 December 2025,",
        "Noting the report of the Secretary-General, and that of the Board,",
    ]


LEFT_OUT = """# Résolution adoptée par l'Assemblée générale le 5 décembre 2031

86/903. Éclairage des côtes

L'Assemblée générale,

Rappelant sa résolution 80/12 du 3 décembre 2025, dans laquelle elle a demandé aux États de

\\_\\_\\_\\_\\_\\_\\_\\_

<!-- image -->

tenir allumées les lampes de leurs côtes,

\\_\\_\\_\\_\\_\\_\\_\\_

Notant le rapport du Conseil,

1. Invite les ports à acheter de l'huile ;

{last}. Décide de se réunir.
"""


def test_a_rule_whose_notes_a_program_left_out_begins_none() -> None:
    """Words behind it are the text's, and go on where the page broke them off."""
    resolution = read_text(Source("lumières.md", LEFT_OUT.format(last=2), "0" * 64))
    assert not resolution.footnotes
    assert [(part.place, part.passage.text) for part in resolution.parts] == [
        ("pp1", "Rappelant sa résolution 80/12 du 3 décembre 2025, dans laquelle elle a demandé aux États de "
                "tenir allumées les lampes de leurs côtes,"),
        ("pp2", "Notant le rapport du Conseil,"),
        ("op1", "Invite les ports à acheter de l'huile ;"),
        ("op2", "Décide de se réunir."),
    ]  # fmt: skip


def test_a_number_that_follows_no_other_is_told() -> None:
    """Too many paragraphs are missing before it: it is text, and nothing is silent about it."""
    resolution = read_text(Source("lumières.md", LEFT_OUT.format(last=40), "0" * 64))
    assert [part.kind for part in resolution.parts][-1] is PartKind.TEXT
    assert [finding.what for finding in resolution.findings if finding.rule == "reader.unplaced_number"] == [
        "text opens as a numbered paragraph: '40. Décide de se réunir.'"
    ]
