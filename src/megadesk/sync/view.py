"""The cloud as this device wants it: without what its ignore rules leave out.

    base, local, remote, rules --> look() --> View(tree, left_out, keepers)

What is left out is as if it were not there: it is not fetched, and no removal here is a removal of it (row 133). A
folder that holds something left out is a keeper: this device may lose it, the cloud may not.

A node that is on this disk, where it is in the cloud, was let in by the scan: only what is new or moved is judged. The
rules of a folder go with the folder: if it has another place in the cloud by now, they count there.

Rules come before what they are about: while the ignore file of a folder is on its way to this device, nothing else
that is new in that folder is seen, nor is what is new here sent. Else a device that joins would fetch, and offer to
all others, what it is then told to leave out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.relpath import PRIVATE_FOLDER, ROOT, RelPath, join, parents
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.diff import maybe_differing
from megadesk.sync.ignore import IGNORE_FILE, Rules, Verdict

WAITS_FOR_RULES: Final = Verdict(ignored=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What planning sees of the cloud, and what it does not. ``early``: what is new here and waits for rules."""

    tree: Tree
    left_out: Mapping[NodeId, Verdict] = field(default_factory=dict)
    keepers: frozenset[NodeId] = frozenset()
    early: frozenset[NodeId] = frozenset()


def look(
    base: Mapping[NodeId, Node],
    local: Tree,
    remote: Tree,
    rules: Rules,
    *,
    homes: Mapping[RelPath, NodeId],
    taken: Collection[tuple[NodeId, str]] = frozenset(),
    stuck: Collection[NodeId] = frozenset(),
) -> View:
    """Return what this device sees of the cloud.

    homes: the folders on disk that have rules, by path. taken: places on disk where nothing can be put; stuck: nodes
    that do not come for now. Nobody waits for rules that cannot come.
    """
    strange, rule_files = _strange(remote, local)
    if not strange:
        return View(tree=remote)
    silent = {
        file.parent: file.id
        for file in rule_files
        if file.id not in stuck and file.place not in taken and _is_coming(file, base, local)
    }
    rules = _as_in_the_cloud(remote, rules, homes)
    paths: dict[NodeId, RelPath | None] = {remote.root: ROOT}
    left_out: dict[NodeId, Verdict] = {}
    for key in strange:
        node = remote.nodes[key]
        parent = _path(remote.nodes, node.parent, paths)
        if silent and key not in local and _is_silent(remote, node, silent):
            left_out[key] = WAITS_FOR_RULES
        elif parent is not None and not (parent == ROOT and node.name.casefold() == PRIVATE_FOLDER):
            # (Our own folder's name at the top is no matter of rules: it is a problem, waiting.py.)
            verdict = rules.inside(parent).verdict(node.name, is_folder=node.is_folder)
            if verdict.ignored:
                left_out[key] = verdict
    early = (
        _early(base, local, remote, [_path(remote.nodes, folder, paths) for folder in silent])
        if silent
        else frozenset()
    )
    if not left_out:
        return View(tree=remote, early=early)
    return View(tree=remote.changed(drop=left_out), left_out=left_out, keepers=_keepers(remote, left_out), early=early)


def _strange(remote: Tree, local: Tree) -> tuple[dict[NodeId, None], list[Node]]:
    """Return what is not on this disk at its place or is below a folder that has moved, and other ignore files."""
    found: dict[NodeId, None] = {}
    rule_files: list[Node] = []
    moved: list[NodeId] = []
    for key in sorted(maybe_differing(local, remote)):
        node, mine = remote.nodes.get(key), local.nodes.get(key)
        if node is None:
            continue
        if node.name == IGNORE_FILE and (mine is None or mine.content != node.content):
            rule_files.append(node)
        if mine is None or mine.parent != node.parent or mine.name != node.name:
            found[key] = None
            if mine is not None and node.is_folder:
                moved.append(key)
    for folder in moved:
        found.update(dict.fromkeys(node.id for node in remote.below(folder)))
    return found, rule_files


def _is_coming(file: Node, base: Mapping[NodeId, Node], local: Tree) -> bool:
    """Whether the cloud has rules that this device never had: not if they were changed or removed here."""
    known = base.get(file.id)
    if file.kind is not Kind.FILE or (known is not None and known.content == file.content):
        return False
    # Not yet known to be the same file, as at an initial link, but it says the same.
    return not any(mine.name == file.name and mine.content == file.content for mine in local.children(file.parent))


def _is_silent(remote: Tree, node: Node, silent: Mapping[NodeId, NodeId]) -> bool:
    """Whether something has to wait for the rules of a folder above it; a file of rules does not wait for itself."""
    above = [*remote.ancestors(node.id), remote.root]
    if silent.get(node.parent) == node.id:
        above = above[1:]
    return any(folder in silent for folder in above)


def _early(
    base: Mapping[NodeId, Node], local: Tree, remote: Tree, silent: Collection[RelPath | None]
) -> frozenset[NodeId]:
    """Return what was made here in folders whose rules are on their way; by path, for a folder may have two ids yet.

    The folders that lead to the first such folder are not in one: rules can only come into a folder that both have.
    """
    folders = {at for at in silent if at is not None}
    paths: dict[NodeId, RelPath | None] = {remote.root: ROOT}
    found: set[NodeId] = set()
    for key, node in local.nodes.items():
        if key in base or key in remote.nodes or node.name == IGNORE_FILE:
            continue
        at = _path(local.nodes, key, paths)
        if at is not None and not folders.isdisjoint(parents(at)):
            found.add(key)
    return frozenset(found)


def _as_in_the_cloud(remote: Tree, rules: Rules, homes: Mapping[RelPath, NodeId]) -> Rules:
    """Return the rules with the places that their folders have in the cloud; one that is not there keeps its own."""
    paths: dict[NodeId, RelPath | None] = {remote.root: ROOT}
    texts: dict[RelPath, str] = {}
    for at, text in sorted(rules.texts.items(), key=lambda said: homes.get(said[0]) in remote.nodes):
        home = homes.get(at)
        there = _path(remote.nodes, home, paths) if home is not None else None
        texts[at if there is None else there] = text
    return rules if texts == rules.texts else rules.with_texts(texts)


def _path(nodes: Mapping[NodeId, Node], key: NodeId, paths: dict[NodeId, RelPath | None]) -> RelPath | None:
    """Return where a folder is in a tree; None if it is not connected to the root."""
    walked: list[NodeId] = []
    while key not in paths:
        node = nodes.get(key)
        walked.append(key)
        paths[key] = None  # a gap or a cycle ends here
        if node is None:
            break
        key = node.parent
    at = paths[key]
    for one in reversed(walked):
        node = nodes.get(one)
        at = paths[one] = None if at is None or node is None else join(at, node.name)
    return at


def _keepers(remote: Tree, left_out: Mapping[NodeId, Verdict]) -> frozenset[NodeId]:
    found: set[NodeId] = set()
    for key, verdict in left_out.items():
        if verdict.junk:
            continue  # it goes with its folder, there as here (row 132)
        here = remote.nodes[key].parent
        while here in remote.nodes and here not in found and here not in left_out:
            found.add(here)
            here = remote.nodes[here].parent
    return frozenset(found)
