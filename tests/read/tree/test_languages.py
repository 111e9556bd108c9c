"""Texts in the six languages: the frame is read in each, and the places are those of the English text."""

import datetime as dt
from pathlib import Path

import pytest

from lod.model.errors import DataError
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import CommitteeReport, PartKind, Resolution
from lod.publish.validation import check_resolution
from lod.read.akn.read import read_akn
from lod.read.merge import comparable_letters, merge_readings
from lod.read.source import load_source
from lod.read.text.read import read_text
from lod.read.tree import languages
from lod.read.tree.languages import frames
from tests.samples import TESTS, source
from tests.typeset import copied, typeset

CASES = TESTS / "cases" / "languages"
LANGUAGES = ("fr", "es", "ru", "zh", "ar")
PLACES = ["pp1", "pp2", "op1", "op1.a", "op1.b", "op1.b.i", "op1.b.ii", "op2", "annex1"]
WORDED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB)


def case(language: str) -> Resolution:
    return read_text(load_source(CASES / f"{language}.txt"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_the_place_that_it_has_in_english(language: str) -> None:
    """Points count in Latin letters in places and are printed as printed; nothing is left unread."""
    read = case(language)
    assert read.language == language
    assert [part.place for part in read.walk()] == PLACES
    assert [(note.mark, note.anchor) for note in read.footnotes] == [("1", "pp1")]
    assert read.findings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_masthead_says_the_same_in_every_language(language: str) -> None:
    """Organ, committee and dates are known by what they are, whatever their words."""
    head = case(language).masthead
    assert (head.symbol, head.organ, head.session, head.meeting) == ("A/RES/90/9", "general-assembly", "90", "70")
    assert (head.adopted, head.issued) == (dt.date(2036, 2, 1), dt.date(2036, 3, 3))
    assert (head.agenda_items, head.committee) == (("20c",), "Second Committee")
    assert head.report is not None
    assert head.report.symbol == CommitteeReport("A/90/400/Add.3").symbol


def test_a_paragraph_goes_on_over_a_page_in_languages_without_capitals() -> None:
    """Chinese joins without a space, the others with one."""
    texts = {language: {p.place: p.passage.text for p in case(language).walk()}["pp2"] for language in LANGUAGES}
    assert texts["zh"] == "关切河流的状况，因为大多数河流很少受到监测，"
    assert texts["ru"].endswith("которые в большинстве своем мало изучены,")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_are_told_where_no_blank_parts_them(language: str) -> None:
    """Numbers that count on tell paragraphs, and the participles of each language those of the preamble."""
    text = (CASES / f"{language}.txt").read_text(encoding="utf-8")
    head, _, body = text.partition(case(language).opener.text)
    solid = "\n".join(line for line in body.split("\n") if line.strip())
    read = read_text(source(f"{head}{case(language).opener.text}\n{solid}\n"))
    assert [part.place for part in read.walk()][:-1] == PLACES[:-1]


def test_five_texts_are_one_resource() -> None:
    """Merged, each language stands on the same paragraphs, and nobody misses one."""
    work = merge_readings([case(language) for language in LANGUAGES])
    assert sorted([work.main.language, *(other.language for other in work.others)]) == sorted(LANGUAGES)
    assert work.findings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_any_language_is_a_valid_graph(language: str) -> None:
    """Without the English text."""
    assert check_resolution(case(language), DEFAULT_BASE, "auto").results == ()


def test_the_organs_name_in_the_masthead_opens_no_text() -> None:
    """In Russian and Chinese the masthead prints the opener's words; what follows the line of adoption opens."""
    name = "Генеральная Ассамблея"
    read = read_text(source(load_source(CASES / "ru.txt").text.replace(f"{name},\n", f"{name}\n")))
    assert read.opener.text == name
    assert read.masthead.title == "Охрана рек"


def test_a_language_that_lacks_a_word_stops_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the key and the fix."""
    (tmp_path / "languages.toml").write_text('[en]\nmonths = ["May"]\ndate = "{months}"\n', encoding="utf-8")
    monkeypatch.setattr(languages, "data", lambda *parts: tmp_path / parts[-1])
    frames.cache_clear()
    try:
        with pytest.raises(DataError, match=r"languages\.toml: KeyError: 'agenda' \(give each language every key"):
            frames()
    finally:
        frames.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_words_in_print_give_the_tree_of_the_xml(corpus: Path, language: str) -> None:
    """Nearly every paragraph of the official files, printed as pages and read as text, comes back in its place."""
    wanted = found = notes = anchored = 0
    for path in sorted((corpus / "akn" / language).glob("*.xml")):
        official = read_akn(path.read_bytes(), path.name)
        if official.language != language:  # one file is a copy of another language's
            continue
        read = read_text(source(typeset(path, official)))
        assert read.language == language
        assert _masthead(read) == _masthead(official), path.name
        places = _worded(official)
        wanted, found = wanted + len(places), found + len(places & _worded(read))
        hooks = _anchors(official)
        notes, anchored = notes + len(hooks), anchored + len(hooks & _anchors(read))
    assert wanted > 800
    assert found >= 0.99 * wanted
    assert anchored >= 0.99 * notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_words_copied_from_the_screen_give_the_tree_of_the_xml(corpus: Path, language: str) -> None:
    """Where each paragraph is a line, without blanks and pages, nearly all of them come back in their place too."""
    wanted = found = 0
    for path in sorted((corpus / "akn" / language).glob("*.xml")):
        official = read_akn(path.read_bytes(), path.name)
        if official.language != language:
            continue
        read = read_text(source(copied(path, official)))
        assert read.masthead.symbol == official.masthead.symbol
        places = _worded(official)
        wanted, found = wanted + len(places), found + len(places & _worded(read))
    assert found >= 0.98 * wanted > 800


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_behind_every_line_changes_no_tree(corpus: Path, language: str) -> None:
    """Lines whose sentences go on tell that the blanks part no paragraphs; letters need no case for it."""
    for path in sorted((corpus / "akn" / language).glob("*.xml"))[:8]:
        official = read_akn(path.read_bytes(), path.name)
        printed = typeset(path, official)
        single, double = (read_text(source(text)) for text in (printed, printed.replace("\n", "\n\n")))
        assert len(_worded(double) & _worded(single)) >= 0.98 * len(_worded(single)) > 0, path.name


def _masthead(read: Resolution) -> tuple[object, ...]:
    head = read.masthead
    return (
        *(head.symbol, head.organ, head.session, head.meeting, head.adopted, head.issued),
        *(head.agenda_items, head.committee, head.report and head.report.symbol),
        *(head.draft, comparable_letters(head.title)),
    )


def _worded(read: Resolution) -> set[tuple[str, str]]:
    parts = (part for part in read.walk() if part.kind in WORDED and not part.place.startswith("annex"))
    return {(part.place, comparable_letters(part.passage.text)) for part in parts}


def _anchors(read: Resolution) -> set[tuple[str, str]]:
    hooked = ((note.mark, note.anchor or "") for note in read.footnotes)
    return {(mark, anchor) for mark, anchor in hooked if mark.isdigit() and anchor and not anchor.startswith("annex")}
