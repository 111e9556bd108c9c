"""The home page and the lists: everything is found, under headings, by its real name, on pages of a fair size."""

import re

import pytest
from lxml import html as parser
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.graph.concepts import vocabulary_triples
from lod.publish.cards import Card, Occurrence, Topic, card
from lod.publish.index import Index
from lod.publish.pages.headings import ACTOR_TYPES, DOCUMENTS_WITHOUT_SYMBOL
from lod.publish.pages.lists import LONG, list_pages
from tests.samples import TESTS, bundled, bundled_annotations, operative

CASES = TESTS / "cases"


def pages(*cards: Card) -> dict[str, parser.HtmlElement]:
    """The lists over some cards, as elements."""
    made = list_pages(Index.of(cards))
    return {path: parser.fromstring(page) for path, page in made}


def seed(**changes: object) -> Card:
    return replace(card(bundled(), bundled_annotations()), **changes)


def sections(page: parser.HtmlElement) -> dict[str, list[str]]:
    """The names below each heading of a list."""
    return {
        section.find("h2").text.strip(): [link.text for link in section.xpath("ul/li/a")]
        for section in page.xpath("//section[@id]")
    }


@pytest.fixture(scope="module")
def lists() -> dict[str, parser.HtmlElement]:
    return pages(seed())


def test_actors_stand_under_their_types_and_described_groups_last(lists: dict[str, parser.HtmlElement]) -> None:
    """Authorities first, by type, with a jump list that counts; then groups in a paragraph's own words."""
    found = sections(lists["actors"])
    assert next(iter(found)) == "Principal organs"
    assert list(found)[-1] == "Groups in a paragraph's own words"
    assert "Secretary-General" in found["Officials"]
    assert "all countries in a position to do so" in found["Groups in a paragraph's own words"]
    jump = {link.get("href"): link.text for link in lists["actors"].xpath('//ul[@class="jump"]/li/a')}
    assert jump["#officials"] == "Officials"
    assert [item.get("id") for item in lists["actors"].xpath("//section")] == [href[1:] for href in jump]


def test_every_actor_type_has_a_heading() -> None:
    """The scheme of the ontology and the headings of the list have the same members."""
    start = "https://w3id.org/unres/actor-type/"
    types = {t.subject.value.removeprefix(start) for t in vocabulary_triples() if t.subject.value.startswith(start)}  # type: ignore[union-attr]  # named nodes
    assert set(ACTOR_TYPES) == types


def test_a_described_fund_and_group_are_called_as_they_are_printed_most() -> None:
    """Never by a slug; the wording that occurs most often counts."""
    read = operative(
        "Welcomes the Rivers Recovery Fund;",
        "Requests the Rivers Recovery Fund to help;",
        "Invites wise keepers to act.",
    )
    made = pages(card(read, annotate(read)))
    assert sections(made["funds"]) == {"Funds in a paragraph's own words": ["Rivers Recovery Fund"]}


def test_documents_stand_under_their_body_and_kind(lists: dict[str, parser.HtmlElement]) -> None:
    """Named instruments, resolutions, documents, decisions, publications, each by a name that people use."""
    found = sections(lists["instruments"])
    assert list(found)[:2] == ["Charters, treaties, declarations and outcomes by name", "General Assembly: resolutions"]
    assert "A/RES/57/270B" in found["General Assembly: resolutions"]
    assert "High-level Committee on South-South Cooperation, decision 17/1" in found["Decisions"]
    assert found["United Nations publications"] == ["United Nations publication, Sales No. E.78.II.A.11"]


def test_every_kind_of_document_that_rules_find_has_a_heading() -> None:
    """What the cases of citations cite, with a symbol or without, is in the list of documents, and under a heading."""
    found = re.findall(r" -> ([a-z-]+)/", (CASES / "citations.txt").read_text() + (CASES / "notes.txt").read_text())
    assert {"instrument", "resolution", "decision", "treaty-series", "document"} <= set(found)
    assert set(found) - set(DOCUMENTS_WITHOUT_SYMBOL) == set()
    made = pages(seed(occurrences=(Occurrence("resolution/cnd/65/3", "cites", "A/RES/68/230", "op1"),)))
    named = "Commission on Narcotic Drugs, resolution 65/3"
    assert sections(made["instruments"]) == {"Resolutions without a symbol": [named]}


def test_long_groups_of_a_long_list_have_pages_of_their_own_by_session() -> None:
    """The list leads to them with their counts; no page holds thousands of rows that nothing parts."""
    cited = [Occurrence(f"A/RES/{n % 40 + 31}/{n}", "cites", "A/RES/68/230", "op1") for n in range(LONG + 50)]
    made = pages(seed(occurrences=(*cited, Occurrence("A/68/39", "cites", "A/RES/68/230", "op1"))))
    (apart, *_) = made["instruments"].xpath('//ul[@class="jump"]/li')
    assert apart.text_content().split("\n")[0] == "General Assembly: resolutions 1,550"
    assert apart.find("a").get("href") == "instruments/general-assembly-resolutions.html"
    assert list(sections(made["instruments"])) == ["General Assembly: reports, notes and letters"]
    own = sections(made["instruments/general-assembly-resolutions"])
    assert list(own)[:2] == ["70th session", "69th session"]
    assert sum(map(len, own.values())) == LONG + 50


def test_sessions_stand_under_their_body(lists: dict[str, parser.HtmlElement]) -> None:
    """The 18th session of a committee is not taken for the Assembly's."""
    found = sections(lists["sessions"])
    assert found["General Assembly"] == ["68th session", "69th session"]
    committee = "High-level Committee on South-South Cooperation"
    assert found[committee] == [f"{committee}, 18th session"]


def test_from_the_home_page_one_reaches_everything() -> None:
    """Committees, States, subjects, votes, funds, documents, queries, dumps, coverage, vocabulary."""
    topic = Topic("RIVERS", "http://metadata.un.org/thesaurus/9", "subjects/9")
    state = Occurrence("country/uga", "mentions", "A/RES/68/230", "op1")
    held = seed(votes=(("in favour", 3),), subjects=(topic,), occurrences=(*seed().occurrences, state))
    main = {link.get("href") for link in pages(held)["index"].xpath("//main//a")}
    names = (
        "resolutions",
        "committees",
        "countries",
        "topics",
        "votes",
        "funds",
        "instruments",
        "sessions",
        "actors",
    )
    assert main >= {f"{name}.html" for name in (*names, "verbs", "queries", "coverage", "validation", "def")}
    assert main >= {f"data/unres.{kind}.gz" for kind in ("nq", "nt", "ttl", "jsonld", "marc.xml")}
    assert main >= {"committees.html#committee1", "A/RES/68/230.html"}


def test_the_home_page_shows_the_latest() -> None:
    """Twelve resolutions, the last adopted first."""
    later = operative("Urges care.")
    made = pages(seed(), card(later, annotate(later)))["index"]
    assert made.xpath('//ul[@class="cards"]/li/a/b/text()') == ["A/RES/90/1", "A/RES/68/230"]


def test_committees_list_their_resolutions() -> None:
    """In their order, and behind them what went to none."""
    cards = [
        seed(symbol=f"A/RES/68/{n}", committee=name, occurrences=())
        for n, name in enumerate(("Third Committee", None, "First Committee", "Third Committee"), 1)
    ]
    page = pages(*cards)["committees"]
    headings = [" ".join(heading.text_content().split()) for heading in page.xpath("//h2")]
    assert headings == ["First Committee 1", "Third Committee 2", "Without reference to a Main Committee 1"]
    assert page.xpath('//section[@id="committee2"]//li/a/b/text()') == ["A/RES/68/1", "A/RES/68/4"]


def test_a_subject_has_a_page_with_its_resolutions() -> None:
    """Listed by its first letter; its page leads to the thesaurus."""
    topic = Topic("RIVERS", "http://metadata.un.org/thesaurus/9", "subjects/9")
    made = pages(seed(subjects=(topic,)))
    assert sections(made["subjects"]) == {"R": ["RIVERS"]}
    page = made["subjects/9"]
    assert page.xpath("//dd/a/@href") == ["http://metadata.un.org/thesaurus/9"]
    assert page.xpath('//section[@class="occurrences"]//li/a/@href') == ["../A/RES/68/230.html"]


def test_resolutions_stand_under_the_session_of_their_organ() -> None:
    """The latest session first; a council's session is not the Assembly's."""
    cards = (
        seed(),
        seed(symbol="A/RES/9/1", session="9"),
        seed(symbol="A/HRC/RES/9/1", session="9", organ="human-rights-council"),
    )
    links = pages(*cards)["resolutions"].xpath("//h2/a")
    assert [link.text for link in links] == ["68th session", "9th session", "Human Rights Council, 9th session"]
    assert links[2].get("href") == "session/human-rights-council/9.html"


def test_the_home_page_offers_nothing_empty(lists: dict[str, parser.HtmlElement]) -> None:
    """One resolution without votes and series: no door is counted zero, none leads to an empty list."""
    doors = lists["index"].xpath("//ul[@class='doors']/li")
    assert not [door for door in doors if door.findtext("span[@class='count']") == "0"]
    offered = {door.find("a").text for door in doors}
    assert offered >= {"Resolutions", "Actors", "Funds", "Queries"}
    assert not offered & {"Series", "Votes", "Countries", "Topics"}
