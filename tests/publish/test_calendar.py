"""The calendar of duties: what a calendar program relies on."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.publish.calendar import DueEvent, _folded, due_events, ics
from lod.publish.cards import card
from lod.publish.index import Index
from tests.graph_sample import ANNOTATIONS, RESOLUTION
from tests.samples import bundled, bundled_annotations, operative

HOSTILE = DueEvent("https://example.org/A#op1", "a; b, c\\\r\nEND:VCALENDAR\x00 " + "é" * 90, "A",
                   dt.date(2030, 1, 31), dt.date(2030, 1, 31))  # fmt: skip


def test_duties_of_a_resolution_are_events() -> None:
    """A report to the Assembly's sixty-ninth session stands in the main part of that session."""
    events = list(due_events(Index.of([card(bundled(), bundled_annotations())])))
    assert {event.in_session for event in events} == {"69"}, "the committee's own session has no known year"
    assert {(event.first, event.last) for event in events} == {(dt.date(2014, 9, 1), dt.date(2014, 12, 31))}
    assert "state of South-South cooperation" in " ".join(event.what for event in events)


def test_a_printed_day_is_the_day_of_the_event() -> None:
    """What is due in sessions of the same paragraph, a further report too, stands beside it."""
    events = list(due_events(Index.of([card(RESOLUTION, ANNOTATIONS)])))
    assert events[0].first == events[0].last == dt.date(2045, 5, 1)
    assert [event.in_session for event in events] == ["", "100", "100", "101"], (
        "the board's own session has no known year"
    )


def days(words: str) -> list[tuple[dt.date, str]]:
    """First day and session of the events of a paragraph."""
    asked = operative(words)
    return [(event.first, event.in_session) for event in due_events(Index.of([card(asked, annotate(asked))]))]


def test_a_duty_with_a_day_is_not_told_again_for_its_session() -> None:
    told = "Requests the Secretary-General to report to the General Assembly at its ninety-first session by 1 May 2037;"
    assert days(told) == [(dt.date(2037, 5, 1), "")]


def test_another_duty_of_a_dated_paragraph_is_told_too() -> None:
    """What States send in by a day, and the report on it in a session, are two duties of one paragraph."""
    told = (
        "Invites Member States to submit information on lakes before 28 April 2035, and requests the "
        "Secretary-General to submit to the General Assembly at its ninety-first session a report on it;"
    )
    assert days(told) == [(dt.date(2035, 4, 28), ""), (dt.date(2036, 9, 1), "91")]


def test_lines_are_folded_and_values_escaped() -> None:
    """No line is longer than 75 bytes, no letter is cut, no word can end the calendar."""
    made = ics([HOSTILE, replace(HOSTILE, what="other"), HOSTILE], "All; duties")
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert made.decode().count("END:VCALENDAR\r\n") == 1
    assert b"UID:https://example.org/A#op1-2" in lines, "another duty of the paragraph"
    assert made.count(b"BEGIN:VEVENT") == 2
    assert b"DTEND;VALUE=DATE:20300201" in lines


def test_a_library_of_calendars_reads_it() -> None:
    """Every event comes back with its words."""
    icalendar = pytest.importorskip("icalendar")
    events = [*due_events(Index.of([card(bundled(), bundled_annotations())])), HOSTILE]
    read = icalendar.Calendar.from_ical(ics(events, "Duties"))
    told = [str(event["SUMMARY"]) for event in read.walk("VEVENT")]
    assert told == [f"{event.symbol}: {' '.join(event.what.replace(chr(0), chr(0xFFFD)).split())}" for event in events]
    assert all(isinstance(event["DTSTART"].dt, dt.date) for event in read.walk("VEVENT"))


@given(st.text(st.sampled_from("ab é水😀"), max_size=400))
def test_a_folded_line_is_the_line_again(line: str) -> None:
    """RFC 5545, 3.1: no piece is longer than 75 bytes, none but the first begins without a blank, no letter is cut."""
    pieces = _folded(line).split(b"\r\n")
    assert pieces.pop() == b""
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert (
        "".join(piece.decode().removeprefix(" ") if at else piece.decode() for at, piece in enumerate(pieces)) == line
    )
