"""The worker processes of an endpoint: handed out one query each, ended when it takes too long."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from kg.records import record
from kg.server import frames
from kg.server.limits import Limits

_PACKAGE = Path(__file__).resolve().parents[2]
_COMMAND = f"import sys; sys.path.insert(0, {os.fspath(_PACKAGE)!r}); from kg.server.worker import main; main()"


class Refused(Exception):
    """A request that gets no answer: HTTP status and one line that says why."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message


@record
class Start:
    """How an answer begins: its status and media type."""

    status: int
    type: str


class Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process):
        self.process = process

    @classmethod
    async def start(cls, limits: Limits) -> Worker:
        """Start a process; it is ready when it has answered its first job."""
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _COMMAND, str(limits.memory)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # A server that is stopped from the keyboard ends its workers itself.
                start_new_session=True,
            )
        )

    async def ask(self, job: dict) -> AsyncIterator[Start | bytes]:
        """The answer to a job: how it begins, then its body.  Raises :class:`Refused`."""
        self.process.stdin.write(frames.frame(frames.JOB, json.dumps(job).encode()))
        await self.process.stdin.drain()
        while True:
            kind, length = frames.HEAD.unpack(await self.process.stdout.readexactly(frames.HEAD.size))
            data = await self.process.stdout.readexactly(length)
            if kind == frames.START:
                yield Start(**json.loads(data))
            elif kind == frames.DATA:
                yield data
            elif kind == frames.FAILED:
                raise Refused(**json.loads(data))
            else:
                return

    def kill(self) -> None:
        """End the process at once."""
        with suppress(ProcessLookupError):
            self.process.kill()


class Pool:
    """A fixed number of workers, started when first needed and again after one was ended."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.waiting = 0
        self._free: asyncio.Queue[Worker | None] | None = None
        self._all: set[Worker] = set()

    async def run(self, job: dict) -> AsyncIterator[Start | bytes]:
        """The answer of a worker to a job.

        Whatever ends the reading early (the time limit, a client that went away) ends the worker.
        Raises :class:`Refused`.
        """
        worker, whole = await self._take(), False
        try:
            async with asyncio.timeout(self.limits.seconds):
                if worker is None:
                    worker = await self._start()
                async for part in worker.ask(job):
                    yield part
            whole = True
        except Refused as refused:
            # A worker that ran out of memory may have none left for the next query.
            whole = refused.status != 507
            raise
        except TimeoutError:
            raise Refused(504, f"the query was stopped at its limit of {self.limits.seconds:g} seconds.") from None
        except (asyncio.IncompleteReadError, BrokenPipeError, ConnectionError):
            raise Refused(507, "the query was ended: it needed more memory than it may have.") from None
        finally:
            self._give(worker, whole)

    async def alone(self, job: dict) -> None:
        """Run a job while no other runs and no worker has the database open.  Raises :class:`Refused`."""
        held = [await self._take() for _ in range(self.limits.workers)]
        try:
            for worker in filter(None, held):
                async for _ in worker.ask({"op": "close"}):
                    pass
        finally:
            # One of them does the job; the others wait.
            first = next((w for w in held if w), None)
            held.remove(first)
            self._give(first, first is not None)
        try:
            async for _ in self.run(job):
                pass
        finally:
            for worker in held:
                self._give(worker, worker is not None)

    async def close(self) -> None:
        """End all workers and wait until they are gone."""
        workers, self._all, self._free = list(self._all), set(), None
        for worker in workers:
            worker.kill()
        for worker in workers:
            await worker.process.wait()

    async def _take(self) -> Worker | None:
        if self._free is None:
            self._free = asyncio.Queue()
            for _ in range(self.limits.workers):
                self._free.put_nowait(None)
        if self._free.empty() and self.waiting >= self.limits.waiting:
            raise Refused(503, f"{self.waiting} queries are waiting already. Try again in a moment.")
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                return await self._free.get()
        except TimeoutError:
            raise Refused(503, f"no worker was free for {self.limits.patience:g} seconds. Try again in a moment.") from None
        finally:
            self.waiting -= 1

    async def _start(self) -> Worker:
        worker = await Worker.start(self.limits)
        self._all.add(worker)
        return worker

    def _give(self, worker: Worker | None, whole: bool) -> None:
        """Back to the free ones, or ended if the job was not done to its end."""
        if worker is not None and not whole:
            worker.kill()
            self._all.discard(worker)
            worker = None
        if self._free is not None:
            self._free.put_nowait(worker)
