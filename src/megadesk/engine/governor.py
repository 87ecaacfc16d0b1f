"""Keeps the limits that a person set: rates, rest, and the timetable of the week.

    set_limits, pause, resume --> settings (kept)      local time --timetable--> Throttle (rates), TransferManager (rest)

Nothing runs by the clock unless there is a timetable; then one thread wakes at its edges, when clocks are put forward or
back, and once an hour, because people travel and clocks are set.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, Protocol

from megadesk.model.errors import Malformed
from megadesk.model.transfer import BOTH_WAYS, Direction, Rest
from megadesk.model.values import replace
from megadesk.store.settings import Settings
from megadesk.transfers.throttle import Throttle
from megadesk.transfers.timetable import (
    NO_POLICY,
    Limits,
    LocalTime,
    Policy,
    in_force,
    seconds_to_look,
    window_now,
)

log = logging.getLogger(__name__)

SETTING: Final = "transfers"
KIB: Final = 1024


class Moves(Protocol):
    """What the governor lets rest: a TransferManager."""

    def rest(self, ways: Collection[Direction], who: Rest) -> None:
        """Move nothing more these ways."""

    def go_on(self, ways: Collection[Direction], who: Rest) -> None:
        """Go on."""


def local_time(ahead_s: float = 0.0) -> LocalTime:
    """Return what this computer's clock will show in so many seconds, by the rules of its zone.

    Those are read anew: who travels gets another zone, and no program is told of it.
    """
    if sys.platform != "win32" and not ahead_s:
        time.tzset()
    then = time.localtime(time.time() + ahead_s)
    return LocalTime(weekday=then.tm_wday, minute=then.tm_hour * 60 + then.tm_min, second=then.tm_sec)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSettings:
    """What a person set, as it is kept. ``paused``: directions that rest until somebody lets them go on."""

    policy: Policy = NO_POLICY
    paused: frozenset[Direction] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What holds at this moment; ``window``: the number of the window of the timetable it comes from, or None."""

    settings: TransferSettings
    limits: Limits
    window: int | None


class Governor:
    """One for an account that runs. Safe from any thread."""

    def __init__(
        self, settings: Settings, moves: Moves, throttle: Throttle, local: Callable[[float], LocalTime] = local_time
    ) -> None:
        self._store = settings
        self._moves = moves
        self._throttle = throttle
        self._local = local
        self._changed = threading.Condition()
        self._settings = self._load()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="limits", daemon=True)

    def _load(self) -> TransferSettings:
        try:
            return self._store.get(SETTING, TransferSettings) or TransferSettings()
        except Malformed:
            log.warning("the limits of transfers are not as they must be; there are none")
            return TransferSettings()

    def start(self) -> None:
        """Begin to keep the limits."""
        self.apply()
        self._thread.start()

    def stop(self) -> None:
        """Stop; what rests stays so."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def look_again(self) -> None:
        """Somebody set the clock, or the computer slept: look at once which limits hold."""
        with self._changed:
            self._changed.notify_all()

    # -- what a person sets -------------------------------------------------------------------------------------------

    def set_policy(self, change: Callable[[Policy], Policy]) -> InForce:
        """Change the limits; kept over restarts, and in force on return."""
        return self._set(lambda before: replace(before, policy=change(before.policy)))

    def pause(self, ways: Collection[Direction]) -> InForce:
        """Let directions rest until ``resume``, over restarts too."""
        return self._set(lambda before: replace(before, paused=before.paused | set(ways)))

    def resume(self, ways: Collection[Direction]) -> InForce:
        """Let directions go on."""
        return self._set(lambda before: replace(before, paused=before.paused - set(ways)))

    def _set(self, change: Callable[[TransferSettings], TransferSettings]) -> InForce:
        with self._changed:
            after = change(self._settings)
            if after != self._settings:
                self._store.set(SETTING, after)
                self._settings = after
            self._changed.notify_all()
        self.apply()
        return self.now()

    # -- what holds ---------------------------------------------------------------------------------------------------

    def now(self) -> InForce:
        """Return what is set, and what holds at this moment."""
        settings, here = self._settings, self._local(0.0)
        return InForce(
            settings=settings,
            limits=in_force(settings.policy, here.weekday, here.minute),
            window=window_now(settings.policy, here.weekday, here.minute),
        )

    def apply(self) -> None:
        """Put in force what holds now, one thread after the other: what was read first must not be set last."""
        with self._changed:
            now = self.now()
            for way in BOTH_WAYS:
                kib = now.limits.of(way)
                self._throttle.set(way, kib * KIB if kib else None)
                for who, rests in ((Rest.PERSON, way in now.settings.paused), (Rest.SCHEDULE, kib == 0)):
                    (self._moves.rest if rests else self._moves.go_on)([way], who)

    def _run(self) -> None:
        with self._changed:
            while not self._stopping:
                self._changed.wait(self._patience_s())
                if not self._stopping:
                    self.apply()

    def _patience_s(self) -> float | None:
        return seconds_to_look(self._settings.policy, self._local)
