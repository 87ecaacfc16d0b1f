"""What was removed, here and in the cloud: list, put back, empty."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import PAGE_MAX, Body, Limit, Method, Seen


class BinList(Body, frozen=True, kw_only=True):
    """What was removed. ``side``: "local" (the debris of the synced folders), "cloud", or "" for both."""

    side: str = ""
    after: Seen = 0
    limit: Limit = PAGE_MAX


class BinEntry(Body, frozen=True, kw_only=True):
    """One thing that was removed: where it was, when it went. ``path`` is below the pair's folder if ``side`` is local."""

    id: str
    side: str
    path: str
    pair: str | None
    kind: str
    size: int
    removed: str


class BinEntries(Body, frozen=True, kw_only=True):
    """A page of them, the latest first. ``unread``: pairs whose folder cannot be looked into now."""

    entries: list[BinEntry]
    unread: list[str] = []
    more: bool = False


class BinRestore(Body, frozen=True, kw_only=True):
    """Put back; ids may be shortened as long as they are clear. ``to``: one of them to this place instead, or into it.

    A path of this computer, inside the same synced folder, for a local entry; a path of the cloud for one of the cloud.
    ``paths``: files and folders of this computer, absolute; a folder stands for the latest of each file that was in it.
    dry_run: only say where each would go; ``renamed`` then, that its name is taken and it would get another beside it.
    """

    ids: list[str]
    to: str = ""
    paths: list[str] = []
    dry_run: bool = False


class BinRestored(Body, frozen=True, kw_only=True):
    """Where it is now; ``renamed`` if its name was taken."""

    id: str
    side: str
    path: str
    pair: str | None
    renamed: bool


class Restored(Body, frozen=True, kw_only=True):
    """What was put back, in the order it was named. ``left``: files of folders that stay, since they are there already."""

    entries: list[BinRestored]
    left: int = 0


class BinCount(Body, frozen=True, kw_only=True):
    """Say what went there more than so many days ago; 0: all of it. Nothing is removed."""

    side: str = ""
    older_than_days: int = 0


class BinEmpty(Body, frozen=True, kw_only=True):
    """Remove that for good. ``only``: of these and nothing else, which is what a person was asked about."""

    side: str = ""
    older_than_days: int = 0
    only: list[str] | None = None


class Emptied(Body, frozen=True, kw_only=True):
    """How much that was, or would be: files here, entries in the cloud."""

    local: int
    local_bytes: int
    cloud: int
    cloud_bytes: int


class Counted(Body, frozen=True, kw_only=True):
    """How much would be removed, and which entries."""

    amount: Emptied
    ids: list[str]


LIST_BIN: Final = Method("bin.list", BinList, BinEntries)
RESTORE_BIN: Final = Method("bin.restore", BinRestore, Restored)
COUNT_BIN: Final = Method("bin.count", BinCount, Counted)
EMPTY_BIN: Final = Method("bin.empty", BinEmpty, Emptied)
