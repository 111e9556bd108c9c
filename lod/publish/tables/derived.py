"""Files that are made of the tables' rows: references, and the network of citations."""

import csv
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from lod.data.authorities import load_authorities
from lod.publish.gaps import HEADING, find_numbers
from lod.publish.network import CitedEdge, CitedNode, graphml
from lod.publish.references import REFERENCE_FORMATS, BibliographicReference
from lod.publish.tables.columns import SEPARATOR


def write_reference_files(resolutions: Path, folder: Path) -> Iterator[Path]:
    """The table of resolutions as a file of references in each format."""
    for ending, write in REFERENCE_FORMATS.items():
        yield _written(folder / f"unres.{ending}", write(map(_reference, _rows(resolutions))))


def _reference(row: dict[str, str]) -> BibliographicReference:
    adopted = dt.date.fromisoformat(row["adopted"]) if row["adopted"] else None
    organ = load_authorities().name_of(row["organ"])
    return BibliographicReference(row["symbol"], row["title"] or row["symbol"], row["iri"], organ, adopted)


def write_numbers(resolutions: Path, folder: Path) -> Path:
    """Which numbers of each session are held, as a table."""
    held = ((row["symbol"], tuple(row["languages"].split(SEPARATOR))) for row in _rows(resolutions))
    target = folder / "numbers.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(number.row() for number in find_numbers(held))
    return target


def write_network(resolutions: Path, citations: Path, folder: Path) -> Path:
    """The tables of resolutions and citations as GraphML."""
    held = {row["symbol"] for row in _rows(resolutions)}
    others = sorted({row["cited"] for row in _rows(citations)} - held - {""})
    known = (CitedNode(row["symbol"], row["title"], row["adopted"], True) for row in _rows(resolutions))
    nodes = chain(known, map(CitedNode, others))
    told = (row for row in _rows(citations) if row["cited"])
    edges = (CitedEdge(r["iri"], r["symbol"], r["cited"], r["function"], r["cited_in"]) for r in told)
    return _written(folder / "citations.graphml", graphml(nodes, edges))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)  # a citation may be as long as its paragraph
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _written(target: Path, lines: Iterable[str]) -> Path:
    with target.open("w", encoding="utf-8", newline="") as out:
        out.writelines(lines)
    return target
