"""Which blocks of a file have to move, in which order, and how many small files fit into one request.

    UploadJob --kept_blocks--> references that stay       (same place, same plain hash, same length as before)
    the others --BlockWork--> Ask, Ask, Move, Move, Move, ..., Finish
    small files --leading_that_fit--> one batch

BlockWork serves both directions. ``Ask`` means: look whether these are there already (on the server for an upload,
in staging for a download); ``Move`` means: send or fetch this one. It starts by asking for the first few. If none is
there, nobody began this file before and everything moves without further questions; else it goes on asking, in
groups, until a whole group is missing. Blocks are handed out in order, so what a former run left is a beginning with
few holes, and a question too few costs a block sent twice, never a wrong one.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.crypto.content import sealed_length
from megadesk.model.errors import OurBug
from megadesk.model.listing import Digest
from megadesk.model.manifest import BLOCK_BYTES, BlockRef, Manifest, block_length
from megadesk.wire.frames import BATCH_BYTES_MAX

SMALL_FILE_BYTES: Final = 1 << 20
"""Up to here files travel together. Above, a request of its own costs nothing to speak of (docs/performance), and the
two threads for big files are faster than the one for small ones."""

BATCH_FILES: Final = 1000
"""As many as a commit holds, and half of what the server takes: the first are published or placed while the next are
sealed or fetched, and an engine takes 8 MiB less at its highest."""

ASK_FIRST_BLOCKS: Final = 4
ASK_BLOCKS: Final = 16
"""How many blocks one question is about. Asking about an upload means sealing them, about 1 ms each."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Find out which of these blocks are there already."""

    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Send or fetch this block."""

    index: int


@dataclass(frozen=True, slots=True)
class Finish:
    """All blocks are where they belong: check the whole and say so."""


BlockStep: TypeAlias = Ask | Move | Finish


def is_small(size_bytes: int) -> bool:
    """Whether a file of that size travels in a batch."""
    return size_bytes <= SMALL_FILE_BYTES


def kept_blocks(digest: Digest, previous: Manifest | None) -> dict[int, BlockRef]:
    """Return by index the references of ``previous`` that describe a block of this content too."""
    return {} if previous is None else still_right(digest, dict(enumerate(previous.blocks)))


def still_right(digest: Digest, refs: Mapping[int, BlockRef]) -> dict[int, BlockRef]:
    """Return those references that describe a block of this content, at the same place."""
    size, hashes = digest.size_bytes, digest.block_hashes
    return {
        index: ref
        for index, ref in refs.items()
        if index < len(hashes) and ref.plain_hash == hashes[index] and ref.length_bytes == block_length(size, index)
    }


def block_offset(index: int) -> int:
    """Return where a block begins in its file."""
    return index * BLOCK_BYTES


def leading_that_fit(sizes_bytes: Iterable[int], most_bytes: int = BATCH_BYTES_MAX) -> int:
    """Return how many of the leading files go into one request, one at least.

    At most 1000 files and 8 MiB sealed; less, ``most_bytes``, on a line where that would take long: a batch is a block.
    """
    most_bytes = min(most_bytes, BATCH_BYTES_MAX)
    count = stored = 0
    for size in sizes_bytes:
        stored += sealed_length(size) if size else 0
        if count and (count >= BATCH_FILES or stored > most_bytes):
            break
        count += 1
    return count


class BlockWork:
    """The blocks of one big file that are still to be moved. Not for two threads at once: its owner holds a lock."""

    __slots__ = ("_again", "_asking", "_at", "_finishing", "_out", "_probing", "_sure", "_todo")

    def __init__(self, todo: Sequence[int], *, ask: bool) -> None:
        """``todo``: indices in ascending order. ``ask``: whether a former run may have moved some."""
        self._todo = todo
        self._at = 0
        self._sure: list[int] = []
        self._again: list[Ask] = []
        self._asking = ask
        self._probing = ask
        self._finishing = False
        self._out = 0

    def next(self) -> BlockStep | None:
        """Return what to do next; None if that depends on steps that are under way, or all is done."""
        step = self._choose()
        if step is not None:
            self._out += 1
        return step

    def _choose(self) -> BlockStep | None:
        if self._again:
            return self._again.pop()
        if self._sure:
            return Move(heapq.heappop(self._sure))
        if self._at < len(self._todo):
            return self._from_todo()
        if self._out == 0 and not self._finishing:
            self._finishing = True
            return Finish()
        return None

    def _from_todo(self) -> BlockStep | None:
        if not self._asking:
            self._at += 1
            return Move(self._todo[self._at - 1])
        if self._probing and self._at:
            return None
        count = ASK_FIRST_BLOCKS if self._probing else ASK_BLOCKS
        group = tuple(self._todo[self._at : self._at + count])
        self._at += len(group)
        return Ask(group)

    def answered(self, ask: Ask, present: Collection[int]) -> None:
        """Note which blocks were there; the others will be moved."""
        self._out -= 1
        self._probing = False
        self._asking = self._asking and bool(present)
        for index in ask.indices:
            if index not in present:
                heapq.heappush(self._sure, index)

    def moved(self) -> None:
        """Note that a Move was done."""
        self._out -= 1

    def give_back(self, step: BlockStep) -> None:
        """Take back a step that was not done, or may not have been: it is handed out again."""
        self._out -= 1
        match step:
            case Ask():
                self._again.append(step)
            case Move():
                heapq.heappush(self._sure, step.index)
            case Finish():
                self._finishing = False

    def check_complete(self) -> None:
        """Raise OurBug unless nothing but the finish is left."""
        if self._at < len(self._todo) or self._sure or self._again or self._out != 1:
            raise OurBug("a transfer ended before all its blocks had moved")
