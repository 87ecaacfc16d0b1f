"""Processes of devices: one event loop each, told what to do through a pipe.

    Workers(crowd, count) --do("step", ...)--> each Crew's answer, all at the same time

One process can keep one server process busy (``--ceiling`` says how much it can do); a server of several wants several.
"""

from __future__ import annotations

import asyncio
import multiprocessing as mp
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.load.crew import Crew, Crowd
from benchmarks.load.schedule import shares


def runner() -> asyncio.Runner:
    """Return a runner with the fastest event loop there is."""
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


async def _serve(pipe: Connection, crowd: Crowd, numbers: Sequence[int]) -> None:
    crew, loop = Crew(crowd, numbers), asyncio.get_running_loop()
    try:
        while True:
            what, arguments = await loop.run_in_executor(None, pipe.recv)
            if what == "close":
                return
            try:
                answer = await getattr(crew, what)(*arguments)
            except Exception:  # noqa: BLE001 -- it is told to whoever asked
                answer = RuntimeError(traceback.format_exc())
            pipe.send(answer)
    finally:
        crew.close()


def _work(pipe: Connection, crowd: Crowd, numbers: Sequence[int]) -> None:
    with runner() as loop:
        loop.run(_serve(pipe, crowd, numbers))


class Workers:
    """So many processes, each with its share of the accounts."""

    def __init__(self, crowd: Crowd, count: int) -> None:
        context = mp.get_context("spawn")
        self.shares = shares(crowd.accounts, count)
        self._pipes: list[Connection] = []
        self._processes: list[mp.process.BaseProcess] = []
        for numbers in self.shares:
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, crowd, numbers), daemon=True)
            process.start()
            theirs.close()
            self._pipes.append(ours)
            self._processes.append(process)
        self.do_all("here")  # what starting them costs is in no figure

    def do(self, what: str, *arguments: Sequence[Any]) -> list[Any]:
        """Let all of them do it, each with its own arguments; return their answers."""
        for pipe, given in zip(self._pipes, arguments, strict=True):
            pipe.send((what, tuple(given)))
        answers = [pipe.recv() for pipe in self._pipes]
        for answer in answers:
            if isinstance(answer, RuntimeError):
                raise answer
        return answers

    def do_all(self, what: str, *given: Any) -> list[Any]:
        """Let all of them do the same."""
        return self.do(what, *[given for _ in self._pipes])

    @property
    def pids(self) -> list[int]:
        return [process.pid for process in self._processes if process.pid is not None]

    def close(self) -> None:
        """End them."""
        for pipe, process in zip(self._pipes, self._processes, strict=True):
            if process.is_alive():
                pipe.send(("close", ()))
            process.join(10)
            if process.is_alive():
                process.terminate()
            pipe.close()
