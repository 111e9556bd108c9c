"""Which document answers a report request: by the citation of a later text in the same series, or none."""

import pytest
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.review.mandates.answers import Answer, ReportsOf, find_answers, reports_of
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


def test_a_text_of_another_session_than_the_one_due_answers_nothing() -> None:
    """The answer is taken up when it is due; a text of the session between says nothing of it."""
    words = "Taking note of the report of the Secretary-General (A/92/55),\n\n1. Decides to act."
    assert answers(asked(), of(words, "93/1", "93")) == []


def test_what_is_put_into_another_report_is_no_document() -> None:
    assert asked("updated information on rivers").asked == ()
