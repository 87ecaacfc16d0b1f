"""Blobs in an object store that speaks S3, beside any number of other processes. No name is used twice (ADR 59).

    <prefix>/objects/ab/abcd....<generation>   one blob, put whole when all of it has come and is what its name says
    <prefix>/packs/0123456789abcdef            what one batch brought: frames (id, length, bytes) as on the wire
    <prefix>/quarantine/...                    bytes that were found damaged, by name and place; read by nobody

What the store has answered is durable: nothing waits to be flushed. A put whose answer was lost is sent again under the same
name. Pieces of a growing blob wait in memory, 24 MiB at most each. What else lies there, and how it is asked: ``s3_bucket``.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from megadesk.crypto.public import Blake3Stream, block_id
from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import Stored
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.server.metadata_care import Object
from megadesk.server.s3_bucket import S3Bucket
from megadesk.server.s3_client import client
from megadesk.server.s3_place import S3Options, place_of
from megadesk.wire.frames import FRAME_HEAD_BYTES, pack

if TYPE_CHECKING:
    from obstore import ObjectMeta

log = logging.getLogger(LOGGER)

STRAY_AFTER_S: Final = 86_400
READS_AT_ONCE: Final = 8
_NUMBER_BITS: Final = 62
_OBJECT: Final = re.compile(r"([0-9a-f]{64})\.([0-3][0-9a-f]{15})")
_PACK: Final = re.compile(r"[0-3][0-9a-f]{15}")
"""Numbers of 62 bits, as ours are: a larger one, whoever has put it there, would be none for the database."""


def open_s3(url: str, options: S3Options) -> S3Blobs:
    """Return the store that a URL names; BadUsage if it or the options make no sense. Nothing is asked of it yet."""
    place = place_of(url, options)
    return S3Blobs(S3Bucket(client(place), client(place, is_quick=True), name=place.url, prefix=place.prefix))


class S3Blobs:
    """A BlobStore in an object store; see the module."""

    reuses_names: Final = False

    def __init__(self, bucket: S3Bucket, *, stray_after_s: float = STRAY_AFTER_S) -> None:
        self._bucket = bucket
        self._stray_after_s = stray_after_s
        self._readers = ThreadPoolExecutor(READS_AT_ONCE, thread_name_prefix="blobs")

    def claim(self, owner: str, *, anew: bool) -> None:
        """Be this server's store from now on; BadUsage if it cannot be. anew: it may have been nobody's until now."""
        self._bucket.claim(owner, anew=anew, empty=("objects/", "packs/"))

    @property
    def tokens(self) -> S3Bucket:
        """Where fencing tokens lie."""
        return self._bucket

    def check_ready(self) -> None:
        """Look whether the store is there and ours, once a second at most."""
        self._bucket.check_ready()

    # -- writing ----------------------------------------------------------------------------------------------------

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Store a batch as one pack."""
        if not blobs:
            return []
        number, at, places = _number(), 0, []
        for _, data in blobs:
            places.append(Place(number, at + FRAME_HEAD_BYTES))
            at += FRAME_HEAD_BYTES + len(data)
        self._bucket.put(_pack_name(number), pack(blobs))
        return places

    def begin(self, blob: BlockId) -> S3Upload:
        """Return an upload into an object of its own."""
        return S3Upload(self._bucket.put, blob)

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self, blob: Stored, start: int = 0, length: int | None = None) -> bytes:
        """Return bytes of the blob's object or pack. Missing is only what is missing in a store that is there and ours."""
        if blob.place.is_lost:
            raise MissingBlock(reason="quarantined")
        try:
            return self._read(blob, start, blob.size_bytes - start if length is None else length)
        except MissingBlock:
            self.check_ready()
            raise

    def _read(self, blob: Stored, start: int, wanted: int) -> bytes:
        if blob.place.pack == OWN_FILE:
            within = None if wanted == blob.size_bytes else (start, start + wanted)
            data = self._bucket.get(_name_of(blob), within, size_bytes=blob.size_bytes)
        else:
            data = self._bucket.get_range(_name_of(blob), blob.place.offset + start, wanted)
        if len(data) != wanted:
            raise MissingBlock(reason="cut short")
        return data

    def read_many(self, blobs: Iterable[Stored]) -> list[bytes | None]:
        """Return each blob's bytes or None: of each pack at once, and several at a time."""
        wanted = list(blobs)
        groups: dict[tuple[int, int], list[int]] = {}
        for number, blob in enumerate(wanted):
            if not blob.place.is_lost:
                alone = number if blob.place.pack == OWN_FILE else -1
                groups.setdefault((blob.place.pack, alone), []).append(number)
        found: list[bytes | None] = [None] * len(wanted)
        some = [[wanted[number] for number in numbers] for numbers in groups.values()]
        for numbers, data in zip(groups.values(), self._readers.map(self._read_group, some), strict=True):
            for number, one in zip(numbers, data, strict=True):
                found[number] = one
        if any(one is None and not blob.place.is_lost for one, blob in zip(found, wanted, strict=True)):
            self.check_ready()
        return found

    def _read_group(self, blobs: Sequence[Stored]) -> list[bytes | None]:
        """Return the bytes of an object, or of blobs in one pack."""
        if len(blobs) > 1:
            ranges = [(blob.place.offset, blob.place.offset + blob.size_bytes) for blob in blobs]
            try:
                found = self._bucket.get_ranges(_name_of(blobs[0]), ranges)
                return [
                    data if len(data) == blob.size_bytes else None for blob, data in zip(blobs, found, strict=True)
                ]  # fmt: skip
            except MissingBlock as missing:
                if missing.arguments["reason"] == "absent":
                    return [None] * len(blobs)
        return [self._read_or_none(blob) for blob in blobs]

    def _read_or_none(self, blob: Stored) -> bytes | None:
        try:
            return self._read(blob, 0, blob.size_bytes)
        except MissingBlock:
            return None

    def read_anew(self, blob: Stored) -> bytes:
        """Return a blob's bytes as the store has them."""
        return self.read(blob)

    def read_many_anew(self, blobs: Sequence[Stored]) -> list[bytes | None]:
        """Return the bytes of each blob, or None, as the store has them."""
        return self.read_many(blobs)

    def hindrances(self, blobs: Sequence[Stored]) -> list[str]:
        """Return why each blob cannot be read: of each object and pack the size is asked for, once."""
        names = list(dict.fromkeys(_name_of(blob) for blob in blobs if not blob.place.is_lost))
        sizes = dict(zip(names, self._readers.map(self._size_of, names), strict=True))
        if None in sizes.values():
            self.check_ready()
        return ["quarantined" if blob.place.is_lost else _hindrance(blob, sizes[_name_of(blob)]) for blob in blobs]

    def _size_of(self, name: str) -> int | None:
        try:
            return self._bucket.size_of(name)
        except MissingBlock:
            return None

    # -- durable when answered --------------------------------------------------------------------------------------

    def unflushed(self, blobs: Collection[Stored]) -> list[Stored]:  # noqa: ARG002 -- whatever they are
        """Return none."""
        return []

    def waiting(self, but: int) -> list[Stored]:  # noqa: ARG002 -- there are none
        """Return none."""
        return []

    def flush(self, blobs: Sequence[Stored], *, doubted: bool = False) -> set[BlockId]:
        """Read what is doubted, and return what is lost of it."""
        if not doubted:
            return set()
        found = zip(blobs, self.read_many(blobs), strict=True)
        lost = {blob.id for blob, data in found if data is None or block_id(data) != blob.id}
        if lost:
            log.error("blobs were lost", extra={EXTRA: {"why": "not whole", "count": len(lost)}})
        return lost

    def discard(self, blobs: Collection[BlockId]) -> None:
        """Leave what is lost where it is: who brings it again gets another name, and no row names this one any more."""

    def set_aside(self, blob: Stored) -> None:
        """Keep damaged bytes in quarantine: what has an object of its own is moved there, by the store itself."""
        kept = f"quarantine/{blob.id.hex()}.{blob.place.pack:016x}.{blob.place.offset:x}"
        try:
            if blob.place.pack == OWN_FILE:
                self._bucket.move(_name_of(blob), kept)
            else:
                self._bucket.put(kept, self._read(blob, 0, blob.size_bytes))
        except MissingBlock:
            pass
        except DiskFull:
            log.warning("damaged bytes stay where they are", extra={EXTRA: {"why": "no room"}})

    # -- taking away ------------------------------------------------------------------------------------------------

    def remove(self, objects: Collection[Object]) -> None:
        """Remove objects, many in one request."""
        self._bucket.remove([_object_name(*one) for one in objects])

    def objects(self, part: int) -> list[Object]:
        """Return the objects of blobs whose ids begin with this byte, those that are old enough."""
        found = [(_OBJECT.fullmatch(name), meta) for name, meta in self._bucket.listed(f"objects/{part:02x}/")]
        names = [(name, meta) for name, meta in found if name is not None]
        return [Object(BlockId(bytes.fromhex(name[1])), int(name[2], 16)) for name, meta in names if self._is_old(meta)]

    def packs(self) -> dict[int, int]:
        """Return the size of each pack that is old enough."""
        return {
            int(name, 16): meta["size"] for name, meta in self._bucket.listed("packs/")
            if _PACK.fullmatch(name) and self._is_old(meta)
        }  # fmt: skip

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs, many in one request."""
        self._bucket.remove([_pack_name(number) for number in numbers])

    def _is_old(self, meta: ObjectMeta) -> bool:
        return meta["last_modified"] <= self._bucket.store_time() - timedelta(seconds=self._stray_after_s)

    def check_room(self, size_bytes: int) -> None:
        """Pass: a store says that it is full when it is."""

    def close(self) -> None:
        """Let go of the threads."""
        self._readers.shutdown(wait=True)


class S3Upload:
    """A blob that is growing in memory."""

    def __init__(self, put: Callable[[str, bytes], None], blob: BlockId) -> None:
        self._put, self._blob = put, blob
        self._pieces: list[bytes] = []
        self._hash = Blake3Stream()

    def write(self, pieces: Sequence[bytes]) -> None:
        """Add the next pieces."""
        for piece in pieces:
            self._hash.update(piece)
        self._pieces += pieces

    def digest(self) -> bytes:
        """Return the BLAKE3 of what was written so far."""
        return self._hash.digest()

    def finish(self) -> Place:
        """Put the blob under a name that nothing else has."""
        generation = _number()
        self._put(_object_name(self._blob, generation), b"".join(self._pieces))
        self._pieces = []
        return Place(OWN_FILE, generation)

    def abort(self) -> None:
        """Forget what was written."""
        self._pieces = []


def _number() -> int:
    """Return a number that nothing else has; never 0, which folders use."""
    return secrets.randbits(_NUMBER_BITS) | 1


def _object_name(blob: BlockId, generation: int) -> str:
    name = blob.hex()
    return f"objects/{name[:2]}/{name}.{generation:016x}"


def _name_of(blob: Stored) -> str:
    """Return where a blob's bytes are: in an object of its own, or among others in a pack."""
    if blob.place.pack == OWN_FILE:
        return _object_name(blob.id, blob.place.offset)
    return _pack_name(blob.place.pack)


def _hindrance(blob: Stored, size_bytes: int | None) -> str:
    """Return why a blob cannot be read from an object or a pack of this size; None: there is none."""
    if size_bytes is None:
        return "absent"
    if blob.place.pack == OWN_FILE:
        return "" if size_bytes == blob.size_bytes else "cut short"
    return "" if size_bytes >= blob.place.offset + blob.size_bytes else "cut short"


def _pack_name(number: int) -> str:
    return f"packs/{number:016x}"
