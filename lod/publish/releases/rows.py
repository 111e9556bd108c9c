"""Files as rows: split into rows and joined again, and which rows two versions of a file share.

A row is a line, a record of a CSV file (which may hold line ends), or a record of ISO 2709. What a file is packed with
is taken off and put on again; whether that gives the same bytes is for the caller to check.
"""

import csv
import hashlib
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import IO, cast

import msgspec

from lod.graph.files import open_packed
from lod.publish.marc.records import gzipped
from lod.publish.pieces import cut, write_pieces

_PIECE = 1 << 16


class RowForm(StrEnum):
    """What a file's rows are."""

    LINES = "lines"
    CSV = "csv"  # a row is written as a list of its cells, in JSON
    ISO_2709 = "iso2709"


_ENDS = {RowForm.LINES: b"\n", RowForm.ISO_2709: b"\x1d"}


def form_of(path: str) -> RowForm:
    """What the rows of a file are, by its name."""
    name = path.removesuffix(".gz")
    if name.endswith(".csv"):
        return RowForm.CSV
    return RowForm.ISO_2709 if name.endswith(".mrc") else RowForm.LINES


def read_rows(path: Path, form: RowForm) -> Iterator[bytes]:
    """The rows of a file, without what ends them; raises ValueError for a file that does not end as rows do."""
    with open_packed(path) as stream:
        if form is RowForm.CSV:
            yield from _records(stream)
        else:
            yield from _ended(stream, _ENDS[form])


def _ended(stream: IO[bytes], end: bytes) -> Iterator[bytes]:
    left = b""
    while piece := stream.read(_PIECE):
        *whole, left = (left + piece).split(end)
        yield from whole
    if left:
        raise ValueError("the last row has no end")


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    csv.field_size_limit(sys.maxsize)
    with TextIOWrapper(stream, "utf-8", newline="") as text:
        try:
            yield from map(msgspec.json.encode, csv.reader(text, strict=True))
        except csv.Error as fault:
            raise ValueError(str(fault)) from fault


def write_row_file(rows: Iterable[bytes], target: Path, form: RowForm, pieces: Sequence[int] = ()) -> None:
    """The inverse: a file of rows, packed where its name says so, in pieces of so many bytes where there are any."""
    if pieces:
        write_pieces(target, cut((row + _ENDS[form] for row in rows), pieces))
        return
    opened = gzipped(target) if target.suffix == ".gz" else target.open("wb")
    with closing(cast(IO[bytes], opened)) as out:
        if form is RowForm.CSV:
            with TextIOWrapper(out, "utf-8", newline="") as text:
                csv.writer(text, lineterminator="\n").writerows(map(msgspec.json.decode, rows))
        else:
            end = _ENDS[form]
            out.writelines(row + end for row in rows)


def kept_rows(old: Path, new: Path, form: RowForm) -> tuple[bytearray, bytearray]:
    """Which rows of both files are rows of the other too, in the same order: a flag for each row of each.

    Two sorted files are gone through side by side; else the longest run of common rows in the same order is sought,
    for which digests of all rows are held in memory.
    """
    if _is_sorted(read_rows(old, form)) and _is_sorted(read_rows(new, form)):
        return _merged(read_rows(old, form), read_rows(new, form))
    before, after = _digests(read_rows(old, form)), _digests(read_rows(new, form))
    places = {digest: at for at, digest in enumerate(before)}
    pairs = [(places[digest], at) for at, digest in enumerate(after) if digest in places]
    return _flags(len(before), len(after), longest_increasing(pairs))


def _is_sorted(rows: Iterable[bytes]) -> bool:
    last = b""
    for row in rows:
        if row < last:
            return False
        last = row
    return True


def _merged(old: Iterator[bytes], new: Iterator[bytes]) -> tuple[bytearray, bytearray]:
    before, after = bytearray(), bytearray()
    row, other = next(old, None), next(new, None)
    while row is not None or other is not None:
        if row is not None and row == other:
            before.append(1)
            after.append(1)
            row, other = next(old, None), next(new, None)
        elif other is None or (row is not None and row < other):
            before.append(0)
            row = next(old, None)
        else:
            after.append(0)
            other = next(new, None)
    return before, after


def _digests(rows: Iterable[bytes]) -> list[tuple[bytes, int]]:
    """A digest of each row, and its how-manieth that is."""
    seen: Counter[bytes] = Counter()
    made = []
    for row in rows:
        digest = hashlib.blake2b(row, digest_size=16).digest()
        made.append((digest, seen[digest]))
        seen[digest] += 1
    return made


def _flags(before: int, after: int, pairs: Iterable[tuple[int, int]]) -> tuple[bytearray, bytearray]:
    flags = bytearray(before), bytearray(after)
    for old, new in pairs:
        flags[0][old] = flags[1][new] = 1
    return flags


def longest_increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs that are sorted by their second number, the most whose first numbers increase.

    >>> longest_increasing([(0, 0), (3, 1), (1, 2), (2, 3)])
    [(0, 0), (1, 2), (2, 3)]
    """
    ends: list[int] = []  # the least first number that ends an increasing run, by the run's length
    at: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (first, _) in enumerate(pairs):
        length = bisect_left(ends, first)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1], at[length : length + 1] = [first], [number]
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def put_rows(rows: Iterator[bytes], lost: frozenset[int], gained: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    """The rows of the new version: the old ones without those lost, and those gained at their places; both from 1.

    >>> list(put_rows(iter([b"a", b"b", b"c"]), frozenset({2}), [(1, b"x"), (4, b"y")]))
    [b'x', b'a', b'c', b'y']
    """
    left = (row for number, row in enumerate(rows, 1) if number not in lost)
    at = 1
    for place, row in gained:
        while at < place:
            yield next(left)
            at += 1
        yield row
        at += 1
    yield from left
