"""Renames that never replace, exchanges, flushes."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from megadesk.disk import atomic
from megadesk.disk.atomic import (
    exchange,
    fsync_file,
    fsync_folder,
    put,
    put_at_once,
    rename_at_once,
    sync_volume,
    take,
)
from megadesk.disk.root import Spot


def spot(path: Path) -> Spot:
    """Return a place by its full path."""
    return Spot(None, str(path))


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(one.name for one in folder.iterdir())


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
@pytest.mark.parametrize("rename", [put, take])
def test_renames_never_replace(tmp_path: Path, rename: Callable[[Spot, Spot], None]) -> None:
    """Files and folders move to a free name, and never to a taken one."""
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_bytes(b"2")
    rename(spot(tmp_path / "file"), spot(tmp_path / "file2"))
    rename(spot(tmp_path / "folder"), spot(tmp_path / "folder2"))
    assert (tmp_path / "file2").read_bytes() == b"1"
    assert (tmp_path / "folder2" / "x").read_bytes() == b"2"
    assert not (tmp_path / "file").exists()
    (tmp_path / "empty").mkdir()
    for source, target in [("file2", "folder2"), ("folder2", "file2"), ("folder2", "empty"), ("empty", "file2")]:
        with pytest.raises(FileExistsError):
            rename(spot(tmp_path / source), spot(tmp_path / target))
    assert (tmp_path / "file2").read_bytes() == b"1"
    assert names(tmp_path) == ["empty", "file2", "folder2"]


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("rename", [put, take, rename_at_once])
def test_rename_of_nothing(tmp_path: Path, rename: Callable[[Spot, Spot], object]) -> None:
    """A source that is not there is said so, by any way."""
    with pytest.raises(FileNotFoundError):
        rename(spot(tmp_path / "no"), spot(tmp_path / "target"))


def test_rename_at_once(tmp_path: Path, calls: str) -> None:
    """Between any two names: folders always, files only where the system has the call; else nothing is done."""
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "folder").mkdir()
    assert rename_at_once(spot(tmp_path / "folder"), spot(tmp_path / "folder2"))
    assert rename_at_once(spot(tmp_path / "file"), spot(tmp_path / "file2")) is (calls == "system")
    assert (tmp_path / "file").exists() is (calls != "system")


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("taken", ["file", "filled"])
def test_folder_never_replaces_what_appears_right_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    """A file or a folder with something in it that takes the name after the look stays."""
    (tmp_path / "folder").mkdir()
    real = os.rename

    def late(*args: object, **how: object) -> None:
        if taken == "file":
            (tmp_path / "target").write_bytes(b"theirs")
        else:
            (tmp_path / "target").mkdir()
            (tmp_path / "target" / "x").write_bytes(b"theirs")
        real(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", late)
    with suppress(FileExistsError):
        rename_at_once(spot(tmp_path / "folder"), spot(tmp_path / "target"))
        assert not (tmp_path / "folder").exists()
        return
    assert (tmp_path / "folder").exists()
    theirs = tmp_path / "target" if taken == "file" else tmp_path / "target" / "x"
    assert theirs.read_bytes() == b"theirs"


def test_crash_between_link_and_unlink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has both names already only loses the one in our own folder."""
    monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
    (tmp_path / "ours").write_bytes(b"1")
    os.link(tmp_path / "ours", tmp_path / "target")
    put(spot(tmp_path / "ours"), spot(tmp_path / "target"))
    assert names(tmp_path) == ["target"]


class TestPlaceholder:
    """Volumes with neither the flag nor links."""

    @pytest.fixture(autouse=True)
    def bare(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have neither."""

        def no_link(*_args: object, **_how: object) -> None:
            raise PermissionError(errno.EPERM, "no links here")

        monkeypatch.setattr(atomic, "_rename_with_flags", lambda: None)
        monkeypatch.setattr(os, "link", no_link)

    def test_at_once_does_nothing(self, tmp_path: Path) -> None:
        """It says that it cannot."""
        (tmp_path / "ours").write_bytes(b"1")
        assert not put_at_once(spot(tmp_path / "ours"), spot(tmp_path / "target"))
        assert names(tmp_path) == ["ours"]

    def test_what_is_written_into_it_comes_back(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A program that writes into the placeholder has its bytes under its name; ours is where it was."""
        (tmp_path / "ours").write_bytes(b"1")
        real = os.rename

        def late(source: str, target: str, **how: int) -> None:
            if target.endswith("target"):
                (tmp_path / "target").write_bytes(b"theirs")
            real(source, target, **how)

        monkeypatch.setattr(os, "rename", late)
        with pytest.raises(FileExistsError):
            put(spot(tmp_path / "ours"), spot(tmp_path / "target"))
        assert (tmp_path / "target").read_bytes() == b"theirs"
        assert (tmp_path / "ours").read_bytes() == b"1"

    @pytest.mark.parametrize("written", [b"", b"theirs"])
    def test_failing_rename_leaves_no_placeholder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes
    ) -> None:
        """The empty file goes, unless somebody wrote into it."""
        (tmp_path / "ours").write_bytes(b"1")
        real, calls = os.rename, list[str]()

        def fail(source: str, target: str, **how: int) -> None:
            calls.append(target)
            if len(calls) == 1:
                if written:
                    (tmp_path / "target").write_bytes(written)
                raise OSError(errno.EIO, "broken")
            real(source, target, **how)

        monkeypatch.setattr(os, "rename", fail)
        with pytest.raises(OSError, match="broken"):
            put(spot(tmp_path / "ours"), spot(tmp_path / "target"))
        assert names(tmp_path) == (["ours", "target"] if written else ["ours"])
        assert (tmp_path / "ours").read_bytes() == b"1"


def test_rename_between_folder_handles(tmp_path: Path) -> None:
    """Names are relative to the folders held open."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "x").write_bytes(b"1")
    handles = [os.open(tmp_path / name, os.O_RDONLY) for name in ("one", "two")]
    with Spot(handles[0], "x") as source, Spot(handles[1], "y") as target:
        assert rename_at_once(source, target)
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
