"""Wake devices: "the head moved" is a hint to fetch, so losing one costs time and never data.

    journal --head_moved(space, seq)--> Notifier --wake--> Subscription --+--> server-sent events
                                                                          +--> one long poll

Hints for a space are merged until a subscriber reads them: a stream says the latest head, not every one. A subscriber
registers first and reads the heads then, so nothing falls in between. The one here lives in a process; that of
``notify_postgres`` carries hints between several.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import Final, ParamSpec, Protocol, TypeVar

from megadesk.model.ids import AccountId, SpaceId
from megadesk.wire.messages import Event

K = TypeVar("K")
P = ParamSpec("P")

HELLO: Final = "hello"
HEAD: Final = "head"
QUOTA: Final = "quota"
SESSION_ENDED: Final = "session_ended"
CLOSING: Final = "closing"


class Subscription:
    """What one device has not been told yet. Belongs to the event loop."""

    def __init__(self, account: AccountId, session: bytes) -> None:
        self.account = account
        self.session = session
        self.spaces: set[SpaceId] = set()
        self.wake = asyncio.Event()
        self.is_ended = False
        self._heads: dict[SpaceId, int] = {}
        self._has_quota_news = False

    def head(self, space: SpaceId, seq: int) -> None:
        """Note that a space moved."""
        self._heads[space] = max(seq, self._heads.get(space, 0))
        self.wake.set()

    def quota(self) -> None:
        """Note that the account's quota stands in the way of something."""
        self._has_quota_news = True
        self.wake.set()

    def end(self) -> None:
        """Note that the session is over."""
        self.is_ended = True
        self.wake.set()

    def take(self) -> list[Event]:
        """Return what there is to tell, and forget it."""
        events = [Event(kind=HEAD, space=space, seq=seq) for space, seq in self._heads.items()]
        if self._has_quota_news:
            events.append(Event(kind=QUOTA))
        if self.is_ended:
            events.append(Event(kind=SESSION_ENDED))
        self._heads.clear()
        self._has_quota_news = False
        self.wake.clear()
        return events


class Notifier(Protocol):
    """Tells subscribers. ``subscribe``, ``watch``, ``leave`` and ``heads_read`` on the event loop; the rest from any thread."""

    def start(self) -> None:
        """Begin to hear what other processes tell, if there can be any."""

    def close(self) -> None:
        """End that, after all is told. Blocks."""

    def subscribe(self, account: AccountId, session: bytes) -> Subscription:
        """Return a subscription to what concerns the account as a whole."""

    def watch(self, subscription: Subscription, spaces: Collection[SpaceId]) -> None:
        """Add hints of these spaces to it."""

    def leave(self, subscription: Subscription) -> None:
        """End it."""

    def heads_read(self, heads: Mapping[SpaceId, int]) -> int:
        """Tell who watches these spaces and was told less: a hint was lost. Return of how many spaces that is so."""

    def head_moved(self, space: SpaceId, seq: int) -> None:
        """Tell everybody who watches the space."""

    def sessions_ended(self, account: AccountId, sessions: Collection[bytes]) -> None:
        """Tell these sessions that they are over."""

    def quota_reached(self, account: AccountId) -> None:
        """Tell all devices of an account that its quota is used up."""

    def count(self, account: AccountId | None = None) -> int:
        """Return how many subscriptions this process holds, of one account or of all."""

    def wake_all(self) -> None:
        """Wake every subscriber of this process, with or without news. On the event loop."""

    def figures(self) -> Mapping[str, int]:
        """Return what was counted since the start, by the names of ``metrics`` without "_total"."""


class LocalNotifier:
    """The notifier of one process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._by_space: dict[SpaceId, set[Subscription]] = {}
        self._by_account: dict[AccountId, set[Subscription]] = {}
        self._count = 0
        self._told: dict[SpaceId, int] = {}
        """Of each space that is watched, what everybody who watches it was told or has read at least."""

    def start(self) -> None:
        """Nobody else is to be heard."""

    def close(self) -> None:
        """Nor told."""

    def subscribe(self, account: AccountId, session: bytes) -> Subscription:
        """Return a subscription."""
        self._loop = asyncio.get_running_loop()
        made = Subscription(account, session)
        self._by_account.setdefault(account, set()).add(made)
        self._count += 1
        return made

    def watch(self, subscription: Subscription, spaces: Collection[SpaceId]) -> None:
        """Add hints of these spaces."""
        for space in spaces:
            subscription.spaces.add(space)
            self._by_space.setdefault(space, set()).add(subscription)

    def leave(self, subscription: Subscription) -> None:
        """Forget a subscription."""
        for space in subscription.spaces:
            _drop(self._by_space, space, subscription)
            if space not in self._by_space:
                self._told.pop(space, None)
        self._count -= subscription in self._by_account.get(subscription.account, ())
        _drop(self._by_account, subscription.account, subscription)

    def watched(self) -> list[SpaceId]:
        """Return the spaces that somebody watches. From any thread: nothing comes between while a list is made of a dict."""
        return list(self._by_space)

    def on_loop(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do something on the event loop, soon; never if nobody has ever subscribed. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(lambda: work(*args, **kwargs))

    def heads_read(self, heads: Mapping[SpaceId, int]) -> int:
        """Tell who watches these spaces and was told less; return of how many spaces somebody was."""
        n_behind = 0
        for space, seq in heads.items():
            told = self._told.get(space)
            if told is None or told < seq:
                n_behind += told is not None
                self._tell_head(space, seq)
        return n_behind

    def head_moved(self, space: SpaceId, seq: int) -> None:
        """Tell everybody who watches the space."""
        if space in self._by_space:
            self.on_loop(self._tell_head, space, seq)

    def _tell_head(self, space: SpaceId, seq: int) -> None:
        watching = self._by_space.get(space, ())
        for subscription in watching:
            subscription.head(space, seq)
        if watching:
            self._told[space] = max(seq, self._told.get(space, 0))

    def sessions_ended(self, account: AccountId, sessions: Collection[bytes]) -> None:
        """Tell these sessions that they are over."""
        self.on_loop(self._tell_ended, account, frozenset(sessions))

    def _tell_ended(self, account: AccountId, sessions: frozenset[bytes]) -> None:
        for subscription in self._by_account.get(account, ()):
            if subscription.session in sessions:
                subscription.end()

    def quota_reached(self, account: AccountId) -> None:
        """Tell all devices of an account."""
        self.on_loop(self._tell_quota, account)

    def _tell_quota(self, account: AccountId) -> None:
        for subscription in self._by_account.get(account, ()):
            subscription.quota()

    def count(self, account: AccountId | None = None) -> int:
        """Return how many subscriptions there are, of one account or of all."""
        if account is not None:
            return len(self._by_account.get(account, ()))
        return self._count

    def wake_all(self) -> None:
        """Wake every subscriber."""
        for subscriptions in self._by_account.values():
            for subscription in subscriptions:
                subscription.wake.set()

    def figures(self) -> Mapping[str, int]:
        """Return nothing: between processes there is nothing to count."""
        return {}


def _drop(index: dict[K, set[Subscription]], key: K, subscription: Subscription) -> None:
    held = index.get(key)
    if held is not None:
        held.discard(subscription)
        if not held:
            del index[key]
