"""The workers: who gets the next job, what happens to a job that is slow, and what when a worker dies.

Every job has a worker to itself while it runs. A job that is not done after a second counts as slow: its worker steps
back behind all others (a lower priority with the system), a fresh one takes its place, and it goes when the job is
done. So there are always as many workers for quick jobs as were asked for, whoever sends endless ones, until all
places for slow jobs are taken as well; from then on jobs wait, and are refused when they wait for long or are many.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from historiograph.errors import InputError
from historiograph.server import messages
from historiograph.server.messages import READY, Answer, Job
from historiograph.server.refusals import RefusedError

__all__ = ["Pool", "worker_command"]

_SLOW = 1.0
"""Seconds after which a job counts as slow."""
_STARTING = 120.0
"""Seconds that a worker may take to open the graph."""
_RETRY = 1.0
"""Seconds between two attempts to start a worker."""
_OVERDUE = 3.0
"""Seconds over its time-out after which a worker is killed that should have ended itself."""


def worker_command(
    source: Path, *, timeout: float, memory: int, limit: int, size: int, roots: Sequence[Path] = ()
) -> list[str]:
    """Return the command line of a worker.

    Args:
        source: the folder of a store on disk, or a file of N-Quads to be held in memory.
        timeout: seconds that a job may take.
        memory: MiB of memory for the process.
        limit: rows or triples that an answer may have.
        size: bytes that an answer may have.
        roots: the dataset folders, for the questions that they bring.
    """
    return [
        sys.executable,
        "-m",
        "historiograph.server.worker",
        str(source),
        str(timeout),
        str(memory),
        str(limit),
        str(size),
        *map(str, roots),
    ]


class DiedError(Exception):
    """A worker died over a job.

    Attributes:
        status: its exit status; negative for a signal.
    """

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Worker:
    """A running worker process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise ValueError("a worker is spoken to by pipes")
        self._process = process
        self._jobs = process.stdin
        self._answers = process.stdout

    @classmethod
    async def start(cls, command: Sequence[str]) -> _Worker:
        """Start a worker and wait until it has opened the graph; one that cannot is dead when this raises."""
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the front alone
        )
        worker = cls(process)
        try:
            async with asyncio.timeout(_STARTING):
                head, _ = await worker._receive()
            if head != READY:
                raise DiedError(0)
        except BaseException:
            worker.kill()
            await worker.gone()
            raise
        return worker

    async def answer(self, job: Job, seconds: float) -> Answer:
        """Do a job.

        Raises:
            DiedError: if the process ends before it has answered, or has to be ended.
        """
        try:
            async with asyncio.timeout(seconds + _OVERDUE):
                self._jobs.write(messages.pack(job))
                await self._jobs.drain()
                (status, content_type), body = await self._receive()
        except TimeoutError:
            self.kill()
            raise DiedError(-signal.SIGALRM) from None
        except (asyncio.IncompleteReadError, OSError, RuntimeError):  # the last is uvloop's word for a closed pipe
            raise DiedError(await self._process.wait()) from None
        return Answer(status, content_type, body)

    async def _receive(self) -> tuple[Any, bytes]:
        head, body = messages.unpack_lengths(await self._answers.readexactly(messages.LENGTHS))
        return messages.loads(await self._answers.readexactly(head)), await self._answers.readexactly(body)

    def step_back(self) -> None:
        """Let every other process go first."""
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, 15)

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    @property
    def alive(self) -> bool:
        """Whether the process is there, as far as is known."""
        return self._process.returncode is None and not self._jobs.is_closing()

    async def gone(self) -> None:
        """Wait until the process is no more, and its pipes are closed."""
        await self._process.wait()
        self._jobs.close()
        with contextlib.suppress(OSError):
            await self._jobs.wait_closed()
        await self._answers.read()


class Pool:
    """Worker processes that share the jobs.

    Args:
        command: starts one.
        workers: how many are ready for quick jobs; twice as many jobs more may be slow.
        timeout: seconds that a job may take.
        queue: how many jobs may wait for a worker.
        patience: seconds that a job may wait for one.
    """

    def __init__(
        self, command: Sequence[str], *, workers: int, timeout: float, queue: int = 100, patience: float = 10.0
    ) -> None:
        self._command = command
        self._workers = workers
        self._timeout = timeout
        self._queue = queue
        self._patience = patience
        self._places_for_slow = 2 * workers
        self._waiting = 0
        self._ready: asyncio.Queue[_Worker] = asyncio.Queue()
        self._alive: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._parting: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Start the workers and wait until all are ready.

        Raises:
            InputError: if one cannot start.
        """
        started = await asyncio.gather(
            *(_Worker.start(self._command) for _ in range(self._workers)), return_exceptions=True
        )
        for worker in started:
            if isinstance(worker, _Worker):
                self._alive.add(worker)
                self._ready.put_nowait(worker)
        if len(self._alive) < self._workers:
            await self.close()
            raise InputError("the graph cannot be opened by a worker process; is there memory enough for it?")

    async def close(self) -> None:
        """End every worker and wait until none is left."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in tuple(self._alive):
            self._dismiss(worker)
        await asyncio.gather(*self._parting)

    async def answer(self, job: Job) -> Answer:
        """Have a job done.

        Raises:
            RefusedError: 503 if no worker is to be had, 504 if the time is up, 500 if the worker died of the job.
        """
        worker = await self._next()
        slow = done = False

        def count_as_slow() -> None:
            nonlocal slow
            if self._places_for_slow:
                slow = True
                self._places_for_slow -= 1
                worker.step_back()
                self._replace()

        timer = asyncio.get_running_loop().call_later(_SLOW, count_as_slow)
        try:
            answer = await worker.answer(job, self._timeout)
            done = True
            return answer
        except DiedError as death:
            raise self._obituary(death) from None
        finally:
            timer.cancel()
            if done and not slow:
                self._ready.put_nowait(worker)
            else:
                # It is behind the others for good; or it died; or the client has gone and nobody waits for an answer.
                self._dismiss(worker)
                if slow:
                    self._places_for_slow += 1
                else:
                    self._replace()

    async def _next(self) -> _Worker:
        """Return a worker that is free, as soon as there is one."""
        while not (worker := await self._first()).alive:
            self._dismiss(worker)  # somebody else has killed it: the system, for want of memory
            self._replace()
        return worker

    async def _first(self) -> _Worker:
        if not self._waiting and not self._ready.empty():
            return self._ready.get_nowait()
        if self._waiting >= self._queue:
            raise _busy("too many requests are waiting already")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                return await self._ready.get()
        except TimeoutError:
            raise _busy(f"no worker became free within {self._patience:g} seconds") from None
        finally:
            self._waiting -= 1

    def _dismiss(self, worker: _Worker) -> None:
        """End a worker, without waiting for its end."""
        self._alive.discard(worker)
        worker.kill()
        _keep(asyncio.create_task(worker.gone()), self._parting)

    def _replace(self) -> None:
        """Have a fresh worker started, without waiting for it."""
        if not self._closed:
            _keep(asyncio.create_task(self._start()), self._starting)

    async def _start(self) -> None:
        while True:
            try:
                worker = await _Worker.start(self._command)
            except (DiedError, OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                print(f"historiograph: a worker cannot be started: {error!r}", file=sys.stderr, flush=True)
                await asyncio.sleep(_RETRY)
                continue
            self._alive.add(worker)
            self._ready.put_nowait(worker)
            return

    def _obituary(self, death: DiedError) -> RefusedError:
        if death.status == -signal.SIGALRM:
            return RefusedError(
                504,
                f"the query was given up after {self._timeout:g} seconds, and will be given up again:"
                " make it more selective",
            )
        return RefusedError(
            500,
            "the query ended the process that it ran in, most likely because it needs more memory than this server"
            " gives it: make it more selective, or leave out what has to be kept to the end (ORDER BY, DISTINCT,"
            " GROUP BY)",
        )


def _keep(task: asyncio.Task[None], tasks: set[asyncio.Task[None]]) -> None:
    """Keep a task among others until it is done: the loop itself holds it too loosely."""
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def _busy(reason: str) -> RefusedError:
    return RefusedError(503, f"this server is busy: {reason}; try again in a few seconds", {"Retry-After": "5"})
