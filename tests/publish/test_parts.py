"""The whole in parts that a browser loads: nothing lost, nothing twice, everything weighed."""

import gzip
import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from lod.publish.parts import DataPart, PartFiles, WrittenParts, parts_json, parts_of
from lod.publish.pieces import pack

BASE = "https://example.org/"
RIVERS, LAKES = (
    DataPart("78", "78th session", ("A/RES/78/1", "A/RES/78/2")),
    DataPart("79", "79th session", ("A/RES/79/1",)),
)
#: Subject, and the graph that it stands in; a literal may look like the end of a quad.
QUADS = (
    ("A/RES/78/1", "A/RES/78/1"),
    ("A/RES/78/1#op1.act1", "A/RES/78/1/annotations"),
    ("A/RES/78/2", "A/RES/78/2"),
    ("A/RES/79/1", "A/RES/79/1"),
    ("A/RES/79/1#op1.act1", "A/RES/79/1/annotations"),
    ("A/RES/78/1#op1.act1", "data/across"),
    ("actor/undp", "data/things"),
)
LINES = [f'<{BASE}{s}> <x:p> "a <b> ." <{BASE}{g}> .\n' for s, g in QUADS]


def write_parts(folder: Path, parts: tuple[DataPart, ...]) -> WrittenParts:
    """Each quad as a run of its own."""
    paths = {path + part for one in parts for path in one.paths for part in ("", "/annotations")} | {"data/across"}
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        files = PartFiles(folder, parts, stack)
        for (_, graph), line in zip(QUADS, LINES, strict=True):
            graph = graph if graph in paths else ""
            files.add({graph: pack(line.encode())}, {graph: 1})
    return files.written()


def lines_of(written: WrittenParts, folder: Path) -> dict[str, list[str]]:
    return {path: gzip.decompress((folder / path).read_bytes()).decode().splitlines(True) for path in written.files}


def test_sessions_are_disjoint_and_make_up_the_whole(tmp_path: Path) -> None:
    written = write_parts(tmp_path, (RIVERS, LAKES))
    found = lines_of(written, tmp_path)
    assert sorted(line for lines in found.values() for line in lines) == sorted(LINES)
    assert found[RIVERS.facts] == [LINES[0], LINES[2]]
    assert found[RIVERS.annotations] == [LINES[1]]
    assert found["data/parts/across.nq.gz"] == [LINES[5]]
    assert found["data/parts/shared.nq.gz"] == [LINES[6]]
    assert {path: len(lines) for path, lines in found.items()}.items() <= written.statements.items()
    assert written.statements["data/unres.nq.gz"] == 7
    assert written.statements["data/unres.facts.nq.gz"] == 4


def test_one_session_is_the_whole_and_has_no_files(tmp_path: Path) -> None:
    """What resolutions share is there for those who load one resolution."""
    every = DataPart("all", "", (*RIVERS.paths, *LAKES.paths))
    written = write_parts(tmp_path, (every,))
    assert lines_of(written, tmp_path) == {"data/parts/shared.nq.gz": [LINES[6]]}
    told = json.loads(parts_json((every,), written, lambda path: 9))
    assert [choice["title"] for choice in told["choices"]] == ["All 3 resolutions"]


def test_the_same_quads_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        written = write_parts(tmp_path / name, (RIVERS, LAKES))
        made.append([(tmp_path / name / path).read_bytes() for path in written.files])
    assert made[0] == made[1]


@pytest.mark.parametrize(("size", "usual"), [(1_000, "all"), (50_000_000, "78")], ids=["small", "large"])
def test_what_is_too_large_is_not_chosen_for_those_who_choose_nothing(tmp_path: Path, size: int, usual: str) -> None:
    written = write_parts(tmp_path, (RIVERS, LAKES))
    told = json.loads(parts_json((RIVERS, LAKES), written, lambda path: size))
    assert told["usual"] == usual
    assert [choice["id"] for choice in told["choices"]] == ["all", "78", "79"]
    named = {path for choice in told["choices"] for path in (*choice["facts"], *choice["everything"])}
    assert named == set(told["files"])


def test_what_an_earlier_build_published_is_a_part() -> None:
    assert [part.name for part in parts_of([("78th session", "session/78", [])], ["A/RES/1/1"])] == ["78", "others"]
