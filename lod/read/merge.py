"""Merging several sources of one resolution into one work; where they differ is a finding.

Reads: the readings of one resolution, from text, PDF and Akoma Ntoso, in any languages. Writes: the main reading with
its gaps filled from the others, the others in the order in which they count, and findings. Readings are aligned by
place; nothing is voted on and no text is mixed: the main reading's words stay its own.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from lod.model.errors import SourceError
from lod.model.resolution import Finding, Masthead, PartKind, Record, Resolution, Severity

#: Which reading counts first: English, then the other languages; XML before PDF before Word before text.
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
MEDIA = (
    "application/akn+xml",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
)
#: Fields that say the same in every language, and fields of one language.
NEUTRAL = ("organ", "session", "agenda_items", "adopted", "issued", "report", "draft", "meeting")
WORDED = ("title", "agenda_title", "item_titles", "committee", "corrigendum")
#: Parts that every source must have; headings, tables and unnumbered words differ by what a carrier can show.
_COMPARED = (PartKind.PREAMBULAR, PartKind.OPERATIVE, PartKind.SUB, PartKind.ANNEX)
_SHOWN = 60  # characters of a difference that a finding shows


class Work(Struct, frozen=True):
    """One resolution: the main reading, what else was read of it, and where they differ."""

    main: Resolution
    others: tuple[Resolution, ...] = ()
    findings: tuple[Finding, ...] = ()


def merge_readings(readings: Sequence[Resolution]) -> Work:
    """The work that readings of one resolution give; raises SourceError for none, and for several resolutions."""
    if not readings:
        raise SourceError("no reading to merge", mend="give at least one source of the resolution")
    symbols = sorted({reading.masthead.symbol for reading in readings if reading.masthead.symbol})
    if len(symbols) > 1:
        what = f"sources of several resolutions: {', '.join(symbols)}"
        raise SourceError(what, readings[0].source.name, "merge the readings of each by itself")
    first, *others = sorted(_each_once(readings), key=_rank)
    findings = [finding for other in others for finding in _differences(first, other)]
    return Work(_filled(first, others), tuple(others), tuple(findings))


def _each_once(readings: Sequence[Resolution]) -> Iterable[Resolution]:
    """The readings without copies: the same bytes under several names are one source, by the first of the names."""
    ordered = sorted(readings, key=lambda reading: reading.source.name, reverse=True)
    return {reading.source.sha256: reading for reading in ordered}.values()


def comparable_letters(text: str) -> str:
    """Letters and digits only: what stays the same whatever the hyphens, quotes and line breaks.

    >>> comparable_letters("South-\\nSouth  Co-operation") == comparable_letters("southsouth cooperation")
    True
    """
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _rank(reading: Resolution) -> tuple[bool, int, int, int, str]:
    """A reading with paragraphs before any without; then by language, by carrier, by the number of parts."""
    language, media = reading.language, reading.source.media_type
    return (
        not _has_paragraphs(reading),
        LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES),
        MEDIA.index(media) if media in MEDIA else len(MEDIA),
        -sum(1 for _ in reading.walk()),
        reading.source.sha256,
    )


def _has_paragraphs(reading: Resolution) -> bool:
    return any(part.kind in (PartKind.PREAMBULAR, PartKind.OPERATIVE) for part in reading.walk())


def _filled(main: Resolution, others: Sequence[Resolution]) -> Resolution:
    """The main reading with what only others say in its masthead and record."""
    changes: dict[str, Any] = {}
    for field in ("symbol", *NEUTRAL, *WORDED):
        givers = (o for o in others if field not in WORDED or o.language == main.language)
        if not getattr(main.masthead, field):
            changes[field] = next((v for o in givers if (v := getattr(o.masthead, field))), None)
    if main.masthead.report or main.masthead.draft:  # one document stands in brackets: a report or a draft
        changes = {field: value for field, value in changes.items() if field not in ("report", "draft")}
    changes = {field: value for field, value in changes.items() if value}
    record = next((o.record for o in (main, *others) if o.record != Record()), main.record)
    if not changes and record is main.record:
        return main
    return replace(main, masthead=replace(main.masthead, **changes), record=record)


def _differences(main: Resolution, other: Resolution) -> Iterator[Finding]:
    """Where another reading of the resolution says something else than the main one."""
    yield from _conflicts(main.masthead, other)
    if main.language == other.language:
        yield from _conflicts(main.masthead, other, ("title",))
    if _has_paragraphs(main) and not _has_paragraphs(other):
        what, mend = f"no paragraph was read in {_name(other)}", "is it the resolution's text, and whole?"
        yield Finding("merge.no_paragraphs", Severity.WARNING, what, mend=mend)
        return
    yield from _in_text(_texts(main), _texts(other), other, main.language == other.language)


def _conflicts(masthead: Masthead, other: Resolution, fields: Sequence[str] = NEUTRAL) -> Iterator[Finding]:
    for field in fields:
        ours, theirs = (_comparable(getattr(m, field)) for m in (masthead, other.masthead))
        if ours and theirs and ours != theirs:
            what = f"{field}: {_shown(getattr(masthead, field))}, but {_shown(getattr(other.masthead, field))} in "
            yield Finding("merge.conflict", Severity.WARNING, what + _name(other), mend="compare with the printed page")


def _comparable(value: Any) -> Any:
    """A report by its symbol, words without their typography, anything else as it is."""
    if isinstance(value, str):
        return comparable_letters(value)
    return getattr(value, "symbol", value)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(getattr(value, "symbol", value))


def _texts(reading: Resolution) -> dict[str, str]:
    """The words of the parts that every source must have, by place."""
    parts = {part.place: part.passage.text for part in reading.walk() if part.kind in _COMPARED}
    return parts | {note.place: note.passage.text for note in reading.footnotes}


def _in_text(ours: dict[str, str], theirs: dict[str, str], other: Resolution, comparable: bool) -> Iterator[Finding]:
    apart = {place: text for place, text in theirs.items() if comparable and place not in ours}
    elsewhere = {comparable_letters(text): place for place, text in apart.items()}
    for place, text in ours.items():
        if place not in theirs:
            moved = elsewhere.pop(comparable_letters(text), None) if text else None
            if moved:
                yield _finding("merge.other_place", f"stands at {moved} in {_name(other)}", place, Severity.INFO)
            else:
                yield _finding("merge.missing_part", f"is not in {_name(other)}", place, Severity.WARNING)
        elif comparable and comparable_letters(text) != comparable_letters(theirs[place]):
            difference = f"{_around(text, theirs[place])} in {_name(other)}"
            yield _finding("merge.differing_text", difference, place, Severity.INFO)
    for place in elsewhere.values() if comparable else (place for place in theirs if place not in ours):
        yield _finding("merge.added_part", f"stands in {_name(other)} only", place, Severity.WARNING)


def _finding(rule: str, what: str, place: str, severity: Severity) -> Finding:
    return Finding(rule, severity, f"{place} {what}", place, mend="compare with the printed page")


def _around(ours: str, theirs: str) -> str:
    """Where two texts begin to differ: "... session" but "... sessions"."""
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    begin = max(0, at - _SHOWN // 3)
    return f"reads {ours[begin : begin + _SHOWN]!r}, but {theirs[begin : begin + _SHOWN]!r}"


def _name(reading: Resolution) -> str:
    return f"{reading.source.name} ({reading.language})"
