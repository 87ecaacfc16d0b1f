"""A conflict decided: one version keeps the name, the other goes to the cloud's bin. One commit, nothing is lost.

    keep_copy       the conflict copy takes the name of what it was made from; that one goes to the bin
    keep_original   the conflict copy goes to the bin

Decided on the cloud, so that every device gets the same. Only while both are in step here: an edit that is still on its
way up would be an edit of something that was removed, and come back as a file of its own.
"""

from __future__ import annotations

from megadesk.engine.cloud_files import CloudFiles
from megadesk.model.errors import NotFound, Stale
from megadesk.model.ids import NodeId
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import printable
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.remote.remote_side import CloudFolder
from megadesk.sync.conflict import copied_from
from megadesk.sync.outlook import Outlook
from megadesk.sync.ports import BinNode, PutNode


def original_of(tree: Tree, copy: Node) -> Node | None:
    """Return what a conflict copy stands beside; None if it is no copy, or nothing has that name any more."""
    name = copied_from(copy.name)
    return None if name is None else tree.child_named(copy.parent, name)


def keep_copy(files: CloudFiles, pair: SyncPair, node: NodeId, outlook: Outlook) -> None:
    """Give a conflict copy the name of what it was made from, which goes to the bin."""

    def attempt(folder: CloudFolder, _drive: Tree) -> None:
        tree = files.world.space.tree(pair.root)
        copy, original = both(tree, node, outlook)
        # In one commit. If another device changes one of them in this very moment, the other half is done all the
        # same, and both stand in the cloud under names of their own: looked at again, nothing is lost.
        files.publish(
            folder,
            [BinNode(id=original.id, version=original.version), PutNode(node=replace(copy, name=original.name))],
        )

    files.retried(attempt)


def keep_original(files: CloudFiles, pair: SyncPair, node: NodeId, outlook: Outlook) -> None:
    """Send a conflict copy to the bin."""

    def attempt(folder: CloudFolder, _drive: Tree) -> None:
        copy, _ = both(files.world.space.tree(pair.root), node, outlook)
        files.publish(folder, [BinNode(id=copy.id, version=copy.version)])

    files.retried(attempt)


def both(tree: Tree, node: NodeId, outlook: Outlook) -> tuple[Node, Node]:
    """Return a conflict copy and its original as they are in the cloud; Stale or NotFound if they cannot be decided."""
    copy = tree.nodes.get(node)
    original = None if copy is None else original_of(tree, copy)
    if copy is None or original is None:
        known = outlook.local(node)
        if known is not None and outlook.base(node) is None:
            raise Stale("it is not uploaded yet", path=printable(known.spelling))
        raise NotFound(what="issue", value=node.hex()[:8])
    for one in (copy, original):
        known = outlook.local(one.id)
        if known is not None and not known.node.same_content(one):
            raise Stale("it is not in step yet", path=printable(one.name))
    return copy, original
