"""Getting files onto the disk, in which order, and what is believed of a disk that fails. The rest is in the contract."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fakes.people import blob
from megadesk.model.ids import BlockId
from megadesk.server import blobs_flush
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobs_flush import begin_writing
from megadesk.server.blobstore import Stored

SIZE = 70_000


class Disk:
    """What is asked of the disk, in order, and what it refuses."""

    def __init__(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = FileBlobs(base)
        self.files = base / "files"
        self.said: list[str] = []
        self.refuse: Callable[[Path], bool] = lambda _: False
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self._sync)

    def _sync(self, fd: int) -> None:
        node = os.fstat(fd).st_ino
        path = next(path for path in self.files.parent.rglob("*") if path.stat().st_ino == node)
        self.said.append(path.name)
        if self.refuse(path):
            raise OSError(errno.EIO, "no")
        self._fsync(fd)

    def upload(self, name: str) -> Stored:
        """Return a blob of its own that was written."""
        block, data = blob(name, SIZE)
        upload = self.store.begin(block)
        upload.write([data])
        return Stored(block, upload.finish(), SIZE)

    def path(self, block: BlockId) -> Path:
        """Return where a blob lies."""
        return self.files / block.hex()[:2] / block.hex()

    def reopen(self) -> None:
        """Go on with the next process."""
        self.store.close()
        self.store = FileBlobs(self.files.parent)
        self.said.clear()


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """An empty folder of blobs, whose syncs are written down."""
    made = Disk(tmp_path, monkeypatch)
    made.said.clear()
    yield made
    made.store.close()


def in_one_folder(n: int) -> list[str]:
    """Return names of blobs that lie in the folder of the first."""
    first = blob("0", SIZE)[0].hex()[:2]
    found = (name for name in map(str, range(10_000)) if blob(name, SIZE)[0].hex()[:2] == first)
    return [next(found) for _ in range(n)]


def test_first_the_files_then_each_folder_once(disk: Disk) -> None:
    """A name that is durable before its bytes would be a file of zeros."""
    together = [disk.upload(name) for name in in_one_folder(3)]
    alone = disk.upload("elsewhere")
    disk.store.flush([*together, alone])
    names = [one.id.hex() for one in (*together, alone)]
    assert disk.said == [*names, names[0][:2], names[3][:2]]
    disk.said.clear()
    disk.store.flush([*together, alone])
    assert disk.said == []


def test_a_sync_that_failed_is_never_made_good(disk: Disk) -> None:
    """The system tells of it once and shows the bytes from its memory: asked again, the disk would seem to have them."""
    bad, good = disk.upload("bad"), disk.upload("good")
    disk.refuse = lambda path: path.name == bad.id.hex()
    assert disk.store.flush([bad, good]) == {bad.id}
    disk.refuse = lambda _: False
    assert disk.store.flush([bad, good]) == disk.store.flush([bad], doubted=True) == {bad.id}
    assert disk.store.unflushed([bad, good]) == [bad]
    disk.store.discard([bad.id])
    assert not disk.path(bad.id).exists()
    again = disk.upload("bad")
    assert disk.store.flush([again]) == set()


def test_an_upload_makes_good_what_a_sync_did_not(disk: Disk) -> None:
    """Before it was discarded, too. Its own bytes are synced before they have the name."""
    bad = disk.upload("bad")
    disk.refuse = lambda _: True
    disk.store.flush([bad])
    disk.refuse = lambda _: False
    disk.said.clear()
    again = disk.upload("bad")
    assert len(disk.said) == 1
    disk.store.discard([again.id])
    assert disk.path(bad.id).exists()
    assert disk.store.flush([again]) == set()


def test_a_folder_that_fails_loses_what_is_in_it(disk: Disk) -> None:
    """A file whose name did not come to the disk is not there after a power cut."""
    inside = [disk.upload(name) for name in in_one_folder(2)]
    alone = disk.upload("elsewhere")
    disk.refuse = lambda path: path.name == inside[0].id.hex()[:2]
    assert disk.store.flush([*inside, alone]) == {one.id for one in inside}


def test_of_two_who_flush_both_hear_of_a_failure(disk: Disk) -> None:
    """The second one waits, and takes no later success of the disk for an answer."""
    bad = disk.upload("bad")
    answers: list[set[BlockId]] = []
    second = threading.Thread(target=lambda: answers.append(disk.store.flush([bad])))

    def refuse(_: Path) -> bool:
        disk.refuse = lambda _: False
        second.start()
        return True

    disk.refuse = refuse
    answers.append(disk.store.flush([bad]))
    second.join()
    assert answers == [{bad.id}, {bad.id}]


def test_what_is_relied_on_is_not_replaced(disk: Disk) -> None:
    """A blob that comes twice at the same time keeps the file that may have been flushed and named already."""
    block, data = blob("twice", SIZE)
    late = disk.store.begin(block)
    late.write([data])
    first = disk.upload("twice")
    before = disk.path(block).stat().st_ino
    late.finish()
    assert disk.path(block).stat().st_ino == before
    disk.store.flush([first])
    disk.said.clear()
    disk.upload("twice")
    assert (disk.path(block).stat().st_ino, disk.said) == (before, [])
    assert list((disk.files.parent / "tmp").iterdir()) == []


def test_a_file_of_an_earlier_process_is_replaced_by_nothing_less_sure(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be whole and named by a commit, or what a power cut left of it: so the new bytes are durable first."""
    disk.upload("old")
    disk.reopen()
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        disk.said.append("name")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    again = disk.upload("old")
    assert (len(disk.said), disk.said[-1]) == (2, "name")
    assert disk.store.waiting(0) == [again]


def test_a_lost_file_that_cannot_be_removed_stays_lost(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it can be."""
    bad = disk.upload("bad")
    disk.refuse = lambda _: True
    disk.store.flush([bad])
    disk.refuse = lambda _: False

    def unlink(_self: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "no", str(missing_ok))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        disk.store.discard([bad.id])
    assert disk.store.flush([bad]) == {bad.id}
    disk.store.discard([bad.id])
    assert not disk.path(bad.id).exists()


def test_what_says_nothing_of_the_bytes_is_raised(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many open files, most of all: nothing is lost by it, and the next flush is as good."""
    stored = disk.upload("a")
    real = os.open

    def no_more(*_: object) -> int:
        raise OSError(errno.EMFILE, "no")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", no_more)
        with pytest.raises(OSError, match="no"):
            disk.store.flush([stored])
    assert os.open is real
    disk.reopen()

    def unreadable(code: int) -> None:
        def fail(_: Stored) -> bytes:
            raise OSError(code, "no")

        monkeypatch.setattr(disk.store._flushing, "_read", fail)

    unreadable(errno.EMFILE)
    with pytest.raises(OSError, match="no"):
        disk.store.flush([stored])
    unreadable(errno.EIO)
    assert disk.store.flush([stored]) == {stored.id}


def test_what_is_forgotten_is_read_again(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many files are known; of the others nothing is believed, and nothing is wrong with them."""
    monkeypatch.setattr(blobs_flush, "KNOWN_MAX", 2)
    stored = [disk.upload(str(n)) for n in range(4)]
    assert disk.store.waiting(0) == stored[2:]
    assert disk.store.flush(stored) == set()
    assert disk.store.unflushed(stored) == stored[:2]
    assert disk.store.flush(stored) == set()
    disk.path(stored[0].id).write_bytes(bytes(SIZE))
    assert disk.store.flush(stored[2:]) == set()
    assert disk.store.flush(stored[:1]) == {stored[0].id}


def test_writing_begins_where_the_system_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux; elsewhere nothing is asked for and nothing goes wrong."""
    with (tmp_path / "file").open("wb") as file:
        file.write(b"x")
        begin_writing(file.fileno())
        blobs_flush._sync_file_range.cache_clear()
        monkeypatch.setattr(sys, "platform", "darwin")
        assert blobs_flush._sync_file_range() is None
        begin_writing(file.fileno())
    blobs_flush._sync_file_range.cache_clear()
