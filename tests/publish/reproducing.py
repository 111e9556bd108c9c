"""Two builds of the same sources in surroundings that have nothing in common, compared byte by byte.

`python -m tests.publish.reproducing FOLDER ...` prints how many files and bytes the two have, and which differ.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct


class Surroundings(Struct, frozen=True):
    """What a build may meet: where it stands, zone, locale, hash seed, processors, umask and age of the sources."""

    folder: str
    zone: str
    locale: str
    seed: str
    processors: int
    umask: int
    modified: int  # seconds since 1970, of the sources
    names: int  # sources are given from the first on (1), or from the last on (-1)


#: Unlike in everything.
TWO = (
    Surroundings("a", "UTC", "C", "0", 1, 0o022, 1_000_000_000, 1),
    Surroundings(
        "Ort mit Wörtern/und \u0635/b", "Pacific/Kiritimati", "tr_TR.UTF-8", "4242", 2, 0o077, 2_000_000_000, -1
    ),
)


def build_in(work: Path, given: Surroundings, sources: Sequence[Path]) -> Path:
    """The publication of copies of some sources, in some surroundings."""
    folder = work / given.folder
    (folder / "in").mkdir(parents=True)
    copies = []
    for source in sources[:: given.names]:
        copies.append(Path(shutil.copy(source, folder / "in")))
        os.utime(copies[-1], (given.modified, given.modified))
    out = folder / "public"
    build = (sys.executable, "-c", "from lod.cli import main; main()", "build", *copies, "--out", out, "--no-cache")
    env = {"TZ": given.zone, "LC_ALL": given.locale, "LANG": given.locale, "PYTHONHASHSEED": given.seed}
    subprocess.run(
        [str(word) for word in build],
        env={**os.environ, **env},
        umask=given.umask,
        preexec_fn=lambda: _use_processors(given.processors),
        capture_output=True,
        check=True,
    )
    return out


def _use_processors(count: int) -> None:
    """Give this process some of the machine's processors, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def find_differing(one: Path, two: Path) -> Iterator[str]:
    """Paths whose bytes differ, or that one of the two has not."""
    held = [{path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} for root in (one, two)]
    yield from sorted(held[0] ^ held[1])
    yield from (name for name in sorted(held[0] & held[1]) if (one / name).read_bytes() != (two / name).read_bytes())


def main(folders: list[str]) -> int:
    sources = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as scratch:
        one, two = (build_in(Path(scratch), given, sources) for given in TWO)
        sizes = [path.stat().st_size for path in one.rglob("*") if path.is_file()]
        differing = [*find_differing(one, two)]
        print(f"{len(sources)} sources, {len(sizes)} files, {sum(sizes):,} bytes; {len(differing)} files differ")
        print(*differing[:20], sep="\n")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
