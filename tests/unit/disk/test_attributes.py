"""What a file keeps when its content is replaced."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from megadesk.disk.attributes import carry_over, with_executable
from megadesk.disk.root import Spot


@pytest.mark.parametrize(
    ("mode", "executable", "expected"),
    [
        (0o600, True, 0o700), (0o644, True, 0o755), (0o755, False, 0o644), (0o640, True, 0o750),
        (0o200, True, 0o300), (0o4755, False, 0o644), (0o100644, True, 0o755),
    ],
)  # fmt: skip
def test_with_executable(mode: int, *, executable: bool, expected: int) -> None:
    """Who may read may execute, the owner always; set-user-id never survives."""
    assert with_executable(mode, executable=executable) == expected


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return an old and a new file in one folder."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    new.chmod(0o600)
    return old, new


def carry(old: Path, new: Path) -> None:
    """Carry over with the folder held open, as the local side does."""
    handles = [os.open(path.parent, os.O_RDONLY) for path in (old, new)]
    with Spot(handles[0], old.name) as before, Spot(handles[1], new.name) as after:
        carry_over(before, before.stat(), after, after.stat())


def test_mode_stays_and_bit_follows_the_content(pair: tuple[Path, Path]) -> None:
    """The person's permission bits stay; the executable bit is the new content's."""
    old, new = pair
    old.chmod(0o775)
    carry(old, new)
    assert stat.S_IMODE(new.stat().st_mode) == 0o664
    new.chmod(0o700)
    carry(old, new)
    assert stat.S_IMODE(new.stat().st_mode) == 0o775


def test_extended_attributes_stay(pair: tuple[Path, Path]) -> None:
    """Row 155: what other programs noted at the file is still there, and a read-only mode is no hindrance."""
    old, new = pair
    os.setxattr(old, "user.tag", b"red")
    old.chmod(0o444)
    times = new.stat().st_mtime_ns
    carry(old, new)
    assert os.getxattr(new, "user.tag") == b"red"
    assert new.stat().st_mtime_ns == times


def test_what_cannot_be_carried_is_left(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume without extended attributes, a mode that may not be set: the content is placed all the same."""
    old, new = pair
    old.chmod(0o644)

    def refuse(*_args: object, **_how: object) -> None:
        raise PermissionError(1, "no")

    monkeypatch.setattr(os, "listxattr", refuse)
    monkeypatch.setattr(os, "chmod", refuse)
    carry(old, new)
    assert new.read_bytes() == b"new"
