"""A pool of processes in which one bad item costs itself alone."""

import errno
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lod.model.errors import UnresError
from lod.publish.pool import Lost, pool


def double(item: int) -> int:
    return 2 * item


def end_on_three(item: int) -> int:
    """What the kernel does to a process that has taken all memory."""
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * item


def fail_on_three(item: int) -> int:
    if item == 3:
        raise IndexError("off by one")
    return 2 * item


def match_for_ever(item: int) -> int:
    """A pattern that holds the interpreter, so that no handler of it runs."""
    if item == 3:
        re.match(r"(a+)+$", "a" * 64 + "b")
    return 2 * item


def fill_the_disk(item: int) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), f"file {item}")


def refuse(item: int) -> int:
    raise UnresError("is odd", "3", "give 4")


def leave(item: int) -> int:
    os._exit(item)


def wait_for(mark: Path) -> str:
    """Waits until another says so."""
    while not mark.exists():
        time.sleep(0.01)
    return "it is there"


def wait_or_linger(mark: Path) -> str:
    """Two that work at once: one is done as soon as the other has begun."""
    if mark.name == "other":
        while not (mark.parent / "first").exists() or not (mark.parent / "first").read_text():
            time.sleep(0.01)
        return "the other is at work"
    mark.write_text(str(os.getpid()))
    time.sleep(600)
    return "never"


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    with pool(jobs) as mapper:
        assert list(mapper(double, range(50))) == [2 * item for item in range(50)]
        assert list(mapper(double, ())) == []


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize(
    ("function", "why"),
    [
        (end_on_three, r"the process that worked on it was ended by SIGKILL, and it is left out \(try it alone"),
        (fail_on_three, r"the program failed on it, IndexError at test_pool\.py:\d+: off by one \(report"),
    ],
)
def test_a_bad_item_costs_itself_alone(jobs: int, function: Callable[[int], int], why: str) -> None:
    """Every other item has its result, and the pool goes on."""
    with pool(jobs) as mapper:
        made = list(mapper(function, range(10)))
        lost = made.pop(3)
        assert isinstance(lost, Lost)
        assert re.match(why, lost.why)
        assert made == [2 * item for item in range(10) if item != 3]
        assert list(mapper(double, [1])) == [2]


def test_an_item_that_takes_too_long_is_ended_even_inside_a_pattern() -> None:
    """The kernel's timer ends its process; the others are done."""
    with pool(2) as mapper:
        made = list(mapper(match_for_ever, range(6), lambda item: 0.5 if item == 3 else 0))
    assert made == [0, 2, 4, Lost("it took longer than 0.5 seconds, and is left out (give it more time)"), 8, 10]


def test_what_a_function_refuses_on_purpose_is_told_in_its_words() -> None:
    with pool(1) as mapper:
        assert list(mapper(refuse, [3])) == [Lost("3: is odd (give 4)")]


def test_a_process_that_leaves_is_told_with_its_status() -> None:
    with pool(1) as mapper:
        (lost,) = mapper(leave, [7])
    assert lost == Lost("the process that worked on it ended with status 7, and it is left out (try it alone)")


def test_a_full_disk_is_no_items_fault() -> None:
    """It is raised, since it meets every item alike."""
    with pool(2) as mapper, pytest.raises(OSError, match="No space left on device: 'file 0'"):
        list(mapper(fill_the_disk, range(3)))


def test_work_begins_before_anybody_asks_for_a_result(tmp_path: Path) -> None:
    """And other work goes on beside it: each call gets its own results."""
    with pool(2) as mapper:
        begun = mapper(wait_for, [tmp_path / "mark"])
        assert list(mapper(double, range(20))) == [2 * item for item in range(20)]
        (tmp_path / "mark").touch()
        assert list(begun) == ["it is there"]


def test_work_goes_on_while_nobody_asks_for_a_result(tmp_path: Path) -> None:
    """Of all calls, the earlier first, whenever they are advanced; which waits for nobody."""
    marks = [[tmp_path / f"{call}-{item}" for item in range(3)] for call in range(2)]
    with pool(1) as mapper:
        begun = [mapper(Path.touch, call) for call in marks]
        for mark in (mark for call in marks for mark in call):
            while not mark.exists():
                mapper.advance()
                assert mark == marks[0][0] or marks[0][0].exists()
        asked = mapper(wait_for, [tmp_path / "mark"])
        mapper.advance()
        (tmp_path / "mark").touch()
        assert [list(call) for call in begun] == [[None] * 3] * 2
        assert list(asked) == ["it is there"]
        mapper.advance()  # nothing is left to do


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_under_way_costs_no_other_call(jobs: int) -> None:
    """A worker that ends loses the item of its own call, whichever call waits meanwhile."""
    with pool(jobs) as mapper:
        begun = mapper(end_on_three, [3, 4])
        assert list(mapper(double, range(5))) == [0, 2, 4, 6, 8]
        lost, made = begun
        assert isinstance(lost, Lost)
        assert made == 8


def test_no_worker_survives_the_pool(tmp_path: Path) -> None:
    """Whatever it is doing."""
    with pool(2) as mapper:
        marks = [tmp_path / "other", tmp_path / "first"]
        assert next(iter(mapper(wait_or_linger, marks))) == "the other is at work"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "first").read_text()), 0)
