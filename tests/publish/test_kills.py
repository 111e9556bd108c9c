"""Builds killed by SIGKILL at their file operations: the next command leaves the folder wholly old or wholly new."""

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from lod.serve.application import application
from tests.publish.test_build import OTHER, snapshot
from tests.runner import lod
from tests.samples import BUNDLED

IN_SWITCH, ANYWHERE = 120, 80
KILLED = -9


class Published(NamedTuple):
    """The two states, by the checksums of every file, and the builds that make them."""

    old: Path
    states: dict[str, dict[str, str]]
    sources: list[str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """One resolution is published; then one more, which changes pages, lists, dumps and sums."""
    folder = tmp_path_factory.mktemp("kills")
    other = folder / "other.txt"
    other.write_text(OTHER)
    sources = [str(BUNDLED), str(other)]
    for state, given in (("old", sources[:1]), ("new", sources)):
        assert lod("build", *given, "--out", folder / state).exit_code == 0
    return Published(folder / "old", {state: snapshot(folder / state) for state in ("old", "new")}, sources)


def build(where: str, operation: int, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.publish.killed_build", where, str(operation), "build", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def command(*arguments: str) -> None:
    """A command in a process of its own, so that it starts as a user's does; it must succeed."""
    program = [sys.executable, "-c", "from lod.cli import main; main()"]
    assert subprocess.run([*program, *arguments], input="ASK {}", capture_output=True, text=True).returncode == 0


def query(out: Path, sources: list[str]) -> None:
    command("query", str(out), "-")


def check(out: Path, sources: list[str]) -> None:
    command("check", str(out))


def serve(out: Path, sources: list[str]) -> None:
    application(out)


def build_again(out: Path, sources: list[str]) -> None:
    assert build("anywhere", 10**6, [*sources, "--out", str(out), "--jobs", "1"]).returncode == 0


NEXT: list[Callable[[Path, list[str]], None]] = [query, check, serve, build_again]


def end(published: Published, folder: Path, where: str, operation: int, turn: int) -> str:
    """What a kill at that operation and the next command leave: old, new, or neither."""
    out = folder / f"{where}-{operation}-{turn}" / "public"
    shutil.copytree(published.old, out)
    ended = build(where, operation, [*published.sources, "--out", str(out), "--jobs", "1"]).returncode
    NEXT[turn % len(NEXT)](out, published.sources)
    left = snapshot(out)
    shutil.rmtree(out.parent)
    state = next((name for name, files in published.states.items() if files == left), "neither")
    return f"{where}: {'killed' if ended == KILLED else f'exit {ended}'}, {state}"


def count_operations(published: Published, folder: Path, where: str) -> int:
    """File operations of the whole build, or of its switch."""
    out = folder / where / "public"
    shutil.copytree(published.old, out)
    printed = build(where, 10**6, [*published.sources, "--out", str(out), "--jobs", "1"]).stdout
    return int(printed.rsplit("operations ", 1)[1])


@pytest.mark.slow
def test_200_kills_leave_old_or_new(published: Published, tmp_path: Path) -> None:
    """120 kills inside the switch, 80 anywhere; the next command is a query, a check, a server or a build in turn."""
    drawn = random.Random(15)
    counts = {where: count_operations(published, tmp_path, where) for where in ("switch", "anywhere")}
    kills = [
        (where, drawn.randrange(counts[where]), turn)
        for where, number in (("switch", IN_SWITCH), ("anywhere", ANYWHERE))
        for turn in range(number)
    ]
    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(pool.map(lambda kill: end(published, tmp_path, *kill), kills))
    print(f"operations {counts}; outcomes {dict(sorted(outcomes.items()))}")
    assert sum(outcomes.values()) == IN_SWITCH + ANYWHERE
    assert all("killed" in outcome and "neither" not in outcome for outcome in outcomes), outcomes
