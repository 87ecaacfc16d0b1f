"""What of the account's storage is used, and for what: files, older versions, the bin, backups.

    commits, the server's hint --due--> ask the server --> Storage     one request for many commits, in a thread of its own

The server knows what it stores and what of it only older versions need. What lies in the bin and in the backups it cannot
see: that is added up here, so the parts are as exact as sizes before sealing are.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.lineage import Lineage
from megadesk.remote.api import Api
from megadesk.remote.space import Space
from megadesk.wire import messages as wire
from megadesk.wire import routes

log = logging.getLogger(__name__)

QUOTA_EVERY_S: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Bytes on the server: all that is used of what there is, and of that for older versions, the bin and backups.

    kept_days: for how long the server keeps versions and past states.
    """

    used: int
    total: int
    versions: int = 0
    bin: int = 0
    backups: int = 0
    kept_days: int = 0

    @property
    def files(self) -> int:
        """What is left: the files of the drive, and what is being uploaded."""
        return max(0, self.used - self.versions - self.bin - self.backups)


class StorageInUse:
    """Knows it, and finds it out again when it may have changed. Safe from any thread."""

    def __init__(
        self, api: Api, space: Space, told: Callable[[], None], *, rests: Callable[[], bool] = lambda: False
    ) -> None:
        """``rests``: whether nothing is to be asked just now; whoever ends that calls ``look``."""
        self.now: Storage | None = None
        self._api = api
        self._space = space
        self._told = told
        self._rests = rests
        self._seq: int | None = None
        self._sizes: dict[str, tuple[Lineage, int]] = {}
        self._due = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="storage", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._due.set()

    def look(self) -> None:
        """Have it asked for; returns at once."""
        self._due.set()

    def look_if_moved(self) -> None:
        """Have it asked for if there are commits since the last time; returns at once."""
        if self._has_moved():
            self._due.set()

    def refresh_if_moved(self) -> None:
        """Ask the server now if there are commits since the last time."""
        if self._has_moved():
            self._seq = self._head()
            self.refresh()

    def _has_moved(self) -> bool:
        head = self._head()
        return head is not None and head != self._seq

    def _head(self) -> int | None:
        head = self._space.head
        return None if head is None else head.seq

    def _run(self) -> None:
        while True:
            self._due.wait()
            if self._stopping.is_set():
                return
            self._due.clear()
            if self._rests():
                continue
            self._seq = self._head()
            self.refresh()
            self._stopping.wait(QUOTA_EVERY_S)

    def refresh(self) -> None:
        """Ask the server now; what is known stays if it does not answer."""
        try:
            me = self._api.call(routes.ME, want=wire.Me)
        except MegadeskError as e:
            log.info("storage: %s", e.code)
            self._seq = None  # so that whoever looks next has it asked for again
            return
        self.now = Storage(
            used=me.used_bytes, total=me.quota_bytes, versions=me.bytes_kept, bin=self._size_of("bin"),
            backups=self._size_of("backups"), kept_days=me.retention_days,
        )  # fmt: skip
        self._told()

    def _size_of(self, area: str) -> int:
        """Return the bytes below a root; of a tree that is the same as the last time they are known."""
        tree = self._space.tree(self._space.root(area))
        known = self._sizes.get(area)
        if known is None or known[0] is not tree.lineage:
            known = self._sizes[area] = (tree.lineage, sum(node.size_bytes for node in tree.values()))
        return known[1]
