"""One change to a module's source: operators, conditions, constants, returns, and quantifiers of patterns.

What is for people only is left as it is: docstrings, and the words of errors.
"""

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_QUANTIFIER = re.compile(r"(?<!\\)(?<!\()(?:([*+?])|\{(\d+)(?:,(\d+))?\})")
_CLASS = re.compile(r"(?<!\\)\[\^?\]?(?:\\.|[^\]\\])*\]")


class CodeMutant(Struct, frozen=True):
    """A changed module: in which function, which code, what stands in its place, and the whole."""

    function: str
    line: int
    was: str
    now: str
    source: str

    @property
    def name(self) -> str:
        """Without the line, so that it stays the same when others move it."""
        return f"{self.function}: {self.was} -> {self.now}"


def mutants_of(source: str) -> Iterator[CodeMutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    for node, function in _places(tree):
        for field, old, new in _changes(node):
            was = ast.unparse(node)
            setattr(node, field, new)
            yield CodeMutant(function, getattr(node, "lineno", 0), was, ast.unparse(node), ast.unparse(tree))
            setattr(node, field, old)


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """The nodes that may be changed, each with its function."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "module")]
    while waiting:
        node, function = waiting.pop(0)
        if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom) or _is_docstring(node):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            function = node.name if function == "module" else f"{function}.{node.name}"
        yield node, function
        waiting += [(child, function) for child in ast.iter_child_nodes(node) if not _is_aside(node, child)]


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_aside(node: ast.AST, child: ast.AST) -> bool:
    """Whether a node is an annotation of another, a decorator, or what freezes a type or spares it the collector.

    How large a cache is changes no answer, nor does whether what nobody changes may be changed.
    """
    return child in (getattr(node, "annotation", None), getattr(node, "returns", None)) or (
        child in getattr(node, "decorator_list", ())
        or (isinstance(child, ast.keyword) and child.arg in ("frozen", "gc"))
    )


def _changes(node: ast.AST) -> Iterator[tuple[str, object, object]]:
    """Each change of a node: its field, what stands there and what shall."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        yield "ops", node.ops, [_SWAPPED[type(node.ops[0])](), *node.ops[1:]]
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPPED:
        yield "op", node.op, _SWAPPED[type(node.op)]()
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "test", node.test, ast.UnaryOp(ast.Not(), node.test)
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "ifs", node.ifs, []
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "value", node.value, ast.Constant(None)
    if isinstance(node, ast.Constant):
        yield from (("value", node.value, new) for new in _values(node.value))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _values(value: object) -> Iterator[object]:
    """Other values of a constant; of a pattern, other quantifiers."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}X" if value else "X"
        if re.search(r"\[.*\]|\\[dwsbZ]|\(\?", value):
            yield from _patterns(value)


def _patterns(pattern: str) -> Iterator[str]:
    """A pattern with one quantifier changed, where it still is one."""
    classes = [found.span() for found in _CLASS.finditer(pattern)]
    for found in _QUANTIFIER.finditer(pattern):
        if any(start < found.start() < end for start, end in classes):
            continue
        sign, least, most = found.groups()
        other = {"*": "+", "+": "*", "?": ""}[sign] if sign else f"{{{least},{int(most or least) + 1}}}"
        changed = pattern[: found.start()] + other + pattern[found.end() :]
        try:
            re.compile(changed)
        except re.error:
            continue
        yield changed
