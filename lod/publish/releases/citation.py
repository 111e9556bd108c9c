"""How a release is cited: CITATION.cff, and the metadata that Zenodo takes from `.zenodo.json`.

Governing texts: Citation File Format 1.2.0; Zenodo's legacy deposition metadata.
"""

from typing import Any

import msgspec

from lod.publish.release import PublishedIndex


def citation_cff(index: PublishedIndex, version: str) -> bytes:
    """The citation file of a version: YAML, whose strings are written as those of JSON."""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": index.title,
        "authors": [{"name": index.publisher}],
        "version": version,
        **({"date-released": index.modified} if index.modified else {}),
        "url": f"{index.base}data/dataset",
        "license": index.licence_spdx,
        "keywords": list(index.keywords),
    }
    lines = (f"{key}: {msgspec.json.encode(value).decode()}\n" for key, value in told.items())
    return "".join(lines).encode()


def zenodo_json(index: PublishedIndex, version: str) -> bytes:
    """What Zenodo asks of a data set."""
    related = {"identifier": f"{index.base}data/dataset", "relation": "isIdenticalTo", "scheme": "url"}
    told = {
        "title": index.title,
        "upload_type": "dataset",
        "description": f"{index.title}: {index.resolutions} resolutions. {index.rights}",
        "creators": [{"name": index.publisher}],
        "access_right": "open",
        "license": index.licence_spdx.lower(),
        "version": version,
        **({"publication_date": index.modified} if index.modified else {}),
        "keywords": list(index.keywords),
        "language": "eng",
        "related_identifiers": [related],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
