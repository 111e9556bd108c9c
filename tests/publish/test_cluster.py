"""Shards of work run in other processes, on other machines too, and a lost worker costs nothing."""

import errno
import io
import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from lod.model.errors import UnresError
from lod.publish.build import build
from lod.publish.cluster import Shard, cluster, run_shard, serve
from lod.publish.pool import Lost
from lod.publish.settings import Settings
from tests.generated_corpus import write
from tests.publish.test_build import snapshot

HERE = os.getcwd()


def shards_through(*shards: Shard) -> list[Any]:
    """What a process beside a thread answers to shards."""
    asked, told = io.BytesIO(b"".join(map(pickle.dumps, shards))), io.BytesIO()
    serve(asked, told)
    told.seek(0)
    return [pickle.load(told) for _ in shards]


def test_results_come_in_the_order_of_the_items() -> None:
    """One answer for each shard, one result for each item."""
    assert shards_through(Shard(abs, (-3, 2), (0, 0), HERE), Shard(abs, (-1,), (0,), HERE)) == [[3, 2], [1]]


def test_an_item_that_ends_its_process_costs_itself_alone() -> None:
    """As in the local pool: the others of its shard have their results."""
    [made] = shards_through(Shard(_end_on_three, (2, 3, 4), (0, 0, 0), HERE))
    assert made[0] == 2
    assert made[2] == 4
    assert "SIGKILL" in made[1].why


def test_an_item_is_stopped_at_its_own_limit() -> None:
    """The limits are those of the items, not of the shard."""
    [made] = shards_through(Shard(time.sleep, (5.0, 0.01), (0.1, 0), HERE))
    assert isinstance(made[0], Lost)
    assert "longer than 0.1 seconds" in made[0].why
    assert made[1] is None


def test_what_the_disk_refuses_stops_the_build() -> None:
    """It is handed on, and raised where it was asked."""
    [made] = shards_through(Shard(_fill, (1,), (0,), HERE))
    assert isinstance(made, OSError)


def test_relative_paths_are_those_of_the_build(tmp_path: Path) -> None:
    """A worker runs in any folder; the shard says in which its paths are meant."""
    (tmp_path / "here").write_text("found")
    assert run_shard(Shard(os.path.exists, ("here",), (0,), str(tmp_path))) == [True]


def test_threads_have_processes_of_their_own(tmp_path: Path) -> None:
    """Two threads of a worker do not wait for each other."""
    pids: list[str] = []

    def ask() -> None:
        pids.extend(run_shard(Shard(os.readlink, ("/proc/self",), (0,), str(tmp_path))))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(pids)) == 2


def test_a_scheduler_that_does_not_answer_is_an_error_with_its_address() -> None:
    """It says how to start one."""
    pytest.importorskip("distributed")
    with pytest.raises(UnresError, match=r"gopher://nobody.*dask scheduler"), cluster("gopher://nobody"):
        pass


@pytest.fixture
def dask() -> Iterator[Any]:
    """A cluster of two worker processes on this machine."""
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


@pytest.mark.slow
def test_a_build_by_a_cluster_is_the_local_one_byte_for_byte(dask: Any, tmp_path: Path) -> None:
    """One of its two workers is killed in the middle; what it had is done again by the other."""
    write(60, tmp_path / "texts")
    texts = sorted((tmp_path / "texts").iterdir())
    stages: list[str] = []

    def kill_one(done: int, of: int, stage: str) -> None:
        if stage == "pages" and stage not in stages:
            os.kill(dask.workers[0].pid, signal.SIGKILL)
        stages.append(stage)

    apart = build(texts, tmp_path / "cluster", Settings(), progress=kill_one, scheduler=dask.scheduler_address)
    alone = build(texts, tmp_path / "local", Settings())
    assert "pages" in stages
    assert replace(apart, slowest=None) == replace(alone, slowest=None)  # which source took longest may differ
    assert snapshot(tmp_path / "cluster") == snapshot(tmp_path / "local")


def _end_on_three(item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def _fill(item: int) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
