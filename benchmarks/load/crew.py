"""The devices of one process: who they are, signed in, listening, and let loose.

prepare(numbers)   sign up, sign in, first content and records, all through the protocol
open()             every account's state, fetched and verified        listen()   every session's event stream
step(rate, s)      scenes as they are due, for so long                verify()   are the heads where devices put them?
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import TypeVar

from benchmarks.load.account import Account, Session
from benchmarks.load.http import Door
from benchmarks.load.scenes import Scenes, blob_of
from benchmarks.load.schedule import arrivals, records_of, sessions_of
from benchmarks.load.space import Space
from benchmarks.load.stream import Stream
from benchmarks.load.talk import Refused, Talk
from benchmarks.load.tally import Tally

from megadesk.crypto.commits import HEADER_BYTES, commit_id
from megadesk.model.commit import Op
from megadesk.model.ids import BlockId, DeviceId
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

T = TypeVar("T")

AT_ONCE = 24
"""So many accounts are prepared or opened at the same time."""
FIRST_OPS = 500
FIRST_BYTES = 1024
FILES_OF_FOUR = 3
GRACE_S = 15.0
IN_FLIGHT_MAX = 4000
"""Scenes under way; more are not begun, and count as errors: the server is far behind."""

Kept = tuple[int, list[tuple[bytes, bytes]]]
"""Of an account what is kept between runs: its number, and device and token of each session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Who there is, on the whole."""

    address: str
    cafile: str | None = None
    seed: int = 1
    accounts: int = 100
    streams: int = 150
    records: int = 100
    connections: int = 1000


async def each(things: Iterable[T], do: Callable[[T], Awaitable[None]], at_once: int = AT_ONCE) -> None:
    """Do something with each, so many at a time."""
    waiting = iter(things)

    async def work() -> None:
        for one in waiting:
            await do(one)

    await asyncio.gather(*(work() for _ in range(at_once)))


class Crew:
    """The accounts of one worker."""

    def __init__(self, crowd: Crowd, numbers: Sequence[int]) -> None:
        self._crowd, self._numbers = crowd, numbers
        self._talk = Talk(Door(crowd.address, cafile=crowd.cafile, connections=crowd.connections))
        self._accounts: list[Account] = []
        self._streams: list[Stream] = []
        self._scenes: Scenes | None = None

    async def here(self) -> None:
        """Say that the process has started."""

    # -- before -------------------------------------------------------------------------------------------------------

    async def prepare(self) -> tuple[list[Kept], Tally]:
        """Make the accounts; return what has to be kept of them, and how it went."""
        kept: list[Kept] = []

        async def make(number: int) -> None:
            account = Account(self._crowd.seed, number)
            body = encode(account.sign_up(), Encoding.JSON)
            await self._talk.ask("sign up", routes.SIGN_UP, body=body)
            for at in range(sessions_of(number, self._crowd.accounts, self._crowd.streams)):
                session = await self._talk.sign_in(account, account.device(at))
                session.move(account.space.head)
                account.sessions.append(session)
            await self._fill(account, records_of(number, self._crowd.records))
            kept.append((number, [(bytes(one.device), one.token) for one in account.sessions]))

        started_s, cpu_s = perf_counter(), time.process_time()
        await each(self._numbers, make)
        return kept, self._measured(started_s, cpu_s)

    async def _fill(self, account: Account, n_records: int) -> None:
        """Give an account its first records; three of four are files of 1 KiB, the others folders."""
        while (left := n_records - account.space.n_records) > 0:
            blobs = [blob_of(FIRST_BYTES) if at % 4 < FILES_OF_FOUR else None for at in range(min(left, FIRST_OPS))]
            session = account.sessions[0]

            def ops(space: Space, blobs: Sequence[tuple[BlockId, bytes] | None] = blobs) -> list[Op]:
                return [space.put(None, [] if blob is None else [blob[0]]) for blob in blobs]

            await self._talk.upload(session.token, [blob for blob in blobs if blob is not None])
            await self._talk.commit("first commit", account, session, ops)

    async def open(self, kept: Iterable[Kept]) -> Tally:
        """Be signed in as before, with every space as it is now."""

        async def fetch(one: Kept) -> None:
            number, sessions = one
            account = Account(self._crowd.seed, number)
            account.sessions = [Session(DeviceId(device), token) for device, token in sessions]
            await self._talk.fetch(account, sessions[0][1], account.space)
            for session in account.sessions:
                session.move(account.space.head)
            self._accounts.append(account)

        started_s, cpu_s = perf_counter(), time.process_time()
        await each(kept, fetch)
        self._accounts.sort(key=lambda one: one.number)
        self._scenes = Scenes(self._talk, self._accounts, Random(f"{self._crowd.seed}/{self._numbers[0]}/scenes"))
        gc.collect()
        gc.freeze()  # a hundred thousand records are not to be looked through again and again
        return self._measured(started_s, cpu_s)

    async def listen(self) -> tuple[int, Tally]:
        """Open every session's event stream; return how many stand."""
        chance = Random(f"{self._crowd.seed}/streams")
        for account in self._accounts:
            for session in account.sessions:
                told = self._teller(account, session)
                stream = Stream(self._talk.door, session.token, chance, on_head=told, on_lost=self._cut_off)
                self._streams.append(stream)

        async def connect(stream: Stream) -> None:
            since_s = perf_counter()
            if await stream.connect():
                self._talk.tally.took("stream", perf_counter() - since_s)

        started_s, cpu_s = perf_counter(), time.process_time()
        await each(self._streams, connect)
        return sum(one.is_open for one in self._streams), self._measured(started_s, cpu_s)

    def _cut_off(self) -> None:
        self._talk.tally.failed("stream", "cut off")

    def _teller(self, account: Account, session: Session) -> Callable[[int], None]:
        assert self._scenes is not None, "devices listen once they are open"
        scenes = self._scenes
        return lambda seq: scenes.told(account, session, seq)

    # -- the load -----------------------------------------------------------------------------------------------------

    async def step(self, rate: float, seconds: float, mix: Mapping[str, float], seed: str) -> Tally:
        """Play scenes at this rate for so long; return what came of them."""
        assert self._scenes is not None, "devices are let loose once they are open"
        tally = self._talk.tally = Tally()
        loop, under_way = asyncio.get_running_loop(), set[asyncio.Task[None]]()
        cpu_s, begin_s = time.process_time(), perf_counter()
        for due_s, scene in arrivals(rate, seconds, mix, Random(seed)):
            await asyncio.sleep(max(0.0, begin_s + due_s - perf_counter()))
            tally.due += 1
            tally.late_s.append(max(0.0, perf_counter() - begin_s - due_s))
            if len(under_way) >= IN_FLIGHT_MAX:
                tally.failed(scene, "not begun")
                continue
            task = loop.create_task(self._scenes.play(scene, begin_s + due_s))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.sleep(max(0.0, begin_s + seconds - perf_counter()))
        tally.cpu_s, tally.seconds = time.process_time() - cpu_s, perf_counter() - begin_s
        await self._finish(under_way, tally)
        return tally

    @staticmethod
    async def _finish(under_way: set[asyncio.Task[None]], tally: Tally) -> None:
        """Let what is under way end, for a while; what does not is an error."""
        if under_way:
            _, left = await asyncio.wait(set(under_way), timeout=GRACE_S)
            tally.unfinished = len(left)
            for task in left:
                task.cancel()
                tally.failed("any", "not answered")
            with suppress(asyncio.CancelledError):
                await asyncio.gather(*left, return_exceptions=True)

    async def exhaust(self, seconds: float) -> Tally:
        """Save as fast as can be, against a server that takes everything; return what that came to."""
        accounts = [Account(self._crowd.seed, number) for number in self._numbers]
        for account in accounts:
            account.sign_up()
            account.sessions = [Session(account.device(0), bytes(32))]
            account.sessions[0].move(account.space.head)
        scenes = Scenes(self._talk, accounts, Random("exhaust"))
        started_s, cpu_s = perf_counter(), time.process_time()
        until_s = perf_counter() + seconds

        async def work() -> None:
            while perf_counter() < until_s:
                await scenes.play("save", perf_counter())

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
        return self._measured(started_s, cpu_s)

    def _measured(self, started_s: float, cpu_s: float) -> Tally:
        tally, self._talk.tally = self._talk.tally, Tally()
        tally.seconds, tally.cpu_s = perf_counter() - started_s, time.process_time() - cpu_s
        return tally

    # -- after --------------------------------------------------------------------------------------------------------

    async def verify(self) -> list[str]:
        """Return which spaces the server shows otherwise than devices have put them; those that were changed are asked for."""
        assert self._scenes is not None, "only who was let loose can be verified"
        wrong: list[str] = []
        touched = self._scenes.touched

        async def look(account: Account) -> None:
            space, session = account.space, account.sessions[0]
            try:
                await self._talk.catch_up(account, session)  # an append whose answer was lost counts if it was taken
                answer = await self._talk.message(
                    m.HeadAnswer, "head", routes.HEAD, session.token, space=space.acl.space
                )
            except Refused as e:
                wrong.append(f"account {account.number}: {e.code}")
                return
            if commit_id(answer.header[:HEADER_BYTES]) != space.head.commit_id:
                wrong.append(f"account {account.number}: the server's head is another than the devices'")

        await each([one for one in self._accounts if one.number in touched], look)
        return wrong

    def close(self) -> None:
        for stream in self._streams:
            stream.close()
        self._talk.door.close()
