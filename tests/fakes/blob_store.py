"""A BlobStore in memory, proven by the same contract as the one on disk. ``lose`` and ``spoil`` are what disks do.

``reopened`` is the store as the next process finds it: it holds the same, and knows of nothing how it came there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from megadesk.crypto.public import block_id
from megadesk.model.errors import BadUsage, DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import ONLY, Stored
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.server.metadata_care import Object


class MemoryBlobs:
    """Packs and objects in dictionaries. ``room_bytes`` is what may still be written."""

    reuses_names: Final = True
    tokens: Final = None

    def __init__(self, room_bytes: int = 1 << 40) -> None:
        self.room_bytes = room_bytes
        self._owners: list[str] = []
        self._packs: dict[int, bytes] = {}
        self._last_pack = 0
        self._objects: dict[BlockId, bytes] = {}
        self._written: dict[BlockId, Stored] = {}
        self._flushed: set[BlockId] = set()
        self._lost: set[BlockId] = set()
        self.read_ids: list[BlockId] = []
        """What was read to the end to be sure of it."""
        self.failing: set[BlockId] = set()
        """What the disk will not take, and says so once: asked again it seems to have it."""
        self.aside: dict[Stored, bytes] = {}
        self._on_disk: set[BlockId] = set()
        self._refused: set[BlockId] = set()

    def claim(self, owner: str, *, anew: bool) -> None:
        """Be this owner's from now on."""
        if anew and not self._owners:
            self._owners.append(owner)
        if self._owners != [owner]:
            raise BadUsage("the store is another's", what="blocks")

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Keep blobs in one pack."""
        self.check_room(sum(len(data) for _, data in blobs))
        number, places, whole = self._last_pack + 1, [], bytearray()
        for _, data in blobs:
            places.append(Place(number, len(whole)))
            whole += data
        if blobs:
            self._packs[number] = bytes(whole)
            self._last_pack = number
        return places

    def begin(self, blob: BlockId) -> _MemoryUpload:
        """Return an upload."""
        return _MemoryUpload(self, blob)

    def keep(self, blob: BlockId, data: bytes) -> Place:
        """Keep an object."""
        if blob not in self._objects or not (blob in self._written or blob in self._flushed):
            self._refused.discard(blob)
            if blob in self._objects:
                self._on_disk.add(blob)  # before it has the name
            self._objects[blob] = data
            self._written[blob] = Stored(blob, Place(OWN_FILE, ONLY), len(data))
            self._flushed.discard(blob)
            self._lost.discard(blob)
        return Place(OWN_FILE, ONLY)

    def read(self, blob: Stored, start: int = 0, length: int | None = None) -> bytes:
        """Return bytes of a blob."""
        if blob.place.is_lost:
            raise MissingBlock(reason="quarantined")
        if blob.place.pack == OWN_FILE:
            held = self._objects.get(blob.id)
        else:
            pack = self._packs.get(blob.place.pack)
            held = None if pack is None else pack[blob.place.offset : blob.place.offset + blob.size_bytes]
        if held is None:
            raise MissingBlock(reason="absent")
        if len(held) != blob.size_bytes:
            raise MissingBlock(reason="cut short")
        return held[start : blob.size_bytes if length is None else start + length]

    def read_many(self, blobs: Iterable[Stored]) -> list[bytes | None]:
        """Return each blob or None."""
        found: list[bytes | None] = []
        for blob in blobs:
            try:
                found.append(self.read(blob))
            except MissingBlock:
                found.append(None)
        return found

    def unflushed(self, blobs: Collection[Stored]) -> list[Stored]:
        """Return those that are not known to be durable."""
        return [blob for blob in blobs if blob.place.pack == OWN_FILE and blob.id not in self._flushed]

    def waiting(self, but: int) -> list[Stored]:
        """Return what was written and not flushed."""
        return list(self._written.values())[: max(0, len(self._written) - but)]

    def flush(self, blobs: Sequence[Stored], *, doubted: bool = False) -> set[BlockId]:
        """Make objects durable; return those that are lost."""
        lost = set()
        for blob in blobs:
            if blob.place.pack != OWN_FILE or (blob.id in self._flushed and not doubted):
                continue
            if blob.id in self._lost or not self._is_sure(blob, doubted=doubted):
                lost.add(blob.id)
                self._lost.add(blob.id)
                self._flushed.discard(blob.id)
            else:
                self._flushed.add(blob.id)
                if blob.id not in self._refused:
                    self._on_disk.add(blob.id)
            self._written.pop(blob.id, None)
        return lost

    def _is_sure(self, blob: Stored, *, doubted: bool) -> bool:
        if doubted or blob.id not in self._written:
            self.read_ids.append(blob.id)
            held = self._objects.get(blob.id)
            if held is None or block_id(held) != blob.id:
                return False
        if blob.id in self.failing:
            self.failing.discard(blob.id)
            self._refused.add(blob.id)
            return False
        return True

    def read_anew(self, blob: Stored) -> bytes:
        """Return bytes of a blob."""
        return self.read(blob)

    def read_many_anew(self, blobs: Sequence[Stored]) -> list[bytes | None]:
        """Return bytes of each blob, or None."""
        return self.read_many(blobs)

    def hindrances(self, blobs: Sequence[Stored]) -> list[str]:
        """Return why each blob cannot be read."""
        return [self._hindrance(blob) for blob in blobs]

    def _hindrance(self, blob: Stored) -> str:
        try:
            self.read(blob)
        except MissingBlock as error:
            return str(error.arguments["reason"])
        return ""

    def set_aside(self, blob: Stored) -> None:
        """Keep what is damaged in ``aside``."""
        try:
            self.aside[blob] = self._packs[blob.place.pack] if blob.place.pack else self._objects[blob.id]
        except KeyError:
            return
        if blob.place.pack == OWN_FILE:
            self._forget(blob.id)

    def discard(self, blobs: Collection[BlockId]) -> None:
        """Remove what is lost."""
        for blob in self._lost.intersection(blobs):
            self._forget(blob)
            self._lost.discard(blob)

    def remove(self, objects: Collection[Object]) -> None:
        """Remove objects."""
        for blob in [one.blob for one in objects if one.generation == ONLY]:
            self._forget(blob)
            self._written.pop(blob, None)
            self._flushed.discard(blob)
            self._lost.discard(blob)

    def objects(self, part: int) -> list[Object]:
        """Return objects whose ids begin with this byte."""
        return [Object(blob, ONLY) for blob in self._objects if blob[0] == part]

    def packs(self) -> dict[int, int]:
        """Return the size of each pack but the last, which may be written to."""
        return {number: len(data) for number, data in self._packs.items() if number != self._last_pack}

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs."""
        for number in numbers:
            if number != self._last_pack:
                self._packs.pop(number, None)

    def reopened(self) -> MemoryBlobs:
        """Return the store of the next process."""
        made = MemoryBlobs(self.room_bytes)
        made._packs, made._objects = self._packs, self._objects
        made._last_pack, made._owners = self._last_pack, self._owners
        made._on_disk, made._refused, made.failing = self._on_disk, self._refused, self.failing
        return made

    def cut_power(self, blob: BlockId, left: bytes | None) -> None:
        """Let a power cut leave just this of an object that is not on the disk; None: nothing."""
        if blob in self._objects and blob not in self._on_disk:
            if left is None:
                self._forget(blob)
            else:
                self._objects[blob] = left
                self._refused.discard(blob)  # memory and disk are one again

    def _forget(self, blob: BlockId) -> None:
        self._objects.pop(blob, None)
        self._on_disk.discard(blob)
        self._refused.discard(blob)

    def spoil(self, blob: Stored, data: bytes) -> None:
        """Let an object have other bytes."""
        self._objects[blob.id] = data

    def lose(self, blob: Stored) -> None:
        """Let a blob's bytes be gone."""
        self._objects.pop(blob.id, None)
        self._packs.pop(blob.place.pack, None)

    def check_room(self, size_bytes: int) -> None:
        """Refuse what does not fit."""
        if size_bytes > self.room_bytes:
            raise DiskFull(where="server")

    def check_ready(self) -> None:
        """Look whether there is any room."""
        self.check_room(1)

    def close(self) -> None:
        """Nothing is open."""


class _MemoryUpload:
    def __init__(self, store: MemoryBlobs, blob: BlockId) -> None:
        self._store, self._blob, self._held = store, blob, bytearray()

    def write(self, pieces: Sequence[bytes]) -> None:
        for piece in pieces:
            self._store.check_room(len(self._held) + len(piece))
            self._held += piece

    def digest(self) -> bytes:
        return block_id(bytes(self._held))

    def finish(self) -> Place:
        return self._store.keep(self._blob, bytes(self._held))

    def abort(self) -> None:
        self._held.clear()
