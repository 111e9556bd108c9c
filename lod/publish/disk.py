"""Errors of the disk (full, read-only, forbidden, failing) as one line with the fix."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lod.model.errors import FolderError, UnresError

_ROOM = "make room and build again; what was published is as it was"
_RIGHT = "give a folder that you may write to"
_MENDS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: _RIGHT,
    errno.EIO: "look after the disk",
    errno.EMFILE: "let a process open more files (ulimit -n)",
    errno.ENFILE: "let the system open more files",
}


def is_disk_fault(fault: BaseException) -> bool:
    """Whether a fault is the disk's or the folder's, and meets every source alike."""
    return isinstance(fault, FolderError) or (isinstance(fault, OSError) and fault.errno in _MENDS)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Tell what the disk of `out` refuses as an UnresError."""
    try:
        yield
    except OSError as fault:
        mend = _MENDS.get(fault.errno or 0, "fix that and build again")
        raise UnresError(f"cannot write: {fault.strerror or fault}", str(fault.filename or out), mend) from fault
