"""Gzipped files of pieces: one member, which every reader takes, and the same pieces whoever packs them again."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lod.publish.pieces import crc_shift, cut, joined_crc, pack, piece_sizes, write_pieces

STRETCHES = st.lists(st.binary(max_size=300) | st.sampled_from([b"\0\0\xff\xff", b"x" * 70_000]), max_size=6)


@given(STRETCHES)
def test_a_file_of_pieces_is_one_member(tmp_path_factory: pytest.TempPathFactory, stretches: list[bytes]) -> None:
    """A reader that stops at the first member's end, as browsers do, has read all."""
    path = write_pieces(tmp_path_factory.mktemp("pieces") / "a.gz", map(pack, stretches))
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    assert unpacker.decompress(path.read_bytes()) == b"".join(stretches)
    assert unpacker.eof
    assert not unpacker.unused_data


@given(STRETCHES)
def test_a_file_can_be_put_together_again(tmp_path_factory: pytest.TempPathFactory, stretches: list[bytes]) -> None:
    """From its content, in stretches of any size, and the sizes that are told from its bytes."""
    folder = tmp_path_factory.mktemp("pieces")
    path = write_pieces(folder / "a.gz", map(pack, stretches))
    content = gzip.decompress(path.read_bytes())
    again = write_pieces(
        folder / "b.gz", cut((content[at : at + 7] for at in range(0, len(content), 7)), piece_sizes(path))
    )
    assert again.read_bytes() == path.read_bytes()


def test_a_file_that_another_program_packed_has_no_pieces(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"words " * 1000, mtime=0))
    assert piece_sizes(tmp_path / "a.gz") == ()


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_sums_of_two_stretches_give_that_of_both(first: bytes, second: bytes) -> None:
    assert joined_crc(zlib.crc32(first), zlib.crc32(second), crc_shift(len(second))) == zlib.crc32(first + second)
