"""Tables: what somebody who counts and joins relies on."""

import csv
import json
import sqlite3
from itertools import chain, groupby
from pathlib import Path

import pandas
import pytest

from lod.graph.files import load_store
from lod.model.iris import DEFAULT_BASE
from lod.publish.tables.columns import LINKS, TABLES, PublishedTable, columns, key
from lod.publish.tables.files import VIEWS, heading, metadata, write_database, write_parquet
from lod.publish.tables.reference import tables_page
from lod.publish.tables.rows import write_rows
from tests.graph_sample import ANNOTATIONS, RESOLUTION
from tests.runner import lod
from tests.samples import TESTS

SUBJECT = f"<{DEFAULT_BASE}A/RES/99/8#op1>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#: A part whose words hold what parts columns and rows, and what no table may hold.
HOSTILE = (
    f'{SUBJECT} <{DEFAULT_BASE}def#inResolution> <{DEFAULT_BASE}A/RES/99/8> .\n'
    f'{SUBJECT} <{DEFAULT_BASE}def#text> "a \\"quoted\\", cut\\nin\\r\\ntwo \\u0001 =1+1 {"x" * 300_000}"@en .\n'
    f"{SUBJECT} {TYPE} <{DEFAULT_BASE}def#Part> .\n"
)  # fmt: skip


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of the bundled text."""
    folder = tmp_path_factory.mktemp("tables") / "public"
    assert lod("build", "--out", folder).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sorted N-Triples of a resolution that uses everything."""
    from lod.graph.resolution import resolution_triples
    from lod.graph.serialize import sort_graph

    path = tmp_path_factory.mktemp("whole") / "whole.nt"
    path.write_bytes(sort_graph(resolution_triples(RESOLUTION, ANNOTATIONS, DEFAULT_BASE)).n_triples())
    return path


def rows_of(whole: Path, folder: Path, count: int = 1) -> dict[str, list[list[str]]]:
    """All rows that a file of triples gives, read in so many runs."""
    subjects = [list(group) for _, group in groupby(whole.read_bytes().splitlines(True), key=_subject)]
    runs = [list(chain(*subjects[at::count])) for at in range(count)]
    parts = [write_rows(run, DEFAULT_BASE) for run in runs]
    for table in TABLES:
        content = b"".join(part.get(table.name, b"") for part in parts)
        (folder / f"{table.name}.csv").write_bytes(heading(table) + content)
    return {table.name: read(folder / f"{table.name}.csv") for table in TABLES}


def _subject(line: bytes) -> bytes:
    return line.split(b" ")[0]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_as_many_rows_as_sparql_counts(table: PublishedTable, published: Path) -> None:
    """Over the same publication; the lines of a printed table are counted by table."""
    rows = read(published / f"data/tables/{table.name}.csv")[1:]
    (answer,) = load_store(published).query(table.count, use_default_graph_as_union=True)  # type: ignore[misc]
    assert len({row[0] for row in rows}) == int(answer["n"].value)
    assert bool(rows) is (table.name not in ("votes", "series", "table_cells"))


def test_every_column_is_filled_somewhere(sample: Path, tmp_path: Path) -> None:
    """A resolution that uses everything leaves no column empty, but for what its series says."""
    of_series = {"answered_by"}
    for name, (names, *rows) in rows_of(sample, tmp_path).items():
        empty = {column for at, column in enumerate(names) if not any(row[at] for row in rows)}
        assert not empty - of_series or name == "series", (name, empty)


def test_it_makes_no_difference_where_the_whole_is_cut(sample: Path, tmp_path: Path) -> None:
    """One run or thirty give the same rows."""
    cut, whole = rows_of(sample, tmp_path, 30), rows_of(sample, tmp_path)
    assert {name: sorted(rows) for name, rows in cut.items()} == {name: sorted(rows) for name, rows in whole.items()}


def test_cells_hold_names_paths_and_codes(sample: Path, tmp_path: Path) -> None:
    """A State's vote by its code, an act by its verb, several addressees parted by a bar."""
    rows = rows_of(sample, tmp_path)
    assert [row[3:] for row in rows["votes"][1:]] == [
        ["", "Atlantis", "abstaining"], ["KEN", "Kenya", "against"], ["UGA", "Uganda", "in-favour"],
    ]  # fmt: skip
    (act,) = (row for row in rows["acts"] if row[2] == "op1.act2")
    assert act[3:9] == ["op1", "2", "invites", "invites", "", "actor/group/all-lighthouse-keepers"]
    assert [row[2:] for row in rows["table_cells"][1:]] == [
        ["s1.table1.r1c2", "s1.table1", "HeaderCell", "1", "2", "2", "2", "In use", "", ""],
        ["s1.table1.r3c1", "s1.table1", "TableCell", "3", "1", "", "", "Cape North", "", "a"],
        ["s1.table1.r3c2", "s1.table1", "TableCell", "3", "2", "", "", "1 200", "1200", "b"],
        ["s1.table1.r3c3", "s1.table1", "TableCell", "3", "3", "", "", "(30)", "-30", ""],
    ]


def test_words_that_hold_quotes_and_line_ends_stay_in_their_cell(tmp_path: Path) -> None:
    """A control character becomes the sign for one that is not known; 300,000 letters are not cut."""
    whole = tmp_path / "whole.nt"
    whole.write_text(HOSTILE, encoding="utf-8")
    csv.field_size_limit(1 << 20)
    (row,) = rows_of(whole, tmp_path)["paragraphs"][1:]
    assert row[1:3] == ["A/RES/99/8", "op1"]
    assert row[-1].startswith('a "quoted", cut\nin\r\ntwo \ufffd =1+1 xxx')
    assert len(row[-1]) > 300_000
    duckdb = pytest.importorskip("duckdb")
    table = next(table for table in TABLES if table.name == "paragraphs")
    (made,) = write_parquet([(table, tmp_path / "paragraphs.csv", tmp_path / "a.parquet")])
    (found,) = duckdb.sql(f"SELECT text FROM '{made}'").fetchall()
    assert found[0] == row[-1]


def test_the_database_has_keys_views_and_comments(published: Path) -> None:
    """Its rows are those of the CSV; no row leads to one that is not there; each view answers."""
    with sqlite3.connect(published / "data/tables/unres.sqlite") as database:
        for table in TABLES:
            (count,) = database.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone()
            assert count == len(read(published / f"data/tables/{table.name}.csv")) - 1
            (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table.name,)).fetchone()
            assert all(f"-- {column.says}" in made for column in columns(table))
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT place FROM reports_due WHERE due_session = 'session/69'").fetchall()
        assert all(database.execute(f"SELECT COUNT(*) FROM {view}").fetchone() for view in VIEWS)


def test_pandas_and_duckdb_read_the_same(published: Path) -> None:
    """As the page of tables shows it."""
    duckdb = pytest.importorskip("duckdb")
    for table in TABLES:
        path = published / f"data/tables/{table.name}.csv"
        frame = pandas.read_csv(path)
        assert list(frame.columns) == [column.name for column in columns(table)]
        ((count,),) = duckdb.sql(f"SELECT COUNT(*) FROM '{path.with_suffix('.parquet')}'").fetchall()
        assert len(frame) == count
    parquet = published / "data/tables/duties.parquet"
    assert duckdb.sql(f"SELECT symbol FROM '{parquet}' WHERE due_session = 'session/69'").fetchall()


def test_the_metadata_is_read_by_a_library_of_csv_on_the_web(published: Path) -> None:
    """Every value is of its column's type, and every key leads somewhere."""
    csvw = pytest.importorskip("csvw")
    group = csvw.TableGroup.from_file(published / "data/tables/csv-metadata.json")
    assert group.check_referential_integrity() is not False
    assert {table.local_name for table in group.tables} == {f"{table.name}.csv" for table in TABLES}
    for table in group.tables:
        assert len(list(table)) == len(read(published / "data/tables" / table.local_name)) - 1


def test_the_same_whole_gives_the_same_database(sample: Path, tmp_path: Path) -> None:
    """Byte for byte, although a database is no text."""
    rows_of(sample, tmp_path)
    files = [tmp_path / f"{table.name}.csv" for table in TABLES]
    once, again = (write_database(files, tmp_path / name).read_bytes() for name in ("a.sqlite", "b.sqlite"))
    assert once == again


def test_keys_and_links_name_columns() -> None:
    """What the declaration links is there."""
    names = {table.name: {column.name for column in columns(table)} for table in TABLES}
    assert all(own in names[name] and its in names[other] for (name, own), (other, its) in LINKS.items())
    assert all(set(key(table)) <= names[table.name] for table in TABLES)
    assert len(json.loads(metadata())["tables"]) == len(TABLES)


def test_the_page_of_tables_is_not_stale() -> None:
    """`python -m lod.publish.tables.reference` was run since a column changed."""
    assert (TESTS.parent / "docs" / "tables.md").read_text(encoding="utf-8") == tables_page()
