"""The order in which transfers of one kind and direction are taken: fair by itself, free for a person.

    enter --> behind what its flow has waiting, in front of what other flows have had more turns for
    top, bottom, between --> a place that a person chose (steering.py)

Fair means start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): each transfer has a tag, the amount of work at
which its turn comes. A flow (a pair, and a class of size in it) that begins while another has 10,000 files waiting begins
at the work done so far, not behind them; two flows that both have work get the same share. What is taken, in small
pieces, moves the tag of what has it (``worked``), so that a file of a terabyte does not keep a photo waiting.

A rank is (tier, tag, number): tier -1 are those a person put on top, 1 those at the bottom, 0 all others. Sorted by
rank is the order that is shown and the order that is taken. Pure; the board owns it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import count, islice
from typing import Final

from megadesk.model.ids import PairId
from megadesk.transfers.queue import Rank, Transfer

FILE_COST: Final = 64 << 10
"""What a file costs beside its bytes: so small ones and large ones of two flows get the same share of time, roughly."""

MEDIUM_BYTES: Final = 64 << 20
"""Above, a file is in a flow of its own kind: what is shorter does not wait for the end of a disk image."""

SLACK: Final = 64 << 20
"""So much more work than one that waits has an open file had, before it makes room: opening again is not free."""

TOP_TIER: Final = -1
FAIR_TIER: Final = 0
BOTTOM_TIER: Final = 1

Flow = tuple[PairId, bool]


def flow_of(transfer: Transfer) -> Flow:
    """Return what shares its turns with this one."""
    return transfer.key.pair, transfer.job.size_bytes > MEDIUM_BYTES


def rank_of(transfer: Transfer) -> Rank:
    """Return the place of a transfer that has entered."""
    return transfer.rank or Rank(BOTTOM_TIER, float("inf"), 0)


class Order:
    """Transfers that wait, sorted. ``numbers`` are shared by all orders of a board, so that ranks never tie."""

    def __init__(self, numbers: count[int] | None = None) -> None:
        self._waiting: list[Transfer] = []
        self._numbers = numbers or count(1)
        self._work = 0.0
        self._reached: dict[Flow, float] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Transfer]:
        """Yield all, the first to be taken first."""
        return iter(self._waiting)

    def enter(self, transfer: Transfer) -> None:
        """Let a transfer wait at the place it has, or at its fair one."""
        self.assign(transfer)
        if not self._waiting or rank_of(self._waiting[-1]) < rank_of(transfer):
            self._waiting.append(transfer)
        else:
            insort(self._waiting, transfer, key=rank_of)

    def assign(self, transfer: Transfer) -> None:
        """Give a transfer that has no place yet its fair one."""
        if transfer.rank is None:
            flow = flow_of(transfer)
            start = max(self._work, self._reached.get(flow, 0.0))
            self._reached[flow] = start + transfer.job.size_bytes + FILE_COST
            transfer.rank = Rank(FAIR_TIER, start, next(self._numbers))

    def leave(self, transfer: Transfer) -> bool:
        """Take a transfer out, if it is there, and return whether it was; it keeps its rank."""
        at = bisect_left(self._waiting, rank_of(transfer), key=rank_of)
        if at == len(self._waiting) or self._waiting[at] is not transfer:
            return False
        del self._waiting[at]
        return True

    def took_back(self) -> None:
        """Forget how much flows had that have nothing waiting any more: they left without having been moved."""
        waiting = {flow_of(one) for one in self._waiting}
        self._reached = {flow: reached for flow, reached in self._reached.items() if flow in waiting}

    def take(self, size: int) -> list[Transfer]:
        """Return so many of the first ones, which go on to be worked on."""
        taken = list(islice(self._waiting, size))
        del self._waiting[:size]
        for transfer in taken:
            self._note(rank_of(transfer))
        if not self._waiting:
            self._reached.clear()  # nobody is ahead of anybody any more
        return taken

    def pick(self, chosen: Sequence[Transfer]) -> Sequence[Transfer]:
        """Take these, wherever in line they are, and return them."""
        for transfer in chosen:
            self.leave(transfer)
            self._note(rank_of(transfer))
        if not self._waiting:
            self._reached.clear()
        return chosen

    def worked(self, transfer: Transfer, size_bytes: int) -> None:
        """Note that so much of an open file was handed out: its turn comes again after others of as much work."""
        rank = rank_of(transfer)
        self._note(rank)
        if rank.tier == FAIR_TIER:
            transfer.rank = rank._replace(tag=rank.tag + size_bytes)

    def _note(self, rank: Rank) -> None:
        if rank.tier == FAIR_TIER:
            self._work = max(self._work, rank.tag)


def top(number: int) -> Rank:
    """Return the place in front of all, also of those that were put there with a smaller number."""
    return Rank(TOP_TIER, -float(number), number)


def bottom(number: int) -> Rank:
    """Return the place behind all, also of those that were put there with a smaller number."""
    return Rank(BOTTOM_TIER, float(number), number)


def between(before: Rank, behind: Rank | None, count: int) -> list[float] | None:
    """Return so many tags right behind one place and before the next (None: there is none); None if there is no room."""
    # They stay below the next whole number: that may be of one that is yet to come.
    end = math.floor(before.tag) + 1.0
    if behind is not None and behind.tier == before.tier:
        end = min(end, behind.tag)
    step = (end - before.tag) / (count + 1)
    tags = [before.tag + step * place for place in range(1, count + 1)]
    rises = all(low < high for low, high in zip([before.tag, *tags], [*tags, end], strict=True))
    return tags if rises else None


def overtakes(waiting: Transfer, open_one: Transfer) -> bool:
    """Whether one that waits is so much before an open one that this makes room, at the end of a block."""
    first, other = rank_of(waiting), rank_of(open_one)
    if first.tier == FAIR_TIER == other.tier:
        return first.tag + SLACK < other.tag
    return first.tier < other.tier
