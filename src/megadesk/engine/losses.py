"""What a guard asks about, as a person can look through it: whole folders as one line, and never more than so many.

Question --> lines (where, path, kind, files, bytes), and the sums of all
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from megadesk.engine.clock import rfc3339_ms
from megadesk.ipc import messages as m
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.relpath import RelPath, parent_of, printable
from megadesk.model.tree import Node
from megadesk.sync.drip import Burst
from megadesk.sync.guard import Loser, Question

LOSSES_SHOWN: Final = 200
"""More than a person reads; the sums are of all."""


@dataclass(frozen=True, slots=True)
class ShownLosses:
    """The lines, and what all of it comes to."""

    shown: list[m.IssueLoss]
    files: int
    bytes: int


def losses_of(question: Question, path_of: Callable[[NodeId], RelPath | None]) -> ShownLosses:
    """Return what would go, both directions; files of a folder that stays are one line if there are too many."""
    lost = question.losses
    sides = ((Loser.LOCAL, lost.here), (Loser.REMOTE, lost.there), (Loser.CHANGE, lost.changed))
    lines = [line for side, nodes in sides for line in _lines(side, nodes, path_of)]
    if len(lines) > LOSSES_SHOWN:
        lines = list(_by_folder(lines))
    files = [node for _, nodes in sides for node in nodes if not node.is_folder]
    return ShownLosses(lines[:LOSSES_SHOWN], len(files), sum(node.size_bytes for node in files))


def change_of(burst: Burst, problem: Problem, cloud: str) -> m.IssueChange:
    """Return what a mass change is, beside the files that wait: what is in the cloud of it, and the way back."""
    return m.IssueChange(
        files=burst.files, uploaded=burst.uploaded, ending=printable(burst.ending),
        names=[printable(name) for name in burst.names], since=rfc3339_ms(burst.since_ms), before=before(burst.since_ms),
        rewind=way_back(problem, cloud),
    )  # fmt: skip


def before(since_ms: int) -> str:
    """Return the moment before something began."""
    return rfc3339_ms(since_ms - 1)


def way_back(problem: Problem, cloud: str) -> str:
    """Return the command that brings a folder of the cloud back to before a mass change; empty if there is no need."""
    since_ms = problem.arguments.get("since_ms")
    if not isinstance(since_ms, int) or not problem.arguments.get("uploaded") or not cloud:
        return ""
    return f"megadesk rewind restore {shlex.quote(cloud)} --at {before(since_ms)}"


def _lines(side: Loser, nodes: Sequence[Node], path_of: Callable[[NodeId], RelPath | None]) -> Iterator[m.IssueLoss]:
    """Yield a line for each node that does not go with a folder above it."""
    by_id = {node.id: node for node in nodes}
    tops: dict[NodeId, list[Node]] = {}
    for node in nodes:
        top = node
        while top.parent in by_id and top.parent != top.id:
            top = by_id[top.parent]
        tops.setdefault(top.id, []).append(node)
    lines = [_line(side, by_id[key], inside, path_of(key)) for key, inside in tops.items()]
    yield from sorted(lines, key=lambda line: line.path)


def _line(side: Loser, top: Node, inside: Sequence[Node], path: RelPath | None) -> m.IssueLoss:
    files = [node for node in inside if not node.is_folder]
    return m.IssueLoss(
        where=side.value, path=printable(path or top.name), kind="folder" if top.is_folder else "file",
        files=len(files), bytes=sum(node.size_bytes for node in files),
    )  # fmt: skip


def _by_folder(lines: Sequence[m.IssueLoss]) -> Iterator[m.IssueLoss]:
    """Yield the files of each folder that stays as one line, largest first."""
    groups: dict[tuple[str, str], list[m.IssueLoss]] = {}
    whole: list[m.IssueLoss] = []
    for line in lines:
        if line.kind == "folder":
            whole.append(line)
        else:
            groups.setdefault((line.where, parent_of(RelPath(line.path))), []).append(line)
    for (where, folder), inside in groups.items():
        if len(inside) == 1:
            whole += inside
            continue
        files = sum(line.files for line in inside)
        whole.append(
            m.IssueLoss(where=where, path=folder, kind="files", files=files, bytes=sum(line.bytes for line in inside))
        )
    yield from sorted(whole, key=lambda line: (-line.files, line.where, line.path))
