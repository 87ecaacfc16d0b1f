"""Make a failing case smaller while it fails in the same way: first what people do, then what goes wrong.

shrink(case) --> Shrunk: the smallest case found, what fails in it, and how many runs that took
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from megadesk.model.values import replace
from sim.fleet import PLAIN, Case, Fleet

T = TypeVar("T")
SECONDS: Final = 120.0


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What is left of a case."""

    case: Case
    failures: tuple[str, ...]
    runs: int


def kind_of(failure: str) -> str:
    """Return what a failure has in common with others of its kind: no names, no numbers."""
    return re.sub(r"b?'[^']*'|b?\"[^\"]*\"|\b(ann|bob|cyd|dan|eve)\b|[0-9]+|\[.*", "", failure.splitlines()[0])[:48]


def shrink(case: Case, *, seconds: float = SECONDS) -> Shrunk:
    """Return the smallest case found in the time there is; the case itself if it does not fail."""
    search = _Search(case, time.monotonic() + seconds)
    failures = Fleet(case).run().failures
    if not failures:
        return Shrunk(case, (), 1)
    search.kinds = {kind_of(one) for one in failures}
    while search.round():
        pass
    return Shrunk(search.case, tuple(Fleet(search.case).run().failures), search.runs)


class _Search:
    """One search under way."""

    def __init__(self, case: Case, until_s: float) -> None:
        self.case = case
        self.kinds: set[str] = set()
        self.runs = 1
        self._until_s = until_s

    def round(self) -> bool:
        """Try everything once; whether the case became smaller, so that another round is worth it."""
        before = self.case
        self._tail()
        self._pieces(len(self.case.deeds), self._without_deeds)
        self._pieces(len(self.case.schedule), self._with_plain_ticks)
        self._devices()
        return self.case != before and time.monotonic() < self._until_s

    def _keep(self, case: Case) -> bool:
        """Take over a smaller case if it fails in the same way."""
        if case == self.case or time.monotonic() > self._until_s:
            return False
        self.runs += 1
        if not self.kinds & {kind_of(one) for one in Fleet(case).run().failures}:
            return False
        self.case = case
        return True

    def _tail(self) -> None:
        """Let the schedule end earlier; what people do later is done at its end."""
        for share in (0, 1, 2, 4, 8, 16):
            length = len(self.case.schedule) * share // 32
            if self._keep(replace(self.case, schedule=self.case.schedule[:length])):
                return

    @staticmethod
    def _pieces(length: int, attempt: Callable[[int, int], bool]) -> None:
        """Try to do without pieces, large ones first; ``attempt`` gets the bounds of one, from the end."""
        size = max(1, length // 2)
        while True:
            end = length
            while end > 0:
                attempt(max(0, end - size), end)
                end -= size
            if size == 1:
                return
            size //= 2

    def _without_deeds(self, start: int, end: int) -> bool:
        case = self.case
        deeds = _without(case.deeds, start, end)
        first = case.first - max(0, min(end, case.first) - start)
        return self._keep(replace(case, deeds=deeds, first=max(0, first)))

    def _with_plain_ticks(self, start: int, end: int) -> bool:
        schedule = self.case.schedule
        if all(tick == PLAIN for tick in schedule[start:end]):
            return False
        plain = (*schedule[:start], *(PLAIN for _ in schedule[start:end]), *schedule[end:])
        return self._keep(replace(self.case, schedule=plain))

    def _devices(self) -> None:
        """Do with fewer devices, and with plain volumes."""
        for number, kind in enumerate(self.case.kinds):
            if kind != "ext4":
                kinds = (*self.case.kinds[:number], "ext4", *self.case.kinds[number + 1 :])
                self._keep(replace(self.case, kinds=kinds))
        while len(self.case.kinds) > 1 and self._keep(replace(self.case, kinds=self.case.kinds[:-1])):
            pass


def _without(items: Sequence[T], start: int, end: int) -> tuple[T, ...]:
    return (*items[:start], *items[end:])
