"""Blobs in an object store that speaks S3, beside any number of other processes. No name is used twice (ADR 59).

    <prefix>/objects/ab/abcd....<generation>   one blob, put whole when all of it has come and is what its name says
    <prefix>/packs/0123456789abcdef            what one batch brought: frames (id, length, bytes) as on the wire
    <prefix>/quarantine/...                    bytes that were found damaged, by name and place; read by nobody
    <prefix>/owner                             whose blobs these are; without it the store is not there
    <prefix>/token                             of the database that takes bytes away (fencing)
    <prefix>/clock                             written to learn the store's time

What the store has answered is durable: nothing waits to be flushed. A put whose answer was lost is sent again under the same
name. Pieces of a growing blob wait in memory, 24 MiB at most each. What a refusal means: ``s3_client``.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import obstore
from obstore.exceptions import AlreadyExistsError, NotSupportedError

from megadesk.crypto.public import Blake3Stream, block_id
from megadesk.model.errors import BadUsage, DiskFull, MissingBlock, ServerUnavailable
from megadesk.model.ids import BlockId
from megadesk.server.blobstore import Stored
from megadesk.server.logs import EXTRA, LOGGER
from megadesk.server.metadata import OWN_FILE, Place
from megadesk.server.metadata_care import Object
from megadesk.server.s3_client import UNREACHED, asked, client
from megadesk.server.s3_place import S3Options, place_of
from megadesk.wire.frames import FRAME_HEAD_BYTES, pack

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import ObjectStore

log = logging.getLogger(LOGGER)

STRAY_AFTER_S: Final = 86_400
READS_AT_ONCE: Final = 8
COALESCE_BYTES: Final = 64 << 10
"""Two blobs so near in a pack are one request: what lies between them costs less than another one."""
_SEEN_FOR_S: Final = 1.0
_PATIENCE_S: Final = 1.0
_CLOCK_FOR_S: Final = 600.0
_NUMBER_BITS: Final = 62
_LISTED_AT_ONCE: Final = 1000
_OBJECT: Final = re.compile(r"([0-9a-f]{64})\.([0-3][0-9a-f]{15})")
_PACK: Final = re.compile(r"[0-3][0-9a-f]{15}")
"""Numbers of 62 bits, as ours are: a larger one, whoever has put it there, would be none for the database."""

Group: TypeAlias = tuple[int, Sequence[Stored]]
"""A pack and what is wanted of it."""


def open_s3(url: str, options: S3Options) -> S3Blobs:
    """Return the store that a URL names; BadUsage if it or the options make no sense. Nothing is asked of it yet."""
    place = place_of(url, options)
    return S3Blobs(client(place), client(place, is_quick=True), name=place.url, prefix=place.prefix)


class S3Blobs:
    """A BlobStore in an object store; see the module. ``quick``: a client that does not wait long, to look whether it is there."""

    reuses_names: Final = False

    def __init__(
        self, store: ObjectStore, quick: ObjectStore, *, name: str, prefix: str, stray_after_s: float = STRAY_AFTER_S
    ) -> None:
        self._store, self._quick = store, quick
        self._name, self._prefix = name, prefix
        self._stray_after_s = stray_after_s
        self._owner: bytes | None = None
        self._asking = threading.Lock()
        self._seen: tuple[float, ServerUnavailable | None] | None = None
        self._is_away = False
        self._clock: tuple[float, datetime] | None = None
        self._readers = ThreadPoolExecutor(READS_AT_ONCE, thread_name_prefix="blobs")

    # -- whose it is ------------------------------------------------------------------------------------------------

    def claim(self, owner: str, *, anew: bool) -> None:
        """Be this server's store from now on; BadUsage if it cannot be. anew: it may have been nobody's until now."""
        self._owner = owner.encode()
        try:
            self._look()
        except ServerUnavailable as refused:
            if refused.arguments["reason"] == "unclaimed" and anew:
                self._settle_in()
            elif refused.arguments["reason"] == UNREACHED:
                raise
            else:
                raise BadUsage(f"{self._name}: {refused.detail}", what="blocks") from None

    def _settle_in(self) -> None:
        """Note whose it is, if nothing is there yet."""
        for part in ("objects/", "packs/"):
            if any(True for _ in self._listed(part)):
                raise BadUsage(f"{self._name}: there are blobs in it, and nothing says whose", what="blocks")
        with asked():
            try:
                obstore.put(self._store, self._key("owner"), self._owner or b"", use_multipart=False, mode="create")
            except AlreadyExistsError:
                pass  # another process of ours, or of another server
            except NotSupportedError:
                obstore.put(self._store, self._key("owner"), self._owner or b"", use_multipart=False)
        try:
            self._look()
        except ServerUnavailable as refused:
            raise BadUsage(f"{self._name}: {refused.detail}", what="blocks") from None

    @property
    def tokens(self) -> S3Blobs:
        """Where fencing tokens lie: here."""
        return self

    def token(self) -> bytes:
        """Return the token that was put last."""
        try:
            with self._asked():
                return bytes(obstore.get(self._store, self._key("token")).bytes())
        except MissingBlock:
            self.check_ready()
            return b""

    def put_token(self, token: bytes) -> None:
        """Put a token in its place."""
        self._put("token", token)

    def check_ready(self) -> None:
        """Look whether the store is there and ours, once a second at most."""
        self._see(patience_s=-1)

    def _see(self, patience_s: float) -> None:
        """Look, or hear what another one sees who is looking; who waits no longer takes it that it does not answer."""
        if not self._asking.acquire(timeout=patience_s):
            raise ServerUnavailable("the object store does not answer", reason=UNREACHED)
        try:
            fault = self._seen_lately()
        finally:
            self._asking.release()
        if fault is not None:
            raise ServerUnavailable(fault.detail, **fault.arguments)

    def _seen_lately(self) -> ServerUnavailable | None:
        now_s = time.monotonic()
        if self._seen is None or now_s - self._seen[0] > _SEEN_FOR_S:
            fault = None
            try:
                self._look()
            except ServerUnavailable as refused:
                fault = refused
            self._seen = time.monotonic(), fault
        return self._seen[1]

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Ask the store. Once it did not answer, it is looked first whether it does again: that takes no half minute of a thread."""
        if self._is_away:
            self._see(_PATIENCE_S)
            self._is_away = False
        try:
            with asked():
                yield
        except ServerUnavailable as fault:
            self._is_away = fault.arguments.get("reason") == UNREACHED
            raise

    def _look(self) -> None:
        try:
            with asked():
                found = bytes(obstore.get(self._quick, self._key("owner")).bytes())
        except MissingBlock:
            raise ServerUnavailable("the object store does not say whose blobs it has", reason="unclaimed") from None
        if self._owner is not None and found != self._owner:
            raise ServerUnavailable("the object store has another server's blobs", reason="not_ours")

    # -- writing ----------------------------------------------------------------------------------------------------

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Store a batch as one pack."""
        if not blobs:
            return []
        number, at, places = _number(), 0, []
        for _, data in blobs:
            places.append(Place(number, at + FRAME_HEAD_BYTES))
            at += FRAME_HEAD_BYTES + len(data)
        self._put(_pack_name(number), pack(blobs))
        return places

    def begin(self, blob: BlockId) -> S3Upload:
        """Return an upload into an object of its own."""
        return S3Upload(self._put, blob)

    def _put(self, name: str, data: bytes) -> None:
        with self._asked():
            obstore.put(self._store, self._key(name), data, use_multipart=False)

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
            data = self._read_object(blob, start, wanted)
        else:
            key, at = self._key(_pack_name(blob.place.pack)), blob.place.offset + start
            with self._asked():
                data = bytes(obstore.get_range(self._store, key, start=at, length=wanted))
        if len(data) != wanted:
            raise MissingBlock(reason="cut short")
        return data

    def _read_object(self, blob: Stored, start: int, wanted: int) -> bytes:
        key = self._key(_object_name(blob.id, blob.place.offset))
        with self._asked():
            is_whole = wanted == blob.size_bytes
            found = obstore.get(self._store, key, options=None if is_whole else {"range": (start, start + wanted)})
            if found.meta["size"] != blob.size_bytes:
                raise MissingBlock(reason="cut short")
            return bytes(found.bytes())

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
            starts = [blob.place.offset for blob in blobs]
            ends = [blob.place.offset + blob.size_bytes for blob in blobs]
            try:
                with self._asked():
                    found = obstore.get_ranges(
                        self._store, self._key(_pack_name(blobs[0].place.pack)), starts=starts, ends=ends,
                        coalesce=COALESCE_BYTES,
                    )  # fmt: skip
                    return [
                        bytes(data) if len(data) == blob.size_bytes else None
                        for blob, data in zip(blobs, found, strict=True)
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
        """Return an object's size. A byte of it is read: no answer to HEAD tells an object that is gone from a bucket that is."""
        try:
            with self._asked():
                found = obstore.get(self._store, self._key(name), options={"range": (0, 1)})
                found.bytes()
                return found.meta["size"]
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
                key = self._key(_object_name(blob.id, blob.place.offset))
                with self._asked():
                    obstore.copy(self._store, key, self._key(kept))
                    obstore.delete(self._store, [key])
            else:
                self._put(kept, self._read(blob, 0, blob.size_bytes))
        except MissingBlock:
            pass
        except DiskFull:
            log.warning("damaged bytes stay where they are", extra={EXTRA: {"why": "no room"}})

    # -- taking away ------------------------------------------------------------------------------------------------

    def remove(self, objects: Collection[Object]) -> None:
        """Remove objects, many in one request."""
        self._remove([_object_name(*one) for one in objects])

    def objects(self, part: int) -> list[Object]:
        """Return the objects of blobs whose ids begin with this byte, those that are old enough."""
        found = [(_OBJECT.fullmatch(name), meta) for name, meta in self._listed(f"objects/{part:02x}/")]
        names = [(name, meta) for name, meta in found if name is not None]
        return [Object(BlockId(bytes.fromhex(name[1])), int(name[2], 16)) for name, meta in names if self._is_old(meta)]

    def packs(self) -> dict[int, int]:
        """Return the size of each pack that is old enough."""
        return {
            int(name, 16): meta["size"] for name, meta in self._listed("packs/")
            if _PACK.fullmatch(name) and self._is_old(meta)
        }  # fmt: skip

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs, many in one request."""
        self._remove([_pack_name(number) for number in numbers])

    def _remove(self, names: Sequence[str]) -> None:
        keys = [self._key(name) for name in names]
        try:
            self._delete(keys)
        except MissingBlock:
            for key in keys:  # another process was first, perhaps with a few of them
                with suppress(MissingBlock):
                    self._delete([key])

    def _delete(self, keys: Sequence[str]) -> None:
        if keys:
            with self._asked():
                obstore.delete(self._store, list(keys))

    def _listed(self, folder: str) -> Iterator[tuple[str, ObjectMeta]]:
        """Yield what is in a folder, by its last name."""
        with self._asked():
            for page in obstore.list(self._store, self._key(folder), chunk_size=_LISTED_AT_ONCE):
                for meta in page:
                    yield meta["path"].rpartition("/")[2], meta

    def _is_old(self, meta: ObjectMeta) -> bool:
        return meta["last_modified"] <= self._store_time() - timedelta(seconds=self._stray_after_s)

    def _store_time(self) -> datetime:
        """Return what time it is for the store, or was some minutes ago: our clock may be wrong."""
        now_s = time.monotonic()
        if self._clock is None or now_s - self._clock[0] > _CLOCK_FOR_S:
            self._put("clock", b"")
            with self._asked():
                self._clock = now_s, obstore.head(self._store, self._key("clock"))["last_modified"]
        return self._clock[1]

    # -- the store --------------------------------------------------------------------------------------------------

    def _key(self, name: str) -> str:
        return self._prefix + name

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
