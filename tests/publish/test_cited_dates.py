"""The day of a cited resolution is the one on which its citations agree; those that do not are findings."""

import datetime as dt

import pytest
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.publish.cards import card
from lod.publish.cited_dates import agreed_dates, date_triples, disagreements
from lod.publish.index import Index
from tests.samples import resolution

ON_RIVERS = "Recalling its resolution 60/212 of {},\n\n1. Decides to act."


def index_of(*dates: str) -> Index:
    """Texts of session 90, each of which cites resolution 60/212 with a date."""
    cards = []
    for number, day in enumerate(dates, 1):
        read = resolution(ON_RIVERS.format(day), number=f"90/{number}")
        cards.append(card(read, annotate(read)))
    return Index.of(cards)


def test_where_all_agree_the_day_is_the_documents() -> None:
    index = index_of("22 December 2005", "22 December 2005")
    assert agreed_dates(index) == {"A/RES/60/212": dt.date(2005, 12, 22)}
    (triple,) = date_triples(index)
    assert str(triple.subject) == "<https://w3id.org/unres/A/RES/60/212>"
    assert str(triple.object) == '"2005-12-22"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert disagreements(index) == []


def test_where_one_differs_none_is_given_and_the_odd_one_is_found() -> None:
    index = index_of("22 December 2005", "22 December 2005", "23 December 2005")
    assert agreed_dates(index) == {}
    (line,) = disagreements(index)
    assert (line.symbol, line.place, line.severity) == ("A/RES/90/3", "pp1.cit1", "Info")
    assert "2 other citations give 2005-12-22" in line.what


def test_a_tie_is_no_finding() -> None:
    """Nobody knows which of two is right."""
    assert disagreements(index_of("22 December 2005", "23 December 2005")) == []


def test_a_day_after_the_citing_text_is_nobodys() -> None:
    """A misprint of the year: the text of 2036 cannot cite one of 2107."""
    assert agreed_dates(index_of("22 December 2107")) == {}


@pytest.mark.parametrize("day", [dt.date(2036, 2, 20), dt.date(2036, 2, 21)])
def test_the_texts_own_day_is_right(day: dt.date) -> None:
    """A resolution in the data has its own date; a citation with another is found, however many there are."""
    index = index_of("22 December 2005")
    cited = index.cards["A/RES/90/1"]
    of_the_first = replace(cited.cited[0], path="A/RES/90/1", symbol="A/RES/90/1", day=day)
    citing = replace(cited, symbol="A/RES/91/1", cited=(of_the_first,))
    both = Index.of([cited, citing])
    assert "A/RES/90/1" not in agreed_dates(both)
    assert [line.what.partition("; ")[2] for line in disagreements(both)] == (
        [] if day == cited.adopted else ["its own text was adopted on 2036-02-20"]
    )
