"""Pages of what is due: a table for each session with its data and calendars, and the calls for contributions."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from lod.model.iris import slug
from lod.publish.calendar import DueEvent, ics, session_days
from lod.publish.cards import Card, Occurrence
from lod.publish.index import Index
from lod.publish.pages.environment import render
from lod.publish.pages.lists import counted
from lod.publish.pages.names import name_of, session_name

_KINDS: Mapping[str, str] = {"due": "report", "agenda": "agenda item", "contributes-to": "contribution"}
_FIELDS = ("kind", "resolution", "title", "paragraph", "cited", "asked", "what", "due")


class DueRow(Struct, frozen=True):
    """One duty as a row: of which kind, where, who is asked, what, and for which session or fund."""

    kind: str
    card: Card
    place: str
    asked: tuple[tuple[str, str], ...]  # (name, path)
    what: str
    goal: str  # path of the session or the fund
    goal_name: str

    @property
    def values(self) -> tuple[str, ...]:
        """The row as data, in the order of the table's columns."""
        card, asked = self.card, "; ".join(name for name, _ in self.asked)
        where = (card.symbol, card.title, self.place, card.cite(self.place))
        return (self.kind, *where, asked, self.what, self.goal_name)


class DueSheet(Struct, frozen=True):
    """The duties of one session, or all calls for contributions."""

    path: str
    name: str  # of the session
    title: str
    rows: tuple[DueRow, ...]
    calendars: tuple[tuple[str, str, int], ...]  # (name of who is asked, file without its suffix, how many)

    def count(self, kind: str) -> int:
        """How many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)


def due_files(index: Index) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the page that leads to all, and of each table with its data and calendars."""
    asked = _asked(index)
    sheets = [sheet for path in _targets(index) if (sheet := _sheet(path, index, asked)).rows]
    calls = _calls(index, asked)
    most = max((len(sheet.rows) for sheet in sheets), default=0)
    yield (
        "duties.html",
        render("duties.html", "duties", base=index.base, sheets=sheets, calls=calls, most=most).encode(),
    )
    for sheet in [*sheets, *([calls] if calls.rows else [])]:
        yield f"{sheet.path}.html", render("due.html", sheet.path, base=index.base, sheet=sheet).encode()
        yield f"{sheet.path}.csv", _csv(sheet.rows)
        yield f"{sheet.path}.json", _json(sheet.rows)
        yield from _calendars(sheet, index.base)


def _targets(index: Index) -> list[str]:
    """The sessions for which something is due, the latest of each body first."""
    found = [path for path, told in index.by_path.items() if any(o.relation in ("due", "agenda") for o in told)]
    return sorted(
        found, key=lambda path: (path.count("/"), path.rpartition("/")[0], [(w, -n) for w, n, _ in counted(path)])
    )


def _asked(index: Index) -> dict[tuple[str, str, str], tuple[tuple[str, str], ...]]:
    """Who is asked by the acts of a verb in a paragraph, as (name, path)."""
    found: dict[tuple[str, str, str], dict[tuple[str, str], None]] = defaultdict(dict)
    for path, occurrences in index.by_path.items():
        for o in occurrences:
            if o.relation == "addresses":
                found[o.symbol, o.place, o.detail][name_of(path, occurrences), path] = None
    return {key: tuple(names) for key, names in found.items()}


def _sheet(path: str, index: Index, asked: Mapping[tuple[str, str, str], tuple[tuple[str, str], ...]]) -> DueSheet:
    rows = tuple(_row(o, index, asked) for o in index.of_thing(path) if o.relation in ("due", "agenda"))
    file = f"duties/{slug(path.replace('/', '-'))}"
    name = session_name(path)
    return DueSheet(file, name, f"Due: {name}", rows, _offices(rows) if session_days(path) else ())


def _calls(index: Index, asked: Mapping[tuple[str, str, str], tuple[tuple[str, str], ...]]) -> DueSheet:
    found = (o for told in index.by_path.values() for o in told if o.relation == "contributes-to")
    rows = tuple(_row(o, index, asked) for o in found)
    return DueSheet("duties/contributions", "", "Calls for contributions", rows, ())


def _row(o: Occurrence, index: Index, asked: Mapping[tuple[str, str, str], tuple[tuple[str, str], ...]]) -> DueRow:
    whom = asked.get((o.symbol, o.place, o.detail), ())
    name = session_name(o.path) or name_of(o.path, index.of_thing(o.path))
    return DueRow(_KINDS[o.relation], index.cards[o.symbol], o.place, whom, o.printed, o.path, name)


def _offices(rows: Sequence[DueRow]) -> tuple[tuple[str, str, int], ...]:
    """Who is asked for reports, the most asked first, with the name of a calendar for each; all first."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        for one in row.asked:
            found[one] += 1
    ordered = sorted(found, key=lambda one: (-found[one], one))
    return (("all", "", len(rows)), *((name, _office((name, path)), found[name, path]) for name, path in ordered))


def _calendars(sheet: DueSheet, base: str) -> Iterator[tuple[str, bytes]]:
    for name, file, _ in sheet.calendars:
        rows = [row for row in sheet.rows if not file or file in map(_office, row.asked)]
        events = (event for row in rows for event in _events(row, base))
        title = f"{sheet.title}: {name}" if file else sheet.title
        yield f"{sheet.path}{'.' if file else ''}{file}.ics", ics(events, title)


def _events(row: DueRow, base: str) -> Iterator[DueEvent]:
    """A row in the calendar: from the opening of the Assembly's session, which stands for the session, and says so."""
    if days := session_days(row.goal):
        iri = f"{base}{row.card.symbol}#{row.place}"
        yield DueEvent(iri, row.what, row.card.symbol, *days, row.goal.rpartition("/")[2], (row.kind,))


def _office(asked: tuple[str, str]) -> str:
    """What the calendar of one who is asked is called."""
    return slug(asked[1].partition("/")[2])


def _csv(rows: Sequence[DueRow]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_FIELDS)
    writer.writerows(row.values for row in rows)
    return table.getvalue().encode()


def _json(rows: Sequence[DueRow]) -> bytes:
    made = [dict(zip(_FIELDS, row.values, strict=True)) for row in rows]
    return msgspec.json.format(msgspec.json.encode(made), indent=1)
