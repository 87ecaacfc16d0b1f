"""What all transfers come to: how many stand where, how much is left, how fast it goes.

Counted as things happen, so that asking costs nothing with 100,000 transfers waiting. Pure; the board owns it.
"""

from __future__ import annotations

from collections.abc import Collection

from megadesk.model.ids import PairId
from megadesk.model.transfer import UNDER_WAY, Direction, TransferFigures, TransferState
from megadesk.transfers.pacing import FORECAST_S, SPEED_S, Meter, seconds_left
from megadesk.transfers.queue import Transfer


class Passed:
    """What of one task has gone by so far, in bytes; of a big file's, which file that is."""

    __slots__ = ("began_s", "size_bytes", "transfer", "way")

    def __init__(self, way: Direction, transfer: Transfer | None, began_s: float) -> None:
        self.way = way
        self.transfer = transfer
        self.began_s = began_s
        self.size_bytes = 0


class Tally:
    """Sums over the transfers of one board."""

    def __init__(self) -> None:
        self._count = {way: dict.fromkeys(TransferState, 0) for way in Direction}
        self._bytes_left = {way: dict.fromkeys(TransferState, 0) for way in Direction}
        self._under_way = 0
        self._later: dict[PairId, int] = {}
        self._speed = {way: Meter(SPEED_S) for way in Direction}
        self._forecast = Meter(FORECAST_S)

    def added(self, transfer: Transfer) -> None:
        """Count a new one."""
        self._count[transfer.key.direction][transfer.state] += 1
        self._bytes_left[transfer.key.direction][transfer.state] += transfer.bytes_left

    def later(self, pair: PairId, size_bytes: int) -> None:
        """Set how much a pair will want to have moved afterwards."""
        self._later[pair] = size_bytes

    def removed(self, transfer: Transfer) -> None:
        """Count it no more."""
        self._count[transfer.key.direction][transfer.state] -= 1
        self._bytes_left[transfer.key.direction][transfer.state] -= transfer.bytes_left
        if transfer.state is TransferState.ACTIVE and not self._active:
            self._forecast.rest()  # an hour with nothing to do says nothing about how long the rest takes

    def moved(self, transfer: Transfer, state: TransferState) -> None:
        """Set its state."""
        self.removed(transfer)
        transfer.state = state
        self.added(transfer)

    def progressed(self, transfer: Transfer, bytes_done: int) -> None:
        """Set how much of it is done."""
        before = transfer.bytes_left
        transfer.bytes_done = bytes_done
        self._bytes_left[transfer.key.direction][transfer.state] += transfer.bytes_left - before

    def under_way(self, size_bytes: int) -> None:
        """Count bytes that went by of tasks that are not done; less of them again when one has come to its end."""
        self._under_way += size_bytes

    def flowed(self, way: Direction, size_bytes: int, now_s: float) -> None:
        """Count bytes that go over the network, for the speed."""
        self._speed[way].add(now_s, size_bytes)
        self._forecast.add(now_s, size_bytes)

    def travelled(self, transfer: Transfer, size_bytes: int, now_s: float, counted_bytes: int = 0) -> None:
        """Count bytes that went over the network for it; for the speed only what was not counted as it flowed."""
        transfer.sent_bytes += size_bytes
        if size_bytes > counted_bytes:
            self.flowed(transfer.key.direction, size_bytes - counted_bytes, now_s)
            transfer.measure(size_bytes - counted_bytes, now_s)

    def bps(self, way: Direction, now_s: float) -> float:
        """Return how fast bytes move one way."""
        return self._speed[way].bps(now_s)

    @property
    def unfinished(self) -> int:
        """How many have not come to an end."""
        return sum(count[state] for count in self._count.values() for state in UNDER_WAY)

    @property
    def _active(self) -> int:
        return sum(count[TransferState.ACTIVE] for count in self._count.values())

    def figures(
        self, now_s: float, resting: Collection[Direction] = (), *, is_held_up: bool = False
    ) -> TransferFigures:
        """Return the sums; those waiting for another try count as queued, all of a direction that rests as paused.

        How long it will take is told of what is not paused, while something moves or is about to. is_held_up: nothing
        new may begin just now, after an error.
        """
        queued = {
            way: count[TransferState.QUEUED] + count[TransferState.RETRYING] for way, count in self._count.items()
        }
        going = [way for way in Direction if way not in resting]
        waits = any(self._count[way][TransferState.QUEUED] for way in going)
        later = sum(self._later.values())
        to_go = later + sum(
            left
            for way, states in self._bytes_left.items()
            for state, left in states.items()
            if state is TransferState.ACTIVE or (way in going and state is not TransferState.PAUSED)
        )
        moves = self._active or (waits and not is_held_up)
        return TransferFigures(
            active=self._active,
            queued=sum(queued[way] for way in going),
            paused=sum(count[TransferState.PAUSED] for count in self._count.values())
            + sum(queued[way] for way in resting),
            up_bps=round(self._speed[Direction.UPLOAD].bps(now_s)),
            down_bps=round(self._speed[Direction.DOWNLOAD].bps(now_s)),
            bytes_left=max(0, later + sum(sum(left.values()) for left in self._bytes_left.values()) - self._under_way),
            seconds_left=seconds_left(to_go - self._under_way, self._forecast.bps(now_s)) if moves else None,
        )
