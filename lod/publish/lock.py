"""Lock of a published folder: one build at a time, held by a lock file beside it that names its holder.

The lock is the kernel's (flock), so that it ends with the processes that hold it, however they end. Forked processes
share it: what a killed build left running still holds it until it has ended too.
"""

import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lod.model.errors import UnresError

_PAUSE = 0.05  # seconds between two tries


def beside(out: Path, kind: str) -> Path:
    """Where what belongs to a folder and is not published stands: a hidden neighbour, on the same disk.

    A folder that is a disk of its own (a mount) has no neighbours there, and holds it itself.
    """
    whole = out.resolve()
    return (whole if os.path.ismount(whole) else whole.parent) / f".{whole.name}.{kind}"


@contextmanager
def locked(out: Path, wait: float = 0) -> Iterator[None]:
    """Hold the lock of a folder; raises UnresError that names who holds it where `wait` seconds do not free it."""
    path = beside(out, "lock")
    taken = _take(path, time.monotonic() + wait)
    if taken is None:
        mend = "wait until it has ended, or end it"
        raise UnresError(f"another build is at work on it{_holder(path)}", str(out), mend)
    try:
        os.ftruncate(taken, 0)
        os.write(taken, f"{os.getpid()} {socket.gethostname()}\n".encode())
        yield
    finally:
        try:
            with suppress(OSError):  # removed while it is held, so that nobody else's is removed
                path.unlink()
        finally:
            os.close(taken)


def _take(path: Path, until: float) -> int | None:
    """The locked file, or None where another process holds it at the time `until`."""
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(opened)
            if time.monotonic() >= until:
                return None
            time.sleep(_PAUSE)
            continue
        if _is_at(opened, path):
            return opened
        os.close(opened)  # its holder has removed it meanwhile: a lock that nobody else would see


def _is_at(opened: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), path.lstat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    """Who holds a lock, in words; "" where it has not said so yet."""
    try:
        pid, _, host = path.read_text(encoding="utf-8", errors="replace").strip().partition(" ")
    except OSError:
        return ""
    return f", process {pid} on {host}" if pid.isdigit() and host else ""
