"""Nodes by name: what is below a folder and has a text in its name, in the order of the paths.

    text | pattern --name_test--> fits(name)        tree, folder, fits --found--> [(path below the folder, node)]

Names are looked through first, for most do not fit; only what fits has its path made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fnmatch import translate

from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.tree import Node, Tree


def name_test(text: str, *, is_pattern: bool = False) -> Callable[[str], bool]:
    """Return what says of a name whether a text stands in it, or whether it fits a pattern, whatever its letters' case."""
    wanted = unicodedata.normalize("NFC", text).casefold()
    if not is_pattern:
        return lambda name: wanted in name.casefold()
    fits = re.compile(translate(wanted)).match
    return lambda name: fits(name.casefold()) is not None


def found(tree: Tree, folder: NodeId, fits: Callable[[str], bool]) -> list[tuple[RelPath, Node]]:
    """Return what is below a folder and has a name that fits, with its path below the folder, in the order of paths."""
    paths: dict[NodeId, RelPath | None] = {folder: ROOT}
    hits: list[tuple[RelPath, Node]] = []
    for node in tree.nodes.values():
        if fits(node.name):
            above = _path(tree, node.parent, paths)
            if above is not None:
                hits.append((join(above, node.name), node))
    hits.sort(key=lambda hit: hit[0].split("/"))
    return hits


def _path(tree: Tree, folder: NodeId, paths: dict[NodeId, RelPath | None]) -> RelPath | None:
    """Return where a folder is below the one that is looked through; None if it is not in it."""
    walked: list[Node] = []
    while folder not in paths:
        node = tree.get(folder)
        paths[folder] = None  # a gap, a ring, or the root of the tree ends here
        if node is None:
            break
        walked.append(node)
        folder = node.parent
    at = paths[folder]
    for node in reversed(walked):
        at = paths[node.id] = None if at is None else join(at, node.name)
    return at
