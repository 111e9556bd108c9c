"""Tables of mandates over all texts of a build: candidates for people to judge, each with what it rests on.

Reads: sheets that were held against each other, and the index.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from lod.data.phrases import Phrase
from lod.publish.index import Index
from lod.publish.mandates.items import find_item_pairs
from lod.publish.mandates.sheet import MandateRow, MandateSheet
from lod.publish.mandates.standing import is_last, is_past, latest_session, newest_texts
from lod.publish.pages.names import session_name
from lod.review.mandates.answers import TELLING
from lod.review.mandates.reports import IS_REPORT

_VAGUE = Phrase("answers.vague")
_PROPER = Phrase("answers.proper")
#: Reports are held to be the same where they share so many telling words, and so large a part of all.
_SHARED, _LIKE = 2, 0.6
_ALONE = 1  # a report on one thing alone shares one word, which is all
_PERIODS = {1: "due in the next session", 2: "due two sessions later", 3: "due three sessions later"}


class CandidateTable(Struct, frozen=True):
    """One table: its name in addresses, its title, what it rests on, its columns and rows.

    A cell is (words, path, place): a link where the path is not "".
    """

    name: str
    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple["Entry", ...], ...]


class Entry(Struct, frozen=True):
    """Words of a cell, and the page to which they lead; "" for none."""

    words: str
    path: str = ""
    place: str = ""


def candidate_tables(sheets: Mapping[str, MandateSheet], index: Index) -> tuple[CandidateTable, ...]:
    """All tables; one without rows says that nothing was found."""
    return (
        _repeated(sheets, index),
        _same_reports(sheets, index),
        _ended(sheets, index),
        _without_review(sheets),
        _unanswered(sheets, index),
        _periodicity(sheets, index),
        _joinable(index),
    )


def _repeated(sheets: Mapping[str, MandateSheet], index: Index) -> CandidateTable:
    rows = (
        (*_where(sheet, row, index), Entry(str(row.unchanged)), _link(row.before, index), *_what(row))
        for sheet, row in _mandates(sheets)
        if row.unchanged > 1
    )
    return CandidateTable(
        "repeated",
        "Repeated unchanged",
        "Paragraphs that ask an office for something in the same words as the texts before: those of their series, or "
        "of their title where they cite none; dates, numbers and ordinals are not compared. The count is of texts on "
        "end that these data hold: a series may be older.",
        ("resolution", "paragraph", "texts", "text before", "asked", "what"),
        tuple(rows),
    )


def _same_reports(sheets: Mapping[str, MandateSheet], index: Index) -> CandidateTable:
    by_target: dict[tuple[str, str, tuple[str, ...]], list[tuple[MandateSheet, MandateRow]]] = defaultdict(list)
    for sheet, row in _mandates(sheets):
        if row.deliverable and row.due_path and row.offices:
            by_target[row.due_path, row.recipient, tuple(name for name, _ in row.offices)].append((sheet, row))
    pairs = (pair for group in by_target.values() for pair in combinations(group, 2))
    rows = [
        (
            *_where(a, one, index),
            Entry(one.deliverable),
            *_where(b, two, index),
            Entry(two.deliverable),
            _due(one),
            told,
        )
        for (a, one), (b, two) in pairs
        if a.symbol != b.symbol and (told := _same(a, one, b, two, index))
    ]
    return CandidateTable(
        "same-report",
        "The same report asked for twice",
        "Reports that two resolutions ask of the same office, for the same body and session, in words that mostly "
        "agree, or that one document answers. Words that many reports share, such as “implementation of the present "
        "resolution”, tell nothing and are not compared.",
        ("resolution", "paragraph", "report", "other resolution", "its paragraph", "its report", "due", "rests on"),
        tuple(rows),
    )


def _same(a: MandateSheet, one: MandateRow, b: MandateSheet, two: MandateRow, index: Index) -> Entry | None:
    """What tells that two requests ask for the same report: one document that answers both, or their words."""
    first, second = (index.answers.get(f"{sheet.symbol}#{row.act}") for sheet, row in ((a, one), (b, two)))
    if first and second:
        return Entry(first.symbol, first.symbol) if first.symbol == second.symbol else None
    return Entry("words") if is_like_report(one.deliverable, two.deliverable) else None


def is_like_report(one: str, two: str) -> bool:
    """Whether the words of two reports say the same thing; words that lead elsewhere say nothing."""
    if _VAGUE.search(one) or _VAGUE.search(two) or _all(_PROPER, one) != _all(_PROPER, two):
        return False
    a, b = _all(TELLING, one.casefold()), _all(TELLING, two.casefold())
    shared = len(a & b)
    return (shared >= _SHARED and shared / len(a | b) >= _LIKE) or (shared == _ALONE and a == b)


def _all(phrase: Phrase, words: str) -> frozenset[str]:
    return frozenset(match[0] for match in phrase.finditer(words))


def _ended(sheets: Mapping[str, MandateSheet], index: Index) -> CandidateTable:
    last = max((card.adopted for card in index.cards.values() if card.adopted), default=dt.date.min)
    latest, newest = latest_session(index), newest_texts(sheets)
    rows = (
        (
            Entry(sheet.symbol, sheet.symbol),
            Entry(index.cite(sheet.symbol, element.place), sheet.symbol, element.place),
            Entry(element.words),
            Entry(sheet.title),
        )
        for sheet in sheets.values()
        for element in sheet.elements
        if element.kind == "retirement" and is_last(sheet, newest) and is_past(element.words, last, latest)
    )
    return CandidateTable(
        "ended",
        "An end that has passed",
        f"Words by which something ends on a day, in a year or with a session before the last day of these data "
        f"({last}), where the data hold no later text of the same title, numbers aside. A renewal may stand in a text "
        "that the data do not hold.",
        ("resolution", "paragraph", "end", "title"),
        tuple(rows),
    )


def _without_review(sheets: Mapping[str, MandateSheet]) -> CandidateTable:
    rows = (
        (
            Entry(sheet.symbol, sheet.symbol),
            Entry(sheet.title),
            Entry(str(len(sheet.rows))),
            Entry("; ".join(dict.fromkeys(name for row in sheet.rows for name, _ in row.offices))),
        )
        for sheet in sheets.values()
        if sheet.rows and not sheet.has_review
    )
    return CandidateTable(
        "no-review",
        "No review clause found",
        "Resolutions that ask offices for something and in which no rule found words by which it is to be reviewed at "
        "a stated time. A report, or an item on an agenda, is not counted as a review; another text may provide "
        "for one.",
        ("resolution", "title", "mandates", "asked"),
        tuple(rows),
    )


def _unanswered(sheets: Mapping[str, MandateSheet], index: Index) -> CandidateTable:
    rows = (
        (
            *_where(sheet, row, index),
            _due(row),
            Entry(row.asked_names),
            Entry(row.deliverable),
            Entry(later, later),
        )
        for sheet, row in _mandates(sheets)
        if row.interval and IS_REPORT.search(row.deliverable) and f"{sheet.symbol}#{row.act}" not in index.answers
        for later in index.series_after(sheet.symbol)
        if index.cards[later].session == row.due
    )
    return CandidateTable(
        "not-cited",
        "Asked for, and no answer told",
        "Reports due in a session in which a later text of the series was adopted that does not take one up with its "
        "symbol, or takes up or is asked for several, of which none can be told to be the answer. The report may well "
        "exist: the text need not cite it.",
        ("resolution", "paragraph", "due", "asked", "report", "later text"),
        tuple(rows),
    )


def _periodicity(sheets: Mapping[str, MandateSheet], index: Index) -> CandidateTable:
    rows = (
        (
            *_where(sheet, row, index),
            Entry(_period(row)),
            Entry(_before(row, sheets)),
            Entry(row.asked_names),
            Entry(row.deliverable),
        )
        for sheet, row in _mandates(sheets)
        if row.deliverable and _period(row)
    )
    return CandidateTable(
        "periodicity",
        "How often is reported, and how often before",
        "Printed words (“annually”), else how many sessions lie between the one that asks and the one in which the "
        "report is due: a request that is due two sessions later may have been made once only. Before is what the text "
        "before said, of its series or of its title; nothing where these data hold none.",
        ("resolution", "paragraph", "how often", "before", "asked", "report"),
        tuple(rows),
    )


def _period(row: MandateRow) -> str:
    return row.periodicity or _PERIODS.get(row.interval, "")


def _before(row: MandateRow, sheets: Mapping[str, MandateSheet]) -> str:
    """How often it was in the text before of the series: "the same", or what was said; "" where none is held."""
    symbol, place = row.before
    old = sheets.get(symbol)
    rows = [one for one in old.rows if one.place == place and one.deliverable] if old else []
    alike = [one for one in rows if one.deliverable == row.deliverable]  # of several reports of one paragraph
    periods = {_period(one) or "not said" for one in alike or rows}
    if not periods:
        return ""
    return "the same" if periods == {_period(row)} else "; ".join(sorted(periods))


def _joinable(index: Index) -> CandidateTable:
    rows = (
        (
            Entry(", ".join(session.rpartition("/")[2] for session in pair.sessions)),
            *(Entry(f"{path.rpartition('/')[2]} {title}".strip(), path) for path, title in pair.items),
            Entry(", ".join(pair.symbols)),
            Entry(pair.basis.value),
        )
        for pair in find_item_pairs(index)
    )
    return CandidateTable(
        "items",
        "Agenda items that texts join",
        "Two items under which one resolution stands, or between which a series went from one session to the next, "
        "though the next has both: its texts might be adopted under one of them. Sub-items count as their item; items "
        "of several sessions are the same where their titles are, and are shown as they stood last. Whether they can "
        "be joined, the printed titles do not say.",
        ("sessions", "item", "other item", "resolutions", "rests on"),
        tuple(rows),
    )


def _mandates(sheets: Mapping[str, MandateSheet]) -> Iterator[tuple[MandateSheet, MandateRow]]:
    return ((sheet, row) for sheet in sheets.values() for row in sheet.rows)


def _where(sheet: MandateSheet, row: MandateRow, index: Index) -> tuple[Entry, Entry]:
    """The resolution, and the paragraph in words."""
    return Entry(sheet.symbol, sheet.symbol), Entry(index.cite(sheet.symbol, row.place), sheet.symbol, row.act)


def _link(before: tuple[str, str], index: Index) -> Entry:
    symbol, place = before
    return Entry(f"{symbol}, {index.cite(symbol, place)}", symbol, place) if symbol else Entry("")


def _what(row: MandateRow) -> tuple[Entry, Entry]:
    return Entry(row.asked_names), Entry(row.deliverable or row.activity)


def _due(row: MandateRow) -> Entry:
    return Entry(session_name(row.due_path) if row.due_path else row.when)


def offices_of(sheets: Mapping[str, MandateSheet]) -> dict[str, str]:
    """The offices of the tables that any sheet asks: names by path, the most asked first."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for _, row in _mandates(sheets):
        for name, path in row.offices:
            if path:
                counts[path, name] += 1
    return dict(sorted(counts, key=lambda one: (-counts[one], one)))


def mandates_by_office(sheets: Mapping[str, MandateSheet]) -> Mapping[str, Sequence[tuple[MandateSheet, MandateRow]]]:
    """What each office of the tables is asked, by its path, in the order of the resolutions."""
    asked: dict[str, list[tuple[MandateSheet, MandateRow]]] = defaultdict(list)
    for sheet, row in _mandates(sheets):
        for path in dict.fromkeys(one for _, one in row.offices):
            if path:
                asked[path].append((sheet, row))
    return asked
