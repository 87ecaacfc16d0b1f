"""The past of the account's tree: look at it, compare it, bring it back; and the versions of one file.

A moment is named by ``time`` (RFC 3339: the latest commit that was signed then or before) or by ``seq``, the number of a
commit; neither: now. Lists come in pages: ``after`` is the path of the last entry, or how many lines were seen.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from megadesk.ipc.messages.base import Body, Limit, Method, Seen


class MomentInfo(Body, frozen=True, kw_only=True):
    """One commit: its number, when it was signed, on which device, and how many nodes it changed.

    disputed: it is what a time means, and yet a commit before it was signed after that time: some clock was wrong.
    """

    seq: int
    time: str
    device: str
    changes: int
    disputed: bool = False


class RewindShow(Body, frozen=True, kw_only=True):
    """Show a folder as it was; ``recursive``: with everything below."""

    path: str
    time: str = ""
    seq: int = 0
    recursive: bool = False
    after: str = ""
    limit: Limit = 1000


class PastEntry(Body, frozen=True, kw_only=True):
    """A node of then. ``since``: what has become of it (same, edited, moved, moved_edited, removed)."""

    path: str
    kind: str
    size: int
    mtime: str
    id: str
    version: int
    since: str


class PastEntries(Body, frozen=True, kw_only=True):
    """A page of them, in the order of their paths. ``unreadable``: records of that moment that do not open."""

    moment: MomentInfo
    path: str
    entries: list[PastEntry]
    more: bool
    unreadable: int = 0


class RewindDiff(Body, frozen=True, kw_only=True):
    """Say what has changed in a folder between two moments; ``to_time`` and ``to_seq`` left out: until now."""

    path: str
    time: str = ""
    seq: int = 0
    to_time: str = ""
    to_seq: int = 0
    only: list[str] = []
    """Which kinds of change; empty: all."""
    find: str = ""
    """Only paths in which this stands, in small or capital letters."""
    after: Seen = 0
    limit: Limit = 1000


class DiffEntry(Body, frozen=True, kw_only=True):
    """One node that is another. ``change``: added, removed, edited, moved, moved_edited. ``now``: its path at the later moment."""

    path: str
    change: str
    kind: str
    now: str | None
    id: str
    size_then: int | None
    size_now: int | None
    mtime_then: str | None
    mtime_now: str | None


class DiffEntries(Body, frozen=True, kw_only=True):
    """A page of them, in the order of their paths; ``counts``: of all, by kind of change."""

    since: MomentInfo
    until: MomentInfo
    counts: dict[str, int]
    entries: list[DiffEntry]
    total: int
    more: bool


class RewindTimeline(Body, frozen=True, kw_only=True):
    """Say when how much was changed: from a time on, in steps of so many seconds."""

    since: str = ""
    until: str = ""
    step_s: Annotated[int, Meta(ge=1)] = 3600


class TimelineStep(Body, frozen=True, kw_only=True):
    """One step in which something changed: its start, commits and changed nodes, and the changes by device."""

    time: str
    first_seq: int
    last_seq: int
    commits: int
    changes: int
    devices: dict[str, int]


class Timeline(Body, frozen=True, kw_only=True):
    """Steps in which something changed, oldest first. ``oldest``, ``newest``: the moments that can be shown."""

    oldest: MomentInfo
    newest: MomentInfo
    steps: list[TimelineStep]


class RewindPlan(Body, frozen=True, kw_only=True):
    """Say what a restore would do, without doing it. ``to``: a place in the cloud for a copy; ``exact``: what exists only now goes to the bin."""

    path: str
    time: str = ""
    seq: int = 0
    to: str = ""
    exact: bool = False
    after: Seen = 0
    limit: Limit = 1000


class RewindStep(Body, frozen=True, kw_only=True):
    """What happens to one node: create, return (from the bin), move, replace, aside (gets another name), remove (to the bin), keep.

    ``was``: where it is now. ``replaces``: bytes of now become a version, those of then are current again.
    """

    deed: str
    path: str
    was: str
    kind: str
    size: int
    replaces: bool


class RewindSummary(Body, frozen=True, kw_only=True):
    """All of it in figures: nodes by deed, files whose bytes are replaced, bytes put back, nodes that are as they were."""

    counts: dict[str, int]
    replaced: int
    bytes: int
    same: int
    along: int


class RewindPlanned(Body, frozen=True, kw_only=True):
    """A page of what would be done, and the whole in figures."""

    moment: MomentInfo
    summary: RewindSummary
    steps: list[RewindStep]
    total: int
    more: bool


class RewindRestore(Body, frozen=True, kw_only=True):
    """Bring a folder or file back; see RewindPlan."""

    path: str
    time: str = ""
    seq: int = 0
    to: str = ""
    exact: bool = False


class RewindRestored(Body, frozen=True, kw_only=True):
    """What was done. ``before``: the moment before it, to which a rewind undoes it, if anything was there then (``existed``).

    kept: the first paths that exist only now, and stay.
    """

    moment: MomentInfo
    before: MomentInfo
    existed: bool
    path: str
    summary: RewindSummary
    kept: list[str]


class VersionsOf(Body, frozen=True, kw_only=True):
    """List the versions of a file: of the cloud, or (``bin:/...``) of the bin."""

    path: str
    after: Seen = 0
    limit: Limit = 100


class VersionEntry(Body, frozen=True, kw_only=True):
    """One content that a file had. ``version`` names it for a restore; ``confirmed``: its commit is still kept and has it."""

    version: int
    time: str
    size: int
    device: str
    current: bool
    seq: int
    path: str | None
    confirmed: bool


class VersionEntries(Body, frozen=True, kw_only=True):
    """A page of them, the newest first."""

    path: str
    versions: list[VersionEntry]
    total: int
    more: bool


class RestoreVersion(Body, frozen=True, kw_only=True):
    """Make an earlier version of a file current again, or (``to``) a copy of it elsewhere in the cloud.

    dry_run: say what that would be.
    """

    path: str
    version: int
    to: str = ""
    dry_run: bool = False


class VersionRestored(Body, frozen=True, kw_only=True):
    """Where it is now, and as which version of which file. ``changed``: whether anything had to be done."""

    path: str
    version: int
    size: int
    changed: bool
    before: MomentInfo


REWIND_SHOW: Final = Method("rewind.show", RewindShow, PastEntries)
REWIND_DIFF: Final = Method("rewind.diff", RewindDiff, DiffEntries)
REWIND_TIMELINE: Final = Method("rewind.timeline", RewindTimeline, Timeline)
REWIND_PLAN: Final = Method("rewind.plan", RewindPlan, RewindPlanned)
REWIND_RESTORE: Final = Method("rewind.restore", RewindRestore, RewindRestored, streams=True)
LIST_VERSIONS: Final = Method("versions.list", VersionsOf, VersionEntries)
RESTORE_VERSION: Final = Method("versions.restore", RestoreVersion, VersionRestored)
