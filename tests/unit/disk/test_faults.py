"""Errors of the system become ours."""

from __future__ import annotations

import errno

import pytest

from megadesk.disk.faults import disk_error
from megadesk.model.errors import AccessDenied, BadName, DiskFull, FileBusy, MegadeskError, Stale
from megadesk.model.wording import words_of


@pytest.mark.parametrize(
    ("code", "kind", "reason"),
    [
        (errno.ENOSPC, DiskFull, None),
        (errno.EDQUOT, DiskFull, None),
        (errno.EACCES, AccessDenied, "eacces"),
        (errno.EPERM, AccessDenied, "eperm"),
        (errno.EROFS, AccessDenied, "erofs"),
        (errno.EXDEV, AccessDenied, "other_volume"),
        (errno.EFBIG, AccessDenied, "file_too_big"),
        (errno.ENAMETOOLONG, BadName, "too_long"),
        (errno.EINVAL, BadName, "disk_refuses"),
        (errno.EILSEQ, BadName, "disk_refuses"),
        (errno.ENOENT, Stale, "enoent"),
        (errno.ENOTDIR, Stale, "enotdir"),
        (errno.EEXIST, Stale, "eexist"),
        (errno.ENOTEMPTY, Stale, "enotempty"),
        (errno.ELOOP, Stale, "eloop"),
        (errno.EBUSY, FileBusy, "ebusy"),
        (errno.ETXTBSY, FileBusy, "etxtbsy"),
        (errno.EIO, FileBusy, "eio"),
        (errno.ESTALE, FileBusy, "estale"),
    ],
)
def test_every_code_has_its_error(code: int, kind: type[MegadeskError], reason: str | None) -> None:
    """The table answers as the port promises."""
    found = disk_error(OSError(code, "text"), "a/b")
    assert type(found) is kind
    assert found.arguments.get("reason") == reason


def test_sharing_violation_is_busy() -> None:
    """A file that another program holds on Windows is busy, though Python calls it EACCES."""
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined]  # only Windows sets it
    assert type(disk_error(error)) is FileBusy


def test_error_without_a_code_is_busy() -> None:
    """An error that says nothing can be tried again."""
    found = disk_error(OSError("?"))
    assert type(found) is FileBusy
    assert found.arguments["reason"] == "unknown"


def test_undecodable_path_is_shown_safely() -> None:
    """A path with raw bytes is printable in the arguments."""
    assert disk_error(OSError(errno.ENOENT, ""), "a\udcff").arguments["path"] == "a\\xff"


def test_a_disk_that_is_read_only_is_called_that() -> None:
    """Rights are not the matter, and nobody is sent to check them."""
    words = words_of(disk_error(OSError(errno.EROFS, "text"), "a.txt"))
    assert words.sentence == "a.txt is on a disk that nothing can be written to now."
    assert "permission" not in words.remedy
