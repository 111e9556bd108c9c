"""The pool of workers: what all long queries take together."""

import pytest

from lod.serve.bounds import MEGABYTE, BoundError, Bounds
from lod.serve.pool import Pool
from lod.serve.worker_process import Worker


class Weighed(Worker):
    """A worker that has a query, and what that takes in megabytes."""

    def __init__(self, megabytes: int, is_long: bool = True) -> None:
        self._megabytes, self.is_long = megabytes, is_long
        self.verdict: BoundError | None = None

    def memory(self) -> int:
        return self._megabytes * MEGABYTE

    def end(self, verdict: BoundError | None = None) -> None:
        self.verdict = verdict


@pytest.mark.parametrize(
    ("megabytes", "ended"),
    [((60, 30), None), ((100,), None), ((40, 70, 20), 70), ((101,), 101)],
)
def test_the_long_query_that_has_most_ends_where_all_have_too_much(
    megabytes: tuple[int, ...], ended: int | None
) -> None:
    """What one may take is what all long ones may take together; short ones are not weighed."""
    pool = Pool(Bounds(memory=100))
    workers = [Weighed(size) for size in megabytes]
    pool._busy.update([*workers, Weighed(500, is_long=False)])
    pool._weigh()
    verdicts = {worker.memory() // MEGABYTE: worker.verdict for worker in workers if worker.verdict}
    assert list(verdicts) == ([ended] if ended else [])
    assert all(verdict.reason == "memory" and "100 MB" in str(verdict) for verdict in verdicts.values())
