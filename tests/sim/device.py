"""One whole device: the real engine's parts on a virtual volume, wired as engine/wiring does, without its threads.

    Device(fleet, number)    .step()         the pilot runs one command
                             .begin()        a worker takes a task from the board, and does it
                             .finish(n)      the board hears of it, and the pilot of its results
                             .deliver(how)   hints of the watcher arrive: all, half, twice, as an overflow; or are lost
                             .kill()         the process is gone       .power_cut()   and what was not synced

A trap is set for the n-th call of the volume or the n-th change of the store: an error, an end, or somebody quicker.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from fakes.crypto import seeded_entropy
from fakes.space_store import MemorySpaceStore
from fakes.tree_store import MemoryTreeStore
from megadesk.crypto.content import BlockBuffers
from megadesk.crypto.records import root_node_id
from megadesk.disk.expiry import Expiry
from megadesk.disk.local_side import open_side
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.disk.staging import DiskStaging
from megadesk.model.ids import DeviceId, NodeId, PairId
from megadesk.model.pair import Notice, SyncPair
from megadesk.model.relpath import PRIVATE_FOLDER, RelPath
from megadesk.model.space import SpaceChange
from megadesk.model.transfer import (
    NOTHING_WISHED,
    ContentKey,
    Direction,
    DownloadJob,
    TransferResult,
    UploadJob,
    Wished,
)
from megadesk.model.values import replace
from megadesk.remote.blobs import RemoteBlobs
from megadesk.remote.journal import Journal
from megadesk.remote.ports import SpaceStore
from megadesk.remote.publisher import Author, Publisher
from megadesk.remote.remote_side import CloudFolder
from megadesk.remote.space import Space, SpaceKeys
from megadesk.store.database import Database
from megadesk.store.ignore_rules import IgnoreRules
from megadesk.store.memories import PairMemories
from megadesk.store.pairs import Pairs
from megadesk.store.spaces import Spaces
from megadesk.store.trees import PairTrees
from megadesk.sync.events import (
    Advance,
    Answered,
    Command,
    ContentArrived,
    Event,
    HeadMoved,
    HintsLost,
    ScanLocal,
    Touched,
)
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.granularity import Granularity
from megadesk.sync.looking import Looking
from megadesk.sync.memory import PairMemory, VolatileMemory
from megadesk.sync.neighbours import Member, Neighbourhood
from megadesk.sync.patience import Patience
from megadesk.sync.pilot import PairParts, Pilot
from megadesk.sync.ports import RuleMemory, TreeStore
from megadesk.sync.report import PairReport
from megadesk.transfers.big import BigTask
from megadesk.transfers.board import Board
from megadesk.transfers.floor import SmallTask
from megadesk.transfers.hands import Doors, Hands, Tell, forget
from sim.cloud import Line, SimApi, account
from sim.invariants import FOLDER_NAME, OUTSIDE
from sim.volume import FILE, Volume, VolumeKind, fault

if TYPE_CHECKING:
    from sim.fleet import Fleet

T = TypeVar("T")

NAMES: Final = ("ann", "bob", "cyd", "dan", "eve")
PAIR: Final = PairId("00000001")
WORKERS: Final = 3
BUFFERS: Final = BlockBuffers()


class Gone(BaseException):
    """The device is no more: killed, or without power. No handler of errors may catch this."""


@dataclass(slots=True)
class Trap:
    """Something that happens at the ``left``-th call from now."""

    left: int
    spring: Callable[[], None]

    def count(self) -> bool:
        """Whether it is time."""
        self.left -= 1
        return self.left < 0


class SimSpaces(MemorySpaceStore):
    """Spaces in memory that mark intents in the trees, as the database does in one transaction."""

    def __init__(self, trees: MemoryTreeStore, after: Callable[[], None]) -> None:
        super().__init__()
        self._trees = trees
        self._after = after

    def apply(self, change: SpaceChange) -> None:
        """Move the space."""
        change = replace(change, put=list(change.put))
        super().apply(change)
        for record in change.put:
            if record.node is not None:
                self._trees.note_record(record.node)
        self._after()


class SimTrees(MemoryTreeStore):
    """Trees in memory; ``after`` is called when a change is kept."""

    after: Callable[[], None] = staticmethod(lambda: None)

    def intend(self, nodes: Sequence[object], side: object, *, gone: bool = False) -> None:
        """Write down what is about to be done."""
        super().intend(nodes, side, gone=gone)  # type: ignore[arg-type]  # passed on
        self.after()

    def apply(self, change: object) -> None:
        """Write it."""
        super().apply(change)  # type: ignore[arg-type]  # passed on
        self.after()


class _Statements:
    """A connection that asks before each statement whether there is still somebody to run it."""

    def __init__(self, real: sqlite3.Connection, before: Callable[[], None]) -> None:
        self.real = real
        self._before = before

    @property
    def in_transaction(self) -> bool:
        """As the real one."""
        return self.real.in_transaction

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        self._before()
        return self.real.execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        for row in rows:
            self.execute(statement, row)

    def close(self) -> None:
        """Close the real one."""
        self.real.close()


class Mover:
    """A ContentMover whose workers work when they are told."""

    def __init__(self, doors: Doors, jitter: Callable[[], float], now_s: Callable[[], float]) -> None:
        self.board = Board(jitter)
        self.running: list[Tell] = []
        self._hands = Hands(self.board, doors)
        self._staging = doors.staging
        self._now_s = now_s

    def want(
        self, pair: PairId, uploads: Iterable[UploadJob], downloads: Iterable[DownloadJob], later_bytes: int = 0
    ) -> None:
        """Say everything that is wanted now."""
        self.board.want(pair, chain(uploads, downloads), later_bytes)

    def sweep(self, pair: PairId, kept: Collection[tuple[NodeId, bytes]]) -> None:
        """Remove what is staged of contents that nobody wants."""
        self._staging.sweep(pair, self.board.register.contents(pair).union(kept))

    def wished(self, pair: PairId, way: Direction) -> Wished:
        """Nobody steers."""
        return NOTHING_WISHED

    def settle(self, keys: Iterable[ContentKey], *, used: bool = True) -> None:
        """Forget results."""
        self.board.settle(keys, used=used)
        forget(self.board.over.take_litter(), self._staging)

    def shelve(self, keys: Iterable[ContentKey]) -> None:
        """Forget results, and keep what they staged."""
        self.board.shelve(keys)

    def begin(self) -> bool:
        """Take a task and do it; nobody hears of it yet. False if there is none, or all workers are busy."""
        if len(self.running) >= WORKERS:
            return False
        task: SmallTask | BigTask | None = self.board.take_small(self._now_s()) or self.board.take_big(self._now_s())
        if task is None:
            return False
        tell = self._hands.run_small(task) if isinstance(task, SmallTask) else self._hands.run_big(task, BUFFERS)
        self.running.append(tell)
        return True

    def finish(self, which: int) -> list[TransferResult]:
        """Let the board hear of one task; return the results there are."""
        if self.running:
            self.running.pop(which % len(self.running))(self._now_s())
        results = self.board.over.take_results()
        forget(self.board.over.take_litter(), self._staging)
        return results


class SimPilot(Pilot):
    """A pilot that keeps a log."""

    log: Callable[[str], None]

    def _run_command(self, command: Command) -> None:
        self.log(_words(command))
        super()._run_command(command)


def _words(command: Command) -> str:
    """Return a command in few words."""
    match command:
        case ScanLocal(dirty):
            return "scans " + ("all" if dirty is None else " ".join(sorted(dirty)))
        case Advance(results):
            return f"advances {[(type(result).__name__, result.key.node.hex()[:4]) for result in results]}"
        case _:
            return type(command).__name__


class Device:
    """See the module."""

    def __init__(self, fleet: Fleet, number: int, kind: VolumeKind, size_bytes: int) -> None:
        self.fleet = fleet
        self.number = number
        self.name = NAMES[number]
        self.device, self._token = account().devices[number]
        self.volume = fleet.vos.mount(Volume(self.name, 64 + number, fleet.tick_ns, kind, size_bytes))
        self.top = f"/{self.name}/{FOLDER_NAME}"
        self.line = Line(check=self._check_alive)
        self.entropy = seeded_entropy(f"{fleet.seed}/{self.name}")
        self.chance = Random(f"{fleet.seed}/{self.name}")
        self.hints: list[RelPath] = []
        self.disk_trap: Trap | None = None
        self.store_trap: Trap | None = None
        self.person_trap: Trap | None = None
        self.aside_trap: Callable[[str], str] | None = None
        """What a person does to the next file that is put aside, ``aside_calls`` calls of the disk later."""
        self.aside_calls = 0
        self.is_gone = False
        self.dies_after_discard = False
        self.n_calls = 0
        self.n_changes = 0
        self.n_visible = 0
        self.n_commits = 0
        self.notices: list[Notice] = []
        fleet.vos.makedirs(self.top)
        fleet.vos.makedirs(f"/{self.name}/{OUTSIDE}/letter.txt")
        fleet.vos.write_file(f"/{self.name}/{OUTSIDE}/budget", b"not ours")
        prepare_root(self.top, "marker-" + self.name)
        self.volume.sync()
        self.volume.before = self._before_call
        self.volume.on_change = self._changed
        self.root_space = account().secrets.root_space
        self.drive = root_node_id(self.root_space, "drive")
        self.pair = SyncPair(
            id=PAIR, name="desk", local=self.top, space=self.root_space, root=self.drive, marker="marker-" + self.name
        )
        self._database: Database | None = None
        self.memory: PairMemory = VolatileMemory()
        self.rules: RuleMemory | None = None
        self.trees: TreeStore
        self.spaces: SpaceStore
        self._open_store()
        self.start()

    def _open_store(self) -> None:
        folder = self.fleet.databases
        if folder is None:
            trees = SimTrees(self.drive)
            spaces = SimSpaces(trees, self._stored)
            trees.at_commit = spaces.at_commit = self._before_store
            trees.after = self._stored
            self.trees, self.spaces = trees, spaces
        else:
            self._open_database(folder / f"{self.name}.db")

    def _open_database(self, path: Path) -> None:
        """Open the real database, every statement of which may be the last."""
        database = self._database = Database.open(path)
        pairs = Pairs(database)
        if not pairs.list():
            pairs.add(self.pair)
        database._writer = cast("sqlite3.Connection", _Statements(database._writer, self._before_store))
        self.memory, self.rules = PairMemories(database, PAIR), IgnoreRules(database, PAIR)
        self.trees, self.spaces = PairTrees(database, PAIR, self.drive), Spaces(database)

    def _lose_database(self) -> None:
        """Let go of a database as a process does that ends: what was not committed is gone."""
        if self._database is not None:
            statements = cast("_Statements", self._database._writer)
            statements.real.rollback()
            self._database._writer = statements.real
            self._database.close()
            self._open_store()

    # -- life -------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the engine over what store and disk hold."""
        secrets, fleet = account().secrets, self.fleet
        self.is_gone = False
        self.disk_trap = self.store_trap = None
        self.hints.clear()
        api = SimApi(fleet.server, self.line)
        api.sign_in(self._token)
        keys = SpaceKeys.of(secrets.root_key, secrets.root_epoch)
        self.space = Space(self.root_space, keys, self.spaces)
        journal = Journal(api, self.space, evidence=lambda _kind, _data: None)
        author = Author(key=secrets.identity, account=secrets.account, device=DeviceId(self.device))
        publisher = Publisher(api, self.space, journal, author, wall_ms=fleet.wall_ms, entropy=self.entropy)
        blobs = RemoteBlobs(api)
        roots = Roots()
        staging = DiskStaging(roots)
        doors = Doors(
            sources=DiskSources(roots), staging=staging, blocks=blobs, keys=lambda _pair: keys.blocks,
            new_turn=nullcontext,
        )  # fmt: skip
        self.mover = Mover(doors, self.chance.random, fleet.now_s)
        self.cloud = CloudFolder(
            root=self.drive, space=self.space, journal=journal, publisher=publisher, blobs=blobs,
            account=secrets.account, wall_ms=fleet.wall_ms,
        )  # fmt: skip
        pair, street = self.pair, Neighbourhood()
        root = Root(pair.local, pair.marker)
        roots.add(PAIR, root)

        def open_parts() -> PairParts:
            side = open_side(root, staging.durability(root), fleet.today)
            self.folder = Folder(
                root=self.drive, local_side=side, store=self.trees,
                remote=self.space.tree(self.drive).nodes, rule_memory=self.rules,
            )  # fmt: skip
            granularity = Granularity(side.traits.time_step_ns, fleet.wall_ms)
            looking = Looking(
                folder=self.folder, local_side=side, entropy=self.entropy,
                patience=Patience(fleet.now_ms, side.beginnings, granularity), neighbours=street.of(PAIR),
            )  # fmt: skip
            member = Member(
                belongings=looking.crossing, volume=lambda: 1, inode_at=side.inode_at, gives=lambda: True,
                look=lambda _done: None, looked=lambda: None,
            )  # fmt: skip
            street.join(PAIR, member)
            self.executor = Executor(
                pair=PAIR, folder=self.folder, local_side=side, remote_side=self.cloud, mover=self.mover,
                now_ms=fleet.now_ms, granularity=granularity,
            )  # fmt: skip
            expiry = Expiry(side.debris, now_ns=lambda: fleet.wall_ms() * 1_000_000)
            return PairParts(local_side=side, looking=looking, executor=self.executor, tidy=expiry.tidy)

        self.pilot = SimPilot(
            pair=pair, open_parts=open_parts, remote_side=self.cloud, clock=fleet, device_name=lambda: self.name,
            changed=self._reported, memory=self.memory, limits=lambda: fleet.limits,
        )  # fmt: skip
        self.pilot.log = lambda words: fleet.log(f"  {self.name} {words}")
        self.note(HintsLost())

    def _reported(self, report: PairReport, notices: tuple[Notice, ...]) -> None:
        self.notices += notices
        if report.guard is not None:
            self.fleet.result.asked[report.guard.code] += 1

    def kill(self) -> None:
        """End the process and start it again."""
        self.fleet.vos.forget_handles(self.volume)
        self._lose_database()
        self.volume.close_all()
        self.volume.remount()
        self.start()

    def power_cut(self, chance: Random) -> list[bytes]:
        """Cut the power and start again; what the medium does not hold is gone. Return what it holds half."""
        self.fleet.vos.forget_handles(self.volume)
        self._lose_database()
        left = self.volume.power_cut(chance)
        self.start()
        return left

    # -- what is counted, and what goes wrong -----------------------------------------------------------------------

    def _check_alive(self) -> None:
        if self.is_gone:
            raise Gone

    def _before_call(self, call: str) -> None:
        if self.volume.actor == "person":
            return
        if self.is_gone:
            raise Gone
        self.n_calls += 1
        if call == "syncfs":
            self.n_changes += 1
        person = self.person_trap
        if person is not None and person.count():
            self.person_trap = None
            person.spring()
        if self.aside_trap is not None:
            self._spring_aside()
        trap = self.disk_trap
        if trap is not None and trap.count():
            self.disk_trap = None
            trap.spring()

    def _spring_aside(self) -> None:
        stage = f"{self.top}/{PRIVATE_FOLDER}/stage"
        aside = next((path for path, inode in self.fleet.vos.walk_files(stage) if inode.kind == FILE), None)
        trap = self.aside_trap
        if aside is not None and trap is not None:
            self.aside_calls -= 1
            if self.aside_calls >= 0:
                return
            self.aside_trap = None
            self.fleet.attempt(self, partial(trap, f"{stage}/{aside}"))

    def _before_store(self) -> None:
        self._check_alive()
        if self.dies_after_discard and self._has_discarded():
            self.dies_after_discard = False
            self.vanish()
        self._count_store()

    def _has_discarded(self) -> bool:
        """Whether something was taken away, here or in the cloud, and that is about to be noted."""
        return None in self.folder._base_changed.values()

    def _stored(self) -> None:
        self._check_alive()
        self.n_commits += 1
        self._count_store()

    def _count_store(self) -> None:
        trap = self.store_trap
        if trap is not None and trap.count():
            self.store_trap = None
            trap.spring()

    def vanish(self) -> None:
        """What a trap springs: from now on nothing works, until ``kill`` or ``power_cut``."""
        self.is_gone = True
        raise Gone

    def fail(self, code: int) -> None:
        """What a trap springs: one call fails."""
        raise fault(code)

    # -- work -------------------------------------------------------------------------------------------------------

    def note(self, event: Event) -> None:
        """Tell the pilot."""
        self.pilot.note(event)

    def approve(self) -> None:
        """Say yes to what the last report asks."""
        question = self.pilot.report.question
        if question is not None:
            self.note(Answered(question.digest, approve=True))

    def step(self) -> bool:
        """Run one command; False if none is due."""
        return self._as_engine(self.pilot.step)

    def begin(self) -> bool:
        """Let a worker begin and do a task."""
        return self._as_engine(self.mover.begin)

    def finish(self, which: int) -> bool:
        """Let a task be heard of."""
        was_running = bool(self.mover.running)
        results = self._as_engine(lambda: self.mover.finish(which))
        if results:
            self.note(ContentArrived(results))
        return was_running or bool(results)

    def _as_engine(self, work: Callable[[], T]) -> T:
        before, self.volume.actor = self.volume.actor, "engine"
        try:
            return work()
        finally:
            self.volume.actor = before

    def _changed(self, path: str) -> None:
        if self.volume.actor != "person":
            self.n_changes += 1
        top, _, below = path.partition("/")
        if top == FOLDER_NAME and below and below.partition("/")[0] != PRIVATE_FOLDER:
            self.n_visible += 1
            self.hints.append(RelPath(below))

    def deliver(self, how: str = "all") -> bool:
        """Let the watcher speak."""
        hints, self.hints = self.hints, []
        if not hints or how == "lost":
            return False
        if how == "overflow":
            self.note(HintsLost())
            return True
        if how == "half":
            middle = len(hints) // 2
            hints, self.hints = hints[middle:], hints[:middle]
        self.note(Touched(list(dict.fromkeys(hints))))
        if how == "twice":
            self.note(Touched(list(dict.fromkeys(reversed(hints)))))
        return True

    def heads_up(self) -> None:
        """Let the server's event arrive."""
        self.note(HeadMoved())

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way in the mover."""
        return not self.mover.running and self.mover.board.is_idle
