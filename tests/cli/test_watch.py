"""`lod build --watch` publishes what an editor saves, until it is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.runner import lod
from tests.samples import TESTS

pytest.importorskip("watchfiles")

TEXT = (TESTS / "files" / "series" / "A_RES_85_602.txt").read_text(encoding="utf-8")
#: Seconds until somebody gives up; a busy machine is slow.
PATIENCE = 90


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@contextmanager
def watching(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """`lod ARGUMENTS` while it runs; what it prints is one text."""
    command = [sys.executable, "-c", "from lod.cli import main; main()", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=TESTS.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "A_RES_85_602.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_what_is_saved_is_published_and_a_fault_ends_nothing(source: Path, tmp_path: Path) -> None:
    """A text that cannot be published is named, what stood stays, and the next one that can is published."""
    page = tmp_path / "public" / "A" / "RES" / "85" / "602.html"
    with watching("build", source, "--out", tmp_path / "public", "--watch") as process:
        assert process.stdout
        wait_for(page.exists)
        assert process.stdout.readline().startswith("1 resolution")
        source.write_text("no resolution", encoding="utf-8")
        told = [process.stdout.readline() for _ in range(2)]
        assert told[0].strip() == f"lod: changed: {source.name}"
        assert "no symbol" in told[1]
        assert page.exists()
        source.write_text(TEXT.replace("all lamps", "all lanterns"), encoding="utf-8")
        wait_for(lambda: "all lanterns" in page.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, 128 + signal.SIGTERM), said  # it waited, or built


def test_a_theme_is_watched(source: Path, tmp_path: Path) -> None:
    """Its name of the site changes on every page."""
    theme, page = tmp_path / "theme", tmp_path / "public" / "index.html"
    theme.mkdir()
    (theme / "theme.toml").write_text('name = "Lighthouse papers"', encoding="utf-8")
    with watching("build", source, "--out", tmp_path / "public", "--theme", theme, "--watch"):
        wait_for(lambda: page.exists() and "Lighthouse papers" in page.read_text(encoding="utf-8"))
        (theme / "theme.toml").write_text('name = "Harbour papers"', encoding="utf-8")
        wait_for(lambda: "Harbour papers" in page.read_text(encoding="utf-8"))


def test_who_has_no_library_to_watch_with_is_told_how_to_get_it(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error with its mend, before anything is built."""
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    told = lod("build", source, "--out", tmp_path / "public", "--watch")
    assert told.exit_code == 1
    assert "unres[watch]" in told.output
    assert not (tmp_path / "public").exists()


def test_a_server_builds_what_it_serves_and_ends_its_builder(source: Path, tmp_path: Path) -> None:
    """The folder need not be there before."""
    public = tmp_path / "public"
    with watching("serve", public, "--port", 0, "--watch", source) as process:
        wait_for((public / "index.html").exists)
        source.write_text(TEXT.replace("all lamps", "all lanterns"), encoding="utf-8")
        page = public / "A" / "RES" / "85" / "602.html"
        wait_for(lambda: "all lanterns" in page.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)  # until the builder has ended, too: it holds the pipe
    assert os.path.exists(page)
