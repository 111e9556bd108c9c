"""Duties as a calendar that people subscribe to: an event a duty, on its day or in the session in which it is due.

Governing text: RFC 5545 (iCalendar). The day of an event that is due in a session is not known; it stands in the main
part of a regular session of the General Assembly, 1 September to 31 December, marked as no engagement, and says so.
Duties whose body's sessions are not known by year are left out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from lod.data.organs import load_organs
from lod.model.iris import ASSEMBLY
from lod.model.typography import printable
from lod.publish.cards import Occurrence
from lod.publish.index import Index

_LONGEST = 75  # bytes of a line
_SESSION = re.compile(r"session/(\d{1,3})")
_STAMP = "19700101T000000Z"  # RFC 5545 wants one; no clock is read


class DueEvent(Struct, frozen=True):
    """A duty in the calendar: what, where it is said, and its first and last day."""

    iri: str  # of the act or its paragraph
    what: str
    symbol: str
    first: dt.date
    last: dt.date
    in_session: str = ""  # the number of the session where no day is printed
    categories: tuple[str, ...] = ()


def session_days(path: str) -> tuple[dt.date, dt.date] | None:
    """The main part of a regular session of the Assembly, by its path; None for any other.

    >>> session_days("session/69")
    (datetime.date(2014, 9, 1), datetime.date(2014, 12, 31))
    >>> session_days("session/csw/67") is None
    True
    """
    found = _SESSION.fullmatch(path)
    year = load_organs().get(ASSEMBLY).year_of(int(found[1])) if found else None
    return (dt.date(year, 9, 1), dt.date(year, 12, 31)) if year else None


def due_events(index: Index) -> Iterator[DueEvent]:
    """What is due by a day, in the order of resolutions; what is due in a session or on its agenda, by session."""
    for card in index.cards.values():
        for duty in card.dated:
            iri = f"{index.base}{card.symbol}#{duty.place}"
            yield DueEvent(iri, duty.words, card.symbol, duty.day, duty.day, categories=("due",))
    dated = {(card.symbol, duty.place, duty.session) for card in index.cards.values() for duty in card.dated}
    for path, occurrences in index.by_path.items():
        if days := session_days(path):
            told = (found for found in occurrences if found.relation in ("due", "agenda"))
            yield from (
                _event(index.base, due, *days) for due in told if (due.symbol, due.place, due.path) not in dated
            )


def _event(base: str, due: Occurrence, first: dt.date, last: dt.date) -> DueEvent:
    what = due.printed if due.relation == "due" else f"Agenda: {due.printed}"
    iri = f"{base}{due.symbol}#{due.place}"
    return DueEvent(iri, what, due.symbol, first, last, due.path.rpartition("/")[2], (due.relation,))


def ics(events: Iterable[DueEvent], name: str) -> bytes:
    """A calendar of events, each told once."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//unres//duties//EN", f"X-WR-CALNAME:{_text(name)}"]
    counted: dict[str, int] = {}
    for event in dict.fromkeys(events):
        counted[event.iri] = counted.get(event.iri, 0) + 1
        lines += _lines(event, counted[event.iri])
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _lines(event: DueEvent, count: int) -> Iterator[str]:
    """An event; its identifier is its IRI, numbered where a paragraph says several things."""
    again = f"-{count}" if count > 1 else ""
    where = f"{event.symbol}. "
    when = f"Due in session {event.in_session}; no day is set. " if event.in_session else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{event.iri}{again}"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{event.symbol}: {event.what}')}"
    yield f"DESCRIPTION:{_text(f'{where}{when}{event.iri}')}"
    yield f"URL:{event.iri}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(words: str) -> str:
    """A text with the signs escaped that part values."""
    plain = " ".join(printable(words).split())
    return re.sub(r"([\\;,])", r"\\\1", plain)


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, each further one behind a blank; no letter is cut."""
    if line.isascii():  # as nearly all are
        pieces = [
            line[:_LONGEST],
            *(f" {line[at : at + _LONGEST - 1]}" for at in range(_LONGEST, len(line), _LONGEST - 1)),
        ]
        return "".join(f"{piece}\r\n" for piece in pieces).encode()
    return _folded_by_letters(line)


def _folded_by_letters(line: str) -> bytes:
    pieces, piece = [], b""
    for sign in line:
        encoded = sign.encode()
        if len(piece) + len(encoded) > _LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += encoded
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
