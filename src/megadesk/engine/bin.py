"""What was removed, on both sides: the debris of each synced folder here, and the bin of the account in the cloud.

    list     debris files, and what lies in bin:/ with where it was       one stable id each
    restore  a debris file goes back to its place as a person would put it there, and syncs like any file
             a node of the bin goes back to the folder that its record remembers (ADR 4), made anew if it is gone
    empty    for good; after a question only what it named

Nothing is ever put over what is there: whose name is taken gets another beside it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from megadesk.crypto.records import OpenRecord
from megadesk.disk.debris import Debris, Kept, day_of, names_beside
from megadesk.disk.faults import disk_error
from megadesk.disk.names import is_private
from megadesk.engine.clock import SystemClock, rfc3339, rfc3339_ns
from megadesk.engine.cloud_files import CloudFiles, check_writable
from megadesk.engine.places import place_of
from megadesk.engine.subject import typed_path
from megadesk.engine.supervisor import Supervisor
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MegadeskError, NotFound, Quarantined, Stale, TooNew
from megadesk.model.ids import NodeId
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import CloudPath, RelPath, cloud_name, is_under, join, name_of, parse_cloud_path, printable
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.events import Touched
from megadesk.sync.ports import PutNode

LOCAL: Final = "local"
CLOUD: Final = "cloud"
ID_DIGITS: Final = 12
DAY_MS: Final = 86_400_000
PUT_AT_ONCE: Final = 500
"""So much of the bin goes back in one commit, or is removed for good between two looks whether it is still wanted."""


@dataclass(frozen=True, slots=True)
class _Here:
    """One debris file and the pair it belongs to."""

    id: str
    pair: SyncPair
    kept: Kept


@dataclass(frozen=True, slots=True)
class _There:
    """One node directly in the bin, and where it was."""

    id: str
    node: Node
    was: CloudPath
    trashed_ms: int
    size_bytes: int


class Bin:
    """Both bins of one running account. Each call stands for itself; safe from any thread."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._world = supervisor.world
        self._files = CloudFiles(supervisor)

    # -- list ---------------------------------------------------------------------------------------------------------

    def page(self, body: m.BinList) -> m.BinEntries:
        """Return a page of what is in them, the latest first."""
        whole = self.entries(body.side)
        page = whole.entries[body.after : body.after + body.limit]
        return m.BinEntries(entries=page, unread=whole.unread, more=body.after + len(page) < len(whole.entries))

    def entries(self, side: str) -> m.BinEntries:
        """Return what is in them, the latest first. ``side``: local, cloud, or empty for both."""
        _check_side(side)
        found: list[m.BinEntry] = []
        unread: list[str] = []
        if side != CLOUD:
            here, unread = self._here()
            found += [_entry_here(one) for one in here]
        if side != LOCAL:
            self._files.refresh()
            found += [_entry_there(one) for one in self._there()]
        found.sort(key=lambda entry: entry.removed, reverse=True)
        return m.BinEntries(entries=found, unread=unread)

    def _pairs(self) -> list[SyncPair]:
        return [runner.report().pair for runner in self._supervisor.runners()]

    def _debris(self, pair: SyncPair) -> Debris:
        return Debris(self._world.roots.get(pair.id), SystemClock.today)

    def _here(self) -> tuple[list[_Here], list[str]]:
        """Return every debris file, and the names of the pairs whose folder cannot be looked into now."""
        found: list[_Here] = []
        unread: list[str] = []
        for pair in self._pairs():
            try:
                found += [_Here(_local_id(pair, kept), pair, kept) for kept in self._debris(pair).kept()]
            except (OSError, MegadeskError):
                unread.append(pair.name)
        return found, unread

    def _there(self, only: Collection[str] | None = None) -> list[_There]:
        """Return what lies in the bin of the cloud; with ``only``, what of it has one of these ids."""
        space = self._world.space
        tree = space.tree(space.root("bin"))
        return [
            self._found_there(tree, node) for node in tree.children(tree.root)
            if only is None or node.id.hex() in only
        ]  # fmt: skip

    def _found_there(self, tree: Tree, node: Node) -> _There:
        size_bytes = node.size_bytes + sum(below.size_bytes for below in tree.below(node.id))
        record = self._record(node.id)
        trashed_ms = record.meta.trashed_ms if record is not None else None
        return _There(node.id.hex(), node, self._was(node), trashed_ms or 0, size_bytes)

    def _record(self, node: NodeId) -> OpenRecord | None:
        """Return what the record of a node says; None if it cannot be opened."""
        try:
            return self._world.space.opened(node)
        except (Quarantined, TooNew):
            return None

    def _origin(self, node: NodeId) -> NodeId | None:
        """Return the folder that a node directly in the bin was in."""
        record = self._record(node)
        return None if record is None else record.meta.origin

    def _name(self, node: Node) -> str:
        """Return what a node was called: in the bin, where many have one name, each is shown under one of its own."""
        written = self._world.space.node(node.id)
        return node.name if written is None else written.name

    def _was(self, node: Node) -> CloudPath:
        """Return where a node of the bin was; a folder on the way that is nowhere any more is left out."""
        space = self._world.space
        trees = {area: space.tree(space.root(area)) for area in ("drive", "backups")}
        bin_tree = space.tree(space.root("bin"))
        names: list[str] = [self._name(node)]
        seen: set[NodeId] = set()
        here: NodeId | None = self._origin(node.id)
        while here is not None and here not in seen:
            seen.add(here)
            for area, tree in trees.items():
                if here == tree.root:
                    return CloudPath(area, tuple(reversed(names)))
                if here in tree:
                    return CloudPath(area, (*tree.path(here).split("/"), *reversed(names)))
            if here not in bin_tree:
                break
            folder = bin_tree.nodes[here]
            names.append(self._name(folder))
            here = self._origin(here) if folder.parent == bin_tree.root else folder.parent
        return CloudPath("drive", tuple(reversed(names)))

    # -- restore ------------------------------------------------------------------------------------------------------

    def restore(self, ids: Sequence[str], to: str, *, paths: Sequence[str] = (), dry_run: bool = False) -> m.Restored:
        """Put back what is meant: by its id or the start of it, or by the path of this computer that it had or was in.

        ``to``: to this place instead, or into it if it is a folder. All is looked for before anything moves. One that
        fails then does not undo those before it. dry_run: only say where each would go.
        """
        named = len(ids) + len(paths)
        if not named or (to and named > 1):
            raise BadUsage(what="bin_restore", reason="several" if named else "none")
        self._files.refresh()
        known: dict[str, _Here | _There] = {one.id: one for one in self._there(only=frozenset(ids))}
        here: list[_Here] = []
        if paths or any(wanted not in known for wanted in ids):  # else nobody has to look at all that is removed
            here = self._here()[0]
            known |= {one.id: one for one in here}
        all_of_it: list[_Here | _There] = []
        if any(wanted not in known for wanted in ids):
            all_of_it = [*here, *self._there()]
        chosen = [known.get(wanted) or self._chosen(wanted, all_of_it) for wanted in ids]
        whole = [self._chosen_below(path, here) for path in paths]
        away = self._restore_there([one for one in chosen if isinstance(one, _There)], to, dry_run=dry_run)
        entries = [
            self._restore_here(one, _place_here(one.pair, to, name_of(one.kept.path)) if to else one.kept.path, dry_run)
            if isinstance(one, _Here)
            else away[one.id]
            for one in chosen
        ]
        left = 0
        for folder, inside in whole:
            at = _place_here(inside[0].pair, to, name_of(folder)) if to else folder
            for one in inside:
                below = RelPath(one.kept.path.removeprefix(folder).removeprefix("/"))
                wanted = join(at, below) if below else at
                if below and os.path.lexists(Path(one.pair.local, wanted)):
                    left += 1
                else:
                    entries.append(self._restore_here(one, wanted, dry_run))
        return m.Restored(entries=entries, left=left)

    def _chosen_below(self, path: str, here: Sequence[_Here]) -> tuple[RelPath, list[_Here]]:
        """Return the place in a pair that a path leads to, and the latest of each file that was there or below it."""
        place = place_of(self._pairs(), typed_path(path))
        if place is None:
            raise NotFound(what="bin_entry", value=printable(path))
        fits = [one for one in here if one.pair.id == place.pair.id and is_under(one.kept.path, place.path)]
        latest = {one.kept.path: one for one in sorted(fits, key=lambda one: one.kept.removed_ns)}
        if not latest:
            raise NotFound(what="bin_entry", value=printable(path))
        return place.path, sorted(latest.values(), key=lambda one: one.kept.path)

    @staticmethod
    def _chosen(wanted: str, entries: Sequence[_Here | _There]) -> _Here | _There:
        fits = [one for one in entries if wanted and one.id.startswith(wanted.lower())]
        if not fits:
            raise NotFound(what="bin_entry", value=printable(wanted))
        if len(fits) > 1:
            raise BadUsage(what="bin_entry", value=printable(wanted), reason="several")
        return fits[0]

    def _restore_here(self, one: _Here, wanted: RelPath, dry_run: bool = False) -> m.BinRestored:
        if dry_run:
            path = Path(one.pair.local, wanted)
            return m.BinRestored(
                id=one.id, side=LOCAL, path=printable(str(path)), pair=one.pair.name, renamed=os.path.lexists(path)
            )
        try:
            now = self._debris(one.pair).give_back(one.kept, wanted)
        except FileNotFoundError as e:
            raise NotFound(what="bin_entry", value=one.id) from e
        except OSError as e:
            raise disk_error(e, wanted) from e
        # Where the folder is not watched, nobody else would tell of it for a while.
        self._supervisor.runner(one.pair.id).post(Touched([now]))
        return m.BinRestored(
            id=one.id, side=LOCAL, path=printable(str(Path(one.pair.local, now))), pair=one.pair.name,
            renamed=now != wanted,
        )  # fmt: skip

    def _restore_there(self, ones: Sequence[_There], to: str, *, dry_run: bool) -> dict[str, m.BinRestored]:
        """Put nodes of the bin back, as many in a commit as it holds; whose name is taken gets another beside it."""
        left = [(one, self._target(one, to)) for one in ones]
        if dry_run:
            return {one.id: _told_there(one, target, renamed=self._is_there(target)) for one, target in left}
        parents = {target.parent: self._files.make_folders(target.parent) for _, target in left}
        back: dict[str, m.BinRestored] = {}

        def attempt(folder: CloudFolder, _tree: Tree) -> None:
            while left:
                self._put_first(folder, left, parents, back)

        if left:
            self._files.retried(attempt)
        return back

    def _target(self, one: _There, to: str) -> CloudPath:
        target = parse_cloud_path(to) if to else one.was
        check_writable(target)
        if target.area != "drive":
            raise BadUsage(what="cloud_path", value=printable(to), reason="not_in_the_drive")
        return target.child(one.was.name) if not target.names or (to and self._is_folder(target)) else target

    def _put_first(
        self, folder: CloudFolder, left: list[tuple[_There, CloudPath]], parents: Mapping[CloudPath, NodeId],
        back: dict[str, m.BinRestored],
    ) -> None:  # fmt: skip
        """Put the first of them back and take them out; Stale if others changed any of it meanwhile."""
        tree, bin_tree = folder.tree(), self._world.space.tree(self._world.space.root("bin"))
        going: dict[NodeId, tuple[_There, CloudPath, PutNode]] = {}
        taken: set[tuple[NodeId, str]] = set()
        for one, target in left[:PUT_AT_ONCE]:
            node, parent = self._world.space.node(one.node.id), parents[target.parent]
            if node is None or node.id not in bin_tree:
                raise NotFound(what="bin_entry", value=one.id)
            if parent != tree.root and parent not in tree:
                raise Stale("the folder went")
            if node.id in going:
                break  # named twice: the next look does not find it
            name = next(
                name for name in names_beside(target.name)
                if tree.child_named(parent, name) is None and (parent, name) not in taken
            )  # fmt: skip
            taken.add((parent, name))
            going[node.id] = (one, target, PutNode(node=replace(node, parent=parent, name=name)))
        stale = folder.publish([put for _, _, put in going.values()]).stale
        left[: len(going)] = [(one, target) for one, target, put in going.values() if put.node.id in stale]
        for one, target, put in going.values():
            if put.node.id not in stale:
                now = target.parent.child(put.node.name)
                back[one.id] = _told_there(one, now, renamed=now != target)
        if stale:
            raise Stale("another device was quicker")

    def _is_there(self, where: CloudPath) -> bool:
        try:
            self._files.existing(where)
        except NotFound:
            return False
        return True

    def _is_folder(self, where: CloudPath) -> bool:
        try:
            return self._files.existing(where)[1].is_folder
        except NotFound:
            return False

    # -- empty --------------------------------------------------------------------------------------------------------

    def count(self, side: str, older_than_days: int) -> m.Counted:
        """Return what was put there more than so many days ago (0: everything)."""
        here, there = self._doomed(side, older_than_days)
        return m.Counted(amount=_amount(here, there), ids=[*(one.id for one in here), *(one.id for one in there)])

    def empty(
        self, side: str, older_than_days: int, *, only: Collection[str] | None, check: Callable[[], None]
    ) -> m.Emptied:
        """Remove that for good; ``only``: what of it has one of these ids, for whoever was asked about no more."""
        here, there = self._doomed(side, older_than_days, only=frozenset(only) if only is not None else None)
        self._empty_here(here, check)
        self._empty_there(there, check)
        return _amount(here, there)

    def _doomed(
        self, side: str, older_than_days: int, *, only: frozenset[str] | None = None
    ) -> tuple[list[_Here], list[_There]]:
        _check_side(side)
        if older_than_days < 0:
            raise BadUsage(what="days", value=older_than_days)
        now_ms = self._world.clock.wall_ms()
        is_local = side != CLOUD and (only is None or any(one.startswith(f"{LOCAL}-") for one in only))
        here = [] if not is_local else [
            one for one in self._here()[0]
            if only is None or one.id in only
            if not older_than_days or _days_since(one.kept, SystemClock.today()) > older_than_days
        ]  # fmt: skip
        there: list[_There] = []
        if side != LOCAL:
            self._world.journal.fetch()
            limit_ms = now_ms - older_than_days * DAY_MS
            there = [one for one in self._there(only) if not older_than_days or one.trashed_ms < limit_ms]
        return here, there

    def _empty_here(self, doomed: Sequence[_Here], check: Callable[[], None]) -> None:
        for one in doomed:
            check()
            try:
                self._debris(one.pair).remove(one.kept)
            except OSError as e:
                raise disk_error(e, one.kept.place) from e

    def _empty_there(self, doomed: Sequence[_There], check: Callable[[], None]) -> None:
        for start in range(0, len(doomed), PUT_AT_ONCE):
            check()
            nodes = [one.node.id for one in doomed[start : start + PUT_AT_ONCE]]

            def attempt(folder: CloudFolder, _tree: Tree, nodes: Sequence[NodeId] = nodes) -> None:
                tree = self._world.space.tree(self._world.space.root("bin"))
                # what is not there somebody has put back, or has emptied the bin
                self._files.remove_for_good(folder, tree, *(tree.nodes[node] for node in nodes if node in tree))

            self._files.retried(attempt)


def _told_there(one: _There, where: CloudPath, *, renamed: bool) -> m.BinRestored:
    return m.BinRestored(id=one.id, side=CLOUD, path=str(where), pair=None, renamed=renamed)


def _amount(here: Sequence[_Here], there: Sequence[_There]) -> m.Emptied:
    return m.Emptied(
        local=len(here), local_bytes=sum(one.kept.size_bytes for one in here),
        cloud=len(there), cloud_bytes=sum(one.size_bytes for one in there),
    )  # fmt: skip


def _check_side(side: str) -> None:
    if side not in {"", LOCAL, CLOUD}:
        raise BadUsage(what="side", value=printable(side))


def _local_id(pair: SyncPair, kept: Kept) -> str:
    """Return a name for a debris file that is the same each time it is listed."""
    raw = f"{pair.id}/{kept.shelf}/{kept.path}".encode("utf-8", "surrogateescape")
    return f"{LOCAL}-{hashlib.sha256(raw).hexdigest()[:ID_DIGITS]}"


def _entry_here(one: _Here) -> m.BinEntry:
    return m.BinEntry(
        id=one.id, side=LOCAL, path=printable(one.kept.path), pair=one.pair.name, kind="file",
        size=one.kept.size_bytes, removed=rfc3339_ns(one.kept.removed_ns),
    )  # fmt: skip


def _entry_there(one: _There) -> m.BinEntry:
    return m.BinEntry(
        id=one.id, side=CLOUD, path=str(one.was), pair=None, kind=one.node.kind.name.lower(), size=one.size_bytes,
        removed=rfc3339(one.trashed_ms),
    )  # fmt: skip


def _days_since(kept: Kept, today: str) -> int:
    return (day_of(today) - day_of(kept.shelf)).days


def _place_here(pair: SyncPair, to: str, name: str) -> RelPath:
    """Return where something of that name goes that is to go to a path of this computer: into it, if it is a folder."""
    place = _inside(pair, to)
    at = Path(pair.local, place)
    if name and at.is_dir() and not at.is_symlink():
        return join(place, name)
    return place


def _inside(pair: SyncPair, to: str) -> RelPath:
    """Return the place in the pair's folder that a person typed as a path of this computer; BadUsage if it is not."""
    place = place_of([pair], to)
    steps = place.path.split("/") if place is not None and place.path else []
    for step in steps:
        cloud_name(step)
    if place is None or (steps and is_private(RelPath(steps[0]), case_sensitive=False)):
        raise BadUsage(what="bin_restore", reason="outside", path=printable(to), folder=printable(pair.local))
    return place.path
