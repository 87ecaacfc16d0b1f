"""Sync pairs: add, list, steer, remove."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.ipc.messages.status import PairStatus


class AddPair(Body, frozen=True, kw_only=True):
    """Sync a local folder with a folder of the cloud; either may be made."""

    local: str
    remote: str
    name: str = ""
    direction: str = "both"
    symlinks: str = "skip"


class PreviewPair(Body, frozen=True, kw_only=True):
    """Say what AddPair of the same would do, without making anything. Raises what that would raise."""

    local: str
    remote: str
    direction: str = "both"
    symlinks: str = "skip"


class Share(Body, frozen=True, kw_only=True):
    """How many files something is about, how large they are together, and the first of them, by their paths in the pair."""

    files: int
    bytes: int
    examples: list[str] = []


class PairPreview(Body, frozen=True, kw_only=True):
    """What there is on both sides of a pair that is to be. ``local``, ``remote``: as they will be kept.

    differ: files of one path whose contents are not the same; both are kept. held: what cannot be synced as it is here,
    links and names for the most part. What a rule leaves out is in none of them.
    """

    local: str
    remote: str
    local_exists: bool
    remote_exists: bool
    only_here: Share
    only_there: Share
    same: Share
    differ: Share
    held: int = 0


class SetSymlinks(Body, frozen=True, kw_only=True):
    """Keep symbolic links of a pair as links, or skip them."""

    pair: str
    symlinks: str
    folder: str = ""


class SetDirection(Body, frozen=True, kw_only=True):
    """Let changes of a pair travel both ways, or only up (to the cloud) or down (to here)."""

    pair: str
    direction: str
    folder: str = ""


class Pair(Body, frozen=True, kw_only=True):
    """One pair, by id or by name; ``folder``: the same as an absolute path, which counts if it is no name."""

    pair: str
    folder: str = ""


class Pairs(Body, frozen=True, kw_only=True):
    """All pairs."""

    pairs: list[PairStatus]


ADD_PAIR: Final = Method("sync.add", AddPair, PairStatus)
PREVIEW_PAIR: Final = Method("sync.preview", PreviewPair, PairPreview, streams=True)
LIST_PAIRS: Final = Method("sync.list", Nothing, Pairs)
PAUSE_PAIR: Final = Method("sync.pause", Pair, PairStatus)
RESUME_PAIR: Final = Method("sync.resume", Pair, PairStatus)
REMOVE_PAIR: Final = Method("sync.remove", Pair, Nothing)
SET_SYMLINKS: Final = Method("sync.symlinks", SetSymlinks, PairStatus)
SET_DIRECTION: Final = Method("sync.direction", SetDirection, PairStatus)
RESCAN_PAIR: Final = Method("sync.rescan", Pair, PairStatus)
