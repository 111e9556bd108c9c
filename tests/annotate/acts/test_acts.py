"""Acts and whom they address: the rules of `docs/acts.md` as cases, and the facts of A/RES/68/230."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.annotate.acts.acts import find_paragraph_acts
from lod.annotate.acts.addressees import find_addressees
from lod.annotate.acts.verbs import load_finder
from lod.annotate.annotate import annotate
from lod.annotate.names.find import load_names
from lod.model.annotations import Act, Role
from lod.read.source import load_source
from lod.read.text.read import read_text
from tests.samples import TESTS, bundled, bundled_annotations, operative, parts, resolution

CASES = TESTS / "cases" / "acts.txt"


def cases() -> list[tuple[str, list[str]]]:
    """(paragraph, expected lines) of the case file."""
    text = "\n".join(line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(block[0], [line.strip() for line in block[1:]]) for block in blocks]


def found_in(text: str) -> list[str]:
    """The acts of a paragraph in the form of the case file."""
    lines = []
    acts = find_paragraph_acts(text, load_finder())
    for act, addressed in zip(acts, find_addressees(text, acts, load_names()), strict=True):
        whom = "; ".join(text[a.start : a.end] for a in addressed)
        verb = act.verb
        lines.append(f"{verb.phrase} | {verb.manner or '-'} | {verb.verb.family} | {whom}".strip())
    return lines


@pytest.mark.parametrize(("text", "expected"), cases(), ids=[case[0][:50] for case in cases()])
def test_a_paragraph_holds_these_acts(text: str, expected: list[str]) -> None:
    """Every coordinated verb of the organ is an act; no other verb is; addressees are split as printed."""
    assert found_in(text) == expected


def acts() -> dict[str, list[Act]]:
    """The acts of A/RES/68/230 by paragraph."""
    found: dict[str, list[Act]] = {}
    for act in bundled_annotations().acts:
        found.setdefault(act.performed_in, []).append(act)
    return found


def addressed(act: Act) -> list[tuple[str, str | None]]:
    """Words and entities of an act's addressees."""
    mentions = {mention.place: mention for mention in bundled_annotations().mentions}
    return [(mentions[place].span.printed, mentions[place].entity) for place in act.addressing]


def test_68_230_op17_calls_all_countries_in_a_position_to_do_so_to_contribute_to_exactly_the_two_funds() -> None:
    """One paragraph, two acts: recognizes, invites; the second is a contribution call."""
    recognizes, invites = acts()["op17"]
    assert (recognizes.verb_phrase, invites.verb_phrase) == ("recognizes", "invites")
    words, entity = addressed(invites)[0]
    assert words == "all countries in a position to do so"
    assert entity == "actor/group/countries-in-a-position-to-do-so"
    assert invites.beneficiaries == (
        "fund/united-nations-fund-for-south-south-cooperation",
        "fund/perez-guerrero-trust-fund",
    )


def test_68_230_op11_asks_for_a_report_to_the_high_level_committees_eighteenth_session() -> None:
    """A report may go to another body and another body's session."""
    report = acts()["op11"][2].report
    assert report is not None
    assert (report.to, report.to_entity, report.session) == ("High-level Committee", "actor/hlc-ssc", "18")
    assert (report.deliverable or "").startswith("comprehensive proposal")


def test_68_230_op21_puts_an_item_on_the_agenda_and_asks_for_a_report_to_session_69() -> None:
    """One paragraph, two acts: decides, requests."""
    decides, requests = acts()["op21"]
    assert decides.agenda is not None
    assert requests.report is not None
    assert (decides.agenda.session, decides.agenda.item, decides.agenda.sub_item) == (
        "69",
        "Operational activities for development",
        "South-South cooperation for development",
    )
    assert (requests.report.to_entity, requests.report.session) == ("actor/general-assembly", "69")
    assert addressed(requests) == [("Secretary-General", "actor/secretary-general")]


def test_also_and_further_are_no_verbs() -> None:
    """ "Also takes note", "Further requests" keep their verb only, the words stay in the span."""
    assert [act.verb_phrase for act in acts()["op2"]] == ["takes note"]
    assert [act.verb_phrase for act in acts()["op16"]] == ["requests"]


def test_takes_note_is_no_agreement() -> None:
    """It belongs to the family of noting, not of deciding or recognizing."""
    assert {act.family for act in acts()["op1"] + acts()["op2"] + acts()["op3"]} == {"note"}


def test_a_list_has_one_act_at_its_introduction_and_points_with_verbs_have_their_own() -> None:
    """Points "(a) To ..." carry none; "(b) Decides ..." is an act at its own place."""
    read = operative(
        "Requests the Secretary-General:\n\n(a) To count otters;\n\n(b) To count fish;", "Also:\n\n(a) Decides;"
    )
    found = annotate(read).acts
    assert [(act.performed_in, act.verb_phrase) for act in found] == [("op1", "requests"), ("op2.a", "decides")]
    assert [m.span.printed for m in annotate(read).mentions if m.role is Role.ADDRESSEE] == ["Secretary-General"]


def test_words_behind_a_list_go_on_with_its_paragraph() -> None:
    """ "and stresses ..." after the points is an act at its own place."""
    text = "Condemns the spill, which:\n\n(a) Killed otters;\n\n(b) Killed fish;\n\nand stresses the need for care."
    found = annotate(operative(text)).acts
    assert [act.verb_phrase for act in found] == ["condemns", "stresses"]


def test_preamble_and_annex_hold_no_acts() -> None:
    """Only the operative part acts."""
    read = resolution("Recalling the flood,\n\n1. Decides to act.\n\nAnnex\n\nCharter\n\n1. Requests nobody to act.")
    assert [act.performed_in for act in annotate(read).acts] == ["op1"]


def test_a_short_form_is_settled_by_the_one_full_name_in_the_text() -> None:
    """One candidate or none: of two committees "the Committee" is neither."""
    one = operative("Takes note of the work of the Committee on Contributions;", "Requests the Committee to report.")
    two = operative(
        "Takes note of the work of the Committee on Contributions and the Committee on Conferences;",
        "Requests the Committee to report.",
    )
    entities = [[m.entity for m in annotate(read).mentions if m.role is Role.ADDRESSEE] for read in (one, two)]
    assert entities == [["actor/committee-on-contributions"], [None]]


def test_consulted_bodies_have_their_role() -> None:
    """ "In consultation with Member States" is not addressing them."""
    read = operative("Requests the Secretary-General, in consultation with Member States, to report.")
    roles = {m.span.printed: m.role for m in annotate(read).mentions}
    assert roles == {"Secretary-General": Role.ADDRESSEE, "Member States": Role.CONSULTED}


def check_words(text: str) -> None:
    """Acts stand in order without overlap; whom one addresses stands in its own words, or in the next act's where it
    has none."""
    last = 0
    acts = find_paragraph_acts(text, load_finder())
    for act, addressed in zip(acts, find_addressees(text, acts, load_names()), strict=True):
        assert last <= act.verb.start <= act.verb.end <= act.end <= len(text)
        last = act.end
        is_joined = not text[act.verb.end : act.end].strip(" ,")
        for addressee in addressed:
            assert act.verb.end <= addressee.start < addressee.end <= (len(text) if is_joined else act.end)
            assert text[addressee.start : addressee.end].strip() == text[addressee.start : addressee.end]


FRAGMENTS = [
    "Requests",
    "requests",
    "the Secretary-General",
    "and",
    ",",
    "to act",
    "that",
    "which",
    "invites",
    "also",
    "(a)",
]
FRAGMENTS += [
    "Member States",
    "in this regard",
    "including",
    "“",
    "”",
    ":",
    ";",
    "with concern",
    "calls upon",
    "the Board",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25))
@settings(deadline=None, max_examples=200)
def test_spans_stand_in_the_paragraph_whatever_its_words(words: list[str]) -> None:
    """Recognition is total and never points outside the text."""
    check_words(" ".join(words))


def test_every_annotation_of_the_corpus_quotes_its_paragraph(corpus: Path) -> None:
    """Law 3: text[start:end] is what is kept as printed, for acts, mentions, clauses and citations."""
    for path in sorted((corpus / "text").glob("*.txt"))[::6]:
        read = read_text(load_source(path))
        passages = dict(read.passages())
        found = annotate(read)
        spans = [m.span for m in found.mentions] + [c.span for c in found.citations]
        spans += [span for act in found.acts for span in (act.span, act.verb_span, *(c.span for c in act.clauses))]
        assert [s for s in spans if passages[s.place].text[s.start : s.end] != s.printed] == [], path.name


def test_the_bundled_text_has_32_acts() -> None:
    """Each of the 21 operative paragraphs acts, and eleven acts are coordinated."""
    assert len(bundled_annotations().acts) == 32
    assert set(acts()) == {place for place in parts(bundled()) if place.startswith("op")}


def test_the_assembly_in_its_own_resolution_is_the_general_assembly() -> None:
    """A short form means the adopting organ, also where another Assembly is named in full."""
    read = operative(
        "Recalls the United Nations Environment Assembly;", "Requests the Board to report to the Assembly on rivers;"
    )
    found = annotate(read)
    assert [act.report.to_entity for act in found.acts if act.report] == ["actor/general-assembly"]


@pytest.mark.parametrize(
    ("words", "printed"),
    [("Strongly urges States to act;", "urges"), ("Re\u2011emphasizes the need for dams;", "Re\u2011emphasizes")],
)
def test_a_verb_is_printed_as_it_stands_without_its_adverb(words: str, printed: str) -> None:
    """Its own words of the paragraph, signs and capital included."""
    assert [act.verb_printed for act in annotate(operative(words)).acts] == [printed]
