"""Which document answers a report request: by the citation of a later text in the same series, or none."""

import pytest
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.model.annotations import Instrument
from lod.review.mandates.answers import Answer, find_answers
from lod.review.mandates.reports import ReportsOf, reports_of
from tests.samples import resolution

REQUEST = "1. Requests the Secretary-General to submit to the General Assembly at its ninety-second session {what}."
REPORT = "a report on the care of rivers"


def of(body: str, number: str, session: str, note: str = "") -> ReportsOf:
    """The reports of an invented resolution."""
    made = resolution(body, number="90/1") if not note else _noted(body, note)
    made = replace(made, masthead=replace(made.masthead, symbol=f"A/RES/{number}", session=session))
    return reports_of(made, annotate(made))


def _noted(body: str, note: str):  # type: ignore[no-untyped-def]
    return resolution(f"{body}\n\n__________________\n1 {note}.", number="90/1")


def asked(*whats: str) -> ReportsOf:
    """A resolution of session 91 that asks for reports for session 92."""
    paragraphs = (REQUEST.format(what=what).replace("1.", f"{n}.", 1) for n, what in enumerate(whats or (REPORT,), 1))
    return of("\n\n".join(paragraphs).replace(".\n", ";\n"), "91/5", "91")


def later(words: str) -> ReportsOf:
    """A resolution of session 92 that takes something up."""
    return of(f"{words},\n\n1. Decides to act.", "92/6", "92")


def answers(asking: ReportsOf, *texts: ReportsOf) -> list[tuple[str, str, str]]:
    return [(answer.act, answer.symbol, answer.by) for answer in find_answers(asking, texts)]


def test_a_report_that_the_later_text_takes_up_answers_the_request() -> None:
    """By its author, its session, and the words that say why it was made."""
    text = later("Taking note of the report of the Secretary-General (A/92/55) submitted pursuant to resolution 91/5")
    noted = later("Taking note of the report of the Secretary-General submitted pursuant to resolution 91/5 (A/92/55)")
    assert answers(asked(), noted) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(asked(), text) == [("op1.act1", "A/92/55", "A/RES/92/6")]


@pytest.mark.parametrize("words", ["on the care of rivers (A/92/55)", "(A/92/55)", "entitled “Rivers” (A/92/55)"])
def test_the_one_report_of_who_was_asked_answers_the_one_request(words: str) -> None:
    """Where its words say nothing, or what the request says; never by a title alone: the citation is there."""
    found = list(find_answers(asked(), [later(f"Welcoming the report of the Secretary-General {words}")]))
    assert [(answer.act, answer.symbol) for answer in found] == [("op1.act1", "A/92/55")]
    assert isinstance(found[0], Answer)
    assert found[0].citation.startswith("pp1.cit")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Taking note of the report of the Secretary-General on lighthouses (A/92/55)", "another subject"),
        ("Taking note of the report of the Secretary-General (A/91/55)", "another session"),
        ("Taking note of the report of the Disarmament Commission (A/92/42)", "another author"),
        ("Taking note of the report of the Secretary-General on the care of rivers", "no symbol"),
        ("Taking note of the report of the Secretary-General, and of the letter of Uganda (A/92/55)", "a letter"),
        ("Taking note of the report of the Secretary-General submitted pursuant to resolution 88/2 (A/92/55)", "88/2"),
        ("Taking note of the report of the Secretary-General (A/RES/92/55)", "a resolution"),
    ],
)
def test_what_may_be_another_report_answers_nothing(words: str, why: str) -> None:
    assert answers(asked(), later(words)) == [], why


def test_a_body_that_only_one_text_names_in_full_is_known_by_its_name_in_the_other() -> None:
    """ "The Special Committee": a name that tells nobody who it is, of the same words in the same series."""
    asking = of("1. Requests the Special Committee on Decolonization to submit a report on its work to the General "
                "Assembly at its ninety-second session.", "91/5", "91")  # fmt: skip
    asking = replace(asking, asked=tuple(replace(one, printed="Special Committee") for one in asking.asked))
    assert [bool(one.author) for one in asking.asked] == [True]
    text = later(
        "Having considered the report of the Special Committee on the work of its session held in 2036 (A/92/33)"
    )
    assert [report.author for report in text.taken] == [""]
    assert answers(asking, text) == [("op1.act1", "A/92/33", "A/RES/92/6")]
    apart = later("Having considered the report of the Special Committee against Apartheid (A/92/22)")
    assert answers(asking, apart) == []


def test_of_two_reports_that_may_be_meant_none_is_taken() -> None:
    one, two = (f"the report of the Secretary-General on the care of rivers (A/92/{n})" for n in (55, 56))
    assert answers(asked(), later(f"Taking note of {one} and {two}")) == []


def test_of_two_requests_the_one_whose_words_a_report_shares_is_answered() -> None:
    """Two requests of one office for one session are told apart by their subjects, else none is answered."""
    both = asked("a report on the care of rivers and their banks", "a report on harbours")
    rivers = later("Taking note of the report of the Secretary-General on rivers and their banks (A/92/55)")
    assert answers(both, rivers) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(both, later("Taking note of the report of the Secretary-General (A/92/55)")) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("submitted pursuant to resolution 91/5 (A/92/55), as well as that of the Disarmament Commission (A/92/42)",
         "behind \"that of\" stands another's"),
        ("on the care of rivers (A/92/55) and on ensuring the care of lighthouses (A/92/56)",
         "of two, one has the words of the request"),
        ("on the care of rivers (A/92/55 and A/92/55/Add.1)", "a document and its addendum are one"),
        ("on the care set out in the report of the Disarmament Commission on rivers (A/92/55)",
         "the report within the words is named only to say what stands in it"),
    ],
)  # fmt: skip
def test_of_documents_named_together_the_one_that_is_meant_answers(words: str, why: str) -> None:
    text = later(f"Taking note of the report of the Secretary-General {words}")
    asking = asked("a report on the care of rivers and their banks")
    assert answers(asking, text) == [("op1.act1", "A/92/55", "A/RES/92/6")], why


def test_a_report_that_stands_in_a_row_with_another_ones_is_not_taken_for_it() -> None:
    """A comma parts what stands in a report from the report itself: which of two is cited, nothing tells."""
    text = later(
        "Welcoming the report of the Secretary-General, and the measures set out in the report of the Disarmament "
        "Commission on rivers (A/92/55)"
    )
    assert answers(asked(), text) == []


def test_of_two_requests_the_paragraph_that_a_report_names_is_answered() -> None:
    """Also where who made the document was told in the words before."""
    both = asked("a report on the care of rivers", "a report on the care of banks")
    text = later(
        "Taking note of the reports of the Secretary-General (A/92/55 and A/92/56), in particular annex I to the "
        "report submitted pursuant to paragraphs 2 and 3 of its resolution 91/5 (A/92/56)"
    )
    assert answers(both, text) == [("op2.act1", "A/92/56", "A/RES/92/6")]
    assert answers(asked(), text) == []


def test_a_range_of_paragraphs_names_each_of_them() -> None:
    three = asked("a report on rivers", "a report on banks", "a report on lakes")
    text = later(
        "Taking note of the report of the Secretary-General submitted pursuant to paragraphs 2 to 3 of resolution 91/5 "
        "(A/92/56)"
    )
    assert answers(three, text) == [("op2.act1", "A/92/56", "A/RES/92/6"), ("op3.act1", "A/92/56", "A/RES/92/6")]


def test_his_report_is_that_of_who_is_asked() -> None:
    """In an act that asks one office alone; of two it tells nothing."""
    whom = "1. Requests {whom} to brief the Board on paragraph 15 of his report on the care of rivers (A/92/55)."
    assert answers(asked(), of(whom.format(whom="the Secretary-General"), "92/6", "92")) == [
        ("op1.act1", "A/92/55", "A/RES/92/6")
    ]
    assert answers(asked(), of(whom.format(whom="the Disarmament Commission"), "92/6", "92")) == []
    both = whom.format(whom="the Secretary-General and the Disarmament Commission")
    assert answers(asked(), of(both, "92/6", "92")) == []


def test_a_report_that_is_to_be_part_of_another_is_answered_by_that() -> None:
    text = later("Taking note of the report of the Secretary-General on the outcomes of the Dam Summit (A/92/55)")
    part = "a report on the state of banks, as part of his annual report on the outcomes of the Dam Summit"
    assert answers(asked(part), text) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(asked("a report on the state of banks"), text) == []


def test_a_secretariat_reports_by_its_executive_secretary() -> None:
    asking = of(
        "1. Invites the secretariat of the United Nations Framework Convention on Climate Change to submit to the "
        "General Assembly at its ninety-second session a report on the care of rivers.",
        "91/5",
        "91",
    )
    words = "Taking note of the report of the Executive Secretary of the {} on the care of rivers (A/92/55)"
    text = later(words.format("United Nations Framework Convention on Climate Change"))
    assert answers(asking, text) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(asking, later(words.format("Convention on Biological Diversity"))) == []


def test_a_report_on_the_present_resolution_is_one_on_what_its_title_says() -> None:
    """So it is told from other requests of the same text."""
    both = asked("a report on the implementation of the present resolution", "a report with his recommendations")
    both = replace(both, title="Follow-up to the Conference on Lighthouses")
    text = later("Taking note of the report of the Secretary-General on the Conference on Lighthouses (A/92/55)")
    assert answers(both, text) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(replace(both, title="Rivers"), text) == []


def test_a_resolution_that_the_request_names_too_leads_nowhere_else() -> None:
    text = later(
        "Taking note of the report of the Secretary-General on the implementation of resolution 88/2 on rivers "
        "(A/92/55)"
    )
    asking = asked("a report on rivers and the mandates contained in resolution 88/2")
    assert answers(asking, text) == [("op1.act1", "A/92/55", "A/RES/92/6")]
    assert answers(asked("a report on rivers and their mandates"), text) == []


def test_a_printed_symbol_counts_where_an_editors_link_leads_elsewhere() -> None:
    made = resolution("Taking note of the report of the Secretary-General on rivers (A/92/55),\n\n1. Decides to act.")
    told = annotate(made)
    wrong = Instrument("A/91/12", "A/91/12", "document")
    found = reports_of(made, replace(told, citations=tuple(replace(one, target=wrong) for one in told.citations)))
    assert [report.symbol for report in found.taken] == ["A/92/55"]


def test_a_text_of_another_session_than_the_one_due_answers_nothing() -> None:
    """The answer is taken up when it is due; a text of the session between says nothing of it."""
    words = "Taking note of the report of the Secretary-General (A/92/55),\n\n1. Decides to act."
    assert answers(asked(), of(words, "93/1", "93")) == []


def test_what_is_put_into_another_report_is_no_document() -> None:
    assert asked("updated information on rivers").asked == ()
