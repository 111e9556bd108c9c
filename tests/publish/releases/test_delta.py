"""A delta brings the files of a version to those of the next, byte for byte."""

import gzip
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lod.model.errors import SourceError
from lod.publish.marc.records import gzipped
from lod.publish.releases.delta import ROWS, ROWS_PARQUET, How, apply_delta, load_delta, write_delta
from lod.publish.releases.rows import RowForm, kept_rows

#: Names of files of every kind that is had by rows, and what ends their rows.
NAMES = {"data/a.nt.gz": b"\n", "data/b.csv": b"\n", "data/c.mrc.gz": b"\x1d", "data/d.bib": b"\n"}
ROW = st.text('ab,"|é', max_size=5)
CONTENT = st.dictionaries(st.sampled_from(sorted(NAMES)), st.lists(ROW, max_size=12))
OTHERS = st.dictionaries(st.sampled_from(["data/e.bin", "data/f.json"]), st.binary(max_size=40))


def fill(folder: Path, rows: dict[str, list[str]], others: dict[str, bytes]) -> Path:
    """A folder with files of rows, and others."""
    (folder / "data").mkdir(parents=True)
    for name, lines in rows.items():
        content = b"".join(line.encode() + NAMES[name] for line in lines)
        if name.endswith(".gz"):
            with gzipped(folder / name) as out:
                out.write(content)
        else:
            (folder / name).write_bytes(content)
    for name, bare in others.items():
        (folder / name).write_bytes(bare)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@settings(max_examples=60)
@given(CONTENT, OTHERS, CONTENT, OTHERS)
def test_the_old_version_and_the_delta_are_the_new_one_byte_for_byte(
    old: dict[str, list[str]], olds: dict[str, bytes], new: dict[str, list[str]], news: dict[str, bytes]
) -> None:
    """Whatever lines, records, quotes and order two versions have: rows come twice, move, go; files come and go."""
    with TemporaryDirectory() as name:
        root = Path(name)
        before, after = fill(root / "old", old, olds), fill(root / "new", new, news)
        write_delta(before, after, files(after), root / "delta", ("1", "2"))
        apply_delta(before, root / "delta", root / "made")
        assert files(root / "made") == files(after)


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two versions that differ in two rows of three files, and the delta between them."""
    rows = [f"{letter},{letter * 3}" for letter in "abcdefgh"]
    changed = [*rows[:2], 'x,"with, comma"', *rows[3:]]
    old = fill(tmp_path / "old", {"data/a.nt.gz": rows, "data/b.csv": rows}, {"data/e.bin": b"1\xff"})
    new = fill(tmp_path / "new", {"data/a.nt.gz": changed, "data/b.csv": changed}, {"data/e.bin": b"1\xff"})
    write_delta(old, new, files(new), tmp_path / "delta", ("1.0.0", "1.1.0"))
    return old, new, tmp_path / "delta"


def test_rows_are_named_with_their_numbers(versions: tuple[Path, Path, Path]) -> None:
    """A row of CSV is a list of its cells; one of another file its words."""
    lines = gzip.decompress((versions[2] / ROWS).read_bytes()).splitlines()
    assert [json.loads(line) for line in lines] == [
        {"file": "data/a.nt.gz", "change": "lost", "number": 3, "row": "c,ccc"},
        {"file": "data/a.nt.gz", "change": "gained", "number": 3, "row": 'x,"with, comma"'},
        {"file": "data/b.csv", "change": "lost", "number": 3, "row": ["c", "ccc"]},
        {"file": "data/b.csv", "change": "gained", "number": 3, "row": ["x", "with, comma"]},
    ]


def test_parquet_has_the_same_rows(versions: tuple[Path, Path, Path]) -> None:
    """As DuckDB loads them; the cells of a row of CSV are JSON."""
    found = duckdb.sql(f"SELECT file, change, number, row FROM '{versions[2] / ROWS_PARQUET}' WHERE change = 'gained'")
    assert found
    assert found.fetchall() == [
        ("data/a.nt.gz", "gained", 3, 'x,"with, comma"'),
        ("data/b.csv", "gained", 3, '["x","with, comma"]'),
    ]


def test_what_did_not_change_is_not_in_the_delta(versions: tuple[Path, Path, Path]) -> None:
    had = {file.path: file.how for file in load_delta(versions[2]).files}
    assert had == {"data/a.nt.gz": How.ROWS, "data/b.csv": How.ROWS, "data/e.bin": How.SAME}
    assert not (versions[2] / "files").exists()


def test_another_old_version_is_refused_before_anything_is_made(
    versions: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    """The file that is not as the delta needs it is named."""
    old, _, delta = versions
    (old / "data/b.csv").write_text("a,b\n")
    with pytest.raises(SourceError, match=r"data/b\.csv: is not the file .*version 1\.0\.0"):
        apply_delta(old, delta, tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_a_damaged_delta_is_told_of(versions: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """A row that was changed on the way gives a file with another checksum."""
    old, _, delta = versions
    lines = gzip.decompress((delta / ROWS).read_bytes()).replace(b"comma", b"point")
    (delta / ROWS).write_bytes(gzip.compress(lines))
    with pytest.raises(SourceError, match="did not come out as it was published"):
        apply_delta(old, delta, tmp_path / "made")


def test_a_folder_without_a_delta_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"delta\.json"):
        load_delta(tmp_path)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_kept_rows_are_the_same_in_the_same_order(old: list[str], new: list[str]) -> None:
    """Sorted or not, whatever comes twice."""
    with TemporaryDirectory() as name:
        paths = Path(name) / "old.txt", Path(name) / "new.txt"
        for path, rows in zip(paths, (old, new), strict=True):
            path.write_text("".join(f"{row}\n" for row in rows))
        flags = kept_rows(*paths, RowForm.LINES)
    kept = [
        [row for row, flag in zip(rows, of, strict=True) if flag] for rows, of in zip((old, new), flags, strict=True)
    ]
    assert kept[0] == kept[1]
