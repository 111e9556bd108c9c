"""The README's table of what is promised: `python -m tests.promises` writes it from `tests/cases/promises.toml`.

A figure there is one that its command printed; who runs the command again writes the new one there, with the day.
"""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "promises.toml"
BEGIN, END = "<!-- promises: python -m tests.promises -->\n", "<!-- end of promises -->\n"


def load_promises() -> list[dict[str, Any]]:
    """The rows: promise, figure, how it is tested, and on which day the figure was printed."""
    found: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["promise"]
    return found


def table() -> str:
    """The rows as Markdown."""
    rows = (f"| {row['what']} | {row['figure']} | `{row['how']}` |\n" for row in load_promises())
    return "".join(["| promised | measured | by |\n|---|---|---|\n", *rows])


def with_table(readme: str) -> str:
    """The README with the table of today between its marks."""
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
