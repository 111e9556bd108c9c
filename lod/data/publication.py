"""Who publishes a data set: names that its description, its catalogue records and its citations carry.

Table: `lod/data/publication.toml`, whose defaults name no institution; a publisher gives a file with its own values.
"""

from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lod.data.files import data, read_toml
from lod.model.errors import DataError, SymbolError
from lod.model.iris import parse_base


class Publication(Struct, frozen=True, forbid_unknown_fields=True):
    """What cannot be read from resolutions; docs/data.md explains the keys."""

    title: str
    site: str
    version: str
    organization: str
    publisher: str
    publisher_iri: str
    contact: str
    contact_page: str
    themes: tuple[str, ...]
    keywords: tuple[str, ...]
    licence: str
    licence_eu: str
    licence_spdx: str
    rights: str

    def below(self, base: str) -> "Publication":
        """The same with its relative addresses led below the base of the data set's IRIs."""
        return replace(
            self,
            site=urljoin(base, self.site),
            publisher_iri=urljoin(base, self.publisher_iri),
            contact_page=urljoin(base, self.contact_page),
        )


@cache
def load_publication(path: Path | None = None) -> Publication:
    """The publication that a file describes, on top of the package's own defaults; raises DataError for a wrong key."""
    defaults = read_toml(data("publication.toml"))
    given = read_toml(path) if path else {}
    try:
        made = msgspec.convert({**defaults, **given}, Publication)
        if made.site:
            parse_base(made.site)
    except msgspec.ValidationError as fault:
        mend = "give the keys of lod/data/publication.toml that shall differ"
        raise DataError(str(fault), str(path), mend) from fault
    except SymbolError as fault:
        raise DataError(f"site: {fault.what}", str(path), fault.mend) from fault
    return made
