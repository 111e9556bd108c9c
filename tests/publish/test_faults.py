"""What input, disk and signals can do to a build: it costs the source alone, or changes nothing, and is one line."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lod.model.resolution import Resolution
from lod.publish import assembly, described_data, gather, packing, page_tasks, tasks
from lod.publish import build as building
from lod.publish.lock import beside
from lod.publish.pages import lists
from lod.publish.staging import MANIFEST
from lod.read import read as reading
from tests.publish.test_build import OTHER, snapshot
from tests.runner import lod
from tests.samples import BUNDLED

ALONE = r"and it is left out \(try it alone\)"


@pytest.fixture
def lakes(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "lakes.txt"
    path.parent.mkdir()
    path.write_text(OTHER, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the bundled resolution gives without the other."""
    out = tmp_path_factory.mktemp("alone") / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    return snapshot(out)


def ended(by: signal.Signals, step: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that takes a step with what has that name end by a signal."""
    room = next(module for module in (tasks, page_tasks) if hasattr(module, step))
    whole: Callable[..., Any] = getattr(room, step)

    def end(given: Any, *others: Any, **options: Any) -> Any:
        if name in (given, getattr(given, "name", ""), given.masthead.symbol if isinstance(given, Resolution) else ""):
            os.kill(os.getpid(), by)
        return whole(given, *others, **options)

    monkeypatch.setattr(room, step, end)


@pytest.mark.parametrize(
    ("step", "name"), [("read_loaded", "lakes.txt"), ("annotate", "A/RES/90/2"), ("render_resolution", "A/RES/90/2")]
)
def test_a_killed_worker_costs_its_source_alone(
    lakes: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch, step: str, name: str
) -> None:
    """It is named; the rest is published as if the source had not been given, whichever stage it ended in."""
    out = lakes.parent.parent / "public"
    ended(signal.SIGKILL, step, name, monkeypatch)
    result = lod("build", lakes, BUNDLED, "--out", out, "--jobs", 2)
    assert result.exit_code == 1
    assert re.search(
        rf"(lakes\.txt|A/RES/90/2): the process that worked on it was ended by SIGKILL, {ALONE}", result.stderr
    )
    assert "Traceback" not in result.output
    assert snapshot(out) == alone


def test_a_source_that_takes_too_long_is_left_out(
    lakes: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's timer ends its worker, even inside a pattern; it is named with the fix."""
    out = lakes.parent.parent / "public"
    whole = reading.read_loaded

    def read_slowly(path: Path, content: bytes) -> Any:
        if path == lakes:
            signal.setitimer(signal.ITIMER_REAL, 0.1)  # as if so much of its time were left
            re.match(r"(a+)+$", "a" * 64 + "b")
        return whole(path, content)

    monkeypatch.setattr(tasks, "read_loaded", read_slowly)
    result = lod("build", lakes, BUNDLED, "--out", out, "--source-timeout", 90, "--jobs", 1)
    assert result.exit_code == 1
    assert result.stderr == f"lod: {lakes}: it took longer than 90 seconds, and is left out (give it more time)\n"
    assert snapshot(out) == alone


def test_a_page_of_a_thing_that_cannot_be_made_costs_itself_alone(lakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its batch are made; it is named."""
    out = lakes.parent.parent / "public"
    ended(signal.SIGKILL, "entity_pages", "session/91", monkeypatch)
    result = lod("build", lakes, "--out", out, "--jobs", 1)
    assert result.exit_code == 1
    assert re.search(rf"^lod: session/91: the process that worked on it was ended by SIGKILL, {ALONE}", result.stderr)
    assert not (out / "session/91.html").exists()
    assert (out / "session/90.html").exists()
    assert (out / "A/RES/90/2.html").exists()


def test_n_quads_that_cannot_be_written_publish_nothing(lakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no publication without the dump that server and queries read; what was published stays."""
    out = lakes.parent.parent / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    before = snapshot(out)
    monkeypatch.setattr(assembly, "turtle_head", lambda prefixes: os.kill(os.getpid(), signal.SIGKILL))
    result = lod("build", lakes, BUNDLED, "--out", out, "--jobs", 1)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"lod: .*unres\.nq\.gz: the process that worked on it was ended .*\n", result.stderr)
    assert snapshot(out) == before
    assert left_behind(out) == []


class Broken(NamedTuple):
    """A step that fails of what has a name, or of anything: in which module, and the file that is missing then."""

    module: Any
    step: str
    name: str = ""
    missing: str = ""


#: What fails at once; each failure is named as its missing file is.
OF_THE_WHOLE = {
    "the only series pair": [Broken(tasks, "compare")],
    "dumps, records, reports, descriptions and pages": [
        Broken(packing, "pack_dump", "ttl", "data/unres.ttl.gz"),
        Broken(gather, "write_collections", "unres.marc", "data/unres.marc.xml.gz"),
        Broken(building, "validation_page", "", "validation.html"),
        Broken(building, "coverage_page", "", "coverage.html"),
        Broken(building, "series_page", "", "series.html"),
        Broken(described_data, "catalogue_triples", "", "data/dataset.ttl"),
        Broken(lists, "_home", "", "index.html"),
        Broken(lists, "_resolutions", "", "resolutions.html"),
        Broken(lists, "_list", "actors", "actors.html"),
        Broken(page_tasks, "entity_pages", "session/91", "session/91.html"),
    ],
}
FAILED = r": the program failed on it, ZeroDivisionError at .*: as bad as it gets \(report this line together with"


@pytest.mark.parametrize("broken", OF_THE_WHOLE.values(), ids=OF_THE_WHOLE)
def test_what_fails_of_the_whole_costs_itself_alone(
    lakes: Path, monkeypatch: pytest.MonkeyPatch, broken: list[Broken]
) -> None:
    """It is named and left out, everything else is published, and the exit status is 1."""
    out = lakes.parent.parent / "public"
    later = lakes.with_name("later.txt")
    later.write_text(OTHER.replace("90/2", "91/2").replace("2036", "2037").replace("68/230", "90/2"), encoding="utf-8")
    for one in broken:
        monkeypatch.setattr(one.module, one.step, failing(one))
    result = lod("build", lakes, later, "--out", out)
    assert result.exit_code == 1, result.output
    assert len(re.findall(FAILED, result.stderr)) == len(broken), result.stderr
    missing = {one.missing for one in broken} - {""}
    assert [path for path in missing if path.split(".")[0].rpartition("/")[2] not in result.stderr] == []
    expected = {
        *("A/RES/90/2.html", "A/RES/91/2.ttl", "index.html", "resolutions.html", "actors.html", "session/90.html"),
        *("validation.html", "coverage.html", "series.html", "def.html", "data/dataset.ttl", "data/SHA256SUMS"),
        *(f"data/unres.{kind}.gz" for kind in ("nq", "nt", "ttl", "jsonld", "marc.xml")),
    }
    if not missing:
        missing = {"series.html"}  # it was the only pair, and a list of nothing is not offered
    assert {path for path in expected | missing if not (out / path).is_file()} == missing


def failing(broken: Broken) -> Callable[..., Any]:
    """The step as it is, but for what it fails of."""
    whole: Callable[..., Any] = getattr(broken.module, broken.step)

    def fail(given: Any = None, *others: Any, **options: Any) -> Any:
        if broken.name in ("", given):
            raise ZeroDivisionError("as bad as it gets")
        return whole(given, *others, **options)

    return fail


def test_a_link_in_the_folder_stops_the_build_in_one_line(lakes: Path) -> None:
    """It meets every source alike, so it is told once; nothing is written behind it, and nothing is changed."""
    out, outside = lakes.parent.parent / "public", lakes.parent.parent / "outside"
    out.mkdir()
    outside.mkdir()
    (out / "A").symlink_to(outside)
    result = lod("build", lakes, BUNDLED, "--out", out)
    assert result.exit_code == 1
    assert re.fullmatch(r"lod: .*public/A: is a symbolic link, and would lead elsewhere \(remove .*\)\n", result.stderr)
    assert [path.name for path in out.iterdir()] == ["A"]
    assert list(outside.iterdir()) == []


def test_a_list_of_files_that_somebody_changed_costs_no_build(lakes: Path) -> None:
    """Its bad lines are named; resolutions that it names and that are not there are not published again."""
    out = lakes.parent.parent / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    with (out / MANIFEST).open("a") as manifest:
        manifest.write("../in/lakes.txt\nA/RES/1/1.marc.xml\nx.marc.xml\n")
    result = lod("build", lakes, "--out", out)
    assert result.exit_code == 1
    assert "'../in/lakes.txt' names no file of the folder, and is passed over" in result.stderr
    assert lakes.is_file()
    assert (out / "A/RES/90/2.html").is_file()
    assert (out / "A/RES/68/230.marc.xml").is_file()  # a build with failures takes nothing away
    assert lod("build", lakes, "--out", out).exit_code == 0
    assert not (out / "A/RES/68/230.marc.xml").exists()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_stopped_ends_in_order(lakes: Path, number: signal.Signals, status: int) -> None:
    """Workers are ended, staging and lock are gone, one line says what stopped it; the status is the shell's."""
    out = lakes.parent.parent / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    before = snapshot(out)
    fifo = lakes.with_name("waiting.txt")
    os.mkfifo(fifo)  # a source that never comes
    command = [
        sys.executable,
        "-c",
        "from lod.cli import main; main()",
        "build",
        str(fifo),
        str(lakes),
        "--out",
        str(out),
    ]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    workers = list(children(started, 1))
    started.send_signal(number)
    stdout, stderr = started.communicate(timeout=60)
    assert (started.returncode, stdout) == (status, "")
    assert stderr == f"lod: stopped by {number.name}; what was published is whole\n"
    assert snapshot(out) == before
    assert left_behind(out) == []
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def left_behind(out: Path) -> list[Path]:
    """What stands beside a folder but for the cache: staging, journal, lock."""
    return [path for path in out.parent.glob(f".{out.name}*") if path != beside(out, "cache")]


def children(process: "subprocess.Popen[str]", at_least: int) -> Iterator[int]:
    """The workers of a running build, once there are so many."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.parent.exists():
        pytest.skip("no /proc tells which processes a build has")
    while process.poll() is None and len(found := listed.read_text().split()) < at_least:
        time.sleep(0.01)
    yield from map(int, found)
