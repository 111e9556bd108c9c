"""Texts of many extractors give the tree of the official XML."""

from pathlib import Path

import pytest

from tests.extractors import WAYS, scores


@pytest.mark.slow
def test_every_way_to_a_text_gives_the_tree_of_the_xml(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table says how well; layout modes may lose a little more."""
    pytest.importorskip("pdfminer")
    pytest.importorskip("pdfplumber")
    pytest.importorskip("pypdf")
    found = scores(corpus, 6)
    with capsys.disabled():
        for way in WAYS:
            print(f"{way.name:22} {found[way.name].f1:.4f}")
    assert [way.name for way in WAYS if found[way.name].f1 < way.least or found[way.name].refused] == []
