"""Bring the past back: new commits that make now what then was. What they replace stays as a version, so any of it can be undone.

    asked --plan--> what would be done, page by page           asked --begin--> Wish, written down
                                                                Wish --run--> plan from what is true now --> commits of 1000
                                                                killed? the next engine goes on with the Wish

A plan is made anew whenever somebody else was quicker, and after a crash: what was brought back already is as it was then,
so nothing is done twice. The next engine may come weeks later: what was changed after the restore was asked for stays as
it is. No block travels: records of then name blocks that the server still has.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import Event, Lock
from typing import Final

from megadesk.crypto.rewound import marked
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.rewind import Rewind
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, Damaged, MegadeskError, NotFound, OurBug, RetryLater, Stale, Waiting
from megadesk.model.ids import NodeId
from megadesk.model.moment import Moment
from megadesk.model.relpath import CloudPath, RelPath, parse_cloud_path
from megadesk.model.values import replace
from megadesk.remote.past import PastState
from megadesk.remote.publisher import Change
from megadesk.store.settings import Settings
from megadesk.sync.conflict import numbered_name
from megadesk.sync.rewind import Deed, RewindPlan, Scene, Step, copied, restored

log = logging.getLogger(__name__)

WISHES: Final = "restores"
"""The setting that holds what is being brought back."""

TRIES: Final = 8
"""So often somebody else may be quicker while nothing comes nearer to its end."""

AT_ONCE: Final = 1000
KEPT_TOLD: Final = 100
KEY_BYTES: Final = 16
WAIT_FIRST_S: Final = 1.0
WAIT_LAST_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A restore that somebody asked for. ``commit``: of the moment, so that it means the same after any restart.

    parent, name: where a copy goes; empty for a restore in place. before: the moment it was asked at.
    """

    key: str
    seq: int
    commit: str
    path: str
    exact: bool
    before: int
    parent: str = ""
    name: str = ""


class Restoring:
    """Restores of one running account. Safe from any thread; one runs at a time."""

    def __init__(self, files: CloudFiles, rewind: Rewind, settings: Settings, told: Callable[[], None]) -> None:
        """``told``: called when a restore is over."""
        self._files = files
        self._world = files.world
        self._rewind = rewind
        self._settings = settings
        self._told = told
        self.ending = Event()
        """Set when the engine ends: what is under way then is for the next one."""
        self._running = Lock()
        self._writing = Lock()
        self._open = {wish.key for wish in self._wishes()}

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be brought back."""
        return bool(self._open)

    # -- plan ---------------------------------------------------------------------------------------------------------

    def planned(self, body: m.RewindPlan) -> m.RewindPlanned:
        """Return a page of what a restore would do, in the order of the paths."""
        self._rewind.refresh()
        moment = self._rewind.moments.named(body.time, body.seq)
        wish = self._wish(moment, body.path, body.to, exact=body.exact, makes=False)
        plan = self._plan(wish, moment)
        every = sorted((*plan.steps, *plan.kept), key=lambda step: step.path.split("/"))
        page = every[body.after : body.after + body.limit]
        return m.RewindPlanned(
            moment=self._rewind.moments.told(moment, body.time), summary=summary(plan), total=len(every),
            more=body.after + len(page) < len(every), steps=[_told(step, self._area(wish)) for step in page],
        )  # fmt: skip

    def _area(self, wish: Wish) -> str:
        return "drive" if wish.parent else parse_cloud_path(wish.path).area

    def _wish(self, moment: Moment, path: str, to: str, *, exact: bool, makes: bool) -> Wish:
        """Return a restore with everything that it needs decided. BadUsage, NotFound.

        makes: also the folders above the place of a copy, if they are missing.
        """
        where = parse_cloud_path(path)
        found = self._rewind.found(self._rewind.state(moment), path)
        if where.area != "drive" and not to:
            raise BadUsage(what="rewind", path=str(where), reason=where.area)
        if to and exact:
            raise BadUsage(what="rewind", reason="exact_copy")
        parent, name = self._place(to, found.path, makes=makes) if to else (None, "")
        head = self._world.space.head
        return Wish(
            key=self._world.entropy(KEY_BYTES).hex(), seq=moment.seq, commit=moment.commit_id.hex(), exact=exact,
            path=str(found.path), before=head.seq if head is not None else 0, name=name,
            parent="" if parent is None else parent.hex(),
        )  # fmt: skip

    def _place(self, to: str, source: CloudPath, *, makes: bool) -> tuple[NodeId, str]:
        """Return the folder and the free name for a copy: into ``to`` if it is a folder, else under that name."""
        where = parse_cloud_path(to)
        if where.area != "drive":
            raise BadUsage(what="cloud_path", value=to, reason="not_in_the_drive")
        tree = self._rewind.now("drive")
        there = tree.at(RelPath("/".join(where.names))) if where.names else None
        into = not where.names or to.endswith("/") or (there is not None and there.is_folder)
        folder = where if into else where.parent
        if makes:
            parent = self._files.make_folders(folder)
            tree = self._rewind.now("drive")
        else:
            above = tree.at(RelPath("/".join(folder.names))) if folder.names else None
            parent = above.id if above is not None else tree.root
        name = (source.name or source.area) if into else where.name
        if tree.child_named(parent, name) is not None:
            name = numbered_name(name, folder=True, is_taken=lambda other: tree.child_named(parent, other) is not None)
        return parent, name

    def _plan(self, wish: Wish, moment: Moment) -> RewindPlan:
        """Return what is to be done as things are now."""
        space, where = self._world.space, parse_cloud_path(wish.path)
        state = self._rewind.state(moment)
        if wish.exact and state.faults:
            # What cannot be read was there all the same: it, and what is in it, must not be taken for new.
            raise BadUsage(what="rewind", reason="unreadable", value=state.faults)
        then = state.tree(where.area)
        with space.lock:
            now, below = space.tree(space.root("drive")), space.tree(space.root("bin"))
        scene = Scene(then=then, now=now, bin=below, lives=lambda node: space.node(node) is not None)
        key = bytes.fromhex(wish.key)
        if not wish.parent:
            return restored(scene, where.names, key=key, exact=wish.exact)
        parent = NodeId(bytes.fromhex(wish.parent))
        if parent != now.root and parent not in now:
            raise NotFound(what="folder", path=wish.name)
        at = RelPath("") if parent == now.root else now.path(parent)
        return copied(scene, where.names, key=key, parent=parent, at=at, name=wish.name)

    # -- restore ------------------------------------------------------------------------------------------------------

    def restore(
        self, body: m.RewindRestore, report: Callable[[m.Progress], None], check: Callable[[], None]
    ) -> m.RewindRestored:
        """Bring a folder or file back, and say what was done. Who gives up half-way goes on by asking once more."""
        self._world.journal.fetch()
        moment = self._rewind.moments.named(body.time, body.seq)
        wish = self._wish(moment, body.path, body.to, exact=body.exact, makes=True)
        before, existed = self._rewind.moments.newest(), not wish.parent and self._is_there(wish.path)
        self._remember(wish)
        try:
            first = self._run(wish, report, check)
        finally:
            # An error is told to whoever asked; only an engine that ends, or is killed, leaves it to the next.
            if not self.ending.is_set():
                self._forget(wish)
        told = self._rewind.moments.told
        kept = [_told(step, "drive").path for step in first.kept[:KEPT_TOLD]]
        where = wish.path if not wish.parent else self._where(wish)
        return m.RewindRestored(
            moment=told(moment, body.time),
            before=told(before),
            existed=existed,
            path=where,
            summary=summary(first),
            kept=kept,
        )

    def _is_there(self, path: str) -> bool:
        where = parse_cloud_path(path)
        return self._rewind.now(where.area).at(RelPath("/".join(where.names))) is not None or not where.names

    def _where(self, wish: Wish) -> str:
        tree = self._rewind.now("drive")
        parent = NodeId(bytes.fromhex(wish.parent))
        above = "" if parent == tree.root or parent not in tree else f"/{tree.path(parent)}"
        return f"{above}/{wish.name}"

    def _run(
        self, wish: Wish, report: Callable[[m.Progress], None], check: Callable[[], None], *, is_late: bool = False
    ) -> RewindPlan:  # fmt: skip
        """Carry a restore out; return what was planned at first. ``is_late``: nobody waits for it any more."""
        moment = self._rewind.moments.chain.at(wish.seq)
        if moment.commit_id.hex() != wish.commit:
            raise NotFound(what="moment", value=wish.seq)
        first: RewindPlan | None = None
        fewest, tries = sys.maxsize, TRIES
        with self._running:
            while tries:
                self._world.journal.fetch()
                head = self._world.space.head
                plan = self._plan(wish, moment)
                first = plan if first is None else first
                left = self._left(plan, wish)
                if is_late:
                    left = unchanged(left, self._rewind.state(self._rewind.moments.chain.at(wish.before)))
                if not left:
                    return first
                # Another device that does the same is no hindrance: what it has done is not left.
                fewest, tries = (len(left), TRIES) if len(left) < fewest else (fewest, tries - 1)
                if self._publish(left, moment, head.seq if head is not None else 0, report, check):
                    return first
        raise Stale("others change the same thing all the time")

    def _left(self, plan: RewindPlan, wish: Wish) -> Sequence[Step]:
        """Return the steps that are not done yet: of a copy, what an earlier run has made already."""
        space = self._world.space
        return [step for step in plan.steps if not wish.parent or space.node(step.id) is None]

    def _publish(
        self, steps: Sequence[Step], moment: Moment, since: int, report: Callable[[m.Progress], None],
        check: Callable[[], None],
    ) -> bool:  # fmt: skip
        """Publish steps in order; return whether all of them were still as planned."""
        total_bytes = sum(step.size_bytes for step in steps)
        done_bytes, owner = 0, object()
        for start in range(0, len(steps), AT_ONCE):
            check()
            piece = steps[start : start + AT_ONCE]
            changes = [change for step in piece if (change := self._change(step, moment)) is not None]
            _, stale = self._world.publisher.publish(changes, owner=owner, since=since)
            if stale or len(changes) < len(piece):
                return False
            done_bytes += sum(step.size_bytes for step in piece)
            progress = m.Progress(
                phase="restore", done_files=start + len(piece), total_files=len(steps), done_bytes=done_bytes,
                total_bytes=total_bytes, path=str(piece[-1].path),
            )  # fmt: skip
            report(progress)
        return True

    def _change(self, step: Step, moment: Moment) -> Change | None:
        """Return the record of a step; None if what it changes has gone meanwhile."""
        account = self._world.unlocked.facts.account
        current = self._world.space.opened(step.id) if step.version else None
        if step.version and (current is None or current.version != step.version):
            return None
        if step.deed is Deed.REMOVE:
            assert current is not None, "what is removed is there"
            now_ms = self._world.clock.wall_ms()
            meta = replace(
                current.meta, parent=self._world.space.root("bin"), origin=current.meta.parent, trashed_ms=now_ms,
                author=account, extra=marked(current.meta.extra, now_ms),
            )  # fmt: skip
            return Change(id=step.id, version=step.version, meta=meta)
        source = current if step.content is None else self._rewind.past.opened(moment, step.content)
        if source is None:
            raise OurBug("a step without a record to come from", node=step.id.hex())
        meta = replace(source.meta, parent=step.parent, name=step.name, origin=None, trashed_ms=None, author=account)
        return Change(id=step.id, version=step.version, meta=meta)

    # -- going on after a crash ---------------------------------------------------------------------------------------

    def go_on(self, stopping: Event) -> None:
        """Carry out what an engine that was killed had begun. For a thread of its own."""
        wait_s = WAIT_FIRST_S
        for wish in self._wishes():
            while not stopping.is_set():
                try:
                    self._run(wish, lambda _progress: None, lambda: _stop_if(stopping), is_late=True)
                except MegadeskError as error:
                    if not isinstance(error, RetryLater | Waiting) and error is not self._world.space.frozen:
                        log.warning("a restore that was begun cannot go on: %s", error.code)
                        self._forget(wish)
                        break
                    if stopping.wait(wait_s):
                        return
                    log.info("a restore waits: %s", error.code)
                    wait_s = min(wait_s * 2, WAIT_LAST_S)
                else:
                    log.info("a restore that was begun is done")
                    self._forget(wish)
                    break

    def _wishes(self) -> list[Wish]:
        try:
            return self._settings.get(WISHES, list[Wish]) or []
        except Damaged:
            return []

    def _remember(self, wish: Wish) -> None:
        with self._writing:
            self._write([*self._wishes(), wish])

    def _forget(self, wish: Wish) -> None:
        with self._writing:
            self._write([one for one in self._wishes() if one.key != wish.key])
        self._told()

    def _write(self, wishes: Collection[Wish]) -> None:
        if wishes:
            self._settings.set(WISHES, list(wishes))
        else:
            self._settings.delete(WISHES)
        self._open = {wish.key for wish in wishes}


def _stop_if(stopping: Event) -> None:
    if stopping.is_set():
        raise Stale("the engine ends", reason="cancelled")


def unchanged(steps: Sequence[Step], asked: PastState) -> list[Step]:
    """Return the steps whose nodes are as they were when it was asked for, and that are below none that is left out."""
    left: list[Step] = []
    out: set[NodeId] = set()
    for step in steps:
        before = asked.node(step.id)
        if step.version == (0 if before is None else before.version) and step.parent not in out:
            left.append(step)
        elif not step.version:
            out.add(step.id)
    return left


def summary(plan: RewindPlan) -> m.RewindSummary:
    """Return a plan in figures."""
    return m.RewindSummary(
        counts={deed.value: count for deed, count in plan.counts().items()}, replaced=plan.replaced,
        bytes=plan.size_bytes, same=plan.same, along=plan.along,
    )  # fmt: skip


def _told(step: Step, area: str) -> m.RewindStep:
    return m.RewindStep(
        deed=step.deed.value, path=str(CloudPath(area, tuple(step.path.split("/")))), was=step.was,
        kind=step.kind.name.lower(), size=step.size_bytes, replaces=step.replaces,
    )  # fmt: skip
