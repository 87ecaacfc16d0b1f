"""Hints between processes: two notifiers over one real database, which are two processes in all but name."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from fakes.postgres import SERVER, fresh_database
from megadesk.model.ids import AccountId, SpaceId
from megadesk.server.hints import Hints
from megadesk.server.notify import HEAD, QUOTA, SESSION_ENDED, Subscription
from megadesk.server.notify_postgres import CHANNEL, PostgresNotifier
from megadesk.wire.messages import Event

pytestmark = pytest.mark.needs("postgresql")

ADA = AccountId(bytes([1]) * 16)
HOME = SpaceId(bytes([2]) * 32)
AWAY = SpaceId(bytes([3]) * 32)
WAIT_S = 60
NEVER_S = 10_000.0
TABLE = "CREATE TABLE spaces (id bytea PRIMARY KEY, seq bigint NOT NULL)"
MOVE = "INSERT INTO spaces VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq"
LISTENERS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'megadesk hints in' AND state = 'idle' AND query ~ '^LISTEN' AND datname = current_database()"
CUT_OFF = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"


@pytest.fixture
def url() -> Iterator[str]:
    """A database with the one table that is looked at."""
    with fresh_database() as made:
        tell(made, TABLE)
        yield made


def tell(url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run a statement, as somebody who tells no notifier of it; return its rows."""
    with psycopg.connect(url, autocommit=True) as connection:
        done = connection.execute(statement, values)
        return done.fetchall() if done.description else []


@asynccontextmanager
async def notifiers(url: str, count: int = 2, **times: float) -> AsyncIterator[list[PostgresNotifier]]:
    """Yield so many that all listen."""
    made = [PostgresNotifier(url, **{"sweep_every_s": NEVER_S, **times}) for _ in range(count)]
    try:
        for one in made:
            one.start()
        await until(lambda: len(tell(url, LISTENERS)) == count)
        yield made
    finally:
        for one in made:
            await asyncio.to_thread(one.close)


async def until(is_so: Callable[[], bool]) -> None:
    """Return once something is so that nobody tells us."""
    async with asyncio.timeout(WAIT_S):
        while not await asyncio.to_thread(is_so):
            pass


def watching(
    notifier: PostgresNotifier, *spaces: SpaceId, session: bytes = b"s" * 16, seq: int | None = None
) -> Subscription:
    """Return a subscription; ``seq``: where its owner read that the heads are."""
    made = notifier.subscribe(ADA, session)
    notifier.watch(made, spaces)
    if seq is not None:
        notifier.heads_read(dict.fromkeys(spaces, seq))
        made.take()
    return made


async def told(subscription: Subscription) -> list[Event]:
    """Return what a subscription is told next."""
    async with asyncio.timeout(WAIT_S):
        await subscription.wake.wait()
    return subscription.take()


def play(scene: Callable[[], Any]) -> None:
    """Run a scene."""
    asyncio.run(scene())


def test_hints_cross_processes(url: str) -> None:
    """Heads, ended sessions and reached quotas are told there as here, each once, and only to whom they concern."""

    async def scene() -> None:
        async with notifiers(url) as (here, there):
            near, far = watching(here, HOME), watching(there, HOME)
            other = watching(there, AWAY, session=b"t" * 16)
            here.head_moved(HOME, 7)
            assert await told(near) == await told(far) == [Event(kind=HEAD, space=HOME, seq=7)]
            there.quota_reached(ADA)
            for one in (near, far, other):
                assert await told(one) == [Event(kind=QUOTA)]
            here.sessions_ended(ADA, [b"t" * 16])
            assert await told(other) == [Event(kind=SESSION_ENDED)]
            assert not near.wake.is_set()
            assert not far.wake.is_set()
        assert here.figures()["hints_sent"] == 2  # only at the end: it is counted after it is sent
        assert (here.figures()["hints_received"], there.figures()["hints_received"]) == (1, 2)

    play(scene)


def test_a_burst_is_few_notifications(url: str) -> None:
    """Ten thousand commits in the time of one pause go out as two statements, and the last head is heard."""

    async def scene() -> None:
        async with notifiers(url, every_s=NEVER_S) as (here, there):
            far = watching(there, HOME, AWAY)
            here.head_moved(AWAY, 1)
            assert await told(far) == [Event(kind=HEAD, space=AWAY, seq=1)]
            for seq in range(10_000):
                here.head_moved(HOME, seq)
            await asyncio.to_thread(here.close)  # what is left is told
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=9_999)]
            assert here.figures()["hints_sent"] == 2
            here.close = lambda: None  # type: ignore[method-assign]  # it is closed

    play(scene)


def test_a_head_that_moved_while_nobody_listened_is_told(url: str) -> None:
    """A listener that lost its connection looks, once it has another, at what it may have missed; one that lost nothing is told nothing."""

    async def scene() -> None:
        tell(url, MOVE, HOME, 1)
        tell(url, MOVE, AWAY, 1)
        async with notifiers(url, count=1) as (there,):
            far, calm = watching(there, HOME, seq=1), watching(there, AWAY, seq=1)
            tell(url, MOVE, HOME, 2)  # by a process that was killed between commit and notification
            tell(url, CUT_OFF, "megadesk hints in")
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=2)]
            assert not calm.wake.is_set()
            figures = there.figures()
            assert (figures["listener_reconnects"], figures["sweeps_with_news"]) == (1, 1)

    play(scene)


def test_a_lost_hint_is_told_by_the_sweep(url: str) -> None:
    """Who was killed between commit and notification costs the others a moment: they look for themselves."""

    async def scene() -> None:
        tell(url, MOVE, HOME, 1)
        async with notifiers(url, count=1, sweep_every_s=0.01) as (there,):
            far = watching(there, HOME, seq=1)
            tell(url, MOVE, HOME, 2)
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=2)]
            assert there.figures()["sweeps_with_news"] == 1

    play(scene)


def test_a_sweep_looks_at_all_that_is_watched(url: str) -> None:
    """Also at more than fits a page."""

    async def scene() -> None:
        async with notifiers(url, count=1, sweep_every_s=0.01) as (there,):
            spaces = [SpaceId(at.to_bytes(32, "big")) for at in range(2_001)]
            far = watching(there, *spaces, seq=0)
            last = max(spaces)
            for space in (spaces[0], spaces[1_000], last):
                tell(url, MOVE, space, 5)
            heard: set[bytes] = set()
            while len(heard) < 3:
                heard |= {event.space or b"" for event in await told(far)}
            assert heard == {spaces[0], spaces[1_000], last}

    play(scene)


def test_what_cannot_be_told_is_kept(url: str) -> None:
    """A connection that was lost costs no hint: all is told over the next."""

    async def scene() -> None:
        async with notifiers(url) as (here, there):
            far = watching(there, HOME, AWAY)
            here.head_moved(AWAY, 1)
            assert await told(far) == [Event(kind=HEAD, space=AWAY, seq=1)]
            tell(url, CUT_OFF, "megadesk hints out")
            here.head_moved(HOME, 2)
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=2)]

    play(scene)


def test_the_database_may_go_and_come_back(url: str) -> None:
    """Nobody waits for it, and who watches a head that moved before it went is told when it is back."""

    async def scene() -> None:
        async with notifiers(url) as (here, there):
            far = watching(there, HOME, seq=1)
            tell(url, MOVE, HOME, 2)
            SERVER.stop()
            try:
                here.head_moved(HOME, 2)
            finally:
                SERVER.start()
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=2)]

    play(scene)


def test_nobody_is_needed_to_start(url: str) -> None:
    """A process whose database is not there yet tells its own streams, and ends when it is told to."""

    async def scene() -> None:
        alone = PostgresNotifier("postgresql:///nothing?host=/nowhere")
        alone.start()
        near = watching(alone, HOME)
        alone.head_moved(HOME, 1)
        assert await told(near) == [Event(kind=HEAD, space=HOME, seq=1)]
        await asyncio.to_thread(alone.close)
        never = PostgresNotifier("postgresql:///nothing?host=/nowhere")
        never.close()
        assert {thread.name for thread in threading.enumerate()}.isdisjoint({"hints in", "hints out"})

    play(scene)


def test_garbage_is_counted_and_nothing_else(url: str) -> None:
    """Whoever else speaks on the channel is not heard, and what is ours is heard after it."""

    async def scene() -> None:
        async with notifiers(url, count=1) as (there,):
            far = watching(there, HOME)
            hints = Hints()
            hints.head(HOME, 4)
            (good,) = hints.payloads("f" * 16)
            for payload in ("", "x" * 7_999, good.replace(":4", ":-4"), "1; DROP TABLE spaces", good):
                tell(url, "SELECT pg_notify(%s, %s)", CHANNEL, payload)
            assert await told(far) == [Event(kind=HEAD, space=HOME, seq=4)]
            figures = there.figures()
            assert (figures["hints_refused"], figures["hints_received"]) == (4, 1)

    play(scene)


def test_a_copy_is_not_listened_to(url: str) -> None:
    """Of several hosts in the address it is the one that takes writes, as for all else: the others carry no hints."""
    name = sql.Identifier(str(conninfo_to_dict(url)["dbname"]))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
    notifier = PostgresNotifier(url)
    for thread in (notifier._sender, notifier._listener):
        with pytest.raises(psycopg.OperationalError, match="read-only"):
            thread._link.connect("test")
    notifier.close()
