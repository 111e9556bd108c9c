"""What `lod build` prints for people and for programs."""

import json
import time
from pathlib import Path

import pytest

from lod.annotate.annotate import annotate
from lod.cli.progress import JsonProgress
from lod.model.annotations import Annotations
from lod.model.resolution import Resolution
from lod.publish import tasks
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

SOURCE = TESTS / "files" / "series" / "A_RES_85_602.txt"


def test_json_tells_each_stage_and_then_the_result(tmp_path: Path) -> None:
    """An object a line; what was left out stands in the result, and the exit status says that something was."""
    (tmp_path / "bad.txt").write_text("no resolution", encoding="utf-8")
    told = lod("build", SOURCE, tmp_path / "bad.txt", "--out", tmp_path / "public", "--json")
    *stages, result = map(json.loads, told.stdout.splitlines())
    assert told.exit_code == 1
    assert stages[0] == {"stage": "read", "done": 1, "of": 2}
    assert {stage["stage"] for stage in stages} >= {"read", "annotate", "pages", "dumps"}
    assert result["resolutions"] == ["A/RES/85/602"]
    assert [failure["name"] for failure in result["failures"]] == [str(tmp_path / "bad.txt")]
    assert result["written"] > 0


def test_the_source_that_took_longest_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the time until it could be published, waiting in a pattern or a table included."""

    def annotate_slowly(resolution: Resolution) -> Annotations:
        time.sleep(0.4 if resolution.masthead.symbol == "A/RES/85/602" else 0)
        return annotate(resolution)

    monkeypatch.setattr(tasks, "annotate", annotate_slowly)
    told = lod("build", SOURCE, BUNDLED, "--out", tmp_path / "public", "--json")
    slowest = json.loads(told.stdout.splitlines()[-1])["slowest"]
    assert slowest["name"] == str(SOURCE)
    assert slowest["seconds"] > 0.4


def test_people_are_told_in_one_line(tmp_path: Path) -> None:
    """Nothing of the stages goes into a pipe."""
    told = lod("build", SOURCE, "--out", tmp_path / "public")
    assert told.stdout.startswith("1 resolution, ")
    assert told.stdout.count("\n") == 1
    assert "annotate" not in told.stderr


def test_a_stage_is_told_once_a_second_and_at_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    """However many items it has."""
    times = iter([0.0, 0.4, 0.9, 1.2, 1.3])
    progress = JsonProgress(lambda: next(times))
    for done in range(1, 6):
        progress(done, 5, "read")
    assert [json.loads(line)["done"] for line in capsys.readouterr().out.splitlines()] == [1, 4, 5]
