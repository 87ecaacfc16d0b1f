"""What every blob store must do: the one on disk and the one in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from fakes.blob_store import MemoryBlobs
from fakes.people import blob
from megadesk.model.errors import DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import BlobStore, Stored
from megadesk.server.metadata import OWN_FILE, Place

PutOne: TypeAlias = Callable[[BlobStore, str, int], tuple[Stored, bytes]]


def put_one(store: BlobStore, name: str, size_bytes: int) -> tuple[Stored, bytes]:
    """Return a blob stored in a pack."""
    block, data = blob(name, size_bytes)
    (place,) = store.put_many([(block, data)])
    return Stored(block, place, size_bytes), data


def upload_one(store: BlobStore, name: str, size_bytes: int) -> tuple[Stored, bytes]:
    """Return a blob stored on its own, in two writes."""
    block, data = blob(name, size_bytes)
    upload = store.begin(block)
    upload.write([data[:1000], data[1000:2000]])
    upload.write([data[2000:]])
    assert upload.digest() == block
    place = upload.finish()
    upload.abort()
    return Stored(block, place, size_bytes), data


class BlobStoreContract:
    """Run on each store; ``store`` comes from the class."""

    def test_many_small_ones_come_back(self, store: BlobStore) -> None:
        """What was put together is read one by one and together, in the order asked."""
        blobs = [blob(f"small {n}", 300 + n) for n in range(50)]
        places = store.put_many(blobs)
        stored = [Stored(block, place, len(data)) for (block, data), place in zip(blobs, places, strict=True)]
        assert [store.read(one) for one in stored] == [data for _, data in blobs]
        assert store.read_many(reversed(stored)) == [data for _, data in reversed(blobs)]

    def test_views_are_taken_as_they_are(self, store: BlobStore) -> None:
        """A blob may be a view into a larger body."""
        block, data = blob("viewed", 400)
        (place,) = store.put_many([(block, memoryview(b"xx" + data)[2:])])
        assert store.read(Stored(block, place, 400)) == data

    def test_nothing_is_put_for_nothing(self, store: BlobStore) -> None:
        """An empty list is stored as an empty list."""
        assert store.put_many([]) == []

    def test_a_large_one_comes_back(self, store: BlobStore) -> None:
        """What was uploaded in pieces is whole, and lies on its own."""
        stored, data = upload_one(store, "large", 300_000)
        assert stored.place.pack == OWN_FILE
        assert store.read(stored) == data

    @pytest.mark.parametrize("put", [put_one, upload_one], ids=["pack", "own"])
    def test_parts_are_read(self, store: BlobStore, put: PutOne) -> None:
        """A start and a length give just these bytes."""
        put_one(store, "before", 500)
        stored, data = put(store, "parts", 5000)
        assert store.read(stored, 100, 50) == data[100:150]
        assert store.read(stored, 4999) == data[4999:]

    def test_the_same_blob_twice_is_harmless(self, store: BlobStore) -> None:
        """Either place gives the bytes."""
        first, data = upload_one(store, "twice", 5000)
        second, _ = upload_one(store, "twice", 5000)
        assert store.read(first) == store.read(second) == data

    def test_an_aborted_upload_leaves_nothing(self, store: BlobStore) -> None:
        """It cannot be read, and abort may be said again."""
        block, data = blob("aborted", 70_000)
        upload = store.begin(block)
        upload.write([data])
        upload.abort()
        upload.abort()
        with pytest.raises(MissingBlock):
            store.read(Stored(block, Place(OWN_FILE, 0), 70_000))

    def test_absent_and_short_blobs_are_missing(self, store: BlobStore) -> None:
        """Fewer bytes than a row says are never given out as the blob."""
        stored, _ = upload_one(store, "short", 5000)
        absent = Stored(BlockId(bytes(32)), Place(OWN_FILE, 0), 10)
        unknown_pack = Stored(BlockId(bytes(32)), Place(12_345, 0), 10)
        with pytest.raises(MissingBlock):
            store.read(stored._replace(size_bytes=5001))
        assert store.read_many([absent, unknown_pack, stored])[:2] == [None, None]

    def test_threads_do_not_mix_up(self, store: BlobStore) -> None:
        """Blobs put at the same time by several threads all come back."""
        kept: list[tuple[Stored, bytes]] = []

        def work(number: int) -> None:
            kept.extend(put_one(store, f"{number}/{n}", 300 + n) for n in range(20))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(kept) == 80
        assert all(store.read(stored) == data for stored, data in kept)


class TestFileBlobs(BlobStoreContract):
    """The store on disk."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[BlobStore]:
        """An empty folder."""
        made = FileBlobs(tmp_path)
        yield made
        made.close()

    def test_a_full_disk_is_named(self, tmp_path: Path) -> None:
        """Where the reserve would be eaten, nothing is written."""
        store = FileBlobs(tmp_path, reserve_bytes=1 << 60)
        with pytest.raises(DiskFull):
            store.put_many([blob("a")])
        with pytest.raises(DiskFull):
            store.begin(blob("b")[0]).write([b"x"])
        with pytest.raises(DiskFull):
            store.check_ready()
        store.close()


class TestMemoryBlobs(BlobStoreContract):
    """The store of tests."""

    @pytest.fixture
    def store(self) -> BlobStore:
        """An empty one."""
        return MemoryBlobs()

    def test_a_full_store_is_named(self) -> None:
        """Where there is no room, nothing is kept."""
        with pytest.raises(DiskFull):
            MemoryBlobs(room_bytes=10).put_many([blob("a")])
