"""Seeds of the coverage-guided fuzzer keep what is promised of them; the fuzzer itself runs where it is installed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.guided.__main__ import NAMES, SEEDS
from tests.guided.targets import TARGETS
from tests.samples import TESTS

SEED_FILES = sorted(path for path in SEEDS.rglob("*") if path.is_file())


@pytest.mark.parametrize("seed", SEED_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_seed_keeps_what_is_promised(seed: Path) -> None:
    """What the fuzzer found once, and where it begins."""
    TARGETS[seed.parent.name](seed.read_bytes())


def test_every_target_has_seeds() -> None:
    """And is run by `make fuzz-guided`."""
    assert set(NAMES) == set(TARGETS) == {path.parent.name for path in SEED_FILES}


@pytest.mark.parametrize(
    ("target", "content"),
    [("symbols", b"A/RES/78/1"), ("iris", b"a b"), ("negotiation", b"text/turtle"), ("text", b"A/RES/78/1")],
)
def test_a_broken_promise_is_found(target: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a parser that does something else the target fails."""
    broken = {
        "symbols": ("is_path", lambda *_: False),
        "iris": ("slug", lambda text: f"{text}/"),
        "negotiation": ("prefer", lambda *_: ".exe"),
        "text": ("find_faults", lambda *_, **__: ["lost"]),
    }
    name, other = broken[target]
    monkeypatch.setattr(f"tests.guided.targets.{name}", other)
    with pytest.raises(AssertionError):
        TARGETS[target](content)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_fuzzer_finds_nothing_soon(name: str, tmp_path: Path) -> None:
    """Fifteen seconds for each target."""
    pytest.importorskip("atheris", reason="pip install atheris")
    options = ("-max_total_time=15", "-timeout=60", f"-artifact_prefix={tmp_path}/")
    command = [sys.executable, "-m", "tests.guided", "--target", name, str(tmp_path), str(SEEDS / name), *options]
    done = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
