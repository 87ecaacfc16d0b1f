"""All that wait one way, in the order a person sees; any number of them can be put elsewhere in one go.

    waiting_in(register, way) --> Line --put_behind, put_behind, ...--> Line --runs--> ranks for those that were moved

Ranks (order.py) are given at the end, for each run of moved ones between two that stand still: a thousand in a row share
the room between these. Linked, so that putting one behind another costs the same in a line of ten and of 100,000. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from megadesk.model.transfer import Direction, TransferState
from megadesk.transfers.order import BOTTOM_TIER, FAIR_TIER, FILE_COST, TOP_TIER, rank_of
from megadesk.transfers.queue import ENDED, Rank, Transfer
from megadesk.transfers.register import Register


def waiting_in(register: Register, way: Direction) -> list[Transfer]:
    """Return all that wait one way, for whatever reason, the first to be taken first."""
    found = [
        one
        for one in register.all()
        if one.key.direction is way and one.state not in ENDED and one.state is not TransferState.ACTIVE
    ]
    return sorted(found, key=rank_of)


class Line:
    """Transfers in their order. None stands for what is before the first and behind the last."""

    def __init__(self, transfers: Iterable[Transfer]) -> None:
        self._behind: dict[Transfer | None, Transfer | None] = {}
        self._before: dict[Transfer | None, Transfer | None] = {}
        self.moved: dict[Transfer, None] = {}
        """Those that were put elsewhere, and whose ranks say nothing any more."""
        last: Transfer | None = None
        for transfer in transfers:
            self._link(last, transfer)
            last = transfer
        self._link(last, None)

    def _link(self, before: Transfer | None, behind: Transfer | None) -> None:
        self._behind[before] = behind
        self._before[behind] = before

    def __contains__(self, transfer: Transfer) -> bool:
        """Whether it is in line."""
        return transfer in self._behind

    def __iter__(self) -> Iterator[Transfer]:
        """Yield all, the first first."""
        one = self._behind[None]
        while one is not None:
            yield one
            one = self._behind[one]

    def before(self, transfer: Transfer) -> Transfer | None:
        """Return the one in front of one; None: it is the first."""
        return self._before[transfer]

    def behind(self, transfer: Transfer) -> Transfer | None:
        """Return the next one; None: it is the last."""
        return self._behind[transfer]

    def put_behind(self, transfer: Transfer, anchor: Transfer | None) -> None:
        """Put one right behind another one; in front of all if that is None, or not in line."""
        if transfer is anchor:
            return
        if transfer in self._behind:
            self._link(self._before[transfer], self._behind[transfer])
        if anchor is not None and anchor not in self._behind:
            anchor = None
        behind = self._behind[anchor]
        self._link(anchor, transfer)
        self._link(transfer, behind)
        self.moved[transfer] = None

    def runs(self) -> Iterator[tuple[Transfer | None, list[Transfer], Transfer | None]]:
        """Yield those that were moved, as they stand in a row, with the ones before and behind them that were not."""
        run: list[Transfer] = []
        before: Transfer | None = None
        for one in self:
            if one in self.moved:
                run.append(one)
                continue
            if run:
                yield before, run, one
                run = []
            before = one
        if run:
            yield before, run, None


def spread(own: Sequence[Transfer], tier: int, numbers: Sequence[int]) -> None:
    """Give all of a tier that wait one way new tags, far apart, in the order they are in; ``numbers`` grow."""
    tag = rank_of(own[0]).tag if own else 0.0
    for transfer, number, mirrored in zip(own, numbers, reversed(numbers), strict=True):
        tag += transfer.job.size_bytes + FILE_COST
        tags = {TOP_TIER: -float(mirrored), FAIR_TIER: tag, BOTTOM_TIER: float(number)}
        transfer.rank = Rank(tier, tags[tier], number)
