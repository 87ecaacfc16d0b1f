"""Whole devices around one shared tree, in one thread, all chance from one seed.

    random_tree, perturb      correlated trees: one base, changed in different ways
    Disk                      carries out local steps one at a time and checks what a real disk would
    Cloud                     carries out remote steps; what is binned leaves the folder with all below it
    Device                    base, local and the plan between; may crash after any step

Only observables are stated: what a disk shows, what the journal shows, which bytes can still be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import count
from random import Random
from types import MappingProxyType

from fakes.trees import ROOT_ID, content, context, node_id
from megadesk.model.ids import NodeId
from megadesk.model.tree import Kind, Node, Tree
from megadesk.model.values import replace
from megadesk.sync.alias import alias_name
from megadesk.sync.diff import agree, same
from megadesk.sync.plan import (
    Bin,
    Discard,
    LocalStep,
    MakeFolder,
    MoveLocal,
    Place,
    Plan,
    PlanContext,
    Put,
    RemoteStep,
    SetExecutable,
    StepAside,
)
from megadesk.sync.planner import plan
from megadesk.sync.relabel import relabelled, relabelled_base
from megadesk.sync.resolve import resolve

NAMES = ("a", "b", "c", "d", "e")
CASE_NAMES = ("a", "A", "b", "B", "c")
POOL = ("s1", "s2")


def is_below(nodes: dict[NodeId, Node], key: NodeId, folder: NodeId) -> bool:
    """Whether key is folder or somewhere in it."""
    while key != ROOT_ID:
        if key == folder:
            return True
        key = nodes[key].parent
    return False


def _is_free(
    nodes: dict[NodeId, Node],
    parent: NodeId,
    name: str,
    fold: bool,
    but: NodeId | None = None,
    aliases: Mapping[NodeId, str] = MappingProxyType({}),
) -> bool:
    wanted = name.casefold() if fold else name
    spelt = {node.id: aliases.get(node.id, node.name) for node in nodes.values() if node.parent == parent}
    return not any(key != but and (one.casefold() if fold else one) == wanted for key, one in spelt.items())


def _new_node(key: str, parent: NodeId, name: str, held: str | None) -> Node:
    kind = Kind.FOLDER if held is None else Kind.FILE
    return Node(node_id(key), parent, kind, name, None if held is None else content(held))


def random_tree(rng: Random, size: int, *, names: tuple[str, ...] = NAMES, fold: bool = False) -> dict[NodeId, Node]:
    """Return a tree of at most ``size`` nodes with few names, so that they meet."""
    nodes: dict[NodeId, Node] = {}
    for number in range(size):
        parent = rng.choice([ROOT_ID, *(node.id for node in nodes.values() if node.is_folder)])
        name = rng.choice(names)
        if _is_free(nodes, parent, name, fold):
            held = None if rng.random() < 2 / 3 else f"c{rng.randrange(1000)}.{number}"
            node = _new_node(f"b{number}", parent, name, held)
            nodes[node.id] = replace(node, version=1)
    return nodes


def perturb(  # noqa: C901, PLR0912 - one branch for each thing people do
    rng: Random,
    before: dict[NodeId, Node],
    tag: str,
    n_changes: int,
    *,
    pool: tuple[str, ...] = POOL,
    names: tuple[str, ...] = NAMES,
    fold: bool = False,
) -> dict[NodeId, Node]:
    """Return what a person makes of a tree in so many changes; contents are from the pool or never seen before."""
    nodes = dict(before)
    for number in range(n_changes):
        change = rng.choice(("new", "new", "edit", "move", "move", "remove", "folder", "recreate", "bit"))
        fresh = f"{tag}{number}"
        if change in {"new", "folder"}:
            parent = rng.choice([ROOT_ID, *sorted(node.id for node in nodes.values() if node.is_folder)])
            name = rng.choice(names)
            if _is_free(nodes, parent, name, fold):
                held = None if change == "folder" else rng.choice((*pool, fresh))
                node = _new_node(fresh, parent, name, held)
                nodes[node.id] = node
        elif not nodes:
            continue
        elif change in {"edit", "bit"}:
            files = sorted(node.id for node in nodes.values() if not node.is_folder)
            if files:
                key = rng.choice(files)
                if change == "bit":
                    nodes[key] = replace(nodes[key], executable=not nodes[key].executable)
                else:
                    nodes[key] = replace(nodes[key], content=content(rng.choice((*pool, f"{fresh}e"))))
        elif change == "move":
            key = rng.choice(sorted(nodes))
            folders = [ROOT_ID, *sorted(one for one in nodes if nodes[one].is_folder and not is_below(nodes, one, key))]
            parent, name = rng.choice(folders), rng.choice((nodes[key].name, rng.choice(names)))
            if _is_free(nodes, parent, name, fold, key):
                nodes[key] = replace(nodes[key], parent=parent, name=name)
        else:
            key = rng.choice(sorted(nodes))
            gone = nodes[key]
            for one in [one for one in nodes if is_below(nodes, one, key)]:
                del nodes[one]
            if change == "recreate":
                node = _new_node(fresh, gone.parent, gone.name, None if rng.random() < 0.5 else fresh)
                nodes[node.id] = node
    return nodes


def _is_among(folded: Collection[str], name: str) -> bool:
    return name.casefold() in folded


def aliased(rng: Random, nodes: Mapping[NodeId, Node]) -> dict[NodeId, str]:
    """Return aliases for all but one of each set of names that differ in case alone, and for a few more."""
    aliases: dict[NodeId, str] = {}
    taken: set[tuple[NodeId, str]] = set()
    for node in sorted(nodes.values(), key=lambda one: rng.random()):
        if (node.parent, node.name.casefold()) in taken or rng.random() < 0.05:
            here = [one.name.casefold() for one in nodes.values() if one.parent == node.parent]
            here += [spelling for folder, spelling in taken if folder == node.parent]
            aliases[node.id] = alias_name(node.name, folder=node.is_folder, is_taken=partial(_is_among, here))
        taken.add((node.parent, aliases.get(node.id, node.name).casefold()))
    return aliases


class Disk:
    """One folder on a disk, by id. Every step is checked as a disk would; ``staged`` is what stands aside.

    aliases: what is called otherwise on this disk.
    """

    def __init__(
        self, nodes: dict[NodeId, Node], *, fold: bool = False, aliases: Mapping[NodeId, str] | None = None
    ) -> None:
        self.nodes = nodes
        self.aliases = dict(aliases or {})
        self.staged: set[NodeId] = set()
        self.fold = fold

    def run(self, step: LocalStep) -> None:
        """Carry out one step; AssertionError if a disk could not."""
        match step:
            case MakeFolder(node):
                self._check_place(step)
                assert node.id not in self.nodes, "the folder is there already"
                self.nodes[node.id] = node
            case MoveLocal(node):
                self._check_reachable(node.id, staged=True)
                self._check_place(step)
                assert not is_below(self.nodes, node.parent, node.id), "a folder into itself"
                self.nodes[node.id] = replace(self.nodes[node.id], parent=node.parent, name=node.name)
                self.staged.discard(node.id)
            case StepAside(key):
                self._check_reachable(key)
                self.staged.add(key)
            case Place():
                self._place(step)
            case SetExecutable(node):
                self._check_reachable(node.id)
                self.nodes[node.id] = replace(self.nodes[node.id], executable=node.executable)
            case Discard(key):
                self._check_reachable(key, staged=True)
                inside = [one for one, node in self.nodes.items() if node.parent == key and one not in self.staged]
                assert not inside, "the folder is not empty"
                del self.nodes[key]
                self.aliases.pop(key, None)
                self.staged.discard(key)

    def _place(self, step: Place) -> None:
        node = step.node
        known = self.nodes.get(node.id)
        if known is None:
            self._check_place(step)
            self.nodes[node.id] = node
        else:
            self._check_reachable(node.id)
            assert not known.is_folder
            self.nodes[node.id] = replace(known, content=node.content, executable=node.executable)

    def _check_reachable(self, key: NodeId, *, staged: bool = False) -> None:
        """Check that key is in the folder, or, if it may be, in the stage itself."""
        if staged and key in self.staged:
            return
        while key != ROOT_ID:
            assert key in self.nodes, "it, or a folder above it, is not on disk"
            assert key not in self.staged, "it is in the stage"
            key = self.nodes[key].parent

    def _check_place(self, step: MakeFolder | MoveLocal | Place) -> None:
        node, spelling = step.node, step.node.name if step.alias is None else step.alias
        self._check_reachable(node.parent)
        assert node.parent == ROOT_ID or self.nodes[node.parent].is_folder
        visible = {key: one for key, one in self.nodes.items() if key not in self.staged}
        assert _is_free(visible, node.parent, spelling, self.fold, node.id, self.aliases), "the name is taken"
        self.aliases.pop(node.id, None)
        if spelling != node.name:
            self.aliases[node.id] = spelling

    def recover(self) -> None:
        """Bring back what a crash left in the stage, beside its place if that is taken."""
        for key in sorted(self.staged):
            node = self.nodes[key]
            visible = {one: known for one, known in self.nodes.items() if one not in self.staged}
            parent = node.parent if node.parent in visible and not is_below(self.nodes, node.parent, key) else ROOT_ID
            name = node.name
            while not _is_free(visible, parent, name, self.fold):
                name += " (recovered)"
            self.nodes[key] = replace(node, parent=parent, name=name)
            self.staged.discard(key)


class Cloud:
    """The journal's tree as written. ``spent``: ids that left the folder."""

    def __init__(self, nodes: dict[NodeId, Node]) -> None:
        self.nodes = nodes
        self.spent: set[NodeId] = set()

    def tree(self) -> Tree:
        """Return what every device sees."""
        return resolve(self.nodes.values(), ROOT_ID)

    def run(self, step: RemoteStep) -> None:
        """Append one op; AssertionError if its precondition does not hold."""
        match step:
            case Put(node, _):
                known = self.nodes.get(node.id)
                assert node.id not in self.spent, "the id has a record in the bin"
                assert node.version == (known.version if known else 0), "the version is not the current one"
                assert node.parent == ROOT_ID or node.parent in self.nodes, "the parent is not there"
                self.nodes[node.id] = replace(node, version=node.version + 1)
                assert not is_below(self.nodes, node.parent, node.id), "a folder in itself"
            case Bin(key, version):
                assert self.nodes[key].version == version, "the version is not the current one"
                gone = [one for one in self.nodes if is_below(self.nodes, one, key)]
                self.spent.update(gone)
                for one in gone:
                    del self.nodes[one]


class Device:
    """One device: what it agreed on, what its disk shows. ``sync`` plans and carries out, or crashes on the way.

    forgets: whether a crash can fall between a step on the disk and the store's note of it. Then what was placed is
    found by a scan like anybody's file, and a change by others in that moment makes an honest conflict.
    """

    def __init__(self, name: str, nodes: dict[NodeId, Node], fresh: Callable[[], int], *, forgets: bool = True) -> None:
        self.name = name
        self._forgets = forgets
        self.base = dict(nodes)
        self.disk = Disk(dict(nodes))
        self._fresh = fresh

    def sync(self, cloud: Cloud, stamp: str, crash: Random | None = None) -> Plan:
        """Plan and carry out; ``crash`` decides after which step on which side it ends."""
        self.disk.recover()
        remote = cloud.tree()
        rules = context(device_name=self.name, stamp=stamp, spent=frozenset(cloud.spent))
        made = plan(self._tree(self.base), self._tree(self.disk.nodes), remote, rules)
        if crash is not None and crash.random() < 0.1:
            return made
        here, known = self._tree(self.disk.nodes), self._tree(self.base)
        self.disk.nodes = dict(relabelled(here, made.relabels).nodes)
        self.base = dict(relabelled_base(known, here, made.relabels).changed(drop=made.forget).nodes)
        saved = set(self.disk.nodes)
        n_local, n_remote = len(made.local_steps), len(made.remote_steps)
        if crash is not None:
            n_local, n_remote = crash.randint(0, n_local), crash.choice((0, n_remote, crash.randint(0, n_remote)))
        for step in made.local_steps[:n_local]:
            self.disk.run(step)
        for remote_step in made.remote_steps[:n_remote]:
            cloud.run(remote_step)
        if crash is not None and self._forgets and crash.random() < 0.5:
            self._forget(saved)
        else:
            self._agree(cloud)
        return made

    def _tree(self, nodes: dict[NodeId, Node]) -> Tree:
        return Tree(ROOT_ID, dict(nodes))

    def _agree(self, cloud: Cloud) -> None:
        put, drop = agree(self._tree(self.base), self._tree(self.disk.nodes), cloud.tree())
        self.base = dict(self._tree(self.base).changed(put, drop).nodes)

    def _forget(self, saved: Iterable[NodeId]) -> None:
        new = {key: node_id(f"{self.name}z{self._fresh()}") for key in self.disk.nodes if key not in set(saved)}
        self.disk.nodes = dict(relabelled(self._tree(self.disk.nodes), new).nodes)


def counter() -> Callable[[], int]:
    """Return a source of numbers that never come twice."""
    numbers = count()
    return lambda: next(numbers)


def contents(nodes: Iterable[Node]) -> set[bytes]:
    """Return what the files hold."""
    return {node.content for node in nodes if node.content is not None}


def equal(left: Tree, right: Tree) -> bool:
    """Whether both are the same folder, ids included."""
    return left.nodes.keys() == right.nodes.keys() and all(
        same(node, right.nodes[key]) for key, node in left.nodes.items()
    )


def check_tree(of: Tree) -> None:
    """Check that every node is below the root and that no name stands twice in a folder."""
    places = {node.place for node in of.values()}
    assert len(places) == len(of), "a name stands twice"
    for node in of.values():
        assert node.parent == ROOT_ID or of[node.parent].is_folder
        of.path(node.id)


def check_plan(base: Tree, local: Tree, remote: Tree, rules: PlanContext) -> Plan:
    """Check one plan of three whole trees against the invariants and return it (docs/testing.md, "Plans")."""
    made = plan(base, local, remote, rules)
    assert plan(base, local, remote, rules) == made, "two plans of the same trees"
    check_tree(made.target)
    assert plan(made.target, made.target, made.target, rules).is_empty
    _check_nothing_lost(base, local, remote, made.target)
    _check_nothing_raised(base, local, remote, made.target)
    here = Disk(dict(relabelled(local, made.relabels).nodes))
    for step in made.local_steps:
        here.run(step)
    assert not here.staged
    assert equal(Tree(ROOT_ID, here.nodes), made.target), "the disk is not the target"
    cloud = Cloud(dict(remote.nodes))
    for remote_step in made.remote_steps:
        cloud.run(remote_step)
    assert equal(Tree(ROOT_ID, cloud.nodes), made.target), "the cloud is not the target"
    _check_one_sided(base, local, remote, made)
    return made


def _check_nothing_lost(base: Tree, local: Tree, remote: Tree, target: Tree) -> None:
    kept = contents(target.values())
    for side, other in ((local, remote), (remote, local)):
        for key, node in side.items():
            if node.content is not None and node.content not in kept:
                known, there = base.get(key), other.get(key)
                assert known is not None, "bytes that only one side had are lost"
                assert node.content == known.content, "an edit is lost"
                assert there is None or there.content != known.content, "bytes that nobody changed are lost"


def _check_nothing_raised(base: Tree, local: Tree, remote: Tree, target: Tree) -> None:
    for key, known in base.items():
        if known.is_folder:
            continue
        if key not in local and key not in remote:
            assert key not in target, "removed on both sides, and here again"
        for side, other in ((local, remote), (remote, local)):
            if key in other and key not in side and key in target:
                carried = any(
                    above in base and above not in side and not other[above].same_place(base[above])
                    for above in other.ancestors(key)
                )
                assert not same(other[key], known) or carried, "a removed file is here again without a reason"


def _check_one_sided(base: Tree, local: Tree, remote: Tree, made: Plan) -> None:
    if equal(local, base):
        assert equal(made.target, remote)
        assert not made.remote_steps
        assert not made.relabels
    if equal(remote, base):
        assert equal(made.target, local)
        assert not made.local_steps
        assert not made.relabels
