"""What a pair knows of one path or node, for whoever asks from another thread while the pair works.

Only single look-ups in what the pair's thread changes, or a copy of all of it in one step of the interpreter: no lock, no
walk through a tree that may move. So an answer comes at once, also in the middle of a long scan, and each look-up is
true for the moment it was made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from megadesk.model.ids import NodeId
from megadesk.model.listing import LocalNode, Unknown
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.transfer import Direction
from megadesk.model.tree import Node, Tree, path_of
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.view import View, look


@dataclass(frozen=True, slots=True)
class Outlook:
    """One pair, looked at. ``touched``: whether a path was hinted at and not looked at since."""

    folder: Folder
    executor: Executor
    touched: Callable[[RelPath], bool]

    def at(self, path: RelPath) -> NodeId | None:
        """Return the node at a path of the disk, in any spelling; None if none is known there, or it is the root."""
        here = self.folder.root
        for name in path.split("/") if path else ():
            found = self.folder.at_place(here, unicodedata.normalize("NFC", name))
            if found is None:
                return None
            here = found
        return here if path else None

    def local(self, node: NodeId) -> LocalNode | None:
        """Return a node as the disk last showed it."""
        return self.folder.local.get(node)

    def base(self, node: NodeId) -> Node | None:
        """Return a node as both sides last agreed on it."""
        return self.folder.base.get(node)

    def path(self, node: NodeId) -> RelPath | None:
        """Return where a node is on the disk by its names in the cloud; None if it is not there."""
        return path_of(node, self.folder.root, self.nodes())

    def path_here(self, node: NodeId) -> RelPath | None:
        """Return where a node is on the disk, as the disk spells it; None if it is not there."""
        return path_of(node, self.folder.root, self.folder.local)

    def base_path(self, node: NodeId) -> RelPath | None:
        """Return where a node was when both sides last agreed on it."""
        return path_of(node, self.folder.root, self.folder.base)

    def unknown_at(self, path: RelPath) -> Unknown | None:
        """Return why a path, or a folder above it, is not looked at; None if it is."""
        unknown = self.folder.unknown
        at = ROOT
        for name in path.split("/"):
            at = join(at, name)
            if at in unknown:
                return unknown[at]
        return None

    def held(self, node: NodeId) -> str | None:
        """Return why nothing is concluded about a node: the code of what is wrong where it is; None if it was told."""
        return self.folder.held.get(node)

    def unknown(self) -> Collection[Unknown]:
        """Return everything that is not looked at; the collection is replaced by the next scan, never changed."""
        return self.folder.unknown.values()

    def nodes(self) -> Mapping[NodeId, Node]:
        """Return the disk as it was last seen; a copy made in one go."""
        return self.folder.nodes_now()

    def view(self, remote: Tree) -> View:
        """Return the cloud as this device wants it, see view.look; of copies, for the trees may change meanwhile."""
        folder, rules = self.folder, self.folder.rulebook
        return look(
            dict(folder.base), Tree(remote.root, self.nodes()), remote, rules.rules, homes=rules.homes(folder.root, folder.at_place),
            taken=folder.occupied, stuck=self.executor.held_now(),
        )  # fmt: skip

    def waits_for(self, node: NodeId) -> Sequence[NodeId]:
        """Return what a node waits for, the nearest first, that has no reason of its own: see Executor.waits_for."""
        return self.executor.waits_for(node)

    def to_be_moved(self, way: Direction) -> list[Node]:
        """Return the files whose content the plan under way waits for, in its order; a copy made in one go."""
        return self.executor.to_be_moved(way)

    def path_to_be(self, node: NodeId) -> RelPath:
        """Return where a node is on the disk, or is to be; the root if it is nowhere."""
        return self.executor.path_of(node)

    def is_to_be_sent(self, node: NodeId) -> bool:
        """Whether the plan under way waits for a node's content to be uploaded."""
        return self.executor.is_to_be_sent(node)

    def is_to_be_fetched(self, node: NodeId) -> bool:
        """Whether the plan under way waits for a node's content to be downloaded."""
        return self.executor.is_to_be_fetched(node)
