"""Subject headings and Sustainable Development Goals: what the UN library's thesaurus and the goals are called.

Tables: `lod/data/authorities/subjects.csv`, the concepts of the UNBIS Thesaurus by number with the label in English,
the broader concept where a source gives it, and where the label was read; `subject-labels.csv`, their labels in other
languages; `goals.csv`, the seventeen goals in six languages.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from lod.data.files import data
from lod.model.errors import DataError

THESAURUS = "http://metadata.un.org/thesaurus/"
#: The scheme of the thesaurus's concepts.
UNBIS = "http://metadata.un.org/thesaurus/00"
#: What the IRI of a goal begins with; its number follows.
GOALS = "http://metadata.un.org/sdg/"
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
#: Sources of labels that stand in official files beside the IRI, the surest first.
PRINTED = ("library headings of the official XML", "keywords of the official XML")


class Concept(Struct, frozen=True):
    """A term of the thesaurus; `broader` are the numbers of the concepts or categories right above it, if known."""

    number: str  # "1006059"
    label: str  # "SOUTH-SOUTH RELATIONS"
    broader: tuple[str, ...]
    source: str

    @property
    def iri(self) -> str:
        return f"{THESAURUS}{self.number}"


class Goal(Struct, frozen=True):
    """A Sustainable Development Goal with its (language, wording) pairs."""

    number: int
    wordings: tuple[tuple[str, str], ...]
    wikidata: str
    source: str

    @property
    def iri(self) -> str:
        return f"{GOALS}{self.number}"


class Thesaurus(Struct, frozen=True):
    """The concepts by number, and the numbers of the concepts that bear a label."""

    concepts: Mapping[str, Concept]
    by_label: Mapping[str, tuple[str, ...]]

    def find(self, label: str) -> str:
        """The IRI of the one concept that bears a label; "" where none does, or several.

        Of several the one counts that the library's own headings print with the label, then one of other keywords.

        >>> load_thesaurus().find("South-South relations")
        'http://metadata.un.org/thesaurus/1006059'
        >>> load_thesaurus().find("SOUTHERN LIGHTS")
        ''
        """
        bearing = [self.concepts[number] for number in self.by_label.get(label.upper(), ())]
        for source in PRINTED:
            if printed := [concept for concept in bearing if concept.source == source]:
                bearing = printed
                break
        return bearing[0].iri if len(bearing) == 1 else ""

    def above(self, iri: str) -> tuple[Concept, ...]:
        """The broader concepts of a concept, nearest first, as far as the table knows them.

        >>> [concept.label for concept in load_thesaurus().above("http://metadata.un.org/thesaurus/010200")]
        ['POLITICAL AND LEGAL QUESTIONS']
        """
        found: dict[str, Concept] = {}
        level = [iri.removeprefix(THESAURUS)]
        while level := [up for number in level if number in self.concepts for up in self.concepts[number].broader]:
            level = [number for number in level if number not in found]
            found |= {number: self.concepts[number] for number in level}
        return tuple(found.values())


@cache
def load_thesaurus() -> Thesaurus:
    """The thesaurus as far as the package's table knows it."""
    return read_thesaurus(data("authorities", "subjects.csv"))


def read_thesaurus(path: Path) -> Thesaurus:
    """The thesaurus of a table; raises DataError with file, row and fix."""
    concepts: dict[str, Concept] = {}
    labels: dict[str, list[str]] = {}
    for line, row in _rows(path):
        made = Concept(row["number"], row["label"], tuple(filter(None, row["broader"].split("|"))), row["source"])
        if not made.number.isdecimal() or not made.label or not made.source:
            raise DataError("a row without number, label or source", f"{path}:{line}", "fill its cells")
        if made.number in concepts:
            raise DataError(f"{made.number} stands twice", f"{path}:{line}", "keep one of the rows")
        concepts[made.number] = made
        labels.setdefault(made.label.upper(), []).append(made.number)
    if unknown := {up for concept in concepts.values() for up in concept.broader} - concepts.keys():
        raise DataError(f"unknown broader {min(unknown)}", str(path), "give the number of a row")
    return Thesaurus(concepts, {label: tuple(numbers) for label, numbers in labels.items()})


@cache
def load_subject_labels() -> Mapping[str, Mapping[str, str]]:
    """The labels of concepts in other languages than English, by number and language.

    >>> load_subject_labels()["1006059"]["zh"]
    '南南关系'
    """
    return read_labels(data("authorities", "subject-labels.csv"), load_thesaurus())


def read_labels(path: Path, thesaurus: Thesaurus) -> Mapping[str, Mapping[str, str]]:
    """The labels of a table; raises DataError for a row of a concept that the thesaurus lacks, or without a source."""
    found: dict[str, Mapping[str, str]] = {}
    for line, row in _rows(path):
        number, source = row.pop("number"), row.pop("source")
        labels = {language: label for language, label in row.items() if label}
        if number in found or number not in thesaurus.concepts or not labels or not source:
            raise DataError(f"labels of {number!r}", f"{path}:{line}", "one row a concept, a label and a source in it")
        found[number] = labels
    return found


def label_in(language: str, iri: str) -> str:
    """The label of the concept with an IRI in another language than English; "" where no table has it."""
    return load_subject_labels().get(iri.removeprefix(THESAURUS), {}).get(language, "")


@cache
def load_goals() -> Mapping[int, Goal]:
    """The seventeen goals by number."""
    path = data("authorities", "goals.csv")
    found: dict[int, Goal] = {}
    for line, row in _rows(path):
        number = int(row["number"]) if row["number"].isdecimal() else 0
        wordings = tuple((language, row[language]) for language in LANGUAGES)
        if number in found or not number or not all(words for _, words in wordings) or not row["source"]:
            raise DataError(f"goal {row['number']!r}", f"{path}:{line}", "one row a goal, all its cells filled")
        found[number] = Goal(number, wordings, row["wikidata"], row["source"])
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a table whose rows have as many cells as its head."""
    with path.open(encoding="utf-8", newline="") as stream:
        for line, row in enumerate(csv.DictReader(stream), 2):
            if None in row or None in row.values():
                raise DataError("a row with too many or too few cells", f"{path}:{line}", "count its commas")
            yield line, row
