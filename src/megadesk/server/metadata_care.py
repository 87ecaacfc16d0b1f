"""The seam between rules and database for what goes by itself: retention, collection. A part of ``metadata``.

    records that have ended   ENDED --judged--> gone | VERSION: stays as one of the last | HELD: not now
    blobs                     nothing refers to it --> orphan --after a while--> row gone, dying --> object gone
    packs                     how much of each is used

Questions may answer with something that is no longer so once it is to be done: who writes asks again, in that transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from megadesk.model.ids import AccountId, BlockId, NodeId

if TYPE_CHECKING:
    from megadesk.server.metadata import Totals

ENDED: Final = 0
"""Standing of a record that is current, or has ended and was not judged."""
VERSION: Final = 1
"""Its time is over, and it stays as one of the last few versions of what is still there."""
HELD: Final = 2
"""Its time is over, but a manifest it names cannot be read: what it stands for is not known."""


class EndedRow(NamedTuple):
    """A record that is no longer current. ``key`` names its row."""

    key: int
    to_seq: int
    standing: int
    body: bytes


class Upload(NamedTuple):
    """An upload that nothing refers to."""

    account: AccountId
    blob: BlockId
    size_bytes: int


class Object(NamedTuple):
    """A blob's object of its own: which of those that it may have had (ADR 59). In a folder it is the only one, 0."""

    blob: BlockId
    generation: int


class PackRow(NamedTuple):
    """What is used of a pack: blobs with rows. ``emptied_ms``: when it was noticed that nothing is, 0 while it is not."""

    number: int
    live_blobs: int
    live_bytes: int
    emptied_ms: int


class CareReading(Protocol):
    """What can be asked."""

    def first_stored_after(self, space_key: int, seq: int, stored_ms: int) -> tuple[int, int] | None:
        """Return number and time of the first commit after ``seq`` that was stored after ``stored_ms``."""

    def ended_until(self, space_key: int, seq: int, limit: int) -> Sequence[NodeId]:
        """Return nodes with records that ended by then and were not judged, those of the oldest first; each once."""

    def ended_rows(self, space_key: int, node: NodeId) -> Iterable[EndedRow]:
        """Yield the records of a node that have ended, newest first."""

    def has_standing(self, space_key: int, standing: int) -> bool:
        """Whether a space has records of this standing; not asked for ENDED."""

    def last_ops(self, space_key: int, first: int, last: int, limit_bytes: int) -> int:
        """Return up to which commit, from ``first`` to ``last``, ops of so many bytes can be forgotten; at least one's."""

    def expired_uploads(self, now_ms: int, after: tuple[AccountId, BlockId], limit: int) -> Sequence[Upload]:
        """Return uploads whose time is over, in the order of accounts and blobs, those after ``after``."""

    def orphans(self, until_ms: int, limit: int) -> Sequence[BlockId]:
        """Return blobs that nothing has referred to since then or longer, oldest first; not those that are dying."""

    def dying(self, limit: int) -> Sequence[Object]:
        """Return objects whose blobs' rows are gone, and which are to go as well; oldest first."""

    def uploaded(self, ids: Collection[BlockId]) -> set[BlockId]:
        """Return those blobs that are somebody's uploads; slow."""

    def packs(self, numbers: Collection[int] | None = None) -> Sequence[PackRow]:
        """Return what is used of each pack, or of each of these."""

    def totals(self) -> Totals:
        """Count everything; slow."""


class CareWriting(Protocol):
    """What can be done."""

    def move_horizon(self, space_key: int, kept_from_seq: int) -> None:
        """Let a space keep states from there on only; what is older is answered no more, and may go."""

    def note_versions(self, space_key: int, versions_min: int) -> None:
        """Note by how many versions of each node retention goes from now on."""

    def pull_forward(self, space_key: int, after: int, now_ms: int) -> None:
        """Let commits after ``after`` whose time has not come yet count as stored now: the clock was wrong then."""

    def forget_ops(self, space_key: int, first: int, last: int) -> None:
        """Forget what these commits changed; their headers stay."""

    def set_standing(self, keys: Collection[int], standing: int) -> None:
        """Judge records."""

    def judge_again(self, space_key: int, standing: int, limit: int) -> int:
        """Let so many records of this standing be judged anew; return how many there were."""

    def remove_records(self, keys: Collection[int]) -> None:
        """Remove records. What they refer to is the caller's to count."""

    def add_kept_bytes(self, space_key: int, size_bytes: int) -> None:
        """Move what the kept records of a space take."""

    def drop_refs(self, space_key: int, ids: Collection[BlockId]) -> None:
        """Note that nothing of a space refers to these blobs any more."""

    def drop_uploads(self, uploads: Collection[Upload], now_ms: int) -> list[BlockId]:
        """Give up those uploads whose time is over, and charge them no more; return their blobs."""

    def add_orphans(self, ids: Collection[BlockId], now_ms: int) -> None:
        """Note that something has just let go of these blobs. Others may hold them yet: who takes one away looks."""

    def let_die(self, objects: Collection[Object]) -> None:
        """Note of orphans that their rows are gone and these objects of theirs are to go."""

    def drop_orphans(self, ids: Collection[BlockId]) -> None:
        """Forget of these that they are orphans, but not of those that are dying."""

    def drop_dying(self, objects: Collection[Object]) -> None:
        """Forget objects that were to go."""

    def note_packs(self, there: Collection[int], now_ms: int) -> None:
        """Note which packs there are, and when it was first seen that nothing in one is used."""

    def drop_pack(self, number: int) -> None:
        """Forget a pack."""
