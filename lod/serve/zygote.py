"""The process from which workers are forked (`lod.serve.forking`), as its server sees it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import msgspec

from lod.serve.bounds import Bounds
from lod.serve.forking import BEGUN, FORK, KILL, PROCESS, TOLD
from lod.serve.worker import WorkData


class Zygote:
    """The process. It begins at once; `listen`, within a loop, comes before the first fork."""

    def __init__(self, bounds: Bounds) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        given = msgspec.json.encode(bounds).decode()
        command = [sys.executable, "-m", "lod.serve.forking", str(theirs.fileno()), given]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()
        self._socket.setblocking(False)
        self._coming: deque[tuple[asyncio.Future[int], Callable[[int], None]]] = deque()
        self._ends: dict[int, Callable[[int], None]] = {}
        self.is_gone = False

    def listen(self) -> None:
        """Hear what it tells."""
        asyncio.get_running_loop().add_reader(self._socket, self._hear)

    async def fork(self, channel: socket.socket, data: WorkData, ended: Callable[[int], None]) -> int:
        """Begin a worker over some data at the other end of a channel; `ended` is called with its exit status."""
        begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        socket.send_fds(self._socket, [FORK + msgspec.msgpack.encode(data)], [channel.fileno()])
        self._coming.append((begun, ended))
        return await begun

    def kill(self, process: int) -> None:
        """End a worker, if it has not ended."""
        if process in self._ends:
            with suppress(OSError):
                self._socket.send(PROCESS.pack(KILL, process))

    @property
    def processes(self) -> list[int]:
        """The workers that live."""
        return list(self._ends)

    async def close(self) -> None:
        """End all."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        self.is_gone = True
        await asyncio.to_thread(self._process.wait)
        for begun, _ in self._coming:
            begun.cancel()

    def _hear(self) -> None:
        try:
            while told := self._socket.recv(TOLD.size):
                self._note(*TOLD.unpack(told))
        except BlockingIOError:
            return
        except OSError:  # killed before it had read all that it was asked
            pass
        self._mourn()

    def _note(self, kind: int, process: int, status: int) -> None:
        """A worker has begun, or ended."""
        if kind == BEGUN:
            begun, self._ends[process] = self._coming.popleft()  # it may have ended before anybody hears of it
            if not begun.done():
                begun.set_result(process)
        elif ended := self._ends.pop(process, None):
            ended(status)

    def _mourn(self) -> None:
        """It is no more: neither are its workers, and none will come."""
        self.is_gone = True
        asyncio.get_running_loop().remove_reader(self._socket)
        for begun, _ in self._coming:
            if not begun.done():
                begun.set_exception(OSError("no process to fork from"))
        self._coming.clear()
        for process, ended in self._ends.items():
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
            ended(-signal.SIGKILL)
        self._ends.clear()
