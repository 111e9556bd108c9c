"""Which files a build reads where it is given folders, and what it passes over."""

import os
from pathlib import Path

import pytest

from lod.read.files import expand, find_leading_out, find_skipped
from tests.runner import lod
from tests.samples import BUNDLED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text, a link to it, and links that lead out."""
    folder = tmp_path / "texts"
    (folder / "deep").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    for path in (folder / "a.txt", outside / "secret.txt", outside / "secret.odt"):
        path.write_bytes(BUNDLED.read_bytes())
    (folder / "deep" / "b.txt").symlink_to("../a.txt")
    (folder / "c.txt").symlink_to(outside / "secret.txt")
    (folder / "d.odt").symlink_to(outside / "secret.odt")
    (folder / "e").symlink_to(outside)
    (folder / "f.txt").symlink_to("f.txt")
    (folder / "g.txt").symlink_to("../nothing.txt")
    return folder


def names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_links_that_lead_out_of_a_folder_are_passed_over(folder: Path) -> None:
    """A link inside is another name of a file; one that leads out is read by nobody, and named."""
    assert names(expand([folder]), folder) == ["a.txt", "deep/b.txt"]
    assert names(tuple(find_leading_out([folder])), folder) == ["c.txt", "d.odt", "e", "g.txt"]
    assert names(tuple(find_skipped([folder])), folder) == []


def test_a_link_that_a_person_names_is_read(folder: Path) -> None:
    """Who gives a link, or a link to a folder, means what it leads to."""
    assert expand([folder / "c.txt"]) == (folder / "c.txt",)
    assert names(expand([folder / "e"]), folder) == ["e/secret.txt"]


def test_a_build_names_the_links_that_it_passes_over(folder: Path, tmp_path: Path) -> None:
    """On a line each, with what to give instead; the rest is published."""
    made = lod("build", folder, "--out", tmp_path / "public")
    assert made.exit_code == 0, made.output
    assert "texts/c.txt: leads out of its folder, and is passed over (give the file itself)" in made.output
    assert made.output.count("passed over") == 4


def test_a_build_does_not_read_what_it_has_published(tmp_path: Path) -> None:
    """With `--out` in a source folder its files are no sources; the second build says so once, and changes nothing."""
    (tmp_path / "a.txt").write_bytes(BUNDLED.read_bytes())
    out = tmp_path / "public"
    first = lod("build", tmp_path, "--out", out)
    assert (first.exit_code, "passed over" in first.output) == (0, False), first.output
    again = lod("build", tmp_path, "--out", out)
    assert again.exit_code == 0, again.output
    assert again.output.count("public: is the folder to fill, and passed over among the sources") == 1
    assert "0 files written, 0 removed" in again.output
    assert "skipped" not in again.output


def test_a_folder_to_fill_that_is_the_only_source_is_refused(tmp_path: Path) -> None:
    """Nothing would be left to read; the usage is wrong, and what is there stays."""
    (tmp_path / "a.txt").write_bytes(BUNDLED.read_bytes())
    made = lod("build", tmp_path, "--out", tmp_path)
    assert made.exit_code == 2
    assert "give other sources, or another --out" in made.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_that_a_person_names_is_read_wherever_it_stands(tmp_path: Path) -> None:
    """Only what folders hold is passed over."""
    (tmp_path / "a.txt").write_bytes(BUNDLED.read_bytes())
    assert expand([tmp_path / "a.txt"], apart=(tmp_path,)) == (tmp_path / "a.txt",)


ODD = (b"caf\xe9.txt", b"line\nend.txt", b"\x1b[2Jclear.txt", "\u202etxt.exe.txt".encode(), b"\xff\xfe.xml")


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_file_names_that_are_no_utf_8_are_read_and_shown_safely(tmp_path: Path) -> None:
    """Names become words with a sign for what cannot be written or would move a terminal's cursor."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for at, name in enumerate(ODD):
        text = BUNDLED.read_text(encoding="utf-8").replace("68/230", f"68/{230 + at}").encode()
        content = text if name.endswith(b".txt") else b"<akomaNtoso/>"
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(content)
    made = lod("build", folder, "--out", tmp_path / "public")
    assert made.exit_code == 1, made.output
    assert "\ufffd\ufffd.xml: is no Akoma Ntoso" in made.output
    for number in (230, 231, 232, 233):
        assert (tmp_path / "public" / "A" / "RES" / "68" / f"{number}.html").is_file()
    for page in (tmp_path / "public").rglob("*.html"):
        page.read_bytes().decode()
    for command in ("report", "parse", "export"):
        source = folder if command == "report" else Path(os.fsdecode(os.fsencode(folder) + b"/" + ODD[0]))
        told = lod(command, source)
        assert told.exit_code in (0, 1), (command, told.output, told.exception)
        assert told.exception is None or isinstance(told.exception, SystemExit), (command, told.exception)
        assert "\x1b" not in told.output
    bad = lod("parse", Path(os.fsdecode(os.fsencode(folder) + b"/" + ODD[4])))
    assert bad.exit_code == 1
    assert "\ufffd\ufffd.xml" in bad.output
