"""The tables for machine learning: a description in Croissant, and the card of a Hugging Face data set.

Governing texts: Croissant 1.0 (MLCommons); the metadata block of dataset cards (Hugging Face Hub). Both come from the
declaration of the columns, and name files beside them, so that a copied folder `data/` loads as it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from lod.data.publication import Publication
from lod.model.vocab import DCT, SCHEMA
from lod.publish.tables.columns import TABLES, CellForm, Column, PublishedTable, columns

CROISSANT = "data/croissant.json"
_FOLDER = "tables"
#: Terms of Croissant in the namespace of its vocabulary.
_TERMS = """
citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes isLiveDataset jsonPath
key md5 parentField path recordSet references regex repeated replace samplingRate separator source subField transform
"""
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": SCHEMA.base,
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": DCT.base,
    "sc": SCHEMA.base,
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS.split()},
}
_TYPES = {CellForm.NUMBER: "sc:Integer", CellForm.DECIMAL: "sc:Float", CellForm.DATE: "sc:Date"}


def croissant_json(publication: Publication, base: str, modified: str, checksums: Mapping[str, str]) -> bytes:
    """The description; `checksums` are those of the published files, by path."""
    tables = [table for table in TABLES if _path(table) in checksums]
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "unres",
        "alternateName": publication.title,
        "description": f"{publication.title}: tables of what paragraphs do, cite and ask.",
        "license": publication.licence,
        "url": base,
        "version": publication.version,
        "creator": {"@type": "sc:Organization", "name": publication.publisher},
        "citeAs": f"{publication.publisher}. {publication.title}, version {publication.version}. {base}data/dataset",
        **({"datePublished": modified} if modified else {}),
        "distribution": [_file(table, checksums[_path(table)]) for table in tables],
        "recordSet": [_records(table) for table in tables],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _path(table: PublishedTable) -> str:
    return f"data/{_FOLDER}/{table.name}.csv"


def _file(table: PublishedTable, sha256: str) -> dict[str, Any]:
    name = f"{_FOLDER}/{table.name}.csv"
    return {"@type": "cr:FileObject", "@id": name, "name": name, "description": table.says,
            "contentUrl": name, "encodingFormat": "text/csv", "sha256": sha256}  # fmt: skip


def _records(table: PublishedTable) -> dict[str, Any]:
    fields = [_field(table, column) for column in columns(table)]
    return {"@type": "cr:RecordSet", "@id": table.name, "name": table.name, "description": table.says,
            "key": {"@id": fields[0]["@id"]}, "field": fields}  # fmt: skip


def _field(table: PublishedTable, column: Column) -> dict[str, Any]:
    source = {"fileObject": {"@id": f"{_FOLDER}/{table.name}.csv"}, "extract": {"column": column.name}}
    kind = "sc:Text" if column.many else _TYPES.get(column.form, "sc:Text")
    return {"@type": "cr:Field", "@id": f"{table.name}/{column.name}", "name": column.name,
            "description": column.says, "dataType": kind, "source": source}  # fmt: skip


def card_head(publication: Publication, languages: Iterable[str], tables: Iterable[str]) -> str:
    """The metadata block of a dataset card: YAML between two lines, strings written as those of JSON.

    `tables` are the paths of the tables' files below `data/`; Parquet goes before CSV.
    """
    told = {
        "license": publication.licence_spdx.lower(),
        "language": sorted(languages),
        "pretty_name": publication.title,
        "tags": list(publication.keywords),
        "configs": list(_configs(set(tables))),
    }
    lines = (f"{key}: {msgspec.json.encode(value).decode()}\n" for key, value in told.items())
    return f"---\n{''.join(lines)}---\n"


def _configs(paths: set[str]) -> Iterator[dict[str, Any]]:
    """A configuration for each table, the table of resolutions first."""
    for table in TABLES:
        for ending in ("parquet", "csv"):
            if (path := f"{_FOLDER}/{table.name}.{ending}") in paths:
                default = {"default": True} if table is TABLES[0] else {}
                yield {"config_name": table.name, "data_files": path, **default}
                break
