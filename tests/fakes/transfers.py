"""Files, staging and a server in memory for tests of transfers, with faults on demand.

MemorySources   SourceFiles     files that change, lock and disappear when told to
MemoryStaging   StagingArea     keeps what was written over "runs"
MemoryBlocks    BlockStore      counts calls, raises the errors it was given, waits where it was told to
FakeClock       seconds that pass when told to
Inbox           collects results and lets a test wait for them
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from fakes.crypto import node_id, seeded_entropy
from megadesk.crypto.content import file_hash, plain_hash
from megadesk.crypto.keys import BlockRootKey, EpochKey
from megadesk.crypto.structure import block_id
from megadesk.model.errors import DiskFull, FileBusy, MissingBlock
from megadesk.model.ids import BlockId, NodeId, PairId
from megadesk.model.listing import Digest, Fingerprint
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, DownloadJob, StagedFile, TransferResult, UploadJob
from megadesk.wire.frames import BATCH_BLOBS_MAX, BATCH_BYTES_MAX

PAIR = PairId("00000001")
ROOT_KEY = EpochKey(seeded_entropy("transfers")(32)).blocks()
PATIENCE_S = 30.0
"""How long a test waits for another thread before it fails."""


def block_keys(_pair: PairId) -> BlockRootKey:
    """Return the key of every pair."""
    return ROOT_KEY


def content_of(size_bytes: int, seed: str = "") -> bytes:
    """Return bytes that differ from block to block and from seed to seed."""
    head = seeded_entropy(seed)(min(size_bytes, 64))
    body = bytearray(size_bytes)
    for at in range(0, size_bytes, BLOCK_BYTES):
        mark = (at.to_bytes(8, "big") + head)[: size_bytes - at]
        body[at : at + len(mark)] = mark
    return bytes(body)


def digest_of(data: bytes) -> Digest:
    """Return what a scan says of data."""
    hashes = tuple(plain_hash(data[at : at + BLOCK_BYTES]) for at in range(0, len(data), BLOCK_BYTES))
    return Digest(len(data), file_hash(len(data), hashes), hashes)


class FakeClock:
    """A clock that stands still."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now_s

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds


@dataclass
class _File:
    data: bytes
    fingerprint: Fingerprint
    busy: bool = False


class MemorySource:
    """An open MemorySources file."""

    def __init__(self, owner: MemorySources, file: _File, expected: Fingerprint) -> None:
        self._owner = owner
        self._file = file
        self._expected = expected
        self._closed = False

    def read(self, offset: int, buffer: memoryview) -> int:
        """Fill buffer with what the file holds now."""
        assert not self._closed
        piece = self._file.data[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)

    def check_unchanged(self) -> None:
        """Raise FileBusy if the file was changed."""
        if self._file.fingerprint != self._expected:
            raise FileBusy

    def close(self) -> None:
        """Close it; the owner counts open files."""
        assert not self._closed
        self._closed = True
        self._owner.opened(-1)


class MemorySources:
    """Files by path, for any pair."""

    def __init__(self) -> None:
        self._files: dict[RelPath, _File] = {}
        self._lock = threading.Lock()
        self._stamp = 0
        self.open_count = 0
        self.open_most = 0

    def put(self, path: str, data: bytes, *, unnoticed: bool = False) -> Fingerprint:
        """Write a file; ``unnoticed`` keeps its fingerprint, as a clock that jumped would."""
        known = self._files.get(RelPath(path))
        self._stamp += 1
        fingerprint = Fingerprint(1, self._stamp, len(data), self._stamp, self._stamp)
        if known is None:
            self._files[RelPath(path)] = _File(data, fingerprint)
            return fingerprint
        known.data = data
        if not unnoticed:
            known.fingerprint = fingerprint
        return known.fingerprint

    def remove(self, path: str) -> None:
        """Remove a file."""
        del self._files[RelPath(path)]

    def job(self, path: str, data: bytes, *, node: NodeId | None = None, previous: Manifest | None = None) -> UploadJob:
        """Write a file and return the job that uploads it."""
        fingerprint = self.put(path, data)
        return UploadJob(
            pair=PAIR, node=node or node_id(path), path=RelPath(path), fingerprint=fingerprint, digest=digest_of(data),
            previous=previous,
        )  # fmt: skip

    def opened(self, change: int) -> None:
        """Count open files."""
        with self._lock:
            self.open_count += change
            self.open_most = max(self.open_most, self.open_count)

    def _expect(self, path: RelPath, expected: Fingerprint) -> _File:
        file = self._files.get(path)
        if file is None or file.fingerprint != expected:
            raise FileBusy
        return file

    def open(self, pair: PairId, path: RelPath, expected: Fingerprint) -> MemorySource:
        """Return the open file."""
        file = self._expect(path, expected)
        self.opened(+1)
        return MemorySource(self, file, expected)

    def read_small(self, pair: PairId, path: RelPath, expected: Fingerprint) -> bytes:
        """Return the whole file."""
        return self._expect(path, expected).data

    def in_a_row(self) -> AbstractContextManager[None]:
        """There is nothing to share."""
        return nullcontext()


@dataclass
class StagedContent:
    """A finished download."""

    data: bytes
    mtime_ns: int
    executable: bool


class MemoryStagingFile:
    """A download growing in MemoryStaging."""

    def __init__(self, owner: MemoryStaging, token: str, size_bytes: int) -> None:
        self._owner = owner
        self._token = token
        self._size_bytes = size_bytes
        self._open = True
        owner.opened(+1)

    def write(self, offset: int, data: bytes | memoryview) -> None:
        """Write at a place; DiskFull when the volume is."""
        assert self._open
        if self._owner.is_full:
            raise DiskFull
        with self._owner.lock:
            assert self._token not in self._owner.writing, "two writers in one file"
            self._owner.writing.add(self._token)
        held = self._owner.partial[self._token]
        if len(held) < offset + len(data):
            held.extend(bytes(offset + len(data) - len(held)))
        held[offset : offset + len(data)] = data
        with self._owner.lock:
            self._owner.written_bytes += len(data)
            self._owner.writing.remove(self._token)

    def read(self, offset: int, size: int) -> bytes:
        """Return what is there."""
        assert self._open
        return bytes(self._owner.partial[self._token][offset : offset + size])

    def finish(self, mtime_ns: int, executable: bool) -> StagedFile:
        """Complete it."""
        self.close()
        data = bytes(self._owner.partial.pop(self._token)).ljust(self._size_bytes, b"\0")[: self._size_bytes]
        self._owner.staged[self._token] = StagedContent(data, mtime_ns, executable)
        return StagedFile(self._token, self._size_bytes, executable)

    def close(self) -> None:
        """Keep what is there."""
        assert self._open
        self._open = False
        self._owner.opened(-1)

    def discard(self) -> None:
        """Remove it."""
        self.close()
        del self._owner.partial[self._token]


class MemoryStaging:
    """Staging areas of all pairs; ``partial`` and ``staged`` by token."""

    def __init__(self) -> None:
        self.partial: dict[str, bytearray] = {}
        self.staged: dict[str, StagedContent] = {}
        self.is_full = False
        self.lock = threading.Lock()
        self.writing: set[str] = set()
        self.written_bytes = 0
        self.open_count = 0
        self.open_most = 0

    @staticmethod
    def token(node: NodeId, content: bytes) -> str:
        """Return the name of a staged file."""
        return f"{node.hex()}-{content.hex()}"

    def opened(self, change: int) -> None:
        """Count open files."""
        with self.lock:
            self.open_count += change
            self.open_most = max(self.open_most, self.open_count)

    def create(
        self, pair: PairId, node: NodeId, content: bytes, size_bytes: int, like: RelPath | None = None
    ) -> MemoryStagingFile:
        """Return the file for this content, with what it holds; nothing is copied in here."""
        token = self.token(node, content)
        self.partial.setdefault(token, bytearray())
        return MemoryStagingFile(self, token, size_bytes)

    def in_a_row(self) -> AbstractContextManager[None]:
        """There is nothing to share."""
        return nullcontext()

    def write_small(
        self, pair: PairId, node: NodeId, content: bytes, data: bytes, mtime_ns: int, executable: bool
    ) -> StagedFile:
        """Stage a small file."""
        if self.is_full:
            raise DiskFull
        token = self.token(node, content)
        self.staged[token] = StagedContent(data, mtime_ns, executable)
        return StagedFile(token, len(data), executable)

    def forget(self, pair: PairId, staged: StagedFile) -> None:
        """Remove a staged file, if it is there."""
        self.staged.pop(staged.token, None)

    def sweep(self, pair: PairId, wanted: Collection[tuple[NodeId, bytes]]) -> int:
        """Remove what nobody wants."""
        keep = {self.token(node, content) for node, content in wanted}
        gone = [token for token in (*self.partial, *self.staged) if token not in keep]
        for token in gone:
            self.partial.pop(token, None)
            self.staged.pop(token, None)
        return len(gone)


@dataclass
class Call:
    """One request to MemoryBlocks."""

    name: str
    ids: tuple[BlockId, ...]
    size_bytes: int = 0


class MemoryBlocks:
    """A server that holds blocks. ``faults``: by name of a method, the errors its next calls raise.

    ``before`` is called at the beginning of each request, in the thread of the worker.
    """

    def __init__(self) -> None:
        self.held: dict[BlockId, bytes] = {}
        self.calls: list[Call] = []
        self.faults: dict[str, deque[Exception]] = {}
        self.before: Callable[[Call], None] = lambda _call: None
        self.leave_out: set[BlockId] = set()
        self._lock = threading.Lock()

    def fail(self, method: str, *errors: Exception) -> None:
        """Have the next calls of a method raise these errors."""
        self.faults.setdefault(method, deque()).extend(errors)

    def named(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.name == method]

    def _request(self, name: str, ids: Sequence[BlockId], size_bytes: int = 0) -> None:
        call = Call(name, tuple(ids), size_bytes)
        with self._lock:
            self.calls.append(call)
            waiting = self.faults.get(name)
            fault = waiting.popleft() if waiting else None
        self.before(call)
        if fault is not None:
            raise fault

    def missing(self, ids: Sequence[BlockId]) -> set[BlockId]:
        """Return those that are not held."""
        self._request("missing", ids)
        return {one for one in ids if one not in self.held}

    def put(self, block: BlockId, data: bytes | memoryview) -> None:
        """Hold one."""
        self._request("put", [block], len(data))
        self._hold(block, data)

    def put_many(self, blocks: Sequence[tuple[BlockId, bytes | memoryview]]) -> None:
        """Hold many."""
        size_bytes = sum(len(data) for _, data in blocks)
        assert blocks
        assert len(blocks) <= BATCH_BLOBS_MAX
        assert size_bytes <= BATCH_BYTES_MAX
        self._request("put_many", [one for one, _ in blocks], size_bytes)
        for one, data in blocks:
            self._hold(one, data)

    def _hold(self, block: BlockId, data: bytes | memoryview) -> None:
        stored = bytes(data)
        assert block_id(stored) == block
        self.held[block] = stored

    def get(self, block: BlockId) -> bytes:
        """Return one."""
        self._request("get", [block])
        stored = self.held.get(block)
        if stored is None or block_id(stored) != block:
            raise MissingBlock(block=block.hex())
        return stored

    def get_into(self, block: BlockId, buffer: memoryview) -> memoryview:
        """Return one in buffer."""
        stored = self.get(block)
        if len(stored) > len(buffer):
            raise MissingBlock(block=block.hex())
        buffer[: len(stored)] = stored
        return buffer[: len(stored)]

    def get_many(self, ids: Sequence[BlockId]) -> Mapping[BlockId, bytes]:
        """Return those that are held, sound, and not in ``leave_out``."""
        assert len(set(ids)) == len(ids)
        assert len(ids) <= BATCH_BLOBS_MAX
        self._request("get_many", ids)
        found = {one: self.held[one] for one in ids if one in self.held and one not in self.leave_out}
        assert sum(map(len, found.values())) <= BATCH_BYTES_MAX
        return {one: stored for one, stored in found.items() if block_id(stored) == one}


def download_job(path: str, manifest: Manifest, *, node: NodeId | None = None, executable: bool = False) -> DownloadJob:
    """Return the job that fetches a manifest."""
    return DownloadJob(
        pair=PAIR, node=node or node_id(path), path=RelPath(path), manifest=manifest, mtime_ns=77, executable=executable
    )


@dataclass
class Inbox:
    """Takes results as sync would."""

    calls: list[list[TransferResult]] = field(default_factory=list)
    _arrived: threading.Condition = field(default_factory=threading.Condition)

    def deliver(self, results: Sequence[TransferResult]) -> None:
        """Take some."""
        with self._arrived:
            self.calls.append(list(results))
            self._arrived.notify_all()

    @property
    def results(self) -> list[TransferResult]:
        """All that came, in order."""
        return [result for call in self.calls for result in call]

    def wait(self, count: int) -> dict[ContentKey, TransferResult]:
        """Return results by key once so many have come."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: len(self.results) >= count, PATIENCE_S), "results did not come"
            assert len(self.results) == count
            return {result.key: result for result in self.results}


class Turnstile:
    """Stops worker threads at a call until the test lets them go on."""

    def __init__(self) -> None:
        self.reached = threading.Semaphore(0)
        self._go = threading.Semaphore(0)

    def __call__(self, _call: object = None) -> None:
        """Wait here (a worker)."""
        self.reached.release()
        assert self._go.acquire(timeout=PATIENCE_S), "nobody let the worker go on"

    def wait(self, count: int = 1) -> None:
        """Return when so many more calls have arrived (the test)."""
        for _ in range(count):
            assert self.reached.acquire(timeout=PATIENCE_S), "no worker came"

    def open(self, count: int = 1) -> None:
        """Let so many calls through."""
        self._go.release(count)
