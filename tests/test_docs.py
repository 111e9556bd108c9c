"""What is written for people is true: examples of the documents run as they stand."""

import doctest
import shutil
from pathlib import Path

import pytest

from lod.data.files import data

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = data("sources", "A_RES_68_230.txt")


def test_examples_of_the_page_on_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example of docs/python.md prints what stands under it, in a folder that holds the bundled text."""
    shutil.copy(BUNDLED, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 20
    assert found.failed == 0
