"""Wheel and sdist, the same bytes whoever builds them: of a commit's time, twice, the second from the first's sdist.

Reads: a checkout. Writes: `unres-VERSION-py3-none-any.whl` and `unres-VERSION.tar.gz`. The time in them is
SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).
"""

import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from lod.model.errors import UnresError
from tests.releasing.commands import run


def commit_time(checkout: Path) -> str:
    """Seconds since 1970 of the last commit, as SOURCE_DATE_EPOCH wants them."""
    return run("git", "log", "-1", "--format=%ct", cwd=checkout).strip()


def build_distributions(source: Path, out: Path, epoch: str) -> tuple[Path, ...]:
    """The sdist, and the wheel made from the sdist, of a source tree; sorted by name."""
    # Without isolation: the build backend is the locked one of this environment.
    command = (sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source)
    run(*command, env={"SOURCE_DATE_EPOCH": epoch})
    return tuple(sorted([*out.glob("*.tar.gz"), *out.glob("*.whl")]))


def build_twice(source: Path, out: Path, epoch: str) -> tuple[Path, ...]:
    """The distributions, once the sdist, unpacked elsewhere, gave the same bytes; else raises UnresError."""
    made = build_distributions(source, out, epoch)
    (sdist,) = (path for path in made if path.name.endswith(".tar.gz"))
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(sdist) as packed:
            packed.extractall(scratch, filter="data")
        (unpacked,) = Path(scratch).iterdir()
        again = build_distributions(unpacked, Path(scratch) / "again", epoch)
        differing = [one.name for one, two in zip(made, again, strict=True) if one.read_bytes() != two.read_bytes()]
    if differing:
        raise UnresError("has other bytes when it is built again", ", ".join(differing), "compare them with diffoscope")
    return made


def empty(folder: Path) -> Path:
    """A folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
