"""Addresses of official files: templates of a table, and what a site's own listing names.

Table: `lod/data/addresses.toml`; its keys are explained in docs/data.md.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from lod.data.files import data, read_toml
from lod.data.languages import load_languages
from lod.model.errors import DataError, SourceError
from lod.model.symbols import normalize


class ListedPath(Struct, frozen=True):
    """A path that a listing names, and whose file it is."""

    path: str
    symbol: str
    language: str


class FileAddress(Struct, frozen=True):
    """Where files of one kind stand; `listing` is "" where every symbol may be asked for."""

    id: str
    media: str
    suffix: str
    template: str
    source: str
    listing: str = ""
    path: str = ""

    def of(self, symbol: str, language: str, path: str = "") -> str:
        """The address of a file.

        >>> load_addresses()[1].of("S/RES/2098(2013)", "fr")
        'https://docs.un.org/fr/S/RES/2098(2013)'
        """
        return self.template.format(symbol=quote(symbol, safe="/()"), language=language, path=quote(path))

    def listed(self, content: bytes) -> Iterator[ListedPath]:
        """What a listing names, in its order: a tree of files as JSON; raises SourceError for anything else."""
        try:
            paths = [entry["path"] for entry in json.loads(content)["tree"]]
        except (ValueError, KeyError, TypeError) as fault:
            raise SourceError(
                "is no list of files", self.listing, "is the address in the table still right?"
            ) from fault
        pattern = re.compile(self.path, re.VERBOSE)
        for path in paths:
            if found := pattern.fullmatch(path):
                yield ListedPath(path, _symbol(found), _tags()[found["language"]])


def _symbol(found: re.Match[str]) -> str:
    return normalize(f"A/RES/{found['session']}/{found['number']}{found['letters'] or ''}")


def _tags() -> Mapping[str, str]:
    """Tags of languages by their English names."""
    return {language.name: tag for tag, language in load_languages().items()}


def load_addresses(path: Path | None = None) -> tuple[FileAddress, ...]:
    """The addresses of a table, in the order in which they are tried; raises DataError."""
    table = path or data("addresses.toml")
    rows: Sequence[Mapping[str, str]] = read_toml(table).get("address", [])
    keys = FileAddress.__struct_fields__
    try:
        made = tuple(FileAddress(**{key: row[key] for key in keys if key in row}) for row in rows)
    except TypeError as fault:
        raise DataError(
            str(fault), str(table), "give each address its id, media, suffix, template and source"
        ) from fault
    if not made:
        raise DataError("holds no address", str(table), "give at least one [[address]]")
    return made
