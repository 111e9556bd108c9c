"""Texts of many extractors give the tree of the official XML."""

from pathlib import Path

import pytest

from tests.extractors import scores, short, table


@pytest.mark.slow
def test_every_way_to_a_text_gives_the_tree_of_the_xml(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table says how well; pdfminer.six loses words of lines."""
    pytest.importorskip("pdfminer")
    pytest.importorskip("pdfplumber")
    pytest.importorskip("pypdf")
    found = scores(corpus, 6)
    with capsys.disabled():
        print(*table(found), sep="\n")
    assert short(found) == []
