"""Since when this device has seen what lies in the bin of the cloud: its own word beside that of whoever put it there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from megadesk.model.ids import NodeId, SpaceId
from megadesk.store.database import Database


class BinSeen:
    """What lies in the bin of one space. Safe from any thread; each call is one transaction."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def note(self, nodes: Collection[NodeId], now_ms: int) -> Mapping[NodeId, int]:
        """Return since when each of these, all that lies there now, has been seen there; what is new, since now."""
        there = set(nodes)
        with self._database.write() as connection:
            rows = connection.execute("SELECT node, seen_ms FROM bin_seen WHERE space = ?", (self._space,))
            known = {NodeId(node): int(seen_ms) for node, seen_ms in rows}
            connection.executemany(
                "DELETE FROM bin_seen WHERE space = ? AND node = ?",
                [(self._space, node) for node in known if node not in there],
            )
            connection.executemany(
                "INSERT INTO bin_seen (space, node, seen_ms) VALUES (?, ?, ?)",
                [(self._space, node, now_ms) for node in there if node not in known],
            )
        return {node: known.get(node, now_ms) for node in there}
