"""What a resolution's graph says, asked by SPARQL of an invented resolution that uses everything."""

import random
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from msgspec.structs import replace
from rdflib.compare import isomorphic

from lod.data.files import share
from lod.graph.authorities import authority_triples
from lod.graph.concepts import vocabulary_triples
from lod.graph.described import described_triples
from lod.graph.provenance import without_origin
from lod.graph.report_answers import answer_triples
from lod.graph.resolution import resolution_triples
from lod.graph.serialize import serialize, serialize_quads
from lod.graph.series import item_pairs, series_triples
from lod.graph.types import TYPES
from lod.model.annotations import Instrument
from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Ballot, CommitteeReport, Finding, Record, Severity, Subject
from lod.model.vocab import OWL, RDF, RDFS, UNR
from lod.publish.cards import card
from tests.graph_sample import ANNOTATIONS, FUND, MASTHEAD, RESOLUTION, french

PREFIXES = {
    "": f"{DEFAULT_BASE}A/RES/99/7#",
    "res": DEFAULT_BASE,
    "unr": UNR.base,
    "cito": "http://purl.org/spar/cito/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": RDFS.base,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
}
SELF = f"<{DEFAULT_BASE}A/RES/99/7>"


@cache
def sample() -> tuple[ox.Triple, ...]:
    return tuple(resolution_triples(RESOLUTION, ANNOTATIONS))


def ask(pattern: str, triples: Iterable[ox.Triple] | None = None) -> list[tuple[str | None, ...]]:
    """The distinct rows of a pattern, its variables in their order, local names for our own IRIs, sorted."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in (sample() if triples is None else triples))
    asked = re.findall(r"\?\w+", re.sub(r"FILTER NOT EXISTS \{[^}]*\}", "", pattern))
    query = f"SELECT DISTINCT {' '.join(dict.fromkeys(asked))} {{ {pattern.replace('SELF', SELF)} }}"
    found = store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    rows = {tuple(None if cell is None else shown(cell) for cell in row) for row in found}
    return sorted(rows, key=str)


def shown(term: object) -> str:
    text = str(getattr(term, "value", term)).removeprefix(DEFAULT_BASE).removeprefix("A/RES/99/7#")
    language = getattr(term, "language", None)
    return f"{text}@{language}" if language else text


def local(*paths: str) -> list[tuple[str, ...]]:
    return [(path,) for path in paths]


# ------------------------------------------------------------------ the resolution


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("SELF unr:symbol ?v", "A/RES/99/7"),
        ("SELF dct:title ?v", "Lighthouses for all@en"),
        ("SELF eli:date_document ?v", "2044-12-20"),
        ("SELF dct:issued ?v", "2045-02-07"),
        ("SELF eli:passed_by ?v", "actor/general-assembly"),
        ("SELF unr:session/unr:number ?v", "99"),
        ("SELF unr:agendaItem/unr:itemNumber ?v", "24b"),
        ("SELF unr:agendaItem/dct:title ?v", "Lights@en"),
        ("SELF unr:committee ?v", "actor/second-committee"),
        ("SELF unr:onReport/unr:symbol ?v", "A/99/443/Add.2"),
        ("SELF unr:reportPinpoint ?v", "para. 15@en"),
        ("SELF unr:adoptedAt ?v", "meeting/A/99/PV.71"),
        ("SELF unr:adoptedAt/unr:number ?v", "71"),
        ("SELF unr:adoptedAt/unr:record/unr:symbol ?v", "A/99/PV.71"),
        ("SELF unr:adoptionMode/skos:notation ?v", "adoptedRecordedVote"),
        ("SELF unr:openingWords ?v", "The General Assembly,@en"),
        ("SELF unr:reissueNote ?v", "Reissued for technical reasons on 9 March 2045.@en"),
        ("SELF unr:nameHeading ?v", "UN. Harbour Board@en"),
        ("SELF unr:titleHeading ?v", "Charter of the Seas (1945)@en"),
        ("SELF unr:agendaHeading ?v", "SEAS--PROTECTION@en"),
        ("SELF dct:subject/skos:inScheme ?v", "http://metadata.un.org/thesaurus/00"),
        ("SELF unr:aknIri ?v", "/akn/un/statement/deliberation/unga/2044-12-20/99-7/"),
        ("SELF dct:subject/skos:prefLabel ?v", "SOUTH-SOUTH RELATIONS@en"),
        ("SELF unr:session/rdfs:label ?v", "99th session@en"),
    ],
)
def test_the_resolution_says(pattern: str, expected: str) -> None:
    assert ask(pattern) == [(expected,)]


def test_only_the_resolution_itself_is_typed_so() -> None:
    """What is merely cited is an instrument, even when it is a resolution."""
    assert ask("?r a unr:Resolution") == local("A/RES/99/7")
    assert ("A/RES/57/270B",) in ask("?r a unr:Instrument, eli:LegalResource")


def test_a_draft_is_what_the_resolution_was_adopted_on_too() -> None:
    drafted = replace(RESOLUTION, masthead=replace(MASTHEAD, committee=None, report=None, draft="A/99/L.8"))
    graph = resolution_triples(drafted, ANNOTATIONS)
    assert ask("SELF unr:onReport ?d", graph) == ask("SELF unr:onDraft ?d", graph) == local("A/99/L.8")
    assert ask("?d a unr:Draft; unr:symbol ?s", graph) == [("A/99/L.8", "A/99/L.8")]
    assert ask("?d a unr:CommitteeReport", graph) == []


def test_a_report_is_a_committee_report_and_no_draft() -> None:
    assert ask("SELF unr:onReport ?d. ?d a unr:CommitteeReport") == local("A/99/443/Add.2")
    assert ask("SELF unr:onDraft ?d") == []


def test_a_report_field_that_repeats_the_draft_makes_no_committee_report() -> None:
    masthead = replace(MASTHEAD, report=CommitteeReport("A/99/L.8"), draft="A/99/L.8")
    graph = resolution_triples(replace(RESOLUTION, masthead=masthead), ANNOTATIONS)
    assert ask("?d a unr:CommitteeReport", graph) == []


def test_a_meeting_without_a_known_session_stays_inside_the_document() -> None:
    graph = resolution_triples(replace(RESOLUTION, masthead=replace(MASTHEAD, session=None)), ANNOTATIONS)
    assert ask("SELF unr:adoptedAt ?m", graph) == local("meeting")
    assert ask("SELF unr:agendaItem ?m", graph) == local("item24b")


def test_several_agenda_items_have_their_own_titles_in_each_language() -> None:
    masthead = replace(MASTHEAD, agenda_items=("24a", "25"), agenda_title="Lights Oil", item_titles=("Lights", "Oil"))
    other = french()
    head = replace(other.masthead, agenda_items=("24a", "25"), item_titles=("Lumières", "Huile"))
    others = [replace(other, masthead=head)]
    graph = resolution_triples(replace(RESOLUTION, masthead=masthead), ANNOTATIONS, others=others)
    assert ask("SELF unr:agendaItem ?i. ?i unr:itemNumber ?n; dct:title ?t", graph) == [
        ("session/99/item/24a", "24a", "Lights@en"),
        ("session/99/item/24a", "24a", "Lumières@fr"),
        ("session/99/item/25", "25", "Huile@fr"),
        ("session/99/item/25", "25", "Oil@en"),
    ]


def test_several_agenda_items_do_not_share_the_printed_title() -> None:
    """Words that nothing divides are nobody's title."""
    masthead = replace(MASTHEAD, agenda_items=("24a", "24b"))
    graph = resolution_triples(replace(RESOLUTION, masthead=masthead), ANNOTATIONS)
    assert ask("SELF unr:agendaItem ?i", graph) == local("session/99/item/24a", "session/99/item/24b")
    assert ask("?i a unr:AgendaItem; dct:title ?t", graph) == []


# ------------------------------------------------------------------ places


def test_every_part_leads_to_its_parent_and_back() -> None:
    assert ask("SELF eli:has_part ?p") == local("annex1", "h1", "op1", "op2", "pp1", "s1")
    assert ask(":op2 eli:has_part ?p") == local("op2.a", "op2.b")
    assert ask("?up eli:has_part ?p FILTER NOT EXISTS { ?p eli:is_part_of ?up }") == []


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("pp1", "PreambularParagraph"),
        ("op1", "OperativeParagraph"),
        ("op2.a", "SubParagraph"),
        ("s1", "Section"),
        ("annex1", "Annex"),
        ("h1", "Heading"),
        ("s1.table1", "Table"),
        ("annex1.text1", "TextBlock"),
    ],
)
def test_a_part_has_its_kind_and_all_superclasses(place: str, kind: str) -> None:
    assert ask(f"VALUES ?p {{ :{place} }} ?p a unr:{kind}, unr:Part, unr:Passage, eli:LegalResourceSubdivision") == [
        (place,)
    ]


def test_a_part_has_number_position_and_text() -> None:
    assert ask(":op2 unr:number ?n; unr:position ?i") == [("2", "4")]
    assert ask(":op2.a unr:text ?t") == local("On lamps;@en")
    assert ask(":pp1 unr:number ?n") == []


def test_a_footnote_leads_to_the_paragraph_of_its_mark() -> None:
    assert ask("?f a unr:Footnote; unr:mark ?m; unr:anchoredIn ?p") == [("fn1", "1", "op1"), ("fn2", "2", "op1")]
    assert ask("?f a unr:Footnote FILTER NOT EXISTS { ?f unr:anchoredIn ?p }") == local("fn3")


def test_a_note_of_a_table_is_no_footnote() -> None:
    """It has a class of its own, its marks start again with each table, and the mark of a cell leads to it."""
    assert ask("?n a unr:TableNote; unr:mark ?m; unr:anchoredIn ?t") == [("s1.table1.fn-b", "b", "s1.table1")]
    assert ask("?n a unr:TableNote, unr:Footnote") == []
    assert ask("?mark unr:markOf ?n. ?n a unr:TableNote") == [("s1.table1.ref-fn-b", "s1.table1.fn-b")]


def test_what_was_not_understood_is_published_as_it_stands() -> None:
    assert ask("?u a unr:UnreadText; unr:asPrinted ?w; unr:sourceOffset ?o") == [("unread1", "????", "20")]


def test_a_passage_knows_where_it_stands_in_the_source() -> None:
    assert ask("?p unr:sourceOffset ?o. ?p a unr:Passage") == [("fn1", "300"), ("pp1", "60")]


# ------------------------------------------------------------------ citations


def test_a_citation_keeps_its_words_date_function_and_letter() -> None:
    pattern = """:pp1.cit1 unr:citedIn ?p; cito:hasCitedEntity/unr:symbol ?s; unr:citedDate ?d; unr:asPrinted ?w;
        unr:startOffset ?a; unr:endOffset ?b; unr:citationFunction ?f"""
    words = "resolution 57/270 B of 23 June 2003@en"
    row = ("pp1", "A/RES/57/270B", "2003-06-23", words, "14", "49", "citation-function/recalling")
    assert ask(pattern) == [row]


def test_a_citation_that_nothing_settles_keeps_its_words() -> None:
    assert ask("?c a unr:Citation; unr:asPrinted ?w FILTER NOT EXISTS { ?c cito:hasCitedEntity ?x }") == [
        ("op1.cit1", "the report@en")
    ]


def test_ibid_takes_up_the_note_before_it() -> None:
    assert ask("?c unr:takesUp ?n; unr:pinpoint ?p; cito:hasCitedEntity ?d") == [
        ("fn2.cit1", "fn1", "chap. II@en", "A/67/39")
    ]


def test_the_resolution_cites_each_instrument_once() -> None:
    assert ask("SELF eli:cites ?d") == local("A/67/39", "A/RES/57/270B", "instrument/nairobi-outcome-document")


def test_a_cited_instrument_is_described_alone() -> None:
    assert ask("res:instrument\\/nairobi-outcome-document dct:title ?t; unr:instrumentType ?k") == [
        ("Nairobi outcome document@en", "instrument-type/outcome-document")
    ]
    assert ask(f"<{DEFAULT_BASE}A/67/39> dct:alternative ?t; rdfs:label ?l") == [
        ("Report of the keepers@en", "A/67/39")
    ]


def test_a_table_title_never_becomes_the_title_of_a_document_with_a_symbol() -> None:
    """The document's own title is printed in it; two titles in one language would contradict each other."""
    assert ask("?d unr:symbol ?s; dct:title ?t") == [("A/RES/99/7", "A/RES/99/7", "Lighthouses for all@en")]


# ------------------------------------------------------------------ mentions, acts, duties


def test_a_mention_leads_to_the_one_named_or_nowhere() -> None:
    assert ask("?m a unr:Mention; unr:role/skos:notation ?r OPTIONAL { ?m unr:mentions ?e }") == [
        ("op1.mention1", "addressee", "actor/group/all-lighthouse-keepers"),
        ("op1.mention2", "beneficiary", FUND),
        ("op2.mention1", "addressee", "actor/secretary-general"),
        ("op2.mention2", "report-to", None),
    ]


def test_a_trust_fund_is_a_fund_without_a_reasoner() -> None:
    assert ask("?m unr:mentions ?f. ?f a unr:Fund, unr:TrustFund; skos:prefLabel ?l") == [
        ("op1.mention2", FUND, "Pérez-Guerrero Trust Fund for South-South Cooperation@en")
    ]


def test_a_group_of_own_words_has_a_label_and_is_an_actor() -> None:
    assert ask("?g a unr:ActorGroup, unr:Actor; skos:prefLabel ?l") == [
        ("actor/group/all-lighthouse-keepers", "lighthouse keepers@en")
    ]


def test_a_group_is_called_by_the_words_of_its_identifier() -> None:
    """Whatever is printed most often; other wordings are alternative; hyphens that may not break make no other."""
    path = "actor/group/north-south-partners"
    wordings = ["North-South Partners", "North-South partners", "North\u2011South partners"]
    pairs = [*((path, words) for words in wordings), ("actor/undp", "UNDP")]
    assert ask("?g skos:prefLabel ?l; skos:altLabel ?a", described_triples(pairs)) == [
        ("actor/group/north-south-partners", "North-South partners@en", "North-South Partners@en")
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("decision/hlc-ssc/17/1", "High-level Committee on South-South Cooperation, decision 17/1@en"),
        ("decision/statcom/53/101", "Statistical Commission, decision 53/101@en"),
        ("resolution/human-rights-council/5/1", "Human Rights Council, resolution 5/1@en"),
        ("treaty-series/1833/31363", "United Nations, Treaty Series, vol. 1833, No. 31363@en"),
        ("publication/E.78.II.A.11", "United Nations publication, Sales No. E.78.II.A.11@en"),
        ("document/EB136/8", "EB136/8"),
    ],
)
def test_a_document_without_symbol_is_labelled_by_body_and_number(path: str, expected: str) -> None:
    """As people cite it, not by its path."""
    cited = replace(ANNOTATIONS.citations[0], target=Instrument(path, None, "document"))
    graph = resolution_triples(RESOLUTION, replace(ANNOTATIONS, citations=(cited,)))
    assert ask("?c cito:hasCitedEntity ?d. ?d rdfs:label ?l", graph)[0][2] == expected


def test_sessions_and_meetings_of_different_bodies_have_different_labels() -> None:
    """A body other than the Assembly is named; a meeting has its session, for numbers begin again in each."""
    act = ANNOTATIONS.acts[2]
    bodies = ("actor/general-assembly", "actor/csw")
    reports = [replace(act.report, to_entity=body) for body in bodies]  # type: ignore[type-var]
    acts = tuple(replace(act, report=report) for report in reports)
    graph = resolution_triples(RESOLUTION, replace(ANNOTATIONS, acts=acts))
    assert ask("?s a unr:Session; unr:number ?n; rdfs:label ?l FILTER(?n = '3')", graph) == [
        ("session/3", "3", "3rd session@en"),
        ("session/csw/3", "3", "Commission on the Status of Women, 3rd session@en"),
    ]
    assert ask("?m a unr:Meeting; rdfs:label ?l", graph) == [
        ("meeting/A/99/PV.71", "71st plenary meeting, 99th session@en")
    ]


def test_a_meeting_has_its_body_and_the_day_on_which_it_adopted() -> None:
    assert ask("?m unr:meetingOf ?o; dct:date ?d") == [("meeting/A/99/PV.71", "actor/general-assembly", "2044-12-20")]


def test_a_sub_item_leads_to_its_item() -> None:
    pattern = "?i unr:parentItem ?p. ?p unr:itemNumber ?n; unr:session ?s; rdfs:label ?l"
    assert ask(pattern) == [
        ("session/99/item/24b", "session/99/item/24", "24", "session/99", "item 24, 99th session@en")
    ]


def test_acts_stand_in_their_order_with_verb_and_manner() -> None:
    pattern = """?a a unr:Act; unr:performedIn ?p; unr:order ?o; unr:verbAsPrinted ?v; unr:verb ?c
        OPTIONAL { ?a unr:manner ?m }"""
    assert ask(pattern) == [
        ("op1.act1", "op1", "1", "Takes note@en", "verb/takes-note", "with appreciation@en"),
        ("op1.act2", "op1", "2", "invites@en", "verb/invites", None),
        ("op2.act1", "op2", "1", "Requests@en", "verb/requests", None),
        ("op2.act2", "op2", "2", "decides@en", "verb/decides", None),
    ]


def test_an_act_keeps_its_own_words_and_those_of_its_verb() -> None:
    assert ask(":op1.act2 unr:asPrinted ?w; unr:startOffset ?s; unr:verbStartOffset ?v; unr:verbEndOffset ?e") == [
        ("invites all lighthouse keepers to help the Trust Fund@en", "48", "48", "55")
    ]


def test_the_short_way_to_an_addressee_needs_a_settled_mention() -> None:
    assert ask("?a unr:addressing ?m OPTIONAL { ?a unr:addressee ?e. ?m unr:mentions ?e }") == [
        ("op1.act2", "op1.mention1", "actor/group/all-lighthouse-keepers"),
        ("op2.act1", "op2.mention1", "actor/secretary-general"),
        ("op2.act1", "op2.mention2", None),
    ]


def test_a_contribution_call_names_its_fund() -> None:
    assert ask("?a a unr:ContributionCall, unr:Act; unr:beneficiaryFund ?f") == [("op1.act2", FUND)]


def test_a_report_request_says_to_whom_when_what_and_how_often() -> None:
    pattern = """:op2.act1 a unr:ReportRequest, unr:Act; unr:reportToAsPrinted ?to; unr:dueSession/unr:number ?n;
        unr:dueDate ?d; unr:dueDateAsPrinted ?w; unr:deliverable ?what; unr:frequency ?f"""
    assert ask(pattern) == [
        ("Harbour Board@en", "3", "2045-05-01", "by 1 May 2045@en", "report@en", "every two years@en")
    ]


def test_a_session_of_an_unknown_body_is_no_session_of_the_assembly() -> None:
    assert ask(":op2.act1 unr:dueSession ?s") == local("op2.act1.session")
    assert ask(":op2.act1 unr:dueSession ?s. ?s unr:sessionOf ?b") == []


def test_a_session_of_an_unknown_organ_stays_inside_the_document() -> None:
    """Whose it is nobody knows; so are its items, and the sessions on whose agenda an act puts something."""
    read = replace(RESOLUTION, masthead=replace(MASTHEAD, organ=""))
    acts = (replace(ANNOTATIONS.acts[3], report=None),)
    graph = resolution_triples(read, replace(ANNOTATIONS, acts=acts))
    assert ask("SELF unr:session ?s. ?s unr:number ?n", graph) == [("session", "99")]
    assert ask("?i a unr:AgendaItem; unr:session ?s", graph) == [("item24", "session"), ("item24b", "session")]
    assert ask("?i unr:parentItem ?o", graph) == [("item24b", "item24")]
    assert ask("?a unr:dueSession ?s. ?s unr:number ?n", graph) == [("op2.act2", "op2.act2.session", "100")]
    assert ask(":session unr:sessionOf ?o", graph) + ask("?a unr:dueSession/unr:sessionOf ?o", graph) == []


@pytest.mark.parametrize("organ", ["general-assembly", "economic-and-social-council", ""])
@pytest.mark.parametrize("report", ["100", "101", None])
@pytest.mark.parametrize("later", [(), ("102", "103")])
@pytest.mark.parametrize("agenda", ["100", None])
def test_the_index_lists_an_act_in_the_session_that_the_graph_gives(
    organ: str, report: str | None, later: tuple[str, ...], agenda: str | None
) -> None:
    """Also where an act asks for a report in one session and puts an item on another's agenda."""
    act = ANNOTATIONS.acts[3]
    act = replace(
        act,
        report=replace(act.report, session=report, later_sessions=later) if act.report and report else None,
        agenda=replace(act.agenda, session=agenda) if act.agenda else None,
    )
    read, found = replace(RESOLUTION, masthead=replace(MASTHEAD, organ=organ)), replace(ANNOTATIONS, acts=(act,))
    listed = {o.path for o in card(read, found).occurrences if o.relation in ("due", "agenda")}
    stated = {iri for _, iri in ask("?a unr:dueSession ?s", resolution_triples(read, found))}
    assert listed == {iri for iri in stated if iri and iri.startswith("session/")}
    assert organ != "general-assembly" or not report or {f"session/{number}" for number in (report, *later)} <= listed


def test_a_session_of_another_body_is_its_own() -> None:
    report = replace(ANNOTATIONS.acts[2].report, to_entity="actor/economic-and-social-council")  # type: ignore[type-var]
    acts = (replace(ANNOTATIONS.acts[2], report=report, further=()),)
    graph = resolution_triples(RESOLUTION, replace(ANNOTATIONS, acts=acts))
    assert ask("?a unr:dueSession ?s. ?s unr:sessionOf ?b", graph) == [
        ("op2.act1", "session/economic-and-social-council/3", "actor/economic-and-social-council")
    ]


def test_a_main_committee_meets_in_the_sessions_of_the_assembly() -> None:
    report = replace(ANNOTATIONS.acts[2].report, to_entity="actor/sixth-committee")  # type: ignore[type-var]
    acts = (replace(ANNOTATIONS.acts[2], report=report, further=()),)
    graph = resolution_triples(RESOLUTION, replace(ANNOTATIONS, acts=acts))
    assert ask("?a unr:dueSession ?s; unr:reportTo ?b", graph) == [("op2.act1", "session/3", "actor/sixth-committee")]


def test_a_subject_without_a_concept_is_words() -> None:
    """Nothing is minted for a heading that the thesaurus does not know."""
    graph = resolution_triples(replace(RESOLUTION, record=Record(subjects=(Subject("", "LIGHTS"),))), ANNOTATIONS)
    assert ask("SELF <http://purl.org/dc/elements/1.1/subject> ?l", graph) == local("LIGHTS@en")
    assert ask("SELF dct:subject ?l", graph) == []


def test_a_goal_says_whether_words_or_a_machine_gave_it() -> None:
    """The short way from the resolution leads to both; their tags tell them apart."""
    assert ask("SELF unr:goal ?g") == local("http://metadata.un.org/sdg/14", "http://metadata.un.org/sdg/6")
    assert ask("?t a unr:GoalTag; unr:goal/skos:notation ?n; unr:goalBasis/skos:notation ?b") == [
        ("goal14", "14", "machine"),
        ("op1.goal1", "6", "printed"),
    ]
    assert ask("?t unr:goalBasis/skos:notation 'printed'; unr:mentionedIn ?p; unr:asPrinted ?w") == [
        ("op1.goal1", "op1", "Takes@en")
    ]


def test_the_kind_of_a_related_document_follows_from_its_symbol() -> None:
    assert ask("?s unr:stepDocument ?d. ?d unr:instrumentType ?k") == [
        ("step1", "A/C.2/99/L.3", "instrument-type/working-document"),
        ("step2", "A/99/443/Add.2", "instrument-type/report"),
        ("step3", "A/99/PV.71", "instrument-type/meeting-record"),
    ]


def test_an_agenda_inclusion_names_session_item_and_sub_item() -> None:
    assert ask("?a a unr:AgendaInclusion; unr:dueSession ?s; unr:itemTitle ?i; unr:subItemTitle ?j") == [
        ("op2.act2", "session/100", "Lights@en", "Lamps@en")
    ]


def test_a_clause_leads_to_its_act_and_kind() -> None:
    assert ask("?c a unr:Clause; unr:clauseOf ?a; unr:clauseIn ?p; unr:clauseKind/skos:notation ?k") == [
        ("op1.act2.clause1", "op1.act2", "op1", "voluntary-contributions")
    ]


def test_a_further_report_leads_to_its_act_and_has_receiver_and_session_of_its_own() -> None:
    """What the act says of its first report stays the act's alone."""
    pattern = (
        "?r unr:furtherReportOf ?a; unr:furtherReportIn ?p; unr:reportTo ?b; unr:dueSession ?s; unr:deliverable ?d"
    )
    assert ask(pattern) == [
        ("op2.act1.report2", "op2.act1", "op2.b", "actor/general-assembly", "session/101", "report on oil@en")
    ]
    assert ask('?a unr:deliverable "report"@en; unr:dueSession/unr:number ?n') == [("op2.act1", "3")]


def test_a_further_report_to_a_body_that_nothing_settles_is_due_in_a_session_of_its_own() -> None:
    """The session is known by its number only, and stands below the report."""
    first = ANNOTATIONS.acts[2].further[0]
    further = replace(first, request=replace(first.request, to="Harbour Board", to_entity=None))
    acts = (replace(ANNOTATIONS.acts[2], further=(further,)),)
    graph = resolution_triples(RESOLUTION, replace(ANNOTATIONS, acts=acts))
    assert ask("?r unr:furtherReportOf ?a; unr:dueSession ?s", graph) == [
        ("op2.act1.report2", "op2.act1", "op2.act1.report2.session")
    ]


def test_all_that_one_rule_said_can_be_asked() -> None:
    assert ask('?r dct:identifier "mention.name". ?x unr:rule ?r') == [
        ("rule/mention.name", "op1.mention2"),
        ("rule/mention.name", "op2.mention1"),
        ("rule/mention.name", "op2.mention2"),
    ]


# ------------------------------------------------------------------ the official record


def test_ballots_lead_to_their_states_where_the_name_is_settled() -> None:
    pattern = "?b a unr:Ballot; unr:asPrinted ?w; unr:ballotOption/skos:notation ?o OPTIONAL { ?b unr:castBy ?s }"
    assert ask(pattern) == [
        ("ballot-atlantis", "Atlantis@en", "abstaining", None),
        ("ballot-kenya", "Kenya@en", "against", "country/ken"),
        ("ballot-uganda", "Uganda@en", "inFavour", "country/uga"),
    ]


def test_workflow_steps_keep_their_order_documents_and_sponsors() -> None:
    assert ask("?s a unr:WorkflowStep; unr:position ?i; unr:stepOutcome ?o; unr:stepDate ?d; unr:stepDocument ?x") == [
        ("step1", "1", "draftResolution", "2044-11-01", "A/C.2/99/L.3"),
        ("step2", "2", "recommendedForAdoption", "2044-12-01", "A/99/443/Add.2"),
        ("step3", "3", "adopted", "2044-12-20", "A/99/PV.71"),
    ]
    assert ask("?s unr:sponsorAsPrinted ?w") == [("step1", "Atlantis@en"), ("step1", "Uganda@en")]
    assert ask("?s unr:sponsor ?w") == [("step1", "country/uga")]


def test_an_odd_state_name_breaks_nothing() -> None:
    graph = resolution_triples(replace(RESOLUTION, record=Record(ballots=(Ballot("…", "inFavour"),))), ANNOTATIONS)
    assert ask("?b a unr:Ballot", graph) == local("ballot1")


# ------------------------------------------------------------------ origin and languages


def test_masthead_statements_have_their_words_and_source() -> None:
    pattern = "?s a unr:MastheadStatement; unr:field ?f; unr:asPrinted ?w; unr:sourceOffset ?o; prov:wasDerivedFrom ?x"
    source = "source-aaaaaaaaaaaa"
    assert ask(pattern) == [
        ("field-adopted", "masthead-field/adopted", "20 December 2044@en", "30", source),
        ("field-title", "masthead-field/title", "Lighthouses for all@en", "0", source),
    ]


def test_a_finding_says_what_where_and_how_to_mend() -> None:
    pattern = "?f a unr:Finding; unr:concerns ?p; unr:severity ?s; dct:description ?w; unr:mend ?m; unr:rule ?r"
    severity = "http://www.w3.org/ns/shacl#Warning"
    row = ("finding1", "fn3", severity, "note 3 has no mark@en", "look for it@en", "rule/reader.unanchored_mark")
    assert ask(pattern) == [row]


def test_a_second_language_gives_words_to_the_same_places() -> None:
    graph = resolution_triples(RESOLUTION, ANNOTATIONS, others=[french()])
    assert ask("SELF dct:title ?t", graph) == local("Des phares pour tous@fr", "Lighthouses for all@en")
    assert ask(":pp1 unr:text ?t FILTER(LANG(?t) = 'fr')", graph) == local("Rappelant sa résolution 57/270 B,@fr")
    assert ask(":op9 ?p ?o", graph) == []
    assert ask("?i a unr:AgendaItem; dct:title ?t FILTER(LANG(?t) = 'fr')", graph) == [
        ("session/99/item/24b", "Lumières@fr")
    ]


def test_which_reading_gives_words_stays_visible() -> None:
    """A second reading in the same language is named as a source, and its words are not mixed in."""
    copy = replace(RESOLUTION, source=replace(RESOLUTION.source, name="lights.pdf", sha256="c" * 64))
    copy = replace(copy, masthead=replace(MASTHEAD, title="Lighthouses for a11"))
    graph = resolution_triples(RESOLUTION, ANNOTATIONS, others=[french(), copy])
    assert len(ask("SELF prov:wasDerivedFrom ?s", graph)) == 3
    assert ask("SELF unr:textFrom/unr:fileName ?n", graph) == local("lights.txt", "phares.xml")
    assert len(ask("SELF dct:title ?t", graph)) == 2


def test_where_readings_differ_is_a_finding_of_no_single_source() -> None:
    differing = Finding("merge.text", Severity.WARNING, "fr has other words", "pp1")
    graph = resolution_triples(RESOLUTION, ANNOTATIONS, others=[french()], findings=[differing])
    pattern = "?f unr:rule ?r; unr:concerns :pp1 FILTER NOT EXISTS { ?f prov:wasDerivedFrom ?s }"
    assert ask(pattern, graph) == [("finding1-merged", "rule/merge.text")]


def test_a_finding_about_a_place_of_another_reading_concerns_the_resolution() -> None:
    """The graph has no such place: the finding's words name it."""
    added = Finding("merge.added_part", Severity.WARNING, "op9 stands in phares.xml (fr) only", "op9")
    graph = resolution_triples(RESOLUTION, ANNOTATIONS, others=[french()], findings=[added])
    assert ask("?f unr:rule ?r; unr:concerns SELF", graph) == [("finding1-merged", "rule/merge.added_part")]


def test_two_sources_of_the_same_words_differ_in_their_origin_only() -> None:
    source = replace(RESOLUTION.source, name="lights.pdf", sha256="d" * 64, media_type="application/pdf")
    printed = tuple(replace(field, source=field.source + 500) for field in MASTHEAD.printed)
    masthead = replace(MASTHEAD, printed=printed)
    other = replace(RESOLUTION, source=source, masthead=masthead, leaves=(), findings=())
    graph = resolution_triples(other, ANNOTATIONS)
    assert set(graph) != set(sample())
    assert set(without_origin(graph)) == set(without_origin(sample()))
    assert len(without_origin(graph)) > 400


# ------------------------------------------------------------------ authorities, vocabulary, other stages


def test_an_authority_names_the_source_of_each_fact() -> None:
    graph = authority_triples()
    facts = f"<{DEFAULT_BASE}{FUND}> unr:authorityFact ?n. ?n unr:factProperty ?f; unr:factObject ?o; unr:readIn ?s"
    assert [row[1:3] for row in ask(facts, graph)] == [
        ("def#administeredBy", "actor/unossc"),
        ("def#establishedBy", "A/RES/38/201"),
    ]
    assert ask("?x unr:authorityFact ?n FILTER NOT EXISTS { ?n unr:readIn ?s }", graph) == []


def test_an_identifier_names_its_register_value_and_source() -> None:
    pattern = f"""<{DEFAULT_BASE}actor/undp> unr:identifier ?n.
        ?n unr:identifierScheme ?s; unr:identifierValue ?v; unr:readIn ?r"""
    assert ("identifier-scheme/wikidata", "Q161718") in {row[1:3] for row in ask(pattern, authority_triples())}
    assert ask("?n a unr:AuthorityIdentifier FILTER NOT EXISTS { ?n unr:readIn ?r }", authority_triples()) == []


def test_a_former_name_has_its_dates() -> None:
    rows = ask("?f a unr:Fund; unr:datedName ?n. ?n rdfs:label ?l; unr:validUntil ?u", authority_triples())
    assert ("Voluntary Trust Fund for the Promotion of South-South Cooperation@en", "2005-12-22") in {
        row[2:] for row in rows
    }


def test_nothing_has_two_preferred_labels_in_a_language() -> None:
    pattern = "?x skos:prefLabel ?a, ?b FILTER(LANG(?a) = LANG(?b) && STR(?a) < STR(?b))"
    assert ask(pattern, [*authority_triples(), *vocabulary_triples(), *sample()]) == []


def test_no_label_is_preferred_and_alternative_at_once() -> None:
    """SKOS, integrity condition S13."""
    assert ask("?x skos:prefLabel ?a; skos:altLabel ?a", [*authority_triples(), *sample()]) == []


def test_bodies_are_organizations_and_officials_hold_posts() -> None:
    graph = authority_triples()
    assert ask(f"<{DEFAULT_BASE}actor/secretary-general> a org:Post; a ?t", graph)
    assert ask("?x a org:Organization, unr:ActorGroup", graph) == []


def test_a_series_tells_the_resolution_before_and_by_pairs_of_places_what_was_in_it() -> None:
    found = list(series_triples("A/RES/99/7", "A/RES/98/7", [("op5.a", "pp2")]))
    assert ask("?a unr:predecessor ?b", found) == [("A/RES/99/7", "A/RES/98/7")]
    assert ask("?a unr:earlierWording ?b", found) == [("op5.a", "A/RES/98/7#pp2")]


def test_another_base_moves_things_and_concepts_but_not_the_vocabulary() -> None:
    base = "http://example.org/un/"
    graph = [
        *resolution_triples(RESOLUTION, ANNOTATIONS, base),
        *authority_triples(base=base),
        *vocabulary_triples(base),
    ]
    iris = {str(term.value) for triple in graph for term in triple if isinstance(term, ox.NamedNode)}
    ours = {iri for iri in iris if iri.startswith(DEFAULT_BASE)}
    assert {iri for iri in ours if not iri.startswith(f"{DEFAULT_BASE}def")} == set()
    assert f"{base}mention-role/addressee" in iris


# ------------------------------------------------------------------ the graph as a whole


@pytest.mark.parametrize(
    ("earlier", "pairs"),
    [
        ({"session": "98", "agenda_items": ("23",)}, [("session/99/item/24b", "session/98/item/23")]),
        (
            {"session": "98", "agenda_items": ("23",), "agenda_title": "LIGHTS "},
            [("session/99/item/24b", "session/98/item/23")],
        ),
        ({"session": "98", "agenda_items": ("23",), "agenda_title": "Lamps"}, []),
        ({"session": "98", "agenda_items": ("23",), "agenda_title": None}, []),
        ({"session": "99"}, []),
    ],
)
def test_an_item_is_that_of_an_earlier_session_where_the_titles_are_one(
    earlier: dict[str, Any], pairs: list[tuple[str, str]]
) -> None:
    """Two resolutions of a series: their items are paired by the printed title, never by the number."""
    assert item_pairs(MASTHEAD, replace(MASTHEAD, **earlier)) == pairs


def whole() -> list[ox.Triple]:
    drafted = replace(RESOLUTION, masthead=replace(MASTHEAD, report=None, draft="A/99/L.8"))
    stated = replace(RESOLUTION, masthead=replace(MASTHEAD, symbol="S/PRST/2044/3"))
    decided = replace(RESOLUTION, masthead=replace(MASTHEAD, symbol="A/HRC/DEC/99/101"))
    return [
        *sample(),
        *resolution_triples(stated, ANNOTATIONS),
        *resolution_triples(decided, ANNOTATIONS),
        *resolution_triples(drafted, ANNOTATIONS, others=[french()]),
        *authority_triples(),
        *series_triples("A/RES/99/7", "A/RES/98/7", [("op1", "op2")], [("session/99/item/24b", "session/98/item/23")]),
        *answer_triples("A/RES/99/7", [("op2.act1", "A/100/55", "A/RES/100/6", "fn1.cit1")]),
    ]


def test_every_term_of_the_vocabulary_is_used() -> None:
    used = {term for triple in whole() for term in (triple.predicate, triple.object)}
    assert {term.value for term in UNR if term not in used} == set()


def test_every_term_used_is_declared() -> None:
    declared = {q.subject for q in ox.parse(path=share("ontology", "unres.ttl")) if q.predicate == RDF.type}
    builtin = {RDF.type, RDFS.label, RDFS.seeAlso}
    used = {t.predicate for t in whole()} | {t.object for t in whole() if t.predicate == RDF.type}
    assert {str(term) for term in used - declared - builtin} == set()


def test_there_are_no_blank_nodes() -> None:
    terms = {type(term) for triple in [*whole(), *vocabulary_triples()] for term in triple}
    assert terms == {ox.NamedNode, ox.Literal}


def test_words_have_a_language_and_codes_have_none() -> None:
    words = {UNR.text, UNR.verbAsPrinted, UNR.manner, UNR.pinpoint, UNR.deliverable, UNR.itemTitle, UNR.openingWords}
    codes = {UNR.symbol, UNR.number, UNR.itemNumber, UNR.mark, UNR.sha256, UNR.fileName}
    for triple in whole():
        if triple.predicate in words:
            assert isinstance(triple.object, ox.Literal)
            assert triple.object.language, triple
        if triple.predicate in codes:
            assert isinstance(triple.object, ox.Literal)
            assert not triple.object.language, triple


def test_the_types_stated_are_those_of_the_ontology() -> None:
    """The table in the code is the closure of rdfs:subClassOf, up to reused classes that are used without theirs."""
    above: dict[object, set[object]] = {}
    for quad in ox.parse(path=share("ontology", "unres.ttl")):
        if quad.predicate == RDFS.subClassOf:
            above.setdefault(quad.subject, set()).add(quad.object)

    def closure(term: object) -> set[object]:
        found = {term}
        if str(term).startswith(f"<{UNR.base}"):
            found |= {x for up in above.get(term, ()) for x in closure(up)}
        return found

    classes = {
        q.subject for q in ox.parse(path=share("ontology", "unres.ttl")) if q.object == OWL.Class and q.subject in UNR
    }
    assert {str(c): sorted(map(str, TYPES.get(c, (c,)))) for c in classes} == {
        str(c): sorted(map(str, closure(c))) for c in classes
    }


def test_a_graph_can_be_read_alone() -> None:
    """What it points at is described in it, so that it can be checked without the rest of the data set."""
    dangling = """?s ?p ?o FILTER(isIRI(?o) && STRSTARTS(STR(?o), STR(res:)) && !CONTAINS(STR(?o), "/unres/def"))
        FILTER NOT EXISTS { ?o a ?t }"""
    assert ask(dangling) == []


# ------------------------------------------------------------------ files


@pytest.mark.parametrize("form", [ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.JSON_LD])
def test_the_order_of_triples_makes_no_difference(form: ox.RdfFormat) -> None:
    triples = list(sample())
    random.Random(7).shuffle(triples)
    assert serialize(triples + triples[:9], form) == serialize(sample(), form)


def test_lines_are_sorted_and_distinct() -> None:
    lines = serialize(sample(), ox.RdfFormat.N_TRIPLES).splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) == len(sample())


@pytest.mark.parametrize(
    ("form", "name"),
    [(ox.RdfFormat.TURTLE, "turtle"), (ox.RdfFormat.N_TRIPLES, "nt"), (ox.RdfFormat.JSON_LD, "json-ld")],
)
def test_another_parser_reads_the_same_graph(form: ox.RdfFormat, name: str) -> None:
    """rdflib as oracle: each file is the graph that the N-Triples say."""
    expected = rdflib.Graph().parse(data=serialize(sample(), ox.RdfFormat.N_TRIPLES), format="nt")
    assert isomorphic(rdflib.Graph().parse(data=serialize(sample(), form), format=name), expected)


def test_turtle_groups_by_subject_and_declares_its_prefixes() -> None:
    text = serialize(sample()).decode()
    assert text.count(f"\n{SELF} ") == 1
    assert "@prefix unr: <https://w3id.org/unres/def#> ." in text


def test_quads_put_each_line_in_the_named_graph() -> None:
    graph = ox.NamedNode(f"{DEFAULT_BASE}A/RES/99/7")
    quads = list(ox.parse(serialize_quads(sample(), graph), ox.RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in quads} == {graph}
    assert {quad.triple for quad in quads} == set(sample())


# ------------------------------------------------------------------ expressions


def test_each_language_is_an_expression_with_its_files() -> None:
    """The work, its text in a language, and what embodies the text: the files that were read and the official one."""
    graph = resolution_triples(RESOLUTION, ANNOTATIONS, others=(french(),))
    assert ask("SELF eli:is_realized_by ?e. ?e a eli:LegalExpression; eli:realizes SELF; dct:title ?t", graph) == [
        ("A/RES/99/7/en", "Lighthouses for all@en"),
        ("A/RES/99/7/fr", "Des phares pour tous@fr"),
    ]
    assert ask("?e eli:language ?l", graph) == [
        ("A/RES/99/7/en", "http://publications.europa.eu/resource/authority/language/ENG"),
        ("A/RES/99/7/fr", "http://publications.europa.eu/resource/authority/language/FRA"),
    ]
    assert ask("?e eli:is_embodied_by ?f. FILTER(CONTAINS(STR(?e), '/fr'))", graph) == [
        ("A/RES/99/7/fr", "https://docs.un.org/fr/A/RES/99/7"),
        ("A/RES/99/7/fr", "source-bbbbbbbbbbbb"),
    ]


def test_a_language_that_no_table_knows_is_an_expression_without_an_official_file() -> None:
    """Nothing is guessed of it."""
    graph = resolution_triples(replace(RESOLUTION, language="eo"), ANNOTATIONS)
    assert ask("?e a eli:LegalExpression; rdfs:label ?l", graph) == [("A/RES/99/7/eo", "A/RES/99/7, eo@en")]
    assert ask("?e eli:language ?l", graph) == []
