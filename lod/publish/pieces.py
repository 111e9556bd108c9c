"""Gzipped files that are put together from pieces, each packed alone and kept.

Governing texts: RFC 1951 (blocks of deflate may be flushed to a whole byte, and none need look back), RFC 1952 (gzip).
The file is one member, as every reader expects, browsers among them: a head, the pieces, an empty last block, and a
checksum that is computed of the pieces' own.
"""

import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

_LEVEL = 6
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # no name, no time
_MARK = b"\0\0\xff\xff"  # an empty block, to which deflate is flushed
_LAST_BLOCK = b"\x03\0"
#: CRC-32 reckons with polynomials over the field of two elements, their highest power in the lowest bit.
_ONE, _DIVISOR = 1 << 31, 0xEDB88320


class PackedPiece(Struct, frozen=True):
    """A stretch of a file: its bytes as blocks of deflate, how many it has unpacked, and their CRC-32.

    `shift` is what so many bytes behind another stretch do to the CRC-32 of that.
    """

    packed: bytes
    size: int
    crc: int = 0
    shift: int = 0


def pack(content: bytes) -> PackedPiece:
    """A stretch of a file as a piece; the same bytes for the same bytes."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH) if content else b""
    return PackedPiece(packed, len(content), zlib.crc32(content), crc_shift(len(content)))


class PiecedFile:
    """A gzipped file to write piece by piece."""

    def __init__(self, target: Path) -> None:
        self._out = target.open("wb")
        self._out.write(_HEAD)
        self._crc = self._size = 0

    def add(self, piece: PackedPiece) -> None:
        """Write a piece behind those before it."""
        self._out.write(piece.packed)
        self._crc = joined_crc(self._crc, piece.crc, piece.shift)
        self._size += piece.size

    def __enter__(self) -> "PiecedFile":
        return self

    def __exit__(self, *fault: object) -> None:
        with self._out:
            self._out.write(_LAST_BLOCK + self._crc.to_bytes(4, "little"))
            self._out.write((self._size & 0xFFFFFFFF).to_bytes(4, "little"))


def write_pieces(target: Path, pieces: Iterable[PackedPiece]) -> Path:
    """Write a gzipped file of pieces; returns its path."""
    with PiecedFile(target) as out:
        for piece in pieces:
            out.add(piece)
    return target


def piece_sizes(path: Path) -> tuple[int, ...]:
    """How many bytes each piece of a file has unpacked; empty for a file that was not put together so.

    A piece is told by the mark behind it. What looks like one by chance gives sizes that do not make the file again.
    """
    content = memoryview(path.read_bytes())
    if content[: len(_HEAD)] != _HEAD or content[-8 - len(_LAST_BLOCK) : -8] != _LAST_BLOCK:
        return ()
    body = bytes(content[len(_HEAD) : -8 - len(_LAST_BLOCK)])
    unpacker, sizes, at = zlib.decompressobj(-zlib.MAX_WBITS), [], 0
    while (end := body.find(_MARK, at)) >= 0:
        end += len(_MARK)
        sizes.append(len(unpacker.decompress(body[at:end])))
        at = end
    return tuple(sizes) if at == len(body) else ()


def cut(stretches: Iterable[bytes], sizes: Iterable[int]) -> Iterator[PackedPiece]:
    """A file's content, however it comes, packed again in pieces of so many bytes; what is left is one more."""
    left, more = bytearray(), iter(stretches)
    for size in sizes:
        while len(left) < size and (stretch := next(more, b"")):
            left += stretch
        yield pack(bytes(left[:size]))
        del left[:size]
    if rest := bytes(left) + b"".join(more):
        yield pack(rest)


def joined_crc(first: int, second: int, shift: int) -> int:
    """The CRC-32 of two stretches, one behind the other, by those of both and the shift of the second.

    >>> joined_crc(zlib.crc32(b"A/RES/"), zlib.crc32(b"68/230"), crc_shift(6)) == zlib.crc32(b"A/RES/68/230")
    True
    """
    return _product(shift, first) ^ second


def crc_shift(size: int) -> int:
    """What so many bytes of zero behind a stretch multiply its remainder by: x to the power of eight times that."""
    made, power = _ONE, 3
    while size:
        if size & 1:
            made = _product(_square(power), made)
        size, power = size >> 1, power + 1
    return made


@cache
def _square(power: int) -> int:
    """x to the power of two to that power."""
    return _product(_square(power - 1), _square(power - 1)) if power else _ONE >> 1


def _product(one: int, other: int) -> int:
    """Two remainders multiplied."""
    made = 0
    while one:
        if one & _ONE:
            made ^= other
        one = (one << 1) & 0xFFFFFFFF
        other = (other >> 1) ^ (_DIVISOR if other & 1 else 0)
    return made
