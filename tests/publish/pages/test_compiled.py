"""What is kept of compiled templates: asked for by their sources, replaced whole, never trusted when damaged."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from lod.publish.pages.compiled import CompiledTemplates
from lod.publish.pages.environment import environment


class Counting(Environment):
    """An environment that counts what it compiles."""

    compiled = 0

    def _generate(self, *given: object, **named: object) -> str:
        self.compiled += 1
        return super()._generate(*given, **named)  # type: ignore[arg-type]


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "river.html").write_text("Rivers of {{ where }}")
    return folder


def rendered(templates: Path, own: Path | None = None) -> tuple[str, int]:
    """What a process that begins renders of the template, and how many templates it compiles for it."""
    kept = CompiledTemplates(templates.parent / "kept", own or templates)
    made = Counting(loader=FileSystemLoader(templates), bytecode_cache=kept)
    return made.get_template("river.html").render(where="Asia"), made.compiled


def test_another_process_compiles_nothing(templates: Path) -> None:
    assert rendered(templates) == ("Rivers of Asia", 1)
    assert rendered(templates) == ("Rivers of Asia", 0)


def test_a_changed_template_is_compiled_anew(templates: Path) -> None:
    rendered(templates)
    (templates / "river.html").write_text("Lakes of {{ where }}")
    assert rendered(templates) == ("Lakes of Asia", 1)
    assert rendered(templates) == ("Lakes of Asia", 0)


def test_another_version_of_the_code_compiles_anew(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Constants go through filters as a template is compiled."""
    rendered(templates)
    monkeypatch.setattr("lod.publish.pages.compiled._version", lambda: "another")
    assert rendered(templates) == ("Rivers of Asia", 1)


@pytest.mark.parametrize("left", [0, 20, 40, 100, -1])
def test_what_is_damaged_is_compiled_anew(templates: Path, left: int) -> None:
    """A file that ends anywhere: in its head, in what it was made from, in its code."""
    rendered(templates)
    (kept,) = (templates.parent / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:left])
    assert rendered(templates) == ("Rivers of Asia", 1)
    assert rendered(templates) == ("Rivers of Asia", 0)


def test_a_theme_s_templates_are_not_kept(templates: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert rendered(templates, own=tmp_path / "package") == ("Rivers of Asia", 1)
    assert not (tmp_path / "kept").exists()


def test_nothing_is_kept_where_python_keeps_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(templates)
    assert not (templates.parent / "kept").exists()


def test_a_folder_that_cannot_be_written_is_no_fault(templates: Path) -> None:
    (templates.parent / "kept").write_text("a file, where the folder would be")
    assert rendered(templates) == ("Rivers of Asia", 1)


def test_the_package_s_templates_are_kept_among_its_compiled_modules() -> None:
    kept = environment("").bytecode_cache
    assert isinstance(kept, CompiledTemplates)
    assert Path(kept.directory).name == "__pycache__"
    assert (kept.templates / "resolution.html").is_file()
