"""What input, disk and signals can do to a build: it costs the source alone, or changes nothing, and is one line."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lod.model.resolution import Resolution
from lod.publish import tasks
from lod.read import read as reading
from tests.publish.test_build import OTHER, lod, snapshot
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
    whole: Callable[..., Any] = getattr(tasks, step)

    def end(given: Any, *others: Any, **options: Any) -> Any:
        if name in (given, getattr(given, "name", ""), given.masthead.symbol if isinstance(given, Resolution) else ""):
            os.kill(os.getpid(), by)
        return whole(given, *others, **options)

    monkeypatch.setattr(tasks, step, end)


@pytest.mark.parametrize(
    ("step", "name"), [("read", "lakes.txt"), ("annotate", "A/RES/90/2"), ("render_resolution", "A/RES/90/2")]
)
def test_a_killed_worker_costs_its_source_alone(
    lakes: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch, step: str, name: str
) -> None:
    """It is named; the rest is published as if the source had not been given, whichever stage it ended in."""
    out = lakes.parent.parent / "public"
    ended(signal.SIGKILL, step, name, monkeypatch)
    result = lod("build", lakes, BUNDLED, "--out", out)
    assert result.exit_code == 1
    assert re.search(
        rf"(lakes\.txt|A/RES/90/2): the process that worked on it was ended by SIGKILL, {ALONE}", result.stderr
    )
    assert "Traceback" not in result.output
    assert snapshot(out) == alone


def test_a_source_that_takes_too_long_is_left_out(
    lakes: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's timer ends its worker, even inside a pattern; it is named with the mend."""
    out = lakes.parent.parent / "public"
    whole = reading.read

    def read_slowly(path: Path) -> Any:
        if path == lakes:
            signal.setitimer(signal.ITIMER_REAL, 0.1)  # as if so much of its time were left
            re.match(r"(a+)+$", "a" * 64 + "b")
        return whole(path)

    monkeypatch.setattr(tasks, "read", read_slowly)
    result = lod("build", lakes, BUNDLED, "--out", out, "--source-timeout", 90)
    assert result.exit_code == 1
    assert result.stderr == f"lod: {lakes}: it took longer than 90 seconds, and is left out (give it more time)\n"
    assert snapshot(out) == alone


def test_a_page_of_a_thing_that_cannot_be_made_costs_itself_alone(lakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of its batch are made; it is named."""
    out = lakes.parent.parent / "public"
    ended(signal.SIGKILL, "entity_pages", "session/91", monkeypatch)
    result = lod("build", lakes, "--out", out)
    assert result.exit_code == 1
    assert re.search(rf"^lod: session/91: the process that worked on it was ended by SIGKILL, {ALONE}", result.stderr)
    assert not (out / "session/91.html").exists()
    assert (out / "session/90.html").exists()
    assert (out / "A/RES/90/2.html").exists()


def test_a_dump_that_cannot_be_written_publishes_nothing(lakes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no publication without its dumps; what was published stays."""
    out = lakes.parent.parent / "public"
    assert lod("build", BUNDLED, "--out", out).exit_code == 0
    before = snapshot(out)
    ended(signal.SIGKILL, "write_dump", "ttl", monkeypatch)
    result = lod("build", lakes, BUNDLED, "--out", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"lod: .*unres\.ttl\.gz: the process that worked on it was ended .*\n", result.stderr)
    assert snapshot(out) == before
    assert not list(out.parent.glob(".public*"))


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
    assert not list(out.parent.glob(".public*"))
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def children(process: "subprocess.Popen[str]", at_least: int) -> Iterator[int]:
    """The workers of a running build, once there are so many."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listed.parent.exists():
        pytest.skip("no /proc tells which processes a build has")
    while process.poll() is None and len(found := listed.read_text().split()) < at_least:
        time.sleep(0.01)
    yield from map(int, found)
