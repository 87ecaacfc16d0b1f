"""The big files that are in the workers' hands, and the ones that wait for it.

    waiting --Open--> open --Ask, Move, ... (several at a time)--> Finish --> gone
                       |  failed, paused, not wanted any more: no further steps,
                       `--Close, once the last step under way has come back--> gone, why

Few files each way are open: while the last block of one is under way, the next one begins. Whose block is next is a
matter of rank (order.py), also among those that are open; one that is far behind makes room at the end of its block.
Pure; part of the board, under its owner's lock.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from itertools import count
from typing import Final, TypeAlias

from megadesk.model.errors import OurBug
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import Direction
from megadesk.transfers.blocks import BlockStep, Move
from megadesk.transfers.order import TOP_TIER, Order, overtakes, rank_of
from megadesk.transfers.queue import Transfer
from megadesk.transfers.turns import Turns
from megadesk.transfers.upload import BigTransfer, StepDone

OPEN_MIN: Final = 2
"""So many files each way may be open, even if only one request runs at a time."""


@dataclass(frozen=True, slots=True)
class Open:
    """Take hold of the file."""


@dataclass(frozen=True, slots=True)
class Close:
    """Let go of it; ``keep``: it may go on later."""

    keep: bool


BigStep: TypeAlias = Open | BlockStep | Close


@dataclass(frozen=True, slots=True)
class BigTask:
    """Do one step of a big file."""

    transfer: Transfer
    step: BigStep


class Why(IntEnum):
    """Why a file is let go of before its end; a larger one overrides a smaller one."""

    PAUSED = 1
    RETRY = 2
    FAILED = 3
    UNWANTED = 4
    REPLACED = 5
    """Another content of the same node is wanted: of this one nothing will be used again."""


class _Hold:
    __slots__ = ("closing", "is_open", "steps", "why")

    def __init__(self, why: Why | None = None) -> None:
        self.steps = 0
        self.is_open = False
        self.closing = False
        self.why = why


class BigFiles:
    """Hands out the steps of big files; several threads may work on one file."""

    def __init__(self, numbers: count[int] | None = None) -> None:
        numbers = numbers or count(1)
        self.waiting = {way: Order(numbers) for way in Direction}
        self._turns = Turns()
        self._held: dict[Transfer, _Hold] = {}

    def __contains__(self, transfer: Transfer) -> bool:
        return transfer in self._held

    def __len__(self) -> int:
        return len(self._held)

    def take_close(self) -> BigTask | None:
        """Return a file to let go of."""
        for transfer, hold in self._held.items():
            if hold.why is not None and hold.steps == 0:
                hold.steps = 1
                hold.closing = True
                return BigTask(transfer, Close(keep=hold.why is not Why.REPLACED))
        return None

    @property
    def running(self) -> int:
        """How many steps are under way."""
        return sum(hold.steps for hold in self._held.values())

    def running_in(self, way: Direction) -> int:
        """How many steps are under way in one direction."""
        return sum(hold.steps for transfer, hold in self._held.items() if transfer.key.direction is way)

    def take_step(self, ways: Collection[Direction], width: int) -> BigTask | None:
        """Return a step of a file that is open, or the opening of the next one; directions take turns.

        ``width``: how many steps run at a time. One more does for what a person put on top, so that it need not wait
        for the end of a block on a slow line.
        """
        running = self.running
        if running > width:
            return None
        for way in self._turns.begin(ways):
            task = self._next_of(way, max(OPEN_MIN, width), top_only=running == width)
            if task is not None:
                return task
        return None

    def _next_of(self, way: Direction, most: int, *, top_only: bool) -> BigTask | None:
        at_work = [one for one, hold in self._held.items() if one.key.direction is way and hold.why is None]
        at_work.sort(key=rank_of)
        first = self._first(way)
        if first is not None and len(at_work) >= most and overtakes(first, at_work[-1]):
            self.stop(at_work.pop(), Why.PAUSED)
        if len(at_work) >= most:
            first = None
        for transfer in at_work if first is None else sorted([*at_work, first], key=rank_of):
            if top_only and rank_of(transfer).tier != TOP_TIER:
                return None
            task = self._open(transfer) if transfer is first else self._step_of(transfer)
            if task is not None:
                return task
        return None

    def _first(self, way: Direction) -> Transfer | None:
        """Return the next one that waits, but for another content of a file that is just let go of.

        What was sent of that one is known once it is closed, and is not to be sent again.
        """
        busy = {one.key.subject for one in self._held}
        return next((one for one in self.waiting[way] if one.key.subject not in busy), None)

    def _step_of(self, transfer: Transfer) -> BigTask | None:
        hold = self._held[transfer]
        step = _big(transfer).work.next() if hold.is_open else None
        if step is None:
            return None
        hold.steps += 1
        if isinstance(step, Move):
            self.waiting[transfer.key.direction].worked(transfer, BLOCK_BYTES)
        return BigTask(transfer, step)

    def _open(self, transfer: Transfer) -> BigTask:
        self.waiting[transfer.key.direction].leave(transfer)
        hold = self._held[transfer] = _Hold()
        hold.steps = 1
        return BigTask(transfer, Open())

    def opened(self, transfer: Transfer, big: BigTransfer) -> None:
        """Note that a file was opened."""
        hold = self._held[transfer]
        hold.steps -= 1
        hold.is_open = True
        transfer.big = big

    def done(self, transfer: Transfer, step: BlockStep, done: StepDone) -> None:
        """Note what came of a step; with its result the file leaves the workers' hands."""
        self._held[transfer].steps -= 1
        _big(transfer).note(step, done)
        if done.result is not None:
            del self._held[transfer]

    def failed(self, transfer: Transfer, step: BigStep, why: Why) -> bool:
        """Note that a step was not done, and stop; return whether that is the reason now."""
        self._held[transfer].steps -= 1
        if not isinstance(step, Open | Close):
            _big(transfer).work.give_back(step)
        return self.stop(transfer, why)

    def closed(self, transfer: Transfer) -> Why:
        """Note that a file was closed, and return why."""
        why = self._held.pop(transfer).why
        if why is None:
            raise OurBug("a transfer was closed for no reason")
        return why

    def stop(self, transfer: Transfer, why: Why) -> bool:
        """Hand out no more steps of a file that is held; it will be closed. Return whether why is the reason now."""
        hold = self._held[transfer]
        if hold.closing or (hold.why is not None and hold.why >= why):
            return False
        hold.why = why
        return True

    def stop_all(self, ways: Collection[Direction], why: Why) -> None:
        """Let go of all files of these directions."""
        for transfer in self._held:
            if transfer.key.direction in ways:
                self.stop(transfer, why)

    def go_on(self, transfer: Transfer) -> None:
        """Take back that a file is not wanted, unless it is being closed or is only here to be discarded."""
        hold = self._held[transfer]
        in_use = hold.is_open or hold.steps > 0
        if hold.why in {Why.UNWANTED, Why.REPLACED} and in_use and not hold.closing:
            hold.why = None

    def discard(self, transfer: Transfer) -> None:
        """Have the workers throw away what was begun of a file that is not held."""
        self._held[transfer] = _Hold(Why.REPLACED)


def _big(transfer: Transfer) -> BigTransfer:
    if transfer.big is None:
        raise OurBug("a step of a transfer that was not opened")
    return transfer.big
