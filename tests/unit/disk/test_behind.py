"""Large files on their way to the medium while they are written."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

import pytest

from megadesk.disk import behind
from megadesk.disk.behind import WriteBehind

MIB = 1 << 20
START, WAIT = 2, 7  # as Linux has them


class Calls:
    """Stands for sync_file_range and posix_fadvise; writes down what is asked, in MiB."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int, int]] = []
        self.fails_with = 0

    def sync(self, handle: int, offset: int, size_bytes: int, flags: int) -> int:
        """As the system's, failing on demand when it is to wait."""
        assert handle == 5
        self.made.append(({START: "start", WAIT: "wait"}[flags], offset // MIB, size_bytes // MIB))
        if self.fails_with and flags == WAIT:
            ctypes.set_errno(self.fails_with)
            return -1
        return 0

    def drop(self, handle: int, offset: int, size_bytes: int, advice: int) -> None:
        """As the system's."""
        assert (handle, advice) == (5, 4)
        self.made.append(("drop", offset // MIB, size_bytes // MIB))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """In the place of the system."""
    made = Calls()
    monkeypatch.setattr(behind, "_sync_file_range", lambda: made.sync)
    monkeypatch.setattr(os, "posix_fadvise", made.drop, raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_DONTNEED", 4, raising=False)
    return made


def test_what_is_written_starts_and_what_was_long_ago_is_let_go(calls: Calls) -> None:
    """Eight blocks are on their way at a time, in whatever order they came; each is waited for before it is dropped."""
    file = WriteBehind(1 << 30)
    order = [1, 0, *range(2, 8)]
    for index in order:
        file.wrote(5, index * 4 * MIB, 4 * MIB)
    assert calls.made == [("start", index * 4, 4) for index in order]
    calls.made.clear()
    file.wrote(5, 32 * MIB, 4 * MIB)
    file.wrote(5, 36 * MIB, MIB)
    assert calls.made == [
        ("start", 32, 4), ("wait", 4, 4), ("drop", 4, 4),
        ("start", 36, 1), ("wait", 0, 4), ("drop", 0, 4),
    ]  # fmt: skip


def test_a_small_file_stays_in_memory(calls: Calls) -> None:
    """Nothing is asked for it."""
    file = WriteBehind(behind.BEHIND_FROM_BYTES - 1)
    for index in range(15):
        file.wrote(5, index * 4 * MIB, 4 * MIB)
    WriteBehind(1 << 30).wrote(5, 0, 0)
    assert calls.made == []


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_bytes_that_were_lost_are_told(calls: Calls, code: int) -> None:
    """The system says so once: to us. What was not written is not dropped either."""
    calls.fails_with = code
    file = WriteBehind(1 << 30)
    file.wrote(5, 0, 30 * MIB)
    with pytest.raises(OSError, match=os.strerror(code)) as caught:
        file.wrote(5, 30 * MIB, 4 * MIB)
    assert caught.value.errno == code
    assert "drop" not in {what for what, _, _ in calls.made}


def test_a_volume_without_it_is_written_all_the_same(calls: Calls) -> None:
    """A call that is not known there is no error."""
    calls.fails_with = errno.EINVAL
    file = WriteBehind(1 << 30)
    for index in range(20):
        file.wrote(5, index * 4 * MIB, 4 * MIB)
    assert len([what for what, _, _ in calls.made if what == "start"]) == 20


def test_a_system_without_it_is_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS."""
    monkeypatch.setattr(behind, "_sync_file_range", lambda: None)
    WriteBehind(1 << 30).wrote(-1, 0, 64 * MIB)


def test_the_bytes_stay_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the real calls, blocks in any order, read back through another handle."""
    monkeypatch.setattr(behind, "BEHIND_FROM_BYTES", 1)
    monkeypatch.setattr(behind, "DISTANCE_BYTES", 300_000)
    assert (behind._sync_file_range() is not None) == sys.platform.startswith("linux")
    data, step = os.urandom(2_000_003), 100_000
    behind_file = WriteBehind(len(data))
    with (tmp_path / "file").open("wb", buffering=0) as file:
        for offset in sorted(range(0, len(data), step), key=lambda at: at % 300_000):
            file.seek(offset)
            size = file.write(data[offset : offset + step])
            behind_file.wrote(file.fileno(), offset, size)
    assert (tmp_path / "file").read_bytes() == data
