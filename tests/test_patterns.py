"""Regular expressions take time in proportion to the text: a source made to hurt one does not hold up the others."""

import subprocess
import sys

import pytest

from tests.samples import TESTS


@pytest.mark.slow
def test_no_pattern_takes_more_than_six_times_as_long_for_four_times_the_text() -> None:
    """Every pattern of the package, over repeats of its own pieces; what is slower is printed with its module."""
    command = [sys.executable, "-m", "tests.patterns"]
    run = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
