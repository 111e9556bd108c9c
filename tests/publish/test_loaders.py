"""Others' tools load a release without a line of code of ours: catalogues, tables, networks, calendars.

The fast tests load the publication of the bundled text; the slow ones one of all official XML of the corpus.
"""

import csv
import gzip
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import mlcroissant
import networkx
import pandas
import polars
import pymarc
import pyoxigraph as ox
import pytest
from huggingface_hub import DatasetCard
from marc_lint import MarcLint

from lod.graph.files import load_store
from lod.publish.tables.columns import TABLES
from tests.runner import lod
from tests.samples import BUNDLED

PROFILES = ("marc", "marc-un")
#: What the linter says and is no fault: it takes words at spaces, so that it knows no elided article (by MARC 21, field
#: 245, "l'" counts two characters); and the United Nations library sets no point behind a title.
ELIDED = r"245: First word, \w’\S+, does not appear to be an article, check 2nd indicator \(2\)\."
LOCAL = {"marc": ELIDED, "marc-un": rf"{ELIDED}|245: Must end with \. \(period\)\."}
FINNISH = "@natlibfi/marc-record-serializers@11"
READ = """
import fs from 'fs';
import {ISO2709, MARCXML} from '@natlibfi/marc-record-serializers';
const [kind, path] = process.argv.slice(2);
const reader = (kind === 'xml' ? MARCXML : ISO2709).reader(fs.createReadStream(path));
const told = {records: 0, faults: []};
reader.on('data', () => { told.records += 1; });
reader.on('error', fault => told.faults.push(String(fault)));
reader.on('end', () => console.log(JSON.stringify(told)));
"""


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of the bundled text."""
    folder = tmp_path_factory.mktemp("loaders") / "public"
    assert lod("build", BUNDLED, "--out", folder, "--jobs", 1).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """A publication of the official XML of two sessions, in six languages."""
    folder = tmp_path_factory.mktemp("everything") / "public"
    lod("build", corpus / "akn", "--out", folder, "--no-cache")
    return folder


@pytest.fixture(params=["bundled", pytest.param("everything", marks=pytest.mark.slow)])
def published(request: pytest.FixtureRequest) -> Path:
    """Each publication in turn."""
    return Path(request.getfixturevalue(request.param))


def tool(name: str, package: str) -> str:
    """The path of a program; skips with the reason where it is absent."""
    found = shutil.which(name)
    return found or pytest.skip(f"no {name} (Debian package {package})")


def run(*command: str | Path) -> str:
    """What a program prints; its faults fail the test."""
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-2000:]
    return made.stdout


def unpacked(published: Path, name: str, folder: Path) -> Path:
    """A packed file of data, unpacked."""
    target = folder / name.removesuffix(".gz")
    target.write_bytes(gzip.decompress((published / "data" / name).read_bytes()))
    return target


def symbols(published: Path) -> list[str]:
    """All resolutions of a publication."""
    with (published / "data/tables/resolutions.csv").open(encoding="utf-8", newline="") as stream:
        return sorted(row["symbol"] for row in csv.DictReader(stream))


def too_long(published: Path, profile: str) -> list[str]:
    """The records that ISO 2709 cannot count, as the file beside it names them."""
    named = published / f"data/unres.{profile}.xml-only.txt"
    return named.read_text(encoding="utf-8").split() if named.exists() else []


def records(content: bytes) -> Iterator[pymarc.Record]:
    for record in pymarc.MARCReader(io.BytesIO(content), force_utf8=True):
        assert record is not None
        yield record


@pytest.mark.parametrize("profile", PROFILES)
def test_pymarc_has_every_record_from_both_syntaxes(published: Path, profile: str, tmp_path: Path) -> None:
    """The same fields in both; those too long for ISO 2709 are named."""
    read: Any = pymarc.parse_xml_to_array
    xml = read(str(unpacked(published, f"unres.{profile}.xml.gz", tmp_path)))
    iso = list(records(unpacked(published, f"unres.{profile}.mrc.gz", tmp_path).read_bytes()))
    by_number = {str(record["001"].data): record.as_dict()["fields"] for record in xml}
    assert sorted(by_number) == symbols(published)
    assert sorted([*(str(record["001"].data) for record in iso), *too_long(published, profile)]) == sorted(by_number)
    assert all(record.as_dict()["fields"] == by_number[str(record["001"].data)] for record in iso)


@pytest.mark.parametrize("profile", PROFILES)
def test_xmllint_finds_records_valid(published: Path, profile: str, tmp_path: Path, shared: Path) -> None:
    """By the schema of the Library of Congress."""
    path = unpacked(published, f"unres.{profile}.xml.gz", tmp_path)
    run(tool("xmllint", "libxml2-utils"), "--noout", "--schema", shared / "standards/MARC21slim.xsd", path)


@pytest.mark.parametrize("profile", PROFILES)
def test_yaz_turns_each_syntax_into_the_other(published: Path, profile: str, tmp_path: Path) -> None:
    """ISO 2709 to MARCXML and back is the same records; MARCXML to ISO 2709 gives those of ours."""
    yaz = tool("yaz-marcdump", "yaz")
    iso = unpacked(published, f"unres.{profile}.mrc.gz", tmp_path)
    xml = unpacked(published, f"unres.{profile}.xml.gz", tmp_path)
    there = tmp_path / "there.xml"
    there.write_text(run(yaz, "-i", "marc", "-o", "marcxml", iso), encoding="utf-8")
    ours = [record.as_dict()["fields"] for record in records(iso.read_bytes())]
    for source in (there, xml):
        back = list(records(run(yaz, "-i", "marcxml", "-o", "marc", source).encode()))
        short = [record for record in back if str(record["001"].data) not in too_long(published, profile)]
        assert [record.as_dict()["fields"] for record in short] == ours


@pytest.mark.parametrize("profile", PROFILES)
def test_a_linter_finds_no_fault(published: Path, profile: str, tmp_path: Path) -> None:
    """The rules of MARC::Lint; local fields are none of its business, local practice is named above."""
    found: Counter[str] = Counter()
    linter = MarcLint()
    for record in records(unpacked(published, f"unres.{profile}.mrc.gz", tmp_path).read_bytes()):
        told = linter.check_record(record)
        found.update(str(warning).partition(": ")[2] for warning in getattr(told, "warnings", told))
    assert {said: count for said, count in found.items() if not re.fullmatch(LOCAL[profile], said)} == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xml", "mrc"])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_finnish_library_reads_every_record(published: Path, profile: str, kind: str, tmp_path: Path) -> None:
    """By its package for Node; skips where npm cannot install it."""
    npm, node = tool("npm", "npm"), tool("node", "nodejs")
    installed = subprocess.run([npm, "install", "--silent", "--prefix", tmp_path, FINNISH], check=False)
    if installed.returncode:
        pytest.skip(f"npm could not install {FINNISH}")
    (tmp_path / "read.mjs").write_text(READ, encoding="utf-8")
    path = unpacked(published, f"unres.{profile}.{kind}.gz", tmp_path)
    told = json.loads(run(node, tmp_path / "read.mjs", kind, path))
    missing = len(too_long(published, profile)) if kind == "mrc" else 0
    assert told == {"records": len(symbols(published)) - missing, "faults": []}


def counted(published: Path) -> dict[str, int]:
    """How many rows SPARQL counts for each table."""
    store = load_store(published)
    found: dict[str, int] = {}
    for table in TABLES:
        (row,) = store.query(table.count, use_default_graph_as_union=True)  # type: ignore[misc]
        assert isinstance(row, ox.QuerySolution)
        found[table.name] = int(row["n"].value)
    return found


def test_tables_have_as_many_rows_for_each_tool_as_sparql_counts(published: Path) -> None:
    """pandas and polars read CSV and Parquet, DuckDB both, and Croissant's library by its description."""
    expected, folder = counted(published), published / "data/tables"
    described = mlcroissant.Dataset(jsonld=str(published / "data/croissant.json"))
    for name, count in expected.items():
        data, packed = folder / f"{name}.csv", folder / f"{name}.parquet"
        rows = duckdb.sql(f"SELECT COUNT(*) FROM '{packed}'").fetchall()  # type: ignore[union-attr]
        assert [
            len(pandas.read_csv(data, dtype=str)),
            len(pandas.read_parquet(packed)),
            polars.read_csv(data, infer_schema=False).height,
            polars.read_parquet(packed).height,
            rows[0][0],
            sum(1 for _ in described.records(record_set=name)),
        ] == [count] * 6, name


@pytest.mark.slow
def test_r_reads_every_table(published: Path) -> None:
    """readr guesses types as it likes, and finds no problem."""
    script = """
library(readr)
for (path in commandArgs(TRUE)) {
  rows <- read_csv(path, show_col_types = FALSE, guess_max = 100000)
  cat(nrow(rows), nrow(problems(rows)), "\\n")
}
"""
    if subprocess.run([tool("Rscript", "r-base-core"), "-e", "library(readr)"], check=False).returncode:
        pytest.skip("no readr (Debian package r-cran-readr)")
    expected = counted(published)
    paths = [str(published / f"data/tables/{name}.csv") for name in expected]
    told = run("Rscript", "-e", script, *paths).split("\n")
    assert [line.split() for line in told if line] == [[str(count), "0"] for count in expected.values()]


def test_the_card_names_a_file_for_each_table(published: Path) -> None:
    """As the Hub reads it from README.md; without votes or series a table is empty, and there."""
    told: Any = DatasetCard.load(published / "data/README.md").data
    assert (told.license, [config["config_name"] for config in told.configs]) == (
        "cc-by-4.0",
        [table.name for table in TABLES],
    )
    for config in told.configs:
        assert len(pandas.read_parquet(published / "data" / config["data_files"]).columns) > 1


def test_networkx_reads_the_network_of_citations(published: Path) -> None:
    """An edge for each citation that leads somewhere."""
    network = networkx.read_graphml(published / "data/citations.graphml", force_multigraph=True)
    with (published / "data/tables/citations.csv").open(encoding="utf-8", newline="") as stream:
        cited = sum(bool(row["cited"]) for row in csv.DictReader(stream))
    assert network.number_of_edges() == cited
    assert set(symbols(published)) <= set(network.nodes)


def test_a_calendar_reads_what_is_due(published: Path) -> None:
    """Each event has a day and words."""
    calendar = icalendar.Calendar.from_ical((published / "data/duties.ics").read_bytes())
    events: list[Any] = calendar.walk("VEVENT")
    assert events
    assert all(event["DTSTART"].dt and event["SUMMARY"] for event in events)


@pytest.mark.slow
def test_rapper_counts_the_statements_that_the_dumps_have(published: Path, tmp_path: Path) -> None:
    """N-Quads, N-Triples and Turtle, in the toolkit of Redland."""
    rapper = tool("rapper", "raptor2-utils")
    counts = set()
    for kind, syntax in (("nq", "nquads"), ("nt", "ntriples"), ("ttl", "turtle")):
        path = unpacked(published, f"unres.{kind}.gz", tmp_path)
        made = subprocess.run([rapper, "-q", "-c", "-i", syntax, path], capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr[-500:]
        told = subprocess.run([rapper, "-c", "-i", syntax, path], capture_output=True, text=True, check=True).stderr
        counts.add(told.rpartition("returned ")[2].split()[0])
    assert len(counts) == 1
