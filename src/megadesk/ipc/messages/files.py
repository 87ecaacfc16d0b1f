"""Files in the cloud: list, move, remove, read."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import PAGE_MAX, Body, Limit, Method, Nothing


class CloudPathBody(Body, frozen=True, kw_only=True):
    """A place in the cloud."""

    path: str


class List(Body, frozen=True, kw_only=True):
    """What is in a folder, or with ``recursive`` below it; ``after``: the path of the last entry that was seen."""

    path: str
    recursive: bool = False
    after: str = ""
    limit: Limit = PAGE_MAX


class CloudEntry(Body, frozen=True, kw_only=True):
    """One node of the cloud; ``path`` is absolute."""

    path: str
    kind: str
    size: int
    mtime: str
    id: str
    version: int


class CloudEntries(Body, frozen=True, kw_only=True):
    """A page of nodes, folder by folder in the order of their names."""

    entries: list[CloudEntry]
    more: bool = False


class CloudStat(Body, frozen=True, kw_only=True):
    """One node in full. ``state``: synced, or the code of what holds it."""

    path: str
    id: str
    kind: str
    size: int
    mtime: str
    version: int
    device: str | None
    state: str


class MakeFolder(Body, frozen=True, kw_only=True):
    """A new folder; ``parents``: make what is missing above and do not mind if it is there."""

    path: str
    parents: bool = False


class Move(Body, frozen=True, kw_only=True):
    """Move or rename; into ``target`` if that is a folder."""

    sources: list[str]
    target: str


class Remove(Body, frozen=True, kw_only=True):
    """To the bin, or for good."""

    paths: list[str]
    permanent: bool = False


class Cat(Body, frozen=True, kw_only=True):
    """The bytes of a file, all or from ``start`` up to before ``end``, as Chunk events."""

    path: str
    start: int = 0
    end: int | None = None


LIST_FILES: Final = Method("files.list", List, CloudEntries)
STAT_FILE: Final = Method("files.stat", CloudPathBody, CloudStat)
MAKE_FOLDER: Final = Method("files.make_folder", MakeFolder, CloudEntry)
MOVE_FILES: Final = Method("files.move", Move, CloudEntries)
REMOVE_FILES: Final = Method("files.remove", Remove, Nothing)
CAT_FILE: Final = Method("files.cat", Cat, Nothing, streams=True)
