"""Bring a folder back to what it was: tree then, tree now -> steps forward. History is never rewritten.

    then --+--> Rewinding.plan(path) --> RewindPlan: steps in the order they are published, what stays, what is the same
    now  --+        places, from the top down: which node of now has, or gets, this place and this content?
    bin  --+

A person thinks in paths, so places decide, and ids find what was moved:

    the place has a node of the same kind             it is the one; other bytes are replaced, and stay as a version of it
    else the node of then is in the folder            it goes back to its place
         it is in the bin                             it comes out of it
         it is nowhere                                it is made again under its own id, from the blocks it had
         it lives outside the folder                  a copy is made, from the same blocks: nothing is taken from elsewhere
    what exists only now                              stays; where it has a name that is needed, under another one;
                                                      for an exact mirror of then it goes into the bin

All of it is values: who publishes the steps finds the records of then by their ids. Source: docs/rewind.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from megadesk.crypto.primitives import sha256
from megadesk.model.errors import AlreadyExists, NotFound
from megadesk.model.ids import SHORT_ID_BYTES, NodeId
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync.conflict import numbered_name


class Deed(Enum):
    """What happens to one node; the value is public. A node that moves may get other bytes as well."""

    CREATE = "create"
    RETURN = "return"
    MOVE = "move"
    REPLACE = "replace"
    ASIDE = "aside"
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One record to put: node ``id`` of this version (0: none yet) gets this place.

    content: the node whose record of then says what is in it; None: it keeps what it has. path: where it is afterwards,
    was: where it is now; empty if it is nowhere. REMOVE and KEEP put no record of their own: the first goes into the bin.
    """

    deed: Deed
    id: NodeId
    kind: Kind
    version: int
    parent: NodeId
    name: str
    path: RelPath
    was: str = ""
    content: NodeId | None = None
    size_bytes: int = 0

    @property
    def replaces(self) -> bool:
        """Whether bytes of now make room for those of then."""
        return self.content is not None and self.version > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RewindPlan:
    """What a restore does. ``steps``: in the order they are published, parents before what is in them.

    kept: exists only now, and stays. same: nodes that are as they were. along: nodes that come out of the bin with their
    folder.
    """

    steps: Sequence[Step] = ()
    kept: Sequence[Step] = ()
    same: int = 0
    along: int = 0

    def counts(self) -> Mapping[Deed, int]:
        """Return how many nodes get which deed."""
        return Counter(step.deed for step in (*self.steps, *self.kept))

    @property
    def replaced(self) -> int:
        """How many files get the bytes of then, moved or not."""
        return sum(step.replaces for step in self.steps)

    @property
    def size_bytes(self) -> int:
        """How many bytes of then are put back into place; none of them travels."""
        return sum(step.size_bytes for step in self.steps if step.content is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The two moments of one area of a space. ``lives``: whether a node has a record anywhere now."""

    then: Tree
    now: Tree
    bin: Tree
    lives: Callable[[NodeId], bool]


def fresh_id(restore: bytes, node: NodeId) -> NodeId:
    """Return the id of the copy that one restore makes of a node: always the same, so that it can be gone on with."""
    return NodeId(sha256(b"megadesk/v1/rewind\0" + restore + node)[:SHORT_ID_BYTES])


def restored(scene: Scene, names: Sequence[str], *, key: bytes, exact: bool = False) -> RewindPlan:
    """Return how the folder or file at these names of then comes back to its place; no names: the whole area.

    key: what names this restore, for the ids of copies. exact: what exists only now goes into the bin.
    Raises NotFound if nothing was there then, AlreadyExists if a file has the place of a folder above it now.
    """
    made = _Restoring(scene, key)
    top = _at(scene.then, names)
    if top is None:
        made.take_all()
    else:
        made.take(top, *made.folders(names[:-1]))
    return made.plan(exact=exact)


def copied(scene: Scene, names: Sequence[str], *, key: bytes, parent: NodeId, at: RelPath, name: str) -> RewindPlan:
    """Return how a copy of what was at these names of then comes into a folder of now, under a name that is free there.

    at: the path of that folder. Raises NotFound if nothing was there then.
    """
    made = _Restoring(scene, key)
    root = scene.then.root
    top = _at(scene.then, names) or Node(root, root, Kind.FOLDER, name)
    made.copy(replace(top, name=name), parent, at)
    for node in scene.then.below(top.id) if top.is_folder else ():
        made.copy(node, *made.spots[node.parent])
    return made.plan(exact=False)


def _at(tree: Tree, names: Sequence[str]) -> Node | None:
    """Return the node at these names; None for no names. NotFound."""
    if not names:
        return None
    node = tree.at(RelPath("/".join(names)))
    if node is None:
        raise NotFound(what="path", path="/" + "/".join(names))
    return node


@dataclass(slots=True)
class _Restoring:
    """A plan being made. ``spots``: folders of then, which node each is from now on, and where."""

    scene: Scene
    key: bytes
    spots: dict[NodeId, tuple[NodeId, RelPath]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    asides: list[Step] = field(default_factory=list)
    same: int = 0
    along: int = 0
    scope: frozenset[NodeId] = frozenset()
    """What is in the folder now: it may be moved within it."""
    wanted: frozenset[NodeId] = frozenset()
    """What was in it then."""
    taken: set[NodeId] = field(default_factory=set)
    """Nodes that have a place of then."""
    names: dict[NodeId, set[str]] = field(default_factory=dict)
    """Names that are needed, by folder."""
    known: dict[NodeId, dict[str, Node]] = field(default_factory=dict)
    """What has which name now, by folder; to look through thousands for each of thousands takes seconds."""

    # -- what was there then ------------------------------------------------------------------------------------------

    def take_all(self) -> None:
        """Take a whole area back."""
        now, then = self.scene.now, self.scene.then
        self.scope, self.wanted = frozenset(now.nodes), frozenset(then.nodes)
        self.spots[then.root] = (now.root, ROOT)
        self._take_below(then.root)

    def take(self, top: Node, parent: NodeId, at: RelPath) -> None:
        """Take one node of then, and all below it, back to its place in a folder of now."""
        now, then = self.scene.now, self.scene.then
        self.wanted = frozenset([top.id, *(node.id for node in then.below(top.id))])
        there, known = now.child_named(parent, top.name), now.nodes.get(top.id)
        if there is not None and there.kind is top.kind and (there.id == top.id or there.id not in self.wanted):
            root: Node | None = there
        else:
            # Renamed where it was, it is still meant by its path; whoever moved it elsewhere did so on purpose.
            root = known if known is not None and known.parent == parent else None
        if root is not None:
            self.scope = frozenset([root.id, *(node.id for node in now.below(root.id))])
        self._place(top, parent, at)
        self._take_below(top.id)
        if there is not None and there.id not in self.taken:
            self._set_aside(there, at)

    def folders(self, names: Sequence[str]) -> tuple[NodeId, RelPath]:
        """Return the folder of now at these names of then, made where it is missing."""
        now, then = self.scene.now, self.scene.then
        at, path, was = now.root, ROOT, then.root
        for name in names:
            there, before = now.child_named(at, name), then.child_named(was, name)
            assert before is not None, "what is looked for was found below folders of then"
            path, was = join(path, name), before.id
            if there is not None and not there.is_folder:
                raise AlreadyExists(what="folder_of_then", path=f"/{path}")
            made = self._free_id(before.id) if there is None else there.id
            if there is None:
                self._put(Deed.CREATE, before, made, parent=at, path=path, content=before.id)
            at = made
        return at, path

    def _take_below(self, folder: NodeId) -> None:
        for node in self.scene.then.below(folder):
            self._place(node, *self.spots[node.parent])

    def _place(self, node: Node, parent: NodeId, at: RelPath) -> None:
        """Decide which node of now is this one of then, and what that takes."""
        path = join(at, node.name)
        self.names.setdefault(parent, set()).add(node.name)
        own = self._own(node, parent)
        key = self._free_id(node.id) if own is None else own.id
        if own is None:
            self._put(Deed.CREATE, node, key, parent=parent, path=path, content=node.id)
        else:
            self._bring(node, own, parent, path)
        self.taken.add(key)
        if node.is_folder:
            self.spots[node.id] = (key, path)

    def _own(self, node: Node, parent: NodeId) -> Node | None:
        """Return which node of now is to be this one of then; None if one has to be made."""
        there = self._child(parent, node.name)
        if (
            there is not None and there.kind is node.kind and there.id != node.id
            and there.id not in self.wanted and there.id not in self.taken
        ):  # fmt: skip
            return there
        if node.id in self.taken:
            return None
        return self.scene.now.nodes.get(node.id) if node.id in self.scope else self.scene.bin.nodes.get(node.id)

    def _child(self, folder: NodeId, name: str) -> Node | None:
        """Return what has a name in a folder; one that comes out of the bin brings along what is in it."""
        if folder not in self.known:
            tree = self._tree_of(folder)
            # The lowest id of a name comes last, and stays.
            self.known[folder] = {} if tree is None else {node.name: node for node in reversed(tree.children(folder))}
        return self.known[folder].get(name)

    def _tree_of(self, folder: NodeId) -> Tree | None:
        now = self.scene.now
        if folder == now.root or folder in now:
            return now
        return self.scene.bin if folder in self.scene.bin else None

    def _free_id(self, key: NodeId) -> NodeId:
        """Return the id of a node that is made: its own, unless somebody has it."""
        return fresh_id(self.key, key) if key in self.taken or self.scene.lives(key) else key

    def _bring(self, node: Node, own: Node, parent: NodeId, path: RelPath) -> None:
        """Put a node of now where one of then was, with its bytes, as far as that takes anything."""
        is_here = own.id in self.scene.now
        is_there = own.parent == parent and own.name == node.name
        has_bytes = node.is_folder or own.same_content(node)
        if is_there and has_bytes:
            self.same, self.along = self.same + is_here, self.along + (not is_here)
            return
        deed = Deed.REPLACE if is_there else Deed.MOVE if is_here else Deed.RETURN
        content = None if has_bytes else node.id
        self._put(
            deed, node, own.id, parent=parent, path=path, content=content, version=own.version, was=self._path(own)
        )

    def _path(self, node: Node) -> str:
        now, below = self.scene.now, self.scene.bin
        return f"/{now.path(node.id)}" if node.id in now else f"bin:/{below.path(node.id)}"

    def _put(
        self, deed: Deed, node: Node, key: NodeId, *, parent: NodeId, path: RelPath, content: NodeId | None,
        version: int = 0, was: str = "",
    ) -> None:  # fmt: skip
        step = Step(
            deed=deed, id=key, kind=node.kind, version=version, parent=parent, name=node.name, path=path, was=was,
            content=content, size_bytes=node.size_bytes,
        )  # fmt: skip
        self.steps.append(step)

    def copy(self, node: Node, parent: NodeId, at: RelPath) -> None:
        """Make a copy of a node of then in a folder."""
        key, path = fresh_id(self.key, node.id), join(at, node.name)
        self._put(Deed.CREATE, node, key, parent=parent, path=path, content=node.id)
        self.taken.add(key)
        if node.is_folder:
            self.spots[node.id] = (key, path)

    # -- what exists only now -----------------------------------------------------------------------------------------

    def plan(self, *, exact: bool) -> RewindPlan:
        """Return the plan, with what becomes of the rest."""
        removed, kept = list[Step](), list[Step]()
        for made, at in list(self.spots.values()):
            for node in self._new_in(made):
                if exact:
                    removed.append(self._only_now(Deed.REMOVE, node, at))
                elif node.name in self.names.get(made, ()):
                    self._set_aside(node, at)
                else:
                    kept += self._with_below(node, at)
        return RewindPlan(steps=[*self.asides, *self.steps, *removed], kept=kept, same=self.same, along=self.along)

    def _new_in(self, folder: NodeId) -> list[Node]:
        """Return what is in a folder and has no place of then."""
        tree = self._tree_of(folder)
        return [] if tree is None else [node for node in tree.children(folder) if node.id not in self.taken]

    def _with_below(self, top: Node, at: RelPath) -> Iterator[Step]:
        waiting = [(top, at)]
        while waiting:
            node, above = waiting.pop()
            yield self._only_now(Deed.KEEP, node, above)
            waiting += [(below, join(above, node.name)) for below in self._new_in(node.id)]

    def _only_now(self, deed: Deed, node: Node, at: RelPath) -> Step:
        return Step(
            deed=deed, id=node.id, kind=node.kind, version=node.version, parent=node.parent, name=node.name,
            path=join(at, node.name), was=self._path(node), size_bytes=node.size_bytes,
        )  # fmt: skip

    def _set_aside(self, node: Node, at: RelPath) -> None:
        """Give what has a name that is needed another one."""
        needed = self.names.setdefault(node.parent, set())

        def is_taken(name: str) -> bool:
            return name in needed or self._child(node.parent, name) is not None

        name = numbered_name(node.name, folder=node.is_folder, is_taken=is_taken)
        needed.add(name)
        self.asides.append(replace(self._only_now(Deed.ASIDE, node, at), name=name, path=join(at, name)))
