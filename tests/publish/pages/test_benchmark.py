"""The benchmark of pages runs: what it measures is called by the names that it knows."""

import re
from pathlib import Path

import pytest

from tests.publish.pages.benchmark import main
from tests.samples import BUNDLED

pytestmark = pytest.mark.slow


def test_pages_and_the_index_of_the_search_are_both_timed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One resolution and the things that it names; how long they take is no test's."""
    (tmp_path / BUNDLED.name).write_bytes(BUNDLED.read_bytes())
    main(tmp_path, profiled=False)
    told = capsys.readouterr().out
    assert re.search(r"^1 resolutions: .* a second of one core", told, re.M)
    assert re.search(r"^\d+ other things: ", told, re.M)
    assert "search index: " in told
