"""The past to look at: a folder as it was, what has changed since, and when how much was changed.

    path, moment --> verified PastState --> the folder of then --> Pages, Changed --> rows, a page at a time

A path means the place it was then; if nothing was there then, the node that is there now, wherever it was. Nothing here
changes anything: that is in ``restoring.py``, and the versions of one file are in ``file_versions.py``.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, TypeVar

from megadesk.engine.clock import rfc3339, rfc3339_ns
from megadesk.engine.cloud_files import below
from megadesk.engine.moments import Moments, parse_time
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, NotFound, PastGone, RetryLater
from megadesk.model.ids import DeviceId, NodeId
from megadesk.model.moment import Moment
from megadesk.model.relpath import ROOT, CloudPath, RelPath, parse_cloud_path
from megadesk.model.tree import Node, Tree
from megadesk.remote.chain import PAGE
from megadesk.remote.journal import Journal
from megadesk.remote.past import Past, PastState
from megadesk.remote.space import Space
from megadesk.sync.history import Changed, Pages, Since, changes, since

KEPT: Final = 8
"""Folders that were sorted or compared, for the next page."""

STEPS_MAX: Final = 10_000
SINCE: Final = frozenset(one.value for one in Since)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a tree. ``node``: None for the root of its area. ``path``: where it is in this tree."""

    tree: Tree
    node: Node | None
    path: CloudPath

    @property
    def key(self) -> NodeId:
        """The id of the node, or of the root."""
        return self.tree.root if self.node is None else self.node.id


@dataclass(slots=True)
class _Inside:
    """What one step of time holds: figures, for there may be a million commits in it."""

    first: int
    last: int = 0
    commits: int = 0
    devices: Counter[DeviceId] = field(default_factory=Counter)

    def add(self, moment: Moment) -> None:
        """Count a commit; they come in their order."""
        self.last = moment.seq
        self.commits += 1
        self.devices[moment.device] += moment.n_ops


class Rewind:
    """The past of the main space. Safe from any thread."""

    def __init__(self, space: Space, journal: Journal, past: Past, moments: Moments) -> None:
        self.past = past
        self.moments = moments
        self._space = space
        self._journal = journal
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def refresh(self, *, known: bool = False) -> None:
        """Catch up, if the server can be reached; ``known``: what this device knows is enough."""
        if known and self._space.head is not None:
            return
        try:
            self._journal.fetch()
        except RetryLater:
            if self._space.head is None:
                raise

    def state(self, moment: Moment) -> PastState:
        """Return the space at a moment, verified; errors as Past.state, and PastGone says what is the oldest there is."""
        try:
            return self.past.state(moment)
        except PastGone as error:
            oldest_ms = error.arguments.get("oldest_ms")
            oldest = rfc3339(oldest_ms) if isinstance(oldest_ms, int) and oldest_ms else None
            raise PastGone(oldest=oldest, oldest_seq=error.arguments.get("oldest_seq")) from error

    # -- finding ------------------------------------------------------------------------------------------------------

    def now(self, area: str) -> Tree:
        """Return an area as it is."""
        return self._space.tree(self._space.root(area))

    def found(self, state: PastState, path: str) -> Found:
        """Return what was at a path then, or what is there now, where it was then. NotFound if neither was there."""
        where = parse_cloud_path(path)
        then = state.tree(where.area)
        if not where.names:
            return Found(then, None, where)
        at = RelPath("/".join(where.names))
        node = then.at(at)
        if node is None:
            is_now = self.now(where.area).at(at)
            node = None if is_now is None else then.nodes.get(is_now.id)
        if node is None:
            raise NotFound(what="path", path=str(where), reason="then", time=rfc3339(state.moment.time_ms))
        return Found(then, node, CloudPath(where.area, tuple(then.path(node.id).split("/"))))

    # -- show ---------------------------------------------------------------------------------------------------------

    def show(self, body: m.RewindShow) -> m.PastEntries:
        """Return a page of a folder as it was; a file shows itself."""
        self.refresh()
        moment = self.moments.named(body.time, body.seq)
        state = self.state(moment)
        found = self.found(state, body.path)
        if found.node is not None and not found.node.is_folder:
            entries, has_more = [(found.path.name, found.node)], False
            top = found.path.parent
        else:
            pages = self._keep(("pages", moment.commit_id, found.key), lambda: Pages(found.tree, found.key))
            page = pages.page(
                below(found.path, body.after) if body.after else ROOT, body.limit, recursive=body.recursive
            )
            entries, has_more, top = list(page.entries), page.has_more, found.path
        now = self.now(top.area)
        return m.PastEntries(
            moment=self.moments.told(moment, body.time), path=str(found.path), more=has_more, unreadable=state.faults,
            entries=[_entry(f"{str(top).rstrip('/')}/{path}", node, now.nodes.get(node.id)) for path, node in entries],
        )  # fmt: skip

    def _keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key, or what ``make`` makes of it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    # -- diff ---------------------------------------------------------------------------------------------------------

    def diff(self, body: m.RewindDiff) -> m.DiffEntries:
        """Return a page of what has changed in a folder between two moments."""
        if unknown := [kind for kind in body.only if kind not in SINCE]:
            raise BadUsage(what="change", value=unknown[0])
        self.refresh()
        first, last = self.moments.named(body.time, body.seq), self.moments.named(body.to_time, body.to_seq)
        if last.seq < first.seq:
            raise BadUsage(what="moments", reason="order")
        every = self._changes(first, last, body.path)
        find = body.find.casefold()
        chosen = [
            one for one in every
            if (not body.only or one.since.value in body.only) and (not find or find in str(one.path).casefold())
        ]  # fmt: skip
        area = parse_cloud_path(body.path).area
        page = chosen[body.after : body.after + body.limit]
        return m.DiffEntries(
            since=self.moments.told(first, body.time), until=self.moments.told(last, body.to_time), total=len(chosen),
            counts=dict(Counter(one.since.value for one in every)), more=body.after + len(page) < len(chosen),
            entries=[_changed(CloudPath(area, ()), one) for one in page],
        )  # fmt: skip

    def _changes(self, first: Moment, last: Moment, path: str) -> Sequence[Changed]:
        where = parse_cloud_path(path)

        def made() -> list[Changed]:
            then = self.state(first)
            with self._space.lock:
                head = self._space.head
                now = self.now(where.area) if head is not None and head.commit_id == last.commit_id else None
            tree = self.state(last).tree(where.area) if now is None else now
            at = RelPath("/".join(where.names))
            before, after = then.tree(where.area), tree
            was, here = before.at(at), after.at(at)
            if where.names and was is None and here is None:
                raise NotFound(what="path", path=str(where))
            folder_was = before.root if not where.names else was.id if was is not None else None
            folder_now = after.root if not where.names else here.id if here is not None else None
            return changes(before, after, folder_was or folder_now, folder_now or folder_was)

        return self._keep(("changes", first.commit_id, last.commit_id, str(where)), made)

    # -- timeline -----------------------------------------------------------------------------------------------------

    def timeline(self, body: m.RewindTimeline) -> m.Timeline:
        """Return the steps of time in which something was changed."""
        self.refresh()
        newest = self.moments.newest()
        oldest = self.moments.chain.at(self.past.oldest_seq())
        since_ms = parse_time(body.since) - 999 if body.since else None
        until_ms = parse_time(body.until) if body.until else None
        steps: dict[int, _Inside] = {}
        first = oldest.seq if since_ms is None else self._since(since_ms, oldest.seq, newest.seq)
        for moment in self.moments.chain.walk(first, newest.seq):
            is_late = since_ms is None or since_ms <= moment.time_ms
            if is_late and (until_ms is None or moment.time_ms <= until_ms):
                steps.setdefault(moment.time_ms // (body.step_s * 1000), _Inside(moment.seq)).add(moment)
                if len(steps) > STEPS_MAX:
                    raise BadUsage(what="steps", value=body.step_s)
        return m.Timeline(
            oldest=self.moments.told(oldest), newest=self.moments.told(newest),
            steps=[self._step(number * body.step_s * 1000, steps[number]) for number in sorted(steps)],
        )  # fmt: skip

    def _since(self, since_ms: int, oldest: int, newest: int) -> int:
        """Return from which commit on there may be some of this time or later.

        A clock that is behind puts earlier ones among them, so a single one ends nothing; a whole page of them does.
        """
        first = newest
        while first > oldest:
            start = max(oldest, first - PAGE)
            if all(moment.time_ms < since_ms for moment in self.moments.chain.between(start, first - 1)):
                break
            first = start
        return first

    def _step(self, time_ms: int, inside: _Inside) -> m.TimelineStep:
        devices: Counter[str] = Counter()
        for device, n_ops in inside.devices.items():
            devices[self.moments.device_label(device)] += n_ops
        return m.TimelineStep(
            time=rfc3339(time_ms), first_seq=inside.first, last_seq=inside.last, commits=inside.commits,
            changes=inside.devices.total(), devices=dict(devices),
        )  # fmt: skip


def _entry(path: str, node: Node, now: Node | None) -> m.PastEntry:
    return m.PastEntry(
        path=path, kind=node.kind.name.lower(), size=node.size_bytes, mtime=_time(node), id=node.id.hex(),
        version=node.version, since=since(node, now).value,
    )  # fmt: skip


def _changed(top: CloudPath, one: Changed) -> m.DiffEntry:
    node = one.then or one.now
    assert node is not None, "it is there in one of the two"
    return m.DiffEntry(
        path=f"{str(top).rstrip('/')}/{one.path}", change=one.since.value, kind=node.kind.name.lower(),
        now=None if one.now_path is None else f"{str(top).rstrip('/')}/{one.now_path}", id=node.id.hex(),
        size_then=None if one.then is None else one.then.size_bytes,
        size_now=None if one.now is None else one.now.size_bytes,
        mtime_then=None if one.then is None else _time(one.then), mtime_now=None if one.now is None else _time(one.now),
    )  # fmt: skip


def _time(node: Node) -> str:
    return rfc3339_ns(node.mtime_ns) if node.mtime_ns else rfc3339(0)
