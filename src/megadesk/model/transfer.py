"""One upload or download of one version, as asked for, as steered, and as finished.

    sync/cargo --UploadJob, DownloadJob--> transfers/manager --Uploaded, Staged, TransferFailed--> sync/runner
    a person   --Subject, Wish------------>                  --TransferLine, TransferFigures-----> a front end
                                                             --EndedTransfer---------------------> the history

A job is named by its ContentKey: asking twice for the same key is asking once. People steer a Subject: the file, whatever
is in it by then.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Final, TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import FileHash, NodeId, PairId, TransferId
from megadesk.model.listing import Digest, Fingerprint
from megadesk.model.manifest import Manifest
from megadesk.model.relpath import RelPath
from megadesk.model.values import Value

_ID_NODE_BYTES: Final = 5
_ID_PAIR_DIGITS: Final = 4


class Direction(Enum):
    """Which way the bytes go."""

    UPLOAD = "up"
    DOWNLOAD = "down"

    __hash__ = object.__hash__  # there is one of each; Enum's own hashes the name, in Python, for each look at a key


BOTH_WAYS: Final = frozenset(Direction)


class Subject(Value, frozen=True):
    """What a person steers: one file of one pair, one way, whatever is in it by then."""

    pair: PairId
    direction: Direction
    node: NodeId

    @property
    def id(self) -> TransferId:
        """What people call it: ``u`` or ``d``, then some of node and pair. The same after a restart."""
        return TransferId(f"{self.direction.value[0]}{self.node[:_ID_NODE_BYTES].hex()}{self.pair[:_ID_PAIR_DIGITS]}")


class ContentKey(Value, frozen=True):
    """What a transfer is of: one content of one node, for one pair, one way."""

    pair: PairId
    direction: Direction
    node: NodeId
    content: FileHash

    @property
    def subject(self) -> Subject:
        """What a person steers with it."""
        return Subject(self.pair, self.direction, self.node)


class UploadJob(Value, frozen=True, kw_only=True):
    """Seal and store a file's blocks. ``previous`` is the node's current manifest: blocks that are in it stay.

    The file must still have ``fingerprint`` and hold ``digest`` when it is read, else the job fails with FileBusy.
    """

    pair: PairId
    node: NodeId
    path: RelPath
    fingerprint: Fingerprint
    digest: Digest
    previous: Manifest | None = None

    @property
    def key(self) -> ContentKey:
        """The name of this job."""
        return ContentKey(self.pair, Direction.UPLOAD, self.node, self.digest.file_hash)

    @property
    def size_bytes(self) -> int:
        """How much there is to move at most."""
        return self.digest.size_bytes


class DownloadJob(Value, frozen=True, kw_only=True):
    """Fetch a file's blocks into staging, verified; ``path`` says where it will be placed (for people and order).

    ``like`` is a file here that may hold most of it already: an edit of a large file fetches the changed blocks only.
    """

    pair: PairId
    node: NodeId
    path: RelPath
    manifest: Manifest
    mtime_ns: int
    executable: bool
    like: RelPath | None = None

    @property
    def key(self) -> ContentKey:
        """The name of this job."""
        return ContentKey(self.pair, Direction.DOWNLOAD, self.node, self.manifest.file_hash)

    @property
    def size_bytes(self) -> int:
        """How much there is to move at most."""
        return self.manifest.size_bytes


class StagedFile(Value, frozen=True):
    """A finished download: a file in the folder's staging area, content, times and executable bit as was asked.

    is_link: what it holds is the target of a symbolic link, which is what will be placed.
    """

    token: str
    size_bytes: int
    executable: bool = False
    is_link: bool = False


class Uploaded(Value, frozen=True):
    """Every block of the manifest is durable on the server."""

    unshown: ClassVar = frozenset({"manifest"})

    key: ContentKey
    manifest: Manifest
    sent_bytes: int = 0


class Staged(Value, frozen=True):
    """The content is in staging, its hash checked."""

    key: ContentKey
    file: StagedFile


class TransferFailed(Value, frozen=True):
    """It ended without its content; the error says what to do about it."""

    key: ContentKey
    error: MegadeskError


TransferResult: TypeAlias = Uploaded | Staged | TransferFailed


class TransferState(Enum):
    """Where a transfer stands; the value is public (CLI.md)."""

    QUEUED = "queued"
    ACTIVE = "active"
    PAUSED = "paused"
    """A person, or their timetable, lets it rest; the line says which."""
    WAITING = "waiting"
    """For the server, for room, for storage; it goes on by itself."""
    RETRYING = "retrying"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    __hash__ = object.__hash__  # as Direction's


UNDER_WAY: Final = frozenset(
    {
        TransferState.QUEUED, TransferState.ACTIVE, TransferState.PAUSED, TransferState.WAITING, TransferState.RETRYING,
    }
)  # fmt: skip
OVER: Final = frozenset(TransferState) - UNDER_WAY


class Place(Enum):
    """Where in its queue a person put a transfer."""

    TOP = "top"
    BOTTOM = "bottom"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person decided about a subject; it outlives restarts, and new contents of the file.

    ``number`` grows: of two at the top, the later one is first. ``after``: the one it was put behind. ``cancelled``: the
    content that is not to be moved; another one is.
    """

    place: Place | None = None
    number: int = 0
    after: Subject | None = None
    paused: bool = False
    cancelled: FileHash | None = None

    def __bool__(self) -> bool:
        return self != NO_WISH


NO_WISH: Final = Wish()


@dataclass(frozen=True, slots=True)
class Wished:
    """What people decided about a pair's nodes, one way.

    ``first``: those put on top, the first first. ``after``: those put behind another one, in the order in which that was
    said, and behind which. ``resting``: paused ones. ``cancelled``: contents that are not to be moved.
    """

    first: Sequence[NodeId] = ()
    after: Mapping[NodeId, NodeId] = field(default_factory=dict)
    resting: frozenset[NodeId] = frozenset()
    cancelled: Mapping[NodeId, FileHash] = field(default_factory=dict)


NOTHING_WISHED: Final = Wished()


class Step(Enum):
    """One move in the queue."""

    TOP = "top"
    UP = "up"
    DOWN = "down"
    BOTTOM = "bottom"


class Rest(Enum):
    """Who lets all transfers of a direction rest. ALL: a person paused everything, not transfers alone."""

    ALL = "all"
    PERSON = "person"
    SCHEDULE = "schedule"


def who_rests(rests: Collection[Rest]) -> str:
    """Return who is named of those that let a direction rest: the one who can let it go on; empty for nobody."""
    return next((one.value for one in Rest if one in rests), "")


class TransferLine(Value, frozen=True, kw_only=True):
    """One transfer as people see it; the fields of ``transfers list`` (CLI).

    ``path`` is below the pair's folder. ``reason``: why it is paused (``this``, ``all``, ``person``, ``schedule``), or the code of
    what it waits for. ``place``: where a person put it, TOP or BOTTOM.
    """

    key: ContentKey
    path: RelPath
    state: TransferState
    reason: str = ""
    bytes_done: int
    bytes_total: int
    bps: int = 0
    seconds_left: int | None = None
    attempts: int = 0
    error: MegadeskError | None = None
    place: Place | None = None

    @property
    def subject(self) -> Subject:
        """What a person steers with it."""
        return self.key.subject

    @property
    def id(self) -> TransferId:
        """What people call it."""
        return self.subject.id


class EndedTransfer(Value, frozen=True, kw_only=True):
    """One that is over, for the history. Times are seconds of the manager's clock; ``sent_bytes``: what went over the line."""

    key: ContentKey
    path: RelPath
    state: TransferState
    size_bytes: int
    sent_bytes: int
    took_s: float
    attempts: int
    error: MegadeskError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFigures:
    """What the manager is doing right now, for status. ``paused``: single ones, and all that rest with their direction."""

    active: int = 0
    queued: int = 0
    paused: int = 0
    failed: int = 0
    up_bps: int = 0
    down_bps: int = 0
    bytes_left: int = 0
    seconds_left: int | None = None
