"""Starting a command: what it loads, and what it does not."""

import subprocess
import sys
from pathlib import Path

import pytest

from lod.data.files import data

BUNDLED = data("sources", "A_RES_68_230.txt")
#: Libraries that take long to load, and what alone needs them.
HEAVY = ("rdflib", "pyshacl", "lxml", "jinja2", "pypdfium2", "pymarc", "starlette", "uvicorn")
RUN = """
import sys
from lod.cli import main
main(sys.argv[2:], standalone_mode=False)
print(*sorted(set(sys.argv[1].split()) & set(sys.modules)), file=sys.stderr)
"""


def loaded(*arguments: str | Path) -> list[str]:
    """The heavy libraries that a command loads."""
    command = [sys.executable, "-c", RUN, " ".join(HEAVY), *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return result.stderr.split()


@pytest.mark.parametrize("form", ["ttl", "tree"])
def test_parsing_a_text_loads_no_library_of_other_work(form: str) -> None:
    """A text to Turtle needs no PDF, XML, SHACL, template or server library."""
    assert loaded("parse", BUNDLED, "--format", form) == []


def test_listing_queries_loads_no_library_of_other_work() -> None:
    """Neither does the list of stored queries."""
    assert loaded("query", "--list") == []


def test_an_export_loads_what_it_writes_with() -> None:
    """What the others must not load is seen where it is needed."""
    assert "pymarc" in loaded("export", BUNDLED, "--format", "marcxml")
