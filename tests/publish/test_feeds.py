"""Feeds of what is new: the latest first, each entry with its page and its data, the same bytes for the same input."""

import datetime as dt

import pytest
from lxml import etree
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.publish.cards import card
from lod.publish.feeds import ALL, feeds
from lod.publish.index import Index
from tests.samples import resolution

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def index() -> Index:
    """Three resolutions: two of one committee, one adopted without reference to one; one title has signs of XML."""
    read = resolution("1. Decides to act;", number="90/1")
    one = card(read, annotate(read))
    second = replace(one, committee="Second Committee", title="Rivers & <lakes>")
    made = (
        replace(second, symbol="A/RES/90/1", issued=dt.date(2036, 3, 1)),
        replace(second, symbol="A/RES/90/2", issued=dt.date(2036, 3, 2)),
        replace(one, symbol="A/RES/90/3", issued=None, adopted=dt.date(2036, 2, 1), committee=None),
        replace(one, symbol="A/RES/90/4", issued=None, adopted=None, committee=None),
    )
    return Index.of(made)


def test_there_is_one_of_all_and_one_of_each_committee(index: Index) -> None:
    assert [path for path, _ in feeds(index, "us")] == [ALL, "feeds/second-committee.atom"]


def test_the_latest_stands_first_and_what_has_no_day_is_left_out(index: Index) -> None:
    feed = etree.fromstring(dict(feeds(index, "us"))[ALL])
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == [
        f"https://w3id.org/unres/A/RES/90/{number}" for number in (2, 1, 3)
    ]
    assert feed.findtext("a:updated", namespaces=ATOM) == "2036-03-02T00:00:00Z"
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "us"


def test_an_entry_leads_to_its_page_and_its_data(index: Index) -> None:
    feed = etree.fromstring(dict(feeds(index, "us"))["feeds/second-committee.atom"])
    entry = feed.findall("a:entry", namespaces=ATOM)[1]
    assert entry.findtext("a:title", namespaces=ATOM) == "A/RES/90/1: Rivers & <lakes>"
    assert entry.xpath("a:link/@href", namespaces=ATOM) == [
        "https://w3id.org/unres/A/RES/90/1.html",
        "https://w3id.org/unres/A/RES/90/1.ttl",
    ]


def test_without_a_day_there_is_no_feed(index: Index) -> None:
    assert list(feeds(Index.of([index.cards["A/RES/90/4"]]), "us")) == []
