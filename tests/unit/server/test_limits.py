"""Attempts, slots and turns."""

from __future__ import annotations

import asyncio

import pytest

from megadesk.model.errors import RateLimited
from megadesk.model.ids import SpaceId
from megadesk.server.config import Rate
from megadesk.server.limits import Rates, Slots, Turns, whereabouts

HOME = SpaceId(bytes(32))


def test_a_bucket_empties_and_fills() -> None:
    """A burst is let through, then one each interval; keys do not share; the wait that is named suffices."""
    now = [0.0]
    rates, rate = Rates(lambda: now[0]), Rate(burst=3, every_s=10)
    for _ in range(3):
        rates.take("login", "a", rate)
    with pytest.raises(RateLimited) as refused:
        rates.take("login", "a", rate)
    assert refused.value.retry_after_s == 10
    rates.take("login", "b", rate)
    now[0] += refused.value.retry_after_s
    rates.take("login", "a", rate)
    with pytest.raises(RateLimited):
        rates.take("login", "a", rate)


def test_addresses_of_one_customer_count_as_one() -> None:
    """Who has more addresses than anybody counts has one place; another network has another."""
    one, same, other = "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:3::1"
    assert whereabouts(one) == whereabouts(same) == "2001:db8:1:2::/64"
    assert whereabouts(other) != whereabouts(one)
    assert (whereabouts("::ffff:192.0.2.1"), whereabouts("192.0.2.1")) == ("192.0.2.1", "192.0.2.1")
    assert (whereabouts(""), whereabouts("unix")) == ("", "unix")


def test_a_clock_that_goes_back_gives_nothing() -> None:
    """Nor does it take anything."""
    now = [100.0]
    rates, rate = Rates(lambda: now[0]), Rate(burst=1, every_s=10)
    rates.take("x", "a", rate)
    now[0] = 0
    with pytest.raises(RateLimited):
        rates.take("x", "a", rate)


def test_slots_are_given_back() -> None:
    """Also when the work fails."""

    async def scene() -> None:
        slots = Slots(1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                async with slots.one():
                    raise ZeroDivisionError
        async with slots.one():
            pass

    asyncio.run(scene())


def test_losers_go_in_order() -> None:
    """The first loser's ticket goes first, a newcomer waits until it was used."""

    async def scene() -> None:
        turns, order = Turns(60), []

        async def go(name: str, ticket: bytes = b"") -> None:
            await turns.wait(HOME, ticket, name.encode())
            order.append(name)
            turns.done(HOME)

        first, second = turns.lost(HOME, b"first"), turns.lost(HOME, b"second")
        tasks = [asyncio.ensure_future(go(name, ticket)) for name, ticket in (("new", b""), ("second", second))]
        for _ in range(5):
            await asyncio.sleep(0)
        assert order == []
        await go("first", first)
        await asyncio.gather(*tasks)
        assert order == ["first", "second", "new"]

    asyncio.run(scene())


def test_an_unused_turn_runs_out() -> None:
    """Nobody waits longer than a turn for somebody who does not come."""

    async def scene() -> None:
        turns = Turns(0.01)
        turns.lost(HOME, b"gone")
        await turns.wait(HOME, b"", b"new")
        await turns.wait(HOME, b"", b"newer")

    asyncio.run(scene())


def test_a_device_has_one_place() -> None:
    """Who loses twice stands behind the others, and goes without a ticket as well."""

    async def scene() -> None:
        turns = Turns(60)
        turns.lost(HOME, b"a")
        ticket = turns.lost(HOME, b"b")
        turns.lost(HOME, b"a")
        await turns.wait(HOME, ticket, b"b")
        await turns.wait(HOME, b"", b"a")
        await turns.wait(HOME, b"", b"c")

    asyncio.run(scene())
