"""What a published folder tells programs of itself: where, and what its IRIs begin with."""

from pathlib import Path

import msgspec

from lod.model.errors import SourceError
from lod.model.iris import parse_base

INDEX, QUERIES_JSON = "data/index.json", "data/queries.json"
#: What is said of documents without a page stands in one file, here without its suffix.
UNPUBLISHED = "data/unpublished"


def published_base(folder: Path) -> str:
    """What IRIs of a published folder begin with, as its index says; raises SourceError where there is none."""
    try:
        return parse_base(msgspec.json.decode((folder / INDEX).read_bytes())["base"])
    except (OSError, ValueError, KeyError, TypeError) as fault:  # SymbolError is a ValueError
        raise SourceError("no published folder", str(folder), f"lod build makes one, with {INDEX}") from fault
