"""Words of the site's interface in the six languages of the United Nations. Reads `lod/data/interface.csv`."""

import csv
from collections.abc import Mapping
from functools import cache

from lod.data.files import data
from lod.model.errors import DataError


@cache
def load_interface() -> Mapping[str, Mapping[str, str]]:
    """The words by key and language; raises DataError where a key lacks a language or stands twice."""
    path = data("interface.csv")
    found: dict[str, Mapping[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            key = row.pop("key")
            if key in found or not all(row.values()):
                raise DataError(f"the key {key!r} stands twice or lacks a language", str(path), "give each word once")
            found[key] = row
    return found


def interface_language(language: str) -> str:
    """The language in which the interface speaks beside a text in a language: that, or English where it has no words.

    >>> interface_language("fr"), interface_language("de")
    ('fr', 'en')
    """
    return language if language in load_interface()["site"] else "en"


def words_of(key: str, *given: object, language: str, own: Mapping[str, Mapping[str, str]] = {}) -> str:
    """The words for a key in a language, with what is `given` in the places of {}; a theme's `own` come first.

    >>> words_of("adopted", language="fr"), words_of("in_a_sheet", 3, language="en")
    ('Adoptée le', '3 in a sheet')
    """
    words = own.get(key, {}).get(language) or load_interface()[key][language]
    return words.format(*given) if given else words
