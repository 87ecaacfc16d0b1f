"""Everything paused: for some time or until somebody resumes; kept over restarts, and ended by the clock.

    begin(for_s) --> kept --> turned(True)       end(), or the time is over --> turned(False)

What that stops is the Supervisor's (``rest``, ``go_on``); here is only whether, and until when. One thread, which sleeps
unless a pause has an end.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from megadesk.model.errors import BadUsage, Malformed
from megadesk.model.values import replace
from megadesk.store.settings import Settings

log = logging.getLogger(__name__)

SETTING: Final = "pause"
LOOK_S: Final = 600.0
"""Clocks are set; so often at least it is looked at whether the time is over."""

LONGEST_S: Final = 366 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """A pause as it is kept. ``until_ms``: None if only a person ends it."""

    since_ms: int
    until_ms: int | None = None


class Pause:
    """One for a profile. Safe from any thread. ``turned`` is called once at a time, in the order of what happened."""

    def __init__(self, settings: Settings, wall_ms: Callable[[], int], turned: Callable[[bool], None]) -> None:
        self._settings = settings
        self._wall_ms = wall_ms
        self._turned = turned
        self._changing = threading.Lock()
        self._news = threading.Condition()
        self._stopping = False
        self._paused = self._load()
        self._thread = threading.Thread(target=self._run, name="pause", daemon=True)

    def _load(self) -> Paused | None:
        try:
            return self._settings.get(SETTING, Paused)
        except Malformed:
            log.warning("the pause is not as it must be; there is none")
            return None

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to watch the clock."""
        self._thread.start()

    def stop(self) -> None:
        """Watch it no more; a pause stays, for the next engine."""
        with self._news:
            self._stopping = True
            self._news.notify_all()

    def look_again(self) -> None:
        """The computer slept, or somebody set the clock: see at once whether the time is over."""
        with self._news:
            self._news.notify_all()

    # -- asking -------------------------------------------------------------------------------------------------------

    @property
    def is_on(self) -> bool:
        """Whether everything is paused."""
        return self._paused is not None

    @property
    def until_ms(self) -> int | None:
        """When it ends by itself; None if it does not, or nothing is paused."""
        paused = self._paused
        return None if paused is None else paused.until_ms

    # -- what a person wants ------------------------------------------------------------------------------------------

    def begin(self, for_s: int | None) -> None:
        """Pause everything, from now on for so long; None: until ``end``. BadUsage for no time, or for more than a year."""
        if for_s is not None and not 0 < for_s <= LONGEST_S:
            raise BadUsage(what="pause", value=for_s)
        now_ms = self._wall_ms()
        self._set(Paused(since_ms=now_ms, until_ms=None if for_s is None else now_ms + for_s * 1000))

    def end(self) -> None:
        """Let everything go on."""
        self._set(None)

    def _set(self, paused: Paused | None) -> None:
        with self._changing:
            if paused is None:
                self._settings.delete(SETTING)
            else:
                self._settings.set(SETTING, paused)
            with self._news:
                was, self._paused = self.is_on, paused
                self._news.notify_all()
            if was is not self.is_on:
                log.info("everything is paused" if self.is_on else "everything goes on")
            self._turned(self.is_on)

    # -- the clock ----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._news:
                left_s = self.left_s()
                if not self._stopping and (left_s is None or left_s > 0):
                    self._news.wait(None if left_s is None else min(left_s, LOOK_S))
                if self._stopping:
                    return
            left_s = self.left_s()
            if left_s is not None and left_s <= 0:
                self.end()

    def left_s(self) -> float | None:
        """Return how long the pause still lasts, negative once it is over; None if it has no end.

        A clock that was set back makes it no longer than it was meant to be.
        """
        paused = self._paused
        if paused is None or paused.until_ms is None:
            return None
        now_ms = self._wall_ms()
        if now_ms < paused.since_ms:
            moved = replace(paused, since_ms=now_ms, until_ms=now_ms + paused.until_ms - paused.since_ms)
            self._paused = paused = moved
        return ((paused.until_ms or 0) - now_ms) / 1000
