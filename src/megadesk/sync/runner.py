"""The thread of one pair: waits, lets the pilot take in what happened, and lets it act.

    post(event) from any thread --> queue --> pilot.note ... pilot.step, until there is nothing to do --> wait

One thread a pair decides and touches its folder; content moves in the transfer workers meanwhile. This is the only
module of the room with a thread and a queue in it.
"""

from __future__ import annotations

import logging
import queue
import threading
from typing import Final

from megadesk.model.ids import PairId
from megadesk.sync.outlook import Outlook
from megadesk.sync.pilot import Pilot
from megadesk.sync.ports import Clock
from megadesk.sync.report import Order, PairReport

log = logging.getLogger(__name__)

STUMBLED_S: Final = 1.0
"""So long nothing is tried after a bug that concerns no single command."""

STOP_S: Final = 10.0
"""So long somebody waits for the end of a thread that was asked to: longer than the pieces it works in."""


class PairRunner:
    """Runs one pair until ``stop``. ``post`` and ``report`` are safe from any thread."""

    def __init__(self, pair: PairId, pilot: Pilot, clock: Clock) -> None:
        self.pair = pair
        self._pilot = pilot
        self._clock = clock
        self._events: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=f"pair-{pair}", daemon=True)
        self._posting = threading.Lock()
        self._posted = 0
        self._after: PairRunner | None = None

    def start(self, after: PairRunner | None = None) -> None:
        """Begin, once the thread ``after``, if it still lives, has ended."""
        self._after = after
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Have it end soon; returns at once. Transfers of this pair end too."""
        self._pilot.stop()
        self._events.put(None)

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """Have it end, and return whether it did in this time."""
        self.ask_to_stop()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def wait_for_end(self) -> None:
        """Return once its thread has ended."""
        self._thread.join()

    def post(self, event: Order) -> int:
        """Tell the pair what happened; return how many events a report must have taken to have seen it."""
        with self._posting:
            self._posted += 1
            self._events.put(event)
            return self._posted

    def report(self) -> PairReport:
        """Return the pair as it stood after the last command."""
        return self._pilot.report

    def outlook(self) -> Outlook | None:
        """Return what the pair knows of paths and nodes; None while its folder could not be opened."""
        return self._pilot.outlook

    # -- the loop ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        after, self._after = self._after, None
        if after is not None:
            after.wait_for_end()
        stumbled = False
        while True:
            try:
                # After a bug the next event is waited for, or the time for it to pass: never a loop at full speed.
                if not (self._take_in(STUMBLED_S) if stumbled else self._turn()):
                    return
                stumbled = False
            except Exception as error:
                # Nobody else looks after this folder: what concerns one event or one look must not be the end of it.
                log.exception("pair %s: an error outside of any command", self.pair)
                self._pilot.stumbled(error)
                stumbled = True

    def _turn(self) -> bool:
        """Do one thing, or wait for one; False: stop."""
        if self._pilot.step():
            # Hints that came meanwhile are taken in, but nobody waits for more while there is work.
            return self._take_in(0)
        if self._pilot.is_behind:
            self._pilot.tell()
        if not self._take_in(self._patience_s()):
            return False
        self._pilot.tell()
        return True

    def _take_in(self, patience_s: float | None) -> bool:
        """Note every event there is, waiting so long for the first (None: for ever). False: stop."""
        try:
            event = self._events.get(patience_s != 0, patience_s)
            while True:
                if event is None:
                    self._pilot.drop()
                    return False
                self._pilot.note(event)
                event = self._events.get_nowait()
        except queue.Empty:
            return True

    def _patience_s(self) -> float | None:
        wake_ms = self._pilot.wake_ms
        return None if wake_ms is None else max(0.0, (wake_ms - self._clock.now_ms()) / 1000)
