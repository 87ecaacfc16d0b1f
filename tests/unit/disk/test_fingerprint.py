"""What the disk says of a file without reading it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from megadesk.disk.fingerprint import (
    attributes,
    fingerprint,
    has_grown,
    is_same_content,
    is_same_folder,
    is_untouched,
    kind_of,
    with_change_time,
)
from megadesk.model.attributes import Attributes
from megadesk.model.tree import Kind
from megadesk.model.values import replace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a small file."""
    path = tmp_path / "file"
    path.write_bytes(b"1")
    return path


def test_file(file: Path) -> None:
    """All fields but the volume come from the stat."""
    found = file.stat()
    print_ = fingerprint(found)
    assert (print_.device, print_.inode, print_.size_bytes) == (0, found.st_ino, 1)
    assert (print_.mtime_ns, print_.changed_ns, print_.executable) == (found.st_mtime_ns, found.st_ctime_ns, False)


def test_executable_counts_only_where_it_is_kept(file: Path) -> None:
    """A volume that shows every file as executable says nothing by it."""
    file.chmod(0o700)
    assert fingerprint(file.stat()).executable
    assert not fingerprint(file.stat(), keeps_executable=False).executable


def test_folder_is_its_inode_alone(tmp_path: Path) -> None:
    """What happens in a folder does not change its fingerprint."""
    before = fingerprint(tmp_path.stat())
    (tmp_path / "x").write_bytes(b"")
    os.utime(tmp_path, ns=(1, 1))
    assert fingerprint(tmp_path.stat()) == before
    assert is_same_folder(tmp_path.stat(), before)
    assert not is_same_folder((tmp_path / "x").stat(), before)


def test_edit_with_kept_time_is_noticed(file: Path) -> None:
    """Same size and same mtime, but written: the change time tells."""
    before = fingerprint(file.stat())
    times = (file.stat().st_atime_ns, file.stat().st_mtime_ns)
    older = type(before)(
        before.device, before.inode, before.size_bytes, before.mtime_ns, before.changed_ns - 1, before.executable
    )
    os.utime(file, ns=times)
    assert not is_untouched(file.stat(), older)
    assert is_same_content(file.stat(), older)


def test_only_the_change_time_is_taken_from_now(file: Path) -> None:
    """All else is as it was known, though the file is another by now; a folder has none."""
    before = fingerprint(file.stat())
    file.write_bytes(b"another")
    now = with_change_time(before, file.stat())
    assert now == replace(before, changed_ns=fingerprint(file.stat()).changed_ns)
    folder = fingerprint(file.parent.stat())
    assert with_change_time(folder, file.parent.stat()) == folder


@pytest.mark.parametrize("change", ["size", "time", "inode"])
def test_change_is_noticed(file: Path, change: str) -> None:
    """Another size, time or inode is another file."""
    before = fingerprint(file.stat())
    if change == "size":
        file.write_bytes(b"22")
        os.utime(file, ns=(before.mtime_ns, before.mtime_ns))
    elif change == "time":
        os.utime(file, ns=(1, 1))
    else:
        other = file.with_name("other")
        other.write_bytes(b"1")
        os.utime(other, ns=(before.mtime_ns, before.mtime_ns))
        other.replace(file)
    assert not is_same_content(file.stat(), before)
    assert not is_untouched(file.stat(), before)


def test_kinds(tmp_path: Path, file: Path) -> None:
    """Files, folders and links are nodes or may be; a pipe is nothing."""
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(file)
    os.mkfifo(pipe)
    kinds = [kind_of(path.lstat()) for path in (file, tmp_path, link, pipe)]
    assert kinds == [Kind.FILE, Kind.FOLDER, Kind.SYMLINK, None]


def test_grown_is_the_same_file_with_more_in_it(file: Path, tmp_path: Path) -> None:
    """Neither one of the same length, nor a shorter one, nor another file, nor a folder."""
    before = fingerprint(file.stat())
    assert not has_grown(file.stat(), before)
    with file.open("ab") as more:
        more.write(b"2")
    assert has_grown(file.stat(), before)
    file.write_bytes(b"")
    assert not has_grown(file.stat(), before)
    (tmp_path / "other").write_bytes(b"12")
    assert not has_grown((tmp_path / "other").stat(), before)
    assert not has_grown(tmp_path.stat(), before)


def test_in_a_backup_all_of_it_counts(file: Path, tmp_path: Path) -> None:
    """Permissions and times are part of the fingerprint of a file and of a folder, which is still told by its inode."""
    file.chmod(0o640)
    os.utime(file, ns=(3, 5))
    os.utime(tmp_path, ns=(3, 4))
    tmp_path.chmod(0o750)
    assert fingerprint(file.stat(), whole=True).executable == Attributes(stat.S_IFREG | 0o640, 5)
    folder = fingerprint(tmp_path.stat(), whole=True)
    assert folder.executable == Attributes(stat.S_IFDIR | 0o750, 4)
    assert is_same_folder(tmp_path.stat(), folder)


def test_a_time_that_no_record_holds_is_the_nearest(file: Path) -> None:
    """Else a file from the far future would differ from the cloud for ever."""
    found = file.stat()
    fields = [
        getattr(found, name) for name in ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size")
    ]
    far = os.stat_result([*fields, 0, 0, 0], {"st_mtime_ns": 1 << 70})
    assert attributes(far).mtime_ns == (1 << 63) - 1
