"""A device with a small folder that was looked at, and short ways to what it knows."""

from __future__ import annotations

from pathlib import Path

from fakes.devices import Cloud, Desk
from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.sync.folder import Folder

OTHER = NodeId(b"o" * 16)


def small_desk(base: Path) -> Desk:
    """Return a device with two files and a folder, looked at once."""
    made = Desk(base, "ann", Cloud())
    made.write("a.txt", "alpha")
    made.write("docs/b.txt", "beta")
    made.looking.observe(None)
    return made


def named(folder: Folder, name: str) -> Node:
    """Return the node on disk of that name."""
    return next(known.node for known in folder.local.values() if known.node.name == name)


def agreed(folder: Folder) -> Tree:
    """Return the disk as a remote tree that says the same."""
    return Tree(folder.root, {node: known.node for node, known in folder.local.items()})
