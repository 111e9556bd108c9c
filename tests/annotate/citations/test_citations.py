"""Citations: what paragraphs and notes cite, in which words, and what for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.annotate.citations.citations import find_citations
from lod.annotate.citations.functions import CueRule, load_cue_rules
from lod.annotate.citations.lexicon import load_lexicon
from lod.annotate.citations.references import load_citation_rules
from lod.data.files import data, read_toml
from lod.data.organs import load_organs
from lod.data.rules import Rule, load_rules
from lod.model.annotations import Act, Citation, Span
from lod.model.resolution import Footnote, Link, Passage
from lod.model.symbols import normalize
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.citation_sample import cited_in, cited_in_notes, resolution, targets
from tests.samples import TESTS

CASES = TESTS / "cases"


# ------------------------------------------------------------------ the rules prove themselves


@pytest.mark.parametrize("rule", list(load_citation_rules().values()), ids=lambda rule: rule.id)
def test_a_rule_matches_its_examples_and_no_near_miss(rule: Rule) -> None:
    """Every example is matched, with its captures; no near-miss is."""
    assert rule.failures() == []


def test_no_rule_names_a_symbol() -> None:
    """Patterns speak the language of resolutions: none holds the number of a resolution or report."""
    for rule in load_rules(data("citations.toml")):
        assert not re.search(r"\d{2}/\d{2,}", rule.pattern.pattern), rule.id


@pytest.mark.parametrize("rule", load_cue_rules(), ids=lambda rule: rule.function)
def test_a_cue_proves_itself(rule: CueRule) -> None:
    """Each example gives the function to the reference in brackets; no near-miss does."""
    for text in rule.examples:
        assert function_of_bracketed(text, rule) == rule.function, text
    for text in rule.near_misses:
        assert function_of_bracketed(text, rule) != rule.function, text


def test_words_that_hold_a_cue_and_are_none_leave_the_function_to_others() -> None:
    """ "The process of ratification of" a convention accedes to nothing."""
    for row in read_toml(data("citation-functions.toml"))["none"]:
        for example in row["examples"]:
            assert function_of_bracketed(example["text"]) == example["function"], example["text"]


def function_of_bracketed(text: str, rule: CueRule | None = None) -> str:
    """The function of the citation whose words stand in brackets."""
    before, words, _ = re.split(r"[\[\]]", text, maxsplit=2)
    plain = text.replace("[", "").replace("]", "")
    found = cited_in_notes(plain) if rule and any(cue.notes for cue in rule.cues) else cited_in(plain)
    (citation,) = [c for c in found if c.span.start <= len(before) < c.span.end]
    assert citation.span.printed == words
    return citation.function


# ------------------------------------------------------------------ cases


def blocks(name: str) -> Iterator[list[str]]:
    text = (CASES / name).read_text(encoding="utf-8")
    for block in re.split(r"\n\s*\n", text):
        if lines := [line for line in block.splitlines() if line and not line.startswith("#")]:
            yield lines


def line_of(citation: Citation) -> str:
    """A citation as the cases write it."""
    words = f"{citation.span.printed} -> {citation.target.path if citation.target else '-'}"
    words += f" [{citation.date}]" if citation.date else ""
    words += f" {{{citation.pinpoint}}}" if citation.pinpoint else ""
    words += f" <{citation.function}>"
    return words + (f" ibid {citation.ibid}" if citation.ibid else "")


@pytest.mark.parametrize("block", list(blocks("citations.txt")), ids=lambda block: block[0][:60])
def test_a_paragraph_cites(block: list[str]) -> None:
    """Words, target, date, pinpoint and function of every citation of a paragraph."""
    assert [line_of(citation) for citation in cited_in(block[0])] == block[1:]


@pytest.mark.parametrize("block", list(blocks("notes.txt")), ids=lambda block: block[0][:60])
def test_a_note_cites(block: list[str]) -> None:
    """Words, target, pinpoint and the note taken up of every citation of the last note."""
    notes = [re.split(r"  ", line, maxsplit=1) for line in block if re.match(r"\d+  ", line)]
    last = f"fn{notes[-1][0]}"
    found = [c for c in cited_in_notes(*(text for _, text in notes)) if c.span.place == last]
    assert [line_of(citation) for citation in found] == block[len(notes) :]


# ------------------------------------------------------------------ A/RES/68/230


@pytest.fixture(scope="module")
def seed() -> tuple[Citation, ...]:
    return find_citations(read_text(load_source(data("sources", "A_RES_68_230.txt"))))


def at(citations: tuple[Citation, ...], place: str) -> list[Citation]:
    return [citation for citation in citations if citation.span.place == place]


def test_68_230_reaffirms_64_222_and_33_134(seed: tuple[Citation, ...]) -> None:
    """The first two paragraphs reaffirm a resolution each, and name the documents that these endorsed."""
    first, second = at(seed, "pp1"), at(seed, "pp2")
    assert [line_of(c) for c in first if c.target and c.target.symbol] == [
        "64/222 -> A/RES/64/222 [2009-12-21] <reaffirming>"
    ]
    assert [line_of(c) for c in second if c.target and c.target.symbol] == [
        "33/134 -> A/RES/33/134 [1978-12-19] <reaffirming>"
    ]
    assert "instrument/nairobi-outcome-document" in targets(tuple(first))
    assert "instrument/buenos-aires-plan-of-action" in targets(tuple(second))


def test_68_230_recalls_a_series_with_dates(seed: tuple[Citation, ...]) -> None:
    """The third paragraph: seven resolutions, each with its date; 57/270 B keeps its letter."""
    assert [line_of(citation) for citation in at(seed, "pp3")] == [
        "57/270 B -> A/RES/57/270B [2003-06-23] <recalling>",
        "60/212 -> A/RES/60/212 [2005-12-22] <recalling>",
        "62/209 -> A/RES/62/209 [2007-12-19] <recalling>",
        "63/233 -> A/RES/63/233 [2008-12-19] <recalling>",
        "64/1 -> A/RES/64/1 [2009-10-06] <recalling>",
        "66/219 -> A/RES/66/219 [2011-12-22] <recalling>",
        "67/227 -> A/RES/67/227 [2012-12-21] <recalling>",
    ]


def test_68_230_asks_for_contributions_in_accordance_with_57_263(seed: tuple[Citation, ...]) -> None:
    """Operative paragraph 17."""
    assert [line_of(citation) for citation in at(seed, "op17")] == [
        "57/263 -> A/RES/57/263 [2002-12-20] <in-accordance-with>"
    ]


def test_68_230_recalls_a_decision_of_the_high_level_committee(seed: tuple[Citation, ...]) -> None:
    """Decision 17/1 is the Committee's: no resolution, and not the Assembly's."""
    (citation,) = at(seed, "op11")
    assert line_of(citation) == "17/1 -> decision/hlc-ssc/17/1 <recalling>"
    assert citation.target is not None
    assert (citation.target.symbol, citation.target.kind) == (None, "decision")


def test_68_230_notes_cite_documents(seed: tuple[Citation, ...]) -> None:
    """Footnotes 1, 2, 4, 5 and 6."""
    assert [line_of(c) for c in at(seed, "fn1")] == [
        "Sales No. E.78.II.A.11 -> publication/E.78.II.A.11 {chap. I} <citing>"
    ]
    assert targets(tuple(at(seed, "fn2"))) == ["A/67/39"]
    assert targets(tuple(at(seed, "fn4"))) == ["A/68/212"]
    assert targets(tuple(at(seed, "fn5"))) == ["A/66/717"]
    assert targets(tuple(at(seed, "fn6"))) == ["A/66/717/Add.1"]


def test_68_230_footnote_3_takes_up_footnote_2(seed: tuple[Citation, ...]) -> None:
    """ "Ibid., chap. I." is A/67/39, chap. I."""
    assert [line_of(c) for c in at(seed, "fn3")] == ["Ibid. -> A/67/39 {chap. I} <citing> ibid fn2"]


# ------------------------------------------------------------------ acts, links, places


def test_ibid_in_the_first_note_of_a_table_takes_up_no_note_of_the_page() -> None:
    """The notes of a table follow each other alone."""
    page = Footnote("1", "fn1", Passage("A/68/212."), "op1", 1)
    ibid, other, again = (
        Footnote(mark, f"table1.fn-{mark}", Passage(text), "table1", position, of_table=True)
        for position, (mark, text) in enumerate((("a", "Ibid."), ("b", "A/68/213."), ("c", "Ibid.")), 2)
    )
    found = find_citations(replace(resolution({}), footnotes=(page, ibid, other, again)))
    taken = [(c.span.place, c.target and c.target.symbol, c.ibid) for c in found if c.rule == "citation.ibid"]
    assert taken == [("table1.fn-a", None, None), ("table1.fn-c", "A/68/213", "table1.fn-b")]


def act(place: str, text: str, verb: str, family: str) -> Act:
    start = text.index(verb)
    words = Span(place, start, start + len(verb), verb)
    whole = Span(place, start, len(text), text[start:])
    return Act(f"{place}.act1", place, 1, verb, verb, verb, words, whole, family, "test")


def test_an_act_gives_its_verb_where_no_cue_stands_nearer() -> None:
    """ "requests ... resolution 57/263" is requesting; "in accordance with" before it wins."""
    text = "Requests the Secretary-General to publish resolution 57/262, in accordance with resolution 57/263;"
    acts = (act("op1", text, "Requests", "request"),)
    found = find_citations(resolution({"op1": text}), acts)
    assert [citation.function for citation in found] == ["requesting", "in-accordance-with"]


def test_a_sources_link_settles_what_words_leave_open() -> None:
    """An unresolved number, and words of another language, take the document that the source links."""
    text = "Takes note of resolution 17/2 and of resolución 60/1"
    links = (Link(25, 29, "https://undocs.org/en/A/HRC/RES/17/2"), Link(48, 52, "https://undocs.org/es/A/RES/60/1"))
    found = find_citations(resolution({"pp1": text}, links={"pp1": links}))
    assert targets(found) == ["A/HRC/RES/17/2", "A/RES/60/1"]
    assert found[1].rule == "citation.source_link"


def test_a_link_to_another_number_does_not_move_the_words() -> None:
    """Editors' slips: the printed number counts."""
    links = (Link(15, 21, "https://undocs.org/en/A/RES/61/100"),)
    assert targets(find_citations(resolution({"pp1": "Its resolution 61/101"}, links={"pp1": links}))) == [
        "A/RES/61/101"
    ]


def test_a_link_to_a_resolution_that_cannot_be_is_not_followed() -> None:
    """ "decision 17/1" that its editors linked as A/RES/17/1 stays the Committee's decision."""
    links = (Link(9, 13, "https://undocs.org/en/A/RES/17/2"),)
    text = "decision 17/2 of the High-level Committee on South-South Cooperation"
    assert targets(find_citations(resolution({"pp1": text}, links={"pp1": links}))) == ["decision/hlc-ssc/17/2"]


def test_an_organ_outside_the_table_cites_its_own() -> None:
    """No symbol is made up for an organ of which nothing is known."""
    found = find_citations(resolution({"pp1": "Recalling its resolution 2013/9,"}, organ="trusteeship-council"))
    assert [citation.target for citation in found if citation.target and citation.target.symbol] == []


def test_hyphens_and_blanks_that_do_not_break_are_read_as_plain_ones() -> None:
    """Official files use both; the printed words keep them."""
    text = "Recalling resolution S\u201110/2 and resolution 55/2\u00a0of 8 September 2000"
    assert [(c.span.printed, c.date and c.date.year) for c in cited_in(text)] == [("S\u201110/2", None), ("55/2", 2000)]


def test_citations_are_numbered_in_their_place() -> None:
    """Places are the passage's with cit1, cit2, ... in text order."""
    found = cited_in("Recalling its resolutions 60/1 and 61/2 and the Paris Agreement,")
    assert [citation.place for citation in found] == ["pp1.cit1", "pp1.cit2", "pp1.cit3"]


def test_a_short_name_means_the_organ_named_before() -> None:
    """ "Commission resolution 66/1" takes the commission that the resolution last named in full."""
    found = find_citations(
        resolution({"pp1": "Noting the Commission on Narcotic Drugs,", "pp2": "Recalling Commission resolution 66/1,"})
    )
    assert targets(found) == ["resolution/cnd/66/1"]
    assert targets(cited_in("Recalling Commission resolution 66/1,")) == [None]


def test_the_adopting_organ_decides_what_its_resolution_means() -> None:
    """The same words in a resolution of the Economic and Social Council cite that Council."""
    found = find_citations(resolution({"pp1": "Recalling its resolution 2013/9,"}, organ="economic-and-social-council"))
    assert targets(found) == ["resolution/economic-and-social-council/2013/9"] or targets(found) == ["E/RES/2013/9"]


# ------------------------------------------------------------------ properties

WORDS = st.sampled_from(
    [
        *("resolution", "resolutions", "decision", "its", "of", "and", "to", "A", "B", ",", ";", ".", "\n", "“", "ß"),
        *("57/270", "64/222", "17/1", "1514 (XV)", "(III)", "1325 (2000)", "S-10/2", "21 December 2009", "annex"),
        *("A/68/212", "Corr.1", "A/78/6 (Sect. 10)", "Sales No. E.78.II.A.11", "vol. 610, No. 8843", "Treaty Series"),
        *("Security Council", "Human Rights Council", "Charter", "Charter of the United Nations", "Article 51 of the"),
        *("Ibid.", "chap. I", "that resolution", "Official Records of the General Assembly, Sixth Session,"),
        *("Supplement No. 9", "Ibid., Supplement No. 9"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25), st.lists(WORDS, max_size=12), st.sampled_from([" ", "", ", "]))
def test_citations_hold_their_words_and_do_not_overlap(body: list[str], note: list[str], joint: str) -> None:
    """passage[start:end] == printed, in order, apart from each other, whatever the text."""
    texts = {"pp1": joint.join(body), "fn1": "A/68/1.", "fn2": joint.join(note)}
    found = find_citations(resolution({"pp1": texts["pp1"]}, {"1": texts["fn1"], "2": texts["fn2"]}))
    for place, text in texts.items():
        end = 0
        for citation in at(found, place):
            assert text[citation.span.start : citation.span.end] == citation.span.printed != ""
            assert citation.span.start >= end
            end = citation.span.end


@given(st.text(max_size=200))
def test_no_text_is_refused(text: str) -> None:
    """Any characters at all."""
    assert isinstance(cited_in(text), tuple)


@given(st.integers(31, 99), st.integers(1, 400), st.sampled_from(["", " B", " C"]))
def test_an_assembly_resolution_is_found_by_its_number(session: int, number: int, letter: str) -> None:
    """Whatever the number: "its resolution 57/270 B" is A/RES/57/270B, but of documents with several parts."""
    listed = load_organs().get("general-assembly").documents
    assume(not any(known.startswith(f"{session}/{number}A") for known in listed))
    printed = f"{session}/{number}{letter}"
    (citation,) = cited_in(f"Recalling its resolution {printed}, in which it decided")
    assert citation.target is not None
    assert (citation.span.printed, citation.target.symbol) == (printed, normalize(f"A/RES/{printed}"))


def test_citations_hold_their_words_on_the_corpus(corpus: Path) -> None:
    """The same on every official text at hand."""
    for path in sorted((corpus / "text").glob("*.txt")):
        read = read_text(load_source(path))
        passages = dict(read.passages())
        for citation in find_citations(read):
            span = citation.span
            assert passages[span.place].text[span.start : span.end] == span.printed, (path.name, citation)


def test_the_lexicon_finds_whole_words_only() -> None:
    """ "recalls" is a cue, "recallsome" is none."""
    lexicon = load_lexicon()
    assert [word.end - word.start for word in lexicon.find("recalls")] == [len("recalls")]
    assert lexicon.find("recallsome") == ()
