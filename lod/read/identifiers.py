"""Checking what a source says before it becomes part of an identifier: sessions, items, meetings, symbols.

Reads: a resolution as a reader made it, of text, PDF or XML. Writes: the same, without sessions, agenda items,
meetings, documents and headings that are none; their words stay where they are printed, and a finding says what was
not taken.
"""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from lod.model.iris import is_iri, is_item, is_meeting, is_session
from lod.model.resolution import Finding, Masthead, Record, Resolution, Severity
from lod.model.symbols import ascii_digits, is_symbol

_MEND = "compare with the printed page; its words are kept"
_SHOWN = 80  # characters of a value that a finding shows


def identified(resolution: Resolution) -> Resolution:
    """The resolution with nothing in its masthead and record that no identifier can hold."""
    masthead, record = _masthead(resolution.masthead), _record(resolution.record)
    found = tuple(_left(resolution.masthead, masthead))
    if masthead == resolution.masthead and record == resolution.record:
        return resolution
    return replace(resolution, masthead=masthead, record=record, findings=(*resolution.findings, *found))


def _masthead(head: Masthead) -> Masthead:
    items = tuple(ascii_digits(item) for item in head.agenda_items)
    fit = tuple(item for item in items if is_item(item))
    return replace(
        head,
        symbol=head.symbol if is_symbol(head.symbol) else "",
        session=_fit(head.session, is_session),
        agenda_items=fit,
        item_titles=head.item_titles if len(fit) == len(items) else (),
        report=head.report if head.report and is_symbol(head.report.symbol) else None,
        draft=_fit(head.draft, is_symbol),
        meeting=_fit(head.meeting, is_meeting),
    )


def _fit(value: str | None, has_form: Callable[[str], bool]) -> str | None:
    """A value in ASCII's digits, or None where it has not the form."""
    plain = ascii_digits(value or "")
    return plain if has_form(plain) else None


def _record(record: Record) -> Record:
    """A record whose steps name documents, and whose subjects have IRIs or none; their words stay."""
    steps = tuple(step if is_symbol(step.symbol) else replace(step, symbol="") for step in record.steps)
    subjects = tuple(one if is_iri(one.iri) else replace(one, iri="") for one in record.subjects)
    return replace(record, steps=steps, subjects=subjects)


def _left(said: Masthead, taken: Masthead) -> Iterator[Finding]:
    """What the masthead said and was not taken."""
    for field in ("symbol", "session", "agenda_items", "report", "draft", "meeting"):
        if (value := getattr(said, field)) and not getattr(taken, field):
            what = f"{field.replace('_', ' ')}: {_shown(value)!r} has not the form of one"
            yield Finding("reader.no_identifier", Severity.WARNING, what, mend=_MEND)


def _shown(value: Any) -> str:
    words = ", ".join(value) if isinstance(value, tuple) else str(getattr(value, "symbol", value))
    return words[:_SHOWN]
