"""A process from which workers are forked: it has imported what they need, and has no threads.

Reads from its socket: a byte for each worker wanted, with the worker's own socket; or a process to end. Writes: the
number of each process begun, and the status of each that ended. When its socket closes, it and all its workers end.
"""

import asyncio
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from lod.serve.bounds import Bounds
from lod.serve.worker import work

_FORK, _KILL = b"F", b"K"
_BEGUN, _ENDED = 0, 1
_TOLD = struct.Struct("!BIi")  # which of the two, process, status
_PROCESS = struct.Struct("!cI")


class Zygote:
    """The process, as its server sees it."""

    def __init__(self, folder: Path, base: str, bounds: Bounds) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        given = msgspec.json.encode((str(folder.resolve()), base, bounds)).decode()
        command = [sys.executable, "-m", "lod.serve.zygote", str(theirs.fileno()), given]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self._socket.setblocking(False)
        self._coming: deque[asyncio.Future[int]] = deque()
        self._ends: dict[int, Callable[[int], None]] = {}
        asyncio.get_running_loop().add_reader(self._socket, self._hear)

    async def fork(self, channel: socket.socket, ended: Callable[[int], None]) -> int:
        """Begin a worker at the other end of a channel; `ended` is called with its exit status."""
        begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        socket.send_fds(self._socket, [_FORK], [channel.fileno()])
        self._coming.append(begun)
        process = await begun
        self._ends[process] = ended
        return process

    def kill(self, process: int) -> None:
        """End a worker, if it has not ended."""
        if process in self._ends:
            with suppress(OSError):
                self._socket.send(_PROCESS.pack(_KILL, process))

    @property
    def processes(self) -> list[int]:
        """The workers that live."""
        return list(self._ends)

    async def close(self) -> None:
        """End all."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        await asyncio.to_thread(self._process.wait)
        for begun in self._coming:
            begun.cancel()

    def _hear(self) -> None:
        with suppress(BlockingIOError):
            while told := self._socket.recv(_TOLD.size):
                kind, process, status = _TOLD.unpack(told)
                if kind == _BEGUN:
                    begun = self._coming.popleft()
                    if not begun.done():
                        begun.set_result(process)
                elif ended := self._ends.pop(process, None):
                    ended(status)
            asyncio.get_running_loop().remove_reader(self._socket)  # it is no more
            for begun in self._coming:
                begun.set_exception(OSError("no process to fork from"))
            self._coming.clear()


def main(number: int, given: str) -> None:
    """Fork and reap until the server is gone."""
    folder, base, bounds = msgspec.json.decode(given, type=tuple[str, str, Bounds])
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
            if number in ready and not _obey(control, children, (Path(folder), base, bounds)):
                break
    for child in children:
        os.kill(child, signal.SIGKILL)
    os._exit(0)


def _obey(control: socket.socket, children: set[int], given: tuple[Path, str, Bounds]) -> bool:
    """Do what the server asks; False where it is gone."""
    try:
        asked, channels, _, _ = socket.recv_fds(control, _PROCESS.size, 1)
    except OSError:
        return False
    if asked == _FORK:
        child = os.fork()
        if not child:
            _be_worker(control, channels[0], given)
        os.close(channels[0])
        children.add(child)
        control.send(_TOLD.pack(_BEGUN, child, 0))
    elif asked:
        process = _PROCESS.unpack(asked)[1]
        if process in children:  # not reaped, so that the number is nobody else's
            os.kill(process, signal.SIGKILL)
    return bool(asked)


def _be_worker(control: socket.socket, channel: int, given: tuple[Path, str, Bounds]) -> None:
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        work(socket.socket(fileno=channel), *given)
    finally:
        os._exit(0)


def _reap(control: socket.socket, children: set[int]) -> None:
    with suppress(ChildProcessError, OSError):
        while True:
            process, status = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            children.discard(process)
            control.send(_TOLD.pack(_ENDED, process, os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
