"""What every blob store must do, and what those besides whose large blobs are durable only once they are flushed.

BlobStoreContract <-- FlushingContract <-- files, memory
                  <-- an object store: SeaweedFS, and its client's own in memory
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from fakes import seaweed
from fakes.blob_store import MemoryBlobs
from fakes.objects import Bucket
from fakes.people import blob
from megadesk.model.errors import BadUsage, DiskFull, MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import PARTS, BlobStore, Stored
from megadesk.server.metadata import OWN_FILE, QUARANTINED, Place
from megadesk.server.metadata_care import Object

PutOne: TypeAlias = Callable[[BlobStore, str, int], tuple[Stored, bytes]]
Reopen: TypeAlias = Callable[[], BlobStore]
"""Returns the store as the next process finds it."""
Spoil: TypeAlias = Callable[[Stored, "bytes | None"], None]
"""Gives a large blob other bytes behind the store's back; None takes it away."""

DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "removed": lambda _: None,
    "empty": lambda _: b"",
    "zeros": lambda data: bytes(len(data)),
    "half zeros": lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
    "cut": lambda data: data[:-1],
    "longer": lambda data: data + b"\0",
    "a bit": lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
}
"""What a power cut makes of a file that was not flushed."""


def own(blob: Stored) -> Object:
    """Return a blob's object of its own."""
    return Object(blob.id, blob.place.offset)


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

    def test_what_is_removed_is_gone_and_may_come_again(self, store: BlobStore) -> None:
        """As if it had never been there; others stay. Removing what is not there is nothing."""
        one, data = upload_one(store, "one", 70_000)
        other, _ = upload_one(store, "other", 70_000)
        store.flush([one])
        assert store.objects(one.id[0]).count(own(one)) == 1
        for _ in range(2):
            store.remove([own(one)])
        assert [found for part in range(PARTS) for found in store.objects(part)] == [own(other)]
        with pytest.raises(MissingBlock):
            store.read(one)
        again, _ = upload_one(store, "one", 70_000)
        assert store.read(again) == data
        assert store.flush([again], doubted=True) == set()

    def test_an_object_of_another_generation_is_another_one(self, store: BlobStore) -> None:
        """Removing it leaves alone what the row means."""
        one, data = upload_one(store, "one", 70_000)
        store.remove([Object(one.id, one.place.offset + 1)])
        assert store.read(one) == data

    def test_packs_that_grow_no_more_can_be_removed(self, store: BlobStore, reopen: Reopen) -> None:
        """What was in one that is removed is gone; others stay."""
        first, data = put_one(store, "first", 300)
        then = reopen()
        second, _ = put_one(then, "second", 400)
        assert second.place.pack != first.place.pack
        sizes = then.packs()
        assert sizes[first.place.pack] >= 300
        assert then.read(first) == data
        for _ in range(2):
            then.remove_packs([first.place.pack])
        assert first.place.pack not in then.packs()
        assert then.read_many([first, second]) == [None, then.read(second)]
        then.close()

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

    def test_small_ones_are_durable_at_once(self, store: BlobStore) -> None:
        """Nobody waits for them, and a flush of them is nothing."""
        stored, _ = put_one(store, "small", 500)
        assert store.unflushed([stored]) == store.waiting(0) == []
        assert store.flush([stored]) == set()

    # -- what is damaged ----------------------------------------------------------------------------------------------

    def test_a_blob_without_a_place_is_missing(self, store: BlobStore) -> None:
        """Whatever lies under its name."""
        stored, _ = upload_one(store, "set aside", 70_000)
        lost = stored._replace(place=Place(QUARANTINED, 0))
        for read in (store.read, store.read_anew):
            with pytest.raises(MissingBlock):
                read(lost)
        assert store.read_many([lost]) == store.read_many_anew([lost]) == [None]

    def test_many_are_read_anew_in_their_order(self, store: BlobStore) -> None:
        """Large and small ones, and None for what is not there."""
        whole = [put_one(store, f"small {n}", 300 + n) for n in range(3)]
        whole.insert(1, upload_one(store, "large", 70_000))
        absent = Stored(blob("nobody's", 400)[0], Place(OWN_FILE, 7), 400)
        found = store.read_many_anew([*(one for one, _ in whole), absent])
        assert found == [*(data for _, data in whole), None]

    def test_what_hinders_is_said_of_each_without_reading(self, store: BlobStore) -> None:
        """Nothing of what is whole; absent, cut short, or set aside."""
        (large, _), (small, _) = upload_one(store, "large", 70_000), put_one(store, "small", 300)
        absent = Stored(blob("nobody's", 400)[0], Place(OWN_FILE, 7), 400)
        nowhere = absent._replace(place=Place(1 << 40, 8))
        longer = [large._replace(size_bytes=70_001), small._replace(size_bytes=1 << 30)]
        lost = small._replace(place=Place(QUARANTINED, 0))
        found = store.hindrances([small, absent, large, nowhere, *longer, lost, small])
        assert found == ["", "absent", "", "absent", "cut short", "cut short", "quarantined", ""]
        assert store.hindrances([]) == []

    def test_what_is_set_aside_makes_room_for_the_same_blob(self, store: BlobStore, spoil: Spoil) -> None:
        """It is not read again, and comes again as if it had never been there."""
        stored, data = upload_one(store, "hit", 70_000)
        assert store.flush([stored]) == set()
        for n in range(2):
            spoil(stored, data[:-1] + bytes([n]))
            assert store.read_anew(stored) != data
            store.set_aside(stored)
            with pytest.raises(MissingBlock):
                store.read(stored)
            store.set_aside(stored)
            stored, _ = upload_one(store, "hit", 70_000)
            assert store.flush([stored], doubted=True) == set()
            assert store.read_anew(stored) == data

    def test_what_is_set_aside_in_a_pack_stays_with_its_neighbours(self, store: BlobStore) -> None:
        """They are read as before."""
        blobs = [blob(f"small {n}", 300) for n in range(3)]
        stored = [Stored(block, place, 300) for (block, _), place in zip(blobs, store.put_many(blobs), strict=True)]
        store.set_aside(stored[1])
        store.set_aside(stored[1])
        assert [store.read_anew(one) for one in stored] == [data for _, data in blobs]

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


class FlushingContract(BlobStoreContract):
    """Run on stores that answer before the disk has what they were given."""

    def test_a_store_is_one_owners(self, reopen: Reopen) -> None:
        """Of the first who claims it while it is new; nobody else gets it, and nobody takes one that should have an owner."""
        first = reopen()
        with pytest.raises(BadUsage):
            first.claim("ada", anew=False)
        first.claim("ada", anew=True)
        for anew in (False, True):
            reopen().claim("ada", anew=anew)
            with pytest.raises(BadUsage):
                reopen().claim("bob", anew=anew)

    def test_the_pack_that_grows_stays(self, store: BlobStore, reopen: Reopen) -> None:
        """It is not among those that can be removed, until the next process comes."""
        first, data = put_one(store, "first", 300)
        store.remove_packs([first.place.pack])
        assert store.read(first) == data
        then = reopen()
        put_one(then, "second", 400)
        assert then.packs().keys() == {first.place.pack}
        then.close()

    def test_a_large_one_is_durable_once_it_was_flushed(self, store: BlobStore) -> None:
        """It waits until then, oldest first; a flush may be repeated."""
        stored = [upload_one(store, f"large {n}", 70_000 + n)[0] for n in range(4)]
        assert store.unflushed(stored) == store.waiting(0) == stored
        assert store.flush(stored[1:2]) == set()
        assert store.unflushed(stored) == store.waiting(0) == [stored[0], *stored[2:]]
        assert store.waiting(1) == [stored[0], stored[2]]
        assert store.waiting(3) == store.waiting(9) == []
        assert store.flush(stored) == store.flush(stored) == set()
        assert store.unflushed(stored) == store.waiting(0) == []

    def test_a_second_upload_takes_nothing_back(self, store: BlobStore) -> None:
        """What was flushed stays durable though the same blob is written once more."""
        stored, data = upload_one(store, "twice", 70_000)
        store.flush([stored])
        upload_one(store, "twice", 70_000)
        assert store.unflushed([stored]) == []
        assert store.read(stored) == data

    def test_what_was_never_there_is_lost(self, store: BlobStore) -> None:
        """Until it is uploaded; its neighbours are not."""
        absent = Stored(blob("absent", 70_000)[0], Place(OWN_FILE, 0), 70_000)
        whole, _ = upload_one(store, "whole", 70_000)
        assert store.flush([absent, whole]) == store.flush([absent, whole]) == {absent.id}
        assert store.unflushed([absent, whole]) == [absent]
        store.discard([absent.id, whole.id])
        again, data = upload_one(store, "absent", 70_000)
        assert store.flush([again]) == set()
        assert (store.read(again), store.unflushed([again, whole])) == (data, [])

    def test_the_next_process_believes_nothing(self, store: BlobStore, reopen: Reopen) -> None:
        """What an earlier one wrote counts as not durable, also if that had flushed it, and is read before it is."""
        stored = [upload_one(store, f"large {n}", 70_000)[0] for n in range(2)]
        store.flush(stored[:1])
        later = reopen()
        assert (later.unflushed(stored), later.waiting(0)) == (stored, [])
        assert later.flush(stored) == set()
        assert later.unflushed(stored) == []

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_the_next_process_finds_what_a_power_cut_took(
        self, store: BlobStore, reopen: Reopen, spoil: Spoil, damage: str
    ) -> None:
        """Whatever is not what its name says is lost, is given out to nobody once it is discarded, and can come again."""
        (stored, data), (whole, _) = upload_one(store, "hit", 70_000), upload_one(store, "whole", 70_000)
        spoil(stored, DAMAGE[damage](data))
        later = reopen()
        assert later.flush([whole, stored]) == later.flush([stored, whole]) == {stored.id}
        later.discard([stored.id])
        with pytest.raises(MissingBlock):
            later.read(stored)
        assert later.flush([stored]) == {stored.id}
        upload_one(later, "hit", 70_000)
        assert later.unflushed([stored, whole]) == [stored]
        assert later.flush([stored]) == set()
        assert later.read(stored) == data

    def test_what_is_doubted_is_read(self, store: BlobStore, spoil: Spoil) -> None:
        """Also what this process wrote and flushed; what is lost then is so for everybody."""
        (stored, data), (whole, _) = upload_one(store, "doubted", 70_000), upload_one(store, "whole", 70_000)
        store.flush([stored])
        spoil(stored, data[:-1] + b"?")
        assert store.flush([stored, whole]) == set()
        assert store.flush([stored, whole], doubted=True) == {stored.id}
        assert store.unflushed([stored, whole]) == [stored]

    def test_discard_takes_only_what_is_lost(self, store: BlobStore) -> None:
        """Whatever else it is asked to."""
        written, data = upload_one(store, "written", 70_000)
        flushed, more = upload_one(store, "flushed", 70_000)
        store.flush([flushed])
        store.discard([written.id, flushed.id])
        assert (store.read(written), store.read(flushed)) == (data, more)

    def test_what_comes_again_is_flushed_again(self, store: BlobStore) -> None:
        """Whether it was removed or set aside meanwhile."""
        stored, _ = upload_one(store, "hit", 70_000)
        assert store.flush([stored]) == set()
        for is_removed in (True, False):
            if is_removed:
                store.remove([own(stored)])
            else:
                store.set_aside(stored)
            upload_one(store, "hit", 70_000)
            assert store.unflushed([stored]) == [stored]
            assert store.flush([stored]) == set()
            assert store.unflushed([stored]) == []


class TestFileBlobs(FlushingContract):
    """The store on disk."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[BlobStore]:
        """An empty folder."""
        made = FileBlobs(tmp_path)
        yield made
        made.close()

    @pytest.fixture
    def reopen(self, tmp_path: Path) -> Iterator[Reopen]:
        """Open the same folder; what is open already is as good as killed."""
        opened: list[FileBlobs] = []

        def again() -> BlobStore:
            opened.append(FileBlobs(tmp_path))
            return opened[-1]

        yield again
        for one in opened:
            one.close()

    @pytest.fixture
    def spoil(self, tmp_path: Path) -> Spoil:
        """Write into the file."""

        def act(stored: Stored, data: bytes | None) -> None:
            path = tmp_path / "files" / stored.id.hex()[:2] / stored.id.hex()
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)

        return act

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


class TestMemoryBlobs(FlushingContract):
    """The store of tests."""

    @pytest.fixture
    def store(self) -> MemoryBlobs:
        """An empty one."""
        return MemoryBlobs()

    @pytest.fixture
    def reopen(self, store: MemoryBlobs) -> Reopen:
        """The same bytes."""
        return store.reopened

    @pytest.fixture
    def spoil(self, store: MemoryBlobs) -> Spoil:
        """Change the bytes."""
        return lambda stored, data: store.lose(stored) if data is None else store.spoil(stored, data)

    def test_a_full_store_is_named(self) -> None:
        """Where there is no room, nothing is kept."""
        with pytest.raises(DiskFull):
            MemoryBlobs(room_bytes=10).put_many([blob("a")])


class ObjectsContract(BlobStoreContract):
    """Run on object stores; ``bucket`` comes from the class."""

    @pytest.fixture
    def store(self, bucket: Bucket) -> Iterator[BlobStore]:
        """One that takes everything for old."""
        made = bucket.open(stray_after_s=0)
        yield made
        made.close()

    @pytest.fixture
    def reopen(self, bucket: Bucket) -> Reopen:
        """What the next process has."""
        return lambda: bucket.open(stray_after_s=0)

    @pytest.fixture
    def spoil(self, bucket: Bucket) -> Spoil:
        """Write the object anew."""
        return bucket.spoil

    def test_everything_is_durable_when_it_is_answered(self, store: BlobStore) -> None:
        """Nothing waits; a flush of what is there in any process is nothing."""
        stored, _ = upload_one(store, "large", 70_000)
        assert store.unflushed([stored]) == store.waiting(0) == []
        assert store.flush([stored]) == store.flush([stored], doubted=True) == set()

    @pytest.mark.parametrize("damage", DAMAGE)
    def test_what_is_doubted_is_read(self, store: BlobStore, spoil: Spoil, damage: str) -> None:
        """What is not what its name says is lost until it comes again, in a place of its own; its neighbours are not."""
        (stored, data), (whole, _) = upload_one(store, "hit", 70_000), upload_one(store, "whole", 70_000)
        small, _ = put_one(store, "small", 300)
        spoil(stored, DAMAGE[damage](data))
        assert store.flush([whole, stored, small], doubted=True) == {stored.id}
        store.discard([stored.id])
        again, _ = upload_one(store, "hit", 70_000)
        assert again.place != stored.place
        assert store.flush([again], doubted=True) == set()
        assert store.read(again) == data

    def test_a_late_removal_spares_what_came_again(self, store: BlobStore) -> None:
        """It names the object that it means, and no other of the same blob."""
        first, data = upload_one(store, "one", 70_000)
        again, _ = upload_one(store, "one", 70_000)
        assert sorted(store.objects(first.id[0])) == sorted([own(first), own(again)])
        store.remove([own(first)])
        assert store.objects(first.id[0]) == [own(again)]
        assert store.read(again) == data
        with pytest.raises(MissingBlock):
            store.read(first)


@pytest.mark.needs("seaweedfs")
class TestS3Blobs(ObjectsContract):
    """A real one."""

    @pytest.fixture
    def bucket(self, tmp_path: Path) -> Bucket:
        """A prefix of its own."""
        return seaweed.fresh_bucket(tmp_path)


class TestS3BlobsInMemory(ObjectsContract):
    """One that is there on every machine."""

    @pytest.fixture
    def bucket(self) -> Bucket:
        """An empty one."""
        return Bucket.in_memory()
