"""When a touched path has been quiet long enough to be looked at.

    touched(path) --> quiet for quiet_ms, or waiting for cap_ms   --> due() --> Dirty(paths)
             a path that was due again and again: longer          --> due() --> Dirty(paths)
    overflow(), or more than ``limit`` paths                      --> due() --> Dirty(everything)

A hint says only that a path may have changed. Looking too early does no harm, a file that changes while it is read
is noticed then; looking too often costs time. So the quiet is short, and what never falls quiet is looked at
every cap_ms. A path that has used up its allowance of looks (a log that grows for ever) waits longer, but comes along
whenever another is looked at: it may be the other end of a move. Whether its bytes are read then, patience.py decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from megadesk.model.relpath import RelPath
from megadesk.sync.allowance import Allowance

QUIET_MS: Final = 50
CAP_MS: Final = 2_000
RESTLESS_QUIET_MS: Final = 2_000
RESTLESS_CAP_MS: Final = 15_000
DIRTY_LIMIT: Final = 20_000
"""As many as a watcher tells of at once. A first download of 100,000 files raises 8,000 hints between two looks: to look
at those is a quarter of a second, at everything three times as much, eleven times."""


@dataclass(frozen=True, slots=True)
class Dirty:
    """What to look at: these paths, or simply everything."""

    paths: frozenset[RelPath] = frozenset()
    everything: bool = False


class Debounce:
    """Gathers hints. Times are milliseconds of any clock that does not go back."""

    def __init__(self, quiet_ms: int = QUIET_MS, cap_ms: int = CAP_MS, limit: int = DIRTY_LIMIT) -> None:
        self._limit = limit
        self._looks: Allowance[RelPath] = Allowance()
        self._quick = _Waiting(quiet_ms, cap_ms)
        self._restless = _Waiting(RESTLESS_QUIET_MS, RESTLESS_CAP_MS)
        self._lost = False

    def touched(self, paths: Iterable[RelPath], now_ms: int) -> None:
        """Note that paths may have changed."""
        if self._lost:
            return
        for path in paths:
            is_restless = self._looks.left(path, now_ms) < 1
            (self._restless if is_restless else self._quick).add(path, now_ms)
        if len(self._quick) + len(self._restless) > self._limit:
            self.overflow()

    def overflow(self) -> None:
        """Note that hints were lost: anything may have changed."""
        self._lost = True
        self._quick.clear()
        self._restless.clear()

    def is_waiting(self, path: RelPath) -> bool:
        """Whether a path was touched and is not due yet; safe from any thread."""
        return self._lost or path in self._quick or path in self._restless

    def due(self, now_ms: int) -> Dirty | None:
        """Return what is to be looked at now and forget it; None if nothing is."""
        if self._lost:
            self._lost = False
            return Dirty(everything=True)
        quick = self._quick.take(now_ms)
        for path in quick:
            self._looks.spend(path, now_ms)
        paths = [*quick, *(self._restless.clear() if quick else self._restless.take(now_ms))]
        return Dirty(frozenset(paths)) if paths else None

    @property
    def next_ms(self) -> int | None:
        """When ``due`` will have something; None if nothing waits, 0 if it is overdue already."""
        return min((ms for ms in (self.soon_ms, self._restless.next_ms) if ms is not None), default=None)

    @property
    def soon_ms(self) -> int | None:
        """The same without the paths that never rest: nobody else waits for those."""
        return 0 if self._lost else self._quick.next_ms


class _Waiting:
    """Paths that wait for quiet, or for the cap."""

    def __init__(self, quiet_ms: int, cap_ms: int) -> None:
        self._quiet_ms = quiet_ms
        self._cap_ms = cap_ms
        # Both in order of time, oldest first: what is due is always a head of one of them.
        self._first: dict[RelPath, int] = {}
        self._last: dict[RelPath, int] = {}

    def __len__(self) -> int:
        return len(self._last)

    def __contains__(self, path: object) -> bool:
        return path in self._last

    def add(self, path: RelPath, now_ms: int) -> None:
        self._first.setdefault(path, now_ms)
        self._last.pop(path, None)
        self._last[path] = now_ms

    def clear(self) -> list[RelPath]:
        """Return, and forget, all of them."""
        paths = list(self._last)
        self._first.clear()
        self._last.clear()
        return paths

    def take(self, now_ms: int) -> list[RelPath]:
        """Return, and forget, those that are due."""
        paths = [*_head(self._last, now_ms - self._quiet_ms), *_head(self._first, now_ms - self._cap_ms)]
        for path in paths:
            self._last.pop(path, None)
            self._first.pop(path, None)
        return list(dict.fromkeys(paths))

    @property
    def next_ms(self) -> int | None:
        if not self._last:
            return None
        return min(next(iter(self._last.values())) + self._quiet_ms, next(iter(self._first.values())) + self._cap_ms)


def _head(times: dict[RelPath, int], until_ms: int) -> list[RelPath]:
    found = []
    for path, at_ms in times.items():
        if at_ms > until_ms:
            break
        found.append(path)
    return found
