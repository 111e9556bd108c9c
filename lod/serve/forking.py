"""The process from which workers are forked: it has imported what they need, and has no threads.

Reads from its socket: FORK with what the worker answers from and the worker's own socket, or a process to end. Writes:
the number of each process begun, and the status of each that ended. When its socket closes, it and all its workers end.
`lod.serve.zygote` is its other side.
"""

import os
import select
import signal
import socket
import struct
import sys
from contextlib import suppress

import msgspec

from lod.serve.bounds import Bounds
from lod.serve.worker import WorkData, work

FORK, KILL = b"F", b"K"
BEGUN, ENDED = 0, 1
TOLD = struct.Struct("!BIi")  # which of the two, process, status
PROCESS = struct.Struct("!cI")
_MOST = 1 << 16  # bytes of what is asked: some paths


def main(number: int, given: str) -> None:
    """Fork and reap until the server is gone."""
    bounds = msgspec.json.decode(given, type=Bounds)
    control = socket.socket(fileno=number)
    children: set[int] = set()
    waking, woken = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(waking, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    for stopping in (signal.SIGINT, signal.SIGTERM):  # the server says when it ends
        signal.signal(stopping, signal.SIG_IGN)
    with suppress(BrokenPipeError, ConnectionResetError):
        while True:
            ready, _, _ = select.select([number, waking], [], [])
            if waking in ready:
                with suppress(BlockingIOError):
                    os.read(waking, 4096)
                _reap(control, children)
            if number in ready and not _obey(control, children, bounds):
                break
    for child in children:
        os.kill(child, signal.SIGKILL)
    os._exit(0)


def _obey(control: socket.socket, children: set[int], bounds: Bounds) -> bool:
    """Do what the server asks; False where it is gone."""
    try:
        asked, channels, _, _ = socket.recv_fds(control, _MOST, 1)
    except OSError:
        return False
    if asked.startswith(FORK):
        child = os.fork()
        if not child:
            _be_worker(control, channels[0], msgspec.msgpack.decode(asked[1:], type=WorkData), bounds)
        os.close(channels[0])
        children.add(child)
        control.send(TOLD.pack(BEGUN, child, 0))
    elif asked:
        process = PROCESS.unpack(asked)[1]
        if process in children:  # not reaped, so that the number is nobody else's
            os.kill(process, signal.SIGKILL)
    return bool(asked)


def _be_worker(control: socket.socket, channel: int, data: WorkData, bounds: Bounds) -> None:
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        work(socket.socket(fileno=channel), data, bounds)
    finally:
        os._exit(0)


def _reap(control: socket.socket, children: set[int]) -> None:
    with suppress(ChildProcessError, OSError):
        while True:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            children.discard(process)
            control.send(TOLD.pack(ENDED, process, os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
