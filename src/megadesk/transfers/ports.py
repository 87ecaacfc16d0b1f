"""The doors of this room: where plain bytes come from and go to, and where sealed ones are kept.

Real ones: ``disk/sources``, ``disk/staging``, ``remote/blobs``, ``store/transfers``. All methods may be called from several threads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from megadesk.model.ids import BlockId, NodeId, PairId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import EndedTransfer, StagedFile, Subject, Wish


class SourceFile(Protocol):
    """An open file of a pair, being uploaded. Close it when done."""

    def read(self, offset: int, buffer: memoryview) -> int:
        """Fill buffer from offset and return how many bytes there were; fewer than asked only at the end."""

    def check_unchanged(self) -> None:
        """Raise FileBusy unless the file still has the fingerprint it was opened with; it may let pass that it grew."""

    def close(self) -> None:
        """Give the handle back."""


class SourceFiles(Protocol):
    """Files of pairs, for reading. A file that has only grown may pass as expected: its bytes are held against hashes."""

    def open(self, pair: PairId, path: RelPath, expected: Fingerprint) -> SourceFile:
        """Return the open file; FileBusy if it is not as expected, AccessDenied if it may not be read."""

    def read_small(self, pair: PairId, path: RelPath, expected: Fingerprint) -> bytes:
        """Return the whole of a small file in as few calls as possible; errors as ``open``."""

    def in_a_row(self) -> AbstractContextManager[None]:
        """Many calls follow in this thread: what they share may be kept until the block ends. Blocks are short."""


class StagingFile(Protocol):
    """A download growing in a pair's staging area, invisible to everybody else."""

    def write(self, offset: int, data: bytes | memoryview) -> None:
        """Write plain bytes that were verified; DiskFull if there is no room."""

    def read(self, offset: int, size: int) -> bytes:
        """Return bytes written before (to check what a former run left)."""

    def finish(self, mtime_ns: int, executable: bool) -> StagedFile:
        """Set size, times and mode and close; the file is complete and may be placed."""

    def close(self) -> None:
        """Give the handle back and keep what was written: the next ``create`` for this content goes on from there."""

    def discard(self) -> None:
        """Close it and remove it."""


class StagingArea(Protocol):
    """Staging areas of pairs, each on the volume of its folder."""

    def create(
        self, pair: PairId, node: NodeId, content: bytes, size_bytes: int, like: RelPath | None = None
    ) -> StagingFile:
        """Return the file for this content; one that a former run left is opened again with what it holds.

        A new one may start as a copy of ``like``, a file of the pair that may hold most of it. Nothing in it is
        trusted: blocks are checked before they are kept.
        """

    def write_small(
        self, pair: PairId, node: NodeId, content: bytes, data: bytes, mtime_ns: int, executable: bool
    ) -> StagedFile:
        """Stage the whole of a small file in as few calls as possible."""

    def in_a_row(self) -> AbstractContextManager[None]:
        """Many calls follow in this thread: what they share may be kept until the block ends. Blocks are short."""

    def forget(self, pair: PairId, staged: StagedFile) -> None:
        """Remove a staged file that will not be placed; one that was placed is gone already."""

    def sweep(self, pair: PairId, wanted: Collection[tuple[NodeId, bytes]]) -> int:
        """Remove what former runs left of contents nobody wants any more; return how many files went."""


class BlockStore(Protocol):
    """Sealed blocks on the server. Raises RetryLater, Waiting, NeedsUser or Refused errors."""

    def missing(self, ids: Sequence[BlockId]) -> set[BlockId]:
        """Return those that must be uploaded."""

    def put(self, block: BlockId, data: bytes | memoryview) -> None:
        """Store one; repeatable. It stays for sure once a commit that names it was accepted."""

    def put_many(self, blocks: Sequence[tuple[BlockId, bytes | memoryview]]) -> None:
        """Store many in one request (within the batch limits); repeatable."""

    def get(self, block: BlockId) -> bytes:
        """Return one; MissingBlock if the server does not have it or has other bytes."""

    def get_into(self, block: BlockId, buffer: memoryview) -> memoryview:
        """Return one as the beginning of buffer, hash checked; errors as ``get``, also if it is longer than buffer."""

    def get_many(self, ids: Sequence[BlockId]) -> Mapping[BlockId, bytes]:
        """Return those the server sent, hashes checked; what is left out must be asked for again, alone."""


class Book(Protocol):
    """Where it is written down what people decided, and what is over. Raises DiskFull and the other errors of a store."""

    def wishes(self) -> Mapping[Subject, Wish]:
        """Return what was decided and is not done yet."""

    def keep(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Write down decisions; None: nothing is decided any more. Durable on return."""

    def still_of_use(self, subjects: Collection[Subject]) -> None:
        """Let what was decided about these be kept as long as if it were decided now. Called about once a day."""

    def record(self, ended: Sequence[EndedTransfer]) -> None:
        """Write down what is over. That a file's transfer failed counts until the next one of it is over."""

    @property
    def failed_count(self) -> int:
        """How many failed and are still listed; cheap."""


class NoBook:
    """A Book that forgets."""

    def wishes(self) -> Mapping[Subject, Wish]:
        """Nothing was decided."""
        return {}

    def keep(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Forget it."""

    def still_of_use(self, subjects: Collection[Subject]) -> None:
        """Nothing is kept."""

    def record(self, ended: Sequence[EndedTransfer]) -> None:
        """Forget it."""

    @property
    def failed_count(self) -> int:
        """None is kept."""
        return 0
