"""The README's table of promises is made from figures that are kept, and names tests and targets that there are."""

import re

import pytest

from tests.promises import BEGIN, END, ROOT, load_promises, with_table


def test_the_table_is_not_stale() -> None:
    """`python -m tests.promises` was run since a figure changed."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count(BEGIN) == readme.count(END) == 1
    assert with_table(readme) == readme


@pytest.mark.parametrize("row", load_promises(), ids=lambda row: str(row["what"])[:30])
def test_what_holds_a_promise_is_there(row: dict[str, str]) -> None:
    """Its test file, module or target; the figure has a day."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z-]+)", row["how"]):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in re.findall(r"\btests/[\w/]+\.py", row["how"]):
        assert (ROOT / path).is_file(), path
    for module in re.findall(r"-m (tests(?:\.\w+)+)", row["how"]):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["day"])
    assert re.search(r"\d", row["figure"])
