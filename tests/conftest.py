"""Fixtures that many tests share; the corpus of official texts stands beside the checkout and may be absent."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from hypothesis import settings

#: Of `make coverage`: a plugin, which changes the pool of workers when it is imported, and what reads its library.
collect_ignore = ["measured.py", "branches.py"]
#: How long an example takes is a benchmark's matter: a loaded machine fails no test.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_finish() -> None:
    """Keep what was loaded out of the collector's way: it would walk thousands of tests again and again."""
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of official texts and facts; skips where it is absent."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"no corpus of official texts at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """The corpus: text/, pdf/, akn/, gold/."""
    return shared / "corpus"


@pytest.fixture(scope="session")
def gold(corpus: Path) -> dict[str, dict[str, Any]]:
    """What the official XML of session 78 says, by symbol."""
    lines = (corpus / "gold" / "78.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["symbol"]: row for row in map(json.loads, lines)}


@pytest.fixture
def memory() -> Iterator[Any]:
    """The files of stores at memory://, which are the process's: none before and after a test."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()
