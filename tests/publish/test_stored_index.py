"""The index in a file: what a page asks of it is what it would hear of the index itself."""

import multiprocessing
from pathlib import Path

import pytest

from lod.publish.cards import card
from lod.publish.corpus import with_sheets
from lod.publish.index import Index
from lod.publish.kept_pages import asked_of, noted_index
from lod.publish.mandates.sheet import sheet_of
from lod.publish.stored_index import open_index, store_index
from tests.samples import bundled, bundled_annotations

BASE = "https://w3id.org/unres/"


@pytest.fixture(scope="module")
def index() -> Index:
    """The index of the bundled resolution."""
    resolution, annotations = bundled(), bundled_annotations()
    made = Index.of([card(resolution, annotations)], BASE)
    return with_sheets(made, {resolution.masthead.symbol: sheet_of(resolution, annotations)}, [])


@pytest.fixture(scope="module")
def stored(index: Index, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return open_index(store_index(index, tmp_path_factory.mktemp("an index")), BASE)


def test_each_table_has_the_same_values_in_the_same_order(index: Index, stored: Index) -> None:
    for name in Index.__struct_fields__:
        told = getattr(index, name)
        assert (told if name == "base" else list(told.items())) == (
            getattr(stored, name) if name == "base" else list(getattr(stored, name).items())
        ), name
    assert stored.cards
    assert stored.by_path


def test_what_is_not_there_is_not_found(stored: Index) -> None:
    assert "actor/none" not in stored
    assert stored.of_thing("actor/none") == ()
    with pytest.raises(KeyError):
        stored.cards["A/RES/1/1"]


def test_what_is_asked_of_it_is_noted(index: Index, stored: Index) -> None:
    """Whether a page stands is told by the same questions, whichever index it asked."""
    asked = []
    for one in map(noted_index, (index, stored)):
        assert len(one.cards) == 1
        assert "actor/secretary-general" in one
        assert one.of_thing("fund/perez-guerrero-trust-fund")
        assert list(one.ballots.values()) == []
        asked.append(asked_of(one))
    assert asked[0] == asked[1]


def test_a_build_may_write_several(index: Index, stored: Index, tmp_path: Path) -> None:
    """What could not be made is left out of the next, of which a process shall not hold the one before."""
    files = [store_index(one, tmp_path) for one in (index, Index({}, {}))]
    assert [len(open_index(file, BASE).cards) for file in files] == [1, 0]


def test_processes_read_one_file_at_once(index: Index, tmp_path: Path) -> None:
    """Each opens it for itself, one that is forked from another too."""
    file = store_index(index, tmp_path)
    symbol = next(iter(open_index(file, BASE).cards))
    with multiprocessing.get_context("spawn").Pool(2) as processes:
        assert processes.starmap(_title, [(file, symbol)] * 4) == [index.cards[symbol].title] * 4


def _title(file: Path, symbol: str) -> str:
    return open_index(file, BASE).cards[symbol].title
