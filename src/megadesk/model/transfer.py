"""One upload or download of one version, as asked for and as finished.

    sync/cargo --UploadJob, DownloadJob--> transfers/manager --Uploaded, Staged, TransferFailed--> sync/runner

A job is named by its ContentKey: asking twice for the same key is asking once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.listing import Digest, Fingerprint
from megadesk.model.manifest import Manifest
from megadesk.model.relpath import RelPath


class Direction(Enum):
    """Which way the bytes go."""

    UPLOAD = "up"
    DOWNLOAD = "down"


@dataclass(frozen=True, slots=True)
class ContentKey:
    """What a transfer is of: one content of one node, for one pair, one way."""

    pair: PairId
    direction: Direction
    node: NodeId
    content: FileHash


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadJob:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadJob:
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


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A finished download: a file in the folder's staging area, content, times and executable bit as was asked.

    is_link: what it holds is the target of a symbolic link, which is what will be placed.
    """

    token: str
    size_bytes: int
    executable: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Every block of the manifest is durable on the server."""

    key: ContentKey
    manifest: Manifest = field(repr=False)
    sent_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Staged:
    """The content is in staging, its hash checked."""

    key: ContentKey
    file: StagedFile


@dataclass(frozen=True, slots=True)
class TransferFailed:
    """It ended without its content; the error says what to do about it."""

    key: ContentKey
    error: MegadeskError


TransferResult: TypeAlias = Uploaded | Staged | TransferFailed


class TransferState(Enum):
    """Where a transfer stands; the value is public (CLI.md)."""

    QUEUED = "queued"
    ACTIVE = "active"
    RETRYING = "retrying"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFigures:
    """What the manager is doing right now, for status."""

    active: int = 0
    queued: int = 0
    failed: int = 0
    up_bps: int = 0
    down_bps: int = 0
    bytes_left: int = 0
    seconds_left: int | None = None
