"""RDF files: which there are, opening them, packed or not, and loading what was published into a store."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from lod.model.errors import SourceError, UnresError

#: The dump that holds every statement, in a published folder.
DUMP = Path("data") / "unres.nq.gz"
#: Syntaxes of RDF that are read and written, by the ending of a file; each knows its media type.
SYNTAXES: Mapping[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
#: Those that hold one graph, as queries and documents are asked for.
GRAPHS: Mapping[str, ox.RdfFormat] = {name: SYNTAXES[name] for name in ("ttl", "nt", "jsonld", "rdf")}
_PACKED = ".gz"


def syntax_of(path: Path) -> ox.RdfFormat | None:
    """The syntax that a file's name tells, packed or not; None for a name of no RDF file.

    >>> syntax_of(Path("unres.nq.gz")), syntax_of(Path("A_RES_68_230.txt"))
    (<RdfFormat N-Quads>, None)
    """
    return SYNTAXES.get(Path(path.name.removesuffix(_PACKED)).suffix[1:].lower())


def is_rdf(path: Path) -> bool:
    """Whether a path is a published folder, or has the name of an RDF file: neither is read as a resolution's text."""
    return (path / DUMP).is_file() or path.suffix == _PACKED or syntax_of(path) is not None


@contextmanager
def open_rdf(source: Path) -> Iterator[tuple[IO[bytes], ox.RdfFormat]]:
    """An RDF file, or the dump of a published folder, opened, and its syntax.

    Raises SourceError for what is missing or no RDF, and for what is found damaged while it is read.
    """
    path = source / DUMP if source.is_dir() else source
    syntax = syntax_of(path)
    if syntax is None or not path.is_file():
        names = ", ".join(f".{name}" for name in SYNTAXES)
        mend = f"give a published folder (lod build --out FOLDER makes one), or a file {names}, also as {_PACKED}"
        raise SourceError("no RDF data", str(path), mend)
    try:
        with open_packed(path) as stream:
            yield stream, syntax
    except UnresError:  # a ValueError, and no fault of the file
        raise
    except SyntaxError as fault:
        line = f"line {fault.lineno}: " if fault.lineno else ""
        raise SourceError(f"{line}{fault.msg}", str(path), f"fix the {syntax.name}, or build it again") from fault
    except (EOFError, OSError, zlib.error, ValueError) as fault:
        raise SourceError(f"is no whole file: {fault}", str(path), "build or get it again") from fault


def open_packed(path: Path) -> IO[bytes]:
    """A file for reading, gzipped or not."""
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == _PACKED else path.open("rb")


def read_triples(path: Path) -> list[ox.Triple]:
    """The triples of an RDF file, all its graphs together; raises SourceError where it is none."""
    with open_rdf(path) as (stream, syntax):
        return [quad.triple for quad in ox.parse(stream, syntax)]


def load_store(source: Path) -> ox.Store:
    """The data of a published folder, or of one RDF file; raises SourceError."""
    store = ox.Store()
    with open_rdf(source) as (stream, syntax):
        store.bulk_load(stream, format=syntax)
    return store
