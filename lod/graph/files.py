"""RDF files: opening them, packed or not, and loading what was published into a store."""

import gzip
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from lod.model.errors import SourceError

#: The dump that holds every statement, in a published folder.
DUMP = Path("data") / "unres.nq.gz"


def open_dump(path: Path) -> BinaryIO:
    """A dump for reading, gzipped or not."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")  # type: ignore[return-value]


def load_store(source: Path) -> ox.Store:
    """The data of a published folder, or of one RDF file (.nq, .nt, .ttl, .jsonld, also as .gz); raises SourceError."""
    path = source / DUMP if source.is_dir() else source
    kind = ox.RdfFormat.from_extension(path.name.removesuffix(".gz").rsplit(".", 1)[-1])
    if not path.is_file() or kind is None:
        raise SourceError("no RDF data", str(path), "build it first: lod build --out FOLDER")
    store = ox.Store()
    try:
        with open_dump(path) as stream:
            store.bulk_load(stream, format=kind)
    except (SyntaxError, EOFError, OSError) as fault:
        raise SourceError(f"not readable as {kind.name}: {fault}", str(path), "build the folder again") from fault
    return store
