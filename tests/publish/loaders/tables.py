"""Tables, networks and calendars as researchers' programs take them; counts are SPARQL's."""

import contextlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import mlcroissant
import networkx
import pandas
import polars

from tests.publish.loaders.told import AbsentError, Loaded, Loader, Publication, differs, refused, run, tool

READR = """
library(readr)
for (path in commandArgs(TRUE)) {
  rows <- read_csv(path, show_col_types = FALSE, guess_max = 100000)
  cat(nrow(rows), nrow(problems(rows)), "\\n")
}
"""


def in_duckdb(path: Path) -> int:
    ((count,),) = duckdb.sql(f"SELECT COUNT(*) FROM '{path}'").fetchall()  # type: ignore[union-attr]
    return int(count)


#: What reads a file of rows, by the program and the file's suffix.
READERS: Mapping[tuple[str, str], Callable[[Path], int]] = {
    ("pandas", "csv"): lambda path: len(pandas.read_csv(path, dtype=str)),
    ("pandas", "parquet"): lambda path: len(pandas.read_parquet(path)),
    ("polars", "csv"): lambda path: polars.read_csv(path, infer_schema=False).height,
    ("polars", "parquet"): lambda path: polars.read_parquet(path).height,
    ("DuckDB", "csv"): in_duckdb,
    ("DuckDB", "parquet"): in_duckdb,
}


def by_data_frames(publication: Publication) -> Iterator[Loaded]:
    """Each table in each program."""
    folder = publication.folder / "data/tables"
    for (program, suffix), read in READERS.items():
        found = {name: read(folder / f"{name}.{suffix}") for name in publication.counted}
        yield of_tables(publication, program, f"{len(found)} tables, {suffix}", found)


def of_tables(publication: Publication, program: str, what: str, found: Mapping[str, int]) -> Loaded:
    """Rows of tables, each count held against SPARQL's."""
    faults = (differs(name, found.get(name), count) for name, count in publication.counted.items())
    return Loaded(program, what, sum(found.values()), tuple(fault for told in faults for fault in told))


def by_croissant(publication: Publication) -> Iterator[Loaded]:
    """The tables by their description for machine learning, whose checksums the library holds them against."""
    found: dict[str, int] = {}
    with contextlib.redirect_stderr(io.StringIO()):
        described = mlcroissant.Dataset(jsonld=str(publication.folder / "data/croissant.json"))
        try:
            for name in publication.counted:
                found[name] = sum(1 for _ in described.records(record_set=name))
        except Exception as fault:  # it raises whatever it meets
            yield Loaded("mlcroissant", "tables", 0, (str(fault)[:300],))
    issues = described.metadata.ctx.issues
    loaded = of_tables(publication, "mlcroissant", f"{len(found)} record sets", found)
    said = (*loaded.faults, *sorted(issues.errors), *sorted(issues.warnings))
    yield Loaded(loaded.tool, loaded.what, loaded.records, said)


def by_readr(publication: Publication) -> Iterator[Loaded]:
    """readr of R guesses types as it likes, and finds no problem."""
    script = tool("Rscript", "Debian package r-base-core")
    if run(script, "-e", "library(readr)").returncode:
        raise AbsentError("no readr (Debian package r-cran-readr)")
    paths = [publication.folder / f"data/tables/{name}.csv" for name in publication.counted]
    made = run(script, "-e", READR, *paths)
    told = [tuple(map(int, line.split())) for line in made.stdout.splitlines()]
    found = {path.stem: rows for path, (rows, _) in zip(paths, told, strict=False)}
    problems = sum(count for _, count in told)
    loaded = of_tables(publication, "readr", f"{len(paths)} tables, csv", found)
    faults = (*refused(made), *loaded.faults, *differs("problems", problems, 0))
    yield Loaded(loaded.tool, loaded.what, loaded.records, faults)


def by_networkx(publication: Publication) -> Iterator[Loaded]:
    """The network of citations: a node for each resolution, an edge for each citation that leads somewhere."""
    network = networkx.read_graphml(publication.folder / "data/citations.graphml", force_multigraph=True)
    cited = sum(bool(row["cited"]) for row in publication.rows("citations"))
    edges = network.number_of_edges()
    lacking = sorted(set(publication.symbols) - set(network.nodes))
    faults = (*differs("edges", edges, cited), *differs("resolutions without a node", lacking, []))
    yield Loaded("networkx", "citations.graphml", edges, faults)


def by_icalendar(publication: Publication) -> Iterator[Loaded]:
    """The calendar of what is due: an event for each duty with a day or a session of the Assembly, each with words."""
    calendar = icalendar.Calendar.from_ical((publication.folder / "data/duties.ics").read_bytes())
    events: list[Any] = calendar.walk("VEVENT")
    found = Counter((str(event["URL"]), event["DTSTART"].dt.isoformat()) for event in events if event["SUMMARY"])
    twice = [uid for uid, count in Counter(str(event["UID"]) for event in events).items() if count > 1]
    due = Counter(days_of(publication))
    faults = (
        *differs("duties without an event, or events without a duty", sorted((found - due) + (due - found)), []),
        *differs("numbers that two events have", twice, []),
        *(f"{event.get('UID')}: {error}" for event in events for error in event.errors),
    )
    yield Loaded("icalendar", "duties.ics", len(events), faults)


def days_of(publication: Publication) -> Iterator[tuple[str, str]]:
    """The paragraphs of duties, each with its day, or with the first of the Assembly's session in which it is due."""
    for row in publication.rows("duties"):
        paragraph = row["iri"].rpartition(".act")[0]
        sessions = re.findall(r"(?:^|\|)session/(\d{1,3})(?=$|\|)", row["due_session"])
        days = [row["due_date"]] if row["due_date"] else [f"{1945 + int(number)}-09-01" for number in sessions]
        yield from ((paragraph, day) for day in days)


LOADERS: tuple[Loader, ...] = (by_data_frames, by_croissant, by_networkx, by_icalendar)
SLOW: tuple[Loader, ...] = (by_readr,)
