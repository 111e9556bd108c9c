"""What changed between two resolutions of a series, as one text and as data."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct

from lod.model.iris import DEFAULT_BASE
from lod.model.resolution import Resolution
from lod.publish.citation import format_citation
from lod.publish.pages.environment import render
from lod.publish.places import format_place, printed_numbers
from lod.review.edits import Edit, What
from lod.review.paragraphs import Comparison, compared_texts, find_moved

SAME, REWORDED, NEW, DROPPED = ("same", "reworded", "new", "dropped")


class ParagraphChange(Struct, frozen=True):
    """What became of one paragraph; a place and its words are "" where a text has no such paragraph."""

    what: str
    place: str
    label: str
    earlier: str
    earlier_label: str
    moved: bool
    edits: tuple[Edit, ...]


class TextChanges(Struct, frozen=True):
    """A resolution and the one before it, and what became of each paragraph, in the later one's order."""

    symbol: str
    title: str
    language: str
    earlier: str
    changes: tuple[ParagraphChange, ...]

    @property
    def runs(self) -> list[tuple[bool, list[ParagraphChange]]]:
        """(whether they stayed as they were, paragraphs that follow each other)."""
        return [(same, list(run)) for same, run in groupby(self.changes, key=lambda c: c.what == SAME and not c.moved)]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many paragraphs are the same, reworded, new and dropped, and how many of them moved."""
        found = [(what, sum(change.what == what for change in self.changes)) for what in (REWORDED, NEW, DROPPED, SAME)]
        return [*found, ("moved", sum(change.moved for change in self.changes))]


def changes_path(symbol: str) -> str:
    """The path of the page of what changed since the resolution before."""
    return f"{symbol}.changes"


def changes_of(later: Resolution, earlier: Resolution, found: Comparison) -> TextChanges:
    """What became of every paragraph; what was dropped stands behind the one that it followed."""
    new, old = compared_texts(later), compared_texts(earlier)
    moved = find_moved(found, list(old))
    told = {wording.place: wording for wording in found.wordings}
    numbers, old_numbers = dict(printed_numbers(later.walk())), dict(printed_numbers(earlier.walk()))
    gone = _gone(found, list(old))

    def dropped(behind: str) -> Iterator[ParagraphChange]:
        for place in gone.get(behind, ()):
            edits = (Edit(What.DROPPED, old[place]),)
            yield ParagraphChange(DROPPED, "", "", place, format_place(place, old_numbers), False, edits)

    made = [*dropped("")]
    for place, text in new.items():
        label = format_place(place, numbers)
        if wording := told.get(place):
            what, before = (SAME if wording.same else REWORDED), wording.earlier
            edits = wording.whole or (Edit(What.KEPT, text),)
            made.append(
                ParagraphChange(what, place, label, before, format_place(before, old_numbers), place in moved, edits)
            )
            made += dropped(before)
        else:
            made.append(ParagraphChange(NEW, place, label, "", "", False, (Edit(What.ADDED, text),)))
    head = later.masthead
    return TextChanges(head.symbol, head.name, later.language, earlier.masthead.symbol, tuple(made))


def _gone(found: Comparison, earlier: Sequence[str]) -> dict[str, list[str]]:
    """The dropped paragraphs by the kept one that they followed, "" for those before all."""
    dropped, last = set(found.dropped), ""
    made: dict[str, list[str]] = {}
    for place in earlier:
        if place in dropped:
            made.setdefault(last, []).append(place)
        else:
            last = place
    return made


def changes_page(changes: TextChanges, base: str = DEFAULT_BASE) -> str:
    """The page: one text, words struck and added in place."""
    path, number = changes_path(changes.symbol), format_citation(changes.symbol)
    return render("changes.html", path, changes.symbol, base, of=changes, number=number)


def changes_json(changes: TextChanges) -> bytes:
    """The same as data."""
    rows = [_row(change) for change in changes.changes]
    value = {"resolution": changes.symbol, "earlier": changes.earlier, "changes": rows}
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


def _row(change: ParagraphChange) -> dict[str, Any]:
    row: dict[str, Any] = {"change": change.what, "moved": change.moved}
    row |= {"paragraph": change.place, "cited": change.label} if change.place else {}
    row |= {"earlierParagraph": change.earlier, "earlierCited": change.earlier_label} if change.earlier else {}
    return row | {"words": [[edit.what.value, edit.words.strip()] for edit in change.edits]}


def changes_csv(found: Iterable[tuple[str, str, Comparison]]) -> bytes:
    """All changes of (symbol, earlier symbol, what one has of the other) as one table."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("resolution", "paragraph", "earlier_resolution", "earlier_paragraph", "change"))
    for symbol, earlier, pair in found:
        writer.writerows(_rows(symbol, earlier, pair))
    return table.getvalue().encode()


def _rows(symbol: str, earlier: str, found: Comparison) -> Iterator[tuple[str, ...]]:
    for wording in found.wordings:
        yield symbol, wording.place, earlier, wording.earlier, SAME if wording.same else REWORDED
    for place in found.new:
        yield symbol, place, earlier, "", NEW
    for place in found.dropped:
        yield symbol, "", earlier, place, DROPPED
