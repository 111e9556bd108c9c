"""Pages: passages as HTML, the resolution's page, pages of other things, links."""

import datetime as dt
import json
import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.data.subjects import load_thesaurus
from lod.model.resolution import Ballot, CommitteeReport, Mark, Outcome, PartKind, Record, Subject
from lod.publish.cards import Card, Occurrence, card
from lod.publish.index import Index
from lod.publish.pages.entities import entity_page, entity_pages
from lod.publish.pages.environment import Linker
from lod.publish.pages.markup import Marked, cut_spans, mark_up
from lod.publish.pages.occurrences import LOADED, texts_by_year
from lod.publish.pages.resolution import language_path, render_reading, render_resolution
from lod.read.read import read_bytes
from tests import graph_sample
from tests.samples import bundled, bundled_annotations, operative, parts


def index() -> Index:
    return Index.of([card(bundled(), bundled_annotations())])


@pytest.fixture(scope="module")
def page() -> parser.HtmlElement:
    return parser.fromstring(render_resolution(bundled(), bundled_annotations(), index()))


def tree(page: str) -> parser.HtmlElement:
    """A page as elements."""
    return parser.fromstring(page)


def words(element: parser.HtmlElement) -> str:
    """The text of an element without footnote marks, white space folded."""
    for mark in element.xpath(".//sup"):
        mark.drop_tree()
    return " ".join(element.text_content().split())


@given(st.data())
def test_marking_up_loses_nothing_and_is_well_formed(data: st.DataObject) -> None:
    """However spans overlap, the HTML without its tags is the text, and every tag is closed."""
    text = data.draw(st.text(alphabet='abc <&>"é', max_size=30))
    ends = st.integers(0, len(text))
    spans = [
        Marked(
            min(a, b),
            max(a, b),
            data.draw(st.sampled_from(["cited", "name", "verb"])),
            data.draw(st.sampled_from(["", "x"])),
        )
        for a, b in data.draw(st.lists(st.tuples(ends, ends), max_size=6))
    ]
    made = str(mark_up(text, spans))
    assert unescape(re.sub(r"<[^>]*>", "", made)) == text
    parser.fragment_fromstring(f"<p>{made}</p>")
    assert made.count("<a ") == made.count("</a>")
    assert "<a" not in re.sub(r"<a [^>]*>.*?</a>", "", made, flags=re.DOTALL)


def test_a_footnote_mark_leads_to_its_note_and_back() -> None:
    """The mark stands where it was printed."""
    made = str(mark_up("Rivers, lakes", [], [Mark("2", 7)], "op1"))
    assert made == 'Rivers,<sup><a href="#fn2" id="op1.ref-fn2">2</a></sup> lakes'


def test_a_span_has_its_id_where_its_words_begin_and_a_link_is_one() -> None:
    """A name inside a cited title, and an open reference: each IRI leads to its words; no id comes twice."""
    spans = [
        Marked(0, 15, "cited", "x.html", place="op1.cit1"),
        Marked(10, 15, "name", "y.html", place="op1.mention1"),
        Marked(16, 20, "open", place="op1.cit2"),
    ]
    made = str(mark_up("Report of Board and more", spans, [Mark("1", 6)], "op1"))
    assert re.findall(r' id="([^"]+)"', made) == ["op1.cit1", "op1.ref-fn1", "op1.mention1", "op1.cit2"]
    assert '<span id="op1.mention1">Board</span></a> <span id="op1.cit2">and </span>more' in made
    assert made.count('href="x.html"') == 2  # before and behind the note's mark


def test_a_mark_whose_note_is_not_known_leads_nowhere() -> None:
    """No dead link; its place stays."""
    made = str(mark_up("Rivers", [], [Mark("2", 6)], "op1", lambda mark: ""))
    assert made == 'Rivers<sup id="op1.ref-fn2">2</sup>'


def test_every_paragraph_stands_on_the_page_at_its_place(page: parser.HtmlElement) -> None:
    """The id of a paragraph is its fragment; its words are all there."""
    for place, part in parts(bundled()).items():
        (element,) = page.xpath(f'//*[@id="{place}"]//div[@class="words"]/p')
        assert words(element) == part.passage.text


def test_the_notes_stand_on_the_page(page: parser.HtmlElement) -> None:
    """Each with its mark and the way back."""
    notes = page.xpath('//section[@class="notes"]//li')
    assert [note.get("id") for note in notes] == [f"fn{n}" for n in range(1, 7)]
    assert notes[0].xpath('.//a[@class="back"]/@href') == ["#pp2"]


def test_the_margin_says_what_op17_does(page: parser.HtmlElement) -> None:
    """Acts with their first words, addressees and the two funds beside the paragraph."""
    aside = words(page.xpath('//*[@id="op17"]//aside')[0])
    assert aside.startswith("recognizes the need to mobilize adequate resources")
    assert "invites all countries in a position to do so to contribute in support" in aside
    assert "Pérez-Guerrero Trust Fund for South-South Cooperation" in aside


def test_the_checklist_names_who_is_asked(page: parser.HtmlElement) -> None:
    """What the resolution asks of the United Nations development system, with the paragraph and the first words."""
    rows = [words(row) for row in page.xpath('//details[@class="asks"]//li')]
    asked = "para. 15 requests United Nations development system to continue improving coordination among its agencies"
    assert any(row.startswith(asked) for row in rows)


def test_the_page_embeds_schema_org_and_links_its_data(page: parser.HtmlElement) -> None:
    """JSON-LD for search engines, rel=alternate for data clients, the IRI as canonical."""
    value = json.loads(page.xpath('//script[@type="application/ld+json"]/text()')[0])
    assert (value["@type"], value["legislationIdentifier"]) == ("Legislation", "A/RES/68/230")
    assert "https://w3id.org/unres/A/RES/57/270B" in value["citation"]
    alternates = {link.get("type"): link.get("href") for link in page.xpath('//link[@rel="alternate"]')}
    assert alternates["text/turtle"] == "230.ttl"
    assert page.xpath('//link[@rel="canonical"]/@href') == ["https://w3id.org/unres/A/RES/68/230"]


def test_headings_come_in_order_and_there_is_one_first(page: parser.HtmlElement) -> None:
    """Readers with assistive tools find the way."""
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert page.get("lang") == "en"


def test_a_fund_page_says_who_set_it_up_who_runs_it_and_where_it_occurs() -> None:
    """Facts with their source, the call for contributions with its paragraph."""
    text = words(parser.fromstring(entity_page("fund/perez-guerrero-trust-fund", [], index())))
    assert "Set up byA/RES/38/201, 1983-12-20" in text
    assert "Calls for contributions 1" in text
    assert "para. 17" in text


def test_a_cited_document_says_who_cites_it() -> None:
    """With place and function."""
    text = words(parser.fromstring(entity_page("A/RES/57/263", [], index())))
    assert "Cited by 1" in text
    assert "para. 17 in accordance with 57/263" in text


def test_the_margin_names_each_act_by_its_id(page: parser.HtmlElement) -> None:
    """The IRI of the second act of op17 leads to its row."""
    (row,) = page.xpath('//*[@id="op17.act2"]')
    assert row.tag == "li"
    assert words(row).startswith("invites all countries")


def test_an_agenda_item_is_written_as_it_is_printed(page: parser.HtmlElement) -> None:
    """ "24 (b)", not the "24b" of its IRI."""
    (link,) = page.xpath('//dt[.="Agenda item"]/following-sibling::dd/a')
    assert (link.text, link.get("href")) == ("24 (b)", "../../../session/68/item/24b.html")
    assert "Agenda item 24 (b), 68th session" in entity_page("session/68/item/24b", [], index())


def test_a_session_tells_of_whom_its_reports_are_asked() -> None:
    """Whose report it is stands before what it is about."""
    due = tree(entity_page("session/69", [], index())).xpath('//h2[@id="due"]/..')[0]
    report = "Secretary-General: comprehensive report on the state of South-South cooperation"
    assert words(due.xpath(".//li/ul/li")[0]) == f"para. 21 requests {report}"


def test_an_actors_texts_are_queried_year_by_year() -> None:
    """Its page leads to the query page with the resolutions of a year; of too many to the choice of sessions."""
    page = tree(entity_page("fund/perez-guerrero-trust-fund", [], index()))
    (link,) = page.xpath('//a[contains(@href, "query.html?data=one")]')
    assert (link.text_content(), link.get("href")) == ("2013", "../query.html?data=one%3AA/RES/68/230")
    one = replace(index().cards["A/RES/68/230"], adopted=dt.date(2001, 2, 3))
    many = Index.of([replace(one, symbol=f"A/RES/55/{n}") for n in range(LOADED + 1)])
    occurrences = [Occurrence("actor/x", "mentions", symbol) for symbol in many.cards]
    (year,) = texts_by_year(occurrences, many)
    assert (year.year, len(year.symbols), year.part) == (2001, LOADED + 1, "")


def test_a_fund_names_who_runs_it() -> None:
    """By name, with a link; not by a path."""
    made = tree(entity_page("fund/united-nations-fund-for-south-south-cooperation", [], index()))
    (link,) = made.xpath('//dt[.="Administered by"]/following-sibling::dd/a')
    assert (link.text, link.get("href")) == (
        "United Nations Office for South-South Cooperation",
        "../actor/unossc.html",
    )


def test_a_page_escapes_what_a_text_prints() -> None:
    """Signs of HTML in a resolution's words stay words."""
    read = operative("Requests the <b>Board</b> & others to act.")
    page = render_resolution(read, annotate(read), Index.of([]))
    assert "<b>Board</b>" not in page
    assert "&lt;b&gt;Board&lt;/b&gt; &amp; others" in page


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index", "actor/undp", "actor/undp.html"),
        ("A/RES/68/230", "A/RES/64/222", "../64/222.html"),
        ("A/RES/68/230", "actor/undp", "../../../actor/undp.html"),
        ("actor/undp", "S/RES/2098(2013)", "../S/RES/2098(2013).html"),
    ],
)
def test_links_are_relative(page: str, target: str, expected: str) -> None:
    """The site works from any folder and from a disk."""
    assert Linker(page)(target) == expected


def test_the_index_orders_symbols_as_people_count() -> None:
    """78/9 comes before 78/10."""
    one = card(bundled(), bundled_annotations())
    symbols = ["A/RES/78/10", "A/RES/78/9", "A/RES/9/1"]
    assert list(Index.of([replace(one, symbol=symbol) for symbol in symbols]).cards) == symbols[::-1]


def test_each_language_has_a_page_and_the_switch_leads_to_it() -> None:
    """The IRI is one in all languages; Arabic is set from right to left; the pages name each other."""
    english = operative("Urges care.")
    arabic = replace(english, language="ar")
    page = tree(render_reading(english, arabic, annotate(arabic), Index.of([]), (arabic,)))
    assert language_path(english, arabic) == "A/RES/90/1/ar"
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath('//link[@rel="canonical"]/@href') == ["https://w3id.org/unres/A/RES/90/1/ar"]
    assert page.xpath("//link[@hreflang]/@hreflang") == ["ar", "en"]
    switch = {link.get("hreflang"): link.get("href") for link in page.xpath('//nav[@class="languages"]/a')}
    assert switch == {"en": "../1.html"}
    main = tree(render_reading(english, english, annotate(english), Index.of([]), (arabic,)))
    assert main.xpath('//nav[@class="languages"]/a/@href') == ["1/ar.html"]


@pytest.mark.parametrize(("symbol", "shown"), [("A/90/7", "A/90/7, пункт 8"), ("A/90/8", "A/90/7, para. 8")])
def test_the_place_in_the_report_is_told_as_the_reading_prints_it(symbol: str, shown: str) -> None:
    """That of another report than the main reading's stands there as the main reading has it."""
    english, other = (
        replace(
            made, masthead=replace(made.masthead, report=CommitteeReport(report, place), committee="Second Committee")
        )
        for made, report, place in ((operative("Urges care."), "A/90/7", "para. 8"), (operative(""), symbol, "пункт 8"))
    )
    russian = replace(other, language="ru")
    page = tree(render_reading(english, russian, annotate(russian), Index.of([]), (russian,)))
    assert shown in [words(given) for given in page.xpath("//dd")]


@pytest.mark.parametrize(
    ("words", "preambular", "shown"),
    [
        ("Noting with deep concern that lamps fail,", True, ["Noting with deep concern"]),
        ("Further requests the Secretary-General to care.", False, ["Further requests"]),
        ("Urges care, and requests the Secretary-General to care.", False, ["Urges", "requests"]),
        ("In this regard, requests the Secretary-General to care.", False, ["requests"]),
    ],
)
def test_a_text_without_type_is_set_as_organs_print_it(words: str, preambular: bool, shown: list[str]) -> None:
    """The whole opening of a preambular paragraph; a verb with an adverb before it, but no words up to a comma."""
    read = operative(words)
    (part,) = read.parts
    annotations = annotate(read)
    own = replace(read, parts=(replace(part, kind=PartKind.PREAMBULAR if preambular else part.kind),))
    page = tree(render_resolution(own, annotations, Index.of([])))
    assert page.xpath('//div[@class="text"]//em/text()') == shown


def test_headings_of_the_library_stand_in_the_page_s_language() -> None:
    """By the table; in English, and marked so, where it has none."""
    relations = Subject(load_thesaurus().find("SOUTH-SOUTH RELATIONS"), "SOUTH-SOUTH RELATIONS")
    record = Record(subjects=(relations, Subject("", "LAMPS")))
    read = replace(operative("Urges care."), record=record)
    for language, shown in (("zh", ("南南关系", None)), ("fr", ("SOUTH-SOUTH RELATIONS", "en"))):
        other = replace(read, language=language)
        page = tree(render_reading(read, other, annotate(other), Index.of([]), (other,)))
        links = page.xpath('//a[contains(@href, "/subjects/")]')
        assert [(link.text, link.get("lang")) for link in links] == [shown, ("LAMPS", "en")]


def test_a_name_s_tooltip_tells_what_it_does_here_if_anything() -> None:
    """Of one that is only mentioned it would say nothing, hundreds of times on a page."""
    read = operative("Requests the Secretary-General to help Uganda.")
    made = annotate(read)
    page = tree(render_resolution(read, made, Index.of([card(read, made)])))
    assert [(link.text, link.get("title")) for link in page.xpath('//a[@class="name"]')] == [
        ("Secretary-General", "addressee"),
        ("Uganda", None),
    ]


def test_words_that_a_source_sets_off_are_set_off() -> None:
    """To where they end; where the source does not say, the first word of a preambular paragraph alone."""
    read = operative("Charge les gardiens, avec l’appui des ports, de veiller.")
    (part,) = read.parts
    for opening, preambular, shown in ((19, False, ["Charge les gardiens"]), (0, False, []), (0, True, ["Charge"])):
        kind = PartKind.PREAMBULAR if preambular else part.kind
        own = replace(part, kind=kind, passage=replace(part.passage, opening=opening))
        french = replace(read, language="fr", parts=(own,))
        page = tree(render_reading(read, french, annotate(french), Index.of([]), (french,)))
        assert page.xpath('//div[@class="text"]//em/text()') == shown


def test_a_page_in_another_language_says_in_it_what_the_paragraphs_do() -> None:
    """By the acts of the English text: the kind of act, names of the tables, when it is due; else English names."""
    english = operative(
        "Requests the Secretary-General to submit to the General Assembly at its ninety-first session a report.",
        "Invites Member States and river keepers to care.",
    )
    said = annotate(english)
    french = replace(english, language="fr")
    page = tree(render_reading(english, french, annotate(french), Index.of([]), (french,), english=said))
    asked, invited = page.xpath('//div[@class="text"]//aside')
    assert asked.get("aria-label") == "Ce que fait : par. 1"
    assert page.xpath('//a[@class="number"]/@title') == ["par. 1", "par. 2"]
    assert words(asked) == "demande Secrétaire général Rapport : Assemblée générale, session 91 Indique : calendrier"
    assert words(invited) == "invitation États Membres, river keepers"
    assert [name.text for name in invited.xpath('.//*[@lang="en"]')] == ["river keepers"]
    assert [act.get("id") for act in page.xpath("//aside//li")] == ["op1.act1", "op2.act1"]


def test_a_page_in_another_language_says_with_which_function_the_english_text_cites() -> None:
    """In the title of the citation and among what the text cites, in the words of its language."""
    english = operative("Recalls its resolution 60/1, and decides to meet in accordance with resolution 61/2.")
    french = replace(operative("Rappelle sa résolution 60/1."), language="fr")
    said = annotate(english)
    index = Index.of([card(english, said)])
    page = tree(render_reading(english, french, annotate(french), index, (french,), english=said))
    assert page.xpath('//a[@class="cited"]/@title') == ["A/RES/60/1 (rappelant)"]
    assert page.xpath('//h2[@id="cites"]/following::table[1]//th/text()') == ["rappelant"]


def test_a_page_in_another_language_without_an_english_text_says_that_it_cites() -> None:
    """The words of other languages have no cues of functions."""
    french = replace(operative("Rappelle sa résolution 60/1."), language="fr")
    own = annotate(french)
    page = tree(render_resolution(french, own, Index.of([card(french, own)])))
    assert page.xpath('//a[@class="cited"]/@title') == ["A/RES/60/1 (citant)"]


def test_a_recorded_vote_is_shown_by_vote_and_by_state() -> None:
    """The roll-call on the resolution's page, and on the State's page how it voted."""
    ballots = (Ballot("COTE D'IVOIRE", "inFavour"), Ballot("TÜRKİYE", "against"), Ballot("ATLANTIS", "abstaining"))
    read = replace(operative("Urges care."), record=Record(Outcome.RECORDED_VOTE, ballots))
    found = annotate(read)
    index = Index.of([card(read, found)])
    page = tree(render_resolution(read, found, index))
    shown = {words(d.find("summary")): words(d.find("p")) for d in page.xpath('//details[@class="votes"]')}
    assert shown == {"In favour (1)": "Côte d’Ivoire", "Against (1)": "Türkiye", "Abstaining (1)": "ATLANTIS"}
    state: parser.HtmlElement = parser.fromstring(entity_page("country/tur", [], index))
    assert "How it voted 1" in words(state)
    (row,) = state.xpath('//section[h2[@id="voted"]]//table[@data-filter]/tbody/tr')
    assert [words(cell) for cell in row][:2] == ["A/RES/90/1", "Care of rivers"]
    assert words(row[3]) == "Against"


def test_the_one_before_in_a_series_has_the_same_title_is_cited_and_is_the_nearest() -> None:
    """One candidate or none: another title, no citation, or a later date make no predecessor."""
    later = operative("Recalls its resolution 68/230 of 20 December 2013.")
    new = replace(card(later, annotate(later)), title="South-South co\u2011operation")
    old = card(bundled(), bundled_annotations())
    assert Index.of([old, new]).predecessor("A/RES/90/1") is None
    assert Index.of([replace(old, title="South-South co-operation"), new]).predecessor("A/RES/90/1") == "A/RES/68/230"
    assert Index.of([old, new]).predecessor("A/RES/68/230") is None


def test_a_series_leads_forward_and_back() -> None:
    """The older resolution of a series names the one that follows, and that one names it."""
    later = operative("Recalls its resolution 68/230 of 20 December 2013.")
    later = replace(later, masthead=replace(later.masthead, title="South-South cooperation"))
    made = Index.of([card(bundled(), bundled_annotations()), card(later, annotate(later))])
    assert made.successors("A/RES/68/230") == ("A/RES/90/1",)
    assert made.successors("A/RES/90/1") == ()
    old = tree(render_resolution(bundled(), bundled_annotations(), made))
    (link,) = old.xpath('//dt[.="After it in its series"]/following-sibling::dd/a')
    assert link.get("href") == "../90/1.html"
    new = tree(render_resolution(later, annotate(later), made))
    assert new.xpath('//dt[.="Before it in its series"]/following-sibling::dd/a/text()') == ["A/RES/68/230"]


def test_what_many_resolutions_ask_is_folded_by_session_and_then_split() -> None:
    """Over forty resolutions fold by session; over seven hundred places give each session a page, with the counts."""
    read = operative(*["Requests the Secretary-General to count lamps."] * 15)
    one = card(read, annotate(read))

    def made(number: int, session: str) -> Card:
        symbol = f"A/RES/{session}/{number}"
        moved = tuple(replace(o, symbol=symbol) for o in one.occurrences)
        return replace(one, symbol=symbol, session=session, occurrences=moved)

    few = Index.of([made(n, session) for session in ("89", "90") for n in range(22)])
    ((_, page),) = [*entity_pages("actor/secretary-general", [], Index.of([made(1, "90")]))]
    assert not tree(page).xpath("//section//details")
    pages = dict(entity_pages("actor/secretary-general", [], few))
    assert len(few.of_thing("actor/secretary-general")) > 700
    assert list(pages) == [f"actor/secretary-general{end}" for end in ("", ".session-90", ".session-89")]
    counts = tree(pages["actor/secretary-general"]).xpath("//tbody//td/a")
    assert [(cell.text, cell.get("href")) for cell in counts[:1]] == [
        ("330", "secretary-general.session-90.html#addresses")
    ]
    sheet = tree(pages["actor/secretary-general.session-90"])
    assert words(sheet.xpath('//h2[@id="addresses"]')[0]) == "What it is asked to do 330"
    folded = tree(entity_page("verb/requests", [], Index.of([made(n, s) for s in ("89", "90") for n in range(21)])))
    summaries = [words(summary) for summary in folded.xpath("//section//details/summary")]
    assert summaries == ["90th session 315 in 21 resolutions", "89th session 315 in 21 resolutions"]


def test_what_is_asked_is_told_once_and_in_words() -> None:
    """The row of an act says what is asked; that it names the addressee too is no second row."""
    read = operative("Requests the Secretary-General to count all lamps.")
    page = words(tree(entity_page("actor/secretary-general", [], Index.of([card(read, annotate(read))]))))
    assert "What it is asked to do 1" in page
    assert "para. 1 requests to count all lamps" in page
    assert "Named in" not in page


def test_counts_stand_up_front() -> None:
    """How often with which verb, function or vote, the most frequent first."""
    read = operative(*["Requests the Secretary-General to count."] * 2, "Invites the Secretary-General to count.")
    page = tree(entity_page("actor/secretary-general", [], Index.of([card(read, annotate(read))])))
    assert words(page.xpath('//p[@class="kinds"]')[0]) == "requests 2 · invites 1"


def test_several_agenda_items_stand_together() -> None:
    """Each leads to its page; the printed titles, which cannot be told apart, stand once."""
    read = operative("Urges care.")
    head = replace(read.masthead, agenda_items=("13", "75a"), agenda_title="Summits Oceans")
    read = replace(read, masthead=head)
    made = Index.of([card(read, annotate(read))])
    (item,) = tree(render_resolution(read, annotate(read), made)).xpath('//dt[.="Agenda items"]/following-sibling::dd')
    assert words(item) == "13, 75 (a) Summits Oceans"
    session = tree(entity_page("session/90", [], made))
    assert session.xpath('//h2[@id="items"]/following-sibling::ul/li/a/text()') == [
        "Agenda item 13",
        "Agenda item 75 (a)",
    ]


def test_several_agenda_items_stand_each_with_its_title() -> None:
    """Where the source tells them apart; the session's page too."""
    read = operative("Urges care.")
    head = replace(read.masthead, agenda_items=("13", "75a"), item_titles=("Summits", "Oceans"))
    read = replace(read, masthead=head)
    made = Index.of([card(read, annotate(read))])
    (item,) = tree(render_resolution(read, annotate(read), made)).xpath('//dt[.="Agenda items"]/following-sibling::dd')
    assert words(item) == "13 Summits; 75 (a) Oceans"
    session = tree(entity_page("session/90", [], made))
    items = session.xpath('//h2[@id="items"]/following-sibling::ul/li/a/text()')
    assert items == ["Agenda item 13: Summits", "Agenda item 75 (a): Oceans"]


def test_a_session_lists_its_agenda_items_by_title() -> None:
    """In the order of their numbers."""
    read = operative("Urges care.")
    head = replace(read.masthead, agenda_items=("9",), agenda_title="Lamps")
    other = replace(read, masthead=replace(head, symbol="A/RES/90/2", agenda_items=("20c",), agenda_title="Rivers"))
    read = replace(read, masthead=head)
    page = tree(entity_page("session/90", [], Index.of([card(read, annotate(read)), card(other, annotate(other))])))
    items = page.xpath('//h2[@id="items"]/following-sibling::ul/li/a/text()')
    assert items == ["Agenda item 9: Lamps", "Agenda item 20 (c): Rivers"]


def test_a_resolution_that_is_cited_only_says_so() -> None:
    """Its page has no text; readers must not think that it is all there is."""
    assert "Resolution, not published here" in entity_page("A/RES/57/263", [], index())


def test_a_described_fund_is_called_as_it_is_printed() -> None:
    """With its capitals, which its path has lost."""
    read = operative("Welcomes the agreement of the Rivers Recovery Fund to help;")
    index = Index.of([card(read, annotate(read))])
    assert "<h1>Rivers Recovery Fund</h1>" in entity_page("fund/described/rivers-recovery-fund", [], index)


def test_a_table_is_rows_of_cells_to_which_their_iris_lead() -> None:
    """Heads that span, figures set to the right, marks of the table's notes, cells that hold nothing."""
    sample, found = graph_sample.RESOLUTION, graph_sample.ANNOTATIONS
    page = tree(render_resolution(sample, found, Index.of([card(sample, found)])))
    (table,) = page.xpath("//*[@id='s1.table1']//table")
    assert table.xpath("caption/text()") == ["Lamps"]
    assert [[cell.text_content() for cell in row] for row in table.xpath("thead/tr")] == [["", "In use"], [""]]
    (head,) = table.xpath(".//th")
    assert (head.get("id"), head.get("colspan"), head.get("rowspan")) == ("s1.table1.r1c2", "2", "2")
    (row,) = table.xpath("tbody/tr")
    assert [cell.get("class") for cell in row] == [None, "figure", "figure"]
    assert row[0].xpath("sup/text()") == ["a"]
    assert row[1].xpath("sup/a/@href") == ["#s1.table1.fn-b"]
    assert words(row) == "Cape North1 200(30)"


def test_a_further_report_is_shown_beside_its_act_and_is_listed_in_its_session() -> None:
    """Its IRI leads to it, and it leads to the session in which it is due."""
    sample, found = graph_sample.RESOLUTION, graph_sample.ANNOTATIONS
    index = Index.of([card(sample, found)])
    (shown,) = tree(render_resolution(sample, found, index)).xpath("//*[@id='op2.act1.report2']")
    assert words(shown) == "Report: report on oil to the Assembly, session 101"
    assert [link.get("href") for link in shown.xpath(".//a")] == ["../../../session/101.html"]
    due = [o for o in card(sample, found).occurrences if o.path == "session/101"]
    assert [(o.relation, o.place) for o in due] == [("due", "op2")]


def test_a_note_of_a_table_is_led_to_from_its_cell() -> None:
    """The mark is a link, once, and the note says where it hangs."""
    lines = ("Lamps in 2031a", "10", "20", "Oil", "1", "2", "Wicks", "3", "4", "Total", "14", "26")
    head = "A/RES/86/903\n\n86/903. Coastal lights\n\nThe General Assembly,\n\n1. Decides that the budget shall be:\n\n"
    sample = read_bytes(f"{head}{chr(10).join(lines)}\n\na See A/86/44.\n".encode(), "lights.txt")
    found = annotate(sample)
    page = tree(render_resolution(sample, found, Index.of([card(sample, found)])))
    (cell,) = page.xpath("//*[@id='table1.r1c1']")
    assert [(link.get("href"), link.text) for link in cell.xpath("sup/a")] == [("#table1.fn-a", "a")]
    assert cell.text_content() == "Lamps in 2031a"
    (note,) = page.xpath("//*[@id='table1.fn-a']")
    assert words(note).startswith("a See A/86/44.")


def test_what_is_found_in_a_table_is_marked_in_its_cell() -> None:
    """A span that two cells share is marked in both, its id stands once."""
    spans = [Marked(0, 10, "name", "x.html", place="table1.mention1")]
    assert str(mark_up("Chad", cut_spans(spans, 0, 4))) == '<a class="name" href="x.html" id="table1.mention1">Chad</a>'
    assert str(mark_up("Fiji", cut_spans(spans, 5, 9))) == '<a class="name" href="x.html">Fiji</a>'
