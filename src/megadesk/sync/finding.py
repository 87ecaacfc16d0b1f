"""Nodes by name: what is below a folder and has a text in its name, in the order of the paths.

    text | pattern --name_test--> fits(name)        tree, folder, fits, after --page--> [(path below the folder, node)]

Names are looked through first. If few fit, these have their paths made and sorted; if most do, the folder is walked from
where the last page ended until a page is full: making and sorting 100,000 paths takes a second.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from fnmatch import translate
from itertools import islice
from operator import itemgetter
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.model.relpath import ROOT, RelPath, join
from megadesk.model.tree import Node, Tree
from megadesk.sync.history import Page, Pages

MANY: Final = 4
"""Pages: if more fit than these hold, a walk comes to the end of a page sooner."""


def name_test(text: str, *, is_pattern: bool = False) -> Callable[[str], bool]:
    """Return what says of a name whether a text stands in it, or whether it fits a pattern, whatever its letters' case."""
    wanted = unicodedata.normalize("NFC", text).casefold()
    if not is_pattern:
        return lambda name: wanted in name.casefold()
    fits = re.compile(translate(wanted)).match
    return lambda name: fits(name.casefold()) is not None


def page(tree: Tree, folder: NodeId, fits: Callable[[str], bool], after: RelPath, limit: int) -> Page:
    """Return what is below a folder and has a name that fits, in the order of paths, at most so many after one."""
    hits = [node for node in tree.nodes.values() if fits(node.name)]
    entries = _walked(tree, folder, fits, after) if len(hits) > MANY * limit else _sorted(tree, folder, hits, after)
    some = list(islice(entries, limit + 1))
    return Page(some[:limit], has_more=len(some) > limit)


def _walked(tree: Tree, folder: NodeId, fits: Callable[[str], bool], after: RelPath) -> Iterator[tuple[RelPath, Node]]:
    every = Pages(tree, folder).entries(after, recursive=True)
    return ((path, node) for path, node in every if fits(node.name))


def _sorted(tree: Tree, folder: NodeId, hits: Iterable[Node], after: RelPath) -> Iterator[tuple[RelPath, Node]]:
    paths: dict[NodeId, RelPath | None] = {folder: ROOT}
    found: list[tuple[list[str], RelPath, Node]] = []
    for node in hits:
        above = _path(tree, node.parent, paths)
        if above is not None:
            path = join(above, node.name)
            found.append((path.split("/"), path, node))
    found.sort(key=itemgetter(0))
    start = bisect_right(found, after.split("/"), key=itemgetter(0)) if after else 0
    return ((path, node) for _, path, node in found[start:])


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
