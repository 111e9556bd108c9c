"""How many literal words stand in patterns in the code: python -m tests.literal_words

A pattern is a string that ends in a call of `re`, with the constants, functions and names that are spliced into it. A
word is three letters and more, outside escapes, classes of characters and the names of groups. Grammar belongs to the
tables of `lod/data/`; what is counted here has not got there.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lod.data.files import PACKAGE

#: Functions of `re` whose first argument is a pattern.
_TAKES_PATTERN = frozenset({"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
#: Functions whose arguments are no part of a pattern: they read it from a table.
_READS_TABLES = frozenset({"read_toml", "data", "Phrase", "phrase_words"})
_NO_WORDS = re.compile(
    r"""\\u[0-9a-fA-F]{4} | \\.                       # an escape
    | \(\?P[<=]\w+[>)] | \(\?[a-z-]+[:)]             # the name of a group, flags
    | \[\^?\]?(?:\\.|[^\]\\])*\]                      # a class of characters
    | \{\w+\}                                         # a name in whose place a fragment is put""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def literal_words(pattern: str) -> list[str]:
    r"""The literal words of a pattern.

    >>> literal_words(r"\b(?P<month>January|May)\s[a-z]+ly\sto\send")
    ['January', 'May', 'end']
    """
    return _WORD.findall(_NO_WORDS.sub(" ", pattern))


class Module:
    """One module's syntax tree, and what its names stand for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.values: dict[str, list[ast.AST]] = defaultdict(list)
        self.imports: dict[str, tuple[str, str]] = {}
        for node in ast.walk(self.tree):
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = (name.id for name in ast.walk(target) if isinstance(name, ast.Name))
                for name in names:
                    self.values[name].append(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            self.values[node.target.id].append(node.value)
        elif isinstance(node, ast.FunctionDef):
            inner = (part for part in ast.walk(node) if isinstance(part, ast.Return | ast.Assign))
            self.values[node.name] += [part.value for part in inner if part.value]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lod."):
            self.imports |= {name.asname or name.name: (node.module or "", name.name) for name in node.names}

    def patterns(self) -> Iterator[ast.AST]:
        """What is given to functions of `re` as a pattern."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                of = node.func.value
                if node.func.attr in _TAKES_PATTERN and isinstance(of, ast.Name) and of.id == "re":
                    yield node.args[0]


@cache
def _module(path: Path) -> Module:
    return Module(path)


def _strings(node: ast.AST, module: Module, seen: set[tuple[Path, int]]) -> Iterator[tuple[Path, str]]:
    """The literal strings that a pattern is made of, each with its module, each once."""
    if (module.path, id(node)) in seen:
        return
    seen.add((module.path, id(node)))
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield module.path, node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _READS_TABLES:
        return
    elif isinstance(node, ast.Subscript):  # a key is no part of a pattern
        yield from _strings(node.value, module, seen)
    elif isinstance(node, ast.Name) and node.id in module.imports and node.id not in module.values:
        name, imported = module.imports[node.id]
        path = PACKAGE.parent.joinpath(*name.split(".")).with_suffix(".py")
        if path.exists():
            yield from _named(imported, _module(path), seen)
    else:
        if isinstance(node, ast.Name | ast.Attribute):
            yield from _named(node.id if isinstance(node, ast.Name) else node.attr, module, seen)
        for part in ast.iter_child_nodes(node):
            yield from _strings(part, module, seen)


def _named(name: str, module: Module, seen: set[tuple[Path, int]]) -> Iterator[tuple[Path, str]]:
    for value in module.values.get(name, ()):
        yield from _strings(value, module, seen)


def count_words() -> Counter[str]:
    """The number of literal words in patterns, by module."""
    found: Counter[str] = Counter()
    seen: set[tuple[Path, int]] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        module = _module(path)
        for pattern in module.patterns():
            for where, text in _strings(pattern, module, seen):
                found[str(where.relative_to(PACKAGE.parent))] += len(literal_words(text))
    return +found


def main() -> None:
    """Print the table, the most first, and the total."""
    counts = count_words()
    for name, count in counts.most_common():
        print(f"{count:6} {name}")
    print(f"{counts.total():6} in all")


if __name__ == "__main__":
    main()
