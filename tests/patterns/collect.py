"""Every regular expression that a package compiles: on import, in its loaders and data files, while it reads texts.

`re` is made to tell what is compiled and which methods are called on it, so no pattern escapes, wherever it is written.
This changes `re` for the whole process: collect in a process of its own.
"""

import ast
import importlib
import inspect
import linecache
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from types import FrameType, ModuleType
from typing import Any

from msgspec import Struct, field

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
#: How the rules and phrases of data files are used, by the place where they must match.
_PLACES = {"anywhere": "search", "start": "match", "whole": "fullmatch"}


class Use(Struct):
    """A pattern of the package: where it was compiled first, and which of its methods are called."""

    pattern: re.Pattern[Any]
    name: str  # "lod.model.iris:22 _UNFIT", or "phrases/acts.toml: phrase joint"
    methods: set[str] = field(default_factory=set)

    @property
    def module(self) -> str:
        """The module, or the data file."""
        return self.name.partition(":")[0]

    @property
    def searched(self) -> bool:
        """Whether it may begin at any place, as far as is known."""
        return not self.methods or bool(self.methods - {"match", "fullmatch"})

    @property
    def key(self) -> str:
        """The name without the line, which moves."""
        return re.sub(r":\d+", "", self.name).strip()


class Recorder:
    """Stands for a compiled pattern, and notes which of its methods are called."""

    def __init__(self, use: Use) -> None:
        self._use = use

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            self._use.methods.add(name)
        return getattr(self._use.pattern, name)


def collect(package: str, exercise: Callable[[], None]) -> list[Use]:
    """Every pattern that a package compiles on import, in its loaders and while it is exercised."""
    found: dict[tuple[Any, int], Use] = {}
    _record(package, found)
    modules = [importlib.import_module(module.name) for module in _modules(package)]
    for module in modules:
        for function in vars(module).values():
            if hasattr(function, "cache_info") and function.__module__ == module.__name__ and not _needs(function):
                function()
    exercise()
    phrases = importlib.import_module(f"{package}.data.phrases")
    for name in phrases.phrase_names():
        _ = phrases.load_phrase(name).pattern
    for module in modules:
        for line, name, source in _inline(module):
            compiled = re.compile(source)
            found.setdefault((source, compiled.flags), Use(compiled, f"{module.__name__}:{line}")).methods.add(name)
    for module in modules:
        _note_written(module)
    return sorted(found.values(), key=lambda use: (use.name, str(use.pattern.pattern)))


def _modules(package: str) -> Iterable[pkgutil.ModuleInfo]:
    root = importlib.import_module(package)
    return (module for module in pkgutil.walk_packages(root.__path__, f"{package}.") if "__main__" not in module.name)


def _needs(function: Callable[..., object]) -> bool:
    return any(one.default is one.empty for one in inspect.signature(function).parameters.values())


def _record(package: str, found: dict[tuple[Any, int], Use]) -> None:
    """Let `re` tell what the package compiles: `re.compile` gives recorders, its other functions note themselves."""

    def noted(pattern: Any, flags: int) -> Use | None:
        caller = sys._getframe(2)
        module = caller.f_globals.get("__name__", "")
        if not module.startswith(f"{package}."):
            return None
        compiled = compile_(pattern, flags)
        where, methods = f"{module}:{caller.f_lineno} {_place(caller)}", set()
        if place := getattr(rule := caller.f_locals.get("self"), "place", None):  # a rule of a data file
            assert rule is not None
            where, methods = str(place).rpartition("/data/")[2], {_PLACES[rule.at]}
        use = found.setdefault((compiled.pattern, compiled.flags), Use(compiled, where))
        use.methods |= methods
        return use

    def compile_recorded(pattern: Any, flags: int = 0) -> Any:
        pattern = pattern.pattern if isinstance(pattern, Recorder) else pattern
        use = noted(pattern, flags)
        return Recorder(use) if use else compile_(pattern, flags)

    def recorded(name: str) -> Callable[..., Any]:
        function = getattr(re, name)

        def called(pattern: Any, *given: Any, **named: Any) -> Any:
            if isinstance(pattern, Recorder):
                return getattr(pattern, name)(*given, **named)
            if use := noted(pattern, named.get("flags", 0)):
                use.methods.add(name)
            return function(pattern, *given, **named)

        return called

    compile_ = re.compile
    for name in METHODS:
        setattr(re, name, recorded(name))
    re.compile = compile_recorded


def _place(caller: FrameType) -> str:
    """The variable or function of a module in whose line a pattern is compiled."""
    line = linecache.getline(caller.f_code.co_filename, caller.f_lineno)
    name = line.partition("=")[0].strip() if caller.f_code.co_name == "<module>" else caller.f_code.co_name
    return name if name.isidentifier() else ""


def _note_written(module: ModuleType) -> None:
    """Note the methods that a module's source calls on the patterns among its globals."""
    recorded = {name: value for name, value in vars(module).items() if isinstance(getattr(value, "_use", None), Use)}
    if recorded:
        called = re.compile(rf"\b({'|'.join(map(re.escape, recorded))})\.({'|'.join(METHODS)})\(")
        for call in called.finditer(inspect.getsource(module)):
            recorded[call[1]]._use.methods.add(call[2])


def _inline(module: ModuleType) -> Iterator[tuple[int, str, str]]:
    """Where a module's source gives a pattern in words to a function of `re`: its line, the function, the pattern."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(pattern)), *_]
            ) if name in METHODS:
                yield node.lineno, name, pattern
