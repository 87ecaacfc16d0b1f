"""What a folder looks like, by id.

A Tree is the whole content of one folder at one moment: every node below it, keyed by NodeId, each knowing its
parent. Keyed by id, a folder with ten thousand files moves by changing one node. Base (what both sides last
agreed on), local (what the disk shows) and remote (what the journal shows) are three Trees over the same ids.

Trees are values: ``changed`` returns a new one. Unique names per folder are not a rule here: two devices may
break it together, and ``sync/merge`` resolves it.

A tree that was made from another knows it (lineage.py): where two of one origin may differ is not looked for, and who
is in which folder is not found out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Final, Protocol, TypeAlias

from megadesk.model.attributes import Attributes
from megadesk.model.errors import NotFound
from megadesk.model.ids import FileHash, NodeId
from megadesk.model.lineage import Lineage
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.values import Value

INDEX_AGAIN_PART: Final = 4
"""If more than this part of a tree changed, who is in which folder is found out anew, and only if somebody asks."""


class Kind(IntEnum):
    """What a node is; the numbers are those of the sealed record (docs/formats/records.md)."""

    FOLDER = 1
    FILE = 2
    SYMLINK = 3


Bits: TypeAlias = bool | Attributes
"""What a file system keeps of a node beside name and bytes: the executable bit, or, in a backup, all of it."""


class _Placed(Protocol):
    """What stands under a name in a folder."""

    @property
    def place(self) -> tuple[NodeId, str]: ...


class Node(Value, frozen=True):
    """A file, folder or link (its content is its target). ``version`` counts its records (0: none yet) and is not part of what trees compare by.

    executable: the bit; of a node in a backup all that is kept of it (attributes.py), which counts as the bit beside
    one that has nothing but that.
    """

    id: NodeId
    parent: NodeId
    kind: Kind
    name: str
    content: FileHash | None = None
    size_bytes: int = 0
    mtime_ns: int = 0
    executable: Bits = False
    version: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it can have children."""
        return self.kind is Kind.FOLDER

    @property
    def place(self) -> tuple[NodeId, str]:
        """Where it is: parent and name."""
        return (self.parent, self.name)

    def same_place(self, other: Node) -> bool:
        """Whether both stand under the same name in the same folder."""
        return self.parent == other.parent and self.name == other.name

    def same_content(self, other: Node) -> bool:
        """Whether both hold the same bytes and executable bit (modification times are not content)."""
        return self.content == other.content and self.executable == other.executable


@dataclass(frozen=True, eq=False)
class Tree(Mapping[NodeId, Node]):
    """All nodes below ``root``; the root itself is not in it."""

    root: NodeId
    nodes: Mapping[NodeId, Node]
    lineage: Lineage = field(default_factory=Lineage)

    def __getitem__(self, key: NodeId) -> Node:
        return self.nodes[key]

    def __iter__(self) -> Iterator[NodeId]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, key: object) -> bool:
        return key in self.nodes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and self.root == other.root and dict(self.nodes) == dict(other.nodes)

    __hash__ = None  # type: ignore[assignment]  # compared by content, never a key

    def __repr__(self) -> str:
        return f"Tree({len(self.nodes)} nodes)"

    @cached_property
    def _children(self) -> dict[NodeId, list[NodeId]]:
        index: dict[NodeId, list[NodeId]] = {}
        for node in self.nodes.values():
            index.setdefault(node.parent, []).append(node.id)
        for ids in index.values():
            ids.sort()
        return index

    @cached_property
    def links(self) -> frozenset[NodeId]:
        """The symbolic links."""
        return frozenset(node.id for node in self.nodes.values() if node.kind is Kind.SYMLINK)

    def children(self, folder: NodeId) -> list[Node]:
        """Return the nodes directly in folder, by id."""
        return [self.nodes[child] for child in self._children.get(folder, ())]

    def below(self, folder: NodeId) -> Iterator[Node]:
        """Yield every node below folder, parents before children."""
        waiting = [folder]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                yield self.nodes[child]
                waiting.append(child)

    def child_named(self, folder: NodeId, name: str) -> Node | None:
        """Return the node of that name in folder, the lowest id if several carry it, or None."""
        for child in self._children.get(folder, ()):
            if self.nodes[child].name == name:
                return self.nodes[child]
        return None

    def path(self, node: NodeId) -> RelPath:
        """Return the path of node from the root; NotFound if it or a parent is not in the tree."""
        found = path_of(node, self.root, self.nodes)
        if found is None:
            raise NotFound("node is not connected to the root", node=node.hex())
        return found

    def ancestors(self, node: NodeId) -> Iterator[NodeId]:
        """Yield the parents of node, nearest first, down to but without the root; stops at a gap or a cycle."""
        seen = {node}
        here = self.nodes.get(node)
        while here is not None and here.parent != self.root and here.parent not in seen:
            seen.add(here.parent)
            yield here.parent
            here = self.nodes.get(here.parent)

    def paths(self) -> dict[RelPath, Node]:
        """Return every connected node by its path."""
        found: dict[RelPath, Node] = {}
        waiting: list[tuple[NodeId, RelPath]] = [(self.root, ROOT)]
        while waiting:
            folder, at = waiting.pop()
            for node in self.children(folder):
                path = join(at, node.name)
                found.setdefault(path, node)
                if node.is_folder:
                    waiting.append((node.id, path))
        return found

    def at(self, path: RelPath) -> Node | None:
        """Return the node at path or None; the root has no node."""
        here: Node | None = None
        folder = self.root
        for name in path.split("/") if path else ():
            here = self.child_named(folder, name)
            if here is None:
                return None
            folder = here.id
        return here

    def changed(self, put: Iterable[Node] = (), drop: Iterable[NodeId] = ()) -> Tree:
        """Return the tree with nodes added or replaced, and others gone."""
        nodes = dict(self.nodes)
        ids: dict[NodeId, None] = {}
        for gone in drop:
            ids[gone] = None
            nodes.pop(gone, None)
        for node in put:
            ids[node.id] = None
            nodes[node.id] = node
        return self.derived(nodes, {key: self.nodes.get(key) for key in ids})

    def derived(
        self, nodes: Mapping[NodeId, Node], before: Mapping[NodeId, Node | None], lineage: Lineage | None = None
    ) -> Tree:
        """Return the tree of ``nodes``, which are those of this one but for the ids of ``before``: what they were.

        lineage: where it is said to come from instead of from this one.
        """
        made = Tree(self.root, nodes, self.lineage.after(before) if lineage is None else lineage)
        kept = self.__dict__  # what was found out of this tree already
        if "_children" in kept and len(before) <= len(nodes) // INDEX_AGAIN_PART:
            made.__dict__["_children"] = _index_again(kept["_children"], before, nodes)
        if "links" in kept:
            now = {key for key in before if key in nodes and nodes[key].kind is Kind.SYMLINK}
            made.__dict__["links"] = kept["links"] - before.keys() | now
        return made

    def apart(self, other: Tree) -> frozenset[NodeId] | None:
        """Return the ids in which two trees may differ, and no other; None if they have nothing in common."""
        return self.lineage.apart(other.lineage)


def path_of(node: NodeId, root: NodeId, nodes: Mapping[NodeId, _Placed]) -> RelPath | None:
    """Return the path of node from root, or None where it is not connected.

    Single look-ups only, so that ``nodes`` may be somebody else's and change meanwhile; a ring comes to an end.
    """
    names: list[str] = []
    while node != root:
        here = nodes.get(node)
        if here is None or len(names) > len(nodes):
            return None
        node, name = here.place
        names.append(name)
    return RelPath("/".join(reversed(names)))


def _index_again(
    index: Mapping[NodeId, list[NodeId]], before: Mapping[NodeId, Node | None], nodes: Mapping[NodeId, Node]
) -> dict[NodeId, list[NodeId]]:
    """Return who is in which folder after a few nodes changed: the folders they left or came to are made again."""
    left: dict[NodeId, set[NodeId]] = {}
    came: dict[NodeId, set[NodeId]] = {}
    for key, then in before.items():
        now = nodes.get(key)
        if then is not None and now is not None and then.parent == now.parent:
            continue
        if then is not None:
            left.setdefault(then.parent, set()).add(key)
        if now is not None:
            came.setdefault(now.parent, set()).add(key)
    made = dict(index)
    for folder in left.keys() | came.keys():
        gone = left.get(folder, ())
        ids = sorted([*(key for key in made.get(folder, ()) if key not in gone), *came.get(folder, ())])
        if ids:
            made[folder] = ids
        else:
            made.pop(folder, None)
    return made


def empty_tree(root: NodeId) -> Tree:
    """Return a folder with nothing in it."""
    return Tree(root, {})
