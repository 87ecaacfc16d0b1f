"""Renames that never replace, exchanges, flushes."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

import pytest

from megadesk.disk import atomic
from megadesk.disk.atomic import (
    exchange,
    fsync_file,
    fsync_folder,
    rename_noreplace,
    replace_keeping,
    sync_volume,
)
from megadesk.disk.root import Spot


def spot(path: Path) -> Spot:
    """Return a place by its full path."""
    return Spot(None, str(path))


@pytest.fixture(params=["system", "links", "nothing"])
def calls(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run with what this system offers, then without rename flags, then without links too (FAT)."""
    way = str(request.param)
    if way != "system":
        monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
    if way == "nothing":

        def no_link(*_args: object, **_how: object) -> None:
            raise PermissionError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", no_link)
    return way


@pytest.mark.usefixtures("calls")
def test_rename_noreplace(tmp_path: Path) -> None:
    """Files and folders move to a free name, and never to a taken one."""
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_bytes(b"2")
    rename_noreplace(spot(tmp_path / "file"), spot(tmp_path / "file2"))
    rename_noreplace(spot(tmp_path / "folder"), spot(tmp_path / "folder2"))
    assert (tmp_path / "file2").read_bytes() == b"1"
    assert (tmp_path / "folder2" / "x").read_bytes() == b"2"
    assert not (tmp_path / "file").exists()
    (tmp_path / "empty").mkdir()
    for source, target in [("file2", "folder2"), ("folder2", "file2"), ("folder2", "empty"), ("empty", "file2")]:
        with pytest.raises(FileExistsError):
            rename_noreplace(spot(tmp_path / source), spot(tmp_path / target))
    assert (tmp_path / "file2").read_bytes() == b"1"


@pytest.mark.usefixtures("calls")
def test_rename_of_nothing(tmp_path: Path) -> None:
    """A source that is not there is said so, by any way."""
    with pytest.raises(FileNotFoundError):
        rename_noreplace(spot(tmp_path / "no"), spot(tmp_path / "target"))


def test_rename_between_folder_handles(tmp_path: Path) -> None:
    """Names are relative to the folders held open."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "x").write_bytes(b"1")
    handles = [os.open(tmp_path / name, os.O_RDONLY) for name in ("one", "two")]
    with Spot(handles[0], "x") as source, Spot(handles[1], "y") as target:
        rename_noreplace(source, target)
    assert (tmp_path / "two" / "y").read_bytes() == b"1"


def test_exchange(tmp_path: Path) -> None:
    """Two files change names at once; with one missing nothing happens."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    assert exchange(spot(tmp_path / "a"), spot(tmp_path / "b"))
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"2", b"1")
    with pytest.raises(FileNotFoundError):
        exchange(spot(tmp_path / "a"), spot(tmp_path / "no"))
    assert (tmp_path / "a").read_bytes() == b"2"


def test_exchange_says_that_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A volume or system without the call answers False and has touched nothing."""

    def unsupported(*_args: object) -> int:
        ctypes.set_errno(errno.EINVAL)
        return -1

    (tmp_path / "a").write_bytes(b"1")
    monkeypatch.setattr(atomic, "_rename_with_flags", lambda: unsupported)
    assert not exchange(spot(tmp_path / "a"), spot(tmp_path / "a"))
    monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
    assert not exchange(spot(tmp_path / "a"), spot(tmp_path / "a"))


def test_replace_keeping(tmp_path: Path, calls: str) -> None:
    """The old file is kept with its time, by a link where there are links; the target is never absent."""
    for name, data in (("new", b"new"), ("target", b"old")):
        (tmp_path / name).write_bytes(data)
    os.utime(tmp_path / "target", ns=(1, 1_000_000_000))
    inode = (tmp_path / "target").stat().st_ino
    replace_keeping(spot(tmp_path / "new"), spot(tmp_path / "target"), spot(tmp_path / "keep"))
    assert (tmp_path / "target").read_bytes() == b"new"
    assert (tmp_path / "keep").read_bytes() == b"old"
    assert (tmp_path / "keep").stat().st_mtime_ns == 1_000_000_000
    assert ((tmp_path / "keep").stat().st_ino == inode) is (calls != "nothing")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("calls")
def test_replace_keeping_never_overwrites_what_is_kept(tmp_path: Path) -> None:
    """A taken debris name stops the replacement before anything is touched."""
    for name in ("new", "target", "keep"):
        (tmp_path / name).write_bytes(name.encode())
    with pytest.raises(FileExistsError):
        replace_keeping(spot(tmp_path / "new"), spot(tmp_path / "target"), spot(tmp_path / "keep"))
    assert [(tmp_path / name).read_bytes() for name in ("new", "target", "keep")] == [b"new", b"target", b"keep"]


def test_flushes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, a folder and a volume can be flushed; a system without the last says so; failures are not hidden."""
    (tmp_path / "a").write_bytes(b"1")
    fsync_file(spot(tmp_path / "a"))
    fsync_folder(str(tmp_path))
    handle = os.open(tmp_path, os.O_RDONLY)
    assert sync_volume(handle)
    os.close(handle)
    with pytest.raises(OSError, match=r"[Bb]ad file"):
        sync_volume(handle)
    monkeypatch.setattr(atomic, "_syncfs", lambda: None)
    assert not sync_volume(handle)
