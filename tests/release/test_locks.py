"""Locked dependencies: what an installation takes is fixed to the byte, wherever it comes from."""

from pathlib import Path

import pytest

from tests.releasing import ROOT
from tests.releasing.locks import EXTRAS, LOCKS, find_stale, load_lock


@pytest.mark.parametrize("name", EXTRAS)
def test_every_locked_library_has_hashes_and_no_index(name: str) -> None:
    """pip takes files with these hashes from the index that it is set up to use; a lock names none."""
    text = (LOCKS / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    entries = load_lock(LOCKS / name)
    assert len(entries) > 30
    assert [entry.name for entry in entries if not entry.hashes] == []
    assert sum(len(entry.hashes) for entry in entries) == text.count("--hash=sha256:")


def test_tests_run_on_what_the_package_runs_on() -> None:
    """What both locks hold, they hold in one version."""
    package, tests = (
        {(entry.name, entry.version) for entry in load_lock(LOCKS / name)} for name in ("package.lock", "test.lock")
    )
    assert package - tests == set()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one dependency of the package and of no extra."""
    (tmp_path / "tests" / "releasing").mkdir(parents=True)
    extras = "".join(f"{extra} = []\n" for extra in EXTRAS["test.lock"])
    (tmp_path / "pyproject.toml").write_text(
        f'[project]\ndependencies = ["Some_Lib[fast]>=1.2"]\n[project.optional-dependencies]\n{extras}'
    )
    for name in EXTRAS:
        (tmp_path / "tests" / "releasing" / name).write_text(f"some-lib==1.10 \\\n    --hash=sha256:{'0' * 64}\n")
    return tmp_path


def test_a_lock_that_fits_is_not_stale(checkout: Path) -> None:
    """Names are compared as the index does, versions as versions."""
    assert [*find_stale(checkout)] == []


@pytest.mark.parametrize(("held", "said"), [("some-lib==1.1", "1.1 is locked"), ("other==2", "nothing is locked")])
def test_a_stale_lock_is_told_with_the_mend(checkout: Path, held: str, said: str) -> None:
    """A version that is not allowed any more, and a library that was added."""
    (checkout / "tests" / "releasing" / "test.lock").write_text(f"{held} \\\n    --hash=sha256:{'0' * 64}\n")
    (line,) = find_stale(checkout)
    assert line.startswith("test.lock: Some_Lib[fast]>=1.2 is asked for, ")
    assert said in line
    assert "make lock" in line


@pytest.mark.slow
def test_the_locks_hold_what_the_project_asks_for() -> None:
    """`make lock` was run since a dependency was added or raised."""
    assert [*find_stale(ROOT)] == []
