"""What is written for people is true: examples run as they stand, pages made from the program are not stale.

An option without help, a stored query without a question, a data file, column or key that no page explains fails here.
"""

import csv
import doctest
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest

from lod.cli.main import main
from lod.cli.reference import commands_page, queries_page
from lod.data.calendar import load_months
from lod.data.files import data
from lod.query.stored import stored_queries
from tests.runner import lod
from tests.samples import TESTS

ROOT = TESTS.parent
DOCS = ROOT / "docs"
DATA = data("sources").parent
PAPERS = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
#: Files of CONTRIBUTING.md that a change would add.
TO_BE_ADDED = re.compile(r"NAME|NN-|meetings")


def test_examples_of_the_page_on_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example of docs/python.md prints what stands under it, in a folder that holds the bundled text."""
    shutil.copy(data("sources", "A_RES_68_230.txt"), tmp_path)
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(DOCS / "python.md"), False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 20
    assert found.failed == 0


def shell_examples() -> list[tuple[str, list[str]]]:
    """Commands of the README that stand behind "$ ", each with the lines that are shown below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n\$ (.+)\n([^`]+)^```", text, re.MULTILINE)
    return [(command.replace(".venv/bin/lod", "lod"), shown.splitlines()) for command, shown in blocks]


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the publication of the bundled text, as `make publish` makes it."""
    folder = tmp_path_factory.mktemp("readme")
    assert lod("build", "--out", folder / "public").exit_code == 0
    return folder


@pytest.mark.parametrize(("command", "shown"), shell_examples(), ids=lambda value: str(value)[:20])
def test_examples_of_the_readme_print_what_they_show(
    command: str, shown: list[str], beside: Path, request: pytest.FixtureRequest
) -> None:
    """Each line below a command is a line that it prints."""
    for name in re.findall(r"A_RES_\d+_\d+\.(?:xml|txt)", command):
        corpus = request.getfixturevalue("corpus")
        (found,) = corpus.glob(f"akn/en*/{name[:-4]}-*.xml") if name.endswith("xml") else [corpus / "text" / name]
        shutil.copy(found, beside / name)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = ["bash", "-c", command]
    result = subprocess.run(
        run, cwd=beside, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert [line for line in shown if line not in result.stdout.splitlines()] == []


def test_the_readme_has_examples() -> None:
    """A change of its layout does not hide them from the test above."""
    assert len(shell_examples()) == 3


@pytest.mark.parametrize(("name", "page"), [("commands.md", commands_page), ("queries.md", queries_page)])
def test_pages_made_from_the_program_are_not_stale(name: str, page: Any) -> None:
    """`python -m lod.cli.reference` was run since a command, an option or a stored query changed."""
    assert (DOCS / name).read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_with_an_example_and_every_option_has_help(name: str) -> None:
    """What a command does, how it is called, and what each option means."""
    command = main.commands[name]
    assert command.help
    assert (command.epilog or "").startswith(f"Example: lod {name} ")
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [option.opts[0] for option in options if not option.help] == []


def test_every_stored_query_asks_a_question() -> None:
    """The list of queries reads as questions, or says what comes out."""
    assert [query.name for query in stored_queries() if not re.search(r"\?|^All .+\.$", query.title)] == []


def sections() -> dict[str, set[str]]:
    """The columns and keys that docs/data.md explains, by the patterns of file names in its headings."""
    found: dict[str, set[str]] = {}
    for section in (DOCS / "data.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        lines = (line.partition(":")[0] for line in body.splitlines() if line.startswith("- "))
        keys = {key for line in lines for key in re.findall(r"`([^`]+)`", line)}
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", heading), keys)
    return found


def keys_of(path: Path) -> set[str]:
    """The columns of a table, or the keys of a TOML file and of its rows; tables by language count by their keys."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return set(next(csv.reader(text.splitlines())))
    if path.suffix != ".toml":
        return set()
    return set(toml_keys(tomllib.loads(text)))


def toml_keys(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key in load_months():
            yield from value
        else:
            yield key
        if isinstance(value, list) and isinstance(value[0], dict):
            yield from (name for row in value for name in row)


def data_files() -> Iterator[Path]:
    return (path for path in sorted(DATA.rglob("*.*")) if path.suffix in (".csv", ".toml", ".txt"))


@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.relative_to(DATA).as_posix())
def test_every_data_file_and_its_columns_and_keys_are_explained(path: Path) -> None:
    """docs/data.md has a section for each file of lod/data, and a line for each column or key."""
    name = path.relative_to(DATA).as_posix()
    explained = [keys for pattern, keys in sections().items() if fnmatch(name, pattern)]
    assert explained, f"docs/data.md has no section for {name}"
    assert keys_of(path) - set().union(*explained) == set()


def test_no_section_explains_what_there_is_not() -> None:
    """A file or key that went is gone from docs/data.md too."""
    names = {path.relative_to(DATA).as_posix(): path for path in data_files()}
    for pattern, keys in sections().items():
        files = [path for name, path in names.items() if fnmatch(name, pattern)]
        assert files, f"docs/data.md explains {pattern}, which is not there"
        shared = [other for other in sections() if sections()[other] == keys]  # rules have one section together
        known = set().union(*(keys_of(path) for name, path in names.items() if any(fnmatch(name, p) for p in shared)))
        assert keys - known == set(), pattern


def test_the_picture_of_the_layers_is_the_contract() -> None:
    """docs/architecture.md draws the rooms in the order in which pyproject.toml lets them import."""
    picture = re.search(r"```layers\n(.*?)```", (DOCS / "architecture.md").read_text(encoding="utf-8"), re.DOTALL)
    assert picture
    drawn = [re.findall(r"[a-z]+", line[:20]) for line in picture[1].splitlines()]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "rooms")
    assert [sorted(rooms) for rooms in drawn] == [sorted(re.findall(r"[a-z]+", layer)) for layer in layers]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_paths_and_links_in_papers_lead_somewhere(paper: Path) -> None:
    """What a paper names below the top folders is there; so is what it links to."""
    text = paper.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:lod|tests|docs|site|shapes|ontology)/[\w./-]*)", text)
    missing = [path for path in paths if not TO_BE_ADDED.search(path) and not (ROOT / path).exists()]
    links = re.findall(r"\]\((?!https?:)([^)#\s]+)", text)
    missing += [link for link in links if not (paper.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_in_papers_can_be_found(paper: Path) -> None:
    """A dotted name of the package is a module, or a value in one."""
    for name in set(re.findall(r"`(lod(?:\.\w+)+)`", paper.read_text(encoding="utf-8"))):
        parts = name.split(".")
        path = next(p for n in range(len(parts), 0, -1) if (p := module_path(parts[:n])))
        rest = parts[len(path.relative_to(ROOT).with_suffix("").parts) :] if path.suffix else []
        assert path != ROOT / "lod" or len(parts) == 1, name
        assert all(
            re.search(rf"^(?:class|def|    def) {value}\b|^{value}\b", path.read_text(), re.M) for value in rest
        ), name


def module_path(parts: list[str]) -> Path | None:
    """The file or folder of a module; None where there is none."""
    path = ROOT.joinpath(*parts)
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else path if path.is_dir() else None


def test_hooks_before_a_commit_run_what_make_lint_runs() -> None:
    """The two lists of checks are one."""
    recipe = re.search(r"^lint:.*\n((?:\t.+\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe
    wanted = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.+)", hooks) == wanted


def test_each_direct_dependency_has_its_reason_and_licence() -> None:
    """docs/dependencies.md lists what pyproject.toml asks for, by kind, and nothing else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "Of the package": project["dependencies"],
        "Extras": [line for extra, lines in extras.items() if extra != "test" for line in lines],
        "Of the tests": [line for line in extras["test"] if not _is_of_an_extra(line, extras)],
    }
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for title, lines in wanted.items():
        rows = page.partition(f"## {title}\n")[2].partition("\n## ")[0].splitlines()
        cells = [row.strip("| ").split(" | ") for row in rows if row.startswith("| ") and "---" not in row][1:]
        assert sorted(row[0] for row in cells) == sorted({_library(line) for line in lines}), title
        assert all(all(cell.strip() for cell in row) for row in cells)


def _library(requirement: str) -> str:
    return re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]


def _is_of_an_extra(line: str, extras: dict[str, list[str]]) -> bool:
    """The tests ask for what extras bring, too: it is explained there."""
    return any(_library(line) == _library(other) for extra in extras if extra != "test" for other in extras[extra])
