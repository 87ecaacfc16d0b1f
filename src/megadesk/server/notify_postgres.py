"""Hints between several processes over one PostgreSQL. See ``notify`` for what a hint is.

    head_moved --+--> LocalNotifier --> streams of this process, at once
                 +--> Hints, merged --sender, every 50 ms--> NOTIFY --> listeners of the others --> their LocalNotifier
    heads of what is watched, read after each connect and every minute --> LocalNotifier, if they moved

NOTIFY inside the transactions that commit would cost two thirds of them, so it comes after them, on a connection of its own,
and may get lost: with a process that is killed in between, or a connection. Then the sweep tells, a minute later at most.
What cannot be sent is kept. No request ever waits for any of this. LISTEN needs a connection of its own to the database,
not one through a pooler that shares it between transactions. Source: docs/adr/0061-hints-rates-and-a-lease.md.
"""

from __future__ import annotations

import logging
import os
import selectors
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import psycopg

from megadesk.model.errors import Malformed
from megadesk.model.ids import AccountId, SpaceId
from megadesk.server.hints import SENDER_BYTES, Hints, parse
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.notify import LocalNotifier, Subscription
from megadesk.server.postgres_link import Link, Pauses
from megadesk.server.postgres_pool import conninfo_of

log = logging.getLogger(LOGGER)

CHANNEL: Final = "megadesk_hints"
"""Channels belong to a database, and a database to one server."""
EVERY_S: Final = 0.05
SWEEP_EVERY_S: Final = 60.0
_PAGE: Final = 1000
_STOP_S: Final = 5.0
"""So long a stop waits for a thread: one that talks to a database which does not answer is left behind, and harms nobody."""
_TELL: Final = "SELECT pg_notify(%s, payload) FROM unnest(%s::text[]) AS payload"
_LISTEN: Final = f"LISTEN {CHANNEL}"
_HEADS: Final = "SELECT id, seq FROM spaces WHERE id = ANY(%s)"


class _Thread(ABC):
    """Work on a connection that is opened again whenever it was lost, until it is stopped."""

    def __init__(self, link: Link, purpose: str) -> None:
        self._link = link
        self._purpose = purpose
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=purpose, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; at once, unless the database does not answer."""
        self._stopping.set()
        self._rouse()
        if self._thread.ident is not None:
            self._thread.join(_STOP_S)

    def _run(self) -> None:
        pauses, is_lost = Pauses(), False
        while not self._stopping.is_set():
            try:
                with self._link.connect(self._purpose) as connection, pauses.while_good():
                    if is_lost:
                        log.info("connected to the database again", extra={EXTRA: {"for": self._purpose}})
                    is_lost = False
                    self._work(connection)
            except psycopg.Error as e:
                if not is_lost and not self._stopping.is_set():
                    fields = {"for": self._purpose, "kind": type(e).__name__}
                    log.warning("the connection to the database was lost", extra={EXTRA: fields})
                is_lost = True
            except Exception:  # nobody else would hear of it, and the next try may be better
                log.exception("hints failed")
            self._stopping.wait(pauses.next_s())

    @abstractmethod
    def _rouse(self) -> None:
        """Wake the thread from where it waits."""

    @abstractmethod
    def _work(self, connection: psycopg.Connection[Any]) -> None:
        """Do what there is to do until told to stop."""


class _Sender(_Thread):
    """Sends what is noted: at most one statement each ``every_s``, whatever comes meanwhile merged."""

    def __init__(self, link: Link, name: str, every_s: float) -> None:
        super().__init__(link, "hints out")
        self.sent = 0
        self._name = name
        self._every_s = every_s
        self._changed = threading.Condition()
        self._kept = Hints()

    def note(self, add: Callable[[Hints], None]) -> None:
        """Have something told, soon."""
        with self._changed:
            add(self._kept)
            self._changed.notify()

    def _rouse(self) -> None:
        with self._changed:
            self._changed.notify()

    def _work(self, connection: psycopg.Connection[Any]) -> None:
        while hints := self._next():
            payloads = list(hints.payloads(self._name))
            try:
                connection.execute(_TELL, (CHANNEL, payloads))
            except BaseException:
                self.note(lambda kept, unsent=hints: kept.add(unsent))  # type: ignore[misc]  # a lambda is not typed
                raise
            self.sent += len(payloads)
            self._stopping.wait(self._every_s)

    def _next(self) -> Hints:
        """Wait for something to tell, and return it; without any at the end, when all is told."""
        with self._changed:
            while not self._kept and not self._stopping.is_set():
                self._changed.wait()
            hints, self._kept = self._kept, Hints()
            return hints


class _Listener(_Thread):
    """Hears what others tell, and looks from time to time what nobody told."""

    def __init__(self, link: Link, name: str, local: LocalNotifier, sweep_every_s: float) -> None:
        super().__init__(link, "hints in")
        self.received = self.refused = self.reconnects = self.sweeps_with_news = 0
        self._name = name
        self._local = local
        self._sweep_every_s = sweep_every_s
        self._is_first = True
        self._roused, self._rousing = socket.socketpair()

    def stop(self) -> None:
        """End, and close what woke the thread."""
        super().stop()
        self._roused.close()
        self._rousing.close()

    def _rouse(self) -> None:
        self._rousing.send(b"\0")

    def _work(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(_LISTEN)
        self.reconnects += not self._is_first
        self._is_first = False
        with selectors.DefaultSelector() as selector:
            selector.register(connection, selectors.EVENT_READ)
            selector.register(self._roused, selectors.EVENT_READ)
            due_s = 0.0
            while not self._stopping.is_set():
                if time.monotonic() >= due_s:
                    self._sweep(connection)
                    due_s = time.monotonic() + self._sweep_every_s
                for notification in connection.notifies(timeout=0):  # also what came along with answers
                    self._hear(notification.payload)
                selector.select(max(0.0, due_s - time.monotonic()))

    def _hear(self, payload: str) -> None:
        try:
            sender, hints = parse(payload)
        except Malformed:
            self.refused += 1
            return
        if sender == self._name:
            return
        self.received += 1
        for space, seq in hints.heads.items():
            self._local.head_moved(space, seq)
        for account, sessions in hints.ended.items():
            self._local.sessions_ended(account, sessions)
        for account in hints.full:
            self._local.quota_reached(account)

    def _sweep(self, connection: psycopg.Connection[Any]) -> None:
        """Tell of the heads that moved without our having heard of it."""
        watched = self._local.watched()
        for at in range(0, len(watched), _PAGE):
            rows = connection.execute(_HEADS, (watched[at : at + _PAGE],)).fetchall()
            self._local.on_loop(self._found, {SpaceId(bytes(space)): seq for space, seq in rows})

    def _found(self, heads: Mapping[SpaceId, int]) -> None:
        self.sweeps_with_news += bool(self._local.heads_read(heads))


class PostgresNotifier:
    """The notifier of one process of several."""

    def __init__(self, url: str, *, every_s: float = EVERY_S, sweep_every_s: float = SWEEP_EVERY_S) -> None:
        name = os.urandom(SENDER_BYTES).hex()
        link = Link(conninfo_of(url))  # of several hosts the one that is not a copy: a copy carries no hints
        self._local = LocalNotifier()
        self._sender = _Sender(link, name, every_s)
        self._listener = _Listener(link, name, self._local, sweep_every_s)

    def start(self) -> None:
        """Begin to listen and to tell."""
        self._listener.start()
        self._sender.start()

    def close(self) -> None:
        """Tell what is left to tell, and end."""
        self._sender.stop()
        self._listener.stop()

    def subscribe(self, account: AccountId, session: bytes) -> Subscription:
        """Return a subscription."""
        return self._local.subscribe(account, session)

    def watch(self, subscription: Subscription, spaces: Collection[SpaceId]) -> None:
        """Add hints of these spaces."""
        self._local.watch(subscription, spaces)

    def leave(self, subscription: Subscription) -> None:
        """Forget a subscription."""
        self._local.leave(subscription)

    def heads_read(self, heads: Mapping[SpaceId, int]) -> int:
        """Tell who watches these spaces and was told less; return of how many spaces somebody was."""
        return self._local.heads_read(heads)

    def head_moved(self, space: SpaceId, seq: int) -> None:
        """Tell everybody who watches the space, wherever."""
        self._local.head_moved(space, seq)
        self._sender.note(lambda hints: hints.head(space, seq))

    def sessions_ended(self, account: AccountId, sessions: Collection[bytes]) -> None:
        """Tell these sessions that they are over."""
        self._local.sessions_ended(account, sessions)
        self._sender.note(lambda hints: hints.end(account, sessions))

    def quota_reached(self, account: AccountId) -> None:
        """Tell all devices of an account."""
        self._local.quota_reached(account)
        self._sender.note(lambda hints: hints.quota(account))

    def count(self, account: AccountId | None = None) -> int:
        """Return how many subscriptions this process holds, of one account or of all."""
        return self._local.count(account)

    def wake_all(self) -> None:
        """Wake every subscriber of this process."""
        self._local.wake_all()

    def figures(self) -> Mapping[str, int]:
        """Return what was counted since the start."""
        listener = self._listener
        return {
            "hints_sent": self._sender.sent, "hints_received": listener.received, "hints_refused": listener.refused,
            "listener_reconnects": listener.reconnects, "sweeps_with_news": listener.sweeps_with_news,
        }  # fmt: skip
