"""What pages count of States, offices, verbs, topics and agenda items, from the index alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.model.resolution import Ballot, Outcome, Record
from lod.publish.cards import Card, GoalHeld, Occurrence, Topic, card
from lod.publish.index import Ballots, Index
from lod.publish.pages.agenda import agenda_pages, agenda_series
from lod.publish.pages.cited import cited_by_function
from lod.publish.pages.duties import ShownName
from lod.publish.pages.entities import entity_page, entity_pages
from lod.publish.pages.goals import goal_pages
from lod.publish.pages.occurrences import SPLIT_VOTES
from lod.publish.pages.profiles import asked_by_verb, topic_profile, voting_record, whom_addressed
from lod.publish.pages.record import Tally, votes_by_region
from tests.samples import operative

LIGHTS = Topic("LIGHTS", "http://metadata.un.org/thesaurus/9", "subjects/9")
#: Votes of three States on three resolutions; Uganda cast none on the third.
VOTES = {
    "A/RES/90/1": {"UGANDA": "inFavour", "KENYA": "inFavour", "FRANCE": "against"},
    "A/RES/90/2": {"UGANDA": "abstaining", "KENYA": "abstaining", "FRANCE": "inFavour"},
    "A/RES/91/3": {"KENYA": "against", "FRANCE": "against"},
}


def voted(symbol: str, votes: dict[str, str]) -> Card:
    read = operative("Requests the Secretary-General to submit to it at its ninety-second session a report on lamps;")
    number = int(symbol.rpartition("/")[2])
    head = replace(
        read.masthead,
        symbol=symbol,
        session=symbol.split("/")[2],
        adopted=date(2035, 12, number),
        agenda_items=(f"{70 + number}",),
        agenda_title="Lights at sea",
    )
    ballots = tuple(Ballot(state, vote) for state, vote in votes.items())
    made = replace(read, masthead=head, record=Record(Outcome.RECORDED_VOTE, ballots))
    return replace(card(made, annotate(made)), subjects=(LIGHTS,), goals=(GoalHeld(14, (), tagged=True),))


def tree(page: str) -> parser.HtmlElement:
    """A page as elements."""
    return parser.fromstring(page)


#: One vote, and its occurrences under another symbol.
CAST = voted("A/RES/90/1", VOTES["A/RES/90/1"])


def moved(symbol: str) -> tuple[Occurrence, ...]:
    return tuple(replace(o, symbol=symbol) for o in CAST.occurrences if o.relation == "voted")


INDEX = Index.of([voted(symbol, votes) for symbol, votes in VOTES.items()])


def test_a_state_has_its_votes_by_topic_and_beside_those_of_others() -> None:
    record = voting_record("country/uga", INDEX)
    assert record is not None
    assert [(cast.card.symbol, cast.vote) for cast in record.votes] == [
        ("A/RES/90/2", "abstaining"),
        ("A/RES/90/1", "inFavour"),
    ]
    assert [(topic.name, topic.total) for topic in record.topics] == [("Goal 14", 2), ("LIGHTS", 2)]
    assert [(other.path, other.alike, other.together, other.share) for other in record.others] == [
        ("country/ken", 2, 2, 100),
        ("country/fra", 0, 2, 0),
    ]
    assert [region for region, _ in record.regions] == ["Africa", "Europe"]


def test_a_state_that_voted_often_has_a_page_for_each_session() -> None:
    """Its own page sums all votes and leads to those of each session, which can be narrowed and saved there."""
    often = {f"A/RES/{90 + number % 2}/{number}": VOTES["A/RES/90/1"] for number in range(1, SPLIT_VOTES + 2)}
    index = Index.of(
        [replace(CAST, symbol=symbol, session=symbol.split("/")[2], occurrences=moved(symbol)) for symbol in often]
    )
    pages = {path: tree(page) for path, page in entity_pages("country/uga", [], index)}
    assert list(pages) == [f"country/uga{end}" for end in ("", ".session-91", ".session-90")]
    whole = pages["country/uga"]
    (section,) = whole.xpath('//section[h2[@id="voted"]]')
    assert section.xpath("string(h2/span)") == "101"
    assert not section.xpath(".//table[@data-save]")
    assert [(a.text, a.get("href")) for a in section.xpath("p/a[contains(@href, 'session')]")] == [
        ("91st session", "uga.session-91.html#voted"),
        ("90th session", "uga.session-90.html#voted"),
    ]
    assert section.xpath('.//summary[contains(., "Agreement")]')
    shown = {
        path: page.xpath('//section[h2[@id="voted"]]//table[@data-save]//tbody/tr') for path, page in pages.items()
    }
    assert [len(rows) for rows in shown.values()] == [0, 51, 50]
    assert sorted(row.xpath("string(td)") for rows in shown.values() for row in rows) == sorted(often)
    assert {row.xpath("string(td[4])") for rows in shown.values() for row in rows} == {"In favour"}
    for page in list(pages.values())[1:]:
        assert page.xpath("//table[@data-filter and @data-choices and @data-save]//th[@data-choice]/text()") == ["Vote"]


def test_a_state_that_voted_often_in_one_session_has_one_page() -> None:
    """A page for that session alone would hold as much."""
    cards = [replace(CAST, symbol=f"A/RES/90/{n}", occurrences=moved(f"A/RES/90/{n}")) for n in range(SPLIT_VOTES + 1)]
    ((_, page),) = entity_pages("country/uga", [], Index.of(cards))
    assert len(tree(page).xpath('//section[h2[@id="voted"]]//table[@data-save]//tbody/tr')) == SPLIT_VOTES + 1


def test_a_goal_that_many_resolutions_have_has_a_page_for_each_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own page says with what it goes together and who is asked, and leads to what is due and voted, by session."""
    assert [path for path, _ in goal_pages(INDEX)] == ["goals", "goals/14"]
    monkeypatch.setattr("lod.publish.pages.goals.SPLIT_GOAL", 2)
    pages = {path: tree(page) for path, page in goal_pages(INDEX)}
    assert list(pages) == ["goals", "goals/14.session-91", "goals/14.session-90", "goals/14"]
    whole = pages["goals/14"]
    assert whole.xpath("//main//section/h2/@id") == ["topics", "asked"]
    counts = whole.xpath('//section[@class="occurrences"]//tbody//td/a')
    assert [(cell.text, cell.get("href")) for cell in counts] == [
        (count, f"14.session-{session}.html#{place}")
        for session, count in (("91", "1"), ("90", "2"))
        for place in ("due", "votes", "tagged")
    ]
    for session, symbols in (("91", ["A/RES/91/3"]), ("90", ["A/RES/90/1", "A/RES/90/2"])):
        sheet = pages[f"goals/14.session-{session}"]
        assert sheet.xpath("//main//section/h2/@id") == ["due", "votes", "tagged"]
        assert sheet.xpath('//section[h2[@id="votes"]]//tbody/tr/td[1]/a/text()') == symbols
        assert sheet.xpath('//ul[@class="jump"]/li/a/@href') == ["#due", "#votes", "#tagged"]
        assert sheet.xpath('//p[@class="symbol"]/a/@href') == ["14.html"]
        assert sheet.xpath("substring-before(string(//h1), ',')") == "Goal 14"


def test_a_state_without_votes_has_no_record() -> None:
    assert voting_record("country/per", INDEX) is None


@given(st.lists(st.tuples(*[st.sampled_from(["inFavour", "against", "abstaining", ""])] * 2), min_size=1, max_size=80))
def test_agreement_is_counted_over_votes_of_both(pairs: list[tuple[str, str]]) -> None:
    """As one would count by hand, and the same from either side."""

    def ballots(own: list[str]) -> Ballots:
        kinds = ("inFavour", "against", "abstaining")
        return Ballots(*(f"{sum(1 << at for at, vote in enumerate(own) if vote == kind):x}" for kind in kinds))

    one, other = ballots([a for a, _ in pairs]), ballots([b for _, b in pairs])
    alike = sum(a == b != "" for a, b in pairs)
    assert one.agreement(other) == other.agreement(one) == (alike, sum(bool(a and b) for a, b in pairs))


def test_an_office_is_asked_by_verb_and_session() -> None:
    matrix = asked_by_verb(INDEX.of_thing("actor/secretary-general"), INDEX)
    assert matrix is not None
    assert matrix.columns == ("91st session", "90th session")
    assert matrix.rows == (("requests", "verb/requests", (1, 2), 3),)


def test_a_verb_says_whom_it_addresses() -> None:
    assert whom_addressed("requests", INDEX) == (("Secretary-General", "actor/secretary-general", 3),)


def test_a_topic_says_what_its_resolutions_do() -> None:
    """Votes, reports due with their sessions, who is asked, and the topics beside it."""
    profile = topic_profile("subjects/9", tuple(INDEX.cards.values()), INDEX)
    assert len(profile.votes) == 3
    assert {session for session, _, _ in profile.due} == {"92nd session"}
    assert profile.asked == (("Secretary-General", "actor/secretary-general", 3),)
    assert profile.topics == (("Goal 14", "goals/14", 3),)


def test_an_agenda_item_goes_through_the_years_by_its_title() -> None:
    (series,) = agenda_series(INDEX)
    assert [(item.session, item.number) for item in series.items] == [
        ("session/91", "73"),
        ("session/90", "71"),
        ("session/90", "72"),
    ]
    pages = dict(agenda_pages(INDEX))
    page = tree(pages["agenda/lights-at-sea"])
    assert "../A/RES/91/3.html" in page.xpath("//main//a/@href")
    votes = [span.text for span in page.xpath('//li/span[@class="detail"]')]
    assert votes == ["· 2 against", "· 2 in favour, 1 against", "· 1 in favour, 2 abstaining"]
    item = tree(entity_page("session/91/item/73", [], INDEX))
    assert "../../../agenda/lights-at-sea.html" in item.xpath("//main//a/@href")


def test_a_vote_is_drawn_by_region() -> None:
    """A square for each State; Members without a ballot are empty squares; an unknown State leaves no picture."""
    votes = (("UGANDA", "inFavour"), ("KENYA", "inFavour"), ("FRANCE", "against"))
    record = Record(Outcome.RECORDED_VOTE, tuple(Ballot(*vote) for vote in votes))
    counted = Tally((("inFavour", 2), ("against", 1)), ((ShownName("Peru"), "country/per"),))
    drawn = {region.region: region for region in votes_by_region(record, counted)}
    assert {name: region.counts for name, region in drawn.items()} == {
        "Africa": (("inFavour", 2),),
        "Americas": ((None, 1),),
        "Europe": (("against", 1),),
    }
    assert drawn["Africa"].squares == (("inFavour", "M0 0h8v8h-8zM10 0h8v8h-8z"),)
    odd = replace(record, ballots=(*record.ballots, Ballot("ATLANTIS", "against")))
    assert votes_by_region(odd, counted) == []


def test_what_a_resolution_cites_is_told_by_function() -> None:
    """Each document once, with how often the function occurs; the most frequent first."""
    read = operative(
        "Recalls its resolutions 68/230 and 70/1, and recalls also its resolution 68/230.", "Notes the Charter."
    )
    told = cited_by_function(annotate(read))
    assert (told[0].function, told[0].count) == ("recalling", 3)
    assert [path for _, path in told[0].documents] == ["A/RES/68/230", "A/RES/70/1"]
