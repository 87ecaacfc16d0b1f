"""What every SourceFiles must do: run on the disk and on the one in memory that tests use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.transfers import PAIR, MemorySources
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.model.errors import FileBusy
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.transfers.ports import SourceFiles

PATH = RelPath("a.txt")


class Disk:
    """Files that can be written, and the port that reads them."""

    def __init__(self, files: SourceFiles, write: Callable[[bytes], Fingerprint], remove: Callable[[], None]) -> None:
        self.files = files
        self.write = write
        self.remove = remove


def real_disk(folder: Path) -> Disk:
    """Return the one on the disk."""
    roots = Roots()
    roots.add(PAIR, Root(prepare_root(str(folder), "word"), "word"))
    path = folder / PATH
    times = iter(range(1_600_000_000, 1_700_000_000))

    def write(data: bytes) -> Fingerprint:
        path.write_bytes(data)
        os.utime(path, (time_s := next(times), time_s))
        return fingerprint(path.stat(), keeps_executable=True)

    return Disk(DiskSources(roots), write, path.unlink)


def memory_disk() -> Disk:
    """Return the one in memory."""
    files = MemorySources()
    return Disk(files, lambda data: files.put(PATH, data), lambda: files.remove(PATH))


@pytest.fixture(params=["disk", "memory"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Disk:
    """An empty folder."""
    return real_disk(tmp_path) if request.param == "disk" else memory_disk()


class TestSourceFiles:
    """The suite."""

    @pytest.mark.parametrize("data", [b"", b"data"])
    def test_a_small_file_is_read_whole(self, disk: Disk, data: bytes) -> None:
        """All of it, also nothing."""
        seen = disk.write(data)
        assert disk.files.read_small(PAIR, PATH, seen) == data

    def test_pieces_are_read_where_they_are(self, disk: Disk) -> None:
        """Into the buffer given; fewer bytes only at the end."""
        file = disk.files.open(PAIR, PATH, disk.write(b"abcdefghij"))
        buffer = memoryview(bytearray(4))
        assert (file.read(4, buffer), bytes(buffer)) == (4, b"efgh")
        assert (file.read(8, buffer), bytes(buffer[:2])) == (2, b"ij")
        assert file.read(10, buffer) == 0
        file.check_unchanged()
        file.close()

    def test_a_file_that_is_not_as_expected_is_busy(self, disk: Disk) -> None:
        """It was written to since it was looked at."""
        seen = disk.write(b"old")
        disk.write(b"new")
        with pytest.raises(FileBusy):
            disk.files.open(PAIR, PATH, seen)
        with pytest.raises(FileBusy):
            disk.files.read_small(PAIR, PATH, seen)

    def test_a_file_that_is_gone_is_busy(self, disk: Disk) -> None:
        """Sync looks again and sees that it is gone."""
        seen = disk.write(b"old")
        disk.remove()
        with pytest.raises(FileBusy):
            disk.files.open(PAIR, PATH, seen)
        with pytest.raises(FileBusy):
            disk.files.read_small(PAIR, PATH, seen)

    def test_a_change_while_it_is_open_is_seen(self, disk: Disk) -> None:
        """The check at the end tells."""
        file = disk.files.open(PAIR, PATH, disk.write(b"old"))
        disk.write(b"new")
        with pytest.raises(FileBusy):
            file.check_unchanged()
        file.close()
