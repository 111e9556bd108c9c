"""A server under mixed load while things break."""

import asyncio
from pathlib import Path

import pytest

from tests.runner import lod
from tests.samples import BUNDLED, TESTS
from tests.serve.endurance import endure


@pytest.mark.slow
def test_a_minute_of_load_with_faults_gives_no_wrong_answer(tmp_path: Path) -> None:
    """Workers are killed, a file goes and comes, the disk is full, the clock jumps, the publication is replaced."""
    folder = tmp_path / "public"
    assert lod("build", BUNDLED, TESTS / "files" / "series", "--out", folder).exit_code == 0
    assert asyncio.run(endure(folder, 1))
