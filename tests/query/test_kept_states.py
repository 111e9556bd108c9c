"""A store that is replaced while it is read: each reader has the data that it opened, each new one the newest."""

import gzip
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from lod.query import kept
from lod.query.kept import beside_store, keep_store, open_store


class Readers(RuleBasedStateMachine):
    """A dump that changes, and those who read its store."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "public" / "data").mkdir(parents=True)
        self.readers: list[tuple[ExitStack, ox.Store, int]] = []
        self.statements = 0
        self.replace(2)

    def teardown(self) -> None:
        for reader, _, _ in self.readers:
            reader.close()
        shutil.rmtree(self.folder)

    @rule(statements=st.integers(1, 9))
    def replace(self, statements: int) -> None:
        """A build puts another dump in its place."""
        lines = "".join(f"<urn:s{n}> <urn:p> <urn:o{statements}> <urn:g> .\n" for n in range(statements))
        path = self.folder / "public" / "data" / "unres.nq.gz"
        path.with_suffix(".new").write_bytes(gzip.compress(lines.encode(), mtime=0))
        path.with_suffix(".new").replace(path)
        self.statements = statements

    @rule()
    def keep_beside(self) -> None:
        """`lod build --store` makes the store beside the folder."""
        keep_store(self.folder / "public", beside_store(self.folder / "public"))

    @precondition(lambda self: len(self.readers) < 4)
    @rule()
    def open(self) -> None:
        """Somebody begins to read: the newest data."""
        reader = ExitStack()
        store = reader.enter_context(open_store(self.folder / "public"))
        self.readers.append((reader, store, self.statements))

    @precondition(lambda self: self.readers)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        """Somebody ends."""
        reader, _, _ = self.readers.pop(data.draw(st.integers(0, len(self.readers) - 1)))
        reader.close()

    @invariant()
    def each_reads_what_it_opened(self) -> None:
        """To the last statement, whatever came since."""
        for _, store, statements in self.readers:
            rows = store.query("SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } }")
            assert isinstance(rows, ox.QuerySolutions)
            assert {row["o"].value for row in rows} == {f"urn:o{statements}"}
            assert len(store) == statements


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, and no dump that is too small for it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "SMALL", 0)
    return tmp_path


def test_readers_have_one_state_each(cache: Path) -> None:
    """Kept in the cache, or beside the folder."""
    run_state_machine_as_test(
        Readers,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert [*cache.rglob("held")]
