"""All transfers there are, by pair and content, and by what people call them. Pure; part of the board.

add, remove --> Register --at_work_on(subject), of(pair), contents(pair)--> board, steering, listing
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from megadesk.model.ids import NodeId, PairId
from megadesk.model.transfer import ContentKey, Subject
from megadesk.transfers.queue import ENDED, Transfer

_NONE: Mapping[ContentKey, Transfer] = MappingProxyType({})


class Register:
    """Transfers that were not settled yet. ``version`` grows with each change of what there is, and in which order."""

    def __init__(self) -> None:
        self._pairs: dict[PairId, dict[ContentKey, Transfer]] = {}
        self._index: dict[Subject, Transfer] | None = None
        """By subject, the one that was wanted last; made when a person first steers, and kept since."""
        self.version = 0

    def of(self, pair: PairId) -> Mapping[ContentKey, Transfer]:
        """Return the transfers of a pair, as they came."""
        return self._pairs.get(pair, _NONE)

    def all(self) -> list[Transfer]:
        """Return all transfers, those of a pair as they came."""
        return [transfer for known in self._pairs.values() for transfer in known.values()]

    def add(self, transfer: Transfer) -> None:
        """Make one known."""
        self._pairs.setdefault(transfer.key.pair, {})[transfer.key] = transfer
        self.wanted(transfer)

    def remove(self, transfer: Transfer) -> None:
        """Forget one."""
        known = self._pairs[transfer.key.pair]
        del known[transfer.key]
        if not known:
            del self._pairs[transfer.key.pair]
        if self._index is not None and self._index.get(transfer.key.subject) is transfer:
            del self._index[transfer.key.subject]
        self.changed()

    def wanted(self, transfer: Transfer) -> None:
        """Note that one is wanted, for the first time or again: of its subject no other one is."""
        if self._index is not None:
            self._index[transfer.key.subject] = transfer
        self.changed()

    def changed(self) -> None:
        """Note that one has ended, or is not wanted any more."""
        self.version += 1

    def contents(self, pair: PairId) -> set[tuple[NodeId, bytes]]:
        """Return node and content of every transfer of a pair, cancelled ones that still run too."""
        return {(key.node, key.content) for key in self.of(pair)}

    def at_work_on(self, subject: Subject) -> Transfer | None:
        """Return the transfer of a subject that has not ended; None if sync asks for none now."""
        if self._index is None:
            self._index = {one.key.subject: one for one in self.all() if one.wanted and one.state not in ENDED}
        found = self._index.get(subject)
        return found if found is not None and found.wanted and found.state not in ENDED else None
