"""Dumps of each session: whole files that common tools unpack, the same statements as the parts."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
import zstandard

from lod.publish.parts import DataPart
from lod.publish.session_dumps import write_session_dumps
from tests.publish.test_parts import LAKES, LINES, RIVERS, write_parts


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, list[str]]:
    """Parts of two sessions with their dumps: the folder and the paths of the dumps."""
    write_parts(tmp_path, (RIVERS, LAKES))
    return tmp_path, list(write_session_dumps((RIVERS, LAKES), tmp_path))


def test_a_session_has_everything_and_facts_alone_in_both_packings(made: tuple[Path, list[str]]) -> None:
    """What annotations add stands in everything alone; facts alone by gzip are the part that a browser loads."""
    folder, paths = made
    assert paths == [f"data/parts/{session}.{kind}" for session in ("78", "79")
                     for kind in ("nq.gz", "nq.zst", "facts.nq.zst")]  # fmt: skip
    everything = sorted([LINES[0], LINES[1], LINES[2]])
    assert sorted(gzip.decompress((folder / paths[0]).read_bytes()).decode().splitlines(True)) == everything
    for path, lines in ((paths[1], everything), (paths[2], [LINES[0], LINES[2]])):
        with zstandard.open(folder / path, "rt", encoding="utf-8", newline="") as stream:
            read = stream.read()
        assert sorted(read.splitlines(True)) == lines


@pytest.mark.parametrize(("program", "at"), [("gzip", 0), ("zstd", 1)])
def test_programs_unpack_them(made: tuple[Path, list[str]], program: str, at: int) -> None:
    """Members one behind the other are one file."""
    if not shutil.which(program):
        pytest.skip(f"no {program}")
    told = subprocess.run([program, "-dc", made[0] / made[1][at]], capture_output=True, check=True).stdout
    assert sum(1 for _ in ox.parse(told, ox.RdfFormat.N_QUADS)) == 3


def test_one_session_has_the_dumps_of_the_whole(tmp_path: Path) -> None:
    assert list(write_session_dumps((DataPart("all", "", RIVERS.paths),), tmp_path)) == []
