"""What has ended: told to who asked for it, then used or of no use, then written down and forgotten.

    board --ended--> Ended --take_results--> sync --settle(used), shelve--> Ended --take_written--> the history
                           --take_litter---> staged files that nobody will use

A failure is written down at once, a content that was moved only when it was used: in the cloud, in its folder. Pure; part
of the board, under its owner's lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from megadesk.model.ids import PairId
from megadesk.model.transfer import (
    ContentKey,
    EndedTransfer,
    Staged,
    StagedFile,
    Subject,
    TransferFailed,
    TransferResult,
    TransferState,
)
from megadesk.transfers.faults import is_failure
from megadesk.transfers.queue import ENDED, Transfer
from megadesk.transfers.register import Register

Litter: TypeAlias = tuple[PairId, StagedFile]

UNWRITTEN_MAX: Final = 10_000


class Ended:
    """Results on their way to who asked, and what is to be written down."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._outbox: list[Transfer] = []
        self._litter: list[Litter] = []
        self._over: list[EndedTransfer] = []
        self._shelf: dict[ContentKey, EndedTransfer] = {}
        """What was moved and could not be used yet."""

    def tell(self, transfer: Transfer, result: TransferResult) -> None:
        """Have its result told; it stays known until somebody says what came of that."""
        if isinstance(result, TransferFailed) and is_failure(result.error):
            self._over.append(_written(transfer, TransferState.FAILED))
        self._outbox.append(transfer)

    def sweep(self, pair: PairId, result: TransferResult | None) -> None:
        """Have what a result staged removed: nobody will use it."""
        if isinstance(result, Staged):
            self._litter.append((pair, result.file))

    # -- what came of it --------------------------------------------------------------------------------------------

    def of(self, keys: Iterable[ContentKey]) -> tuple[list[Transfer], list[EndedTransfer]]:
        """Return those of these transfers that have ended, and what is on the shelf, from where it is taken."""
        ended: list[Transfer] = []
        shelved: list[EndedTransfer] = []
        for key in dict.fromkeys(keys):
            transfer, before = self._register.of(key.pair).get(key), self._shelf.pop(key, None)
            if transfer is not None and transfer.state in ENDED:
                ended.append(transfer)
            elif transfer is None and before is not None:
                shelved.append(before)
        return ended, shelved

    def use(self, ended: Iterable[Transfer], shelved: Iterable[EndedTransfer]) -> list[Subject]:
        """Write down what was moved and used; return whose it is."""
        moved = [_written(one, TransferState.COMPLETED) for one in ended if one.state is TransferState.COMPLETED]
        over = [*moved, *shelved]
        self._over += over
        return [one.key.subject for one in over]

    def shelve(self, ended: Iterable[Transfer]) -> None:
        """Keep in mind what was moved and cannot be used yet."""
        moved = (one for one in ended if one.state is TransferState.COMPLETED)
        self._shelf.update({one.key: _written(one, TransferState.COMPLETED) for one in moved})

    def leave(self, pair: PairId) -> None:
        """Forget a pair's shelf: who knew what lies there is gone."""
        self._shelf = {key: ended for key, ended in self._shelf.items() if key.pair != pair}

    # -- for the workers --------------------------------------------------------------------------------------------

    def take_results(self) -> list[TransferResult]:
        """Return, and forget, results that nobody was told of; those settled or dropped meanwhile are left out."""
        outbox, self._outbox = self._outbox, []
        return [transfer.result for transfer in outbox if transfer.result is not None and transfer.state in ENDED]

    def take_litter(self) -> list[Litter]:
        """Return, and forget, staged files that nobody will use."""
        litter, self._litter = self._litter, []
        return litter

    @property
    def unwritten(self) -> int:
        """How many are over and not written down yet."""
        return len(self._over)

    @property
    def unwritten_failures(self) -> int:
        """How many of those failed."""
        return sum(one.state is TransferState.FAILED for one in self._over)

    def take_written(self) -> list[EndedTransfer]:
        """Return, and forget, what is over and was not written down yet."""
        over, self._over = self._over, []
        return over

    def put_back(self, ended: Sequence[EndedTransfer]) -> None:
        """Note that these could not be written down; of very many the last are kept."""
        self._over = [*ended, *self._over][-UNWRITTEN_MAX:]


def _written(transfer: Transfer, state: TransferState) -> EndedTransfer:
    return EndedTransfer(
        key=transfer.key, path=transfer.job.path, state=state, size_bytes=transfer.job.size_bytes,
        sent_bytes=transfer.sent_bytes, took_s=transfer.took_s, attempts=transfer.attempts, error=transfer.error,
    )  # fmt: skip
