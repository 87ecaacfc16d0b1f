"""How far one errand is: what was done, what moves just now, how fast, and how long the rest will take.

ErrandRun --counts, note--> ErrandProgress --standing--> a front end, made anew at most ten times a second
the manager's lines ------>
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.model.errand import Counts, Item, ItemState, Phase
from megadesk.model.errors import MegadeskError
from megadesk.model.relpath import printable
from megadesk.model.transfer import TransferLine
from megadesk.model.values import replace
from megadesk.transfers.pacing import Meter, seconds_left

REPORT_S: Final = 0.1
SPEED_OVER_S: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an errand is. ``moving_bytes``: what is done of files that are on their way; ``path``: the first of them."""

    phase: Phase
    counts: Counts
    moving_bytes: int = 0
    path: str = ""
    bps: int = 0
    seconds_left: int | None = None
    reason: MegadeskError | None = None


class ErrandProgress:
    """The figures of one errand. ``counts`` and ``note`` are for its thread, ``standing`` for any."""

    def __init__(self, moving: Callable[[], Sequence[TransferLine]], clock: Callable[[], float]) -> None:
        """``moving``: returns the files of this errand that move just now. clock: seconds that never go back."""
        self.counts = Counts()
        self._moving = moving
        self._clock = clock
        self._lock = threading.Lock()
        self._meter = Meter(SPEED_OVER_S)
        self._most: int | None = None
        self._last: tuple[float, Standing] | None = None

    def note(self, before: ItemState, item: Item) -> None:
        """Count what became of a file; the book counts anew after each plan."""
        if item.is_folder or before is item.state:
            return
        size, now = item.found.size_bytes, self.counts
        match item.state:
            case ItemState.DONE:
                self.counts = replace(now, files=now.files + 1, bytes=now.bytes + size)
            case ItemState.SKIPPED | ItemState.FAILED:
                skipped = now.skipped + (item.state is ItemState.SKIPPED)
                self.counts = replace(
                    now, skipped=skipped, total_files=now.total_files - 1, total_bytes=now.total_bytes - size
                )

    def standing(self, phase: Phase, reason: MegadeskError | None) -> Standing:
        """Return how far it is."""
        with self._lock:
            now_s = self._clock()
            if self._last is None or now_s - self._last[0] >= REPORT_S or self._last[1].phase is not phase:
                self._last = (now_s, self._looked(phase, reason, now_s))
            return self._last[1]

    def _looked(self, phase: Phase, reason: MegadeskError | None, now_s: float) -> Standing:
        counts, moving = self.counts, self._moving()
        done = min(counts.bytes + sum(one.bytes_done for one in moving), counts.total_bytes)
        if self._most is not None and done > self._most:
            self._meter.add(now_s, done - self._most)
        self._most = done if self._most is None else max(done, self._most)
        bps = self._meter.bps(now_s)
        return Standing(
            phase=phase, counts=counts, moving_bytes=max(0, done - counts.bytes),
            path=printable(moving[0].path) if moving else "", bps=round(bps),
            seconds_left=seconds_left(counts.total_bytes - done, bps), reason=reason,
        )  # fmt: skip
