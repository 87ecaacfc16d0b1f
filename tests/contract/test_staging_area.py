"""What every StagingArea must do: run on the disk and on the one in memory that tests use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.crypto import node_id
from fakes.transfers import PAIR, MemoryStaging
from megadesk.disk.private import TMP, prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.staging import DiskStaging
from megadesk.model.relpath import PRIVATE_FOLDER
from megadesk.model.transfer import StagedFile
from megadesk.transfers.ports import StagingArea

NODE = node_id("n")
CONTENT = bytes(range(32))
TIME_NS = 1_600_000_000_000_000_000


class Stage:
    """A staging area and a way to look into it."""

    def __init__(self, area: StagingArea, read: Callable[[StagedFile], tuple[bytes, int, bool] | None]) -> None:
        self.area = area
        self.read = read


def memory_stage() -> Stage:
    """Return the one in memory."""
    area = MemoryStaging()

    def read(file: StagedFile) -> tuple[bytes, int, bool] | None:
        found = area.staged.get(file.token)
        return (found.data, found.mtime_ns, found.executable) if found else None

    return Stage(area, read)


def disk_stage(folder: Path) -> Stage:
    """Return the one on the disk."""
    roots = Roots()
    roots.add(PAIR, Root(prepare_root(str(folder), "word"), "word"))

    def read(file: StagedFile) -> tuple[bytes, int, bool] | None:
        path = folder / PRIVATE_FOLDER / TMP / file.token
        if not path.exists():
            return None
        found = path.stat()
        return path.read_bytes(), found.st_mtime_ns, bool(found.st_mode & 0o100)

    return Stage(DiskStaging(roots, reserve_bytes=0), read)


@pytest.fixture(params=["disk", "memory"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    """An empty staging area."""
    return disk_stage(tmp_path) if request.param == "disk" else memory_stage()


class TestStagingArea:
    """The suite."""

    def test_a_small_file_is_staged_whole(self, stage: Stage) -> None:
        """Bytes, time and mode are as asked; an empty file too."""
        file = stage.area.write_small(PAIR, NODE, CONTENT, b"data", TIME_NS, True)
        assert file.size_bytes == 4
        assert stage.read(file) == (b"data", TIME_NS, True)
        empty = stage.area.write_small(PAIR, node_id("e"), CONTENT, b"", TIME_NS, False)
        assert stage.read(empty) == (b"", TIME_NS, False)

    def test_a_small_file_may_be_staged_again(self, stage: Stage) -> None:
        """A batch that is tried again writes the same file once more."""
        first = stage.area.write_small(PAIR, NODE, CONTENT, b"data", TIME_NS, False)
        again = stage.area.write_small(PAIR, NODE, CONTENT, b"data", TIME_NS, False)
        assert first == again
        assert stage.read(again) == (b"data", TIME_NS, False)

    def test_blocks_come_in_any_order(self, stage: Stage) -> None:
        """Two threads write where their blocks belong; finish makes the file complete."""
        file = stage.area.create(PAIR, NODE, CONTENT, 9)
        file.write(6, memoryview(b"ghi"))
        file.write(0, b"abc")
        file.write(3, b"def")
        assert file.read(3, 6) == b"defghi"
        staged = file.finish(TIME_NS, True)
        assert staged.size_bytes == 9
        assert stage.read(staged) == (b"abcdefghi", TIME_NS, True)

    def test_reading_behind_the_end_gives_less(self, stage: Stage) -> None:
        """A file that was just made holds nothing."""
        file = stage.area.create(PAIR, NODE, CONTENT, 9)
        assert file.read(0, 4) == b""
        file.write(0, b"ab")
        assert file.read(0, 4) == b"ab"
        file.discard()

    def test_what_a_former_run_left_is_found(self, stage: Stage) -> None:
        """After close the same content goes on with what it holds."""
        file = stage.area.create(PAIR, NODE, CONTENT, 9)
        file.write(0, b"abc")
        file.close()
        again = stage.area.create(PAIR, NODE, CONTENT, 9)
        assert again.read(0, 9) == b"abc"
        again.discard()

    def test_another_content_is_another_file(self, stage: Stage) -> None:
        """Two versions of a node do not meet."""
        file = stage.area.create(PAIR, NODE, CONTENT, 9)
        file.write(0, b"abc")
        other = stage.area.create(PAIR, NODE, bytes(32), 9)
        assert other.read(0, 9) == b""
        other.discard()
        assert file.read(0, 9) == b"abc"
        file.discard()

    def test_discarding_leaves_nothing(self, stage: Stage) -> None:
        """The next one for the same content begins anew."""
        file = stage.area.create(PAIR, NODE, CONTENT, 9)
        file.write(0, b"abc")
        file.discard()
        again = stage.area.create(PAIR, NODE, CONTENT, 9)
        assert again.read(0, 9) == b""
        again.discard()

    def test_forgetting_is_for_staged_files_and_repeatable(self, stage: Stage) -> None:
        """Gone is gone; one that was placed meanwhile is no error."""
        file = stage.area.write_small(PAIR, NODE, CONTENT, b"data", TIME_NS, False)
        stage.area.forget(PAIR, file)
        assert stage.read(file) is None
        stage.area.forget(PAIR, file)
