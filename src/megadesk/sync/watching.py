"""How well a folder is watched, and what a person is told of it.

    changed(works, reason) --> works: how often everything is scanned;  problems(): one for the whole pair, while it lasts
    lost("overflow") again and again --> problems(): watch_overflow, until it was quiet for a while

A single overflow is no news: the scan that follows it finds everything. Who has it all the time should hear how to
give the system a longer queue.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from megadesk.model.errors import Argument
from megadesk.model.pair import Problem
from megadesk.model.relpath import ROOT

STORM: Final = 3
"""So many overflows..."""
STORM_MS: Final = 600_000
"""... in so long a time are worth a word, which is taken back so long after the last one."""
WATCHES_AT_LEAST: Final = 524_288
INSTANCES_AT_LEAST: Final = 1024


class Watching:
    """What is known of one watcher. Times are milliseconds of a clock that does not go back."""

    def __init__(self) -> None:
        self.works = True
        self._fault: Problem | None = None
        self._overflows: deque[int] = deque(maxlen=STORM)

    def changed(self, *, works: bool, reason: str, limit: int | None) -> None:
        """Note that the folder is watched, or why it is not, with the limit of the system that was met."""
        self.works = works
        self._fault = None if works else Problem(code=reason, path=ROOT, arguments=_arguments(reason, limit))

    def lost(self, reason: str, now_ms: int) -> None:
        """Note that hints were lost."""
        if reason == "overflow":
            self._overflows.append(now_ms)

    def tick(self, now_ms: int) -> None:
        """Forget a storm that is over."""
        calm_ms = self.calm_ms
        if calm_ms is not None and now_ms >= calm_ms:
            self._overflows.clear()

    def problems(self) -> tuple[Problem, ...]:
        """Return what is to be said now; it concerns the pair as a whole and holds no file back."""
        storm = Problem(code="watch_overflow", path=ROOT) if self.calm_ms is not None else None
        return tuple(problem for problem in (self._fault, storm) if problem is not None)

    @property
    def calm_ms(self) -> int | None:
        """When a storm of overflows will be over; None if there is none."""
        if len(self._overflows) < STORM or self._overflows[-1] - self._overflows[0] > STORM_MS:
            return None
        return self._overflows[-1] + STORM_MS


def _arguments(reason: str, limit: int | None) -> dict[str, Argument]:
    """Return the limit that was met and the one to ask for: twice as much, and not less than most systems have."""
    least = {"watch_limit": WATCHES_AT_LEAST, "watch_instances": INSTANCES_AT_LEAST}.get(reason)
    if least is None:
        return {}
    return {"limit": limit, "wanted": max(least, 2 * (limit or 0))}
