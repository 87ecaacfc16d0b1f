"""Runs the backups of one account: when they are due, and a named point whenever a run is complete.

    due, or asked for --begin--> the pair goes on --in step--> point: the record of its folder is put again --> the pair rests
    all the time: the pair never rests; a point at most once an hour, and only if something is different by then

Where each fact lives: what is backed up and how, in the pair; how often, and the run under way, in store/backups; the last
completed run in the cloud, in the record of the backup's folder, so its versions are all runs there were. So a crash
anywhere leaves at worst a run that is done once more. A run that fails goes on with the pair, which tries again by itself.

Whose a backup is, is where it is (ADR 28): below the folder of this device, whose id needs no asking.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from megadesk.crypto.points import point_of, with_point
from megadesk.crypto.records import OpenRecord, RecordKind, RecordMeta, backups_node_id
from megadesk.disk.fingerprint import attributes
from megadesk.model.backup import CONTINUOUS, POINT_MS, STATE_BYTES, Point, next_due_ms
from megadesk.model.errors import DecisionNeeded, MegadeskError, OurBug, Quarantined, RetryLater, TooNew
from megadesk.model.ids import NodeId, PairId
from megadesk.model.moment import Moment
from megadesk.model.pair import PairKind, PairState, SyncPair
from megadesk.model.tree import Kind, Tree
from megadesk.model.values import replace
from megadesk.remote.publisher import Change
from megadesk.remote.space import Space
from megadesk.store.backups import BackupBook, BackupPlan
from megadesk.store.database import Database
from megadesk.sync.events import PauseAsked, RescanAsked, ResumeAsked, RetryAsked
from megadesk.sync.ports import BinNode, PutNode
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

log = logging.getLogger(__name__)

LOOK_MS: Final = 300_000
"""A clock may be set while nobody looks: what is due is looked for so often at least, while there is a schedule."""

AGAIN_MS: Final = 30_000
SOON_MS: Final = 1_000

RESTLESS: Final = frozenset({"file_busy", "stale", "changing"})
RESTLESS_MS: Final = 900_000
"""So long a run waits for files that are being written to; then it is complete without their latest bytes."""

STILL: Final = frozenset({PairState.ATTENTION, PairState.DAMAGED, PairState.WAITING})
"""In these a run does not end by itself."""


@dataclass(frozen=True, slots=True)
class KeptPoint:
    """A completed run, and the moment that what there was then can be looked at with."""

    moment: Moment
    point: Point


class Backups:
    """Drives the backups that run. Safe from any thread; one thread of its own does what is due."""

    def __init__(self, supervisor: Supervisor, database: Database) -> None:
        self._supervisor = supervisor
        self._world = supervisor.world
        self._book = BackupBook(database)
        self._lock = threading.RLock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._tickets: dict[PairId, tuple[PairRunner, int]] = {}
        self._states: dict[PairId, tuple[Tree, bytes]] = {}
        self._errors: dict[PairId, MegadeskError] = {}
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End soon."""
        self._stopping.set()
        self._wake.set()

    def poke(self) -> None:
        """Have it looked whether something is due: a pair stands otherwise, the clock was set, somebody asks."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            wait_ms = self.look()
            self._wake.wait(None if wait_ms is None else max(wait_ms, SOON_MS) / 1000)

    # -- asking -------------------------------------------------------------------------------------------------------

    @property
    def home(self) -> NodeId:
        """The folder of this device's backups; it has a record once there is one."""
        return backups_node_id(self._world.space.id, self._world.unlocked.facts.device)

    def plan(self, pair: PairId) -> BackupPlan:
        """Return what is remembered of a backup beside its pair."""
        return self._book.get(pair) or BackupPlan(every_ms=CONTINUOUS)

    def rests(self, pair: SyncPair) -> bool:
        """Whether a backup waits for its next run: until then its folder is left alone."""
        if pair.kind is not PairKind.BACKUP or pair.paused:
            return False
        plan = self.plan(pair.id)
        return plan.every_ms != CONTINUOUS and plan.begun_ms is None

    def last(self, root: NodeId) -> Point | None:
        """Return the last completed run of a backup, whoever's it is; None if there is none."""
        record = self._record(root)
        return None if record is None else point_of(record.meta.extra)

    def points(self, root: NodeId) -> list[KeptPoint]:
        """Return the completed runs of a backup that are kept, the newest first. Errors as of the past (remote/past.py)."""
        found: dict[int, KeptPoint] = {}
        for version in self._supervisor.rewind.past.versions(root):
            point = point_of(version.record.meta.extra)
            if point is not None:  # later versions of the record say it again: that it was renamed, say
                found.setdefault(point.run, KeptPoint(version.moment, point))
        return [found[run] for run in sorted(found, reverse=True)]

    def next_ms(self, pair: SyncPair) -> int | None:
        """Return when the next run is due; None for a backup that is paused, or runs all the time."""
        plan = self.plan(pair.id)
        if pair.paused or plan.every_ms == CONTINUOUS:
            return None
        now_ms = self._world.clock.wall_ms()
        if plan.asked or plan.begun_ms is not None:
            return now_ms
        last = self.last(pair.root)
        return next_due_ms(pair.created_ms, plan.every_ms, last.started_ms if last is not None else None, now_ms)

    def error(self, pair: PairId) -> MegadeskError | None:
        """Return why the last run could not be completed, though its pair is in step."""
        return self._errors.get(pair)

    def shown(self, report: PairReport) -> PairReport:
        """Return how a pair stands for people: a backup that waits for its next run is as it should be."""
        if report.state is PairState.PAUSED and self.rests(report.pair) and not self._supervisor.rests:
            return replace(report, state=PairState.SYNCED, busy=False, waits=False, is_known=True)
        return report

    @property
    def is_busy(self) -> bool:
        """Whether a run is due or under way that will end by itself."""
        return any(self._is_open(runner.report()) for runner in self._runners())

    def _is_open(self, report: PairReport) -> bool:
        pair = report.pair
        error = self._errors.get(pair.id)
        if pair.paused or (error is not None and not isinstance(error, RetryLater)):
            return False
        if report.state in STILL:
            return False
        plan = self.plan(pair.id)
        if plan.asked or plan.begun_ms is not None:
            return True
        if plan.every_ms == CONTINUOUS:
            return self.last(pair.root) is None
        next_ms = self.next_ms(pair)
        return next_ms is not None and next_ms <= self._world.clock.wall_ms()

    def _runners(self) -> list[PairRunner]:
        return [one for one in self._supervisor.runners() if one.report().pair.kind is PairKind.BACKUP]

    def _record(self, root: NodeId) -> OpenRecord | None:
        try:
            return self._world.space.opened(root)
        except (Quarantined, TooNew):
            return None

    # -- what a person wants ------------------------------------------------------------------------------------------

    def remember(self, pair: PairId, plan: BackupPlan) -> None:
        """Keep how often a backup runs; it begins with its first look if it is asked for."""
        with self._lock:
            self._book.put(pair, replace(plan, home=self.home))
            self._errors.pop(pair, None)
        self.poke()

    def ask(self, runner: PairRunner) -> None:
        """Have a run made now; it ends with a point, whether anything is different or not."""
        pair = runner.report().pair
        with self._lock:
            self._book.put(pair.id, replace(self.plan(pair.id), asked=True))
            self._errors.pop(pair.id, None)
            if not self.rests(pair):
                self._tickets[pair.id] = (runner, runner.post(RescanAsked()))
        self.poke()

    def reschedule(self, runner: PairRunner, every_ms: int) -> None:
        """Have a backup run at other times. What ran all the time makes a run now and rests after it: nothing is left half-way.

        What rested between runs goes on at once if it is to run all the time; a run under way goes on as it is.
        """
        pair = runner.report().pair
        with self._lock:
            plan = self.plan(pair.id)
            ran_always, runs_always = plan.every_ms == CONTINUOUS, every_ms == CONTINUOUS
            wants_run = plan.asked or (ran_always and not runs_always)
            begun_ms = None if runs_always else plan.begun_ms
            self._book.put(pair.id, replace(plan, every_ms=every_ms, begun_ms=begun_ms, asked=wants_run))
            self._errors.pop(pair.id, None)
            if runs_always and not ran_always and not pair.paused:
                runner.post(ResumeAsked())
                self._tickets[pair.id] = (runner, runner.post(RescanAsked()))
        self._supervisor.notify()
        self.poke()

    # -- runs ---------------------------------------------------------------------------------------------------------

    def look(self) -> int | None:
        """Do what is due, and return in how many ms something may be due by the clock; None: only when something happens."""
        if self._supervisor.rests:
            return None  # whoever ends that pokes
        waits: list[int] = []
        for runner in self._runners():
            pair = runner.report().pair
            try:
                with self._lock:
                    wait_ms = None if pair.paused else self._look_at(runner)
                self._errors.pop(pair.id, None)
            except MegadeskError as error:
                self._stumbled(pair.id, error)
                wait_ms = AGAIN_MS
            except Exception as error:
                if self._stopping.is_set():
                    return None  # what it works with is being closed
                # Nobody else runs the backups: what concerns one of them must not be the end of all.
                log.exception("backup %s: a run could not be seen to", pair.id)
                self._stumbled(pair.id, OurBug(type(error).__name__))
                wait_ms = AGAIN_MS
            waits += [] if wait_ms is None else [wait_ms]
        return min(waits, default=None)

    def _stumbled(self, pair: PairId, error: MegadeskError) -> None:
        log.warning("backup %s: %s", pair, error.code)
        self._errors[pair] = error
        self._supervisor.notify()

    def _look_at(self, runner: PairRunner) -> int | None:
        pair = runner.report().pair
        plan, last, now_ms = self.plan(pair.id), self.last(pair.root), self._world.clock.wall_ms()
        if plan.every_ms == CONTINUOUS:
            return self._look_at_continuous(runner, plan, last, now_ms)
        if plan.begun_ms is not None:
            if self._is_through(runner, now_ms - plan.begun_ms):
                return self._complete(runner, plan, last)
            return LOOK_MS  # what passes by itself may be let pass by then
        due_ms = next_due_ms(pair.created_ms, plan.every_ms, last.started_ms if last is not None else None, now_ms)
        if not plan.asked and due_ms > now_ms:
            return min(due_ms - now_ms, LOOK_MS)
        log.info("backup %s: a run begins", pair.id)
        self._book.put(pair.id, replace(plan, begun_ms=now_ms))
        runner.post(ResumeAsked())
        self._tickets[pair.id] = (runner, runner.post(RescanAsked()))
        self._supervisor.notify()
        return None

    def _look_at_continuous(self, runner: PairRunner, plan: BackupPlan, last: Point | None, now_ms: int) -> int | None:
        since_ms = runner.report().pair.created_ms if last is None else last.finished_ms
        if not self._is_through(runner, now_ms - since_ms):
            return LOOK_MS
        if last is not None and not plan.asked:
            if last.finished_ms <= now_ms < last.finished_ms + POINT_MS:  # else it is due, or a clock was ahead
                return last.finished_ms + POINT_MS - now_ms
            if self._state(runner.report().pair) == last.state:
                return None
        return self._complete(runner, plan, last)

    def _is_through(self, runner: PairRunner, lasts_ms: int) -> bool:
        """Whether a pair has looked at everything it was asked to, and is in step; the run lasts so long by now."""
        report, asked = runner.report(), self._tickets.get(runner.pair)
        if asked is not None and asked[0] is runner and report.taken < asked[1]:
            return False
        return is_through(report, lasts_ms)

    def _complete(self, runner: PairRunner, plan: BackupPlan, last: Point | None) -> int | None:
        """Write down that a run is complete, and let the pair rest if it has a schedule; return when to try again."""
        pair, space, now_ms = runner.report().pair, self._world.space, self._world.clock.wall_ms()
        with space.lock:
            head, tree, record = space.head, space.tree(pair.root), self._record(pair.root)
        if head is None or record is None or record.meta.parent != self.home:
            return None  # the pair itself says what is wrong
        files = [node for node in tree.nodes.values() if node.kind is not Kind.FOLDER]
        point = Point(
            run=1 if last is None else last.run + 1, started_ms=plan.begun_ms or now_ms, finished_ms=now_ms,
            files=len(files), size_bytes=sum(node.size_bytes for node in files), state=self._state_of(pair.id, tree),
        )  # fmt: skip
        change = Change(id=pair.root, version=record.version, meta=self._told(record, point, pair))
        _, stale = self._world.publisher.publish([change], owner=self, since=head.seq)
        if stale:
            return SOON_MS
        log.info("backup %s: run %d is complete", pair.id, point.run)
        self._book.put(pair.id, replace(plan, begun_ms=None, asked=False))
        self._tickets.pop(pair.id, None)
        if plan.every_ms != CONTINUOUS:
            runner.post(PauseAsked())
        self._supervisor.notify()
        return SOON_MS

    @staticmethod
    def _told(record: OpenRecord, point: Point, pair: SyncPair) -> RecordMeta:
        """Return what the record of a backup's folder says after a run: the run, and the folder as it is here."""
        meta = replace(record.meta, extra=with_point(record.meta.extra, point))
        try:
            seen = attributes(Path(pair.local).stat())
        except OSError:
            return meta
        return replace(meta, mode=seen.mode, mtime_ns=seen.mtime_ns)

    def _state(self, pair: SyncPair) -> bytes:
        return self._state_of(pair.id, self._world.space.tree(pair.root))

    def _state_of(self, pair: PairId, tree: Tree) -> bytes:
        """Return a digest of all records of a backup; worked out once for each state."""
        known = self._states.get(pair)
        if known is None or known[0] is not tree:
            known = self._states[pair] = (tree, state_of(tree))
        return known[1]

    # -- the folder of this device ------------------------------------------------------------------------------------

    def make_home(self, name: str) -> NodeId:
        """Return the folder of this device's backups; it is there, and has the device's name, on return."""
        self._name_home(name, make=True)
        return self.home

    def renamed(self, name: str) -> None:
        """Let the folder of this device's backups have its new name, if there is one."""
        self._name_home(name, make=False)

    def come_along(self, name: str) -> None:
        """Bring the backups of this profile into this device's folder, if they are still where the device that it was had them.

        Who signs out and in again is another device. Nobody took them over meanwhile: then they would be elsewhere.
        """
        for runner in self._runners():
            pair = runner.report().pair
            plan, node = self.plan(pair.id), self._world.space.node(pair.root)
            if node is None or node.parent == self.home or plan.home != node.parent:
                continue
            home = self.make_home(name)
            folder = self._world.cloud_folder(self._world.space.root("backups"))
            tree = folder.tree()
            moves: list[PutNode | BinNode] = [PutNode(node=replace(node, parent=home))]
            old = tree.get(node.parent)
            if old is not None and all(one.id == node.id for one in tree.children(old.id)):
                moves.append(BinNode(id=old.id, version=old.version))
            if not folder.publish(moves).stale:
                self.remember(pair.id, plan)
                runner.post(RetryAsked())

    def _name_home(self, name: str, *, make: bool) -> None:
        space = self._world.space
        record = self._record(self.home)
        if (record is None and not make) or (record is not None and record.meta.name == name):
            return
        change = Change(
            id=self.home, version=0 if record is None else record.version,
            meta=RecordMeta(
                parent=space.root("backups"), kind=RecordKind.FOLDER, name=name,
                extra=() if record is None else record.meta.extra,
            ),
        )  # fmt: skip
        self._world.publisher.publish([change], owner=self, since=space.head.seq if space.head else 0)


def is_through(report: PairReport, lasts_ms: int) -> bool:
    """Whether all that a pair has to do is done.

    A file that is always being written would keep a run from ever being complete: once it lasts long, such a file is in
    it as it was read last (ADR 14).
    """
    if report.state is not PairState.SYNCED or not report.is_known or report.error is not None:
        return False
    restless = report.pending == 0 and any(problem.code in RESTLESS for problem in report.problems)
    return not report.busy or (restless and lasts_ms >= RESTLESS_MS)


def state_of(tree: Tree) -> bytes:
    """Return a digest of what is in a folder: which records, and which version of each."""
    seen = hashlib.sha256(b"megadesk/v1/backup-state\0")
    for part in sorted(node.id + node.version.to_bytes(8, "big") for node in tree.nodes.values()):
        seen.update(part)
    return seen.digest()[:STATE_BYTES]


def owned(space: Space, root: NodeId, home: NodeId, shown: Callable[[NodeId], str]) -> Callable[[], None]:
    """Return a check that a backup is still this device's: DecisionNeeded if it was taken over, or is gone."""

    def check() -> None:
        node = space.node(root)
        if node is not None and node.parent == home:
            return
        above = space.node(node.parent) if node is not None else None
        if above is not None and above.parent == space.root("backups"):
            raise DecisionNeeded(reason="backup_taken_over", path=shown(root), device=above.name)
        raise DecisionNeeded(reason="backup_gone", path=shown(root))

    return check
