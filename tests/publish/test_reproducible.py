"""The same sources give the same bytes, wherever and whenever they are built."""

from pathlib import Path

import pytest

from tests.publish.reproducing import TWO, build_in, find_differing
from tests.samples import BUNDLED


@pytest.mark.slow
def test_surroundings_change_no_byte(tmp_path: Path, corpus: Path) -> None:
    """Path, zone, locale, hash seed, number of processors, umask, age and order of the sources: none is in the data."""
    texts = sorted((corpus / "text").glob("*.txt"))[::35]
    official = sorted((corpus / "akn" / "fr").glob("*.xml"))[::40]
    sources = [BUNDLED, *texts, *official]
    assert len(sources) > 10
    one, two = (build_in(tmp_path, given, sources) for given in TWO)
    assert len([*one.rglob("*.html")]) > 500
    assert [*find_differing(one, two)] == []


def test_a_byte_that_differs_is_found(tmp_path: Path) -> None:
    """And a file that one build has alone."""
    for name, files in {"one": {"a": "1", "b": "2", "c": "3"}, "two": {"a": "1", "b": "x", "d": "3"}}.items():
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_text(content)
    assert [*find_differing(tmp_path / "one", tmp_path / "two")] == ["c", "d", "b"]
