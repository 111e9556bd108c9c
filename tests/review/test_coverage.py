"""What a source left open: counts and words, from the source or from its dump, in `lod report` and on the page."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from lod.model.resolution import Resolution
from lod.publish.pages.coverage import ABOUT, coverage_page
from lod.read.read import read
from lod.review import coverage as coverage_module
from lod.review.coverage import Coverage, Left, commonest, cover, summed
from tests.runner import lod
from tests.samples import BUNDLED, bundled, operative, resolution

SENTENCES = (
    "Requests the Secretary-General to submit a report on rivers;",
    "Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report on rivers;",
    "Rivers shall be clean;",
    "Invites all friends of rivers to help;",
    "Recalls its resolution 68/230 of 20 December 2013;",
    "Calls upon Member States to implement decision 3/9;",
)


def covered(*paragraphs: str) -> Coverage:
    return cover(operative(*paragraphs), "invented.txt")


def left(coverage: Coverage, kind: Left) -> list[tuple[str, str, str]]:
    return [(one.place, one.words, one.why) for one in coverage.of(kind)]


def test_the_bundled_resolution_is_counted() -> None:
    """Paragraphs by kind, acts by family, and what each layer recognized."""
    made = cover(bundled(), "seed")
    assert dict(made.paragraphs)["operative"] == made.operative == 21
    assert dict(made.acts)["invite"] == 6
    assert made.number_of_acts == sum(number for _, number in made.acts)
    assert made.total("report requests") == 2
    assert left(made, Left.GROUP)[-1] == ("op17", "all countries in a position to do so", "addressee")


def test_a_paragraph_without_act_is_named_with_its_opening_words() -> None:
    """What no verb of the organ is found in is shown; a paragraph whose points act is not."""
    made = covered("Rivers shall be clean;", "Requests the Secretary-General to clean them.")
    assert left(made, Left.NO_ACT) == [("op1", "Rivers shall be clean;", "")]
    points = resolution("1. Decides:\n\n(a) To count fish;\n\n(b) To count otters.")
    assert left(cover(points, "x"), Left.NO_ACT) == []


def test_long_paragraphs_are_cut_at_a_word() -> None:
    """The opening words are enough to find the paragraph."""
    [(_, words, _)] = left(covered("Rivers " + "and brooks " * 20 + "shall be clean."), Left.NO_ACT)
    assert words.endswith(("and brooks …", "and …"))
    assert len(words) < 100


def test_a_report_request_says_what_it_lacks() -> None:
    """The body, and the session or date, each for itself."""
    [(place, _, why)] = left(covered(SENTENCES[0]), Left.REPORT)
    assert (place, why) == ("op1", "no body, no session or date")
    assert left(covered(SENTENCES[1]), Left.REPORT) == []


def test_an_open_citation_keeps_its_words_and_place() -> None:
    """Recognized, not resolved: counted on both sides."""
    made = covered("Calls upon Member States to implement decision 3/9;", SENTENCES[4])
    opened = left(made, Left.CITATION)
    assert [place for place, _, _ in opened] == ["op1"]
    assert "3/9" in opened[0][1]
    assert made.total("citations") == 2


def test_what_was_not_understood_is_shown_with_its_words() -> None:
    """The readers' findings are part of the report."""
    made = cover(resolution("1. Requests the Secretary-General to help.\n\n2. Decides to help."), "x")
    assert left(made, Left.FINDING) == []
    noted = cover(resolution("1. Requests the Secretary-General to help.\n\n_______________\n1 See A/90/2."), "x")
    assert any("hangs on no words" in words for _, words, _ in left(noted, Left.FINDING))


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_the_sum_has_what_its_parts_have(sentences: list[str]) -> None:
    """Nothing is lost or counted twice when coverages are added."""
    parts = [covered(sentence) for sentence in sentences]
    whole = summed(parts)
    assert whole.number_of_acts == sum(part.number_of_acts for part in parts)
    assert whole.operative == len(parts)
    for kind in Left:
        assert whole.count(kind) == sum(part.count(kind) for part in parts)
        assert whole.count(kind) == sum(times for _, times, _, _ in commonest(parts, kind))


def test_the_words_left_open_most_often_come_first() -> None:
    """What a rule writer would do next, with the first place."""
    parts = [covered("Rivers shall be clean;", "Lakes shall be deep;"), covered("Lakes shall be deep;")]
    assert [(words, times, one.place) for words, times, _, one in commonest(parts, Left.NO_ACT)] == [
        ("Lakes shall be deep;", 2, "op2"),
        ("Rivers shall be clean;", 1, "op1"),
    ]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coverage") / "public"
    assert lod("build", "--out", folder).exit_code == 0
    return folder


def test_a_dump_reports_what_its_source_does(published: Path) -> None:
    """The published folder needs no source to be reviewed; only the name of the source differs."""
    sources = [json.loads(lod("report", path, "--format", "json").output)["sources"] for path in (BUNDLED, published)]
    assert [one.pop("source") for rows in sources for one in rows] == [str(BUNDLED), BUNDLED.name]
    assert sources[0] == sources[1]


def test_the_report_shows_places_and_words(tmp_path: Path) -> None:
    """For people: the symbol, the counts, and a line for each thing left open."""
    output = lod("report", BUNDLED).output
    assert output.startswith("A/RES/68/230  South-South cooperation")
    assert re.search(r"citations +\d+ recognized, \d+ resolved, \d+ left open", output)
    assert "group of its own words: op17 'all countries in a position to do so' (addressee)" in output


def test_a_source_may_come_from_standard_input() -> None:
    """As everywhere, a dash."""
    result = lod("report", "-", given=BUNDLED.read_text(encoding="utf-8"))
    assert result.exit_code == 0
    assert "A/RES/68/230" in result.output


def test_one_bad_input_stops_no_other(tmp_path: Path) -> None:
    """It is named, the others are reported, and the status says that something failed."""
    (tmp_path / "bad.txt").write_text("no resolution at all")
    (tmp_path / "empty").mkdir()
    result = lod("report", tmp_path / "bad.txt", tmp_path / "none.pdf", tmp_path / "empty", BUNDLED, "--jobs", 1)
    assert result.exit_code == 1
    for name in ("bad.txt", "none.pdf", "empty"):
        assert re.search(rf"lod: .*{name}", result.output)
    assert "A/RES/68/230  South-South cooperation" in result.output
    assert "1 resolution, 3 could not be read" in result.output


def test_a_fault_of_ours_stops_no_other_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told with the file, and what to do with the line."""
    (tmp_path / "odd.txt").write_text(BUNDLED.read_text(encoding="utf-8"), encoding="utf-8")

    def failing(path: Path) -> Resolution:
        if path.name == "odd.txt":
            raise KeyError("odd")
        return read(path)

    monkeypatch.setattr(coverage_module, "read", failing)
    result = lod("report", tmp_path / "odd.txt", BUNDLED, "--jobs", 1)
    assert result.exit_code == 1
    assert re.search(r"odd\.txt: the program failed on it, KeyError .*\(report this line", result.output)
    assert "1 resolution, 1 could not be read" in result.output


def test_a_text_without_symbol_is_reported_all_the_same() -> None:
    """A build leaves it out; a report says what is in it, and that the symbol is missing."""
    text = "The General Assembly,\n\nRecalling the Charter of the United Nations,\n\n1. Decides to help.\n"
    output = lod("report", "-", given=text).output
    assert output.startswith("(no symbol)")
    assert "no symbol in the masthead" in output


def test_json_is_json_though_nothing_could_be_read(tmp_path: Path) -> None:
    """Programs get an empty list and the number of failures."""
    result = lod("report", tmp_path / "none.txt", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["summary"]["unreadable"] == 1


def test_a_report_wants_a_source() -> None:
    """Nothing to report on is bad usage."""
    assert lod("report").exit_code == 2


def test_the_page_links_to_what_was_left_open(published: Path) -> None:
    """The total, the frequent words, and a row a resolution, with links to places that exist."""
    page = parser.fromstring((published / "coverage.html").read_bytes())
    body = (published / "A/RES/68/230.html").read_text(encoding="utf-8")
    links = {str(one.get("href")) for one in page.iter("a") if "#" in str(one.get("href"))}
    links -= {"#content", "index.html#download"}
    assert "A/RES/68/230.html#op17" in links
    assert all(f'id="{link.partition("#")[2]}"' in body for link in links)
    assert "all countries in a position to do so" in [cell.text for cell in page.iter("td")]


def test_the_page_is_linked_from_home(published: Path) -> None:
    """And from the foot of every page."""
    for name in ("index.html", "validation.html", "resolutions.html"):
        assert 'href="coverage.html"' in (published / name).read_text(encoding="utf-8")


def test_a_page_without_anything_open_says_the_counts_only() -> None:
    """No empty tables; every kind has words of its own."""
    page = coverage_page([covered("Recalls its resolution 68/230 of 20 December 2013.")])
    assert "<b>1</b> resolution<" in page
    assert "wordings" not in page
    assert "First in" not in page
    assert set(ABOUT) == set(Left)
