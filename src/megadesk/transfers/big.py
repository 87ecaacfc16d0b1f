"""The big files that are in the workers' hands, and the ones that wait for it.

    waiting --Open--> open --Ask, Move, ... (several at a time)--> Finish --> gone
                       |  failed, paused, not wanted any more: no further steps,
                       `--Close, once the last step under way has come back--> gone, why

At most two files each way are open: while the last block of one is under way, the next one begins. Pure; part of the
board, under its owner's lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

from megadesk.model.errors import OurBug
from megadesk.model.transfer import Direction
from megadesk.transfers.blocks import BlockStep
from megadesk.transfers.queue import Lane, Transfer
from megadesk.transfers.upload import BigTransfer, StepDone

OPEN_MAX: Final = 2


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
    """Hands out the steps of big files; both threads may work on one file."""

    def __init__(self) -> None:
        self.waiting = Lane()
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

    def take_step(self) -> BigTask | None:
        """Return a step of a file that is open, or the opening of the next one; directions take turns."""
        for direction in self.waiting.turns():
            task = self._step_of_open(direction) or self._open_next(direction)
            if task is not None:
                return task
        return None

    def _step_of_open(self, direction: Direction) -> BigTask | None:
        for transfer, hold in self._held.items():
            if transfer.key.direction is direction and hold.is_open and hold.why is None:
                step = _big(transfer).work.next()
                if step is not None:
                    hold.steps += 1
                    return BigTask(transfer, step)
        return None

    def _open_next(self, direction: Direction) -> BigTask | None:
        if sum(transfer.key.direction is direction for transfer in self._held) >= OPEN_MAX:
            return None
        transfer = self.waiting.take(direction)
        if transfer is None:
            return None
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

    def stop_all(self, why: Why) -> None:
        """Let go of all files."""
        for transfer in self._held:
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
