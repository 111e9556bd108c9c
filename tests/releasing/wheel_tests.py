"""The tests, run against the built wheel (`make test-wheel`): `python -m tests.releasing.wheel_tests [for pytest ...]`.

An environment of the locked libraries and the wheel, and a copy of the checkout without the package: what the tests
import is what people install. Tests of the source text itself (its names, rooms and papers) are left out.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from lod.model.errors import UnresError
from tests.releasing import ROOT
from tests.releasing.bare import install
from tests.releasing.commands import run, watch
from tests.releasing.distributions import build_distributions, commit_time
from tests.releasing.locks import LOCKS

#: Tests that read the package's source, in place of importing it.
OF_THE_SOURCE = (
    *("tests/test_docs.py", "tests/test_names.py", "tests/test_rooms.py", "tests/test_literal_words.py"),
    *("tests/test_face.py", "tests/test_patterns.py", "tests/release"),
)


def lay_out(folder: Path, checkout: Path = ROOT) -> Path:
    """A copy of what is committed or to be, without the package; the corpus of official texts beside it as here."""
    copy = folder / "checkout"
    for name in run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=checkout).splitlines():
        if not name.startswith("lod/") and (checkout / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(checkout / name, copy / name)
    if (shared := checkout.parent / "shared").is_dir():
        (folder / "shared").symlink_to(shared)
    return copy


def main(arguments: list[str]) -> int:
    """The exit status of pytest."""
    with tempfile.TemporaryDirectory() as scratch:
        made = build_distributions(ROOT, Path(scratch) / "dist", commit_time(ROOT))
        wheel = next(path for path in made if path.suffix == ".whl")
        lod = install(wheel, Path(sys.executable), Path(scratch) / "environment", LOCKS / "test.lock")
        copy = lay_out(Path(scratch))
        where = run(lod.with_name("python"), "-c", "import lod; print(lod.__file__)", cwd=copy)
        if "site-packages" not in where:
            raise UnresError("is not the installed package", where, "unset PYTHONPATH")
        ignored = (f"--ignore={path}" for path in OF_THE_SOURCE)
        return watch(lod.with_name("python"), "-m", "pytest", *ignored, *(arguments or ["tests"]), cwd=copy)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
