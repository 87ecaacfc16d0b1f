"""What a safety check asks about, as a tree: folders with how many files of theirs would go, and how large they are.

IssueDetail --loss_branches--> one branch for each side, of LossNodes        a chain of single folders is one node
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from megadesk.ipc import messages as m
from megadesk.ui.text import NOTHING, Size, Text, joined, plural, text


@dataclass(frozen=True, slots=True, kw_only=True)
class LossNode:
    """A file or folder. files, size_bytes: all in it that would go. is_whole: the folder itself goes, with all in it."""

    name: str
    kind: str
    files: int
    size_bytes: int
    is_whole: bool = False
    below: tuple[LossNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LossBranch:
    """All that would go from one side."""

    title: Text
    nodes: tuple[LossNode, ...]


@dataclass(slots=True)
class _Growing:
    kind: str = "folder"
    files: int = 0
    size_bytes: int = 0
    is_whole: bool = False
    below: dict[str, _Growing] = field(default_factory=dict)


def loss_branches(detail: m.IssueDetail) -> list[LossBranch]:
    """Return what would go, the sides apart."""
    made = []
    for where in ("remote", "local", "change"):
        lines = [line for line in detail.losses if line.where == where]
        if lines:
            made.append(LossBranch(title=_title(where), nodes=tuple(_nodes(_grown(lines)))))
    return made


def _title(where: str) -> Text:
    match where:
        case "local":
            return text("Would be deleted on this computer")
        case "remote":
            return text("Would be deleted in the cloud and on your devices")
        case _:
            return text("Would be replaced in the cloud")


def _grown(lines: Sequence[m.IssueLoss]) -> _Growing:
    root = _Growing()
    for line in lines:
        at = root
        parts = [part for part in line.path.split("/") if part]
        for number, part in enumerate(parts):
            at = at.below.setdefault(part, _Growing())
            at.files += line.files
            at.size_bytes += line.bytes
            if number == len(parts) - 1 and line.kind != "files":
                at.kind, at.is_whole = line.kind, line.kind == "folder"
        if not parts:  # files at the top, as one line
            here = root.below.setdefault("", _Growing(kind="files"))
            here.files += line.files
            here.size_bytes += line.bytes
    return root


def _nodes(growing: _Growing) -> Iterator[LossNode]:
    """Yield folders before files, by name; a folder with one folder in it and nothing else is one node with that."""
    for name, node in sorted(growing.below.items(), key=lambda item: (item[1].kind == "file", item[0].casefold())):
        while node.kind == "folder" and not node.is_whole and len(node.below) == 1:
            inner_name, inner = next(iter(node.below.items()))
            if inner.kind != "folder" or inner.files != node.files:
                break
            name, node = f"{name}/{inner_name}", inner  # noqa: PLW2901 -- the chain becomes one node
        yield LossNode(
            name=name, kind=node.kind, files=node.files, size_bytes=node.size_bytes, is_whole=node.is_whole,
            below=tuple(_nodes(node)),
        )  # fmt: skip


def node_name(node: LossNode) -> Text:
    """Return what a node is called."""
    return text("{name}", name=node.name) if node.name else text("files at the top level")


def node_files(node: LossNode) -> Text:
    """Return how many files are in a folder; nothing for a file."""
    return plural("{n} file", "{n} files", node.files) if node.kind != "file" else NOTHING


def sum_words(detail: m.IssueDetail) -> Text:
    """Return how much it is in all, and how much of it is not shown."""
    rest = detail.files - sum(line.files for line in detail.losses)
    return joined(
        [
            plural("{n} file in total", "{n} files in total", detail.files),
            text("{size}", size=Size(detail.bytes)),
            plural("{n} more not shown", "{n} more not shown", rest) if rest > 0 else NOTHING,
        ]
    )
