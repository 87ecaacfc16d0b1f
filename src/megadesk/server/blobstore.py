"""Where the bytes of blobs lie: the seam between the rules and a disk or an object store.

    put_many    many small ones in one go            -> a Place each, durable
    begin       one large one, piece by piece        -> Upload.finish -> its Place; durable once it was flushed
    flush       large ones, before a commit names them
    read, read_many                                  <- Places

The store knows no accounts and keeps no index: the metadata store remembers each blob's Place, and a blob without a row
there does not exist. Writing the same blob twice is harmless. All calls block: they run in worker threads. Who flushes
what and when: ``durability``. Who takes away what: ``collection``.

A folder keeps a blob in one file, whoever brings it and however often: its objects have the generation ONLY. An object
store gives each upload an object of its own, and each batch a pack, under a name that nothing else ever gets (ADR 59).
The real one: ``blobs_files``; one in memory: tests/fakes/blob_store.py; contract: tests/contract/test_blob_store.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple, Protocol

from megadesk.model.ids import BlockId
from megadesk.server.metadata import BlobRow, Place
from megadesk.server.metadata_care import Object

PARTS: Final = 256

ONLY: Final = 0
"""Generation of an object that is the only one its blob can have: whatever row there is of the blob may mean it."""

UNREADABLE: Final = "the disk cannot read it"
"""Why a blob that is there cannot be had."""


class Stored(NamedTuple):
    """A blob to read: its name, where it lies and how long it is."""

    id: BlockId
    place: Place
    size_bytes: int


def stored(row: BlobRow) -> Stored:
    """Return what the blob store needs to find a blob."""
    return Stored(row.id, row.place, row.size_bytes)


class Upload(Protocol):
    """A large blob that is growing. Exactly one of finish and abort ends it."""

    def write(self, pieces: Sequence[bytes]) -> None:
        """Add the next pieces. DiskFull if there is no room."""

    def digest(self) -> bytes:
        """Return the BLAKE3 of what was written so far."""

    def finish(self) -> Place:
        """Give the blob its name and return its Place; only a flush makes it durable. DiskFull if there is no room."""

    def abort(self) -> None:
        """Forget what was written."""


class TokenStore(Protocol):
    """Where whoever takes bytes away leaves its token (``fencing``)."""

    def token(self) -> bytes:
        """Return the token that was put last, none before; ServerUnavailable if that cannot be said."""

    def put_token(self, token: bytes) -> None:
        """Put a token in its place; DiskFull if there is no room."""

    def drop_token(self) -> None:
        """Take it away."""


class BlobStore(Protocol):
    """Bytes by Place. Safe from any thread."""

    @property
    def reuses_names(self) -> bool:
        """Whether a blob that comes again has the object's name that it had, and packs grow: then a removal excludes uploads."""

    @property
    def tokens(self) -> TokenStore | None:
        """Where fencing tokens lie; None of a store that no other database can have."""

    def claim(self, owner: str, *, anew: bool) -> None:
        """Be this owner's from now on; BadUsage if the store is another's, or nobody's and not ``anew``."""

    def put_many(self, blobs: Sequence[tuple[BlockId, bytes | memoryview]]) -> list[Place]:
        """Store blobs, durable on return; the Places come in the same order. DiskFull if there is no room."""

    def begin(self, blob: BlockId) -> Upload:
        """Return an upload of one blob."""

    def read(self, blob: Stored, start: int = 0, length: int | None = None) -> bytes:
        """Return a blob's bytes, or some of them; MissingBlock if they are not there in full."""

    def read_many(self, blobs: Iterable[Stored]) -> list[bytes | None]:
        """Return the bytes of each blob in the same order, None for one that is not there in full."""

    def unflushed(self, blobs: Collection[Stored]) -> list[Stored]:
        """Return those that are not known to be durable, in the same order. Waits for nothing.

        That is large ones that were not flushed since they were written, and any of an earlier process.
        """

    def waiting(self, but: int) -> list[Stored]:
        """Return what was written since the store was opened and not flushed, oldest first, without so many of the newest.

        Waits for nothing.
        """

    def flush(self, blobs: Sequence[Stored], *, doubted: bool = False) -> set[BlockId]:
        """Make blobs durable and return those that are lost: absent, not what their names say, or refused by the disk.

        What an earlier process wrote is read to the end, and everything if ``doubted``. Repeatable; what is lost stays so
        until it is uploaded again. Anything else that goes wrong is raised.
        """

    def read_anew(self, blob: Stored) -> bytes:
        """Return a blob's bytes as the disk has them now, not as the system remembers them; MissingBlock as ``read``."""

    def read_many_anew(self, blobs: Sequence[Stored]) -> list[bytes | None]:
        """Return the bytes of each blob as ``read_anew``, None for one that is not there in full."""

    def hindrances(self, blobs: Sequence[Stored]) -> list[str]:
        """Return why each blob cannot be read in full, empty if nothing is known: as MissingBlock says it, or UNREADABLE.

        Their bytes are not read.
        """

    def set_aside(self, blob: Stored) -> None:
        """Keep the damaged bytes of a blob for whoever looks into it; where the blob has a place of its own, that is free."""

    def discard(self, blobs: Collection[BlockId]) -> None:
        """Remove what is left of those among these that are lost. To be said while no commit can come to name them."""

    # -- taking away; if names are reused: by one thread, while nobody is between bytes and their row (handover) ------

    def remove(self, objects: Collection[Object]) -> None:
        """Remove these objects, those of them that are there. Errors as the disk's."""

    def objects(self, part: int) -> list[Object]:
        """Return the objects of one of the PARTS parts that all of them are in.

        If names are not reused, only those so old that whoever wrote them has noted them or never will.
        """

    def packs(self) -> dict[int, int]:
        """Return the size of each pack that nobody writes to any more, as old as ``objects`` if names are not reused."""

    def remove_packs(self, numbers: Collection[int]) -> None:
        """Remove packs, those that are there and do not grow. Who reads from one may go on to. Errors as the disk's."""

    def check_room(self, size_bytes: int) -> None:
        """Pass if so many bytes may be written; DiskFull if not."""

    def check_ready(self) -> None:
        """Pass if the store can be used; DiskFull, MissingBlock or ServerUnavailable if not."""

    def close(self) -> None:
        """Let go of all files."""
