"""States that were: which are kept, what leads back to one, and the versions of a record.

    state after H  --without ``newer``, and ``records`` again--> state after K        page_back: costs what changed
    state after K by bucket, as at a first login                                      States, records_at: cost what there is

What a state must be is signed in its header, which is kept for ever: a device checks what it gets here against that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import merge
from threading import Lock
from typing import Final, NamedTuple, TypeAlias

from megadesk.crypto.public import StateTree
from megadesk.model.errors import OurBug, PastGone, Stale
from megadesk.model.ids import NodeId
from megadesk.server import metadata as md
from megadesk.server.metadata_past import Begun, Ended, Version
from megadesk.server.refusals import busy

PAGE_BYTES: Final = 4 << 20
_NODE_BYTES: Final = 32
"""What naming a node weighs, and looking at what is not needed: so a page has an end even if nothing is in it."""


_STATES_KNOWN: Final = 64
"""Each takes 9 KiB."""
_COME_BACK_S: Final = 2.0

_Numbered: TypeAlias = tuple[int, Ended | Begun]


class Moment(NamedTuple):
    """A state by its number, and the time that was signed for it; 0 before the first commit."""

    seq: int
    time_ms: int


def oldest(tx: md.Reading, row: md.SpaceRow) -> Moment:
    """Return the oldest state that is kept."""
    seq = min(row.kept_from_seq, row.seq)
    return Moment(seq, tx.commit_time(row.key, seq) or 0)


def check_kept(tx: md.Reading, row: md.SpaceRow, seq: int) -> None:
    """Pass if a commit's state and ops are kept, or may come to be; PastGone if not."""
    if seq < row.kept_from_seq:
        kept = oldest(tx, row)
        raise PastGone("that is no longer kept", oldest_seq=kept.seq, oldest_ms=kept.time_ms)


def check_state(tx: md.Reading, row: md.SpaceRow, seq: int) -> None:
    """Pass if there is such a state; PastGone if it is no longer kept, Stale if it is not there yet."""
    if seq > row.seq:
        raise Stale("the head is another", head_seq=row.seq)
    check_kept(tx, row, seq)


class States:
    """What states that were come to, by group. That costs as much as there is, so one is worked out at a time, and the last stay.

    Four seconds for a million records, in one of few threads for reads: of two who ask at once the second is told to come again.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], tuple[bytes, bytes]] = OrderedDict()
        self._working = Lock()

    def at(self, tx: md.Reading, row: md.SpaceRow, seq: int) -> tuple[bytes, bytes]:
        """Return the header and the group digests of a state; raises as check_state, and ``busy`` while another is worked out."""
        check_state(tx, row, seq)
        known = self._known.get((row.key, seq))
        # What was, was, unless the database has lost it meanwhile, and another commit has its number now.
        if known is not None and known[0] == tx.header(row.key, seq):
            return known
        if not self._working.acquire(blocking=False):
            raise busy(_COME_BACK_S)
        try:
            found = state_at(tx, row, seq)
            self._known[row.key, seq] = found
            if len(self._known) > _STATES_KNOWN:
                self._known.popitem(last=False)
            return found
        finally:
            self._working.release()


def state_at(tx: md.Reading, row: md.SpaceRow, seq: int) -> tuple[bytes, bytes]:
    """Return the header and the group digests of a state that is kept."""
    header = tx.header(row.key, seq)
    if header is None:
        raise OurBug("a kept state without a header")
    return header, StateTree.of_sorted(tx.elements_at(row.key, seq)).groups


@dataclass(slots=True)
class Back:
    """A page of the way back; see ``wire.messages.PastPage``."""

    records: list[bytes] = field(default_factory=list)
    newer: dict[NodeId, None] = field(default_factory=dict)
    next_after: int | None = None
    size_bytes: int = 0

    def take(self, change: Ended | Begun, head: int) -> None:
        """Add what an end or a beginning means for the way back from ``head``."""
        self.size_bytes += _NODE_BYTES
        if isinstance(change, Begun):
            if not change.to_seq or change.to_seq > head:
                self.newer[change.id] = None
        elif change.body is not None:
            self.records.append(change.body)
            self.size_bytes += len(change.body)


def page_back(tx: md.Reading, row: md.SpaceRow, seq: int, head: int, after: int) -> Back:
    """Return what the commits after ``after`` mean for the way from the state after ``head`` to that after ``seq``.

    Whole commits, and as many as fit a page. The caller has checked that both are kept.
    """
    page = Back()
    ended: Iterable[_Numbered] = ((one.to_seq, one) for one in tx.ended(row.key, at=seq, after=after, to=head))
    begun: Iterable[_Numbered] = ((one.from_seq, one) for one in tx.begun(row.key, after=after, to=head))
    last = after
    for at, change in merge(ended, begun, key=_number):
        if at != last and page.size_bytes >= PAGE_BYTES:
            page.next_after = last
            break
        last = at
        page.take(change, head)
    return page


def _number(numbered: _Numbered) -> int:
    return numbered[0]


def versions(tx: md.Reading, row: md.SpaceRow, node: NodeId, after: int) -> tuple[Sequence[Version], bool]:
    """Return a page of the versions of a record that began after ``after``, and whether there are further ones."""
    found: list[Version] = []
    size_bytes = 0
    for one in tx.versions(row.key, node, after):
        if found and size_bytes >= PAGE_BYTES:
            return found, True
        found.append(one)
        size_bytes += len(one.body) + _NODE_BYTES
    return found, False
