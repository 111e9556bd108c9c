"""Dumps as toolkits for RDF take them: each counts what pyoxigraph counts. The shapes of the description hold."""

import gzip
import json
import multiprocessing
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib
import zstandard
from rdflib.namespace import DCTERMS, SH, VOID

from tests.publish.loaders.told import AbsentError, Loaded, Loader, Publication, differs, refused, run, tool
from tests.query.rows import asked
from tests.query.virtuoso import is_installed, virtuoso
from tests.samples import TESTS

SHAPES = TESTS.parents[1] / "shared/standards/dcat-ap-3.0.1"
SHAPES_OF_DCAT_AP = ("shapes", "shapes_recommended", "range", "mdr-vocabularies.shape", "deprecateduris")
#: What rapper, serdi, pyoxigraph and rdflib call the syntax of a file, by its suffix.
SYNTAXES = {
    "nq": ("nquads", "NQuads", ox.RdfFormat.N_QUADS, "nquads"),
    "nt": ("ntriples", "NTriples", ox.RdfFormat.N_TRIPLES, "nt"),
    "ttl": ("turtle", "Turtle", ox.RdfFormat.TURTLE, "turtle"),
}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{base}')) }}"


def dumps(publication: Publication) -> Iterator[str]:
    """The packed files of RDF in `data/`, the whole first."""
    folder = publication.folder / "data"
    for suffix in SYNTAXES:
        yield from (path.relative_to(folder).as_posix() for path in sorted(folder.rglob(f"*.{suffix}.gz")))


def described(publication: Publication) -> int:
    """How many statements the description says that the whole has."""
    graph = rdflib.Graph().parse(publication.folder / "data/dataset.ttl")
    return max(int(str(count)) for count in graph.objects(None, VOID.triples))


def by_rapper(path: Path) -> tuple[int, tuple[str, ...]]:
    """Redland's parser."""
    made = run(tool("rapper", "Debian package raptor2-utils"), "-c", "-i", SYNTAXES[path.suffix[1:]][0], path)
    said = [line for line in made.stderr.splitlines() if "Error" in line or "Warning" in line]
    count = made.stderr.rpartition("returned ")[2].split()
    return int(count[0]) if count and count[0].isdigit() else 0, (*said, *refused(made))


def by_serdi(path: Path) -> tuple[int, tuple[str, ...]]:
    """Serd's strict parser; what it writes is a statement a line."""
    command = [tool("serdi", "Debian package serdi"), "-i", SYNTAXES[path.suffix[1:]][1], "-o", "NQuads", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        count = sum(1 for _ in process.stdout)
        said = process.stderr.read().splitlines()
    return count, (*said, *differs("status", process.returncode, 0))


def by_pyoxigraph(path: Path) -> tuple[int, tuple[str, ...]]:
    try:
        return sum(1 for _ in ox.parse(path=path, format=SYNTAXES[path.suffix[1:]][2])), ()
    except (SyntaxError, ValueError) as fault:
        return 0, (str(fault),)


def by_rdflib(path: Path) -> tuple[int, tuple[str, ...]]:
    """In a process of its own: its memory is free afterwards."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_in_rdflib, (path,))


def _in_rdflib(path: Path) -> tuple[int, tuple[str, ...]]:
    data = rdflib.Dataset(default_union=True)
    try:
        data.parse(path, format=SYNTAXES[path.suffix[1:]][3])
    except Exception as fault:  # its parsers raise whatever they meet
        return 0, (repr(fault)[:300],)
    return sum(1 for _ in data.quads()), ()


TOOLKITS: Mapping[str, Callable[[Path], tuple[int, tuple[str, ...]]]] = {
    "pyoxigraph": by_pyoxigraph,
    "rapper": by_rapper,
    "serdi": by_serdi,
    "rdflib": by_rdflib,
}


def by_toolkits(publication: Publication) -> Iterator[Loaded]:
    """Every dump in every toolkit; the three syntaxes of the whole have what the description says."""
    said = described(publication)
    for name in dumps(publication):
        path = publication.unpacked(name)
        expected = said if name in ("unres.nq.gz", "unres.nt.gz", "unres.ttl.gz") else by_pyoxigraph(path)[0]
        for toolkit, count in TOOLKITS.items():
            found, faults = count(path)
            yield Loaded(toolkit, name, found, (*faults, *differs("statements", found, expected)))


def by_zstandard(publication: Publication) -> Iterator[Loaded]:
    """Each dump that is packed twice unpacks to the same bytes."""
    for path in sorted((publication.folder / "data").rglob("*.nq.zst")):
        with path.open("rb") as stream:
            whole = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True).read()
        same = whole == gzip.decompress(path.with_suffix(".gz").read_bytes())
        yield Loaded("zstandard", path.name, whole.count(b"\n"), () if same else ("other bytes than in gzip",))


def by_virtuoso(publication: Publication) -> Iterator[Loaded]:
    """The quads of the whole, loaded as `docs/engines.md` says."""
    if not is_installed():
        raise AbsentError("no Virtuoso (Debian package virtuoso-opensource)")
    base = json.loads((publication.folder / "data/index.json").read_bytes())["base"]
    with virtuoso(publication.folder / "data/unres.nq.gz") as (address, _):
        rows = asked(address, COUNT.format(base=base), 300)
    found = int(rows[0][0]) if rows else 0
    yield Loaded("Virtuoso", "unres.nq.gz", found, differs("statements", found, described(publication)))


def by_pyshacl(publication: Publication) -> Iterator[Loaded]:
    """The description by the shapes of DCAT-AP; a publisher is asked to stand in the EU's list of bodies."""
    if not SHAPES.exists():
        raise AbsentError(f"no {SHAPES}")
    given = rdflib.Graph().parse(publication.folder / "data/dataset.ttl")
    for name in SHAPES_OF_DCAT_AP:
        shapes = rdflib.Graph().parse(SHAPES / f"{name}.ttl")
        _, report, _ = pyshacl.validate(given, shacl_graph=shapes, advanced=True)
        assert isinstance(report, rdflib.Graph)
        found = {
            (str(report.value(result, SH.resultSeverity)), report.value(result, SH.resultPath))
            for result in report.objects(None, SH.result)
        }
        faults = tuple(
            f"{severity.rpartition('#')[2]}: {path}"
            for severity, path in found - {(str(SH.Warning), DCTERMS.publisher)}
        )
        yield Loaded("pyshacl", f"dataset.ttl, {name}", len(given), faults)


LOADERS: tuple[Loader, ...] = (by_toolkits, by_zstandard, by_pyshacl)
SLOW: tuple[Loader, ...] = (by_virtuoso,)
