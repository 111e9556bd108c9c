"""Functions of citations in other languages, by the English text."""

import pytest
from msgspec.structs import replace

from lod.annotate.annotate import annotate
from lod.annotate.citations.told_in_english import told_in_english
from lod.model.annotations import Annotations
from tests.samples import operative


def found(language: str, *paragraphs: str) -> Annotations:
    """The annotations of paragraphs in a language."""
    return annotate(replace(operative(*paragraphs), language=language))


@pytest.mark.parametrize(
    ("english", "french", "functions"),
    [
        ("Reaffirms its resolution 60/1.", "Réaffirme sa résolution 60/1.", ["reaffirming"]),
        (
            "Recalls its resolution 60/1, and decides to meet in accordance with resolution 61/2.",
            "Décide de se réunir selon la résolution 61/2, et rappelle sa résolution 60/1.",
            ["in-accordance-with", "recalling"],
        ),
        (
            "Recalls its resolutions 60/1 and 60/1.",
            "Rappelle ses résolutions 60/1 et 60/1.",
            ["recalling", "recalling"],
        ),
        (
            "Recalls resolution 60/1, and decides to meet in accordance with resolution 60/1.",
            "Rappelle la résolution 60/1, et décide de se réunir selon la résolution 60/1.",
            ["citing", "citing"],
        ),
        ("Recalls its resolution 60/2.", "Rappelle sa résolution 60/1.", ["citing"]),
        ("Cares.", "Rappelle sa résolution 60/1.", ["citing"]),
    ],
    ids=["one", "another order", "twice with one function", "twice with two", "another thing", "nothing"],
)
def test_a_citation_has_the_one_function_of_the_english_ones(english: str, french: str, functions: list[str]) -> None:
    """Those of the same thing in the same paragraph, in whatever order; the plain one where they have none or two."""
    own = found("fr", french)
    told = told_in_english(own, found("en", english))
    assert [citation.function for citation in told.citations] == functions


def test_another_paragraph_says_nothing_of_a_citation() -> None:
    """The second paragraph's citation is not the first one's, though it is of the same thing."""
    told = told_in_english(found("fr", "Rappelle.", "Vu la résolution 60/1."), found("en", "Recalls 60/1.", "Cares."))
    assert [citation.function for citation in told.citations] == ["citing"]


def test_nothing_but_functions_is_taken_from_the_english_text() -> None:
    """Places, words and offsets stay those of the text itself, and so do names and acts."""
    own = found("fr", "Rappelle, avec l’appui de l’Ouganda, sa résolution 60/1 du 16 septembre 2005.")
    told = told_in_english(own, found("en", "Recalls its resolution 60/1."))
    assert replace(told, citations=()) == replace(own, citations=())
    assert [replace(citation, function="citing") for citation in told.citations] == [*own.citations]
    assert [citation.function for citation in told.citations] == ["recalling"]
