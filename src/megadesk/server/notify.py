"""Wake devices: "the head moved" is a hint to fetch, so losing one costs time and never data.

    journal --head_moved(space, seq)--> Notifier --wake--> Subscription --+--> server-sent events
                                                                          +--> one long poll

Hints for a space are merged until a subscriber reads them: a stream says the latest head, not every one. A subscriber
registers first and reads the heads then, so nothing falls in between. The one here lives in a process; another one may
carry hints between processes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Final, Protocol, TypeVar

from megadesk.model.ids import AccountId, SpaceId
from megadesk.wire.messages import Event

K = TypeVar("K")

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
    """Tells subscribers. ``subscribe``, ``watch`` and ``leave`` on the event loop; the rest from any thread."""

    def subscribe(self, account: AccountId, session: bytes) -> Subscription:
        """Return a subscription to what concerns the account as a whole."""

    def watch(self, subscription: Subscription, spaces: Collection[SpaceId]) -> None:
        """Add hints of these spaces to it."""

    def leave(self, subscription: Subscription) -> None:
        """End it."""

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


class LocalNotifier:
    """The notifier of one process."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._by_space: dict[SpaceId, set[Subscription]] = {}
        self._by_account: dict[AccountId, set[Subscription]] = {}

    def subscribe(self, account: AccountId, session: bytes) -> Subscription:
        """Return a subscription."""
        self._loop = asyncio.get_running_loop()
        made = Subscription(account, session)
        self._by_account.setdefault(account, set()).add(made)
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
        _drop(self._by_account, subscription.account, subscription)

    def head_moved(self, space: SpaceId, seq: int) -> None:
        """Tell everybody who watches the space."""
        if self._loop is not None and space in self._by_space:
            self._loop.call_soon_threadsafe(self._tell_head, space, seq)

    def _tell_head(self, space: SpaceId, seq: int) -> None:
        for subscription in self._by_space.get(space, ()):
            subscription.head(space, seq)

    def sessions_ended(self, account: AccountId, sessions: Collection[bytes]) -> None:
        """Tell these sessions that they are over."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell_ended, account, frozenset(sessions))

    def _tell_ended(self, account: AccountId, sessions: frozenset[bytes]) -> None:
        for subscription in self._by_account.get(account, ()):
            if subscription.session in sessions:
                subscription.end()

    def quota_reached(self, account: AccountId) -> None:
        """Tell all devices of an account."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell_quota, account)

    def _tell_quota(self, account: AccountId) -> None:
        for subscription in self._by_account.get(account, ()):
            subscription.quota()

    def count(self, account: AccountId | None = None) -> int:
        """Return how many subscriptions there are, of one account or of all."""
        if account is not None:
            return len(self._by_account.get(account, ()))
        return sum(map(len, self._by_account.values()))

    def wake_all(self) -> None:
        """Wake every subscriber."""
        for subscriptions in self._by_account.values():
            for subscription in subscriptions:
                subscription.wake.set()


def _drop(index: dict[K, set[Subscription]], key: K, subscription: Subscription) -> None:
    held = index.get(key)
    if held is not None:
        held.discard(subscription)
        if not held:
            del index[key]
