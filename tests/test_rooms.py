"""The rule of the house: imports go down only, room by room, as `pyproject.toml` says it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import TESTS

ROOT = TESTS.parent
#: Run in a process of its own: the copy is another package `lod`.
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of a folder's `pyproject.toml`, held against the `lod` that stands in it."""
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and of its contracts."""
    shutil.copytree(ROOT / "lod", tmp_path / "lod", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_of_the_package_go_down_only(house: Path) -> None:
    """Every contract is kept."""
    run = _lint(house)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("module", "wrong"),
    [
        ("lod/model/numerals.py", "lod.cli.format"),
        ("lod/graph/parts.py", "lod.publish.index"),
        ("lod/read/akn/body.py", "lod.read.text.lexer"),
        ("lod/annotate/acts/verbs.py", "lod.annotate.citations.citations"),
    ],
)
def test_an_import_that_goes_up_or_aside_is_found(house: Path, module: str, wrong: str) -> None:
    """The contracts are no formality: one wrong import breaks them, and both ends are named."""
    path = house / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {wrong}\n", encoding="utf-8")
    run = _lint(house)
    assert run.returncode == 1
    assert f"{module.removesuffix('.py').replace('/', '.')} -> {wrong}" in run.stdout


def test_the_top_level_is_fixed() -> None:
    """What a newcomer sees first: developers' tools stand in tests/, recipes in docs/, nothing is added beside."""
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    seen = {name for name in listed.stdout.split() if not name.startswith(".")}
    papers = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml"}
    assert seen == papers | {"docs", "lod", "ontology", "shapes", "site", "tests"}
