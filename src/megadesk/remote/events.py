"""The stream that says "head moved": a hint to fetch, never a fact.

    server-sent events --parse--> Event --> on_event;  connected, lost --> on_connected

Reconnects with growing patience; after each connect somebody must fetch, because hints are lost while nobody listens.
A server that sends nothing for two heartbeats is as good as gone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Final

from megadesk.model.errors import Malformed, MegadeskError, NotSignedIn, OurBug, RateLimited
from megadesk.remote.api import Api
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode

log = logging.getLogger(__name__)

SILENCE_S: Final = 60.0
FIRST_WAIT_S: Final = 0.5
LAST_WAIT_S: Final = 30.0


def parse_events(lines: Iterator[bytes]) -> Iterator[m.Event]:
    """Yield the events in the lines of a stream; comments and what does not parse are passed over."""
    for line in lines:
        if not line.startswith(b"data:"):
            continue
        try:
            yield decode(m.Event, line[5:].strip(), Encoding.JSON)
        except Malformed:
            log.info("an event that does not parse")


class EventStream:
    """Listens in a thread of its own until ``stop``."""

    def __init__(
        self,
        api: Api,
        *,
        on_event: Callable[[m.Event], None],
        on_connected: Callable[[bool, MegadeskError | None], None],
        jitter: Callable[[], float],
    ) -> None:
        """``jitter``: numbers from 0 to 1; when a server ends, all devices hear it at the same moment."""
        self._api = api
        self._on_event = on_event
        self._on_connected = on_connected
        self._jitter = jitter
        self._lock = threading.Lock()
        self._stopped = False
        self._over = threading.Event()

    def start(self) -> None:
        """Begin to listen."""
        self._listen(self._over)

    def reconnect(self) -> None:
        """Let go of the connection, or of the wait for the next try, and make a new one now.

        After a sleep the old one may be dead without a word. What it still brings is passed over.
        """
        with self._lock:
            if self._stopped:
                return
            self._over.set()
            self._over = over = threading.Event()
        self._listen(over)

    def stop(self) -> None:
        """Stop listening; the thread ends by itself when its connection does."""
        with self._lock:
            self._stopped = True
            self._over.set()

    def _listen(self, over: threading.Event) -> None:
        self._thread = threading.Thread(target=self._run, args=(over,), name="events", daemon=True)
        self._thread.start()

    def _run(self, over: threading.Event) -> None:
        wait_s = FIRST_WAIT_S
        while not over.is_set():
            try:
                with self._api.stream(routes.EVENTS, read_timeout_s=SILENCE_S) as lines:
                    if over.is_set():
                        return
                    self._on_connected(True, None)
                    # Each line is a chance to stop, a heartbeat too: events may not come for days.
                    for event in parse_events(takewhile(lambda _: not over.is_set(), lines)):
                        wait_s = (
                            FIRST_WAIT_S  # only now: who takes every call and says nothing would be called without end
                        )
                        self._on_event(event)
                error: MegadeskError | None = None
            except MegadeskError as e:
                error = e
            except Exception as e:
                # Without its hints a device would learn of nothing, and nobody would know why.
                log.exception("a stream of events ended by a fault of ours")
                error = OurBug(type(e).__name__)
            if over.is_set():
                return
            self._on_connected(False, error)
            if isinstance(error, NotSignedIn):
                return
            asked_s = error.retry_after_s if isinstance(error, RateLimited) else 0.0
            spread = self._jitter()
            over.wait(max(wait_s / 2 * (1 + spread), asked_s * (1 + spread / 10)))
            wait_s = min(wait_s * 2, LAST_WAIT_S)
