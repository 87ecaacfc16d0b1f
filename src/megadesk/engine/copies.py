"""What of the cloud's content this device holds: files of its pairs as they were last seen, and what sync took away.

    opened(node)          the file that holds a node's very content, unchanged on this disk
    candidates(node)      all that may hold it: the node as it is here, files of the same content, debris of the same size

Nothing of them is believed: whoever reads holds each block against its record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from megadesk.disk.debris import Debris
from megadesk.disk.fingerprint import fingerprint
from megadesk.disk.sources import DiskSources
from megadesk.model.errors import MegadeskError
from megadesk.model.ids import FileHash, NodeId, PairId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Node
from megadesk.sync.outlook import Outlook
from megadesk.transfers.ports import SourceFile

if TYPE_CHECKING:
    from megadesk.engine.supervisor import Supervisor

Place = tuple[PairId, RelPath, Fingerprint]


class Copies:
    """The files of one running account. Safe from any thread. Make a new one for each check: it remembers what it found."""

    def __init__(self, running: Supervisor) -> None:
        self._running = running
        self._sources = DiskSources(running.world.roots)
        self._by_content: dict[FileHash, list[tuple[PairId, NodeId]]] | None = None
        self._by_size: dict[int, list[tuple[PairId, RelPath]]] | None = None

    def has(self, node: Node) -> bool:
        """Whether a pair has seen this content of the node on the disk; cheap."""
        return any(
            known is not None and known.node.content == node.content
            for known in (outlook.local(node.id) for _, outlook in self._outlooks())
        )

    def opened(self, node: Node) -> SourceFile | None:
        """Return the file that holds this content of the node, open; None if there is none, or it was changed."""
        for pair, outlook in self._outlooks():
            known = outlook.local(node.id)
            if known is not None and known.node.content == node.content:
                place = _place(pair, outlook, node.id)
                found = None if place is None else self._open(place)
                if found is not None:
                    return found
        return None

    def candidates(self, node: Node) -> Iterator[SourceFile]:
        """Yield files that may hold the node's content or blocks of it, open, the likeliest first; close each."""
        for place in self._places(node):
            found = self._open(place)
            if found is not None:
                yield found

    def _places(self, node: Node) -> Iterator[Place]:
        outlooks = dict(self._outlooks())
        same = () if node.content is None else self._contents().get(FileHash(node.content), ())
        wanted = dict.fromkeys([*((pair, node.id) for pair in outlooks), *same])
        for pair, key in wanted:
            place = _place(pair, outlooks[pair], key) if pair in outlooks else None
            if place is not None:
                yield place
        for pair, path in self._sizes().get(node.size_bytes, ()):
            with suppress(OSError, MegadeskError), self._running.world.roots.get(pair).spot(path) as spot:
                yield pair, path, fingerprint(spot.stat())

    def _open(self, place: Place) -> SourceFile | None:
        pair, path, seen = place
        try:
            return self._sources.open(pair, path, seen, may_grow=False)
        except MegadeskError:
            return None

    def _outlooks(self) -> Sequence[tuple[PairId, Outlook]]:
        found = ((runner.pair, runner.outlook()) for runner in self._running.runners())
        return [(pair, outlook) for pair, outlook in found if outlook is not None]

    def _contents(self) -> dict[FileHash, list[tuple[PairId, NodeId]]]:
        """Return which nodes hold which content, of all pairs; made when it is first needed."""
        if self._by_content is None:
            self._by_content = {}
            for pair, outlook in self._outlooks():
                for key, node in outlook.nodes().items():
                    if node.content is not None:
                        self._by_content.setdefault(FileHash(node.content), []).append((pair, key))
        return self._by_content

    def _sizes(self) -> dict[int, list[tuple[PairId, RelPath]]]:
        """Return what sync took away and keeps, by its size."""
        if self._by_size is None:
            self._by_size = {}
            for pair, _ in self._outlooks():
                with suppress(OSError, MegadeskError):
                    root = self._running.world.roots.get(pair)
                    for kept in Debris(root, self._running.world.clock.today).kept():
                        self._by_size.setdefault(kept.size_bytes, []).append((pair, kept.place))
        return self._by_size


def _place(pair: PairId, outlook: Outlook, key: NodeId) -> Place | None:
    known, path = outlook.local(key), outlook.path_here(key)
    if known is None or path is None or known.node.is_folder:
        return None
    return pair, path, known.fingerprint
