"""What front ends may ask of the engine, and what it answers: one typed table for both.

Every struct is plain JSON: ids are hex, paths are as people write them, times are RFC 3339 text in UTC, sizes are
bytes. What a command prints with ``--json`` is one of these structs as it is, so their fields are public (CLI.md).

``Method`` ties a name to its request and result. A method marked ``streams`` also sends ``Progress`` or ``Chunk``
events before its result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import msgspec

from megadesk.model.errors import Argument


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all requests and results."""


class Nothing(Body, frozen=True, kw_only=True):
    """No arguments, or nothing to say."""


# -- the engine -----------------------------------------------------------------------------------------------------


class EngineStatus(Body, frozen=True, kw_only=True):
    """A running engine."""

    running: bool
    pid: int
    home: str
    version: str


# -- the account ----------------------------------------------------------------------------------------------------


class SignUp(Body, frozen=True, kw_only=True):
    """Make an account and sign this device in. ``key_store``: keyring, file or session.

    ``recovery_file`` is where the recovery key is written (0600, never over an existing file).
    """

    server: str
    email: str
    password: str
    device_name: str = ""
    key_store: str = "keyring"
    recovery_file: str = ""


class LogIn(Body, frozen=True, kw_only=True):
    """Sign this device in to an account that exists."""

    server: str
    email: str
    password: str
    code: str = ""
    device_name: str = ""
    key_store: str = "keyring"


class SignedIn(Body, frozen=True, kw_only=True):
    """Who is signed in here now. ``recovery_file`` only after sign-up and recovery, ``warnings`` are problem codes."""

    email: str
    account: str
    server: str
    device: str
    device_name: str
    key_store: str
    fingerprint: str
    recovery_file: str | None = None
    warnings: list[str] = []


class Unlock(Body, frozen=True, kw_only=True):
    """Give the password of a profile whose keys are in memory only (key store "session"), after a restart."""

    password: str


class ChangePassword(Body, frozen=True, kw_only=True):
    """A new password; all other sessions end."""

    old_password: str
    new_password: str


class Recover(Body, frozen=True, kw_only=True):
    """Sign in with the recovery key in ``recovery_key_file``, set a new password, get a new recovery key."""

    server: str
    email: str
    recovery_key: str
    new_password: str
    device_name: str = ""
    key_store: str = "keyring"
    recovery_file: str = ""


class ExportRecoveryKey(Body, frozen=True, kw_only=True):
    """Make a new recovery key and write it to ``file``; the one before stops working."""

    password: str
    file: str


class Written(Body, frozen=True, kw_only=True):
    """A file that was written."""

    file: str


class RenameDevice(Body, frozen=True, kw_only=True):
    """A new name for this device."""

    name: str


class Session(Body, frozen=True, kw_only=True):
    """One session of the account."""

    id: str
    device: str
    device_name: str
    created: str
    last_seen: str
    current: bool


class Sessions(Body, frozen=True, kw_only=True):
    """All sessions."""

    sessions: list[Session]


class RevokeSession(Body, frozen=True, kw_only=True):
    """End one session; ``id`` may be shortened as long as it is clear."""

    id: str


# -- status ---------------------------------------------------------------------------------------------------------


class HeldPath(Body, frozen=True, kw_only=True):
    """One path of a pair that is held back, or a conflict: why, and what to do about it. ``id`` is that of its issue."""

    id: str = ""
    path: str
    code: str
    message: str
    remedy: str


class PairStatus(Body, frozen=True, kw_only=True):
    """One sync pair. ``state`` is one of the states of UI and CLI; ``pending`` counts steps still to be done.

    ``issues`` counts what a person should know (what a rule ignores and what passes by itself is none), ``held`` names
    the first of those that do not hold the whole pair; what does is ``reason``, and what can be done ``remedy``.
    """

    id: str
    name: str
    local: str
    remote: str
    direction: str
    state: str
    pending: int
    files: int
    bytes: int
    issues: int
    symlinks: str = "skip"
    last_synced: str | None = None
    reason: str | None = None
    remedy: str | None = None
    held: list[HeldPath] = []


class TransferStatus(Body, frozen=True, kw_only=True):
    """All transfers together."""

    active: int
    queued: int
    failed: int
    up_bps: int
    down_bps: int
    bytes_left: int
    seconds_left: int | None


class Quota(Body, frozen=True, kw_only=True):
    """Storage on the server."""

    used: int
    total: int


class HeadStatus(Body, frozen=True, kw_only=True):
    """How far a space is verified."""

    seq: int
    hash: str
    verified: bool


class Status(Body, frozen=True, kw_only=True):
    """State of everything; ``sentence`` is for people. ``frozen`` names the error that froze the account's space."""

    state: str
    sentence: str
    account: str | None
    server: str | None
    online: bool
    key_store: str | None
    pairs: list[PairStatus]
    backups: list[PairStatus]
    transfers: TransferStatus
    quota: Quota | None
    issues: int
    head: dict[str, HeadStatus]
    frozen: str | None = None


class Wait(Body, frozen=True, kw_only=True):
    """Answer once nothing is left to do anywhere; error ``timed_out`` or ``decision_needed`` otherwise."""

    timeout_s: float | None = None


class Issue(Body, frozen=True, kw_only=True):
    """One path that was not moved by a put or get, and why."""

    pair: str
    path: str
    code: str
    message: str
    since: str


# -- the space ------------------------------------------------------------------------------------------------------


class SpaceHead(Body, frozen=True, kw_only=True):
    """One state of a space: the last of ``seq`` commits, its hash, when it was signed, how many records it has."""

    seq: int
    hash: str
    time: str
    records: int


class SpaceStatus(Body, frozen=True, kw_only=True):
    """How far this device has verified the account's space, and what the server shows (None if it cannot be asked).

    ``frozen`` is the code of what stopped it, ``message`` the sentence for people.
    """

    id: str
    verified: SpaceHead | None
    server: SpaceHead | None
    server_error: str | None = None
    frozen: str | None = None
    message: str | None = None


class AcceptFork(Body, frozen=True, kw_only=True):
    """Go on with the history whose head has this hash (8 characters of it or more)."""

    head: str


# -- problems -------------------------------------------------------------------------------------------------------


class ListIssues(Body, frozen=True, kw_only=True):
    """What a person should know; ``pair`` (id or name) and ``code`` leave out the others."""

    pair: str = ""
    code: str = ""


class IssueRow(Body, frozen=True, kw_only=True):
    """One issue. ``id`` is short and stays the same for as long as it is the same thing.

    ``kind``: held, skipped, waiting, failed or asked. ``remedies``: what a person can do, as words that do not change;
    ``actions``: those that “issues resolve ID” carries out, as options of it. ``path`` is below the pair's folder.
    """

    id: str
    pair: str
    path: str
    code: str
    kind: str
    message: str
    remedy: str
    since: str
    remedies: list[str]
    actions: list[str]


class Issues(Body, frozen=True, kw_only=True):
    """All of them, in the order of pairs, then what asks first, then by path."""

    issues: list[IssueRow]


class IssueName(Body, frozen=True, kw_only=True):
    """One issue by its id, or the start of it."""

    id: str


class IssueVersion(Body, frozen=True, kw_only=True):
    """One of the two versions of a conflict. ``keep``: the answer that keeps it."""

    keep: str
    path: str
    size: int
    mtime: str
    device: str | None


class IssueLoss(Body, frozen=True, kw_only=True):
    """One thing that would go: ``where`` is local (from this computer), remote (from the cloud), or change (its bytes).

    A folder stands for all in it: ``files`` and ``bytes`` count them.
    """

    where: str
    path: str
    kind: str
    files: int
    bytes: int


class IssueDetail(Body, frozen=True, kw_only=True):
    """One issue in full.

    ``versions``: of a conflict. ``losses``: what a guard asks about, at most LOSSES_SHOWN of them, ``files`` and
    ``bytes`` count all.
    """

    issue: IssueRow
    versions: list[IssueVersion] = []
    losses: list[IssueLoss] = []
    files: int = 0
    bytes: int = 0


class Why(Body, frozen=True, kw_only=True):
    """How one path stands: ``path`` as it was typed, ``local`` the same as an absolute path of this computer."""

    path: str
    local: str


class Standing(Body, frozen=True, kw_only=True):
    """How one path stands. ``state``: synced, held, skipped, ignored, waiting, failed or asked; ``reason``: the code.

    ``detail`` and ``remedy`` are sentences for people; ``since``: when the reason was first seen, or last in step.
    """

    path: str
    state: str
    reason: str
    detail: str
    since: str | None
    remedy: str


class ResolveIssues(Body, frozen=True, kw_only=True):
    """Do what a person decided: for one issue by ``id``, or for all that it fits, of a ``pair`` or ``code``.

    ``action``: keep_local, keep_remote, keep_both, approve, restore, locate or retry. ``folder`` (absolute) goes with
    locate; ``relink`` takes a folder that is not the pair's own, and joins both sides.
    """

    action: str
    id: str = ""
    all: bool = False
    pair: str = ""
    code: str = ""
    folder: str = ""
    relink: bool = False


class ResolvedIssues(Body, frozen=True, kw_only=True):
    """What was done, and what could not be."""

    resolved: list[IssueRow]
    problems: list[Issue] = []


# -- sync pairs -----------------------------------------------------------------------------------------------------


class AddPair(Body, frozen=True, kw_only=True):
    """Sync a local folder with a folder of the cloud; either may be made."""

    local: str
    remote: str
    name: str = ""
    direction: str = "both"
    symlinks: str = "skip"


class SetSymlinks(Body, frozen=True, kw_only=True):
    """Keep symbolic links of a pair as links, or skip them."""

    pair: str
    symlinks: str


class SetDirection(Body, frozen=True, kw_only=True):
    """Let changes of a pair travel both ways, or only up (to the cloud) or down (to here)."""

    pair: str
    direction: str


class Pair(Body, frozen=True, kw_only=True):
    """One pair, by id or by name."""

    pair: str


class Pairs(Body, frozen=True, kw_only=True):
    """All pairs."""

    pairs: list[PairStatus]


# -- ignore rules -----------------------------------------------------------------------------------------------------


class IgnorePlace(Body, frozen=True, kw_only=True):
    """A pair, by id or by name; or, where ``pair`` is neither, the folder of one by its local path."""

    pair: str
    path: str = ""


class IgnoreRule(Body, frozen=True, kw_only=True):
    """One line that counts. ``source``: an ignore file of the pair, "this device", or "built in" (there is no line)."""

    source: str
    line: int
    pattern: str
    junk: bool = False


class IgnoreFault(Body, frozen=True, kw_only=True):
    """One line that is no rule."""

    source: str
    line: int
    text: str
    message: str


class IgnoreRules(Body, frozen=True, kw_only=True):
    """Every rule in force for a pair; of two that are about a path, the later one counts."""

    pair: str
    name: str
    rules: list[IgnoreRule]
    faults: list[IgnoreFault]


class IgnoreAdd(IgnorePlace, frozen=True, kw_only=True):
    """Add a rule to the ignore file of a folder, or (``here_only``) to those of this device.

    ``junk``: what it matches may go with its folder. ``dry_run``: only say what it would do.
    """

    pattern: str
    here_only: bool = False
    junk: bool = False
    dry_run: bool = False


class IgnoreRemove(IgnorePlace, frozen=True, kw_only=True):
    """Take a rule away from where it was added."""

    pattern: str
    here_only: bool = False
    dry_run: bool = False


class IgnoreEffect(Body, frozen=True, kw_only=True):
    """How many files something is about, how large they are together, and the first of them."""

    files: int
    bytes: int
    examples: list[str]


class IgnoreChange(Body, frozen=True, kw_only=True):
    """What came of a change. ``changed``: the rule was not there before (or was, and is not now).

    taken_out: files on this computer that are no longer synced. let_in: those that are again. fetched: files of the
    cloud that come to this computer. No file is deleted by any of it.
    """

    pair: str
    source: str
    pattern: str
    changed: bool
    dry_run: bool
    taken_out: IgnoreEffect
    let_in: IgnoreEffect
    fetched: IgnoreEffect


class IgnoreTest(Body, frozen=True, kw_only=True):
    """A path: ``local`` is what was typed made absolute, ``path`` as it was typed, for a place in the cloud."""

    path: str
    local: str
    is_folder: bool = False


class IgnoreVerdict(Body, frozen=True, kw_only=True):
    """What becomes of a path of a pair, and the line that decides; of a synced one, the line that took it back."""

    pair: str
    path: str
    ignored: bool
    junk: bool
    rule: IgnoreRule | None = None


# -- files in the cloud -----------------------------------------------------------------------------------------------


class CloudPathBody(Body, frozen=True, kw_only=True):
    """A place in the cloud."""

    path: str


class List(Body, frozen=True, kw_only=True):
    """What is in a folder, or with ``recursive`` below it."""

    path: str
    recursive: bool = False


class CloudEntry(Body, frozen=True, kw_only=True):
    """One node of the cloud; ``path`` is absolute."""

    path: str
    kind: str
    size: int
    mtime: str
    id: str
    version: int


class CloudEntries(Body, frozen=True, kw_only=True):
    """Nodes in path order."""

    entries: list[CloudEntry]


class BinList(Body, frozen=True, kw_only=True):
    """What was removed. ``side``: "local" (the debris of the synced folders), "cloud", or "" for both."""

    side: str = ""


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
    """The latest first. ``unread``: pairs whose folder cannot be looked into now."""

    entries: list[BinEntry]
    unread: list[str] = []


class BinRestore(Body, frozen=True, kw_only=True):
    """Put back; ids may be shortened as long as they are clear. ``to``: one entry to this place instead.

    A path of this computer, inside the same synced folder, for a local entry; a path of the cloud for one of the cloud.
    """

    ids: list[str]
    to: str = ""


class BinRestored(Body, frozen=True, kw_only=True):
    """Where it is now; ``renamed`` if its name was taken."""

    id: str
    side: str
    path: str
    pair: str | None
    renamed: bool


class Restored(Body, frozen=True, kw_only=True):
    """What was put back, in the order it was named."""

    entries: list[BinRestored]


class BinEmpty(Body, frozen=True, kw_only=True):
    """Remove for good what went there more than so many days ago; 0: all of it. ``only_count``: say how much it is."""

    side: str = ""
    older_than_days: int = 0
    only_count: bool = False


class Emptied(Body, frozen=True, kw_only=True):
    """How much that was, or would be: files here, entries in the cloud."""

    local: int
    local_bytes: int
    cloud: int
    cloud_bytes: int


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


class PutFiles(Body, frozen=True, kw_only=True):
    """Upload files (and with ``recursive`` folders) into ``remote``. Local paths are absolute.

    ``on_conflict``: replace (a new version), rename, skip, or fail.
    """

    locals: list[str]
    remote: str
    recursive: bool = False
    on_conflict: str = "fail"


class GetFiles(Body, frozen=True, kw_only=True):
    """Download into ``local`` (absolute). ``on_conflict`` is for files that are there: replace, rename, skip, fail."""

    remotes: list[str]
    local: str
    recursive: bool = False
    on_conflict: str = "fail"


class Moved(Body, frozen=True, kw_only=True):
    """What a put or get did."""

    files: int
    folders: int
    bytes: int
    skipped: int = 0
    problems: list[Issue] = []


class Cat(Body, frozen=True, kw_only=True):
    """The bytes of a file, all or from ``start`` up to before ``end``, as Chunk events."""

    path: str
    start: int = 0
    end: int | None = None


class Progress(Body, frozen=True, kw_only=True):
    """How far a streaming method is."""

    phase: str
    done_bytes: int = 0
    total_bytes: int = 0
    done_files: int = 0
    total_files: int = 0


class Chunk(Body, frozen=True, kw_only=True):
    """A piece of a file."""

    data: bytes


class Failure(Body, frozen=True, kw_only=True):
    """What ``--json`` prints for an error."""

    code: str
    message: str
    arguments: dict[str, Argument] = {}


Q = TypeVar("Q", bound=Body)
A = TypeVar("A", bound=Body)


@dataclass(frozen=True, slots=True)
class Method(Generic[Q, A]):
    """One thing a front end may ask for."""

    name: str
    request: type[Q]
    result: type[A]
    streams: bool = False


ENGINE_STATUS: Final = Method("engine.status", Nothing, EngineStatus)
ENGINE_STOP: Final = Method("engine.stop", Nothing, Nothing)
SIGN_UP: Final = Method("account.sign_up", SignUp, SignedIn)
LOG_IN: Final = Method("account.log_in", LogIn, SignedIn)
LOG_OUT: Final = Method("account.log_out", Nothing, Nothing)
UNLOCK: Final = Method("account.unlock", Unlock, SignedIn)
WHO_AM_I: Final = Method("account.who_am_i", Nothing, SignedIn)
CHANGE_PASSWORD: Final = Method("account.change_password", ChangePassword, Nothing)
RECOVER: Final = Method("account.recover", Recover, SignedIn)
EXPORT_RECOVERY_KEY: Final = Method("account.export_recovery_key", ExportRecoveryKey, Written)
RENAME_DEVICE: Final = Method("account.rename_device", RenameDevice, Nothing)
SESSIONS: Final = Method("account.sessions", Nothing, Sessions)
REVOKE_SESSION: Final = Method("account.revoke_session", RevokeSession, Nothing)
STATUS: Final = Method("status", Nothing, Status)
WAIT: Final = Method("status.wait", Wait, Status)
SHOW_SPACE: Final = Method("space.show", Nothing, SpaceStatus)
ACCEPT_FORK: Final = Method("space.accept_fork", AcceptFork, SpaceStatus)
ADD_PAIR: Final = Method("sync.add", AddPair, PairStatus)
LIST_PAIRS: Final = Method("sync.list", Nothing, Pairs)
PAUSE_PAIR: Final = Method("sync.pause", Pair, PairStatus)
RESUME_PAIR: Final = Method("sync.resume", Pair, PairStatus)
REMOVE_PAIR: Final = Method("sync.remove", Pair, Nothing)
SET_SYMLINKS: Final = Method("sync.symlinks", SetSymlinks, PairStatus)
SET_DIRECTION: Final = Method("sync.direction", SetDirection, PairStatus)
RESCAN_PAIR: Final = Method("sync.rescan", Pair, PairStatus)
WHY: Final = Method("status.why", Why, Standing)
LIST_ISSUES: Final = Method("issues.list", ListIssues, Issues)
SHOW_ISSUE: Final = Method("issues.show", IssueName, IssueDetail)
RESOLVE_ISSUES: Final = Method("issues.resolve", ResolveIssues, ResolvedIssues)
IGNORE_SHOW: Final = Method("ignore.show", IgnorePlace, IgnoreRules)
IGNORE_ADD: Final = Method("ignore.add", IgnoreAdd, IgnoreChange)
IGNORE_REMOVE: Final = Method("ignore.remove", IgnoreRemove, IgnoreChange)
IGNORE_TEST: Final = Method("ignore.test", IgnoreTest, IgnoreVerdict)
LIST_FILES: Final = Method("files.list", List, CloudEntries)
STAT_FILE: Final = Method("files.stat", CloudPathBody, CloudStat)
MAKE_FOLDER: Final = Method("files.make_folder", MakeFolder, CloudEntry)
MOVE_FILES: Final = Method("files.move", Move, CloudEntries)
REMOVE_FILES: Final = Method("files.remove", Remove, Nothing)
LIST_BIN: Final = Method("bin.list", BinList, BinEntries)
RESTORE_BIN: Final = Method("bin.restore", BinRestore, Restored)
EMPTY_BIN: Final = Method("bin.empty", BinEmpty, Emptied)
PUT_FILES: Final = Method("files.put", PutFiles, Moved, streams=True)
GET_FILES: Final = Method("files.get", GetFiles, Moved, streams=True)
CAT_FILE: Final = Method("files.cat", Cat, Nothing, streams=True)

STATUS_TOPIC: Final = "status"
"""Subscribed front ends get a Status event whenever it changed, at most ten times a second."""
