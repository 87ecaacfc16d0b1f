"""What people see of two moments of a folder: what was in it, page by page, and what has changed in between.

    tree, folder, after --page--> the next entries in the order of their paths, without a look at all the others
    then, now           --changes--> one line for each node that came, went, moved or has other bytes

A folder that was moved is one line, however many nodes are in it. Trees that came from one another are compared by what
changed on the way (model/lineage): a thousand commits in a space of a million nodes cost what the commits changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.tree import Node, Tree
from megadesk.sync.diff import maybe_differing


class Since(Enum):
    """What has become of a node of then; the value is public."""

    SAME = "same"
    EDITED = "edited"
    MOVED = "moved"
    MOVED_EDITED = "moved_edited"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Changed:
    """One node that is another now. ``path``: where it was then; where it is now, if it was not there."""

    since: Since
    path: RelPath
    then: Node | None
    now: Node | None
    now_path: RelPath | None


def since(then: Node | None, now: Node | None) -> Since:
    """Return what has become of a node between two moments, in one of which it is there."""
    if then is None:
        return Since.ADDED
    if now is None:
        return Since.REMOVED
    is_moved, is_edited = not then.same_place(now), not then.same_content(now)
    if is_moved:
        return Since.MOVED_EDITED if is_edited else Since.MOVED
    return Since.EDITED if is_edited else Since.SAME


def changes(then: Tree, now: Tree, folder_then: NodeId | None, folder_now: NodeId | None) -> list[Changed]:
    """Return what differs in a folder, by path; the folder may be another node now, or None where it is not there.

    What was moved into it or out of it is in the list, what it stands in is not.
    """
    found: list[Changed] = []
    for key in maybe_differing(then, now):
        was, is_now = then.nodes.get(key), now.nodes.get(key)
        if was is is_now or (was is None and is_now is None):
            continue
        what = since(was, is_now)
        if what is Since.SAME or not (_is_in(then, was, folder_then) or _is_in(now, is_now, folder_now)):
            continue
        now_path = None if is_now is None else now.path(key)
        path = now_path if was is None else then.path(key)
        assert path is not None, "it is there in one of the two"
        found.append(Changed(what, path, was, is_now, now_path))
    found.sort(key=lambda one: one.path.split("/"))
    return found


def _is_in(tree: Tree, node: Node | None, folder: NodeId | None) -> bool:
    if node is None or folder is None:
        return False
    return folder in {tree.root, node.id, node.parent} or folder in tree.ancestors(node.id)


@dataclass(frozen=True, slots=True)
class Page:
    """Entries in the order of their paths, each with its path below the folder; ``has_more`` if there are others."""

    entries: Sequence[tuple[RelPath, Node]]
    has_more: bool


class Pages:
    """A folder to be looked through page by page; what was sorted stays sorted as long as this is kept."""

    def __init__(self, tree: Tree, folder: NodeId) -> None:
        self._tree = tree
        self._folder = folder
        self._sorted: dict[NodeId, tuple[list[str], list[Node]]] = {}

    def page(self, after: RelPath, limit: int, *, recursive: bool) -> Page:
        """Return at most so many entries that come after a path (ROOT: from the start)."""
        entries: list[tuple[RelPath, Node]] = []
        for entry in self.entries(after, recursive=recursive):
            if len(entries) == limit:
                return Page(entries, has_more=True)
            entries.append(entry)
        return Page(entries, has_more=False)

    def entries(self, after: RelPath, *, recursive: bool) -> Iterator[tuple[RelPath, Node]]:
        """Yield what comes after a path (ROOT: from the start)."""
        waiting = [self._rest(self._folder, ROOT, after, recursive=recursive)]
        while waiting:
            entry = next(waiting[-1], None)
            if entry is None:
                waiting.pop()
                continue
            path, node, goes_in, is_new = entry
            if is_new:
                yield path, node
            if recursive and node.is_folder:
                waiting.append(self._rest(node.id, path, goes_in, recursive=True))

    def _rest(
        self, folder: NodeId, at: RelPath, after: RelPath, *, recursive: bool
    ) -> Iterator[tuple[RelPath, Node, RelPath, bool]]:
        """Yield what is in a folder from ``after`` on: the folder that leads there first, without itself."""
        names, nodes = self._children(folder)
        first, _, rest = after.partition("/")
        start = bisect_left(names, first) if rest or recursive else bisect_right(names, first)
        for name, node in zip(names[start:], nodes[start:], strict=True):
            is_on_the_way = bool(after) and name == first
            yield join(at, name), node, RelPath(rest) if is_on_the_way else ROOT, not is_on_the_way

    def _children(self, folder: NodeId) -> tuple[list[str], list[Node]]:
        known = self._sorted.get(folder)
        if known is None:
            nodes = sorted(self._tree.children(folder), key=lambda node: node.name)
            known = self._sorted[folder] = [node.name for node in nodes], nodes
        return known
