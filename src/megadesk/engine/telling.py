"""Tells front ends what changed: how everything stands, and how transfers go. Whoever does not listen costs nothing.

    something changed --poke--> Teller --status, 10 a second at most----> who subscribed to it
    transfers move ------------------> --transfers, 5 a second at most--> who subscribed to them
    new commits ----------poke-------> --activity, 2 a second at most---> who subscribed to it

Events are the newest state, not a log: however much happens, so many are made and no more, and one that is not read in
time is replaced by the next (ipc/outbox.py). One thread; it sleeps while nobody listens or nothing happens.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Hashable
from typing import Final, Protocol

from megadesk.engine.engine import Engine
from megadesk.engine.transfers import TransferDesk
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import to_plain
from megadesk.model.errors import MegadeskError, NotSignedIn

log = logging.getLogger(__name__)

STATUS_EVERY_S: Final = 0.1
TRANSFERS_EVERY_S: Final = 0.2
ACTIVITY_EVERY_S: Final = 0.5


class Door(Protocol):
    """Where front ends listen: an EngineListener."""

    def has_subscribers(self, topic: str) -> bool:
        """Return whether anybody would get an event of this topic."""

    def publish(self, topic: str, payload: object, *, kind: Hashable = None) -> None:
        """Send an event to all who subscribed."""


class Teller:
    """Sends events when something changed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._changed = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._transfers_s = -TRANSFERS_EVERY_S
        self._told: m.TransfersChanged | None = None
        self._activity_s = -ACTIVITY_EVERY_S
        self._told_seq = 0

    def poke(self) -> None:
        """Note that something changed."""
        self._changed.set()

    def welcome(self) -> None:
        """Note that somebody else listens, who was told nothing yet."""
        self._told, self._told_seq = None, 0
        self.poke()

    def start(self, engine: Engine, door: Door) -> None:
        """Begin to tell."""
        self._thread = threading.Thread(target=self._run, args=(engine, door), name="telling", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop telling."""
        self._stopping.set()
        self._changed.set()
        if self._thread is not None:
            self._thread.join(1.0)

    def _run(self, engine: Engine, door: Door) -> None:
        watched = False
        while not self._stopping.is_set():
            # Transfers move without a word; who watches them is told by the clock.
            changed = self._changed.wait(TRANSFERS_EVERY_S if watched else None)
            self._changed.clear()
            watched = self.turn(engine, door, changed=changed)
            self._stopping.wait(STATUS_EVERY_S)

    def turn(self, engine: Engine, door: Door, *, changed: bool) -> bool:
        """Tell what is due; return whether somebody watches transfers, or more is to be told soon."""
        if changed:
            self._guarded(lambda: self.tell_status(engine, door))
        watched = door.has_subscribers(m.TRANSFERS_TOPIC)
        if watched and self._clock() - self._transfers_s >= TRANSFERS_EVERY_S:
            self._guarded(lambda: self.tell_transfers(engine, door))
        if not door.has_subscribers(m.ACTIVITY_TOPIC):
            return watched
        if self._clock() - self._activity_s < ACTIVITY_EVERY_S:
            return True
        self._guarded(lambda: self.tell_activity(engine, door))
        return watched

    def _guarded(self, action: Callable[[], None]) -> None:
        try:
            action()
        except NotSignedIn:
            return  # there is nothing to tell, and nobody's log is to fill up with that
        except MegadeskError as e:
            log.info("telling: %s", e.code)
        except Exception:
            # One event that cannot be made must not be the end of all that come after it.
            log.exception("telling")

    def tell_status(self, engine: Engine, door: Door) -> None:
        """Send how everything stands, if somebody listens."""
        if door.has_subscribers(m.STATUS_TOPIC):
            door.publish(m.STATUS_TOPIC, to_plain(engine.status()))

    def tell_transfers(self, engine: Engine, door: Door) -> None:
        """Send how transfers go, if that is not what was sent last."""
        self._transfers_s = self._clock()
        event = TransferDesk(engine.supervisor).changed()
        if event != self._told:
            self._told = event
            door.publish(m.TRANSFERS_TOPIC, to_plain(event))

    def tell_activity(self, engine: Engine, door: Door) -> None:
        """Send how far the journal is, if that is not what was sent last: what this device verified, or heard of."""
        running = engine.supervisor
        head = running.world.space.head
        seq = max(running.heard_seq, head.seq if head is not None else 0)
        if seq != self._told_seq:
            self._activity_s, self._told_seq = self._clock(), seq
            door.publish(m.ACTIVITY_TOPIC, to_plain(m.ActivityChanged(seq=seq)))
