"""Reading text into a tree: the facts of A/RES/68/230, the laws, and the layouts of the language."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.annotate.annotate import annotate
from lod.model.errors import SourceError
from lod.model.resolution import CommitteeReport, LeafKind, PartKind, Resolution, Source
from lod.publish.validation import check_resolution
from lod.read.source import decode_source, load_source
from lod.read.text.read import read_text
from tests.laws import broken_laws
from tests.samples import BUNDLED, TESTS, bundled, operative, parts, resolution, source

CASES = TESTS / "cases" / "paragraphs_68_230.txt"


def texts() -> dict[str, str]:
    """The exact texts of the paragraphs of A/RES/68/230, by place."""
    blocks = CASES.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.split("\n")[0].removeprefix("# "): block.split("\n", 1)[1] for block in blocks}


def kinds(read: Resolution) -> Counter[PartKind]:
    return Counter(part.kind for part in read.walk())


# -- golden facts of A/RES/68/230 --------------------------------------------------------------------------------


def test_68_230_has_3_preambular_and_21_operative_paragraphs() -> None:
    """And nothing else: no heading, no point, nothing unread."""
    assert kinds(bundled()) == {PartKind.PREAMBULAR: 3, PartKind.OPERATIVE: 21}
    assert bundled().findings == ()


@pytest.mark.parametrize("place", texts())
def test_68_230_has_these_exact_texts(place: str) -> None:
    """Each paragraph reads as printed, without marks, page headers and bullets."""
    assert parts(bundled())[place].passage.text == texts()[place]


def test_68_230_op11_is_joined_over_the_page_break() -> None:
    """The page header in mid-name is taken out."""
    text = parts(bundled())["op11"].passage.text
    assert "contributions of the United Nations Development Programme under such a change" in text


def test_68_230_has_6_footnotes_with_their_anchors() -> None:
    """Note 6 is printed before note 1 and hangs where its mark stands; note 3 hangs first on op1."""
    found = {note.mark: (note.anchor, note.passage.text) for note in bundled().footnotes}
    assert {mark: anchor for mark, (anchor, _) in found.items()} == {
        "1": "pp2",
        "2": "op1",
        "3": "op1",
        "4": "op2",
        "5": "op3",
        "6": "op3",
    }
    assert found["3"][1] == "Ibid., chap. I."
    assert found["6"][1] == "A/66/717/Add.1."
    assert found["2"][1].endswith("Sixty-seventh Session, Supplement No. 39 (A/67/39).")


def test_68_230_was_adopted_on_20_december_2013_and_distributed_on_7_february_2014() -> None:
    """The distribution date is not the adoption date."""
    head = bundled().masthead
    assert (head.adopted, head.issued) == (dt.date(2013, 12, 20), dt.date(2014, 2, 7))


def test_68_230_has_this_masthead() -> None:
    """Symbol, title, session, item, committee and its report, meeting."""
    head = bundled().masthead
    assert (head.symbol, head.title, head.organ) == ("A/RES/68/230", "South-South cooperation", "general-assembly")
    assert (head.session, head.agenda_items, head.meeting) == ("68", ("24b",), "71")
    assert (head.committee, head.report) == ("Second Committee", CommitteeReport("A/68/443/Add.2"))


def test_every_masthead_field_keeps_its_printed_words() -> None:
    """Law 3: the words of a field stand in the source where it says."""
    read = bundled()
    for printed in read.masthead.printed:
        assert read.source.text.startswith(printed.text, printed.source), printed.field
    assert {p.field for p in read.masthead.printed} >= {"symbol", "title", "adopted", "issued", "session", "meeting"}


# -- law 1: nothing is lost --------------------------------------------------------------------------------------


def check_laws(read: Resolution) -> None:
    """Leaves tile the source, white space alone is SPACE, places are unique, runs copy letters."""
    assert list(broken_laws(read)) == []


def test_the_laws_hold_for_every_text_of_the_corpus(corpus: Path) -> None:
    """And none of their words is left unread."""
    for path in sorted((corpus / "text").glob("*.txt")):
        read = read_text(load_source(path))
        check_laws(read)
        assert not [leaf for leaf in read.leaves if leaf.kind is LeafKind.UNREAD], path.name


WORDS = [
    "Recalling its resolution 88/4,",
    "1. Decides to act;",
    "2.",
    "(a)",
    "(i) Rivers;",
    "",
    " ",
    "__________",
    "1 See A/1.",
]
WORDS += [
    "A/RES/90/1",
    "Care of rivers",
    "2/4",
    "90-12345",
    "Annex",
    "II",
    "of the world",
    "¹ Ibid.",
    "*Invites* all",
    "\f",
    "\u00ad",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=30), max_size=40))
@settings(deadline=None, max_examples=150)
def test_the_laws_hold_for_any_text(lines: list[str]) -> None:
    """The reader is total: whatever stands below a masthead is kept, none of it is refused."""
    text = "A/RES/90/1\n\n90/1. Care of rivers\n\nThe General Assembly,\n\n" + "\n".join(lines)
    check_laws(read_text(Source("any.txt", text, "0" * 64)))


OPENERS = ["The General Assembly,", "# The General Assembly,", "大会，", "#  大会，", "3.", "71st plenary meeting"]


@given(st.lists(st.sampled_from([*OPENERS, *WORDS]), min_size=4, max_size=30))
@settings(deadline=None, max_examples=200)
def test_the_laws_hold_wherever_openers_and_closings_stand(lines: list[str]) -> None:
    """Amid notes, behind signs of Markdown, and several of them."""
    text = "\n".join(["A/RES/90/1", "", "90/1. Care of rivers", "", *lines, OPENERS[0], "", "1. Decides to act."])
    check_laws(read_text(Source("any.txt", text, "0" * 64)))


@given(st.integers(0, 10_000), st.integers(0, 400))
@settings(deadline=None, max_examples=60)
def test_the_laws_hold_for_a_text_with_a_hole(start: int, length: int) -> None:
    """A truncated or torn copy of the bundled text is read as far as it goes."""
    text = bundled().source.text
    torn = text[:start] + text[start + length :]
    if "A/RES/68/230" in torn:
        check_laws(read_text(Source("torn.txt", torn, "0" * 64)))


# -- the layouts of the language ---------------------------------------------------------------------------------

TEXT_LAYER = (TESTS / "cases" / "text_layer.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def layer() -> Resolution:
    """A text layer as PDFs give it."""
    return read_text(source(TEXT_LAYER))


def test_a_page_header_in_either_order_is_furniture(layer: Resolution) -> None:
    """Title and symbol, page and job number are taken out of the sentence that they cut."""
    text = parts(layer)["pp1"].passage.text
    assert text == "Recalling its resolution 88/4 of 3 May 2034, the budget for 2035 and the work of the Commission,"


def test_a_mark_glued_to_a_year_is_told_from_the_year(layer: Resolution) -> None:
    """ "20352" holds the year 2035 and the mark 2, since note 2 is expected on the page."""
    marks = [
        (mark.mark, parts(layer)["pp1"].passage.text[: mark.offset][-6:]) for mark in parts(layer)["pp1"].passage.marks
    ]
    assert marks == [("1", " 2034,"), ("2", "r 2035")]
    assert [(note.mark, note.anchor) for note in layer.footnotes] == [("1", "pp1"), ("2", "pp1")]


def test_points_go_to_any_depth_by_continuity(layer: Resolution) -> None:
    """(i) after (b) opens a level; (h) after (a) continues nothing and is text."""
    assert [part.place for part in layer.walk() if part.kind is PartKind.SUB] == [
        "op1.a",
        "op1.b",
        "op1.b.i",
        "op1.b.ii",
    ]
    assert "This letter continues nothing" in "".join(p.passage.text for p in layer.walk())


def test_a_hyphen_at_a_line_end_joins_and_a_suspended_one_does_not(layer: Resolution) -> None:
    """ "South-" + "South" is one word; "cost- and" are two."""
    assert parts(layer)["op1.a"].passage.text == "To clean South-South rivers;"
    assert parts(layer)["op2"].passage.text == "Requests cost- and time-efficient means."


def test_a_draft_and_several_items_are_read(layer: Resolution) -> None:
    """Without reference to a Main Committee the brackets name the draft."""
    head = layer.masthead
    assert (head.draft, head.report, head.agenda_items) == ("A/90/L.3", None, ("13a", "20"))
    assert head.title == "Care of rivers and of the lakes that they feed"
    assert head.agenda_title == "Rivers and lakes"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Rivers\n\nLakes and\nseas\n", [("13", "Rivers"), ("75a", "Lakes and seas")]),
        ("Rivers\nLakes and seas\n", [("13", None), ("75a", None)]),
        ("Rivers\n\nof the north\n\nLakes\n", [("13", None), ("75a", None)]),
    ],
    ids=["blank line between", "nothing between", "more blocks than items"],
)
def test_titles_of_several_items_are_told_apart_by_blank_lines(printed: str, expected: list[tuple[str, str]]) -> None:
    """As many blocks as items: each has its own; else nobody can say which words are whose."""
    text = resolution("1. Urges care.").source.text
    head = read_text(source(text.replace("item 20 (c)\nRivers\n", f"items 13 and 75 (a)\n\n{printed}"))).masthead
    assert list(head.titled_items) == expected
    assert head.title == "Care of rivers"


def test_sections_that_restart_their_numbers_stand_in_places() -> None:
    """ "s2.op1" is the first paragraph of the second section; its preamble is its own."""
    read = resolution(
        "I\nUpper rivers\n\nRecalling its resolution 88/4,\n\n1. Decides to act;\n\nII\nLower rivers\n\n"
        "Noting the flood,\n\n1. Requests a report;\n\n2. Urges care."
    )
    places = [part.place for part in read.walk() if part.kind is not PartKind.SECTION]
    assert places == ["s1.pp1", "s1.op1", "s2.pp1", "s2.op1", "s2.op2"]
    assert [part.passage.text for part in read.parts] == ["Upper rivers", "Lower rivers"]


def test_sections_that_go_on_counting_leave_places_short() -> None:
    """Paragraph 2 is "op2" wherever the heading stands."""
    read = resolution("I\nUpper rivers\n\n1. Decides to act;\n\nII\nLower rivers\n\n2. Urges care.")
    assert [part.place for part in read.walk() if part.kind is PartKind.OPERATIVE] == ["op1", "op2"]
    assert [part.place for part in read.walk() if part.kind is PartKind.SECTION] == ["s1", "s2"]


def test_an_annex_counts_for_itself() -> None:
    """Numbers restart in an annex, and its places say so."""
    read = resolution(
        "1. Adopts the charter annexed hereto.\n\nAnnex\n\nCharter of rivers\n\n1. Rivers flow.\n\n2. Lakes rest."
    )
    found = parts(read)
    assert found["annex1"].passage.text == "Charter of rivers"
    assert found["annex1.op2"].passage.text == "Lakes rest."


def test_a_single_paragraph_without_number_is_operative() -> None:
    """ "Takes note of ..." after the preamble acts, though no number is printed."""
    read = resolution("Having considered the report,\n\nTakes note of the report of the Commission.")
    part = parts(read)["op1"]
    assert (part.kind, part.number) == (PartKind.OPERATIVE, None)


def test_a_number_that_the_source_lost_is_a_finding() -> None:
    """Paragraph 3 after 1 is kept under its printed number, and a person is told."""
    read = resolution("1. Decides to act;\n\n3. Urges care.")
    assert [part.place for part in read.walk()] == ["op1", "op3"]
    assert [finding.rule for finding in read.findings] == ["reader.lost_number"]


def test_a_truncated_resolution_is_read_and_told() -> None:
    """Cut in mid-text: what is there is read, the lost end is a finding."""
    text = bundled().source.text
    read = read_text(source(text[: text.index("12. Calls upon")]))
    assert len([part for part in read.walk() if part.kind is PartKind.OPERATIVE]) == 11
    assert "reader.no_closing" in {finding.rule for finding in read.findings}


CUT = "1. Takes note of the report;\n\n2. Requests the Secretary-General to report to the"
CLOSED = "\n\n70th plenary meeting\n20 February 2036\n"


@pytest.mark.parametrize(
    ("end", "severity"),
    [
        ("", "Warning"),
        (" Assembly;", "Warning"),
        (" Assembly.", "Info"),
        (" Assembly.”", "Info"),
        (f" Assembly.{CLOSED}", None),
        (f" Assembly;{CLOSED}", None),
        (f" Assembly.{CLOSED}\n\nAnnex\n\nList of rivers\n\n(a) The Nile;\n\n(b) The Rhine\n", None),
        (f" Assembly.{CLOSED}\n\nAnnex\n\n1. The rivers are theirs;\n\n2. They shall be\n", "Warning"),
    ],
    ids=["sentence", "paragraph", "no closing", "quotation", "whole", "closed", "list in an annex", "annex"],
)
def test_a_text_that_breaks_off_is_a_warning_with_its_last_words(end: str, severity: str | None) -> None:
    """Neither a closing line nor a sentence's end: words are lost. A sentence that ends may only lack its closing."""
    read = resolution(CUT)
    text = read.source.text.partition(CLOSED)[0] + end
    found = [f for f in read_text(source(text)).findings if f.rule == "reader.no_closing"]
    assert [f.severity.value for f in found] == ([severity] if severity else [])
    assert all(("cut short" in f.what) == (severity == "Warning") for f in found)


def test_no_text_of_the_corpus_breaks_off(corpus: Path) -> None:
    """All of them are whole."""
    for path in sorted((corpus / "text").glob("*.txt")):
        assert "reader.no_closing" not in {finding.rule for finding in read_text(load_source(path)).findings}, path.name


@pytest.mark.parametrize(
    ("session", "symbol", "number"),
    [
        ("Sixty-eighth session", "A/RES/68/1", "68"),
        ("Tenth emergency special session", "A/RES/ES-10/1", "ES-10"),
        ("Thirty-second special session", "A/RES/S-32/1", "S-32"),
        ("Fifth session", "A/RES/387(V)", "5"),
    ],
)
def test_special_sessions_are_told_from_regular_ones(session: str, symbol: str, number: str) -> None:
    """The session is a number, with the resolver's letters before it."""
    text = TEXT_LAYER.replace("Ninetieth session", session).replace("A/RES/90/7", symbol)
    assert read_text(source(text)).masthead.session == number


@pytest.mark.parametrize("session", ["", "Ninety-first session", "Nintieth sesion"])
def test_the_symbol_names_the_session_and_the_organ(session: str) -> None:
    """Where the words are lost, damaged, or those of another session."""
    text = TEXT_LAYER.replace("Ninetieth session", session).replace("adopted by the General Assembly", "adopted")
    head = read_text(source(text)).masthead
    assert (head.session, head.organ) == ("90", "general-assembly")
    assert {printed.text for printed in head.printed if printed.field == "session"} == {"A/RES/90/7"}


def test_an_older_masthead_is_read() -> None:
    """Capitals, a symbol with a space before its letter, the date below the symbol."""
    text = (
        "UNITED NATIONS\n\nGeneral Assembly\n\nDistr.\nGENERAL\n\n"
        "A/RES/52/205 B\n25 February 1998\n\nFifty-second session\n"
        "Agenda item 98 (d)\n\nRESOLUTION ADOPTED BY THE GENERAL ASSEMBLY ON 18 December 1997\n\n"
        "[on the report of the Second Committee (A/52/629/Add.4)]\n\n"
        "52/205 B. Care of rivers\n\nThe General Assembly,\n\n"
        "Recalling the flood,\n\n1. Decides to act.\n\n77th plenary meeting\n18 December 1997\n"
    )
    head = read_text(source(text)).masthead
    assert (head.symbol, head.title, head.issued) == ("A/RES/52/205B", "Care of rivers", dt.date(1998, 2, 25))
    assert (head.adopted, head.agenda_items, head.session) == (dt.date(1997, 12, 18), ("98d",), "52")


# -- bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "bad.txt: is empty"),
        (b"  \n\n ", "bad.txt: is empty"),
        (bytes(range(256)) * 20, "bad.txt: is a binary file"),
        ("Резолюция".encode("cp1251") * 3, r"bad.txt: is not UTF-8 \(byte 0, line 1\); it seems to be WINDOWS-1251"),
        (b"Dear Sir, thank you for your letter.", "bad.txt: is no resolution"),
    ],
    ids=["empty", "blank", "binary", "encoding", "letter"],
)
def test_bad_input_gets_one_line_with_the_mend(content: bytes, message: str) -> None:
    """The error names the file, what is wrong, and what to do."""
    with pytest.raises(SourceError, match=message) as fault:
        read_text(decode_source(content, "bad.txt"))
    assert fault.value.mend
    assert "\n" not in str(fault.value)


NO_RESOLUTIONS = (TESTS / "cases" / "no_resolutions.txt").read_text(encoding="utf-8").split("\n=== ")[1:]


@pytest.mark.parametrize("case", NO_RESOLUTIONS, ids=lambda case: case.partition("\n")[0])
def test_a_text_that_only_names_a_symbol_is_no_resolution(case: str) -> None:
    """A sentence, a subject line, a list: the error says the line of the symbol and the fix."""
    text = case.partition("\n")[2]
    line = next(n for n, words in enumerate(text.split("\n"), 1) if "A/RES/90/2" in words)
    with pytest.raises(SourceError, match=rf"bad\.txt, line {line}: is no resolution: it names A/RES/90/2") as fault:
        read_text(decode_source(text.encode(), "bad.txt"))
    assert fault.value.mend


@pytest.mark.parametrize(
    "head",
    [
        "A/RES/90/2",
        "**A/RES/90/2***",
        "United Nations A/RES/90/2",
        "联 合 国 A/RES/90/2",
        "Distr. GENERAL A/RES/90/2 19 December 2035",
        "A/RES/90/2 Care of rivers and lakes\n",
        "Care of rivers and lakes A/RES/90/2\n",
    ],
)
def test_a_symbol_of_a_masthead_or_running_header_is_the_texts_own(head: str) -> None:
    """Alone, among names, or beside the title: also where the first page is lost."""
    read = read_text(source(f"{head}\n\n3. Decides to act;\n\n4. Urges care.\n"))
    assert read.masthead.symbol == "A/RES/90/2"
    assert [part.number for part in read.walk() if part.kind is PartKind.OPERATIVE] == ["3", "4"]


def test_a_symbol_in_a_sentence_above_the_opener_is_not_the_texts_own() -> None:
    """What a letter says of one resolution names not the one that it quotes."""
    text = "In A/RES/90/2 the Assembly said:\n\nThe General Assembly,\n\nRecalling rivers,\n\n1. Decides to act.\n"
    assert read_text(source(text)).masthead.symbol == ""


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The error says the path."""
    with pytest.raises(SourceError, match=r"nowhere\.txt: cannot be read: No such file"):
        load_source(tmp_path / "nowhere.txt")


def test_other_encodings_with_a_mark_are_read() -> None:
    """UTF-16 and UTF-8 with a byte order mark give the same tree."""
    text = BUNDLED.read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16"):
        content = text.encode(encoding)
        marked = decode_source(content, "a")
        assert marked.text == f"\ufeff{text}"
        assert marked.text.encode(marked.encoding) == content
        read = read_text(marked)
        assert {place: passage.text for place, passage in read.passages()} == {
            place: passage.text for place, passage in bundled().passages()
        }


# -- the official XML as gold ------------------------------------------------------------------------------------


def test_paragraph_numbers_agree_with_the_official_xml(corpus: Path, gold: dict[str, dict[str, object]]) -> None:
    """At least 99 of 100 numbered paragraphs of session 78 have their number from the text alone."""
    found = missed = 0
    for symbol, facts in gold.items():
        path = corpus / "text" / f"{symbol.replace('/', '_')}.txt"
        if path.exists():
            read = read_text(load_source(path))
            printed = Counter(part.number for part in read.walk() if part.kind is PartKind.OPERATIVE)
            official = Counter(place[0].removeprefix("op") for place in facts["operative"])  # type: ignore[attr-defined]
            missed += sum((official - printed).values())
            found += sum((official & printed).values())
    assert found / (found + missed) > 0.99


def test_operative_helper_makes_numbered_paragraphs() -> None:
    """The sample that other tests use is what it says."""
    assert [part.number for part in operative("Decides;", "Requests.").walk()] == ["1", "2"]


def test_a_section_without_a_heading_is_published() -> None:
    """A letter alone heads a section; the graph says so without words, and breaks no shape."""
    read = resolution("A\n\n1. Decides to act.\n\nB\n\n1. Urges care.")
    assert [part.passage.text for part in read.parts] == ["", ""]
    assert check_resolution(read, "https://w3id.org/unres/", "auto").results == ()


def test_words_after_a_list_return_to_its_paragraph() -> None:
    """What follows the last point is no part of it, though no blank line parts them; it may act itself."""
    read = operative(
        "Decides:\n\n(a) To count fish;\n\n(b) To count otters;\nand requests the Secretary-General to help;"
    )
    assert parts(read)["op1.b"].passage.text == "To count otters;"
    assert parts(read)["op1.p1"].passage.text == "and requests the Secretary-General to help;"
    assert [(act.performed_in, act.verb) for act in annotate(read).acts] == [("op1", "decides"), ("op1.p1", "requests")]


# -- notes and closings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["\n", "\n\n"], ids=["no blanks", "blanks"])
def test_a_meeting_that_a_sentence_names_is_no_closing(blank: str) -> None:
    """Paragraphs stand behind it, no notes, and the meeting is the last one's."""
    named = "Recalling what was said at its\n71st plenary meeting,"
    read = resolution(blank.join([named, "1. Decides to act;", "2. Requests a report."]))
    assert kinds(read) == {PartKind.PREAMBULAR: 1, PartKind.OPERATIVE: 2}
    assert parts(read)["pp1"].passage.text == "Recalling what was said at its 71st plenary meeting,"
    assert (read.footnotes, read.masthead.meeting) == ((), "70")


@pytest.mark.parametrize("mark", ["[1]", "¹"])
def test_a_mark_that_a_line_begins_with_opens_no_note_where_words_go_on(mark: str) -> None:
    """The paragraph stays whole, and the note hangs on it."""
    read = operative(f"Notes the report on rivers\n{mark} and the views of States.")
    text = read.source.text + f"\n{mark} A/90/1.\n"
    read = read_text(source(text))
    assert parts(read)["op1"].passage.text == "Notes the report on rivers and the views of States."
    assert [(note.mark, note.anchor, note.passage.text) for note in read.footnotes] == [("1", "op1", "A/90/1.")]


def test_a_numbered_list_below_a_heading_behind_the_closing_is_no_list_of_notes() -> None:
    """Right behind the closing it is one; a heading makes paragraphs of it, also where the closing is one line."""
    closed = operative("Decides to act.").source.text.replace("meeting\n20", "meeting, 20")
    below = read_text(source(f"{closed}\nStatute of the Institute\n\n1. The Institute is established.\n"))
    behind = read_text(source(f"{closed}\n1. See A/68/212.\n"))
    assert [part.passage.text for part in below.walk()][-1] == "The Institute is established."
    assert (len(below.footnotes), len(behind.footnotes)) == (0, 1)


def test_an_opener_amid_notes_ends_them() -> None:
    """It is the opener's alone, not a note's as well."""
    head = "A/RES/90/1\n\n90/1. Care of rivers\n\n¹ A note"
    read = read_text(source(f"{head}\nThe General Assembly,\n\n1. Decides to act.\n"))
    check_laws(read)
    assert (read.opener.text, [note.passage.text for note in read.footnotes]) == ("The General Assembly,", ["A note"])


def test_the_opener_of_the_first_lettered_part_stands_apart_from_its_heading() -> None:
    """Also where a form feed breaks the heading: no words are read twice."""
    text = (CASES.parent / "layouts" / "lettered_parts.txt").read_text(encoding="utf-8")
    read = read_text(source(text.replace("Rivers in", "Ri\fvers in").replace("\n \n", "\n")))
    check_laws(read)
    assert read.opener.text == "The General Assembly,"


def test_a_number_behind_a_word_that_counts_begins_no_paragraph() -> None:
    """ "... set out in paragraph | 2. The" goes on, also where 2 is the next number and no blank stands before."""
    read = resolution("1. Decides to act as set out in paragraph\n2. The rest follows;\n2. Decides to rest.")
    assert [part.passage.text for part in read.walk() if part.kind is PartKind.OPERATIVE] == [
        "Decides to act as set out in paragraph 2. The rest follows;",
        "Decides to rest.",
    ]
