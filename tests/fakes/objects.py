"""A place in an object store, for tests: opened as often as there are processes, and changed behind their back.

Bucket.in_memory()               the client's own store, on every machine
seaweed.fresh_bucket(folder)     a real one
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import obstore
from obstore.store import MemoryStore, ObjectStore

from fakes.people import blob
from megadesk.server.blobs_s3 import STRAY_AFTER_S, S3Blobs
from megadesk.server.blobstore import Stored
from megadesk.server.metadata import OWN_FILE
from megadesk.server.s3_bucket import S3Bucket

OWNER = "ada's server"
LARGE, SMALL = blob("large", 70_000), blob("small", 300)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is, and a client of ours."""

    url: str
    prefix: str
    store: ObjectStore
    make: Callable[[float], S3Blobs]

    @classmethod
    def in_memory(cls) -> Bucket:
        """Return an empty one."""
        store = MemoryStore()

        def make(stray_after_s: float) -> S3Blobs:
            return S3Blobs(S3Bucket(store, store, name="s3://memory", prefix=""), stray_after_s=stray_after_s)

        return cls("s3://memory", "", store, make)

    def open(self, *, stray_after_s: float = STRAY_AFTER_S) -> S3Blobs:
        """Return the store as a process of the server has it."""
        made = self.make(stray_after_s)
        made.claim(OWNER, anew=True)
        return made

    def key(self, blob: Stored) -> str:
        """Return under which name a blob lies, or the pack that it is in."""
        name = blob.id.hex()
        if blob.place.pack == OWN_FILE:
            return f"{self.prefix}objects/{name[:2]}/{name}.{blob.place.offset:016x}"
        return f"{self.prefix}packs/{blob.place.pack:016x}"

    def spoil(self, blob: Stored, data: bytes | None) -> None:
        """Give an object other bytes, or take it away."""
        if data is None:
            obstore.delete(self.store, [self.key(blob)])
        else:
            obstore.put(self.store, self.key(blob), data, use_multipart=False)

    def names(self, folder: str = "") -> list[str]:
        """Return what there is, by its name after the prefix."""
        at = self.prefix + folder
        return sorted(meta["path"][len(self.prefix) :] for page in obstore.list(self.store, at) for meta in page)


def put_large(store: S3Blobs, data: tuple[Any, bytes] = LARGE) -> Stored:
    """Return a blob with an object of its own."""
    upload = store.begin(data[0])
    upload.write([data[1]])
    return Stored(data[0], upload.finish(), len(data[1]))


def put_small(store: S3Blobs) -> Stored:
    """Return a blob in a pack."""
    (place,) = store.put_many([SMALL])
    return Stored(SMALL[0], place, len(SMALL[1]))


def forget_what_was_seen(store: S3Blobs) -> None:
    """Let the next one who asks look whether the store is there."""
    store.tokens._seen = None
