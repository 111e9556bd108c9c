"""Mutants of code: what is changed, and that tests which notice nothing are told from those that do."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.code_mutants.__main__ import CASES, ROOT, chosen
from tests.code_mutants.mutate import mutants_of

SOURCE = '''
"""Sums."""
import re

def total(numbers: list[int], most: int = 9) -> int:
    """The sum."""
    if not numbers or most == 0:
        raise ValueError("nothing to add")
    return sum(number for number in numbers if number < most) + 1

NAME = re.compile(r"[a-z]+\\d{1,3}")
SIGNS = re.compile(r"[+*]x")

class Sum(Struct, frozen=True, gc=False):
    value: int
'''


def test_each_change_is_one_that_a_test_could_notice() -> None:
    """Conditions, operators, constants, returns, quantifiers; never docstrings, types or the words of errors."""
    names = {mutant.name for mutant in mutants_of(SOURCE)}
    assert {
        "total: not numbers or most == 0 -> not numbers and most == 0",
        "total: most == 0 -> most != 0",
        "total: number < most -> number <= most",
        " for number in numbers if number < most ->  for number in numbers",
        "total: 9 -> 10",
        "module: '[a-z]+\\\\d{1,3}' -> '[a-z]*\\\\d{1,3}'",
        "module: '[a-z]+\\\\d{1,3}' -> '[a-z]+\\\\d{1,4}'",
    } <= {name.removeprefix("total: ") if " for " in name else name for name in names}
    assert not [name for name in names if "nothing to add" in name.partition(" -> ")[2] and name.startswith("total: '")]
    assert [name for name in names if name.startswith("module: '[+*]")] == ["module: '[+*]x' -> '[+*]xX'"]
    assert not [name for name in names if "The sum" in name or name.startswith(("module: 'Sums", "Sum:"))]


def test_each_mutant_is_another_module_that_parses() -> None:
    sources = [mutant.source for mutant in mutants_of(SOURCE)]
    assert len(set(sources)) == len(sources) > 10
    for source in sources:
        compile(source, "mutant", "exec")


def test_the_same_mutants_are_drawn_each_time() -> None:
    """Without those that are excused."""
    assert chosen(SOURCE, 5, []) == chosen(SOURCE, 5, [])
    assert not [one for one in chosen(SOURCE, 99, [{"match": "^module: ", "why": ""}]) if one.function == "module"]


@pytest.mark.parametrize(
    "row", tomllib.loads(CASES.read_text(encoding="utf-8"))["module"], ids=lambda row: row["module"]
)
def test_the_list_names_what_there_is(row: dict[str, object]) -> None:
    """Modules and tests are there; each excuse fits a mutant, and says why."""
    path = ROOT / str(row["module"])
    assert all((ROOT / test).exists() for test in row["tests"])  # type: ignore[attr-defined]
    every = [mutant.name for mutant in mutants_of(path.read_text(encoding="utf-8"))]
    for excuse in row.get("excused", []):  # type: ignore[attr-defined]
        assert excuse["why"]
        assert any(map(re.compile(excuse["match"], re.DOTALL).search, every)), excuse["match"]


@pytest.mark.slow
def test_tests_that_notice_nothing_are_told(tmp_path: Path) -> None:
    """A mutant of a symbol's parser is noticed by its tests, and by no others."""
    code = (
        "from pathlib import Path; from tests.code_mutants.mutate import mutants_of\n"
        "from tests.code_mutants.run import load_libraries, survivors\n"
        "load_libraries(); path = Path('lod/model/symbols.py')\n"
        "one = next(m for m in mutants_of(path.read_text()) if m.name.startswith('is_draft: return'))\n"
        "print(*(len([*survivors(path, [one], [f'tests/model/test_{name}.py'])]) for name in ('symbols', 'tables')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]
