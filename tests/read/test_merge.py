"""Merging: one main reading, its gaps filled, and every difference a finding that names the source."""

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from lod.model.errors import SourceError
from lod.model.resolution import Footnote, Masthead, Outcome, Part, PartKind, Passage, Record, Resolution, Source
from lod.read.akn.read import read_akn
from lod.read.merge import comparable_letters, merge_readings
from lod.read.source import load_source
from lod.read.text.read import read_text

TEXT, XML, PDF = "text/plain", "application/akn+xml", "application/pdf"
HEAD = Masthead(symbol="A/RES/86/904", organ="general-assembly", title="Coastal lights", session="86")


def reading(media: str, *words: str, language: str = "en", head: Masthead = HEAD) -> Resolution:
    """A reading with a preambular paragraph, then numbered ones."""
    kinds = [PartKind.PREAMBULAR] + [PartKind.OPERATIVE] * (len(words) - 1)
    parts = tuple(
        Part(kind, f"op{i}" if i else "pp1", str(i) if i else None, i + 1, Passage(text))
        for i, (kind, text) in enumerate(zip(kinds, words, strict=True))
    )
    source = Source(f"{language}.{media.rpartition('/')[2]}", "", f"{media}{language}", media)
    return Resolution(source, language, head, Passage(""), parts, (), ())


def rules(*readings: Resolution) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in merge_readings(readings).findings]


def test_english_xml_is_the_main_reading_then_pdf_then_text() -> None:
    text, pdf, xml = (reading(media, "Noting", "Asks.") for media in (TEXT, PDF, XML))
    french = reading(XML, "Notant", "Prie.", language="fr")
    work = merge_readings([french, text, xml, pdf])
    assert work.main == xml
    assert work.others == (pdf, text, french)
    assert work.findings == ()
    assert merge_readings([french]).main == french


def test_the_same_bytes_under_two_names_are_one_source() -> None:
    """Copies in a folder broke a shape, and took the resolution with them; the first name stands for all."""
    one = reading(TEXT, "Noting", "Asks.")
    copies = [replace(one, source=replace(one.source, name=name)) for name in ("c.txt", "a.txt", "b.txt")]
    assert merge_readings(copies).main.source.name == "a.txt"
    assert merge_readings(copies).others == ()


def test_gaps_of_the_masthead_are_filled_from_the_others() -> None:
    bare = reading(XML, "Noting", "Asks.", head=replace(HEAD, session=None))
    text = reading(TEXT, "Noting", "Asks.", head=replace(HEAD, corrigendum="Reissued.", meeting="61"))
    french = reading(
        XML, "Notant", "Prie.", language="fr", head=replace(HEAD, title="Feux", agenda_title="Feux en mer")
    )
    head = merge_readings([bare, text, french]).main.masthead
    assert (head.session, head.meeting, head.corrigendum) == ("86", "61", "Reissued.")
    assert head.agenda_title is None, "words of another language fill no gap"


def test_the_record_of_the_xml_comes_to_a_main_reading_without_one() -> None:
    record = Record(outcome=Outcome.WITHOUT_VOTE, alias="/akn/un/x")
    french = replace(reading(XML, "Notant", "Prie.", language="fr"), record=record)
    assert merge_readings([reading(TEXT, "Noting", "Asks."), french]).main.record == record


def test_a_missing_paragraph_is_a_finding_in_every_language() -> None:
    xml = reading(XML, "Noting", "Asks.", "Decides.")
    assert rules(xml, reading(TEXT, "Noting", "Asks.")) == [("merge.missing_part", "op2")]
    assert rules(xml, reading(XML, "Notant", "Prie.", language="fr")) == [("merge.missing_part", "op2")]


def test_an_added_paragraph_is_a_finding() -> None:
    assert rules(reading(XML, "Noting", "Asks."), reading(TEXT, "Noting", "Asks.", "More.")) == [
        ("merge.added_part", "op2")
    ]
    assert rules(reading(XML, "Noting", "Asks."), reading(XML, "Notant", "Prie.", "Plus.", language="fr")) == [
        ("merge.added_part", "op2")
    ]


def test_added_paragraphs_are_told_in_the_order_of_their_text() -> None:
    """Not in an order that changes with the run: the same sources give the same bytes."""
    more = [f"Plus {n}." for n in range(2, 9)]
    found = rules(reading(XML, "Noting", "Asks."), reading(XML, "Notant", "Prie.", *more, language="fr"))
    assert found == [("merge.added_part", f"op{n}") for n in range(2, 9)]


def test_a_differing_paragraph_shows_where_it_differs() -> None:
    work = merge_readings([reading(XML, "Noting", "Asks for oil."), reading(TEXT, "Noting", "Asks for oils.")])
    assert [(finding.rule, finding.place) for finding in work.findings] == [("merge.differing_text", "op1")]
    assert "text/plain" not in work.findings[0].what
    assert "en.plain (en)" in work.findings[0].what
    assert "oil.'" in work.findings[0].what


def test_typography_and_translation_are_no_differences() -> None:
    assert rules(reading(XML, "Noting", "South-South “help”."), reading(TEXT, "Noting", 'South‑South "help".')) == []
    assert rules(reading(XML, "Noting", "Asks."), reading(XML, "Notant", "Prie.", language="fr")) == []


def test_words_at_another_place_are_told_from_missing_ones() -> None:
    xml, text = reading(XML, "Noting", "Asks."), reading(TEXT, "Noting", "Asks.")
    moved = replace(text, parts=(text.parts[0], replace(text.parts[1], place="op3", number="3")))
    assert rules(xml, moved) == [("merge.other_place", "op1")]


@pytest.mark.parametrize("media", [XML, PDF, TEXT])
def test_a_reading_without_paragraphs_never_displaces_one_with_them(media: str) -> None:
    """Whatever its carrier and language; one finding tells it, not one for each paragraph that it lacks."""
    empty = replace(reading(media, "Noting"), parts=())
    french = reading(TEXT, "Notant", "Prie.", language="fr")
    work = merge_readings([empty, french])
    assert (work.main, work.others) == (french, (empty,))
    assert [(finding.rule, finding.severity.value) for finding in work.findings] == [("merge.no_paragraphs", "Warning")]
    assert empty.source.name in work.findings[0].what


def test_footnotes_are_compared_too() -> None:
    note = Footnote("1", "fn1", Passage("Resolution 1/2."), "pp1", 1)
    xml = replace(reading(XML, "Noting", "Asks."), footnotes=(note,))
    assert rules(xml, reading(TEXT, "Noting", "Asks.")) == [("merge.missing_part", "fn1")]


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        ({"adopted": dt.date(2031, 12, 5)}, {"adopted": dt.date(2031, 12, 6)}, "adopted: 2031-12-05, but 2031-12-06"),
        ({"agenda_items": ("19b",)}, {"agenda_items": ("19",)}, "agenda_items: 19b, but 19"),
        ({"title": "Coastal lights"}, {"title": "Coastal nights"}, "title: Coastal lights, but Coastal nights"),
    ],
)
def test_conflicting_metadata_keep_the_main_readings_and_are_reported(
    ours: dict[str, object], theirs: dict[str, object], shown: str
) -> None:
    xml = reading(XML, "Noting", "Asks.", head=replace(HEAD, **ours))
    text = reading(TEXT, "Noting", "Asks.", head=replace(HEAD, **theirs))
    work = merge_readings([text, xml])
    assert work.main.masthead == xml.masthead
    assert [finding.rule for finding in work.findings] == ["merge.conflict"]
    assert shown in work.findings[0].what


def test_only_readings_of_one_resolution_are_merged() -> None:
    other = reading(TEXT, "Noting", "Asks.", head=replace(HEAD, symbol="A/RES/86/905"))
    with pytest.raises(SourceError, match="several resolutions"):
        merge_readings([reading(XML, "Noting", "Asks."), other])
    with pytest.raises(SourceError, match="no reading"):
        merge_readings([])


def test_the_order_of_the_readings_is_of_no_account() -> None:
    readings = [reading(TEXT, "Noting", "Asks."), reading(XML, "Noting", "Begs."), reading(PDF, "Noting", "Asks.")]
    assert merge_readings(readings) == merge_readings(readings[::-1])


@pytest.mark.slow
def test_text_and_xml_give_the_same_paragraphs(corpus: Path) -> None:
    """At least 995 in 1,000 paragraphs and points of all pairs; prints what differs, a line a resolution."""
    kinds = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)
    equal = total = pairs = 0
    for path in sorted((corpus / "akn" / "en").glob("*.xml")):
        xml = read_akn(path.read_bytes(), path.name)
        text_path = corpus / "text" / f"{xml.masthead.symbol.replace('/', '_')}.txt"
        if not text_path.exists():
            continue
        text = read_text(load_source(text_path))
        ours, theirs = (
            {part.place: comparable_letters(part.passage.text) for part in side.walk() if part.kind in kinds}
            for side in (xml, text)
        )
        same, places = sum(theirs.get(place) == words for place, words in ours.items()), len(ours | theirs)
        if same < places:
            print(f"{xml.masthead.symbol:16} {same:5} of {places:5}")
        equal, total, pairs = equal + same, total + places, pairs + 1
    print(f"{'all ' + str(pairs):16} {equal:5} of {total:5}  {equal / total:.4f}")
    assert pairs >= 300
    assert equal / total >= 0.995
