"""Layouts of other times and organs, each a text of its own in `tests/cases/layouts/`, invented in their style."""

import datetime as dt
import re
from pathlib import Path

import pytest

from lod.annotate.annotate import annotate
from lod.graph.resolution import resolution_triples
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Outcome, Part, PartKind, Resolution
from lod.model.vocab import UNR
from lod.publish.validation import check_resolution
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.samples import TESTS, operative, source

LAYOUTS = TESTS / "cases" / "layouts"


def read(name: str) -> Resolution:
    """The resolution of a case."""
    return read_text(load_source(LAYOUTS / f"{name}.txt"))


def places(resolution: Resolution, kind: PartKind) -> list[str]:
    return [part.place for part in resolution.walk() if part.kind is kind]


def numbered(resolution: Resolution) -> list[Part]:
    return [part for part in resolution.walk() if part.kind is PartKind.OPERATIVE]


def anchors(resolution: Resolution) -> list[tuple[str, str | None]]:
    return [(note.mark, note.anchor) for note in resolution.footnotes]


@pytest.mark.parametrize("path", sorted(LAYOUTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_layout_leaves_no_word_unread_and_has_its_operative_paragraphs(path: Path) -> None:
    """Every text of the cases is read to the end, and closes with its last operative paragraph."""
    found = read(path.stem)
    assert [f.what for f in found.findings if f.rule in ("reader.unread", "reader.no_operative")] == []
    assert found.masthead.adopted is not None
    assert not check_resolution(found, DEFAULT_BASE, "auto").violations


def test_a_section_may_open_right_behind_the_preamble_and_number_on_across_a_bare_page_number() -> None:
    """ "A" alone on its line opens a section; "2" beside the running header is a page's number."""
    found = read("sections_after_preamble")
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2"]
    assert places(found, PartKind.SECTION) == ["s1"]
    assert places(found, PartKind.OPERATIVE) == ["op1", "op2", "op3"]
    assert anchors(found) == [("1", "pp2"), ("2", "op3")]


def test_a_numbered_heading_may_ask() -> None:
    """ "II. What do villages want?" heads a section; a question amid a paragraph heads none."""
    found = read("asking_headings")
    headings = [(part.number, part.passage.text) for part in found.walk() if part.kind is PartKind.SECTION]
    assert headings == [
        ("I", "Where villages stand"),
        ("II", "What do villages want?"),
        ("A", "Roads"),
        ("B", "Schools"),
        ("III", "How do villages get there?"),
    ]
    assert places(found, PartKind.OPERATIVE)[1:] == [f"annex1.op{number}" for number in range(1, 6)]


def test_marks_typed_with_a_slash_are_marks() -> None:
    """ "1990, 1/" hangs note 1, which its block prints as "1/"; the closing line may stand at the right."""
    found = read("slashed_marks")
    assert anchors(found) == [("1", "pp1"), ("2", "pp2")]
    assert next(part for part in found.walk() if part.place == "pp2").passage.text.endswith("Secretary-General,")
    assert found.masthead.meeting == "86"
    assert str(found.masthead.adopted) == "1993-12-21"


def test_without_a_masthead_the_number_before_the_title_gives_the_symbol() -> None:
    """As volumes of resolutions print them: the Assembly's numbers are its symbols."""
    found = read("without_masthead")
    assert (found.masthead.symbol, found.masthead.meeting) == ("A/RES/38/901", "104")


def test_a_council_that_prints_no_blank_lines_has_its_preambular_paragraphs_apart() -> None:
    """ "Acting under Chapter VII" opens a paragraph; the adoption line gives the date."""
    found = read("security_council")
    assert found.masthead.symbol == "S/RES/2999(2031)"
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2"]


def test_how_a_resolution_was_adopted_is_no_part_of_its_last_paragraph() -> None:
    """ "[Adopted without a vote.]" stands below the resolution's own words."""
    found = read("human_rights_council")
    last = next(part for part in found.walk() if part.place == "op3")
    assert last.passage.text == "Decides to remain seized of the matter."


def test_the_security_council_has_a_meeting_and_neither_session_nor_title() -> None:
    """The masthead names the meeting; the line "Resolution 2999 (2031)" stands for the title."""
    head = read("security_council").masthead
    assert (head.meeting, head.session, head.title) == ("9000", None, "Resolution 2999 (2031)")
    assert check_resolution(read("security_council"), DEFAULT_BASE, "auto").results == ()
    assert read("security_council").findings == ()


def test_a_report_may_be_due_in_words_only() -> None:
    """ "every three months" is a frequency; "within 60 days" a time without a date."""
    (request,) = [act.report for act in annotate(read("security_council")).acts if act.report]
    assert request.frequency == "every three months"
    counted = operative(
        "Requests the Secretary-General to submit a report within 60 days of the adoption of this resolution;"
    )
    (request,) = [act.report for act in annotate(counted).acts if act.report]
    assert (request.date, request.date_printed) == (None, "within 60 days of the adoption of this resolution")


def test_the_human_rights_council_says_how_it_adopted() -> None:
    """Below the closing line."""
    assert read("human_rights_council").record.outcome is Outcome.WITHOUT_VOTE


def test_a_councils_agenda_item_is_one_of_its_own_session() -> None:
    """Item 3 of the Human Rights Council's sixtieth session is none of the Assembly's."""
    triples = resolution_triples(read("human_rights_council"), annotate(read("human_rights_council")), DEFAULT_BASE)
    items = {str(t.object) for t in triples if t.predicate == UNR.agendaItem}
    assert items == {"<https://w3id.org/unres/session/human-rights-council/60/item/3>"}


def test_the_official_records_print_a_resolution_without_its_first_page() -> None:
    """The number before the title gives symbol and session, the closing line the date; notes stand below it."""
    found = read("official_records")
    head = found.masthead
    assert (head.symbol, head.session, head.meeting) == ("A/RES/2999(XXVII)", "27", "2113")
    assert (head.organ, head.adopted) == ("general-assembly", dt.date(1972, 12, 15))
    assert anchors(found) == [("1", "pp2")]


def test_a_typewritten_first_page_has_the_date_below_the_symbol() -> None:
    """In columns: the words of the head stand apart from each other."""
    found = read("typewritten")
    assert (found.masthead.symbol, found.masthead.issued) == ("A/RES/38/999", dt.date(1983, 12, 19))
    assert places(found, PartKind.SUB) == ["op2.a", "op2.b"]
    assert anchors(found) == [("1", "pp2")]


def test_a_text_without_blanks_is_parted_by_its_words() -> None:
    """A note's mark may follow the comma of a preamble; page and job number may share a line; the closing line parts
    an annex from the last paragraph."""
    found = read("annex_behind_closing")
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2"]
    assert places(found, PartKind.OPERATIVE) == ["op1", "op2", "annex1.op1", "annex1.op2"]
    assert next(p for p in found.walk() if p.place == "op1").passage.text.endswith("rivers and harbours that it names;")
    assert (found.masthead.meeting, anchors(found)) == ("71", [("1", "pp1")])


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("french_without_blanks", ["op2.a", "op2.b", "op2.b.i", "op2.b.ii", "op2.c"]),
        ("russian_mixed_labels", ["op2.a", "op2.b", "op2.b.i", "op2.b.ii", "op2.c", "op2.d"]),
        ("chinese_full_width", ["op2.a", "op2.b", "op2.b.i", "op2.b.ii", "op2.c"]),
        ("arabic_with_directions", ["op2.a", "op2.b", "op2.b.i", "op2.b.ii", "op2.c"]),
    ],
)
def test_other_languages_are_read_without_blanks_too(name: str, points: list[str]) -> None:
    """Full-width points, marks of direction and labels typed in two alphabets are as good as others."""
    found = read(name)
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2", "pp3"]
    assert places(found, PartKind.OPERATIVE) == ["op1", "op2", "op3", "op4"]
    assert [place for place in places(found, PartKind.SUB) if place.startswith("op2")] == points
    assert found.masthead.meeting == "71"
    assert anchors(found) == [("1", "pp2"), ("2", "op1")]
    assert "\u202c" not in found.masthead.title


def test_a_document_of_lettered_parts_has_a_section_for_each() -> None:
    """Each with its title, preamble and numbering; the organ's name and the closing lines are in none."""
    found = read("lettered_parts")
    assert found.masthead.title == "Questions relating to rivers"
    assert found.masthead.symbol == "A/RES/77/904A-B"
    sections = [part for part in found.parts if part.kind is PartKind.SECTION]
    assert [(part.number, part.passage.text) for part in sections] == [
        ("A", "Rivers in the service of trade"),
        ("B", "Policies and activities on rivers"),
    ]
    assert [[part.place for part in section.parts] for section in sections] == [
        ["s1.pp1", "s1.op1", "s1.op2"],
        ["s2.pp1", "s2.pp2", "s2.op1", "s2.op2"],
    ]
    assert (found.masthead.meeting, anchors(found)) == ("56", [("1", "s1.pp1")])
    assert found.opener.text == "The General Assembly,"


def test_the_first_sessions_count_meetings_in_words() -> None:
    """ "Whereas" opens a preamble; "adopted by the Conference" in it is no adoption of this text."""
    found = read("first_sessions")
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2"]
    assert places(found, PartKind.OPERATIVE) == ["op1", "op2"]
    assert (found.masthead.meeting, str(found.masthead.adopted)) == ("183", "1948-12-10")


def test_notes_behind_the_closing_line_need_no_rule() -> None:
    """They count on from the last one; a number in an annex begins none."""
    found = read("notes_without_a_rule")
    assert anchors(found) == [("1", "pp1"), ("2", "op1")]
    assert [note.passage.text[-9:] for note in found.footnotes] == ["(A/9603).", "A/9541."[-9:]]


def test_words_before_paragraph_1_are_text_not_paragraph_1() -> None:
    """ "Solemnly declares that:" leads to the numbered paragraphs, which keep the numbers that they print."""
    found = read("lead_in")
    assert places(found, PartKind.TEXT) == ["p1"]
    assert [(part.place, part.number) for part in numbered(found)] == [("op1", "1"), ("op2", "2"), ("op3", "3")]
    assert [act.performed_in for act in annotate(found).acts] == ["p1", "op3"]


def test_misread_numbers_are_the_next_ones_and_findings() -> None:
    """ "l. Takes note" is paragraph 1, "S." is 5 and "lO." is 10: the organ's verb follows; a person is told."""
    found = read("recognized_text")
    assert [part.number for part in numbered(found)] == [str(number) for number in range(1, 12)]
    misread = [f.what for f in found.findings if f.rule == "reader.misread_number"]
    printed = {1: "l.", 2: "2,", 5: "S.", 10: "lO.", 11: "ll."}
    assert misread == [f"{words!r} was read as the number {number}" for number, words in printed.items()]


def test_a_text_that_breaks_words_has_them_whole_and_its_compounds_too() -> None:
    """ "inter-|national", printed whole elsewhere, loses its hyphen; "co-|operation" keeps it."""
    words = " ".join(part.passage.text for part in read("recognized_text").walk())
    for printed in ("his international consultations", "their co-operation", "to the consultations;", "inter-gov"):
        assert printed in words


def test_letters_without_brackets_count_a_third_level() -> None:
    """ "a. By letters" below (i) is a point of its own; "; and notes" on the next line goes on with its paragraph."""
    found = read("dotted_points")
    assert places(found, PartKind.SUB) == ["op1.a", "op1.a.i", "op1.a.i.a", "op1.a.i.b", "op1.a.ii", "op1.b"]
    assert numbered(found)[1].passage.text.endswith("an exchange that goes on;")
    assert len(numbered(found)) == 3


def test_numbers_alone_on_their_line_keep_the_words_below_them() -> None:
    """ "III." with its title on the next line is one section; the colon of a title that goes on ends no line's part."""
    found = read("numbers_apart")
    annex = next(part for part in found.parts if part.kind is PartKind.ANNEX)
    assert annex.passage.text.endswith("Decade of Rivers: Conserve the rivers of the world and all that lives in them")
    sections = [part for part in annex.walk() if part.kind is PartKind.SECTION]
    assert [(part.number, part.passage.text) for part in sections] == [
        ("I", "Venue and dates"),
        ("II", "Participation"),
        ("III", "Accreditation: international organizations and others"),
    ]
    assert places(found, PartKind.OPERATIVE) == ["op1", "op2", "annex1.op1", "annex1.op2", "annex1.op3"]


def test_marks_typed_with_a_slash_may_stand_twice_and_begin_a_line() -> None:
    """ "3/" stands in two paragraphs and alone on a line; a note may stand in the text without a rule, others behind
    it under "Notes", one misread as "l/"; no job number, language or page number is left among the words."""
    found = read("typed_notes")
    assert anchors(found) == [("1", "pp1"), ("2", "pp2"), ("3", "pp2"), ("4", "pp3")]
    assert [note.passage.text[-9:] for note in found.footnotes] == ["Vol. I)).", "8, annex.", "nd Add.1.", "d Corr.1."]
    texts = {part.place: part.passage.text for part in found.walk()}
    assert list(texts) == ["pp1", "pp2", "pp3", "op1", "op2", "op3"]
    assert texts["pp2"].endswith("and of the report that followed it,")
    assert texts["pp3"].endswith("those regions have no river and few wells,")
    assert texts["op2"].endswith("give effect to the Declaration as soon as possible;")
    assert found.findings == ()


def test_numbers_in_brackets_count_paragraphs_where_no_others_do() -> None:
    """ "(1) Takes note" behind the preamble's comma is paragraph 1, in each section anew; a list in the preamble is
    none."""
    found = read("numbers_in_brackets")
    assert [part.place for part in found.walk() if part.kind is not PartKind.SECTION] == [
        *("s1.pp1", "s1.pp2", "s1.op1", "s1.op2", "s1.op2.a", "s1.op2.b", "s1.op3"),
        *("s2.pp1", "s2.op1", "s2.op2"),
    ]
    assert numbered(found)[2].passage.text == "Undertakes to meet again;"


@pytest.mark.parametrize("form", ["({}) ", "{}) ", "{} . ", "{}.\n", "{}.\n\n", "{} ", "{}.   "])
def test_a_number_may_be_printed_in_any_form(form: str) -> None:
    """In brackets, with its point apart or lost, alone on a line, with a blank below: the tree is the same."""
    text = load_source(LAYOUTS / "numbers_of_any_form.txt").text
    found = read_text(source(re.sub(r"(?m)^(\d)\. ", lambda number: form.format(number[1]), text)))
    places = ["pp1", "op1", "op2", "op2.a", "op2.b", "op2.b.a", "op2.b.b", "op3", "op3.a", "op3.b"]
    assert [part.place for part in found.walk()] == places
    assert [part.passage.text for part in numbered(found)] == [
        "Takes note of the report;",
        "Requests the Secretary-General:",
        "Decides:",
    ]


def test_typed_parts_stand_amid_the_page_and_may_have_one_paragraph() -> None:
    """The first part's letter is set in, as the others are; the last part has an act without a number."""
    found = read("typed_parts")
    assert places(found, PartKind.SECTION) == ["s1", "s2", "s3"]
    assert places(found, PartKind.PREAMBULAR) == ["s1.pp1", "s2.pp1", "s2.pp2", "s3.pp1"]
    assert places(found, PartKind.OPERATIVE) == ["s1.op1", "s1.op2", "s2.op1", "s2.op2", "s3.op1"]
    assert anchors(found) == [("1", "s1.pp1"), ("2", "s2.pp1")]
    assert found.masthead.symbol == "A/RES/39/949A-C"


def test_acts_that_letters_count_are_paragraphs() -> None:
    """ "(a) Appoints" behind the preamble's comma is no part of the preamble."""
    found = read("lettered_acts")
    assert [part.place for part in found.walk()] == ["pp1", "opa", "opa.i", "opa.ii", "opb", "opc"]


def test_a_vote_told_below_the_closing_is_no_part_of_the_last_paragraph() -> None:
    """With or without brackets: it is the resolution's record."""
    found = read("recorded_vote")
    assert [part.place for part in found.walk() if part.place.startswith("op2")] == ["op2", "op2.a", "op2.b"]
    assert (found.record.outcome, len(found.record.ballots)) == (Outcome.RECORDED_VOTE, 13)
    assert found.findings == ()


def test_misread_figures_of_meetings_and_notes_are_known() -> None:
    """ "ll9th plenary meeting" is the 119th, "I/" a note's mark, "3 Decides" a number without its point."""
    found = read("misread_closing")
    assert (found.masthead.meeting, found.masthead.adopted) == ("119", dt.date(1985, 12, 17))
    assert anchors(found) == [("1", "pp1"), ("2", "op1")]
    assert [part.number for part in numbered(found)] == ["1", "2", "3"]


def test_numbers_of_notes_may_stand_apart_from_their_words() -> None:
    """Behind them, before them, beyond the job number: they rise as the words follow each other. A label alone on a
    line keeps the words below it; a heading without a blank is no part of the paragraph before it."""
    found = read("numbers_of_notes_apart")
    assert [(note.mark, note.anchor, note.passage.text[:22]) for note in found.footnotes] == [
        ("*", None, "Reissued for technical"),
        ("1", "pp1", "Resolution 60/901."),
        ("2", "pp1", "See the report of the "),
        ("3", "pp2", "A/79/113."),
        ("4", "op1", "A/79/114."),
    ]
    assert found.footnotes[2].passage.text.endswith("Secretary-General. Available at www.example.org.")
    assert places(found, PartKind.PREAMBULAR) == ["pp1", "pp2", "pp3"]
    assert [part.passage.text for part in found.parts if part.kind is PartKind.HEADING] == [
        "Rivers under cities and the streets above them"
    ]
    assert [part.number for part in numbered(found)] == ["1", "2", "3"]
    assert [f.rule for f in found.findings] == ["reader.unanchored_note"]


def test_a_blank_ends_no_paragraph_amid_its_sentence() -> None:
    """ "the International Day of", a blank, "Bridges and Fords," is one paragraph of the preamble."""
    found = read("blanks_amid_paragraphs")
    assert [(part.place, part.passage.text[-16:]) for part in found.walk()] == [
        ("pp1", "idges and Fords,"),
        ("pp2", " United Nations,"),
        ("op1", "es in the Andes;"),
        ("op2", "s to meet again."),
    ]


def test_a_number_far_from_the_margin_begins_a_paragraph_and_is_no_mark() -> None:
    """Where a program keeps the page's margins, "2." stands behind much white space; marks stand behind words."""
    text = (
        load_source(LAYOUTS / "numbers_of_notes_apart.txt").text.replace("\n1.\n", "\n1. ").replace("\n2.\n", "\n2. ")
    )
    found = read_text(source("\n".join(f"{'':40}{line}" for line in text.split("\n"))))
    assert anchors(found)[1:] == [("1", "pp1"), ("2", "pp1"), ("3", "pp2"), ("4", "op1")]
