"""Ending a process at a chosen file operation: by an exception in this process, or by SIGKILL in a process of its own.

File operations are told by the interpreter's audit events (PEP 578), so that the code under test is as it is.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

OPERATIONS = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "open", "os.truncate", "os.link"})


class Killed(BaseException):
    """The end of a process, as far as the code under test can tell: after it no file operation happens any more."""


class _Count:
    left = -1  # operations until the end; -1 while nothing is to be ended
    really = False  # by SIGKILL
    hooked = False
    process = 0  # the one that counts; workers that it forks go on with its count


def _count(event: str, arguments: tuple[Any, ...]) -> None:
    if _Count.left < 0 or event not in OPERATIONS:
        return
    if event == "open" and not _writes(arguments):
        return
    if _Count.left == 0:
        _end()
    _Count.left -= 1


def _writes(arguments: tuple[Any, ...]) -> bool:
    """Whether a file is opened to be written or made; folders and files that are read change nothing."""
    flags = arguments[2] if isinstance(arguments[2], int) else 0
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _end() -> NoReturn:
    if _Count.really:
        for process in (_Count.process, os.getpid()):  # the build, whichever of its processes came to the operation
            os.kill(process, signal.SIGKILL)
    raise Killed


def kill_at(operation: int, really: bool = False) -> None:
    """End this process before its file operation of that number, counted from 0 and from now."""
    if not _Count.hooked:  # a hook stays for the life of the process
        sys.addaudithook(_count)
        _Count.hooked = True
    _Count.left, _Count.really, _Count.process = operation, really, os.getpid()


def operations_left() -> int:
    """How many file operations a process that lived would still have had."""
    return _Count.left


@contextmanager
def killed_at(operation: int) -> Iterator[None]:
    """The same for a block, by an exception that ends the block."""
    kill_at(operation)
    try:
        yield
    except Killed:
        pass
    finally:
        _Count.left = -1
