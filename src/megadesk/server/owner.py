"""Whose the data folder is: what an operator does as root leaves nothing behind that the service cannot write.

    root, and the folder is somebody else's --> commands go on as that user, run refuses
    else                                    --> nothing changes

A service of its own user (systemd's DynamicUser, say) is looked after by root. New files of root in its folder, a pack or the
log of the database, would stop it. What is kept of root, on Linux, is to read and to enter whatever the modes say: systemd keeps
such a folder in one that only root can enter. To write whatever they say is kept by a backup alone, whose folder is often
root's: a service that somebody has taken over can make links, and what follows one must find nothing of root's that it may change.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

from megadesk.model.errors import AccessDenied, BadUsage

ROOT: Final = 0
_PR_SET_KEEPCAPS: Final = 8
_CAPABILITY_VERSION: Final = 0x20080522
_WRITE_ANYWHERE: Final = 1 << 1
"""CAP_DAC_OVERRIDE of linux/capability.h."""
_READ_ANYWHERE: Final = 1 << 2
"""CAP_DAC_READ_SEARCH."""


def stranger(data: Path) -> tuple[int, int] | None:
    """Return user and group of a data folder that is not root's, if we are root; None else."""
    if sys.platform == "win32" or os.geteuid() != ROOT:
        return None
    try:
        found = data.stat()
    except FileNotFoundError:
        return None
    return None if found.st_uid == ROOT else (found.st_uid, found.st_gid)


def become_owner(data: Path, *, writes_elsewhere: bool = False) -> None:
    """Go on as the user whose data folder it is, for good. AccessDenied if this root may not.

    writes_elsewhere: what comes writes into another folder as well, which may be root's.
    """
    whose = stranger(data)
    if whose is None or sys.platform == "win32":
        return
    user, group = whose
    try:
        keeps = _keep_capabilities()
        os.setgroups([])
        # By root these set the real, the effective and the saved one; the calls that name all three are not everywhere.
        os.setgid(group)
        os.setuid(user)
    except PermissionError as e:
        raise AccessDenied(f"the data folder belongs to user {user}: run this as that user", path=str(data)) from e
    if keeps:
        _keep_only(_READ_ANYWHERE | (_WRITE_ANYWHERE if writes_elsewhere else 0))


def refuse_stranger(data: Path) -> None:
    """Raise BadUsage if we are root and the data folder is somebody else's: a server is not what root should be for that."""
    whose = stranger(data)
    if whose is not None:
        raise BadUsage(
            f"the data folder belongs to user {whose[0]}: start the server as that user, not as root", what="data"
        )


def _keep_capabilities() -> bool:
    """Let what root may outlive the change of user, until ``_keep_only`` says how much of it; False if that is not Linux."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0)


def _keep_only(capabilities: int) -> None:
    """Give up all that root may but this. A system that refuses it leaves us without: then modes count."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    effective = permitted = capabilities
    # No inheritable ones; of each the low half, then the high.
    words = (ctypes.c_uint32 * 6)(effective, permitted, 0, 0, 0, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, words) != 0:
        libc.capset(header, (ctypes.c_uint32 * 6)())
