"""A BlobStore in memory, proven by the same contract as the one on disk. ``lose`` and ``spoil`` are what disks do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from megadesk.crypto.public import block_id
from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import OWN_FILE, Place


class MemoryBlobs:
    """Packs and objects in dictionaries. ``room_bytes`` is what may still be written."""

    def __init__(self, room_bytes: int = 1 << 40) -> None:
        self.room_bytes = room_bytes
        self._packs: dict[int, bytes] = {}
        self._objects: dict[BlockId, bytes] = {}

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Keep blobs in one pack."""
        self.check_room(sum(len(data) for _, data in blobs))
        number, places, whole = len(self._packs) + 1, [], bytearray()
        for _, data in blobs:
            places.append(Place(number, len(whole)))
            whole += data
        if blobs:
            self._packs[number] = bytes(whole)
        return places

    def begin(self, blob: BlockId) -> _MemoryUpload:
        """Return an upload."""
        return _MemoryUpload(self, blob)

    def keep(self, blob: BlockId, data: bytes) -> Place:
        """Keep an object."""
        self._objects[blob] = data
        return Place(OWN_FILE, 0)

    def read(self, blob: Stored, start: int = 0, length: int | None = None) -> bytes:
        """Return bytes of a blob."""
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
