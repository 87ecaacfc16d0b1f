"""One node on three sides: its place, its bytes and its executable bit, each merged by itself.

For each of parent, name and bit: who did not change it follows the other; where both did, remote stays. Bytes
likewise, but what loses there becomes a conflict copy (``split``). A time is not merged: it comes with the bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a node that both sides have. ``moved_here``: its parent is the one this device gave it."""

    node: Node
    split: bool = False
    moved_here: bool = False
    overruled: bool = False


def merged(base: Node | None, local: Node, remote: Node) -> Merged:
    """Return the node as it is to be; without a base (our own creation, its answer lost) remote stands."""
    known = base if base is not None else local
    parent = _pick(known.parent, local.parent, remote.parent)
    name = _pick(known.name, local.name, remote.name)
    content = _pick(known.content, local.content, remote.content)
    split = content != local.content and (base is None or local.content != base.content)
    source = remote if content == remote.content else local
    executable = remote.executable if split else _pick(known.executable, local.executable, remote.executable)
    node = remote
    if (parent, name, content, executable) != (remote.parent, remote.name, remote.content, remote.executable):
        node = replace(
            remote, parent=parent, name=name, content=content, executable=executable,
            size_bytes=source.size_bytes, mtime_ns=source.mtime_ns,
        )  # fmt: skip
    overruled = (local.parent not in (known.parent, parent)) or (local.name not in (known.name, name))
    return Merged(node, split, parent != remote.parent, overruled)


def _pick(known: T, local: T, remote: T) -> T:
    return local if remote == known else remote


class Claims:
    """Which nodes of one side must live although the other side removed them.

    A node is claimed by what was done to it (edited, moved), and by a move of a folder above it that the other side
    removed as well: who moves a folder means everything in it.
    """

    def __init__(self, base: Tree, side: Tree, other: Tree) -> None:
        self._base = base.nodes
        self._side = side.nodes
        self._other = other.nodes
        self._root = side.root
        self._carried: dict[NodeId, bool] = {}

    def __contains__(self, key: NodeId) -> bool:
        node, known = self._side[key], self._base[key]
        return not node.same_place(known) or not node.same_content(known) or self._is_carried(node.parent)

    def _is_carried(self, folder: NodeId) -> bool:
        walked = []
        answer = False
        while folder != self._root and folder in self._side:
            kept = self._carried.get(folder)
            if kept is not None:
                answer = kept
                break
            walked.append(folder)
            node, known = self._side[folder], self._base.get(folder)
            if known is not None and folder not in self._other and not node.same_place(known):
                answer = True
                break
            folder = node.parent
        for key in walked:
            self._carried[key] = answer
        return answer
