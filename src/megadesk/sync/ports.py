"""The doors of this room, as Protocols: what sync asks of the disk, of the cloud, of the movers and of the store.

Real ones: ``disk/local_side``, ``remote/remote_side``, ``transfers/manager``, ``store/trees``. Fakes that pass the
same contract tests: ``tests/fakes``. All methods may be called from the pair's own thread only, unless said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Protocol, TypeAlias

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import Digest, Entry, Fingerprint, Listing, LocalNode, Unknown
from megadesk.model.manifest import Manifest
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, DownloadJob, StagedFile, UploadJob, Wished
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import Value
from megadesk.sync.ignore import NO_RULES, Rules
from megadesk.sync.neighbours import Departed
from megadesk.sync.plan import Permit

FINE_STEP_NS: Final = 20_000_000
"""No system's clock for files is coarser (Linux 1 to 10 ms, Windows 16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeTraits:
    """What the volume under the folder can do, probed once.

    time_step_ns: two writes that are further apart than this leave different times.
    """

    case_sensitive: bool = True
    name_max_bytes: int = 255
    keeps_executable: bool = True
    stable_inodes: bool = True
    makes_links: bool = True
    time_step_ns: int = FINE_STEP_NS


SPOILED: Final = "spoiled"
"""The reason of a Stale that is not about the place but about what was to be put there: it has to be fetched again."""


class LocalSide(Protocol):
    """One folder on this disk. Paths are relative to it, in the disk's own spelling.

    Every change names what it expects to find; if it finds anything else it raises Stale and has touched nothing.
    Nothing follows a symbolic link. Raises DiskFull, AccessDenied, FileBusy, BadName (the disk cannot store it).
    """

    @property
    def traits(self) -> VolumeTraits:
        """What the volume can do."""

    def check_root(self) -> None:
        """Raise DecisionNeeded(reason="root_missing" | "root_replaced" | "private_replaced") unless the folder carries its marker."""

    def scan(self, previous: Listing | None, dirty: Collection[RelPath] | None, rules: Rules = NO_RULES) -> Listing:
        """Return the whole folder. ``dirty``: only these paths and their folders may differ from previous; None: all.

        A folder below a dirty one that previous does not know is read whole. Never raises for a single path: those
        are Unknown. Raises DecisionNeeded as check_root does, also when the root vanished meanwhile.
        ``rules``: those of this device, and what each ignore file last said. The files are read with their folders;
        what counts is in ``ignore_texts``. An ignored folder is not looked into; where an ignore file is new,
        different or gone, everything below is read again.
        """

    def digests(self, entries: Sequence[Entry]) -> Mapping[RelPath, Digest | MegadeskError]:
        """Return what each file holds, or why it could not be read (FileBusy: it no longer is as in its entry)."""

    def make_folder(self, path: RelPath) -> Fingerprint:
        """Make a folder. One that is there already is Stale."""

    def move(self, source: RelPath, target: RelPath, expected: Fingerprint) -> Fingerprint:
        """Rename; never replaces anything; changing only upper and lower case works on any volume."""

    def step_aside(self, path: RelPath, node: NodeId, expected: Fingerprint) -> None:
        """Move a node out of the way, into the stage under its id."""

    def step_back(self, node: NodeId, target: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Bring a node from the stage to target, which must be free. ``expected``: as it was when it stepped aside.

        Who had it open may have written to it there: what comes back is remembered as it went, and is looked at anew.
        """

    def staged_aside(self) -> Collection[NodeId]:
        """Return the nodes that a crash left in the stage."""

    def secure(self, staged: Collection[StagedFile]) -> None:
        """Return when these survive a power cut as they are: who finds them otherwise afterwards knows that somebody wrote."""

    def rescue(self, placed: Collection[Node]) -> None:
        """Move into the stage what stands among the staged files of these nodes and holds something else than that.

        It was placed, somebody wrote to it, and a power cut kept what was written and took back the name.
        """

    def place(self, staged: StagedFile, path: RelPath, expected: Fingerprint | None) -> Fingerprint:
        """Swap a staged file in atomically; ``expected`` None means the name must be free. Old bytes go to debris.

        If what was staged is the target of a link, the link takes the place; BadName for one that none can have.
        Nobody looks whether the target is there, or where it leads.
        If it is refused the staged file stays; Stale has SPOILED as its reason if that is not what it was.
        """

    def in_a_row(self) -> AbstractContextManager[None]:
        """Many steps follow: what they share may be kept until the block ends. Blocks are short."""

    def set_executable(self, path: RelPath, executable: bool, expected: Fingerprint) -> Fingerprint:
        """Change the executable bit and nothing else."""

    def discard(self, path: RelPath, kind: Kind, expected: Fingerprint, junk: Collection[str] = ()) -> None:
        """Take a file to the debris, or remove a folder with nothing in it (else Stale).

        junk: the names of leftovers that need not keep a folder. If there is nothing else in it they go to the debris,
        whatever they are and with all that is in them.
        """

    def flush(self) -> None:
        """Return when everything placed and moved so far survives a power cut."""


class PutNode(Value, frozen=True, kw_only=True):
    """Publish a node as it should be. ``node.version`` is the version it replaces; 0 means it is new.

    ``manifest`` None keeps the content of the record it replaces (a folder has none anyway).
    """

    node: Node
    manifest: Manifest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinNode:
    """Move a node into the bin."""

    id: NodeId
    version: int


RemoteOp: TypeAlias = PutNode | BinNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of it: nodes as they now stand in the journal (None: out of the folder), and ids to plan again."""

    done: Mapping[NodeId, Node | None] = field(default_factory=dict)
    stale: frozenset[NodeId] = frozenset()


class Clock(Protocol):
    """What time it is."""

    def now_ms(self) -> int:
        """Return milliseconds of a clock that never goes back; for waiting and ordering, not for people."""

    def wall_ms(self) -> int:
        """Return milliseconds since 1970 UTC; for people and for signed times."""

    def stamp(self) -> str:
        """Return the local time as it stands in a conflict copy's name: ``2026-11-20 140503``."""


class RemoteSide(Protocol):
    """One folder of a space, as last verified. Raises RetryLater, Waiting, NeedsUser or Damaged errors, never less."""

    @property
    def bin(self) -> NodeId:
        """The folder of the space into which BinNode moves."""

    def fetch(self, at_least: int | None = None) -> bool:
        """Catch up with the journal; return whether anybody else moved the space since ``tree`` was last asked for.

        With ``at_least`` nobody is asked if the space is at that sequence number already.
        """

    def tree(self) -> Tree:
        """Return the folder as of the last verified head; cheap while the head stands still."""

    def faults(self) -> Mapping[NodeId, str]:
        """Return the nodes whose records do not open, with the reason: nothing may be concluded about them."""

    def elsewhere(self, nodes: Iterable[NodeId]) -> frozenset[NodeId]:
        """Return those that have a record, but not in this folder (the bin, mostly): they cannot be created anew."""

    def alive(self, nodes: Collection[NodeId]) -> frozenset[NodeId]:
        """Return those that nobody loses: moved elsewhere in the drive, or put into the bin by a rewind that a person asked for."""

    def records(self, nodes: Collection[NodeId]) -> Sequence[Node]:
        """Return these nodes and all below them, wherever in the space they are now, the bin included."""

    def expect(self, nodes: Collection[NodeId]) -> None:
        """Note that ``manifest`` of these is asked for next: they may be read together. Without it the answers are the same."""

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return the blocks of a file's current version; None for a folder or an unknown node."""

    def publish(self, ops: Sequence[RemoteOp]) -> Published:
        """Append ops in order, in as few commits as possible; what is done is durable and in ``tree`` on return."""


class ContentMover(Protocol):
    """Moves content. Results come back as TransferResult events to the runner that asked."""

    def want(
        self, pair: PairId, uploads: Iterable[UploadJob], downloads: Iterable[DownloadJob], later_bytes: int = 0
    ) -> None:
        """Say everything that is wanted now: new ones start, those no longer named are cancelled.

        later_bytes: what will be asked for when some of it is done; only for telling people how much is left.
        """

    def settle(self, keys: Iterable[ContentKey], *, used: bool = True) -> None:
        """Say that results were used, or are of no use: they and their staged files are forgotten.

        What was shelved may be settled later. Only what was used is told as completed.
        """

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Say that results cannot be used yet: they are forgotten, and their staged files stay as they are."""

    def sweep(self, pair: PairId, kept: Collection[tuple[NodeId, bytes]]) -> None:
        """Remove what is staged of contents that are neither wanted nor under way nor ``kept``."""

    def wished(self, pair: PairId, way: Direction) -> Wished:
        """Return what people decided about a pair's nodes; cheap, and the same object until that is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeChange:
    """What moves in one transaction. ``local_versions``: nodes whose local row is another in nothing but the version."""

    base_put: Sequence[Node] = ()
    base_drop: Sequence[NodeId] = ()
    local_put: Sequence[LocalNode] = ()
    local_drop: Sequence[NodeId] = ()
    local_versions: Sequence[Node] = ()
    intent_drop: Sequence[NodeId] = ()
    permit_put: Mapping[NodeId, Permit] = field(default_factory=dict)
    permit_drop: Sequence[NodeId] = ()
    departed_put: Sequence[Departed] = ()
    departed_drop: Sequence[NodeId] = ()

    def __bool__(self) -> bool:
        return bool(
            self.base_put or self.base_drop or self.local_put or self.local_drop or self.intent_drop
            or self.permit_put or self.permit_drop or self.departed_put or self.departed_drop or self.local_versions
        )  # fmt: skip


class RuleMemory(Protocol):
    """The ignore rules of a pair that no file in its folder holds."""

    def here(self) -> str:
        """Return the rules of this device alone, as a text like that of an ignore file."""

    def last_said(self) -> Mapping[RelPath, str]:
        """Return what each ignore file said when it was last read: it counts while a file cannot be."""

    def remember(self, texts: Mapping[RelPath, str]) -> None:
        """Keep what they say now; durable on return."""


class Side(IntEnum):
    """Where an intent is carried out."""

    CLOUD = 1
    DISK = 2


@dataclass(frozen=True, slots=True)
class Intent:
    """A node as this device was about to make it, written down before it was: a crash may hide that it was done.

    CLOUD: as it was to be published; ``node.version`` is the version it replaces. ``journaled``: a commit with exactly
    this was verified since, so it is what both sides agreed on then, whatever either did since (rows 42, 43).
    DISK: as it was to be placed, made or moved here; ``node.version`` is that of the record it comes from. If the disk
    shows just this after a crash, it was our doing, and nobody's edit (row 204).
    ``gone``: it was to be taken away. CLOUD: with the bin as its parent, and all that was in it. DISK: as it was here.
    """

    node: Node
    side: Side
    journaled: bool = False
    gone: bool = False


class TreeStore(Protocol):
    """Base and local tree of one pair, kept over crashes. ``like``: nodes to be shared wherever they are the same."""

    def load_base(self, like: Mapping[NodeId, Node] = ...) -> Tree:
        """Return what both sides last agreed on."""

    def load_local(self, like: Mapping[NodeId, Node] = ...) -> Mapping[NodeId, LocalNode]:
        """Return what the disk last showed."""

    def intend(self, nodes: Sequence[Node], side: Side, *, gone: bool = False) -> None:
        """Write down what is about to be done, in place of earlier intents of these nodes there; durable on return."""

    def intents(self) -> Sequence[Intent]:
        """Return what was intended and not dropped since."""

    def permits(self) -> Mapping[NodeId, Permit]:
        """Return what a person let pass against the pair's direction."""

    def departed(self) -> Sequence[Departed]:
        """Return what is gone from the disk, and was agreed on, not long ago."""

    def apply(self, change: TreeChange) -> None:
        """Write it all or nothing; durable on return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalState:
    """The disk by id: every node it shows, and which of them are held with the reason.

    occupied: places (folder and name) taken by what is no node. junk: the names, as the disk spells them, of leftovers
    among these, by folder. unknown: those paths, and those of held nodes, with their reasons.
    changed, dropped: what of ``nodes`` is new, different or gone since it was last known. detached: those of the
    dropped that a rule leaves out now: nothing is concluded from their absence, whether they are still on disk or not.
    known: the nodes as they were, which is what ``nodes`` is made from, for as long as they are not changed.
    """

    known: Mapping[NodeId, LocalNode]
    held: Mapping[NodeId, str] = field(default_factory=dict)
    occupied: frozenset[tuple[NodeId, str]] = frozenset()
    unknown: Mapping[RelPath, Unknown] = field(default_factory=dict)
    changed: Sequence[LocalNode] = ()
    dropped: Sequence[NodeId] = ()
    detached: Sequence[NodeId] = ()
    junk: Mapping[NodeId, Sequence[str]] = field(default_factory=dict)

    @property
    def nodes(self) -> Mapping[NodeId, LocalNode]:
        """Every node that the disk shows."""
        gone = set(self.dropped)
        nodes = {**self.known, **{local.node.id: local for local in self.changed}}
        return {key: local for key, local in nodes.items() if key not in gone}
