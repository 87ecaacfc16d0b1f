"""A place in an object store that is one server's: bytes by name, whether it is there, and whose it is. Under ``blobs_s3``.

    <prefix>/owner     whose place this is; without it the store is not there
    <prefix>/token     of the database that takes bytes away (fencing)
    <prefix>/clock     written to learn the store's time
    <prefix>/...       what others put

Of what is not there every call says MissingBlock, of a store that does not answer ServerUnavailable; see ``s3_client``. Once it
did not answer, it is looked first whether it does again, and one thread looks for all: half a minute is long for those who wait.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

import obstore
from obstore.exceptions import AlreadyExistsError, NotSupportedError

from megadesk.model.errors import BadUsage, MissingBlock, ServerUnavailable
from megadesk.server.s3_client import UNREACHED, asked

if TYPE_CHECKING:
    from obstore import GetOptions, ObjectMeta
    from obstore.store import ObjectStore

COALESCE_BYTES: Final = 64 << 10
"""Two ranges so near to each other are one request: what lies between them costs less than another one."""
_SEEN_FOR_S: Final = 1.0
_PATIENCE_S: Final = 1.0
_CLOCK_FOR_S: Final = 600.0
_LISTED_AT_ONCE: Final = 1000


class S3Bucket:
    """The place. ``name``: as people write it. ``quick``: a client that does not wait long, to look whether it is there."""

    def __init__(self, store: ObjectStore, quick: ObjectStore, *, name: str, prefix: str) -> None:
        self._store, self._quick = store, quick
        self._name, self._prefix = name, prefix
        self._owner: bytes | None = None
        self._asking = threading.Lock()
        self._seen: tuple[float, ServerUnavailable | None] | None = None
        self._is_away = False
        self._clock: tuple[float, datetime] | None = None

    # -- whose it is, whether it is there -----------------------------------------------------------------------------

    def claim(self, owner: str, *, anew: bool, empty: Collection[str]) -> None:
        """Be this server's from now on; BadUsage if it cannot be. anew: it may have been nobody's, if these folders are empty."""
        self._owner = owner.encode()
        try:
            self._look()
        except ServerUnavailable as refused:
            if refused.arguments["reason"] == "unclaimed" and anew:
                self._settle_in(empty)
            elif refused.arguments["reason"] == UNREACHED:
                raise
            else:
                raise BadUsage(f"{self._name}: {refused.detail}", what="blocks") from None

    def _settle_in(self, empty: Collection[str]) -> None:
        """Note whose it is, if nothing is there yet."""
        for folder in empty:
            if any(True for _ in self.listed(folder)):
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

    def token(self) -> bytes:
        """Return the fencing token that was put last, none before."""
        try:
            return self.get("token")
        except MissingBlock:
            self.check_ready()
            return b""

    def put_token(self, token: bytes) -> None:
        """Put a fencing token in its place."""
        self.put("token", token)

    def drop_token(self) -> None:
        """Take it away."""
        self.remove(["token"])

    def store_time(self) -> datetime:
        """Return what time it is for the store, or was some minutes ago: our clock may be wrong."""
        now_s = time.monotonic()
        if self._clock is None or now_s - self._clock[0] > _CLOCK_FOR_S:
            self.put("clock", b"")
            with self._asked():
                self._clock = now_s, obstore.head(self._store, self._key("clock"))["last_modified"]
        return self._clock[1]

    # -- bytes by name ------------------------------------------------------------------------------------------------

    def put(self, name: str, data: bytes) -> None:
        """Put an object, whole and durable on return. DiskFull if the store is full."""
        with self._asked():
            obstore.put(self._store, self._key(name), data, use_multipart=False)

    def get(self, name: str, within: tuple[int, int] | None = None, *, size_bytes: int | None = None) -> bytes:
        """Return an object's bytes, or those from one to before another; MissingBlock also if it has not the size that is said."""
        with self._asked():
            options: GetOptions | None = None if within is None else {"range": within}
            found = obstore.get(self._store, self._key(name), options=options)
            if size_bytes is not None and found.meta["size"] != size_bytes:
                raise MissingBlock(reason="cut short")
            return bytes(found.bytes())

    def get_range(self, name: str, start: int, length: int) -> bytes:
        """Return some of an object's bytes, fewer if it ends earlier."""
        with self._asked():
            return bytes(obstore.get_range(self._store, self._key(name), start=start, length=length))

    def get_ranges(self, name: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return what lies from one byte to before another, for each; shorter where the object ends earlier."""
        starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
        with self._asked():
            found = obstore.get_ranges(
                self._store, self._key(name), starts=starts, ends=ends, coalesce=COALESCE_BYTES
            )  # fmt: skip
            return [bytes(data) for data in found]

    def size_of(self, name: str) -> int:
        """Return an object's size. A byte of it is read: no answer to HEAD tells an object that is gone from a bucket that is."""
        with self._asked():
            found = obstore.get(self._store, self._key(name), options={"range": (0, 1)})
            found.bytes()
            return found.meta["size"]

    def move(self, name: str, to: str) -> None:
        """Give an object another name; the store does it by itself."""
        with self._asked():
            obstore.copy(self._store, self._key(name), self._key(to))
            obstore.delete(self._store, [self._key(name)])

    def remove(self, names: Collection[str]) -> None:
        """Remove those of these that are there, many in one request."""
        try:
            self._delete(names)
        except MissingBlock:
            for name in names:  # another process was first, perhaps with a few of them
                with suppress(MissingBlock):
                    self._delete([name])

    def _delete(self, names: Collection[str]) -> None:
        if names:
            with self._asked():
                obstore.delete(self._store, [self._key(name) for name in names])

    def listed(self, folder: str) -> Iterator[tuple[str, ObjectMeta]]:
        """Yield what is in a folder, by its last name."""
        with self._asked():
            for page in obstore.list(self._store, self._key(folder), chunk_size=_LISTED_AT_ONCE):
                for meta in page:
                    yield meta["path"].rpartition("/")[2], meta

    def _key(self, name: str) -> str:
        return self._prefix + name
