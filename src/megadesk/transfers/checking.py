"""Every block held against its record, and nothing kept: what a check of content does with the server.

    parts --checks--> Small (one request for many)     get_many, each opened
                      Large (one block)                get_into, opened
                      Proof (one block, a copy here)   the block made anew from the copy: the server proves that it has it
    checks --Checking.run, a few threads--> Verdicts, as they come

A proof costs the line some bytes where the block would cost megabytes: BLAKE3(nonce, block), the nonce fresh and random,
so only who has all bytes of the block can answer. If the copy here is not what the record says, the block is fetched.
What passes by itself (RetryLater) is tried again a few times; then it ends the check. Memory: two buffers of a block for
each thread, and as many requests of 8 MiB as threads.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import count
from typing import Final, Protocol, TypeAlias

from megadesk.crypto.content import BlockBuffers, open_block, open_into, reseal_into, sealed_length
from megadesk.crypto.structure import possession_proof
from megadesk.model.errors import Damaged, Forged, MegadeskError, MissingBlock
from megadesk.model.ids import BlockId, NodeId
from megadesk.model.manifest import BlockRef
from megadesk.transfers.blocks import BATCH_FILES, SMALL_FILE_BYTES, block_offset
from megadesk.transfers.faults import retries
from megadesk.transfers.pacing import delay_s
from megadesk.transfers.ports import BlockStore, SourceFile
from megadesk.wire.frames import BATCH_BYTES_MAX

THREADS: Final = 3
"""As many as move big files (workers): more were no faster there."""

TRIES: Final = 5
"""So often in a row something may be tried that fails for now: with the waits between them about half a minute."""

NONCE_BYTES: Final = 16
LOOK_S: Final = 0.2
"""So often somebody who waits for a block looks whether the check was cancelled."""


class ProvingStore(BlockStore, Protocol):
    """A BlockStore that proves what it has."""

    def possess(self, block: BlockId, nonce: bytes) -> bytes:
        """Return BLAKE3(nonce, block) as the server says it; MissingBlock if it says that it does not have the block."""


@dataclass(frozen=True, slots=True)
class Part:
    """One block of one file, the ``index``-th."""

    node: NodeId
    index: int
    ref: BlockRef


@dataclass(frozen=True, slots=True)
class Small:
    """Blocks that come in one request."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Large:
    """A block with a request of its own."""

    part: Part


@dataclass(frozen=True, slots=True)
class Proof:
    """A block of which there is a copy here."""

    part: Part


Check: TypeAlias = Small | Large | Proof


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a block. ``fault``: nothing, or absent, corrupt, length, forged. ``proven``: it was not fetched.

    differs: the copy here is not what the record says.
    """

    part: Part
    fault: str = ""
    proven: bool = False
    differs: bool = False


def checks(parts: Iterable[Part], is_here: Callable[[NodeId], bool]) -> Iterator[Check]:
    """Yield what is to be done for these blocks; small ones are gathered, so a file may be over before one behind it."""
    held: list[Part] = []
    held_bytes = 0
    for part in parts:
        if part.ref.length_bytes > SMALL_FILE_BYTES:
            yield Proof(part) if is_here(part.node) else Large(part)
            continue
        size_bytes = sealed_length(part.ref.length_bytes)
        if held and (len(held) >= BATCH_FILES or held_bytes + size_bytes > BATCH_BYTES_MAX):
            yield Small(tuple(held))
            held, held_bytes = [], 0
        held.append(part)
        held_bytes += size_bytes
    if held:
        yield Small(tuple(held))


@dataclass(order=True)
class _Again:
    due_s: float
    number: int
    check: Check = field(compare=False)


class Checking:
    """Carries checks out."""

    def __init__(
        self, store: ProvingStore, *, copy_of: Callable[[NodeId], SourceFile | None], entropy: Callable[[int], bytes],
        clock: Callable[[], float], jitter: Callable[[], float], threads: int = THREADS,
    ) -> None:  # fmt: skip
        """``copy_of``: the file as this device has it, open; None if it has it no more, or it was changed."""
        self._store = store
        self._copy_of = copy_of
        self._entropy = entropy
        self._clock = clock
        self._jitter = jitter
        self._threads = threads
        self._mine = threading.local()
        self._failures = 0

    def run(self, todo: Iterable[Check], check: Callable[[], None]) -> Iterator[Verdict]:
        """Yield a verdict for each block. ``check`` is called often and may end it; RetryLater once trying is of no use."""
        pool = ThreadPoolExecutor(self._threads, thread_name_prefix="verify")
        try:
            yield from self._run(pool, iter(todo), check)
        finally:
            # Who cancels does not wait for the blocks that are under way: they go nowhere.
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, pool: ThreadPoolExecutor, todo: Iterator[Check], check: Callable[[], None]) -> Iterator[Verdict]:
        under_way: dict[Future[list[Verdict]], Check] = {}
        again: list[_Again] = []
        numbers = count()
        while True:
            check()
            while len(under_way) < self._threads and (one := self._next(todo, again)) is not None:
                under_way[pool.submit(self._do, one)] = one
            if not under_way and not again:
                return
            for future in self._ended(under_way, again):
                one = under_way.pop(future)
                error = future.exception()
                if error is None:
                    self._failures = 0
                    yield from future.result()
                else:
                    heapq.heappush(again, _Again(self._clock() + self._patience_s(error), next(numbers), one))

    def _next(self, todo: Iterator[Check], again: list[_Again]) -> Check | None:
        """Return what is to be done next; None if there is nothing just now. After an error nothing new is begun."""
        if again:
            return heapq.heappop(again).check if again[0].due_s <= self._clock() else None
        return next(todo, None)

    def _ended(self, under_way: dict[Future[list[Verdict]], Check], again: list[_Again]) -> set[Future[list[Verdict]]]:
        if under_way:
            return wait(under_way, LOOK_S, FIRST_COMPLETED).done
        threading.Event().wait(min(LOOK_S, max(0.0, again[0].due_s - self._clock())))
        return set()

    def _patience_s(self, error: BaseException) -> float:
        """Return how long to wait before the same is tried again; raise what does not pass, or not for too long."""
        if not isinstance(error, MegadeskError) or not retries(error):
            raise error
        self._failures += 1
        if self._failures > TRIES * self._threads:
            raise error
        return delay_s(-(-self._failures // self._threads), error, self._jitter)

    # -- one check, in a thread of its own ----------------------------------------------------------------------------

    def _do(self, check: Check) -> list[Verdict]:
        match check:
            case Small():
                return self._small(check.parts)
            case Large():
                return [self._fetched(check.part)]
            case Proof():
                return [self._proven(check.part)]

    @property
    def _buffers(self) -> BlockBuffers:
        if not hasattr(self._mine, "buffers"):
            self._mine.buffers = BlockBuffers()
        buffers: BlockBuffers = self._mine.buffers
        return buffers

    def _small(self, parts: Sequence[Part]) -> list[Verdict]:
        wanted = dict.fromkeys(part.ref.id for part in parts)
        got = self._store.get_many(list(wanted))
        return [self._opened(part, got.get(part.ref.id)) for part in parts]

    def _opened(self, part: Part, stored: bytes | None) -> Verdict:
        """Return the verdict on a block; one that was left out of an answer is asked for alone, to hear why."""
        try:
            open_block(part.ref, self._store.get(part.ref.id) if stored is None else stored, is_named=True)
        except Damaged as error:
            return Verdict(part, fault_of(error))
        return Verdict(part)

    def _fetched(self, part: Part, *, differs: bool = False) -> Verdict:
        buffers = self._buffers
        try:
            open_into(part.ref, self._store.get_into(part.ref.id, buffers.stored), buffers, is_named=True)
        except Damaged as error:
            return Verdict(part, fault_of(error), differs=differs)
        return Verdict(part, differs=differs)

    def _proven(self, part: Part) -> Verdict:
        made, differs = self._made_anew(part)
        if made is None:
            return self._fetched(part, differs=differs)
        nonce = self._entropy(NONCE_BYTES)
        wanted = possession_proof(nonce, made)
        try:
            if self._store.possess(part.ref.id, nonce) == wanted:
                return Verdict(part, proven=True)
        except Damaged:  # it is not there, or the answer is none
            pass
        return self._fetched(part)  # which says what is wrong

    def _made_anew(self, part: Part) -> tuple[memoryview | None, bool]:
        """Return the block as the server must have it, made from the copy here, or None; and whether the copy differs."""
        buffers = self._buffers
        source = self._copy_of(part.node)
        if source is None:
            return None, False
        try:
            length = source.read(block_offset(part.index), buffers.plain[: part.ref.length_bytes])
            source.check_unchanged()
        except MegadeskError:
            return None, False  # somebody is at it
        finally:
            source.close()
        try:
            made = reseal_into(part.ref, buffers, length)
        except Forged:
            return None, False
        return made, made is None


def fault_of(error: Damaged) -> str:
    """Return in one word what is wrong with a block."""
    if isinstance(error, MissingBlock):
        return str(error.arguments.get("reason") or error.detail or "corrupt")
    return "forged"
