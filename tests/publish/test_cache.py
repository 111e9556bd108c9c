"""What a build keeps for the next one: the same bytes with and without it, nothing made twice, nothing trusted."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lod.publish import cache as caches
from lod.publish.cache import Cache, entry_name
from lod.publish.lock import beside
from lod.read.source import SIDECAR
from tests.runner import lod
from tests.samples import resolution

RIVERS = "Recalling its resolution 90/1 of 20 February 2036,\n\n1. Requests the Secretary-General to report on {};"


def write(folder: Path, number: int, subject: str) -> None:
    text = resolution(RIVERS.format(subject), number=f"90/{number}").source.text
    (folder / f"A_RES_90_{number}.txt").write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    """The checksum of each file, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, subject in ((1, "rivers"), (2, "lakes")):
        write(folder, number, subject)
    return folder


def test_a_build_of_the_same_makes_nothing_and_says_the_same(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second command does not even load what builds."""
    out = tmp_path / "public"
    first = lod("build", sources, "--out", out)
    assert first.exit_code == 0, first.output
    before = contents(out)
    monkeypatch.setattr("lod.publish.build.build", None)
    second = lod("build", sources, "--out", out)
    assert second.exit_code == 0, second.output
    assert second.output == first.output.rpartition(": ")[0] + ": 0 files written, 0 removed\n"
    assert contents(out) == before


def test_a_file_that_somebody_changed_is_made_again(sources: Path, tmp_path: Path) -> None:
    """Whoever changed it, and whether it was edited, removed or only touched: what is published is what sources say."""
    out = tmp_path / "public"
    lod("build", sources, "--out", out)
    before = contents(out)
    edited, removed, touched = (out / path for path in ("A/RES/90/1.html", "A/RES/90/2.html", "session/90.html"))
    edited.write_text(edited.read_text(encoding="utf-8") + "x", encoding="utf-8")
    removed.unlink()
    touched.write_bytes(touched.read_bytes())
    assert lod("build", sources, "--out", out).exit_code == 0
    assert contents(out) == before


PAGES = {
    "entity.html": "entity_pages",
    "mandate-sheet.html": "sheet_page",
    "resolution.html": "render_resolution",
}
#: What is made of data, of the whole, of lists and for the search.
OTHERS = (
    "lod.publish.page_tasks.search_text",
    *("lod.publish.page_tasks._put_data", "lod.publish.page_tasks._put_records", "lod.publish.data_files.assemble"),
    *("lod.publish.gathering.gather_one", "lod.publish.pages.lists._home"),
)


@pytest.mark.parametrize("template", PAGES)
def test_an_edit_of_a_template_makes_its_pages_alone(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    """No page of another template, no data, no record, no dump and no table is made for it."""
    out, theme = tmp_path / "public", tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('name = "Rivers"', encoding="utf-8")
    build = ("build", sources, "--out", out, "--theme", theme)
    assert lod(*build).exit_code == 0
    before = contents(out)
    own = f"{{% extends 'site/{template}' %}}{{% block head %}}{{{{ super() }}}}<meta name='about'>{{% endblock %}}"
    (theme / "templates" / template).write_text(own, encoding="utf-8")
    steps = {name: f"lod.publish.page_tasks.{step}" for name, step in PAGES.items()}
    with monkeypatch.context() as broken:
        for step in (*OTHERS, *(step for name, step in steps.items() if name != template)):
            broken.setattr(step, None)
        done = lod(*build)
    assert done.exit_code == 0, done.output
    changed = {path for path, checksum in contents(out).items() if before.get(path) != checksum}
    assert {path for path in changed if not path.endswith(".html")} == {"data/SHA256SUMS"}
    (theme / "templates" / template).write_text(f"{own} ", encoding="utf-8")
    monkeypatch.setattr(steps[template], None)  # its own step is needed
    assert lod(*build).exit_code == 1


EDITS = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["rivers", "lakes", "the Pérez-Guerrero Trust Fund", None])),
    min_size=1,
    max_size=3,
)


@given(edits=EDITS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_build_with_what_was_kept_equals_a_clean_one(
    edits: list[tuple[int, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any edits, additions and removals (None) of sources, byte for byte."""
    room = tmp_path_factory.mktemp("edits")
    folder = room / "texts"
    folder.mkdir()
    write(folder, 9, "oceans")
    for number, subject in edits:
        if subject is None:
            (folder / f"A_RES_90_{number}.txt").unlink(missing_ok=True)
        else:
            write(folder, number, subject)
        assert lod("build", folder, "--out", room / "kept", "--prune").exit_code == 0
    assert lod("build", folder, "--out", room / "clean", "--no-cache", "--prune").exit_code == 0
    assert contents(room / "kept") == contents(room / "clean")
    assert not beside(room / "clean", "cache").exists()


def test_what_a_sidecar_says_is_no_old_reading(sources: Path, tmp_path: Path) -> None:
    """A file that was fetched says so from the next build on, though its own bytes are the same."""
    out, text = tmp_path / "public", sources / "A_RES_90_1.txt"
    lod("build", sources, "--out", out)
    said = {"address": "https://docs.un.org/A/RES/90/1", "day": "2036-03-01", "sha256": ""}
    said["sha256"] = hashlib.sha256(text.read_bytes()).hexdigest()
    text.with_name(text.name + SIDECAR).write_text(json.dumps(said), encoding="utf-8")
    assert lod("build", sources, "--out", out).exit_code == 0
    assert "2036-03-01" in (out / "A/RES/90/1.ttl").read_text(encoding="utf-8")


def test_a_damaged_entry_is_made_anew(sources: Path, tmp_path: Path) -> None:
    """Cut, changed or of another kind: no entry is trusted; the result is the same."""
    out, kept = tmp_path / "public", tmp_path / "kept"
    lod("build", sources, "--out", out, "--cache", kept)
    before = contents(out)
    for number, entry in enumerate(path for path in sorted(kept.rglob("*")) if path.is_file()):
        content = entry.read_bytes()
        entry.write_bytes([content[:-3], b"", content[:40] + b"x" + content[41:]][number % 3])
    again = lod("build", sources, "--out", out, "--cache", kept)
    assert again.exit_code == 0, again.output
    assert contents(out) == before


def test_an_entry_of_other_code_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that changed gives other names to all that it may have made."""
    before = entry_name("tree", "a.txt", b"words")
    monkeypatch.setattr(caches, "code_version", lambda: "another")
    assert entry_name("tree", "a.txt", b"words") != before


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_what_is_kept_comes_back(values: list[bytes]) -> None:
    """Bytes, numbered as they came; what is of another kind, or not there, is nothing."""
    import tempfile

    with tempfile.TemporaryDirectory() as room:
        kept = Cache(Path(room))
        for number, value in enumerate(values):
            kept.keep_bytes(f"value {number}", value)
            kept.keep(f"list {number}", [value])
        assert [kept.load_bytes(f"value {number}") for number in range(len(values))] == values
        assert [kept.load(f"list {number}", list[bytes]) for number in range(len(values))] == [[v] for v in values]
        assert kept.load("value -1", str) is None
        assert all(kept.load(f"list {number}", dict[str, int]) is None for number in range(len(values)))


def test_entries_that_two_builds_did_not_use_go(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    for name in ("a", "b", "c"):
        kept.keep(name, name)
    kept.prune(["a", "b"])
    assert [kept.load(name, str) for name in ("a", "b", "c")] == ["a", "b", None]
    kept.prune(["a"])
    assert kept.load("b", str) == "b", "the build before used it"
    kept.prune(["a"])
    assert [kept.load(name, str) for name in ("a", "b")] == ["a", None]


def test_the_cache_is_never_inside_what_is_published(sources: Path, tmp_path: Path) -> None:
    """It would be published with it."""
    out = tmp_path / "public"
    result = lod("build", sources, "--out", out, "--cache", out / "kept")
    assert result.exit_code == 2
    assert "inside" in result.output
