"""The face of the package: five functions, loaded when they are called, with types, beside the packages below."""

import pkgutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import assert_type

import pytest
from pyoxigraph import Triple

import lod
from lod import annotate, compare, read, triples, validate
from lod.data.files import PACKAGE, data
from lod.graph.shacl import Result
from lod.model.annotations import Annotations
from lod.model.errors import SourceError, SymbolError
from lod.model.resolution import Resolution
from lod.review.paragraphs import Comparison

BUNDLED = data("sources", "A_RES_68_230.txt")
FUNCTIONS = ("annotate", "compare", "read", "triples", "validate")


def test_a_file_becomes_values_of_known_types() -> None:
    """From a path, in whichever form, to acts, triples, findings and a comparison."""
    resolution = read(str(BUNDLED))
    assert_type(resolution, Resolution)
    assert resolution == read(BUNDLED)
    assert_type(annotate(resolution), Annotations)
    assert annotate(resolution).acts
    assert_type(triples(resolution), tuple[Triple, ...])
    assert_type(validate(triples(resolution)), tuple[Result, ...])
    assert validate(triples(resolution)) == ()
    assert_type(compare(resolution, resolution), Comparison)
    assert compare(resolution, resolution).reworded == 0


def test_triples_are_sorted_and_stand_below_the_base() -> None:
    """Another base replaces the first; one that is none is refused."""
    resolution = read(BUNDLED)
    lines = [str(triple) for triple in triples(resolution, "https://data.example.org/un/")]
    assert lines == sorted(set(lines))
    assert any(line.startswith("<https://data.example.org/un/A/RES/68/230#op1>") for line in lines)
    with pytest.raises(SymbolError, match="base"):
        triples(resolution, "data")


def test_the_earlier_text_is_compared_with_the_later(tmp_path: Path) -> None:
    """What only the later text has is new."""
    text = BUNDLED.read_text(encoding="utf-8")
    shorter = tmp_path / "shorter.txt"
    start = text.index("21.")
    shorter.write_text(text[:start], encoding="utf-8")
    assert "op21" in compare(read(shorter), read(BUNDLED)).new
    assert "op21" in compare(read(BUNDLED), read(shorter)).dropped


def test_a_file_that_cannot_be_read_says_how_to_mend_it(tmp_path: Path) -> None:
    """The error of the face is the error of the commands."""
    with pytest.raises(SourceError, match=r"none\.txt"):
        read(tmp_path / "none.txt")


def test_importing_the_package_loads_next_to_nothing() -> None:
    """No library is loaded before a function is called."""
    run = "import sys, lod; print(*sorted({name.partition('.')[0] for name in sys.modules} & set(sys.argv[1:])))"
    heavy = ("click", "lxml", "msgspec", "pyoxigraph", "rdflib", "pypdfium2", "jinja2")
    result = subprocess.run([sys.executable, "-c", run, *heavy], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []


def test_functions_stay_functions_whatever_is_imported() -> None:
    """`lod.read` and `lod.annotate` are packages too: importing from them takes nothing from the face."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "lod."):
        if "share" not in found.name:
            import_module(found.name)
    for name in FUNCTIONS:
        assert callable(getattr(lod, name)), name
    assert sys.modules["lod.read"].__doc__
    assert sys.modules["lod.annotate"].__doc__


def test_every_name_of_the_face_is_documented() -> None:
    """Names that are given out have docstrings, and docs/python.md uses each."""
    page = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
    for name in FUNCTIONS:
        assert getattr(lod, name).__doc__, name
        assert f"from lod import {name}" in page, name
    assert set(lod.__all__) == {*FUNCTIONS, "__version__"}


def test_the_package_carries_its_types() -> None:
    """Type checkers read annotations of a package that has a py.typed."""
    assert (PACKAGE / "py.typed").is_file()


def test_the_version_stands_in_one_place() -> None:
    """pyproject.toml takes it from the package."""
    table = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in table["project"]
    assert table["project"]["dynamic"] == ["version"]
    assert table["tool"]["hatch"]["version"]["path"] == "lod/model/version.py"
