"""Duties: reports, agenda items, contributions, clauses. The rules' own examples are proved with all others."""

import datetime as dt

import pytest

from lod.layers.annotate import annotate
from lod.layers.duties import find_agenda, find_clauses, is_contribution_call
from lod.layers.names import load_names
from lod.layers.reports import find_report
from tests.samples import operative

REPORTS = [
    # the act's words, body, session, date, deliverable
    (
        "Requests the Secretary-General to submit to the General Assembly at its eightieth session a report on rivers;",
        ("General Assembly", "80", None, "report on rivers"),
    ),
    (
        "Requests the Board to report to the Human Rights Council at its fifty-fifth session;",
        ("Human Rights Council", "55", None, None),
    ),
    (
        "Requests the Secretary-General to provide an oral update by 31 March 2036;",
        (None, None, dt.date(2036, 3, 31), "oral update"),
    ),
    ("Requests the Secretary-General to keep the Security Council informed;", ("Security Council", None, None, None)),
    (
        "Requests the Board to provide the General Assembly, at its ninetieth session, with a report on dams;",
        ("General Assembly", "90", None, "report on dams"),
    ),
    (
        "Requests the Board to report to the Human Rights Council and to the General Assembly at its ninth session;",
        ("General Assembly", "9", None, None),
    ),
    (
        "Requests the Board to invite States to submit views, and to report to the Assembly at its ninth session;",
        ("Assembly", "9", None, None),
    ),
    (
        "Requests the Board to submit a report to the Assembly, starting at its ninetieth session, on its mandate;",
        ("Assembly", "90", None, "report on its mandate"),
    ),
    (
        "Asks the Board to examine the question of dams and to report thereon to the Assembly at its ninth session;",
        ("Assembly", "9", None, "report on the question of dams"),
    ),
    (
        "Invites States to submit to the Secretary-General information on floods, as well as on dams;",
        ("Secretary-General", None, None, "information on floods"),
    ),
    (
        "Requests the Secretary-General to provide in his next progress report an analysis of floods;",
        (None, None, None, "analysis of floods"),
    ),
    (
        "Requests the Board to update the General Assembly at its ninth and tenth sessions on the progress made;",
        ("General Assembly", "9", None, "progress made"),
    ),
    (
        "Requests the Board to prepare a report, within its means, for the ninth session of the General Assembly;",
        ("General Assembly", "9", None, "report"),
    ),
    (
        "Requests the Board to explore options, and report thereon to the Committee on Dams by 1 May 2040;",
        ("Committee on Dams", None, dt.date(2040, 5, 1), None),
    ),
    (
        "Invites the Commission to comment, in its reports to the General Assembly, on rivers;",
        ("General Assembly", None, None, None),
    ),
    (
        "Requests the Secretary-General to submit elements of the plan by no later than the ninety-first session;",
        (None, "91", None, None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS, ids=[case[0][:60] for case in REPORTS])
def test_a_report_request_says_to_whom_when_and_what(
    text: str, expected: tuple[str | None, str | None, dt.date | None, str | None]
) -> None:
    """What the words do not say stays empty."""
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    request = found.request
    assert (request.to, request.session, request.date) == expected[:3]
    if expected[3]:
        assert request.deliverable == expected[3]


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Takes note of the request to submit a report;", "note"),
        ("Requests the Board to provide assistance to the Territory;", "request"),
        ("Requests the Secretary-General to invite Governments to submit comments;", "request"),
        (
            "Invites Member States to provide newly arrived migrants with targeted and comprehensive information;",
            "invite",
        ),
        ("Encourages States to teach what is unacceptable and how to report it;", "invite"),
        ("Encourages States to set up mechanisms which allow migrants to report abuses;", "invite"),
        ("Requests the Board to bring the present resolution to the attention of States;", "request"),
    ],
)
def test_what_asks_for_no_report_is_none(text: str, family: str) -> None:
    """Only acts that ask ask for reports, and assistance is none."""
    assert find_report(text, 5, len(text), family, load_names()) is None


def test_that_session_is_the_one_named_before() -> None:
    """ "At that session" takes up the session of the agenda; one in a title is none."""
    text = (
        "Decides to include in the agenda of its ninetieth session the item entitled “Outcome of the tenth session”, "
    )
    text += "and requests the Board to report to the Assembly at that session;"
    found = find_report(text, text.index("requests") + 8, len(text), "request", load_names())
    assert found is not None
    assert (found.request.to, found.request.session) == ("Assembly", "90")


def test_an_agenda_inclusion_keeps_item_and_sub_item() -> None:
    """Titles as printed, the session as a number."""
    text = "Decides to include in the provisional agenda of its ninety-first session, under the item entitled “Water”, "
    text += "the sub-item entitled “Rivers”."
    found = find_agenda(text, 0, len(text), "decide")
    assert found is not None
    assert (found[0].session, found[0].item, found[0].sub_item) == ("91", "Water", "Rivers")


def test_to_maintain_an_item_is_an_inclusion() -> None:
    """Whether it is put there or kept there."""
    text = "Decides to maintain in the provisional agenda of its ninety-first session the item entitled “Rivers”."
    found = find_agenda(text, 0, len(text), "decide")
    assert found is not None
    assert (found[0].session, found[0].item) == ("91", "Rivers")


def test_to_consider_an_item_is_no_inclusion() -> None:
    """Only what is put on an agenda counts."""
    text = "Decides to consider the item at its ninety-first session."
    assert find_agenda(text, 0, len(text), "decide") is None


@pytest.mark.parametrize(("family", "calls"), [("invite", True), ("note", False)])
def test_a_contribution_call_asks(family: str, calls: bool) -> None:
    """Noting contributions calls for none."""
    text = "invites States to contribute to the Fund"
    assert is_contribution_call(text, 0, len(text), family) is calls


def test_clauses_of_money_and_time_are_found_with_their_words() -> None:
    """Each with its kind, in the order of the text."""
    text = "Decides to proclaim 2036 the International Year of Rivers, within existing resources and "
    text += "voluntary contributions."
    found = find_clauses(text, "op1", 0, len(text), "decide")
    assert [(clause.kind, clause.span.printed) for clause in found] == [
        ("year", "International Year of Rivers"),
        ("within-existing-resources", "within existing resources"),
        ("voluntary-contributions", "voluntary contributions"),
    ]


def test_nobody_reports_to_a_fund() -> None:
    """The words stay; the fund is a mention and no receiver."""
    text = "Requests the Secretary-General to report on contributions to the Trust Fund for Rivers;"
    found = annotate(operative(text))
    assert [act.report and act.report.to_entity for act in found.acts] == [None]
    assert any((mention.entity or "").startswith("fund/") for mention in found.mentions)
