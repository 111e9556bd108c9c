"""Paragraphs through a series: which paragraph of last year's text each one comes from."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from lxml import html as parser
from msgspec.structs import replace

from lod.graph.files import load_store
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.model.vocab import UNR
from lod.query.sparql import run
from lod.query.stored import stored_query
from lod.review.paragraphs import Comparison, compare
from tests.runner import lod
from tests.samples import operative, resolution

SHARE = "Encourages the regional commissions to share what they know of rivers;"
CLEAN = "Invites civil society and the private sector to keep rivers clean;"
REPORT = "Requests the Secretary-General to submit to the General Assembly a report on the care of rivers."
OTHER = "Requests the Secretary-General to submit to the General Assembly a list of lighthouses."


def earlier(later: Resolution, before: Resolution) -> dict[str, str]:
    return {found.place: found.earlier for found in compare(later, before).wordings}


def test_the_same_words_are_found_wherever_they_stand() -> None:
    """Also behind another sign at the end, since the last paragraph ends with a full stop."""
    assert earlier(operative(CLEAN, SHARE.replace(";", ".")), operative(SHARE, CLEAN)) == {"op1": "op2", "op2": "op1"}


def test_signs_of_the_printer_change_no_words() -> None:
    """A hyphen that holds a line together is last year's hyphen."""
    found = compare(
        operative(CLEAN.replace("society", "society’s non\u2011State")),
        operative(CLEAN.replace("society", "society's non-State")),
    )
    assert [wording.same for wording in found.wordings] == [True]


def test_a_clause_that_moved_and_was_reworded_is_found() -> None:
    """By the words that both share, though another paragraph stands at its place now."""
    reworded = CLEAN.replace("rivers clean", "rivers and lakes clean at all times")
    assert earlier(operative(REPORT, SHARE, reworded), operative(CLEAN, SHARE)) == {"op2": "op2", "op3": "op1"}


def test_words_that_all_resolutions_share_make_no_two_paragraphs_alike() -> None:
    """A report and a list asked of the same official are two clauses: one is new, one was dropped."""
    old = operative(OTHER, CLEAN, SHARE, REPORT)
    assert earlier(operative(CLEAN, SHARE, REPORT.replace("care of rivers", "state of dams")), old) == {
        "op1": "op2",
        "op2": "op3",
        "op3": "op4",
    }


def test_numbers_and_dates_change_every_year() -> None:
    """Last year's "Recalling its resolution ..." is the earlier wording of this year's."""
    new = resolution("Recalling its resolution 89/4 of 2 December 2034,\n\n1. Decides to act.")
    old = resolution("Recalling its resolution 88/7 of 9 May 2033,\n\n1. Decides to wait for the third committee.")
    assert earlier(new, old) == {"pp1": "pp1"}


def test_each_earlier_paragraph_is_taken_once_and_the_nearest_first() -> None:
    """Of two equal paragraphs each has its own; what then has none is new."""
    assert earlier(operative(SHARE, CLEAN, SHARE), operative(SHARE, SHARE)) == {"op1": "op1", "op3": "op2"}
    assert earlier(operative(SHARE, CLEAN, SHARE), operative(CLEAN, SHARE)) == {"op1": "op2", "op2": "op1"}


def test_preamble_and_operative_part_are_kept_apart() -> None:
    """What the preamble says in like words is another statement."""
    new = resolution("Encouraging the regional commissions to share what they know of rivers,\n\n1. Decides to act.")
    assert "pp1" not in earlier(new, operative(SHARE))


def test_texts_in_two_languages_have_no_wording_in_common() -> None:
    assert earlier(replace(operative(SHARE), language="fr"), operative(SHARE)) == {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of a series, published."""
    folder = tmp_path_factory.mktemp("series")
    preamble = "Recalling its resolution 90/1 of 20 February 2036,\n\n"
    for number, date, body in (
        ("90/1", "20 February 2036", f"1. {SHARE}\n\n2. {CLEAN}\n\n3. {REPORT}"),
        ("91/1", "21 February 2037", f"{preamble}1. {CLEAN.replace('clean', 'clean and quiet')}\n\n2. {REPORT}"),
    ):
        text = resolution(body, number=number).source.text.replace("20 February 2036\n", f"{date}\n")
        session = text.replace("Ninetieth", "Ninety-first") if number == "91/1" else text
        (folder / f"{number.replace('/', '_')}.txt").write_text(session, encoding="utf-8")
    out = folder / "public"
    result = lod("build", *sorted(folder.glob("*.txt")), "--out", out)
    assert result.exit_code == 0, result.output
    return out


def test_a_published_series_says_what_became_of_each_clause(folder: Path) -> None:
    """Query 16 over a build: changed and moved at once, moved, new, dropped."""
    text = stored_query("16-against-last-year").text.replace("A/RES/78/167", "A/RES/91/1")
    rows = run(load_store(folder), text)
    found = [tuple(row[name] and row[name].value for name in ("what", "place", "before")) for row in rows]  # type: ignore[union-attr]
    assert found == [
        ("changed", "op1", "op2"),
        ("dropped", None, "op1"),
        ("moved", "op2", "op3"),
        ("new", "pp1", None),
    ]


def test_the_data_beside_the_page_say_so_too(folder: Path) -> None:
    """In every format: the resolution before, and the earlier wording of each paragraph."""
    later, earlier = f"{DEFAULT_BASE}A/RES/91/1", f"{DEFAULT_BASE}A/RES/90/1"
    for suffix in ("ttl", "jsonld"):
        found = {
            (q.subject.value, q.object.value)
            for q in ox.parse(path=folder / f"A/RES/91/1.{suffix}")
            if q.predicate in (UNR.predecessor, UNR.earlierWording)
        }
        assert found == {
            (later, earlier),
            (f"{later}#op1", f"{earlier}#op2"),
            (f"{later}#op2", f"{earlier}#op3"),
        }, suffix


def test_earlier_wordings_keep_to_the_shapes(folder: Path) -> None:
    """The whole is valid with what only the whole says."""
    result = lod("validate", folder)
    assert result.exit_code == 0, result.output


def test_the_page_leads_a_paragraph_back_and_on(folder: Path) -> None:
    """To the words before it and to what came of them, said whether they are the same; or it is new, or gone."""
    shown = {number: _series_lines(folder / f"A/RES/{number}.html") for number in ("90/1", "91/1")}
    assert shown["91/1"] == {
        "pp1": [("New since", "../90/1.html")],
        "op1": [("Reworded from", "../90/1.html#op2")],
        "op2": [("As in", "../90/1.html#op3")],
    }
    assert shown["90/1"] == {
        "op1": [("Not in", "../91/1.html")],
        "op2": [("Reworded in", "../91/1.html#op1")],
        "op3": [("Again in", "../91/1.html#op2")],
    }


def test_the_page_names_what_was_not_taken_over(folder: Path) -> None:
    """Above the text, since it stands nowhere in it."""
    dropped = parser.parse(folder / "A/RES/91/1.html").xpath("//dt[.='Not taken over from it']/following-sibling::dd/a")
    assert [(a.text, a.get("href")) for a in dropped] == [("para. 1", "../90/1.html#op1")]


def test_the_page_of_series_counts_what_stayed_changed_came_and_went(folder: Path) -> None:
    """A row for each resolution that has one before it."""
    rows = parser.parse(folder / "series.html").xpath("//tbody/tr")
    cells = [[cell.text_content() for cell in row.xpath("./td")] for row in rows]
    assert [(symbol, *counts) for symbol, _, *counts in cells] == [("A/RES/91/1", "A/RES/90/1", "1", "1", "1", "1")]
    links = ["A/RES/91/1.html", "A/RES/91/1.changes.html", "A/RES/90/1.html"]
    assert [a.get("href") for a in rows[0].xpath(".//a")] == links


def test_nothing_is_new_where_no_words_can_be_compared() -> None:
    """Texts in two languages, or on two matters: what has nothing in common tells nothing."""
    for other in (replace(operative(CLEAN), language="fr"), operative("Decides to meet every year.")):
        assert compare(operative(SHARE), other) == Comparison()


def test_the_page_shows_what_was_reworded(folder: Path) -> None:
    """Word by word, on the page of the later text only."""
    shown = {number: parser.parse(folder / f"A/RES/{number}.html") for number in ("90/1", "91/1")}
    (edits,) = shown["91/1"].xpath("//*[@id='op1']//details[@class='edits']/p")
    assert edits.text_content() == "… private sector to keep rivers clean and quiet"
    assert [(word.tag, word.text) for word in edits.xpath("./*")] == [("ins", "and quiet")]
    assert not shown["90/1"].xpath("//details[@class='edits']")


def _series_lines(page: Path) -> dict[str, list[tuple[str, str]]]:
    """What stands beside each paragraph of its series: (words, link)."""
    parts = parser.parse(page).xpath("//*[contains(@class, 'part ')]")
    lines = {part.get("id"): part.xpath(".//p[@class='series']") for part in parts}
    return {
        place: [(p.text.strip(), p.find("a").get("href")) for p in found] for place, found in lines.items() if found
    }
