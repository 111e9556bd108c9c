"""What a whole build costs: python -m tests.whole FOLDER [FOLDER ...] [--json FILE]

Builds the texts of each folder in /dev/shm (or the folder for temporary files) clean, unchanged, with one text changed,
and with the template of resolutions changed, each in a process of its own; prints seconds, processor time, the most
memory of one process, resolutions a second, files and bytes, and how often the clean build takes the time of three
floors of the same minute: writing the same bytes, parsing and serializing the same statements with Oxigraph, rendering
a template of Jinja alone once a page. Timings are benchmarks, never tests.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import jinja2
import msgspec
import pyoxigraph as ox
from msgspec import Struct

from tests.samples import TESTS

_MEMORY = Path("/dev/shm")  # a file system in memory: disks differ
_PAGE = jinja2.Template("<h1>{{ title }}</h1>{% for word in words %}<p>{{ word|e }}</p>{% endfor %}")
_TEMPLATE = "resolution.html"
_OVERRIDE = "{{% extends 'site/resolution.html' %}}{{% block head %}}{{{{ super() }}}}<!-- {} -->{{% endblock %}}"
_WORDS = ("South-South cooperation",) * 60  # about as many paragraphs as a resolution's page has


class Cost(Struct, frozen=True):
    """What one build took: seconds by the clock and of the processors, and the most MB that one process held."""

    seconds: float
    processor: float
    memory: float


class Measured(Struct, frozen=True):
    """A corpus and the costs of its builds."""

    corpus: str
    resolutions: int
    files: int
    megabytes: float
    clean: Cost
    unchanged: Cost
    one_changed: Cost
    template_changed: Cost
    floors: dict[str, float]  # seconds by what was done


def measure(corpus: Path) -> Measured:
    """The costs of builds of a folder of texts."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        texts, out, template = Path(name) / "texts", Path(name) / "out", Path(name, "theme", "templates", _TEMPLATE)
        shutil.copytree(corpus, texts)
        template.parent.mkdir(parents=True)
        template.write_text(_OVERRIDE.format("before"), encoding="utf-8")
        clean, unchanged = _cost(texts, out), _cost(texts, out)
        floors = dict(_floors(out, Path(name) / "floor"))
        made = [path for path in out.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in made) / 1e6
        _change(texts)
        changed = _cost(texts, out)
        template.write_text(_OVERRIDE.format("after"), encoding="utf-8")
        shown_anew = _cost(texts, out)
        count = json.loads((out / "data" / "index.json").read_bytes())["resolutions"]
        return Measured(corpus.name, count, len(made), size, clean, unchanged, changed, shown_anew, floors)


def _cost(texts: Path, out: Path) -> Cost:
    """What a build took, run as its users run it; the workers' time and memory are counted with their parent's."""
    theme = ("--theme", str(texts.parent / "theme"))
    command = (sys.executable, "-c", "from lod.cli import main; main()", "build", str(texts), "--out", str(out), *theme)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=TESTS.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{texts}: the build failed (run lod build {texts} to see why)")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _change(texts: Path) -> None:
    """Put a word into the middle of the first text."""
    path = min(texts.iterdir())
    half = len(text := path.read_text(encoding="utf-8")) // 2
    path.write_text(f"{text[:half]} further{text[half:]}", encoding="utf-8")


def _floors(out: Path, copy: Path) -> Iterator[tuple[str, float]]:
    """(what, seconds) of the least that any program must do for the same result."""
    yield "write the same bytes", _timed(lambda: shutil.copytree(out, copy))
    lines = gzip.decompress((out / "data" / "unres.nq.gz").read_bytes())
    yield "parse and serialize the statements", _timed(lambda: _reserialize(lines))
    pages = sum(1 for path in out.rglob("*.html"))
    yield "render a small page as often", _timed(lambda: [_PAGE.render(title=n, words=_WORDS) for n in range(pages)])


def _reserialize(lines: bytes) -> None:
    quads = ox.parse(lines, ox.RdfFormat.N_QUADS)
    ox.serialize(quads, format=ox.RdfFormat.N_QUADS)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rows(measured: Measured) -> Iterator[tuple[str, str]]:
    """What is printed of a corpus: (what, figure)."""
    count = measured.resolutions
    for what, cost in (
        ("clean", measured.clean),
        ("nothing changed", measured.unchanged),
        ("one text changed", measured.one_changed),
        ("one template changed", measured.template_changed),
    ):
        yield what, f"{cost.seconds:.1f} s, {cost.processor:.1f} s of processor time, {cost.memory:.0f} MB"
    yield "resolutions a second", f"{count / measured.clean.seconds:.1f}"
    yield "files", f"{measured.files}, {measured.files / count:.0f} a resolution"
    yield "bytes", f"{measured.megabytes:.0f} MB, {1000 * measured.megabytes / count:.0f} KB a resolution"
    for what, seconds in measured.floors.items():
        yield (
            f"floor: {what}",
            f"{seconds:.2f} s, the clean build takes {measured.clean.seconds / seconds:.0f} times as long",
        )


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "target", type=click.Path(path_type=Path), help="File for the figures.")
def main(folders: tuple[Path, ...], target: Path | None) -> None:
    """Build the texts of each folder clean, unchanged and with one text changed; print what it costs."""
    found = [measure(folder) for folder in folders]
    for measured in found:
        print(f"{measured.corpus}: {measured.resolutions} resolutions")
        for what, figure in rows(measured):
            print(f"  {what:40} {figure}")
    if target:
        target.write_bytes(msgspec.json.format(msgspec.json.encode(found)))


if __name__ == "__main__":
    main()
