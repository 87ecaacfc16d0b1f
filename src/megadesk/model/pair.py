"""A local folder tied to a folder in the cloud, and what can be wrong with one of its files.

A Problem concerns one path and lets the rest go on. It is a code with arguments; ``model/wording.py`` makes the
sentence and the remedy, so that command line, app and log say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from megadesk.model.errors import Argument
from megadesk.model.ids import NodeId, PairId, SpaceId
from megadesk.model.relpath import RelPath


class PairState(Enum):
    """What a pair is doing; the value is public (CLI.md), the order is that of importance."""

    DAMAGED = "damaged"
    ATTENTION = "attention"
    OFFLINE = "offline"
    PAUSED = "paused"
    WAITING = "waiting"
    SCANNING = "scanning"
    SYNCING = "syncing"
    SYNCED = "synced"


class PairDirection(Enum):
    """Which way changes travel; the value is public. UP: from here to the cloud, DOWN: from the cloud to here."""

    BOTH = "both"
    UP = "up"
    DOWN = "down"


class PairKind(Enum):
    """What a pair is for. A backup sends from here, keeps links, permissions and times, and is this device's alone."""

    SYNC = "sync"
    BACKUP = "backup"


class Links(Enum):
    """What a pair does with symbolic links; the value is public. Either way nobody follows one."""

    SKIP = "skip"
    KEEP = "keep"


class Keep(Enum):
    """Which version a person wants of what differs here and in the cloud; the value is public."""

    LOCAL = "local"
    REMOTE = "remote"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPair:
    """A sync pair. ``marker`` is the random word in the folder's marker file: another disk mounted there has another."""

    id: PairId
    name: str
    local: str
    space: SpaceId
    root: NodeId
    marker: str
    paused: bool = False
    created_ms: int = 0
    direction: PairDirection = PairDirection.BOTH
    links: Links = Links.SKIP
    kind: PairKind = PairKind.SYNC


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why one path is not synced. ``code`` is stable and has a sentence in wording.

    One at ROOT concerns the pair as a whole (how it is watched) and holds no file back.
    """

    code: str
    path: RelPath
    node: NodeId | None = None
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    since_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something sync decided that a person may want to know: a conflict copy, an undone move."""

    code: str
    path: RelPath
    arguments: Mapping[str, Argument] = field(default_factory=dict)
