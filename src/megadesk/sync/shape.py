"""Make a draft a tree again: every node has a parent, nothing is inside itself, one folder per name.

    cycles       A went into B here while B went into A there: the move of this device is undone
    containers   a folder that one side removed comes back if something in it lives, or, if another folder has
                 its place by now, what lives goes there
    adoption     what both sides created is one node: it takes the remote id. If that id is on this disk already, at
                 another place, the new node dissolves into it

Cycles come first, so that no container is looked for at a place that will not be; but a container can close another
cycle, so they are looked for again.
"""

from __future__ import annotations

from collections.abc import Collection

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace
from megadesk.sync.draft import Draft


class Shape:
    """The passes over one draft. ``relabels`` collects local nodes that become remote ones."""

    def __init__(self, draft: Draft, local: Tree, remote: Tree, held: Collection[NodeId]) -> None:
        self._draft = draft
        self._local = local.nodes
        self._remote = remote.nodes
        self._held = held
        self._root = draft.root
        self._redirects: dict[NodeId, NodeId] = {}
        self._adopted: set[NodeId] = set()
        self.relabels: dict[NodeId, NodeId] = {}

    def house(self, keys: Collection[NodeId]) -> None:
        """Give every node of ``keys`` that lost its parent a folder to be in."""
        for key in sorted(keys):
            node = self._draft.nodes.get(key)
            if node is not None and not self._draft.has_folder(node.parent):
                self._draft.move(key, parent=self._home(node.parent))

    def _home(self, folder: NodeId) -> NodeId:
        """Return the folder that now stands for one that was removed."""
        missing: dict[NodeId, Node] = {}
        while not self._draft.has_folder(folder) and folder not in self._redirects:
            node = self._local.get(folder) or self._remote.get(folder)
            if node is None or folder in missing:
                folder = self._root
                break
            missing[folder] = node
            folder = node.parent
        home = self._redirects.get(folder, folder)
        for node in reversed(missing.values()):
            home = self._settle(node, home)
        return home

    def _settle(self, node: Node, parent: NodeId) -> NodeId:
        alive = node.id in self._remote
        for key in sorted(self._draft.named(parent, node.name)):
            # A folder that lives on remote keeps its id; what this device created in its place is adopted later.
            if self._draft.nodes[key].is_folder and (key in self._remote or not alive):
                self._redirects[node.id] = key
                if node.id in self._local and key not in self._local and key not in self._adopted:
                    self._adopt(node.id, key)
                return key
        self._draft.put(replace(node, parent=parent))
        return node.id

    def _adopt(self, mine: NodeId, theirs: NodeId) -> None:
        self.relabels[mine] = theirs
        self._adopted.add(theirs)

    def break_cycles(self, moved_here: Collection[NodeId]) -> list[NodeId]:
        """Undo moves of this device until nothing is inside itself; return the nodes they were of."""
        undone = []
        sound: set[NodeId] = set()
        for key in sorted(self._draft.changed & self._draft.nodes.keys()):
            while (cycle := self._cycle(key, sound)) is not None:
                ours = [one for one in sorted(cycle) if one in moved_here and one in self._remote and one not in undone]
                # Remote is a tree, so a cycle needs a move of ours; should that ever be wrong, the top is a safe place.
                if ours:
                    chosen, there = ours[0], self._remote[ours[0]]
                    self._draft.move(chosen, parent=self._home(there.parent), name=there.name)
                else:
                    chosen = min(cycle)
                    self._draft.move(chosen, parent=self._root)
                undone.append(chosen)
        return undone

    def _cycle(self, key: NodeId, sound: set[NodeId]) -> list[NodeId] | None:
        walked: dict[NodeId, None] = {}
        while key in self._draft.nodes and key not in sound:
            if key in walked:
                chain = list(walked)
                return chain[chain.index(key) :]
            walked[key] = None
            key = self._draft.nodes[key].parent
        sound.update(walked)
        return None

    def adopt(self, keys: Collection[NodeId]) -> None:
        """Merge what this device created with what stands at its place on remote, folders before what is in them."""
        ours = [key for key in keys if key in self._draft.nodes and key in self._local and key not in self._remote]
        depths = {key: len(self._draft.chain(key)) for key in ours}
        for key in sorted(ours, key=lambda one: (depths[one], one)):
            twin = self._twin(self._draft.nodes[key])
            if twin is not None:
                self._merge_into(key, twin)

    def adopt_leftovers(self, local: Tree, occupied: Collection[tuple[NodeId, str]]) -> None:
        """Let folders that stay here only for what is left out in them be those that came to their places since.

        They were removed elsewhere, and would stand in the way of a new folder of that name for ever (row 131).
        """
        kept = {key for folder, _ in occupied for key in (folder, *local.ancestors(folder))}
        kept = {key for key in kept if key in self._local and key not in self._remote and key not in self._draft.nodes}
        for key in sorted(kept, key=lambda one: (sum(1 for _ in local.ancestors(one)), one)):
            node = self._local[key]
            parent = self.relabels.get(node.parent, node.parent)
            for there in sorted(self._draft.named(parent, node.name)):
                if self._draft.nodes[there].is_folder and there in self._remote and there not in self._local:
                    if there not in self._adopted:
                        self._adopt(key, there)
                    break

    def _twin(self, node: Node) -> NodeId | None:
        same_name = self._draft.named(node.parent, node.name)
        if len(same_name) < 2:  # noqa: PLR2004 - the node itself and its twin
            return None
        for key in sorted(same_name):
            other = self._draft.nodes[key]
            if key == node.id or key not in self._remote or other.kind is not node.kind:
                continue
            # What is held here may hold other bytes by now, and will be sent over these.
            is_sure = node.is_folder or key not in self._held or key not in self._local
            if other.content == node.content and is_sure:
                return key
        return None

    def _merge_into(self, mine: NodeId, theirs: NodeId) -> None:
        below = self._draft.arrived(mine)
        self._draft.drop(mine)
        if theirs not in self._local and theirs not in self._adopted:
            self._adopt(mine, theirs)
        for child in below:
            self._draft.move(child, parent=theirs)
