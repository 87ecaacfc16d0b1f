"""Files that are still being written, or never rest: which of them are read now, and when the others are.

    entries to read --sift--> these now, these later (FileBusy) --noted--> what came of it;  again_ms: look again then

A file is read as soon as a later write would leave another time (granularity.py), which on most volumes is at once. One that changed while it was read is left alone until
it was seen unchanged for a moment, longer after each such try; one that is read again and again uses up its allowance
(a large file faster), and then waits until it rests or has earned another read. One that was synced before, only grows
and never rests is read as far as it went when it was looked at (``grows``, ADR 14). So a log that grows for ever is
synced a few times a minute at most, and holds up nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.model.errors import FileBusy, MegadeskError
from megadesk.model.listing import Digest, Entry, Fingerprint
from megadesk.model.relpath import RelPath, printable
from megadesk.sync.allowance import Allowance
from megadesk.sync.granularity import Granularity

QUIET_FIRST_MS: Final = 250
QUIET_MS: Final = 2_000
"""So long a file must have been seen unchanged once it was caught being written; less after the first tries."""
LATEST_MS: Final = 60_000
"""And so long after the last try it is tried all the same: it may rest just long enough."""
CHANGING_MS: Final = 30_000
"""A person is told of a file that could not be read for so long."""
WEIGHT_BYTES: Final = 512 << 20
"""Reading so much counts as one more time: a quarter of a second of two cores, measured."""
MANY: Final = 1_000
"""Who reads more files than these at once has found a folder, not a file that never rests."""


Read: TypeAlias = Callable[[Sequence[Entry]], Mapping[RelPath, Digest | MegadeskError]]


@dataclass(slots=True)
class _Restless:
    """A file that is not read now."""

    since_ms: int
    tries: int = 0
    tried_ms: int = 0
    seen: Fingerprint | None = None
    seen_ms: int = 0


class Patience:
    """For one folder. Not safe for threads. ``beginnings`` reads files as far as they went, while they grow."""

    def __init__(
        self,
        now_ms: Callable[[], int],
        beginnings: Read = lambda _entries: {},
        granularity: Granularity | None = None,
    ) -> None:
        self._now_ms = now_ms
        self._granularity = granularity or Granularity(0, now_ms)
        self.beginnings = beginnings
        self._allowance: Allowance[RelPath] = Allowance()
        self._restless: dict[RelPath, _Restless] = {}
        self._young_since: dict[RelPath, int] = {}
        """Files that were written to so lately that another write need not show, and since when they are."""
        self._waiting: dict[RelPath, int] = {}

    def sift(self, wanted: Sequence[Entry]) -> tuple[list[Entry], dict[RelPath, MegadeskError]]:
        """Return the files that are to be read now, and for the others that they are busy."""
        now_ms = self._now_ms()
        paths = {entry.path for entry in wanted}
        self._restless = {path: state for path, state in self._restless.items() if path in paths}
        self._young_since = {path: since_ms for path, since_ms in self._young_since.items() if path in paths}
        self._waiting = {}
        ready = [entry for entry in wanted if self._is_ready(entry, now_ms)]
        return ready, {path: FileBusy(path=printable(path)) for path in self._waiting}

    def is_stuck(self, path: RelPath) -> bool:
        """Whether a file was not found at rest for a while, though it was tried."""
        state = self._restless.get(path)
        return state is not None and state.tries > 0 and self._now_ms() - state.since_ms >= CHANGING_MS

    def noted(self, read: Sequence[Entry], outcomes: Mapping[RelPath, Digest | MegadeskError]) -> None:
        """Take in what came of reading."""
        now_ms = self._now_ms()
        for entry in read:
            outcome = outcomes.get(entry.path)
            if isinstance(outcome, FileBusy):
                self._failed(entry, now_ms)
                continue
            self._restless.pop(entry.path, None)
            if len(read) <= MANY:
                self._allowance.spend(entry.path, now_ms, _weight(entry))

    @property
    def again_ms(self) -> int | None:
        """When a file that waits is to be looked at again; None if none does."""
        return min(self._waiting.values(), default=None)

    @property
    def waiting(self) -> Collection[RelPath]:
        """The files that wait."""
        return self._waiting.keys()

    def since_ms(self, path: RelPath) -> int | None:
        """Return since when a file could not be read; None if it could."""
        state = self._restless.get(path)
        return self._young_since.get(path) if state is None else state.since_ms

    # -- one file ---------------------------------------------------------------------------------------------------

    def _failed(self, entry: Entry, now_ms: int) -> None:
        """Note that a file was written to while it was read. What it looks like now is not known."""
        self._allowance.spend(entry.path, now_ms)
        state = self._restless.setdefault(entry.path, _Restless(since_ms=now_ms))
        state.tries += 1
        state.tried_ms = now_ms
        state.seen = None
        self._waiting[entry.path] = now_ms + _quiet_ms(state)

    def _is_ready(self, entry: Entry, now_ms: int) -> bool:
        """Whether a file may be read; if not, note when it is to be looked at again."""
        path = entry.path
        young_ms = self._granularity.young_ms(entry.fingerprint.mtime_ns)
        if young_ms and not self._is_ever_young(path, now_ms):
            self._waiting[path] = now_ms + young_ms
            return False
        self._young_since.pop(path, None)
        state = self._restless.get(path)
        may_afford = self._allowance.left(path, now_ms) >= 1
        if state is None:
            if may_afford:
                return True
            state = self._restless[path] = _Restless(since_ms=now_ms)
        if state.seen != entry.fingerprint:
            state.seen, state.seen_ms = entry.fingerprint, now_ms
        quiet_ms = _quiet_ms(state)
        if not may_afford:
            quiet_ms = min(LATEST_MS, int(QUIET_MS * _weight(entry)))
        due = [state.seen_ms + quiet_ms]
        if state.tries:
            latest_ms = state.tried_ms + int(LATEST_MS * _weight(entry))
            due.append(max(latest_ms, self._allowance.ready_ms(path, now_ms)))
        else:
            due.append(self._allowance.ready_ms(path, now_ms))
        if now_ms >= min(due):
            return True
        self._waiting[path] = min(due)
        return False

    def _is_ever_young(self, path: RelPath, now_ms: int) -> bool:
        """Whether a file has been too young for so long that it is read all the same.

        Not where the times are coarse: its last write could be one that nobody ever sees.
        """
        since_ms = self._young_since.setdefault(path, now_ms)
        return self._granularity.is_fine and now_ms - since_ms >= LATEST_MS


def _weight(entry: Entry) -> float:
    return max(1.0, entry.fingerprint.size_bytes / WEIGHT_BYTES)


def _quiet_ms(state: _Restless) -> int:
    """Return how long a file must have rested, by how often it was caught being written."""
    return QUIET_MS if not state.tries else min(QUIET_MS, QUIET_FIRST_MS << min(state.tries - 1, 8))
