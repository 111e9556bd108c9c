"""What a published folder tells programs of itself: where, and what its IRIs begin with."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from lod.model.errors import SourceError
from lod.model.iris import parse_base
from lod.publish.layout import Layout
from lod.publish.paths import find_file

INDEX, QUERIES_JSON, HARVEST = "data/index.json", "data/queries.json", "data/harvest.json"
#: What is said of documents without a page stands in one file, here without its suffix.
UNPUBLISHED = "data/unpublished"


def published_base(folder: Path) -> str:
    """What IRIs of a published folder begin with, as its index says; raises SourceError where there is none."""
    try:
        return parse_base(msgspec.json.decode((folder / INDEX).read_bytes())["base"])
    except (OSError, ValueError, KeyError, TypeError) as fault:  # SymbolError is a ValueError
        raise SourceError("no published folder", str(folder), f"lod build makes one, with {INDEX}") from fault


def published_layout(folder: Path) -> Layout:
    """Which forms things have in a published folder; all, where its index does not say."""
    found = find_file(folder, INDEX)
    with suppress(ValueError, KeyError, TypeError):
        return Layout(msgspec.json.decode(found.read_bytes())["layout"]) if found else Layout.FULL
    return Layout.FULL


def load_harvested(folder: Path) -> frozenset[str]:
    """The symbols of the resolutions that a published folder offers to harvesters; none where nothing says so."""
    found = find_file(folder, HARVEST)
    try:
        told: Mapping[str, Any] = msgspec.json.decode(found.read_bytes()) if found else {}
        return frozenset(str(record["symbol"]) for record in told.get("records", ()))
    except (msgspec.DecodeError, AttributeError, KeyError, TypeError):
        return frozenset()
