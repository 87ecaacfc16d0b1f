"""Who is told what, in one process."""

from __future__ import annotations

import asyncio

from megadesk.model.ids import AccountId, SpaceId
from megadesk.server.notify import LocalNotifier, Subscription
from megadesk.wire.messages import Event

ADA = AccountId(b"a" * 16)
HOME, AWAY = SpaceId(b"h" * 32), SpaceId(b"w" * 32)


def test_hints_are_merged_until_they_are_taken() -> None:
    """The latest head of each space, once."""
    subscription = Subscription(ADA, b"s")
    for seq in (3, 5, 4):
        subscription.head(HOME, seq)
    subscription.head(AWAY, 1)
    assert subscription.take() == [Event(kind="head", space=HOME, seq=5), Event(kind="head", space=AWAY, seq=1)]
    assert subscription.take() == []
    assert not subscription.wake.is_set()


def test_hints_come_from_any_thread() -> None:
    """A worker thread's hint wakes those who watch that space, and nobody else."""

    async def scene() -> None:
        notifier = LocalNotifier()
        near, far = notifier.subscribe(ADA, b"1"), notifier.subscribe(ADA, b"2")
        notifier.watch(near, [HOME])
        notifier.watch(far, [AWAY])
        await asyncio.to_thread(notifier.head_moved, HOME, 7)
        await near.wake.wait()
        assert near.take() == [Event(kind="head", space=HOME, seq=7)]
        assert far.take() == []
        await asyncio.to_thread(notifier.sessions_ended, ADA, [b"2"])
        await far.wake.wait()
        assert (near.is_ended, far.is_ended) == (False, True)
        assert notifier.count() == 2
        notifier.leave(near)
        notifier.leave(near)
        assert notifier.count() == 1
        notifier.leave(far)
        assert notifier.count() == 0

    asyncio.run(scene())


def test_nobody_listens() -> None:
    """Hints without a listener, even before there is a loop, are no error."""
    notifier = LocalNotifier()
    notifier.head_moved(HOME, 1)
    notifier.sessions_ended(ADA, [b"1"])
    notifier.quota_reached(ADA)
    notifier.wake_all()
    assert notifier.count(ADA) == 0


def test_what_is_read_is_told_to_who_was_told_less() -> None:
    """A head that one reads is news for others who watch the space; of what all know nobody hears again."""

    async def scene() -> None:
        notifier = LocalNotifier()
        near, far = notifier.subscribe(ADA, b"1"), notifier.subscribe(ADA, b"2")
        notifier.watch(near, [HOME])
        assert notifier.heads_read({HOME: 5, AWAY: 9}) == 0
        notifier.watch(far, [HOME])
        near.take()
        assert notifier.heads_read({HOME: 5}) == 0
        assert (near.take(), far.take()) == ([], [])
        assert notifier.heads_read({HOME: 6}) == 1
        assert near.take() == far.take() == [Event(kind="head", space=HOME, seq=6)]
        notifier.head_moved(HOME, 7)
        await asyncio.sleep(0)
        assert notifier.heads_read({HOME: 7}) == 0
        assert notifier.watched() == [HOME]
        for one in (near, far):
            notifier.leave(one)
        assert notifier.watched() == []
        notifier.watch(again := notifier.subscribe(ADA, b"3"), [HOME])
        assert notifier.heads_read({HOME: 7}) == 0
        assert again.take() == [Event(kind="head", space=HOME, seq=7)]
        assert notifier.figures() == {}

    asyncio.run(scene())
