"""Damaged sources: each is read, or refused with an error of ours; the laws hold, and the reading ends."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from lod.model.resolution import LeafKind
from lod.read.read import read
from tests.laws import broken_laws, misplaced
from tests.read.fuzz import Finder, case, find_faults, fuzz, originals_in
from tests.read.mutators import MUTATORS
from tests.read.test_pdf import FIRST, HEAD, SECOND, make_pdf
from tests.samples import BUNDLED, TESTS, bundled, bundled_annotations

#: How many cases of each carrier, quickly and over the corpus.
FEW = {"text": 500, "xml": 300, "pdf": 150}
MANY = {"text": 5000, "xml": 10_000, "pdf": 3000}
DAMAGED = TESTS / "files" / "damaged"


@pytest.fixture
def invented(tmp_path: Path) -> dict[str, list[Path]]:
    """Originals of our own, by carrier."""
    pdf = tmp_path / "lights.pdf"
    pdf.write_bytes(make_pdf([*HEAD, *FIRST], SECOND))
    texts = [BUNDLED, *originals_in(TESTS / "cases" / "layouts", "text")]
    return {"text": texts, "xml": originals_in(TESTS / "files", "xml"), "pdf": [pdf]}


@pytest.mark.parametrize("carrier", MUTATORS)
def test_no_damage_breaks_the_reading(invented: dict[str, list[Path]], carrier: str) -> None:
    """Nothing but the package's own errors is raised, the leaves tile, runs and spans copy their words."""
    assert fuzz(carrier, range(FEW[carrier]), invented[carrier], jobs=1) == []


@pytest.mark.slow
@pytest.mark.parametrize("carrier", MUTATORS)
def test_no_damage_to_the_corpus_breaks_the_reading(corpus: Path, carrier: str) -> None:
    """The same for thousands of damaged texts, XML and PDF files."""
    assert fuzz(carrier, range(MANY[carrier]), originals_in(corpus, carrier)) == []


@pytest.mark.parametrize("path", sorted(DAMAGED.iterdir()), ids=lambda path: path.name)
def test_what_once_failed_is_read(path: Path) -> None:
    """Damages that an earlier reader did not bear, in texts of our own: each gives a tree that keeps the laws."""
    assert list(find_faults(path.read_bytes())) == []
    assert read(path).parts


@pytest.mark.parametrize("carrier", MUTATORS)
def test_a_number_gives_the_same_bytes(invented: dict[str, list[Path]], carrier: str) -> None:
    """And other numbers give others."""
    first, again, other = (case(carrier, number, invented[carrier]) for number in (7, 7, 8))
    assert first == again != other


def hang(content: bytes, deep: bool) -> Iterator[str]:
    """A reading without an end on every second case."""
    time.sleep(3600 if deep else 0)
    yield "ended"


def die(content: bytes, deep: bool) -> Iterator[str]:
    """A reading that every second case kills."""
    if deep:
        os._exit(3)
    yield "ended"


def fail(content: bytes, deep: bool) -> Iterator[str]:
    """A reading that fails with an error that is not the package's."""
    yield {"known": "word"}["missing"]


@pytest.mark.parametrize(
    ("finder", "first"),
    [(hang, "no end within 0.5 s"), (die, "the process died, 3"), (fail, "KeyError at test_fuzz.py")],
)
def test_a_hang_a_death_and_an_exception_are_faults_of_their_case(
    invented: dict[str, list[Path]], finder: Finder, first: str
) -> None:
    """And the cases behind it are tried all the same."""
    found = fuzz("text", range(4, 6), invented["text"], jobs=1, limit=0.5, finder=finder)
    assert [fault.number for fault in found] == [4, 5]
    assert found[0].what.startswith(first)


def test_each_broken_law_is_told() -> None:
    """A leaf too few, one too many, words taken for space, a place twice, a run that copies other words."""
    sound, (first, second, *others) = bundled(), bundled().leaves
    doubled = replace(sound.parts[1], place=sound.parts[0].place)
    shifted = replace(sound.opener, text=f"x{sound.opener.text}")
    broken = [
        (replace(sound, leaves=(first, *others)), "the leaves leave out"),
        (replace(sound, leaves=(first, first, second, *others)), "the leaves take twice"),
        (replace(sound, leaves=sound.leaves[:-1]), "the leaves end at"),
        (
            replace(sound, leaves=(replace(first, kind=LeafKind.SPACE), second, *others)),
            "words are taken for white space",
        ),
        (replace(sound, parts=(sound.parts[0], doubled)), "the place pp1 stands twice"),
        (replace(sound, opener=shifted), "a run of opener"),
    ]
    assert list(broken_laws(sound)) == []
    for tree, told in broken:
        assert next(broken_laws(tree)).startswith(told)


def test_a_span_that_prints_other_words_is_told() -> None:
    """Law 3: what an annotation says was printed stands where it says."""
    found = bundled_annotations()
    act = replace(found.acts[0], verb_span=replace(found.acts[0].verb_span, start=1))
    assert list(misplaced(bundled(), found)) == []
    assert len(list(misplaced(bundled(), replace(found, acts=(act,))))) == 1
