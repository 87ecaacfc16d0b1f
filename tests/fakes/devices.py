"""Whole devices in one thread: a real folder, the real decisions, and a journal and blob store in memory.

Cloud          what all devices share: nodes by id with versions, contents by hash
CloudView      one device's RemoteSide over it: sees only what it has fetched
InstantMover   a ContentMover that reads and stages at once; results wait until they are taken
Desk           Folder + Executor + planner, run to the end of all work by ``sync``
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from fakes.crypto import seeded_entropy
from fakes.tree_store import MemoryTreeStore
from megadesk.disk.local_side import DiskSide, open_side
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.disk.staging import DiskStaging
from megadesk.model.errors import FileBusy, MegadeskError, ServerUnavailable
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.manifest import Manifest
from megadesk.model.pair import PairDirection
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import (
    NOTHING_WISHED,
    ContentKey,
    Direction,
    DownloadJob,
    Staged,
    StagedFile,
    TransferFailed,
    TransferResult,
    Uploaded,
    UploadJob,
    Wished,
)
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.looking import Looking
from megadesk.sync.neighbours import Member, Neighbourhood, lent
from megadesk.sync.plan import Plan, PlanContext
from megadesk.sync.planner import plan as make_plan
from megadesk.sync.ports import BinNode, LocalSide, Published, PutNode, RemoteOp
from megadesk.sync.replay import replay_cloud
from megadesk.sync.resolve import resolve
from megadesk.sync.stopping import Halt
from megadesk.sync.verdicts import end_permits

ROOT_ID = NodeId(b"r" * 16)
BIN_ID = NodeId(b"b" * 16)
PAIR = PairId("0badf00d")
STAMP = "2026-11-20 140503"


class Cloud:
    """The journal and the blob store that devices share."""

    def __init__(self) -> None:
        self.nodes: dict[NodeId, Node] = {}
        self.history: list[Node] = []
        self.contents: dict[FileHash, bytes] = {}
        self.seq = 0
        self.commits = 0
        self.ops: list[RemoteOp] = []
        self.uploaded_bytes = 0

    def tree(self) -> Tree:
        """Return the folder as it stands."""
        return resolve(self.nodes.values(), ROOT_ID)

    def paths(self) -> dict[str, bytes | None]:
        """Return every path with its bytes; None for a folder."""
        return self._paths(ROOT_ID)

    def bin(self) -> dict[str, bytes | None]:
        """Return what is in the bin, in the same way."""
        return self._paths(BIN_ID)

    def _paths(self, root: NodeId) -> dict[str, bytes | None]:
        return {
            str(path): None if node.content is None else self.contents[node.content]
            for path, node in resolve(self.nodes.values(), root).paths().items()
        }


class CloudView:
    """One device's view of the cloud. ``before_publish`` runs first: somebody else may be quicker, a line may break."""

    def __init__(self, cloud: Cloud, root: NodeId = ROOT_ID) -> None:
        self.cloud = cloud
        self.root = root
        self.nodes: dict[NodeId, Node] = {}
        self.before_publish: Callable[[], None] = lambda: None
        self.after_publish: Callable[[], None] = lambda: None
        self.faulted: dict[NodeId, str] = {}
        self.refuses: Callable[[RemoteOp], bool] = lambda _op: False
        self.on_record: Callable[[Node], None] = lambda _node: None
        self._seen = 0

    @property
    def bin(self) -> NodeId:
        """Where removed nodes are."""
        return BIN_ID

    def fetch(self, at_least: int | None = None) -> bool:
        """Take over what the cloud holds."""
        changed = self.nodes != self.cloud.nodes
        for node in self.cloud.history[self._seen :]:
            self.on_record(node)
        self._seen = len(self.cloud.history)
        self.nodes = dict(self.cloud.nodes)
        return changed

    def tree(self) -> Tree:
        """Return the folder as fetched, without what does not open."""
        return resolve((node for node in self.nodes.values() if node.id not in self.faulted), self.root)

    def faults(self) -> Mapping[NodeId, str]:
        """Return nodes that do not open."""
        return self.faulted

    def elsewhere(self, nodes: Iterable[NodeId]) -> frozenset[NodeId]:
        """Return those with a record that is not in the folder."""
        tree = self.tree()
        return frozenset(node for node in nodes if node not in tree and node in self.nodes)

    def alive(self, nodes: Collection[NodeId]) -> frozenset[NodeId]:
        """Return those that are somewhere else, and not in the bin."""
        here, binned = self.tree(), resolve(self.nodes.values(), BIN_ID)
        return frozenset(node for node in nodes if node in self.nodes and node not in here and node not in binned)

    def records(self, nodes: Collection[NodeId]) -> list[Node]:
        """Return these nodes and all below them, wherever they are."""
        everything = Tree(self.root, self.nodes)
        known = [node for node in nodes if node in self.nodes]
        return [one for node in known for one in (self.nodes[node], *everything.below(node))]

    def expect(self, nodes: Collection[NodeId]) -> None:
        """Nothing is read ahead."""

    def manifest(self, node: NodeId) -> Manifest | None:
        """Return a manifest that names the content; its blocks are not used here."""
        found = self.nodes.get(node)
        if found is None or found.content is None:
            return None
        return Manifest(found.size_bytes, found.content, ())

    def publish(self, ops: Sequence[RemoteOp]) -> Published:
        """Append what still fits; the rest is stale, also what others took the place of since this device looked."""
        self.before_publish()
        done: dict[NodeId, Node | None] = {}
        stale: set[NodeId] = set()
        taken = {node.place for node in self.cloud.nodes.values() if self.nodes.get(node.id) != node}
        for op in ops:
            node_id = op.id if isinstance(op, BinNode) else op.node.id
            wanted = op.version if isinstance(op, BinNode) else op.node.version
            current = self.cloud.nodes.get(node_id)
            is_late = (current.version if current else 0) != wanted or (
                isinstance(op, PutNode) and op.node.place in taken
            )
            if is_late or self._is_dangling(op) or self.refuses(op):
                stale.add(node_id)
                continue
            self.cloud.ops.append(op)
            if isinstance(op, BinNode):
                assert current is not None
                self.cloud.nodes[node_id] = replace(current, parent=BIN_ID, version=wanted + 1)
                done[node_id] = None
            else:
                self.cloud.nodes[node_id] = done[node_id] = replace(op.node, version=wanted + 1)
            self.cloud.history.append(self.cloud.nodes[node_id])
        self.cloud.commits += bool(done)
        self.fetch()
        self.after_publish()
        return Published(done=done, stale=frozenset(stale))

    def _is_dangling(self, op: RemoteOp) -> bool:
        if isinstance(op, BinNode) or op.node.parent == self.root:
            return False
        return op.node.parent not in resolve(self.cloud.nodes.values(), self.root)


class InstantMover:
    """Moves content the moment it is asked to."""

    def __init__(self, cloud: Cloud, roots: Roots, staging: DiskStaging) -> None:
        self._cloud = cloud
        self._sources = DiskSources(roots)
        self._staging = staging
        self._known: set[ContentKey] = set()
        self._staged: dict[ContentKey, StagedFile] = {}
        self.results: list[TransferResult] = []
        self.wishes = NOTHING_WISHED
        self.used: list[ContentKey] = []
        self.fail: Callable[[ContentKey], MegadeskError | None] = lambda _key: None

    def want(
        self, pair: PairId, uploads: Iterable[UploadJob], downloads: Iterable[DownloadJob], later_bytes: int = 0
    ) -> None:
        """Do everything that is new."""
        jobs: list[UploadJob | DownloadJob] = [*uploads, *downloads]
        named = {job.key for job in jobs}
        self.results = [result for result in self.results if result.key in named]
        self._known &= named
        for job in jobs:
            if job.key not in self._known:
                self._known.add(job.key)
                self.results.append(self._result(job))

    def _result(self, job: UploadJob | DownloadJob) -> TransferResult:
        error = self.fail(job.key)
        if error is not None:
            return TransferFailed(job.key, error)
        try:
            return self._up(job) if isinstance(job, UploadJob) else self._down(job)
        except MegadeskError as e:
            return TransferFailed(job.key, e)

    def _up(self, job: UploadJob) -> TransferResult:
        data = self._sources.read_small(job.pair, job.path, job.fingerprint)
        if len(data) != job.digest.size_bytes:
            raise FileBusy
        if job.digest.file_hash not in self._cloud.contents:
            self._cloud.uploaded_bytes += len(data)
        self._cloud.contents[job.digest.file_hash] = data
        return Uploaded(job.key, Manifest(len(data), job.digest.file_hash, ()))

    def _down(self, job: DownloadJob) -> TransferResult:
        data = self._cloud.contents[job.manifest.file_hash]
        staged = self._staging.write_small(
            job.pair, job.node, job.manifest.file_hash, data, job.mtime_ns, job.executable
        )
        self._staged[job.key] = staged
        return Staged(job.key, staged)

    def wished(self, pair: PairId, way: Direction) -> Wished:
        """What the test says; nobody steers at first."""
        return self.wishes

    def settle(self, keys: Iterable[ContentKey], *, used: bool = True) -> None:
        """Forget them and what is staged of them."""
        keys = list(keys)
        self.used += keys if used else []
        for key in keys:
            self._known.discard(key)
            if key in self._staged:
                self._staging.forget(key.pair, self._staged.pop(key))

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Forget them, and keep what is staged of them."""
        for key in keys:
            self._known.discard(key)
            self._staged.pop(key, None)

    def sweep(self, pair: PairId, kept: Collection[tuple[NodeId, bytes]]) -> None:
        """Remove what is staged and of no use."""
        self._staging.sweep(pair, {(key.node, key.content) for key in self._known}.union(kept))

    def take(self) -> list[TransferResult]:
        """Return what came of it so far."""
        results, self.results = self.results, []
        return results


class MemoryRules:
    """Implements sync.ports.RuleMemory; ``own`` is what this device says."""

    def __init__(self) -> None:
        self.own = ""
        self.texts: dict[RelPath, str] = {}

    def here(self) -> str:
        """Return the rules of this device."""
        return self.own

    def last_said(self) -> Mapping[RelPath, str]:
        """Return what was remembered."""
        return dict(self.texts)

    def remember(self, texts: Mapping[RelPath, str]) -> None:
        """Remember it."""
        self.texts = dict(texts)


class Desk:
    """One device with a real folder. ``restart`` forgets everything that is not in its store or on its disk.

    wrap: what stands between the engine and the disk: a counter, or a volume with habits of its own.
    """

    def __init__(
        self, base: Path, name: str, cloud: Cloud, wrap: Callable[[LocalSide], LocalSide] = lambda side: side, *,
        keeps_links: bool = False, root: NodeId = ROOT_ID, neighbourhood: Neighbourhood | None = None,
    ) -> None:  # fmt: skip
        self.name = name
        self.root = root
        self.neighbourhood = neighbourhood
        self.paused = False
        self.asked_to_look: list[Callable[[], None]] = []
        self.was_told_that_all_looked = 0
        self.keeps_links = keeps_links
        self.wrap = wrap
        self.path = base / name
        self.path.mkdir()
        prepare_root(str(self.path), "marker-" + name)
        self.cloud = cloud
        self.direction = PairDirection.BOTH
        self.rules = MemoryRules()
        self.view = CloudView(cloud, root)
        self.store = MemoryTreeStore(root)
        self.view.on_record = self.store.note_record
        self.entropy = seeded_entropy(name)
        self.now_ms = 1_000
        self.notices: list[str] = []
        self.plans: list[Plan] = []
        self.restart()

    def restart(self) -> None:
        """Start anew from the store and the disk."""
        self.halt = Halt()
        root = Root(str(self.path), "marker-" + self.name)
        roots = Roots()
        roots.add(PAIR, root)
        staging = DiskStaging(roots, reserve_bytes=0)
        self.disk: DiskSide = open_side(
            root, staging.durability(root), lambda: "2026-11-20", keeps_links=self.keeps_links
        )
        self.side = self.wrap(self.disk)
        self.mover = InstantMover(self.cloud, roots, staging)
        pair = PairId(self.name)
        self.folder = Folder(root=self.root, local_side=self.side, store=self.store, rule_memory=self.rules)
        self.looking = Looking(
            folder=self.folder, local_side=self.side, entropy=self.entropy,
            neighbours=self.neighbourhood.of(pair) if self.neighbourhood is not None else None,
        )  # fmt: skip
        if self.neighbourhood is not None:
            member = Member(
                belongings=self.looking.crossing, volume=lambda: root.device, inode_at=self.disk.inode_at,
                gives=lambda: self.direction is not PairDirection.DOWN and not self.paused,
                look=self.asked_to_look.append, looked=self._note_looked,
            )  # fmt: skip
            self.neighbourhood.join(pair, member)
        self.executor = Executor(
            pair=PAIR,
            folder=self.folder,
            local_side=self.side,
            remote_side=self.view,
            mover=self.mover,
            now_ms=lambda: self.now_ms,
            check=self.halt.check,
        )
        self.executor.recover()

    def _note_looked(self) -> None:
        self.was_told_that_all_looked += 1

    def sync(self, rounds: int = 20) -> int:
        """Observe, plan and execute until a plan is empty; return how many plans did something."""
        for done in range(rounds):
            self.now_ms += 120_000
            self.look()
            self.notices += [notice.code for notice in self.folder.rulebook.take_notices()]
            try:
                self.view.fetch()
                if not self.one_plan():
                    return done
            except ServerUnavailable:
                continue
        raise AssertionError(f"{self.name} does not come to rest")

    def look(self) -> bool:
        """Look at everything; return whether anything was new."""
        return self.looking.observe(None)

    def look_and_plan(self) -> None:
        """Observe both sides, plan and execute once."""
        self.looking.observe(None)
        self.view.fetch()
        self.one_plan()

    def one_plan(self) -> bool:
        """Plan and execute once; return whether there was anything to do."""
        remote = self.view.tree()
        self.executor.catch_up()
        replay_cloud(self.folder, remote.nodes)
        end_permits(self.folder, remote)
        self.executor.holds.reconsider(remote, self.folder.local)
        held = frozenset(self.folder.held) | self.executor.held_now() | frozenset(self.view.faulted)
        held |= self.looking.crossing.let_go(remote)
        base, away = self.folder.base_tree(), self.looking.crossing.away(remote) - held
        if away:
            base, remote = lent(base, remote, away, self.view.records(away))
        seen = self.folder.view(remote, self.executor.held_now())
        remote = seen.tree
        context = PlanContext(
            device_name=self.name,
            stamp=STAMP,
            held=held | seen.early,
            occupied=self.folder.occupied,
            aliases=dict(self.folder.aliases),
            direction=self.direction,
            permits=self.folder.permits,
            case_sensitive=self.side.traits.case_sensitive,
            name_max_bytes=self.side.traits.name_max_bytes,
            keeps_links=self.keeps_links,
            makes_links=self.side.traits.makes_links,
            junk=self.folder.junk,
            keepers=seen.keepers,
            spent=self.view.elsewhere(self.folder.local.keys() - remote.nodes.keys())
            | (seen.left_out.keys() & self.folder.local.keys()),
        )
        plan = make_plan(base, self.folder.local_tree(), remote, context)
        self.executor.forgive(plan)
        self.plans.append(plan)
        self.notices += [notice.code for notice in plan.notices]
        outcome = self.executor.begin(plan, remote)
        rescan = bool(outcome.touched)
        while outcome.left and (results := self.mover.take()):
            outcome = self.executor.advance(results)
            rescan = rescan or bool(outcome.touched)
        return rescan or not plan.is_empty

    # -- what a person does -------------------------------------------------------------------------------------------

    def write(self, path: str, data: bytes | str) -> None:
        """Save a file."""
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode() if isinstance(data, str) else data)

    def paths(self) -> dict[str, bytes | None]:
        """Return every path of the folder with its bytes; None for a folder."""
        return {
            str(path.relative_to(self.path)): None if path.is_dir() else path.read_bytes()
            for path in sorted(self.path.rglob("*"))
            if ".megadesk" not in path.parts
        }

    def debris(self) -> list[bytes]:
        """Return the bytes of everything that sync took away here."""
        folder = self.path / ".megadesk" / "debris"
        return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())
