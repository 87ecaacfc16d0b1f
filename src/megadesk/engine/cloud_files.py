"""The account's tree for people and scripts: list, look, make, move, remove.

    CloudPath --locate--> Node in the tree of its area (drive, bin, backups) --Entries--> with who wrote it, how it stands here
    intent --> PutNode, BinNode --> CloudFolder.publish, after a fetch, so that it is decided on what is true now

Moving bytes is in ``errands.py``, reading them in ``cloud_cat.py``. If another device is quicker with the same node, the intent is decided anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from megadesk.engine.clock import rfc3339, rfc3339_ns
from megadesk.engine.standings import Standings
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists, BadUsage, NotFound, RetryLater, Stale
from megadesk.model.ids import NodeId, new_node_id
from megadesk.model.relpath import ROOT, CloudPath, RelPath, parse_cloud_path
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync import finding
from megadesk.sync.finding import name_test
from megadesk.sync.history import Pages
from megadesk.sync.ports import BinNode, PutNode

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

TRIES: Final = 5
REMOVE_AT_ONCE: Final = 1000
_KINDS: Final = {kind: kind.name.lower() for kind in Kind}

T = TypeVar("T")


def below(folder: CloudPath, path: str) -> RelPath:
    """Return where a path is below a folder; BadUsage if it is not in it."""
    where = parse_cloud_path(path)
    n_names = len(folder.names)
    if where.area != folder.area or where.names[:n_names] != folder.names:
        raise BadUsage(what="after", value=path)
    return RelPath("/".join(where.names[n_names:]))


class CloudFiles:
    """The files of the main space. Each call stands for itself; safe from any thread."""

    def __init__(self, supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self.world = supervisor.world

    # -- looking ------------------------------------------------------------------------------------------------------

    def entries(self, path: str, *, recursive: bool) -> list[m.CloudEntry]:
        """Return what is in a folder (or below it), in path order; a file lists itself."""
        where = parse_cloud_path(path)
        self.refresh()
        tree, node = self._locate(where)
        if node is not None and not node.is_folder:
            return self._told(tree, [(where, node)])
        found = self._below(tree, node.id if node else tree.root, where, recursive=recursive)
        return sorted(self._told(tree, list(found)), key=lambda entry: entry.path)

    def page(self, body: m.List) -> m.CloudEntries:
        """Return a page of what is in a folder (or below it); a file lists itself."""
        where = parse_cloud_path(body.path)
        self.refresh(known=body.known)
        tree, node = self._locate(where)
        if node is not None and not node.is_folder:
            return m.CloudEntries(entries=self._told(tree, [(where, node)]))
        after = below(where, body.after) if body.after else ROOT
        page = Pages(tree, node.id if node else tree.root).page(after, body.limit, recursive=body.recursive)
        return m.CloudEntries(entries=self._told(tree, _under(where, page.entries)), more=page.has_more)

    def find(self, body: m.FindFiles) -> m.CloudEntries:
        """Return a page of what has a text in its name, of all that is below a folder, in path order."""
        if not body.text:
            raise BadUsage(what="find")
        where = parse_cloud_path(body.path)
        self.refresh(known=body.known)
        tree, node = self._locate(where)
        after = below(where, body.after) if body.after else ROOT
        fits = name_test(body.text, is_pattern=body.is_pattern)
        page = finding.page(tree, node.id if node else tree.root, fits, after, body.limit)
        return m.CloudEntries(entries=self._told(tree, _under(where, page.entries)), more=page.has_more)

    def stat(self, path: str) -> m.CloudStat:
        """Return one node in full, but for what is not in the tree: its versions, and the sentence why it is as it is."""
        where = parse_cloud_path(path)
        self.refresh()
        tree, node = self.existing(where)
        stored = self.world.space.stored(node.id)
        stand = Standings(self.supervisor).of(tree, node)
        return m.CloudStat(
            path=str(where), id=node.id.hex(), kind=node.kind.name.lower(), size=node.size_bytes,
            mtime=self._time(node), version=node.version,
            device=self.supervisor.device_label(stored.device) if stored and stored.device else None,
            state=(stored.fault if stored is not None else None) or stand.state, local=stand.local, pair=stand.pair or "",
        )  # fmt: skip

    def refresh(self, *, known: bool = False) -> None:
        """Catch up, if the server can be reached; what this device knows is shown otherwise, or if that is enough."""
        if known and self.world.space.head is not None:
            return
        try:
            self.world.journal.fetch()
        except RetryLater:
            if self.world.space.head is None:
                raise

    def existing(self, where: CloudPath) -> tuple[Tree, Node]:
        """Return the node at a place and the tree of its area; NotFound, or BadUsage for an area's root."""
        tree, node = self._locate(where)
        if node is None:
            raise BadUsage(what="cloud_path", value=str(where), reason="area_root")
        return tree, node

    def _locate(self, where: CloudPath) -> tuple[Tree, Node | None]:
        """Return the tree of an area and the node in it; None for the area's root. NotFound."""
        tree = self.world.space.tree(self.world.space.root(where.area))
        if not where.names:
            return tree, None
        node = tree.at(RelPath("/".join(where.names)))
        if node is None:
            raise NotFound(what="path", path=str(where))
        return tree, node

    @staticmethod
    def _below(tree: Tree, folder: NodeId, at: CloudPath, *, recursive: bool) -> Iterator[tuple[CloudPath, Node]]:
        waiting = [(folder, at)]
        while waiting:
            above, where = waiting.pop()
            for node in tree.children(above):
                path = where.child(node.name)
                yield path, node
                if recursive and node.is_folder:
                    waiting.append((node.id, path))

    def _told(self, tree: Tree, nodes: Sequence[tuple[CloudPath, Node]]) -> list[m.CloudEntry]:
        """Return nodes of the tree of an area as front ends see them."""
        standings = Standings(self.supervisor)
        wrote = self.world.space.devices([node.id for _, node in nodes])
        names = {device: self.supervisor.device_label(device) for device in set(wrote.values())}
        found: list[m.CloudEntry] = []
        for path, node in nodes:
            stand, device = standings.of(tree, node), wrote.get(node.id)
            found.append(
                m.CloudEntry(
                    path=str(path), kind=_KINDS[node.kind], size=node.size_bytes, mtime=self._time(node),
                    id=node.id.hex(), version=node.version, device=names[device] if device is not None else "",
                    local=stand.local, state=stand.state,
                )
            )  # fmt: skip
        return found

    @staticmethod
    def _time(node: Node) -> str:
        return rfc3339_ns(node.mtime_ns) if node.mtime_ns else rfc3339(0)

    # -- changing -----------------------------------------------------------------------------------------------------

    def folder(self) -> CloudFolder:
        """Return a fresh user of the drive: what it publishes is held against what it saw."""
        return self.world.cloud_folder(self.world.space.root("drive"))

    def retried(self, attempt: Callable[[CloudFolder, Tree], T]) -> T:
        """Fetch and try; once more from the start whenever somebody else was quicker."""
        for _ in range(TRIES):
            self.world.journal.fetch()
            folder = self.folder()
            try:
                return attempt(folder, folder.tree())
            except Stale:
                continue
        raise Stale("others change the same thing all the time")

    def publish(self, folder: CloudFolder, ops: Sequence[PutNode | BinNode]) -> None:
        """Publish; Stale if any of it was decided on what is no longer so."""
        if folder.publish(ops).stale:
            raise Stale("another device was quicker")

    def make_folders(self, where: CloudPath) -> NodeId:
        """Return the folder at a place, making it and what is missing above it."""
        check_writable(where)
        if where.area != "drive":
            raise BadUsage(what="cloud_path", value=str(where), reason="not_in_the_drive")

        def attempt(folder: CloudFolder, tree: Tree) -> NodeId:
            ops: list[PutNode] = []
            at = tree.root
            for depth, name in enumerate(where.names):
                node = tree.child_named(at, name) if at in tree or at == tree.root else None
                if node is not None and not node.is_folder:
                    raise AlreadyExists(what="path", path=str(CloudPath("drive", where.names[: depth + 1])))
                if node is None:
                    node = Node(new_node_id(self.world.entropy), at, Kind.FOLDER, name)
                    ops.append(PutNode(node=node))
                at = node.id
            self.publish(folder, ops)
            return at

        return self.retried(attempt)

    def make_folder(self, path: str, *, parents: bool) -> m.CloudEntry:
        """Make a folder; with ``parents`` also what is missing above, and one that is there is fine."""
        where = parse_cloud_path(path)
        if not where.names:
            raise BadUsage(what="cloud_path", value=path, reason="area_root")
        self.world.journal.fetch()
        tree = self.folder().tree()
        if not parents:
            if tree.at(RelPath("/".join(where.names))) is not None:
                raise AlreadyExists(what="path", path=str(where))
            above = where.parent
            if above.names:
                _, parent = self.existing(above)
                if not parent.is_folder:
                    raise AlreadyExists(what="path", path=str(above))
        self.make_folders(where)
        made, node = self.existing(where)
        return self._told(made, [(where, node)])[0]

    def move(self, sources: Sequence[str], target: str, *, exact: bool = False) -> list[m.CloudEntry]:
        """Move or rename nodes of the drive or the bin; into ``target`` if it is a folder and not meant exactly so."""
        froms = [parse_cloud_path(source) for source in sources]
        to = parse_cloud_path(target)
        for one in (*froms, to):
            check_writable(one)
        if to.area != "drive":
            raise BadUsage(what="cloud_path", value=target, reason="not_in_the_drive")

        def attempt(folder: CloudFolder, tree: Tree) -> list[m.CloudEntry]:
            there = tree.at(RelPath("/".join(to.names))) if to.names else None
            into = not to.names or (not exact and there is not None and there.is_folder)
            if len(froms) > 1 and not into:
                raise BadUsage(what="move_target", value=str(to))
            moved: list[tuple[CloudPath, Node]] = []
            for one in froms:
                _, node = self.existing(one)
                path = to.child(one.name) if into else to
                parent = (there.id if there else tree.root) if into else self._parent_id(tree, to)
                self._check_free(tree, node, parent, path)
                moved.append((path, replace(node, parent=parent, name=path.name)))
            self.publish(folder, [PutNode(node=node) for _, node in moved])
            now = self.world.space.tree(tree.root)
            return self._told(now, [(path, now.get(node.id, node)) for path, node in moved])

        return self.retried(attempt)

    def _parent_id(self, tree: Tree, path: CloudPath) -> NodeId:
        if not path.parent.names:
            return tree.root
        _, parent = self.existing(path.parent)
        if not parent.is_folder:
            raise NotFound(what="folder", path=str(path.parent))
        return parent.id

    @staticmethod
    def _check_free(tree: Tree, node: Node, parent: NodeId, path: CloudPath) -> None:
        there = tree.child_named(parent, path.name)
        if there is not None and there.id != node.id:
            raise AlreadyExists(what="path", path=str(path))
        if parent == node.id or node.id in tree.ancestors(parent):
            raise BadUsage(what="move_target", value=path.name, reason="into_itself")

    def remove(self, paths: Sequence[str], *, permanent: bool) -> None:
        """Move nodes to the bin; with ``permanent`` (or in the bin) remove them for good, with all below."""
        wheres = [parse_cloud_path(path) for path in paths]
        for where in wheres:
            check_writable(where)
        left = list(wheres)

        def attempt(folder: CloudFolder, _tree: Tree) -> None:
            while left:  # what is done is taken out, also if a later one has to be tried again
                if permanent or left[0].area == "bin":
                    self.remove_for_good(folder, *self.existing(left[0]))
                    left.pop(0)
                else:
                    self._bin_first(folder, left)

        self._check_exist(wheres)
        self.retried(attempt)

    def _bin_first(self, folder: CloudFolder, left: list[CloudPath]) -> None:
        """Move as many of the first as one commit holds to the bin, and take them out; Stale if some were changed meanwhile."""
        going: dict[CloudPath, BinNode] = {}
        for where in left[:REMOVE_AT_ONCE]:
            if where.area != "drive" or any(above in going for above in _way_to(where)):
                break  # it went with what is above it: the next look says so
            _, node = self.existing(where)
            going[where] = BinNode(id=node.id, version=node.version)
        stale = folder.publish(list(going.values())).stale
        left[: len(going)] = [where for where, op in going.items() if op.id in stale]
        if stale:
            raise Stale("another device was quicker")

    def _check_exist(self, wheres: Sequence[CloudPath]) -> None:
        """All or nothing: a wrong path in the list leaves every other one as it is."""
        self.world.journal.fetch()
        for where in wheres:
            self.existing(where)

    @staticmethod
    def remove_for_good(folder: CloudFolder, tree: Tree, *nodes: Node) -> None:
        """Remove nodes and all below them, deepest first; Stale if somebody else was quicker."""
        doomed = [one for node in nodes for one in (node.id, *(below.id for below in tree.below(node.id)))]
        doomed.reverse()
        for start in range(0, len(doomed), REMOVE_AT_ONCE):
            if folder.remove(doomed[start : start + REMOVE_AT_ONCE]).stale:
                raise Stale("another device was quicker")


def _under(top: CloudPath, entries: Iterable[tuple[RelPath, Node]]) -> list[tuple[CloudPath, Node]]:
    """Return entries of a folder with their places in the cloud."""
    return [(CloudPath(top.area, (*top.names, *path.split("/"))), node) for path, node in entries]


def _way_to(where: CloudPath) -> Iterator[CloudPath]:
    """Yield a place and all above it."""
    for depth in range(1, len(where.names) + 1):
        yield CloudPath(where.area, where.names[:depth])


def check_writable(where: CloudPath) -> None:
    """Raise BadUsage for a place in a backup: nothing but its own device, by backing up, changes what is there."""
    if where.area == "backups":
        raise BadUsage(what="cloud_path", value=str(where), reason="backup_read_only")
