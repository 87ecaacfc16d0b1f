"""Private files and folders: who may read them, and what a failed write leaves."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from megadesk.host.private import make_private_folder, read_private, write_private
from megadesk.model.errors import AccessDenied, DiskFull, LimitExceeded, NotFound


def mode(path: Path) -> int:
    """Return the permission bits of path."""
    return stat.S_IMODE(path.lstat().st_mode)


def test_written_file_is_read_back_and_is_0600(tmp_path: Path) -> None:
    """What was written is what is read, and nobody else may read it, whatever the umask."""
    before = os.umask(0)
    try:
        write_private(tmp_path / "key", b"secret")
    finally:
        os.umask(before)
    assert read_private(tmp_path / "key", 100) == b"secret"
    assert mode(tmp_path / "key") == 0o600


def test_rewrite_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    """A shorter second content is not followed by the tail of the first."""
    write_private(tmp_path / "key", b"a long first content")
    write_private(tmp_path / "key", b"short")
    assert read_private(tmp_path / "key", 100) == b"short"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize(("number", "kind"), [(28, DiskFull), (13, AccessDenied)], ids=["full", "denied"])
def test_failed_write_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    """When the new bytes cannot be made durable, the old ones stay and no scrap is left."""
    write_private(tmp_path / "key", b"old")

    def fail(_: int) -> None:
        raise OSError(number, "as the disk would say")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind):
        write_private(tmp_path / "key", b"new")
    assert read_private(tmp_path / "key", 100) == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_missing_file_is_not_found(tmp_path: Path) -> None:
    """No file is told apart from one that may not be read."""
    with pytest.raises(NotFound):
        read_private(tmp_path / "key", 100)


def test_file_open_to_others_is_refused(tmp_path: Path) -> None:
    """A key that others could read or change is not used."""
    write_private(tmp_path / "key", b"secret")
    (tmp_path / "key").chmod(0o640)
    with pytest.raises(AccessDenied) as caught:
        read_private(tmp_path / "key", 100)
    assert caught.value.arguments["reason"] == "mode"


def test_link_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    """A link could lead to a file of somebody else's choice."""
    write_private(tmp_path / "real", b"secret")
    (tmp_path / "key").symlink_to(tmp_path / "real")
    with pytest.raises(AccessDenied):
        read_private(tmp_path / "key", 100)


def test_file_larger_than_allowed_is_refused(tmp_path: Path) -> None:
    """The limit is exact."""
    write_private(tmp_path / "key", b"x" * 11)
    assert len(read_private(tmp_path / "key", 11)) == 11
    with pytest.raises(LimitExceeded):
        read_private(tmp_path / "key", 10)


def test_folder_and_all_made_above_it_are_0700(tmp_path: Path) -> None:
    """No part of a new path is open to others, whatever the umask."""
    before = os.umask(0)
    try:
        make_private_folder(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert [mode(tmp_path / part) for part in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_existing_private_folder_is_accepted(tmp_path: Path) -> None:
    """Making it twice is fine."""
    make_private_folder(tmp_path / "a")
    make_private_folder(tmp_path / "a")


def test_link_file_and_open_folder_are_refused_as_folder(tmp_path: Path) -> None:
    """Whatever somebody else may have put there is not used."""
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").touch()
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    for name in ("link", "file", "open"):
        with pytest.raises(AccessDenied):
            make_private_folder(tmp_path / name)


def test_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in /tmp is used only if it is ours."""
    make_private_folder(tmp_path / "a")
    monkeypatch.setattr(os, "geteuid", lambda: (tmp_path / "a").stat().st_uid + 1)
    with pytest.raises(AccessDenied) as caught:
        make_private_folder(tmp_path / "a")
    assert caught.value.arguments["reason"] == "owner"
