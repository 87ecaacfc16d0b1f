"""Which folders the engine of this profile works on, so that no other on this computer does at the same time.

    take(holder, folder) --> a locked file below the runtime folder, named by the folder --give_up, or the process ends-->

Two profiles with one folder are most often a profile and its copy. The lock does not lie in the folder: a handle in it would
keep a drive from being unmounted, one that cannot be written to could hold none, and network drives lock in their own
ways. So it tells engines of one person on one machine apart, and no more. Where there are no locks everybody may.
"""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from pathlib import Path
from typing import Final

from megadesk.host.locks import lock_file, owner_of, write_owner
from megadesk.host.private import FILE_MODE, make_private_folder
from megadesk.model.errors import AccessDenied, DecisionNeeded

log = logging.getLogger(__name__)

NAME_DIGITS: Final = 32
_NEW: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class Claims:
    """The folders that an engine holds. Safe from any thread."""

    def __init__(self, place: Path) -> None:
        """``place`` is the same for all profiles of a person."""
        self._place = place
        self._lock = threading.Lock()
        self._held: dict[str, tuple[str, int]] = {}

    def take(self, holder: str, folder: str) -> None:
        """Hold a folder for one of our pairs until ``give_up``; repeatable, and another folder takes the place of one.

        DecisionNeeded (reason root_in_use, with the process) if another engine works on it.
        """
        with self._lock:
            path = os.path.normcase(os.path.realpath(folder))
            if holder in self._held and self._held[holder][0] == path:
                return
            handle = self._claim(path, folder)
            self._let_go(holder)
            if handle is not None:
                self._held[holder] = path, handle

    def check(self, folder: str) -> None:
        """Pass if no other engine works on a folder; errors as ``take``."""
        with self._lock:
            path = os.path.normcase(os.path.realpath(folder))
            if all(held != path for held, _ in self._held.values()):
                handle = self._claim(path, folder)
                if handle is not None:
                    os.close(handle)

    def give_up(self, holder: str) -> None:
        """Let others work on the folder of a pair; one that holds none is fine."""
        with self._lock:
            self._let_go(holder)

    def _let_go(self, holder: str) -> None:
        held = self._held.pop(holder, None)
        if held is not None:
            # The file stays: removing it would let two engines lock two files of one name.
            os.close(held[1])

    def _claim(self, path: str, folder: str) -> int | None:
        """Return the handle that holds the lock, None where there are no locks."""
        name = hashlib.sha256(os.fsencode(path)).hexdigest()[:NAME_DIGITS]
        try:
            make_private_folder(self._place)
            handle = os.open(self._place / f"{name}.lock", _NEW, FILE_MODE)
        except (OSError, AccessDenied) as error:
            log.warning("folders cannot be locked here: %s", type(error).__name__)
            return None
        try:
            lock_file(handle)
            write_owner(handle)
        except BlockingIOError:
            owner = owner_of(handle)
            os.close(handle)
            raise DecisionNeeded("another engine", reason="root_in_use", path=folder, pid=owner) from None
        except OSError as error:
            log.warning("folders cannot be locked here: %s", type(error).__name__)
            os.close(handle)
            return None
        return handle
