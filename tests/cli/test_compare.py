"""`lod compare`: two texts of one series, paragraph by paragraph."""

import json
from pathlib import Path

import pytest
from click.testing import Result

from tests.runner import lod
from tests.samples import operative

SHARE = "Encourages the regional commissions to share what they know of rivers;"
CLEAN = "Invites civil society and the private sector to keep rivers clean;"
COUNT = "Requests the Board to count boats."
MEET = "Decides to meet at the shore of a lake every second spring;"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """Last year's text and this year's: one paragraph moved, one was reworded, one is new, one gone."""
    old, new = (
        operative(SHARE, CLEAN, "Requests the Board to count boats."),
        operative(MEET, SHARE, CLEAN.replace("clean", "and lakes clean")),
    )
    paths = tmp_path / "old.txt", tmp_path / "new.txt"
    for path, resolution in zip(paths, (old, new), strict=True):
        path.write_text(resolution.source.text, encoding="utf-8")
    return paths


def compare(*arguments: object, given: str | None = None) -> Result:
    return lod("compare", *arguments, given=given)


def test_what_differs_is_told_in_the_order_of_the_later_text(texts: tuple[Path, Path]) -> None:
    """Then what was dropped; what only moved is counted."""
    result = compare(*texts)
    symbol = operative(SHARE).masthead.symbol
    assert result.output.splitlines() == [
        f"{symbol} to {symbol}: 1 the same, 1 reworded, 1 new, 1 dropped",
        f"+ op1  {MEET}",
        "~ op3 (was op2)  … the private sector to keep rivers {+and lakes+} clean",
        f"- op3  {COUNT}",
    ]
    assert result.exit_code == 1


def test_json_gives_the_same_with_its_edits(texts: tuple[Path, Path]) -> None:
    told = json.loads(compare(*texts, "--format", "json").output)
    assert [(p["place"], p["earlier"], p["same"]) for p in told["paragraphs"]] == [
        ("op2", "op1", True),
        ("op3", "op2", False),
    ]
    assert {"what": "added", "words": " and lakes"} in told["paragraphs"][1]["edits"]
    assert told["new"] == [{"place": "op1", "text": MEET}]
    assert told["dropped"] == [{"place": "op3", "text": COUNT}]


def test_a_text_has_nothing_to_tell_against_itself(texts: tuple[Path, Path]) -> None:
    """Also where one of them comes from standard input."""
    result = compare(texts[0], "-", given=texts[0].read_text(encoding="utf-8"))
    assert (result.exit_code, result.output.count("\n")) == (0, 1)


def test_what_cannot_be_compared_is_told_with_the_mend(texts: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(operative("Thanks nobody at all.").source.text, encoding="utf-8")
    result = compare(texts[0], other)
    assert result.exit_code == 2
    assert "no paragraph in common" in result.output
    assert "give two texts of one series, in one language" in result.output
    assert "no such file" in compare(texts[0], tmp_path / "none.txt").output.lower()
