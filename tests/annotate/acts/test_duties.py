"""Duties: reports, agenda items, contributions, clauses. The rules' own examples are proved with all others."""

import datetime as dt

import pytest

from lod.annotate.acts.duties import find_agenda, find_clauses, is_contribution_call
from lod.annotate.acts.reports import find_report
from lod.annotate.annotate import annotate
from lod.annotate.names.find import load_names
from lod.graph.acts import due_session
from lod.model.annotations import Role
from tests.samples import operative

REPORTS = [
    # the act's words, body, session, date, deliverable
    (
        "Requests the Secretary-General to submit to the General Assembly at its eightieth session a report on rivers;",
        ("General Assembly", "80", None, "report on rivers"),
    ),
    (
        "Requests the Board to submit to the Council, and to the General Assembly at its ninth, tenth and eleventh "
        "sessions, a report on the fund;",
        ("General Assembly", "9", None, "report on the fund"),
    ),
    (
        "Requests the Board to submit to the Assembly a report, within existing resources, in relation to progress "
        "on dams, and to help;",
        ("Assembly", None, None, "report in relation to progress on dams"),
    ),
    ("Requests the Board to report on and to explore ways to save rivers;", (None, None, None, None)),
    (
        "Requests that the Commission continue to regularly consult with, and report to, Member States on rivers;",
        ("Member States", None, None, "report on rivers"),
    ),
    (
        "Requests the Board to submit a report to the Assembly at its ninth session under the sub-item entitled "
        "“Dams” of the item entitled “Rivers”, on the present resolution;",
        ("Assembly", "9", None, "report on the present resolution"),
    ),
    ("Urges States to report all losses in the River annual loss reports;", (None, None, None, "all losses")),
    (
        "Requests the Board to present in its next budget reports, both for dams and rivers, detailed information on "
        "it;",
        (None, None, None, "detailed information on it"),
    ),
    (
        "Requests the Board to provide updated information to the Assembly in the next progress report on the number "
        "of dams, as well as on rivers, by those who build them;",
        ("Assembly", None, None, "updated information on the number of dams, as well as on rivers"),
    ),
    (
        "Requests the Board to provide updated information on the status of, open questions in its next report;",
        (None, None, None, "updated information on the status of, open questions"),
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
        ("Secretary-General", None, None, "information on floods, as well as on dams"),
    ),
    (
        "Requests the Secretary-General to provide in his next progress report an analysis of floods;",
        (None, None, None, "analysis of floods"),
    ),
    (
        "Requests the Board to update the General Assembly at its ninth and tenth sessions on the progress made;",
        ("General Assembly", "9", None, "update on the progress made"),
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
    (
        "Requests the Board to prepare for submission to the relevant bodies, with the help of the agencies, a report "
        "on rivers;",
        ("relevant bodies", None, None, "report on rivers"),
    ),
    (
        "Requests the Rapporteur to prepare, for submission to the Assembly at its ninth session, a report on rivers;",
        ("Assembly", "9", None, "report on rivers"),
    ),
    (
        "Urges the agencies to submit the proposals to their governing organs;",
        ("governing organs", None, None, "proposals"),
    ),
    (
        "Requests the Board to provide regular updates to its Executive Council on the plan;",
        ("Executive Council", None, None, "regular updates on the plan"),
    ),
    ("Invites States to submit to the Office information on floods;", ("Office", None, None, "information on floods")),
    (
        "Requests the Board to provide the Office with relevant information;",
        ("Office", None, None, "relevant information"),
    ),
    (
        "Requests the Board to provide information on the matter in the context of its next progress report;",
        (None, None, None, "information on the matter"),
    ),
    (
        "Requests the Board to provide information on how rivers flow as part of its reports to the treaty bodies;",
        ("treaty bodies", None, None, "information on how rivers flow"),
    ),
    (
        "Requests the Board to provide in its reports on the care of rivers a full explanation for the delays;",
        (None, None, None, "full explanation for the delays"),
    ),
    (
        "Requests the Board to include information on rivers in a report to be submitted to the Assembly at its ninth "
        "session;",
        ("Assembly", "9", None, "information on rivers"),
    ),
    (
        "Invites States to communicate to the Secretary-General information on rivers;",
        ("Secretary-General", None, None, "information on rivers"),
    ),
    (
        "Requests the Board to provide, during its ninth session, an informal briefing to Member States on rivers;",
        ("Member States", "9", None, "informal briefing on rivers"),
    ),
    ("Requests the agencies to provide information on:", (None, None, None, "information")),
    ("Invites the agencies to report non-payment to the Unit;", ("Unit", None, None, "non-payment")),
    ("Requests the Board to prepare and submit a report on rivers;", (None, None, None, "report on rivers")),
    (
        "Requests the Board to submit a report on assistance to the River Agency;",
        (None, None, None, "report on assistance to the River Agency"),
    ),
    ("Calls upon States to report all floods to the Secretariat;", ("Secretariat", None, None, "all floods")),
    (
        "Requests that the Board, in due course, report to the Assembly on rivers;",
        ("Assembly", None, None, "report on rivers"),
    ),
    (
        "Requests the Board to submit final proposals no later than the end of the ninth session of the Assembly;",
        ("Assembly", "9", None, "final proposals"),
    ),
    (
        "Requests the Board to transmit that information to the high-level political forum at its meeting in 2034;",
        ("high-level political forum", None, None, "that information"),
    ),
    (
        "Requests the Board to submit to the Assembly, at its ninth session, a timely, concise report on rivers;",
        ("Assembly", "9", None, "timely, concise report on rivers"),
    ),
    (
        "Requests the Board to report to the Assembly on rivers, acknowledging and counting efforts, both old and new;",
        ("Assembly", None, None, "report on rivers"),
    ),
    (
        "Requests the Board to continue to report detailed information on this question in its proposals;",
        (None, None, None, "detailed information on this question"),
    ),
    (
        "Urges States, as far as possible, to report publicly on investigations;",
        (None, None, None, "report on investigations"),
    ),
    (
        "Requests the Board to present a river strategy in consultation with States by the end of 2034;",
        (None, None, None, "river strategy"),
    ),
    (
        "Requests the Board to study floods, assess dams and report thereon, including fish, to the Assembly at its "
        "ninth session;",
        ("Assembly", "9", None, None),
    ),
    (
        "Requests the Board to continue to consider, as a matter of priority, ways and means of keeping rivers clean "
        "and to report thereon to the General Assembly at its ninth session;",
        ("General Assembly", "9", None, "report on ways and means of keeping rivers clean"),
    ),
    (
        "Requests the Board to continue its work, including on dams, and to report thereon to the Assembly;",
        ("Assembly", None, None, "report on its work"),
    ),
    (
        "Requests the Board to undertake, with States, a study on rivers and to submit it to the General Assembly;",
        ("General Assembly", None, None, "study on rivers"),
    ),
    (
        "Requests the Board to submit to the Assembly at its ninth session a report on the care of rivers, progress in "
        "the building of dams and the state of the banks, and to rest;",
        (
            "Assembly",
            "9",
            None,
            "report on the care of rivers, progress in the building of dams and the state of the banks",
        ),
    ),
    (
        "Invites States to submit to the Office information on patterns, forms and flows of floods;",
        ("Office", None, None, "information on patterns, forms and flows of floods"),
    ),
    (
        "Encourages States to report on river indicator 16.4.1, using the method of the Board;",
        (None, None, None, "report on river indicator 16.4.1"),
    ),
    (
        "Requests the Board to report on each river’s length in its report on the state of rivers;",
        (None, None, None, "report on each river’s length"),
    ),
    (
        "Requests the Board to report annually to the Council at its operational activities segment on rivers;",
        ("Council", None, None, "report on rivers"),
    ),
    (
        "Requests the Board to issue the report on rivers by the end of May following the floods;",
        (None, None, None, "report on rivers"),
    ),
    ("Requests an oral briefing by the Board on rivers;", (None, None, None, "oral briefing by the Board on rivers")),
    (
        "Requests that updates on rivers be provided to the Commission on a regular basis;",
        ("Commission", None, None, "updates on rivers"),
    ),
    (
        "Requests the Board to continue the practice of providing a briefing to the Working Group on rivers;",
        ("Working Group", None, None, "briefing on rivers"),
    ),
    (
        "Requests the Board to submit an update on rivers for further consideration by the Working Group;",
        ("Working Group", None, None, "update on rivers"),
    ),
    (
        "Requests the Board to present a status report on rivers to be considered by the Assembly at its ninth "
        "session;",
        ("Assembly", "9", None, "status report on rivers"),
    ),
    (
        "Requests the Board to submit the proposed plan to Member States for their consideration on a non-objection "
        "basis;",
        ("Member States", None, None, "proposed plan"),
    ),
    (
        "Requests the Board to submit a report to the General Assembly at its ninth session and an interim report to "
        "the Human Rights Council on the implementation of the present resolution, including on dams;",
        ("General Assembly", "9", None, "report on the implementation of the present resolution"),
    ),
    (
        "Requests the Board to report to the General Assembly at its ninth session on the trade in fish, including "
        "poaching and trafficking, and on the implementation of the present resolution, and to make proposals;",
        (
            "General Assembly",
            "9",
            None,
            "report on the trade in fish, and on the implementation of the present resolution",
        ),
    ),
    (
        "Requests the Board to continue to submit annual reports, pursuant to resolution 57/306 of 15 April 2003, on "
        "special measures for rivers, including deltas, to the General Assembly;",
        ("General Assembly", None, None, "annual reports on special measures for rivers"),
    ),
    (
        "Requests the Board to present the budgetary requirements in its next proposed programme budget;",
        (None, None, None, "budgetary requirements"),
    ),
    (
        "Requests the Board to brief the General Assembly on the state of rivers at its ninth session;",
        ("General Assembly", "9", None, "briefing on the state of rivers"),
    ),
    (
        "Requests the Board to report to the General Assembly at its ninth session details on the use of dams;",
        ("General Assembly", "9", None, "details on the use of dams"),
    ),
    (
        "Requests the Board to include in its report to the General Assembly at its ninth session a section entitled "
        "“Preventing floods, in particular in deltas, and aid”, and notes it;",
        (
            "General Assembly",
            "9",
            None,
            "section entitled “Preventing floods, in particular in deltas, and aid”",
        ),
    ),
    (
        "Requests the Board to submit to the General Assembly at its ninth session a report that includes views "
        "provided by States on dams;",
        ("General Assembly", "9", None, "report that includes views provided by States on dams"),
    ),
    (
        "Invites the Chair to present an oral report and to engage in a dialogue with the Assembly at its ninth "
        "session;",
        ("Assembly", "9", None, "oral report"),
    ),
    (
        "Requests the Board to provide, in consultation with States and the River Agency, within its means, a report "
        "on rivers during the ninth session of the General Assembly, which will serve to inform States;",
        ("General Assembly", "9", None, "report on rivers"),
    ),
    (
        "Requests the Board to report on a plan to ensure that all are safe within five years;",
        (None, None, None, "report on a plan to ensure that all are safe within five years"),
    ),
    (
        "Requests the Board to submit for the consideration of the General Assembly at its ninth session measures, "
        "covering removal of old dams, care of weirs and locks, and rules to ensure safety;",
        (
            "General Assembly",
            "9",
            None,
            "measures covering removal of old dams, care of weirs and locks, and rules to ensure safety",
        ),
    ),
    (
        "Requests the Board to submit to the General Assembly a report on care of weirs and locks, and discuss in "
        "full its use;",
        ("General Assembly", None, None, "report on care of weirs and locks"),
    ),
    (
        "Requests the Board to submit information to the General Assembly on the outcome of the meeting on rivers: "
        "the way forward, a river agenda towards 2033, and to make recommendations;",
        (
            "General Assembly",
            None,
            None,
            "information on the outcome of the meeting on rivers: the way forward, a river agenda towards 2033",
        ),
    ),
    (
        "Requests the Board to submit to the General Assembly a report on the follow-up to the Conference against "
        "Flood, Lasting Drought and Thirst, as it sees fit;",
        (
            "General Assembly",
            None,
            None,
            "report on the follow-up to the Conference against Flood, Lasting Drought and Thirst",
        ),
    ),
    (
        "Requests the Board to submit a report on floods, Secretary-General willing;",
        (None, None, None, "report on floods"),
    ),
    (
        "Requests the Board to prepare reports for consideration by the General Assembly at its ninth session, namely "
        "a report on dams;",
        ("General Assembly", "9", None, "reports namely a report on dams"),
    ),
    (
        "Requests the Board to prepare reports for consideration by the General Assembly at its ninth session, namely "
        "a report on dams, including old ones, as asked before, and a report on the theme of the meeting;",
        ("General Assembly", "9", None, "reports namely a report on dams, and a report on the theme of the meeting"),
    ),
    (
        "Requests the Board to report to the Council on rules for police seconded to the Secretariat;",
        ("Council", None, None, "report on rules for police seconded to the Secretariat"),
    ),
    (
        "Requests the Board to report urgently to it on developments regarding its efforts.",
        (None, None, None, "report on developments regarding its efforts"),
    ),
    (
        "Requests the Board to submit the report it presents annually to the Council on rivers also to the General "
        "Assembly;",
        ("General Assembly", None, None, "report it presents on rivers"),
    ),
    (
        "Requests the Board to include consistently as a sub-item in its reports on the protection of rivers the issue "
        "of the safety of locks;",
        (None, None, None, "issue of the safety of locks"),
    ),
    (
        "Requests the Board to continue to report regularly to the Council, including through its river outlooks, on "
        "current trends;",
        ("Council", None, None, "report on current trends"),
    ),
    (
        "Requests the Board to submit recommendations to the Council relating to the future course of the river;",
        ("Council", None, None, "recommendations relating to the future course of the river"),
    ),
    (
        "Requests the Board to keep the Council promptly and currently informed on the situation.",
        ("Council", None, None, "situation"),
    ),
    (
        "Requests the Special Committee to continue to examine this question and to report thereon to the Council.",
        ("Council", None, None, "report on this question"),
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


SESSIONS = [
    # the act's words, session, for an act of the ninetieth session of the Assembly
    ("Requests the Board to report to the General Assembly through the Commission at its thirty-third session;", None),
    ("Requests the Board to report to the General Assembly through the Council at its ninety-first session;", "91"),
    ("Requests the Board to report, through the Council, to the General Assembly at its ninety-first session;", "91"),
    ("Requests the Board to report to the Commission on Rivers at its thirty-third session;", "33"),
    ("Requests the Board to report to the General Assembly at its tenth special session;", "S-10"),
    (
        "Requests the Board to report to the General Assembly, through the Commission on Rivers at its thirty-third "
        "session, at its ninety-second session;",
        "92",
    ),
    (
        "Requests the Board to transmit to the Commission all documents relating to the consideration of rivers by the "
        "General Assembly at its ninetieth session;",
        None,
    ),
]


@pytest.mark.parametrize(("text", "session"), SESSIONS, ids=[case[0][28:90] for case in SESSIONS])
def test_a_session_is_of_the_body_that_it_stands_by(text: str, session: str | None) -> None:
    """The Assembly holds one session a year: a number far from its own is that of the body through which it goes."""
    found = find_report(text, 8, len(text), "request", load_names(), 90)
    assert found is not None
    assert found.request.session == session


def test_who_decides_to_ask_asks() -> None:
    """ "Decides to request the Panel ... to submit" asks for what is submitted."""
    text = "Decides to request the Panel to end its work and to submit its final report no later than 30 June 2033;"
    found = find_report(text, len("Decides"), len(text), "decide", load_names())
    assert found is not None
    assert (found.request.deliverable, found.request.date) == ("its final report", dt.date(2033, 6, 30))


def test_who_decides_that_somebody_shall_report_asks_for_a_report() -> None:
    """A clause tells who is to report; what is decided of a report is none."""
    text = "Decides that the working group shall submit its report to the General Assembly at its ninth session;"
    found = find_report(text, len("Decides"), len(text), "decide", load_names())
    assert found is not None
    assert (found.request.to, found.request.session, found.request.deliverable) == (
        "General Assembly",
        "9",
        "its report",
    )
    none = "Decides that the report to the Assembly shall be short, and to report on it;"
    assert find_report(none, len("Decides"), len(none), "decide", load_names()) is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Requests the Board to monitor and report, by September 2035, to the General Assembly;", "September 2035"),
        ("Requests the Board to present a draft no later than January 2035;", "January 2035"),
        ("Requests the Board to present a draft in the second quarter of 2035;", "the second quarter of 2035"),
    ],
)
def test_a_month_or_a_quarter_is_kept_as_printed(text: str, printed: str) -> None:
    """When something is due may be less than a day: it has words and no date."""
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    assert (found.request.date_printed, found.request.date) == (printed, None)


def test_what_a_condition_parts_from_that_is_decided() -> None:
    """ "Decides that, if ..., the Group will conclude its work and submit the results thereof to ..." asks."""
    text = "Decides that, if rivers rise, the Group will conclude its work and submit the results thereof to the Board;"
    found = find_report(text, 7, len(text), "decide", load_names())
    assert found is not None
    assert (found.request.to, found.request.deliverable) == ("Board", "results thereof")


def test_what_is_reported_thereon_is_not_the_report_that_holds_it() -> None:
    """ "Thereon in his next report on dams": the report is on what went before, which no noun names."""
    text = "Requests the Board to count otters and to report thereon in the context of its next report on dams;"
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    assert found.request.deliverable is None


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("Requests the Board to submit annual reports on rivers;", "annual"),
        ("Requests the Board to submit a biennial report on rivers;", "biennial"),
        ("Requests the Board to brief the Assembly on a yearly basis;", "on a yearly basis"),
        ("Requests the Board to include rivers in its annual reports to the Assembly;", None),
        ("Requests the Board to report regularly on rivers;", "regularly"),
        ("Requests the Board to report within six months, and further to report on the fund on an annual basis;", None),
    ],
)
def test_a_frequency_is_asked_for_not_only_told(text: str, frequency: str | None) -> None:
    """Reports that somebody makes anyhow ("its annual reports") are not asked for as often."""
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    assert found.request.frequency == frequency


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Requests the Secretary-General to keep the database updated;", "request"),
        ("Requests States to heed their obligation to submit reports to the Board;", "request"),
        ("Requests the Board to give States equal opportunities to present their views;", "request"),
        ("Encourages States to provide assistance to others in the preparation of comprehensive reports;", "invite"),
        ("Takes note of the request to submit a report;", "note"),
        ("Requests the Board to provide assistance to the Territory;", "request"),
        ("Urges States to submit to the Board requests for and offers of assistance;", "call"),
        (
            "Requests the Board to give priority to the present resolution in its annual report to the Assembly;",
            "request",
        ),
        ("Requests the Secretary-General to invite Governments to submit comments;", "request"),
        (
            "Invites Member States to provide newly arrived migrants with targeted and comprehensive information;",
            "invite",
        ),
        ("Encourages States to teach what is unacceptable and how to report it;", "invite"),
        ("Encourages States to set up mechanisms which allow migrants to report abuses;", "invite"),
        (
            "Encourages States to train staff on rivers and on the need to count fish and to report illegal dams;",
            "invite",
        ),
        ("Calls upon States to set up rules for health-care professionals to report any case of fever;", "call"),
        ("Requests the Centre to provide timely and accessible information to the public on rivers;", "request"),
        ("Requests the Board to bring the present resolution to the attention of States;", "request"),
        (
            "Encourages the Commission to invite, as appropriate, the Institute to write and, if need be, other river "
            "experts to present their views;",
            "invite",
        ),
        ("Requests the Board to invite States, in the note referred to above, to inform it of their views;", "request"),
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


def test_a_list_asks_in_its_points_what_its_introduction_opens() -> None:
    """The act stands once, at the introduction; its report, item and clauses are told in the points, and kept there."""
    points = "(a) To clean rivers within existing resources;\n\n(b) To report to the Commission on Rivers at its ninth "
    points += "session;\n\n(c) To include in the provisional agenda of its ninety-first session the item “Rivers”."
    found = annotate(operative(f"Requests the Secretary-General:\n\n{points}"))
    (act,) = found.acts
    assert act.report is not None
    assert (act.report.to, act.report.session) == ("Commission on Rivers", "9")
    assert act.agenda is not None
    assert act.agenda.session == "91"
    assert [(clause.span.place, clause.span.printed) for clause in act.clauses] == [
        ("op1.a", "within existing resources")
    ]
    assert [mention.span.place for mention in found.mentions if mention.role is Role.REPORT_TO] == ["op1.b"]


def test_what_a_point_tells_nobody_is_no_report() -> None:
    """ "To provide information on their status" in a list of all that is urged names no receiver and no time."""
    points = "(a) To free all otters and to provide information on their status;\n\n(b) To clean rivers."
    found = annotate(operative(f"Urges the Government:\n\n{points}"))
    assert [act.report for act in found.acts] == [None]


def test_a_list_that_asks_nothing_asks_nothing_in_its_points() -> None:
    """ "Recalls the following: ... (a) To report" is told, not asked."""
    found = annotate(operative("Recalls what was asked:\n\n(a) To report to the General Assembly within its means."))
    assert [act.report for act in found.acts] == [None]


def test_nobody_reports_to_a_fund() -> None:
    """The words stay; the fund is a mention and no receiver."""
    text = "Requests the Secretary-General to report on contributions to the Trust Fund for Rivers;"
    found = annotate(operative(text))
    assert [act.report and act.report.to_entity for act in found.acts] == [None]
    assert any((mention.entity or "").startswith("fund/") for mention in found.mentions)


@pytest.mark.parametrize(
    "words",
    [
        "to report to the Human Rights Council at its ninetieth session and to the General Assembly on rivers",
        "to report to the Human Rights Council and the General Assembly on rivers",
        "to submit to the Human Rights Council a report on rivers and to transmit the report to the General Assembly",
    ],
)
def test_a_report_to_two_bodies_goes_to_both(words: str) -> None:
    """One thing is asked for, and each body has it; the words kept are those of the body found first."""
    text = f"Requests the Board {words};"
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    assert found.settled(found.request.to_entity).request.also_to == ("actor/general-assembly",)


def test_who_gets_a_report_and_who_considers_it_both_have_it() -> None:
    """The session is that of the one who considers; whom the report is about gets nothing."""
    to_considers = "for consideration by the General Assembly at its ninth session;"
    text = f"Requests the Board to submit to the Human Rights Council a report on rivers, {to_considers}"
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    request = found.settled(found.request.to_entity).request
    assert (request.to, request.session) == ("General Assembly", "9")
    assert request.also_to == ("actor/human-rights-council",)
    told = f"Requests the Board to submit a report on access to the Human Rights Council, {to_considers}"
    other = find_report(told, 8, len(told), "request", load_names())
    assert other is not None
    assert other.settled(other.request.to_entity).request.also_to == ()


def test_a_second_report_with_a_receiver_of_its_own_is_a_further_one() -> None:
    """Each keeps its own session and deliverable, and the words that ask for it."""
    text = (
        "Requests the Board to provide an oral report to the Human Rights Council at its sixty-eighth and sixty-ninth "
        "sessions and to report to the General Assembly at its ninetieth session on rivers;"
    )
    annotations = annotate(operative(text))
    (act,) = annotations.acts
    assert act.report is not None
    assert (act.report.to_entity, act.report.session, act.report.later_sessions, act.report.deliverable) == (
        "actor/human-rights-council",
        "68",
        ("69",),
        "oral report",
    )
    (further,) = act.further
    request = further.request
    assert (request.to_entity, request.session, request.deliverable) == (
        "actor/general-assembly",
        "90",
        "report on rivers",
    )
    assert further.span.printed == text[further.span.start : further.span.end]
    assert further.span.printed.startswith(" and to report to the General Assembly")
    received = [m.span.printed for m in annotations.mentions if m.role is Role.REPORT_TO]
    assert received == ["Human Rights Council", "General Assembly"]


@pytest.mark.parametrize(
    "words",
    [
        "to brief the General Assembly on dams and to submit a report on rivers to the Assembly at its ninth session",
        "to prepare a note on dams and to report thereon to the General Assembly at its ninth session",
        "to submit a note to the Human Rights Council and to submit the report to the General Assembly",
    ],
)
def test_the_same_body_in_other_words_or_the_same_report_is_no_further_one(words: str) -> None:
    """One receiver, or one thing that two bodies have."""
    (act,) = annotate(operative(f"Requests the Board {words};")).acts
    assert act.report is not None
    assert act.further == ()


def test_each_point_of_a_list_that_names_what_goes_to_whom_asks_for_a_report() -> None:
    """The first is the act's report; the words of each other stay in its point."""
    text = (
        "Requests the Board:\n\n(a) To report to the General Assembly at its ninety-second session on dams;\n\n"
        "(b) To submit to the General Assembly at its ninety-third session a note on weirs;\n\n"
        "(c) To count otters and to report thereon to States;"
    )
    (act,) = annotate(operative(text)).acts
    assert act.report is not None
    assert (act.report.session, act.report.deliverable) == ("92", "report on dams")
    assert [(f.span.place, f.request.session, f.request.deliverable) for f in act.further] == [
        ("op1.b", "93", "note on weirs")
    ]


def test_a_session_without_a_number_is_kept_in_its_words() -> None:
    """ "Before its next session": no session is guessed."""
    text = "Requests the Board to provide a briefing to the Committee on Dams before its next session;"
    found = find_report(text, 8, len(text), "request", load_names())
    assert found is not None
    assert (found.request.session, found.request.date, found.request.date_printed) == (None, None, "next session")


def test_what_is_submitted_to_a_portal_is_no_report() -> None:
    """It gives no account to a body."""
    asks = "Encourages States to submit case law to the knowledge management portal known as Rivers;"
    assert [act.report for act in annotate(operative(asks)).acts] == [None]


def test_a_report_may_be_due_in_several_sessions() -> None:
    """Each is a due session of the act; what is said of two bodies "respectively" is not."""
    sessions = "ninety-first, ninety-second and ninety-third sessions"
    asks = f"Requests the Board to report to the General Assembly at its {sessions}"
    (act,) = annotate(operative(f"{asks} on dams;")).acts
    assert act.report is not None
    assert (act.report.session, act.report.later_sessions) == ("91", ("92", "93"))
    (both,) = annotate(operative(f"{asks}, respectively;")).acts
    assert both.report is not None
    assert both.report.later_sessions == ()


def test_a_session_that_the_words_give_to_another_body_is_that_bodys() -> None:
    """Of a Working Group that meets during the Assembly's session, not its own ninetieth."""
    found = operative("Requests the Board to brief the Peacebuilding Commission at the ninth session of the Assembly;")
    (act,) = annotate(found).acts
    assert act.report is not None
    assert (act.report.to_entity, act.report.session) == ("actor/pbc", "9")
    assert due_session(act, "general-assembly") == "session/9"
