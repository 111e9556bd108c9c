"""Languages in which resolutions are published: their names, and their IRIs in the EU's table of languages.

Table: `lod/data/languages.csv`, by BCP 47 tag.
"""

import csv
from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from lod.data.files import data

#: What ELI asks for as the value of eli:language: the EU Publications Office's authority table.
EU_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"


class LanguageName(Struct, frozen=True):
    """A language: its BCP 47 tag, its English name, its code in the EU's table."""

    tag: str
    name: str
    eu: str

    @property
    def iri(self) -> str:
        return f"{EU_LANGUAGES}{self.eu}"


@cache
def load_languages() -> Mapping[str, LanguageName]:
    """The languages by tag.

    >>> load_languages()["fr"].iri
    'http://publications.europa.eu/resource/authority/language/FRA'
    """
    with data("languages.csv").open(encoding="utf-8", newline="") as stream:
        return {row["tag"]: LanguageName(row["tag"], row["name"], row["eu"]) for row in csv.DictReader(stream)}
