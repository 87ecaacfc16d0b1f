"""What a question is about, side by side: the versions of which a person keeps one, and what is in them.

    a conflict                     the copy, the file that has the name      both in the cloud, or none is told
    a change that does not travel  the file here, the file in the cloud      one of them may be missing
    Side --pieces_of--> its bytes: from this disk if it holds them as was last seen, else from the cloud

Read next: versions.py, which says whose version of a conflict is whose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from megadesk.disk.sources import DiskSources
from megadesk.engine.clock import rfc3339, rfc3339_ns
from megadesk.engine.cloud_cat import pieces
from megadesk.engine.versions import Versions
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError, NotFound
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import LocalNode
from megadesk.model.pair import Problem
from megadesk.model.reasons import Remedy, reason_of
from megadesk.model.relpath import RelPath, printable
from megadesk.model.tree import Kind, Node, Tree
from megadesk.sync.outlook import Outlook
from megadesk.sync.report import PairReport

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

PIECE_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the versions. ``keep``: the answer that keeps it; ``path``: below the pair's folder.

    here: the file on this disk, if it holds these bytes. is_in_cloud: whether the cloud holds them.
    """

    keep: str
    pair: PairId
    path: RelPath
    node: Node
    device: str | None
    here: LocalNode | None
    is_in_cloud: bool


class Sides:
    """Finds the versions. ``here_name``: what this device is called; ``author``: which device wrote a record, by name."""

    def __init__(self, running: Supervisor, here_name: str, author: Callable[[NodeId], str | None]) -> None:
        self._running = running
        self._here_name = here_name
        self._author = author

    def of(self, report: PairReport, problem: Problem, conflict: Versions | None) -> list[Side]:
        """Return the versions that an issue is about; none if it is about something else."""
        runner = self._running.roster.find(report.pair.id)
        outlook = runner.outlook() if runner is not None else None
        tree = self._running.world.space.tree(report.pair.root)
        if conflict is not None:
            shown = (conflict.copy, Remedy.KEEP_COPY), (conflict.name, Remedy.KEEP_NAME)
            return [
                self._in_cloud(report.pair.id, conflict.word_for(which), one.node, one.device, tree, outlook)
                for one, which in shown
            ]
        if problem.node is None or outlook is None or Remedy.KEEP_LOCAL not in reason_of(problem.code).remedies:
            return []
        found: list[Side] = []
        known, there = outlook.local(problem.node), tree.nodes.get(problem.node)
        path = _path_here(outlook, known)
        if known is not None and path is not None:
            found.append(
                Side(
                    keep="local", pair=report.pair.id, path=path, node=known.node, device=self._here_name, here=known,
                    is_in_cloud=False,
                )
            )  # fmt: skip
        if there is not None:
            author = self._author(there.id)
            found.append(self._in_cloud(report.pair.id, "remote", there, author, tree, outlook))
        return found

    @staticmethod
    def _in_cloud(pair: PairId, keep: str, node: Node, device: str | None, tree: Tree, outlook: Outlook | None) -> Side:
        known = outlook.local(node.id) if outlook is not None else None
        here = known if known is not None and known.node.same_content(node) else None
        return Side(
            keep=keep, pair=pair, path=tree.path(node.id), node=node, device=device, here=here, is_in_cloud=True
        )

    def pieces_of(self, side: Side, max_bytes: int, check: Callable[[], None]) -> Iterator[bytes]:
        """Yield the first bytes of a version. FileBusy if it is only here and not as it was; errors of the server."""
        if side.here is not None:
            try:
                data = self._read(side, side.here, max_bytes)
            except MegadeskError:
                if not side.is_in_cloud:
                    raise
            else:
                yield from (data[at : at + PIECE_BYTES] for at in range(0, len(data), PIECE_BYTES))
                return
        world = self._running.world
        manifest = world.space.manifest(side.node.id, world.blobs.get)
        if manifest is None:
            raise NotFound(what="path", path=side.path)
        yield from pieces(manifest, world.blobs.get, 0, max_bytes, check)

    def _read(self, side: Side, known: LocalNode, max_bytes: int) -> bytes:
        """Return the first bytes of a file of this disk that is as it was last seen."""
        runner = self._running.roster.find(side.pair)
        outlook = runner.outlook() if runner is not None else None
        path = _path_here(outlook, known) if outlook is not None else None
        if path is None:
            raise NotFound(what="path", path=side.path)
        buffer = bytearray(min(max_bytes, known.node.size_bytes))
        with closing(
            DiskSources(self._running.world.roots).open(side.pair, path, known.fingerprint, may_grow=False)
        ) as source:
            count = source.read(0, memoryview(buffer))
            source.check_unchanged()
        return bytes(buffer[:count])


def told(side: Side) -> m.IssueVersion:
    """Return a version as front ends see it."""
    mtime_ns = side.node.mtime_ns
    return m.IssueVersion(
        keep=side.keep, path=printable(side.path), size=side.node.size_bytes, device=side.device,
        mtime=rfc3339_ns(mtime_ns) if mtime_ns else rfc3339(0),
    )  # fmt: skip


def _path_here(outlook: Outlook, known: LocalNode | None) -> RelPath | None:
    """Return where something is on this disk, in the disk's spelling."""
    if known is None or known.node.kind is Kind.FOLDER:
        return None
    return outlook.path_here(known.node.id)
