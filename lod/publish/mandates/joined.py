"""Sheets held against the text before of their series: where a mandate stood, what changed of it."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from lod.data.calendar import load_months
from lod.data.ordinals import parse_ordinal
from lod.publish.mandates.sheet import MandateRow, MandateSheet, SheetChange
from lod.review.edits import What
from lod.review.paragraphs import Comparison, Wording

_WORD = re.compile(r"[\w-]+")
#: The fields of a mandate that are held against each other, by what a sheet calls them.
_FIELDS: Mapping[str, str] = {
    "asked": "asked_names",
    "deliverable": "deliverable",
    "recipient": "recipient",
    "due": "when",
    "periodicity": "periodicity",
    "review": "review",
    "end": "end",
    "money": "money",
}


def join_sheets(
    sheets: Mapping[str, MandateSheet], steps: Iterable[tuple[str, str, Comparison]]
) -> dict[str, MandateSheet]:
    """The sheets with what the texts before say; `steps` are (symbol, earlier symbol, what one has of the other)."""
    before = {symbol: (earlier, found) for symbol, earlier, found in steps if found.wordings}
    joined: dict[str, MandateSheet] = {}
    for symbol in sorted(sheets, key=lambda one: (sheets[one].adopted, one)):
        sheet = sheets[symbol]
        if symbol in before:
            earlier, found = before[symbol]
            sheet = replace(sheet, rows=tuple(_joined(sheet.rows, earlier, found, joined.get(earlier))))
        joined[symbol] = sheet
    return {symbol: joined[symbol] for symbol in sheets}


def _joined(
    rows: Iterable[MandateRow], earlier: str, found: Comparison, old: MandateSheet | None
) -> Iterator[MandateRow]:
    wordings = {wording.place: wording for wording in found.wordings}
    for row in rows:
        wording = wordings.get(row.place)
        if wording is None:
            yield row
            continue
        same = _counterpart(row, wording, old)
        is_same = is_unchanged(wording) and _has_same_points(wording, found)
        count = 1 + (same.unchanged if same else 1) if is_same else 1
        changes = tuple(_changes(same, row)) if same else ()
        yield replace(row, before=(earlier, wording.earlier), unchanged=count, changes=changes)


def _counterpart(row: MandateRow, wording: Wording, old: MandateSheet | None) -> MandateRow | None:
    """The mandate of the earlier paragraph with the same verb, where there is one alone."""
    rows = [one for one in old.rows if one.place == wording.earlier and one.verb == row.verb] if old else []
    return rows[0] if len(rows) == 1 else None


def _changes(old: MandateRow, new: MandateRow) -> Iterator[SheetChange]:
    for name, field in _FIELDS.items():
        before, now = getattr(old, field), getattr(new, field)
        if before != now:
            yield SheetChange(name, before, now)


def is_unchanged(wording: Wording) -> bool:
    """Whether a paragraph's words are those of the text before, but for dates, numbers and ordinals.

    >>> is_unchanged(Wording("op1", "op1", True))
    True
    """
    changed = (edit.words for edit in wording.edits if edit.what is not What.KEPT)
    return wording.same or all(_is_number(word) for words in changed for word in _WORD.findall(words))


def _has_same_points(wording: Wording, found: Comparison) -> bool:
    """Whether the points below a paragraph are those of the text before: none is new, dropped or in other words."""
    now, before = f"{wording.place}.", f"{wording.earlier}."
    if any(place.startswith(now) for place in found.new) or any(place.startswith(before) for place in found.dropped):
        return False
    return all(is_unchanged(point) for point in found.wordings if point.place.startswith(now))


def _is_number(word: str) -> bool:
    return word.isdigit() or word in load_months()["en"] or parse_ordinal(word.casefold()) is not None
