"""One name, one meaning: the public names of the package."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.samples import TESTS

PACKAGE = TESTS.parent / "lod"
Definition = ast.ClassDef | ast.FunctionDef


def find_names(kind: type[Definition], folder: Path) -> Iterator[tuple[str, str]]:
    """Public names of one kind at the top of modules, each with its module."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, kind) and not node.name.startswith("_"):
                yield node.name, path.relative_to(folder).as_posix()


def find_repeated(kind: type[Definition], folder: Path, free: tuple[str, ...] = ()) -> Mapping[str, list[str]]:
    """Names that stand in several modules, those of modules whose paths begin with one of `free` left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, module in find_names(kind, folder):
        if not module.startswith(free):
            found[name].append(module)
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def test_a_public_class_has_a_name_of_its_own() -> None:
    """A stranger who reads a class's name in a traceback finds one class."""
    assert find_repeated(ast.ClassDef, PACKAGE) == {}


def test_a_public_function_has_a_name_of_its_own() -> None:
    """Commands and the functions of the package's face are named as what they run; no other name is said twice."""
    assert find_repeated(ast.FunctionDef, PACKAGE, free=("__init__.py", "cli/")) == {}


def test_a_repeated_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("class Row: ...\nclass _Row: ...\n", encoding="utf-8")
    (tmp_path / "two.py").write_text("class Row: ...\nclass _Row: ...\ndef row(): ...\n", encoding="utf-8")
    assert find_repeated(ast.ClassDef, tmp_path) == {"Row": ["one.py", "two.py"]}
    assert find_repeated(ast.ClassDef, tmp_path, free=("two",)) == {}
