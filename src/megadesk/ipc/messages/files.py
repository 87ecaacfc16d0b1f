"""Files in the cloud: list, move, remove, read."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from megadesk.ipc.messages.base import PAGE_MAX, Body, Limit, Method, Nothing, Said, Seen


class CloudPathBody(Body, frozen=True, kw_only=True):
    """A place in the cloud."""

    path: str


class List(Body, frozen=True, kw_only=True):
    """What is in a folder, or with ``recursive`` below it; ``after``: the path of the last entry that was seen.

    known: as this device knows it, without asking the server first: for who hears of what is new (ACTIVITY_TOPIC).
    """

    path: str
    recursive: bool = False
    after: str = ""
    limit: Limit = PAGE_MAX
    known: bool = False


class FindFiles(Body, frozen=True, kw_only=True):
    """What is below a folder and has ``text`` in its name, in small or capital letters; the rest as in List.

    is_pattern: ``text`` is the whole name, with ``*``, ``?`` and ``[…]`` as a shell takes them.
    """

    text: Annotated[str, Meta(max_length=1024)]
    path: str = "/"
    is_pattern: bool = False
    after: str = ""
    limit: Limit = PAGE_MAX
    known: bool = False


class CloudEntry(Body, frozen=True, kw_only=True):
    """One node of the cloud; ``path`` is absolute.

    ``device``: the name of the one that wrote its current version, empty if this device has not heard. ``local``: where
    it is on this computer, as was last seen; empty if it is not. ``state``: synced, or cloud (nothing brings it here),
    binned, ignored, or the code of what holds it; of a folder the worst that is in it.
    """

    path: str
    kind: str
    size: int
    mtime: str
    id: str
    version: int
    device: str = ""
    local: str = ""
    state: str = "cloud"


class CloudEntries(Body, frozen=True, kw_only=True):
    """A page of nodes, folder by folder in the order of their names."""

    entries: list[CloudEntry]
    more: bool = False


class CloudStat(Body, frozen=True, kw_only=True):
    """One node in full; see CloudEntry.

    ``pair``: the id of the sync pair or backup of this device that holds it, empty if none does. ``versions``: how many
    contents of a file are kept, None if the server cannot be asked. ``message``: why it is not in step; ``said``: what
    that is made of.
    """

    path: str
    id: str
    kind: str
    size: int
    mtime: str
    version: int
    device: str | None
    state: str
    local: str = ""
    pair: str = ""
    versions: int | None = None
    message: str = ""
    said: list[Said] = []


class MakeFolder(Body, frozen=True, kw_only=True):
    """A new folder; ``parents``: make what is missing above and do not mind if it is there."""

    path: str
    parents: bool = False


class Move(Body, frozen=True, kw_only=True):
    """Move or rename; into ``target`` if that is a folder, unless it is ``exact``: then that name is taken."""

    sources: list[str]
    target: str
    exact: bool = False


class Remove(Body, frozen=True, kw_only=True):
    """To the bin, or for good."""

    paths: list[str]
    permanent: bool = False


class Cat(Body, frozen=True, kw_only=True):
    """The bytes of a file, all or from ``start`` up to before ``end``, as Chunk events; ``max_bytes`` of them at most.

    ``time``, ``seq``: as it was at a moment (see rewind), also if it is gone since; ``version``: that version of the
    file that is there now. A path may be in the bin.
    """

    path: str
    start: int = 0
    end: int | None = None
    max_bytes: Seen | None = None
    time: str = ""
    seq: int = 0
    version: int = 0


LIST_FILES: Final = Method("files.list", List, CloudEntries)
FIND_FILES: Final = Method("files.find", FindFiles, CloudEntries)
STAT_FILE: Final = Method("files.stat", CloudPathBody, CloudStat)
MAKE_FOLDER: Final = Method("files.make_folder", MakeFolder, CloudEntry)
MOVE_FILES: Final = Method("files.move", Move, CloudEntries)
REMOVE_FILES: Final = Method("files.remove", Remove, Nothing)
CAT_FILE: Final = Method("files.cat", Cat, Nothing, streams=True)
