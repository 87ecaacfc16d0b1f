"""What was done in the account, when and on which device: lines for people, page by page, the newest first.

    ActivityBook --a commit it does not know--> state before the window, and its ops --Scene--> parts, kept from then on
         `------> lines, filtered, grouped ------> ActivityPage

A window is so many commits at once: what it takes is one state of the past and the ops of its commits, both verified.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeAlias

from megadesk.engine.clock import rfc3339
from megadesk.engine.rewind import Rewind
from megadesk.engine.wiring import World
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, PastGone, RetryLater
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.moment import Moment
from megadesk.model.relpath import AREAS, parse_cloud_path
from megadesk.model.tree import Node
from megadesk.remote.chapters import Chapters
from megadesk.remote.past import PastState
from megadesk.remote.space import Space
from megadesk.store.activity import ActivityBook
from megadesk.sync.deeds import Deed, Example, Line, Part, Scene, lines, only, parts

WINDOW_COMMITS: Final = 500
WINDOW_OPS: Final = 20_000
"""A window ends with the commit that fills it; one commit changes 1000 nodes at most. Half a second's work."""

WINDOWS_AT_ONCE: Final = 4
"""So many windows are looked into for one page, or fewer with so many ops: what nothing fits leads back to the start."""

ENOUGH: Final = 20
"""With so many lines nobody waits for another window: they fill a screen."""

PATIENCE_S: Final = 1.0
"""Nor does anybody who has waited so long; a page may be short, and the next one goes on."""

LOAD: Final = 500

Told: TypeAlias = tuple[Moment, Sequence[Part]]


@dataclass(slots=True)
class _Walk:
    """One page on its way back. ``at``: the next commit to be looked at; ``windows``: so many may still be opened."""

    at: int
    windows: int
    until_s: float
    ops: int = WINDOW_OPS
    lines: int = 0

    def may_look(self, now_s: float) -> bool:
        """Whether another window may be looked into; the first one is, however long all took before."""
        if self.lines >= ENOUGH:
            return False
        return self.windows == WINDOWS_AT_ONCE or (self.windows > 0 and self.ops > 0 and now_s < self.until_s)

    is_incomplete: bool = False


class Activity:
    """The activity of the main space. Safe from any thread; one window is looked into at a time."""

    def __init__(
        self, world: World, rewind: Rewind, book: ActivityBook, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._world = world
        self._rewind = rewind
        self._book = book
        self._chapters = Chapters(world.api, world.space, world.past.chain)
        self._roots = {world.space.root(area): area for area in AREAS}
        self._looking = Lock()

    def page(self, body: m.ListActivity) -> m.ActivityPage:
        """Return a page of lines. BadUsage for a path or kind that is none; errors of the past."""
        if body.kind and body.kind not in set(Deed):
            raise BadUsage(what="change", value=body.kind)
        folder = str(parse_cloud_path(body.path)) if body.path else ""
        self._rewind.refresh(known=body.known)
        newest = self._rewind.moments.newest().seq
        walk = _Walk(
            min(newest, body.before_seq - 1) if body.before_seq else newest, WINDOWS_AT_ONCE, self._clock() + PATIENCE_S
        )
        told = (
            (moment, only(done, folder=folder, deed=body.kind) if self._is_of(moment, body.device) else ())
            for moment, done in self._back(walk)
        )
        found: list[Line] = []
        next_seq = 0
        for line in lines(told):
            if len(found) == body.limit:
                next_seq = line.last.seq + 1
                break
            found.append(line)
            walk.lines += 1
        else:
            next_seq = walk.at + 1 if walk.at > 0 else 0
        return m.ActivityPage(
            lines=[self._line(line) for line in found], next_seq=next_seq, incomplete=walk.is_incomplete
        )

    def _is_of(self, moment: Moment, device: str) -> bool:
        """Whether a commit is of the device that was named, by its name or its id."""
        return not device or device in {self._rewind.moments.device_label(moment.device), moment.device.hex()}

    def _line(self, line: Line) -> m.ActivityLine:
        return m.ActivityLine(
            first_seq=line.first.seq, last_seq=line.last.seq, time=rfc3339(line.last.time_ms),
            since=rfc3339(line.first.time_ms), device=self._rewind.moments.device_label(line.last.device),
            here=line.last.device == self._world.unlocked.facts.device, folder=line.folder or "",
            counts=_by_word(line.files), folders=_by_word(line.folders), examples=[_example(one) for one in line.examples],
            total=line.files.total() + line.folders.total(),
        )  # fmt: skip

    # -- going back -----------------------------------------------------------------------------------------------------

    def _back(self, walk: _Walk) -> Iterator[Told]:
        """Yield what commits did, the newest first, as far as may be looked; ``walk.at`` is 0 at the end of the past."""
        while walk.at > 0:
            known = self._book.load(walk.at, LOAD)
            for moment, done in known:
                if moment.seq != walk.at:
                    break
                walk.at -= 1
                yield moment, done
            if walk.at <= 0 or (known and known[-1][0].seq == walk.at + 1):
                continue
            if not walk.may_look(self._clock()):
                return
            walk.windows -= 1
            self._look(walk)

    def _look(self, walk: _Walk) -> None:
        """Find out what the commits of a window did, or go on where something is known if that cannot be."""
        try:
            with self._looking:
                if self._book.newest(walk.at) != walk.at:  # else somebody else was quicker
                    walk.ops -= self._open(walk.at)
        except PastGone:
            walk.at = self._book.newest(walk.at)  # what was found out while it was kept
        except RetryLater:
            walk.is_incomplete = True
            walk.at = self._book.newest(walk.at)

    def _open(self, last: int) -> int:
        """Find out what the commits up to one did, a window of them; return how many nodes they changed.

        PastGone if there is nothing left that is kept.
        """
        first = self._first(last)
        before = _Before(self._world.space, self._rewind, first)
        scene = Scene(before.node, self._roots, before.folder)
        found: list[Told] = []
        wrote: dict[NodeId, tuple[int, DeviceId]] = {}
        for one in self._chapters.between(first, last):
            found.append((one.moment, parts(scene.follow(one.nodes))))
            device = one.moment.device
            wrote.update((key, (node.version, device)) for key, node in one.nodes.items() if node is not None)
        self._book.keep(found)
        self._world.space.note_devices(wrote)
        return sum(moment.n_ops for moment, _ in found)

    def _first(self, last: int) -> int:
        """Return the first commit of the window that ends with one."""
        oldest = self._rewind.past.oldest_seq()
        if 1 < last <= oldest:
            raise PastGone("what it did is no longer kept", oldest_seq=oldest)
        lowest = max(1 if oldest <= 1 else oldest + 1, self._book.newest(last) + 1, last - WINDOW_COMMITS + 1)
        n_ops = 0
        for moment in reversed(self._rewind.moments.chain.between(lowest, last)):
            n_ops += moment.n_ops
            if n_ops >= WINDOW_OPS:
                return moment.seq
        return lowest


class _Before:
    """The nodes before a commit: of the verified state, fetched if need be. Folders that never changed are as they are now.

    So a first upload takes no state at all: all that it needs of before are its folders.
    """

    def __init__(self, space: Space, rewind: Rewind, first: int) -> None:
        self._space = space
        self._rewind = rewind
        self._first = first
        self._state: PastState | None = None

    def folder(self, key: NodeId) -> Node | None:
        """Return a folder that something was in, None if it was not there."""
        now = self._space.node(key)
        return now if now is not None and now.version == 1 else self.node(key)

    def node(self, key: NodeId) -> Node | None:
        """Return a node that was there, None if it was not."""
        if self._first == 1:
            return None
        if self._state is None:
            self._state = self._rewind.past.state(self._rewind.moments.chain.at(self._first - 1))
        return self._state.node(key)


def _by_word(counts: Mapping[Deed, int]) -> dict[str, int]:
    return {deed.value: counts[deed] for deed in Deed if counts.get(deed)}


def _example(one: Example) -> m.ActivityExample:
    return m.ActivityExample(path=one.path, change=one.deed.value, kind=one.kind, id=one.id, was=one.was)
