"""What changed between two resolutions: the page, the series, the data."""

import csv
import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.model.resolution import Resolution
from lod.publish.cards import card
from lod.publish.index import Index
from lod.publish.pages.changes import TextChanges, changes_csv, changes_json, changes_of, changes_page
from lod.publish.pages.one_series import SeriesPair, join_series, one_series_page
from lod.review.paragraphs import Comparison, Wording, compare, compared_texts, find_moved
from tests.samples import operative

OLD = (
    "Requests the Secretary-General to count all lamps of the northern coast;",
    "Encourages fishermen to report broken lanterns without delay;",
    "Urges harbour masters to keep their wicks trimmed every evening;",
)
NEW = (
    "Urges harbour masters to keep their wicks trimmed every evening;",
    "Requests the Secretary-General to count all lamps of the southern coast;",
    "Welcomes a new tower;",
)


def text(symbol: str, year: int, paragraphs: tuple[str, ...]) -> Resolution:
    """An invented resolution with a symbol and a day of its own."""
    read = operative(*paragraphs)
    session = symbol.split("/")[2]
    return replace(read, masthead=replace(read.masthead, symbol=symbol, adopted=date(year, 12, 1), session=session))


LATER, EARLIER = text("A/RES/93/1", 2038, NEW), text("A/RES/90/1", 2035, OLD)


def changes() -> TextChanges:
    return changes_of(LATER, EARLIER, compare(LATER, EARLIER))


def test_each_paragraph_says_what_became_of_it() -> None:
    """Those that stayed, changed, came; what was dropped stands behind the one that it followed; one moved."""
    told = [(change.what, change.place, change.earlier, change.moved) for change in changes().changes]
    assert told == [
        ("same", "op1", "op3", True),
        ("reworded", "op2", "op1", False),
        ("dropped", "", "op2", False),
        ("new", "op3", "", False),
    ]


def test_the_page_reads_as_one_text() -> None:
    """Struck words, added words, whole new and dropped paragraphs, each with its place in words and its link."""
    page: parser.HtmlElement = parser.fromstring(changes_page(changes()))
    reworded = page.xpath('//div[@class="change reworded"]')[0]
    assert (reworded.xpath(".//del/text()"), reworded.xpath(".//ins/text()")) == (["northern"], ["southern"])
    assert " ".join(reworded.text_content().split()).startswith("Para. 2 was para. 1 Requests")
    assert reworded.xpath("./p/a/@href") == ["1.html#op2", "../90/1.html#op1"]
    assert page.xpath('//div[@class="change dropped"]//del/text()')[0].startswith("Encourages fishermen")
    assert "moved" in page.xpath('//div[@class="change same"]')[0].text_content()


def test_what_stayed_is_folded() -> None:
    """A run of paragraphs that are the same is one line to open."""
    later = text("A/RES/93/1", 2038, (*OLD, "Welcomes a new tower;"))
    page: parser.HtmlElement = parser.fromstring(changes_page(changes_of(later, EARLIER, compare(later, EARLIER))))
    (summary,) = page.xpath("//details/summary")
    assert summary.text_content() == "3 paragraphs the same: para. 1 to para. 3"


def test_changes_are_data_too() -> None:
    """The words of the page as JSON, and one row a paragraph in the table of all."""
    value = json.loads(changes_json(changes()))
    assert (value["resolution"], value["earlier"]) == ("A/RES/93/1", "A/RES/90/1")
    assert ["added", "southern"] in value["changes"][1]["words"]
    rows = list(
        csv.DictReader(io.StringIO(changes_csv([("A/RES/93/1", "A/RES/90/1", compare(LATER, EARLIER))]).decode()))
    )
    assert [row["change"] for row in rows] == ["same", "reworded", "new", "dropped"]


def test_a_series_follows_each_clause_and_names_what_is_missing() -> None:
    """A line a clause, a column a text; sessions without a text are named."""
    middle = text("A/RES/91/1", 2036, OLD)
    index = Index.of(card(read, annotate(read)) for read in (EARLIER, middle, LATER))
    pairs = [
        SeriesPair(
            later.masthead.symbol,
            earlier.masthead.symbol,
            compare(later, earlier),
            compared_texts(later),
            compared_texts(earlier),
        )
        for later, earlier in ((middle, EARLIER), (LATER, middle))
    ]
    (series,) = join_series(pairs, index)
    assert (series.path, series.symbols) == ("series/a-res-90-1", ("A/RES/90/1", "A/RES/91/1", "A/RES/93/1"))
    page: parser.HtmlElement = parser.fromstring(one_series_page(series, index))
    assert "No text of the series is published here of session 92." in page.text_content()
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")]
    assert rows[0][1:] == ["para. 3", "para. 3 =", "para. 1 ="]
    assert rows[1][1:] == ["para. 1", "para. 1 =", "para. 2 reworded"]
    assert rows[2] == [NEW[2].rstrip(";"), "", "", "para. 3 new"]
    assert rows[3][1:] == ["para. 2", "para. 2 =", ""]


@given(st.permutations(range(7)))
def test_what_did_not_move_stands_in_its_old_order(order: list[int]) -> None:
    """As few as possible are said to have moved: the others rise, and no one more could stay."""
    wordings = tuple(Wording(f"op{at}", f"op{before}", same=True) for at, before in enumerate(order))
    moved = find_moved(Comparison(wordings), [f"op{n}" for n in range(7)])
    stayed = [before for at, before in enumerate(order) if f"op{at}" not in moved]
    assert stayed == sorted(stayed)
    assert len(stayed) == max(_longest(order, at) for at in range(7))


def _longest(order: list[int], at: int) -> int:
    """The length of the longest rising run that ends at a place, by trying all."""
    return 1 + max((_longest(order, before) for before in range(at) if order[before] < order[at]), default=0)
