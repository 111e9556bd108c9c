"""Akoma Ntoso to tree: what the UN's files say is taken as they say it; what is unsafe or none is refused."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lod.model.errors import SourceError
from lod.model.iris import DEFAULT_BASE
from lod.model.links import symbol_of
from lod.model.resolution import (
    Ballot,
    CommitteeReport,
    LeafKind,
    Link,
    Mark,
    NameHeading,
    Outcome,
    PartKind,
    Record,
    Resolution,
    Subject,
)
from lod.publish.validation import check_resolution
from lod.read.akn.read import MEDIA_TYPE, read_akn
from lod.read.merge import comparable_letters
from tests.laws import broken_laws
from tests.samples import TESTS

DATA = TESTS / "files" / "akn"
NAMESPACE = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'


def load(name: str) -> Resolution:
    return read_akn((DATA / name).read_bytes(), name)


@pytest.fixture(scope="module")
def lighthouses() -> Resolution:
    return load("lighthouses.en.xml")


def texts(resolution: Resolution) -> dict[str, str]:
    return {place: passage.text for place, passage in resolution.passages()}


def check_source(resolution: Resolution) -> None:
    """Leaves tile the source; runs copy it letter for letter; only spaces and escaped characters are in no run."""
    assert list(broken_laws(resolution)) == []
    for place, passage in (*resolution.passages(), ("opener", resolution.opener)):
        bare = list(passage.text)
        for run in passage.runs:
            bare[run.start : run.start + run.length] = " " * run.length
        assert not "".join(bare).strip() or "&" in resolution.source.text, place


# -- what a file says --------------------------------------------------------------------------------------------


def test_the_tree_has_printed_numbers_and_no_eids(lighthouses: Resolution) -> None:
    assert [(part.place, part.number) for part in lighthouses.walk()] == [
        ("pp1", None),
        ("pp2", None),
        ("s1", "I"),
        ("op1", "1"),
        ("op2", "2"),
        ("op2.a", "a"),
        ("op2.a.i", "i"),
        ("op2.a.ii", "ii"),
        ("op2.b", "b"),
        ("s2", "II"),
        ("op3", "3"),
        ("table1", None),
        ("annex1", None),
        ("annex1.op1", "1"),
    ]


def test_words_are_folded_and_stand_without_their_notes(lighthouses: Resolution) -> None:
    found = texts(lighthouses)
    assert found["pp1"] == "Recalling its resolutions 80/12 of 3 December 2025 and 81/13,"
    assert found["s1"] == "Lamps"
    assert found["annex1"] == "Rules for keepers"
    assert found["table1"] == "Lamp Oil One 5 l"
    assert lighthouses.opener.text == "The General Assembly,"


def test_notes_hang_where_their_marks_stand(lighthouses: Resolution) -> None:
    assert [(note.place, note.mark, note.anchor, note.passage.text) for note in lighthouses.footnotes] == [
        ("fn1", "1", "pp1", "See A/85/44, annex."),
        ("fn2", "2", "op2.b", "Orally."),
        ("annex1.fn1", "1", "annex1.op1", "At night."),
    ]
    passage = lighthouses.parts[0].passage
    assert passage.marks == (Mark("1", len("Recalling its resolutions 80/12 of 3 December 2025")),)


def test_links_lie_over_their_words(lighthouses: Resolution) -> None:
    passage = lighthouses.parts[0].passage
    assert passage.links == (Link(26, 31, "https://undocs.org/en/A/RES/80/12"),)
    assert passage.text[26:31] == "80/12"
    assert [link.href for link in lighthouses.footnotes[0].passage.links] == ["https://undocs.org/en/A/85/44"]


def test_each_of_several_agenda_items_has_its_own_title() -> None:
    """A cover names them one after the other."""
    given = (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    for old, new in (
        ('title="19 (b)"', 'title="19 (b) and 20"'),
        ("coastal lights</inline>", 'coastal lights</inline><inline name="agenda item name">Harbours</inline>'),
    ):
        assert given.count(old) == 1
        given = given.replace(old, new)
    head = read_akn(given.encode(), "lighthouses.en.xml").masthead
    assert head.titled_items == (("19b", "Light at sea: coastal lights"), ("20", "Harbours"))
    assert head.agenda_title == "Light at sea: coastal lights Harbours"


@pytest.mark.parametrize("sign", ["- ", "– ", "\t-\t"])
def test_the_sign_between_number_and_title_is_no_word_of_the_title(sign: str) -> None:
    """Arabic files print "78/10 - ..."; what was printed stays as it was."""
    given = (DATA / "lighthouses.ar.xml").read_text(encoding="utf-8")
    plain = read_akn(given.encode(), "a.xml").masthead
    words = next(printed.text for printed in plain.printed if printed.field == "title")
    assert given.count(words) >= 1
    head = read_akn(given.replace(words, f"{sign}{words}", 1).encode(), "a.xml").masthead
    assert head.title == plain.title == words
    assert next(printed.text for printed in head.printed if printed.field == "title").endswith(words)


def test_a_wrapped_line_of_chinese_puts_no_space_in_a_title() -> None:
    given = (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    head = read_akn(given.replace("Light at sea: coastal lights", "海上 灯光").encode(), "a.xml").masthead
    assert head.agenda_title == "海上灯光"


def test_the_masthead_is_what_the_cover_and_the_conclusions_say(lighthouses: Resolution) -> None:
    head = lighthouses.masthead
    assert (head.symbol, head.organ, head.session, head.meeting) == ("A/RES/86/901", "general-assembly", "86", "61")
    assert head.title == "Coastal lights & the safety of seafarers"
    assert (head.agenda_items, head.agenda_title) == (("19b",), "Light at sea: coastal lights")
    assert (head.adopted, head.issued) == (dt.date(2031, 12, 5), dt.date(2031, 12, 19))
    assert (head.committee, head.report, head.draft) == (
        "Second Committee",
        CommitteeReport("A/86/777", "para. 9"),
        None,
    )
    title = next(printed for printed in head.printed if printed.field == "title")
    assert lighthouses.source.text[title.source :].startswith("Coastal lights &amp;")


def test_the_record_has_ballots_subjects_names_and_steps(lighthouses: Resolution) -> None:
    record = lighthouses.record
    assert record.outcome is Outcome.RECORDED_VOTE
    assert record.ballots == (
        Ballot("FREEDONIA", "inFavour"),
        Ballot("SYLVANIA", "inFavour"),
        Ballot("RURITANIA", "abstaining"),
    )
    assert record.subjects == (Subject("http://metadata.un.org/thesaurus/9999001", "LIGHTS"),)
    assert record.names == (NameHeading("UN. Office of Coastal Lights", "body"),)
    assert record.goals == (14,)
    assert record.alias == "/akn/un/statement/deliberation/unga/2031-12-05/86-901/"
    assert [(step.outcome, step.symbol, step.date) for step in record.steps] == [
        ("draftResolution", "A/C.2/86/L.7", dt.date(2031, 11, 2)),
        ("draftResolutionAdditionalSponsors", "", None),
        ("recommendedForAdoption", "A/86/777", dt.date(2031, 11, 20)),
        ("adopted", "A/86/PV.61", dt.date(2031, 12, 5)),
    ]
    assert record.steps[1].sponsors == ("Freedonia", "Sylvania (Union of)", "Trinidad and Tobago")


def test_offsets_lead_back_into_the_file_as_given(lighthouses: Resolution) -> None:
    check_source(lighthouses)
    assert lighthouses.source.media_type == MEDIA_TYPE
    assert lighthouses.source.text == (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    assert not [leaf for leaf in lighthouses.leaves if leaf.kind is LeafKind.UNREAD]
    offset = lighthouses.parts[0].passage.source_offset(26)
    assert offset is not None
    assert lighthouses.source.text[offset:].startswith("80/12</a>")


def test_another_language_stands_on_the_same_places(lighthouses: Resolution) -> None:
    arabic = load("lighthouses.ar.xml")
    check_source(arabic)
    assert arabic.language == "ar"
    wanted = [part.place for part in lighthouses.walk() if not part.place.startswith(("annex", "table"))]
    assert [part.place for part in arabic.walk()] == wanted
    numbers = {part.place: part.number for part in arabic.walk()}
    assert [numbers[place] for place in ("s1", "op1", "op2.a", "op2.a.i", "op2.b")] == ["أولا", "1", "أ", "1", "ب"]
    assert arabic.masthead.agenda_items == ("19b",)
    assert [(note.place, note.anchor) for note in arabic.footnotes] == [("fn1", "pp1"), ("fn2", "op2.b")]


def test_brackets_around_a_mark_are_no_words() -> None:
    arabic = load("lighthouses.ar.xml")
    assert arabic.parts[0].passage.text == "إذ تشير إلى قرارها السابق،"
    assert arabic.footnotes[0].passage.text == "انظر الوثيقة."


# -- shapes of the body ------------------------------------------------------------------------------------------


def document(body: str, preamble: str = "") -> Resolution:
    text = (
        f"<akomaNtoso {NAMESPACE}><statement name='resolution'><meta/>"
        "<coverPage><p><docNumber>A/RES/86/902</docNumber></p></coverPage>"
        f"<preamble>{preamble}</preamble><mainBody>{body}</mainBody></statement></akomaNtoso>"
    )
    resolution = read_akn(text.encode(), "case.xml")
    check_source(resolution)
    return resolution


def paragraph(words: str, number: str = "") -> str:
    num = f"<num>{number}</num>" if number else ""
    return f"<paragraph>{num}<content><p>{words}</p></content></paragraph>"


@pytest.mark.parametrize(
    ("markup", "opening"),
    [
        ('<span class="italic">Noting</span> lamps,', "Noting"),
        ('<span class="bold italic">Noting </span><span class="italic">with care</span> lamps,', "Noting with care"),
        ("<i>Noting</i> that the <i>Lantern</i> burns,", "Noting"),
        ('<span class="small">Noting</span> lamps,', ""),
        ('Noting the <span class="italic">Lantern</span>,', ""),
    ],
)
def test_opening_words_are_those_that_the_file_sets_off(markup: str, opening: str) -> None:
    """To where their type ends, in one element or several; none where other words stand first."""
    passage = document(paragraph(markup, "1.")).parts[0].passage
    assert passage.text[: passage.opening] == opening


def heading(words: str) -> str:
    return f"<paragraph><subheading>{words}</subheading></paragraph>"


CASES = {
    "a single paragraph prints no number": (paragraph("Takes note of the report of the keepers."), ["op1"]),
    "points of a flat list go as deep as their labels say": (
        paragraph("Requests:", "4.") + paragraph("x:", "(a)") + paragraph("y;", "(i)") + paragraph("z.", "(b)"),
        ["op4", "op4.a", "op4.a.i", "op4.b"],
    ),
    "a letter that looks roman continues the letters": (
        paragraph("Requests:", "1.")
        + "".join(paragraph("x;", f"({label})") for label in "abcdefgh")
        + paragraph("y;", "(i)")
        + paragraph("z.", "(j)"),
        ["op1", *(f"op1.{label}" for label in "abcdefghij")],
    ),
    "sections stand in places only where numbering restarts": (
        heading("I") + heading("Oil") + paragraph("Buys.", "1.") + heading("II") + paragraph("Sells.", "1."),
        ["s1", "s1.op1", "s2", "s2.op1"],
    ),
    "a number in brackets is a point": (
        paragraph("Requests:", "1.") + paragraph("x;", "(1)") + paragraph("y.", "(2)"),
        ["op1", "op1.1", "op1.2"],
    ),
    "an annex in the body is an annex": (
        paragraph("Adopts the rules.", "1.") + heading("Annex II") + heading("Rules") + paragraph("Wake.", "1."),
        ["op1", "annex1", "annex1.op1"],
    ),
    "a heading that numbers nothing holds nothing": (
        paragraph("Welcomes oil;", "1.") + heading("Wicks") + paragraph("Welcomes wicks.", "2."),
        ["op1", "h1", "op2"],
    ),
    "words after a list belong to its paragraph": (
        paragraph("Requests:", "1.") + paragraph("x;", "(a)") + paragraph("and thanks all keepers;"),
        ["op1", "op1.a", "op1.p1"],
    ),
    "what a paragraph lists without labels belongs to it": (
        paragraph("Meets on:", "1.")
        + paragraph("Monday: to 6 p.m.")
        + paragraph("Tuesday: to 7 p.m.;")
        + heading("Oil")
        + paragraph("Buys.", "2."),
        ["op1", "op1.p1", "op1.p2", "h1", "op2"],
    ),
    "a label that the file left in the words is a label": (
        paragraph("Requests:", "1.") + paragraph("(a)\tOil;") + paragraph("(b)\tWicks."),
        ["op1", "op1.a", "op1.b"],
    ),
    "a quoted paragraph is no paragraph of the resolution": (
        paragraph("Decides.", "4.") + paragraph("Amends article 9, new paragraph 4:", "5.") + paragraph("It.", "4."),
        ["op4", "op5", "op5.4"],
    ),
    "a section's title that the file marks as a point is a section": (
        "<paragraph><num>1.</num><list><intro><p>Changes posts as below:</p></intro>"
        "<point><num>A.</num><content><p>Keepers</p></content></point></list></paragraph>"
        + heading("B. Wicks")
        + paragraph("Sells.", "2."),
        ["op1", "s1", "s2", "op2"],
    ),
    "cross-headings that open a section are its preamble": (
        "<section><num>I</num><subheading>Oil</subheading><crossHeading>Recalling the lamp,</crossHeading>"
        + paragraph("Buys.", "1.")
        + "</section>",
        ["s1", "pp1", "op1"],
    ),
    "parts with a heading and no number are sections": (
        "".join(
            f"<part><heading>{title}</heading><crossHeading>Recalling the lamp,</crossHeading>"
            + paragraph("Buys.", "1.")
            + paragraph("Sells.", "2.")
            + "</part>"
            for title in ("Oil", "Wicks")
        ),
        ["s1", "s1.pp1", "s1.op1", "s1.op2", "s2", "s2.pp1", "s2.op1", "s2.op2"],
    ),
    "a preamble below a heading behind numbered paragraphs begins a section": (
        paragraph("Buys.", "1.")
        + heading("Wicks")
        + paragraph("Recalling the wick,")
        + paragraph("Sells.", "1.")
        + heading("Glass")
        + paragraph("Keeps.", "2."),
        ["op1", "s1", "s1.pp1", "s1.op1", "s1.h1", "s1.op2"],
    ),
    "a part with a preamble in it has preambular paragraphs": (
        "<part><num>A</num><heading>Oil</heading><preamble><container>Recalling the lamp,</container></preamble>"
        + paragraph("Recalling also the wick,")
        + paragraph("Buys.", "1.")
        + "</part>",
        ["s1", "pp1", "pp2", "op1"],
    ),
}


def test_short_words_among_preambular_paragraphs_are_a_heading() -> None:
    preamble = "<container>Recalling the lamp,</container><container>Wicks</container>"
    parts = document(paragraph("Buys.", "1."), preamble).parts
    assert [part.place for part in parts] == ["pp1", "h1", "op1"]


@pytest.mark.parametrize("case", CASES)
def test_bodies(case: str) -> None:
    body, places = CASES[case]
    assert [part.place for part in document(body).walk()] == places


def test_a_title_takes_the_first_heading_after_a_number() -> None:
    annex = document(paragraph("Adopts.", "1.") + heading("Annex") + heading("Rules")).parts[-1]
    assert (annex.kind, annex.passage.text) == (PartKind.ANNEX, "Rules")


def test_escapes_are_letters_and_other_names_no_links() -> None:
    part = document(
        paragraph('Oil &amp; &#8220;<a href="https://example.org/x">wicks</a>&#8221; &lt;here.', "1.")
    ).parts[0]
    assert part.passage.text == "Oil & “wicks” <here."
    assert symbol_of(part.passage.links[0].href) is None


# -- what is refused ---------------------------------------------------------------------------------------------

BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
HOSTILE = {
    "an entity bomb": (
        f'<!DOCTYPE x [<!ENTITY e0 "ha">{BOMB}]><akomaNtoso {NAMESPACE}>&e9;</akomaNtoso>',
        "document type",
    ),
    "an external entity": (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><akomaNtoso {NAMESPACE}>&e;</akomaNtoso>',
        "document type",
    ),
    "an external document type": (
        f'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><akomaNtoso {NAMESPACE}/>',
        "document type",
    ),
    "another namespace": ("<akomaNtoso xmlns='http://example.org/'><mainBody/></akomaNtoso>", "no Akoma Ntoso"),
    "no namespace": ("<akomaNtoso><mainBody/></akomaNtoso>", "no Akoma Ntoso"),
    "a file cut short": (f"<akomaNtoso {NAMESPACE}><statement>", "not well-formed"),
    "an undefined entity": (f"<akomaNtoso {NAMESPACE}>&nbsp;</akomaNtoso>", "not well-formed"),
    "no body": (f"<akomaNtoso {NAMESPACE}><statement/></akomaNtoso>", "no main body"),
    "nothing": ("", "is empty"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_safe_resolution_is_refused_by_name(case: str) -> None:
    content, what = HOSTILE[case]
    with pytest.raises(SourceError, match=what) as caught:
        read_akn(content.encode(), "bad.xml")
    assert "bad.xml" in str(caught.value)
    assert caught.value.mend


def test_nesting_is_refused_before_it_is_read() -> None:
    content = f"<akomaNtoso {NAMESPACE}>".encode() + b"<p>" * 1_000_000
    with pytest.raises(SourceError, match="nests more than 100 elements"):
        read_akn(content, "deep.xml")
    with pytest.raises(SourceError, match="larger than 32 MB"):
        read_akn(content * 12, "deep.xml")


# -- official files ----------------------------------------------------------------------------------------------


def official(corpus: Path, *folders: str) -> Iterator[Resolution]:
    for folder in folders:
        for path in sorted((corpus / "akn" / folder).glob("*.xml")):
            yield read_akn(path.read_bytes(), path.name)


def test_all_that_the_gold_knows_is_in_the_tree(corpus: Path, gold: dict[str, dict[str, Any]]) -> None:
    """Texts of paragraphs and points, footnotes and metadata: nothing that the gold has is missing."""
    seen = missed = 0
    for resolution in official(corpus, "en"):
        wanted = gold.get(resolution.masthead.symbol)
        if wanted is None:
            continue
        have = {comparable_letters(passage.text) for _, passage in resolution.passages()}
        rows = [row[-1] for key in ("preambular", "operative", "sub", "footnotes") for row in wanted[key]]
        seen += len(rows)
        missed += sum(comparable_letters(text) not in have for text in rows)
        head = resolution.masthead
        assert head.adopted == dt.date.fromisoformat(wanted["adopted"])
        assert head.session == wanted["session"]
        assert comparable_letters(head.title) == comparable_letters(wanted["title"])
    assert seen > 15_000
    assert missed <= seen * 0.001


def test_every_official_file_is_read_whole(corpus: Path) -> None:
    """A tenth of the files in six languages: sources tile, and nothing is left that was not understood."""
    for resolution in list(official(corpus, "en", "en-77"))[::10]:
        check_source(resolution)
        assert "reader.unread" not in {finding.rule for finding in resolution.findings}
    for resolution in official(corpus, "ar", "zh"):
        check_source(resolution)


def test_the_languages_stand_on_the_same_paragraphs(corpus: Path) -> None:
    """Numbered and preambular paragraphs outside annexes, in the six languages."""
    english = {r.masthead.symbol: numbered(r) for r in official(corpus, "en")}
    same = total = 0
    for resolution in official(corpus, "fr", "es", "ru", "ar", "zh"):
        places = english[resolution.masthead.symbol]
        same += len(places & numbered(resolution))
        total += len(places | numbered(resolution))
    assert total > 3000
    assert same / total > 0.99


@pytest.mark.parametrize("language", ["fr", "es", "ru", "ar", "zh"])
def test_a_language_alone_is_a_valid_graph(corpus: Path, language: str) -> None:
    """Without the English file: letters and digits of other scripts break no shape."""
    for resolution in official(corpus, language):
        assert not check_resolution(resolution, DEFAULT_BASE, "auto").violations, resolution.source.name


@pytest.mark.parametrize(("letter", "roman"), [("а", "i"), ("أ", "1"), ("㈠", "㈠"), ("a", "i"), ("一", "1")])
def test_points_in_any_script_make_a_valid_graph(letter: str, roman: str) -> None:
    """Numbers stay as printed; IRIs count them in Latin letters."""
    content = (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    content = content.replace("<num>(a)</num>", f"<num>{letter})</num>").replace("(i)", f"{roman})")
    resolution = read_akn(content.encode(), "lighthouses.xml")
    assert letter in {part.number for part in resolution.walk() if part.kind is PartKind.SUB}
    assert not check_resolution(resolution, DEFAULT_BASE, "auto").violations


def numbered(resolution: Resolution) -> set[str]:
    kinds = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)
    return {part.place for part in resolution.walk() if part.kind in kinds and not part.place.startswith("annex")}


def test_words_of_elements_in_unforeseen_places_are_taken_once() -> None:
    """A formula in a paragraph is the paragraph's words; a number in a number, a field in a field are one."""
    content = (TESTS / "files" / "damaged" / "nested_elements.xml").read_bytes()
    read = read_akn(content, "nested_elements.xml")
    assert read.opener.text == "The General Assembly,"
    found = texts(read)
    assert found["pp1"] == "Gathered here at dusk,"
    assert found["pp2"] == "Recalling the ferries of old,"
    assert [finding.what for finding in read.findings] == ["not understood: 'A note amid a number.'"]
    assert read.masthead.symbol == "A/RES/86/904"
    check_source(read)


@pytest.mark.parametrize(
    ("file", "subjects", "unlinked", "goals"),
    [
        (
            "A_RES_ES-11_6-E.xml",
            {"PEACEMAKING", "PRISONERS OF WAR", "INTERNATIONAL HUMANITARIAN LAW", "UKRAINE", "MILITARY ACTIVITY",
             "RUSSIAN FEDERATION"},
            set(),
            (2, 3, 4, 7, 16),
        ),
        (
            "A_RES_77_290B_2312999E.xml",
            {"PEACEKEEPING OPERATIONS", "SUDAN", "SOUTH SUDAN", "FINANCIAL RESOURCES", "PROGRAMME BUDGETING"},
            {"ABYEI (SUDAN)"},
            (3, 4, 6, 9),
        ),
    ],
)  # fmt: skip
def test_subjects_are_the_librarys_headings_alone(
    corpus: Path, file: str, subjects: set[str], unlinked: set[str], goals: tuple[int, ...]
) -> None:
    """What a machine made of the goals (hunger, energy) is no subject; a heading without a link finds its concept."""
    record = load_corpus(corpus / "akn" / "en-77" / file)
    assert {subject.label for subject in record.subjects if subject.iri} == subjects
    assert {subject.label for subject in record.subjects if not subject.iri} == unlinked
    assert record.goals == goals


def load_corpus(path: Path) -> Record:
    return read_akn(path.read_bytes(), path.name).record


def test_an_odd_link_is_no_concept() -> None:
    """A keyword that links elsewhere is found by its label, or kept as words."""
    xml = (DATA / "lighthouses.en.xml").read_text(encoding="utf-8")
    for odd in ("javascript:alert(1)", "http://metadata.un.org/thesaurus/a b"):
        given = xml.replace(
            'href="http://metadata.un.org/thesaurus/9999001" showAs="LIGHTS"', f'href="{odd}" showAs="LIGHTS"'
        )
        assert read_akn(given.encode(), "odd.xml").record.subjects == (Subject("", "LIGHTS"),)
