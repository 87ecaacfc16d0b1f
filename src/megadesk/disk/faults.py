"""Errors of the operating system, as ours: the one table.

OSError --disk_error--> DiskFull | AccessDenied | BadName | Stale | FileBusy
"""

from __future__ import annotations

import errno
from typing import Final

from megadesk.model.errors import AccessDenied, BadName, DiskFull, FileBusy, MegadeskError, Stale
from megadesk.model.relpath import printable

_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_DENIED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NAME: Final = {errno.ENAMETOOLONG: "too_long", errno.EINVAL: "disk_refuses", errno.EILSEQ: "disk_refuses"}
# ELOOP and ENOTDIR: a link or a file stands where a folder was. EISDIR: the other way round.
_STALE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.ELOOP, errno.EISDIR})
_TOO_BIG: Final = errno.EFBIG  # a file of 4 GiB on FAT

_SHARING_VIOLATION: Final = 32  # winerror.h; Python maps both to EACCES
_LOCK_VIOLATION: Final = 33


def disk_error(error: OSError, path: str = "") -> MegadeskError:
    """Return our error for one of the system's; ``path`` is shown to people, never logged.

    What is not in the table (an I/O error, a network volume that went away) is FileBusy: trying again later is the one
    answer that can do no harm.
    """
    shown = printable(path)
    if getattr(error, "winerror", None) in {_SHARING_VIOLATION, _LOCK_VIOLATION}:
        return FileBusy(path=shown)
    code = error.errno
    if code in _STALE:
        return Stale(path=shown, reason=_word(code))
    if code in _FULL:
        return DiskFull(path=shown)
    if code in _DENIED:
        return AccessDenied(path=shown, reason=_word(code))
    if code in _NAME:
        return BadName(reason=_NAME[code], name=shown)
    if code == errno.EXDEV:
        return AccessDenied(path=shown, reason="other_volume")
    if code == _TOO_BIG:
        return AccessDenied(path=shown, reason="file_too_big")
    return FileBusy(path=shown, reason=_word(code))


def _word(code: int | None) -> str:
    return errno.errorcode.get(code or 0, "unknown").lower()
