"""Small trees from a few words, for the tests of every room that sees trees.

    tree("docs/", "docs/a.txt=one", "run.sh=two*")      folders end in "/", "=" gives the content, "*" makes executable
    tree("x@docs/new.txt=one")                          the node x, wherever it is; else the path is the id

``shown`` turns a tree back into such lines, without ids, so that assertions read like folders.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from megadesk.model.ids import FileHash, NodeId
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.plan import PlanContext

ROOT_ID: Final = NodeId(b"\xff" * 16)
DEVICE: Final = "laptop"
STAMP: Final = "2026-01-02 030405"
COPY: Final = f"(conflicted copy {DEVICE} {STAMP})"


def node_id(word: str) -> NodeId:
    """Return an id that shows the word it was made of if that is short."""
    raw = word.encode()
    return NodeId(raw.ljust(16, b"\0") if len(raw) <= 16 else sha256(raw).digest()[:16])


def content(word: str) -> FileHash:
    """Return the hash of a file that holds this word."""
    return FileHash(word.encode().ljust(32, b"\0"))


def word(hash_: FileHash | None) -> str:
    """Return the word of a content."""
    return "" if hash_ is None else hash_.rstrip(b"\0").decode()


def tree(*lines: str, version: int = 1) -> Tree:
    """Return the tree of these lines; folders that are not listed are made, under their path as id."""
    nodes: dict[NodeId, Node] = {}
    at: dict[str, NodeId] = {"": ROOT_ID}
    for line in lines:
        _add(line, nodes, at, version)
    return Tree(ROOT_ID, nodes)


def _add(line: str, nodes: dict[NodeId, Node], at: dict[str, NodeId], version: int) -> None:
    label, _, rest = line.rpartition("@")
    path, equals, held = rest.partition("=")
    folder, _, name = path.rstrip("/").rpartition("/")
    if folder not in at:
        _add(folder + "/", nodes, at, version)
    key = node_id(label or path.rstrip("/"))
    at[path.rstrip("/")] = key
    nodes[key] = Node(
        id=key,
        parent=at[folder],
        kind=Kind.FILE if equals else Kind.FOLDER,
        name=name,
        content=content(held.rstrip("*")) if equals else None,
        size_bytes=len(held),
        executable=held.endswith("*"),
        version=version,
    )


def shown(of: Tree) -> list[str]:
    """Return the lines of a tree, sorted, without ids."""
    lines = []
    for path, node in of.paths().items():
        if node.is_folder:
            lines.append(f"{path}/")
        else:
            lines.append(f"{path}={word(node.content)}{'*' if node.executable else ''}")
    assert len(lines) == len(of), "some node is not connected, or a name stands twice"
    return sorted(lines)


def context(**changes: object) -> PlanContext:
    """Return a context of this device at a fixed moment."""
    return PlanContext(**{"device_name": DEVICE, "stamp": STAMP, **changes})  # type: ignore[arg-type]  # by name


EMPTY: Final = tree()
ONE_FILE: Final = tree("a.txt=one")
FOLDER_AB: Final = tree("d/", "d/a=one", "d/b=two")
