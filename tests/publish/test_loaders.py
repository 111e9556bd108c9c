"""Others' tools load a publication without a line of code of ours: catalogues, tables, networks, calendars, dumps.

The fast tests load the publication of the bundled text and of the tests' Akoma Ntoso; the slow ones one of all official
XML of the corpus. `python -m tests.publish.loaders FOLDER` prints the same for any publication.
"""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pytest
from huggingface_hub import DatasetCard

from lod.publish.tables.columns import TABLES
from tests.publish.loaders import catalogues, harvesters, tables, toolkits
from tests.publish.loaders.told import AbsentError, Loader, Publication
from tests.runner import lod
from tests.samples import BUNDLED, TESTS

FAST = (*catalogues.LOADERS, *tables.LOADERS, *toolkits.LOADERS)
SLOW = (*catalogues.SLOW, *tables.SLOW, *toolkits.SLOW, *harvesters.SLOW)


def built(folder: Path, *sources: Path) -> Publication:
    """A publication of sources, with its store."""
    lod("build", *sources, "--out", folder / "public", "--no-cache", "--store")
    (folder / "work").mkdir()
    return Publication(folder / "public", folder / "work")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Two resolutions, one of them with votes, subjects and a table."""
    return built(tmp_path_factory.mktemp("small"), BUNDLED, TESTS / "files/akn/lighthouses.en.xml")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Publication:
    """The official XML of two sessions, in six languages."""
    return built(tmp_path_factory.mktemp("everything"), corpus / "akn")


@pytest.fixture(params=["small", pytest.param("everything", marks=pytest.mark.slow)])
def published(request: pytest.FixtureRequest) -> Publication:
    """Each publication in turn."""
    found: Publication = request.getfixturevalue(request.param)
    return found


def faults(loader: Loader, publication: Publication) -> list[str]:
    """What a loader finds wrong; skips where its tool is absent. It has read something."""
    try:
        told = list(loader(publication))
    except AbsentError as absent:
        pytest.skip(str(absent))
    assert any(loaded.records for loaded in told), told
    return [f"{loaded.tool}, {loaded.what}: {fault}" for loaded in told for fault in loaded.faults]


@pytest.mark.parametrize("loader", [*FAST, *(pytest.param(loader, marks=pytest.mark.slow) for loader in SLOW)])
def test_others_load_a_publication_without_a_fault(loader: Loader, published: Publication) -> None:
    assert faults(loader, published) == []


def test_the_card_names_a_file_for_each_table(published: Publication) -> None:
    """As the Hub reads it from README.md; without votes or series a table is empty, and there."""
    data = published.folder / "data"
    told: Any = DatasetCard.load(data / "README.md").data
    assert (told.license, [config["config_name"] for config in told.configs]) == (
        "cc-by-4.0",
        [table.name for table in TABLES],
    )
    for config in told.configs:
        assert len(pandas.read_parquet(data / config["data_files"]).columns) > 1


def repacked(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """What damages a packed file of `data/`."""

    def damage(data: Path) -> None:
        (data / name).write_bytes(gzip.compress(change(gzip.decompress((data / name).read_bytes()))))

    return damage


def rewritten(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """What damages a file of `data/`."""

    def damage(data: Path) -> None:
        (data / name).write_bytes(change((data / name).read_bytes()))

    return damage


def without_last_line(content: bytes) -> bytes:
    return b"".join(content.splitlines(keepends=True)[:-1])


def with_last_line_twice(content: bytes) -> bytes:
    return content + content.splitlines(keepends=True)[-1]


def without(words: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(words, b"")


def with_blank(content: bytes) -> bytes:
    return content.replace(b"unres/A/", b"unres/A /")


def cut(xml: bytes) -> bytes:
    """A collection without its last record."""
    before, _, last = xml.rpartition(b"<record>")
    return before + last.partition(b"</record>")[2]


#: Who notices what.
DAMAGES = {
    "a record less": (catalogues.by_pymarc, repacked("unres.marc.xml.gz", cut)),
    "another title": (catalogues.by_yaz, repacked("unres.marc.xml.gz", lambda xml: xml.replace(b"South", b"North"))),
    "a field without a tag": (catalogues.by_xmllint, repacked("unres.marc.xml.gz", without(b'tag="245"'))),
    "no title": (catalogues.by_linter, repacked("unres.marc.mrc.gz", lambda mrc: mrc.replace(b"245", b"243"))),
    "a row less": (tables.by_data_frames, rewritten("tables/acts.csv", without_last_line)),
    "a row less to Croissant": (tables.by_croissant, rewritten("tables/acts.csv", without_last_line)),
    "a citation less": (tables.by_networkx, rewritten("tables/citations.csv", without_last_line)),
    "another day": (tables.by_icalendar, rewritten("duties.ics", lambda ics: ics.replace(b":20140901", b":20140902"))),
    "a statement twice": (toolkits.by_toolkits, repacked("unres.nt.gz", with_last_line_twice)),
    "an IRI with a blank": (toolkits.by_toolkits, repacked("unres.nt.gz", with_blank)),
    "other bytes": (toolkits.by_zstandard, repacked("unres.nq.gz", without_last_line)),
    "no publisher": (toolkits.by_pyshacl, rewritten("dataset.ttl", lambda ttl: ttl.replace(b"dct:title", b"dct:name"))),
}  # fmt: skip


@pytest.fixture
def copied(small: Publication, tmp_path: Path) -> Publication:
    """A copy of the data of the small publication, to damage."""
    shutil.copytree(small.folder / "data", tmp_path / "public/data")
    (tmp_path / "work").mkdir()
    return Publication(tmp_path / "public", tmp_path / "work")


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_a_fault_to_who_reads_it(copied: Publication, name: str) -> None:
    """No loader passes whatever it is given."""
    loader, damage = DAMAGES[name]
    assert faults(loader, copied) == []
    for path in copied.work.iterdir():
        path.unlink()
    damage(copied.folder / "data")
    assert faults(loader, copied)
