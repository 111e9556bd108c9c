"""The public API as type checkers see it: mypy over the checkout (`make lint`), a second over the installed wheel."""

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.releasing import ROOT
from tests.releasing.bare import install
from tests.releasing.distributions import build_distributions

pytestmark = pytest.mark.slow
#: The rooms whose values the functions of the package's face take and give: each of their names has a known type.
PROMISED = ("model", "data", "annotate", "graph", "review", "query")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, as a user of it has one."""
    for module in ("basedpyright", "build", "uv"):
        pytest.importorskip(module, reason="pip install -e '.[release]'")
    made = build_distributions(ROOT, tmp_path_factory.mktemp("dist"), "1700000000")
    wheel = next(path for path in made if path.suffix == ".whl")
    return install(wheel, Path(sys.executable), tmp_path_factory.mktemp("user") / "environment").parents[1]


def checked(environment: Path, folder: Path, *arguments: str) -> dict[str, Any]:
    """What the second checker says of the environment's packages, from a folder that holds no checkout."""
    command = [sys.executable, "-m", "basedpyright", "--outputjson", *arguments]
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


#: What says that the package is used otherwise than its types allow; not that another library has none.
WRONG_USE = (
    *("reportArgumentType", "reportAssertTypeFailure", "reportAssignmentType", "reportAttributeAccessIssue"),
    *("reportCallIssue", "reportIndexIssue", "reportOperatorIssue", "reportOptionalMemberAccess", "reportReturnType"),
)


def errors(told: dict[str, Any]) -> list[str]:
    """Wrong uses, with their lines."""
    found = (row for row in told["generalDiagnostics"] if row.get("rule") in WRONG_USE)
    return [f"line {row['range']['start']['line'] + 1}: {row['message']}" for row in found]


def test_every_name_that_is_promised_has_a_known_type(environment: Path, tmp_path: Path) -> None:
    """None is left to a checker's own inference."""
    told = checked(environment, tmp_path, "--verifytypes", "lod", "--ignoreexternal")["typeCompleteness"]
    rooms = tuple(f"lod.{room}." for room in PROMISED)
    promised = [row for row in told["symbols"] if row["name"].startswith(rooms) and row["isExported"]]
    assert len(promised) > 1000
    assert [row["name"] for row in promised if not row["isTypeKnown"] or row["isTypeAmbiguous"]] == []


def test_uses_of_the_face_have_the_types_that_mypy_finds(environment: Path, tmp_path: Path) -> None:
    """Both checkers read the same assertions on types; a wrong one is found."""
    face = (ROOT / "tests" / "test_face.py").read_text(encoding="utf-8")
    (tmp_path / "use.py").write_text(face, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(face.replace("(resolution, Resolution)", "(resolution, str)"), encoding="utf-8")
    found = {name: errors(checked(environment, tmp_path, name)) for name in ("use.py", "wrong.py")}
    assert found["use.py"] == []
    assert len(found["wrong.py"]) == 1


def test_examples_of_the_page_on_python_type_check(environment: Path, tmp_path: Path) -> None:
    """What docs/python.md shows of the package is used as its types say."""
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    every = doctest.DocTestParser().get_examples(page)
    examples = [example for example in every if "graph.query" not in example.source]  # rdflib's rows have no one type
    (tmp_path / "examples.py").write_text("".join(example.source for example in examples), encoding="utf-8")
    assert len(examples) > 20
    assert errors(checked(environment, tmp_path, "examples.py")) == []
