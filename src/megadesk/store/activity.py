"""What the commits of a space did, as it was found out once: a second look asks nobody.

A row is of the commit that has its id; where another history was accepted, the rows of the old one are not seen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from megadesk.model.ids import CommitId, DeviceId, SpaceId
from megadesk.model.moment import Moment
from megadesk.store.database import Database
from megadesk.store.rows import unpack_number
from megadesk.sync.deeds import Part

_LOAD: Final = (
    "SELECT c.seq, c.commit_id, c.time_ms, c.device, c.n_ops, a.told FROM activity AS a"
    " JOIN chain AS c ON c.space = a.space AND c.seq = a.seq AND c.commit_id = a.commit_id"
    " WHERE a.space = (SELECT n FROM spaces WHERE id = ?) AND a.seq <= ? AND c.device IS NOT NULL"
    " ORDER BY a.seq DESC LIMIT ?"
)
_KEEP: Final = (
    "INSERT OR REPLACE INTO activity (space, seq, commit_id, told) SELECT n, ?, ?, ? FROM spaces WHERE id = ?"
)


class ActivityBook:
    """What is known of one space's commits. Safe from any thread; each call is one transaction."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def load(self, last: int, limit: int) -> list[tuple[Moment, Sequence[Part]]]:
        """Return what is known of the commits up to one, the newest first; there may be gaps."""
        with self._database.read() as connection:
            rows = connection.execute(_LOAD, (self._space, last, limit)).fetchall()
        return [
            (
                Moment(unpack_number(seq), CommitId(commit), time_ms, DeviceId(device), n_ops),
                msgspec.json.decode(told, type=list[Part]),
            )
            for seq, commit, time_ms, device, n_ops, told in rows
        ]

    def newest(self, last: int) -> int:
        """Return the newest commit up to one of which anything is known; 0 if there is none."""
        found = self.load(last, 1)
        return found[0][0].seq if found else 0

    def keep(self, commits: Iterable[tuple[Moment, Sequence[Part]]]) -> None:
        """Write down what commits did."""
        encode = msgspec.json.encode
        rows = [(moment.seq, moment.commit_id, encode(done), self._space) for moment, done in commits]
        with self._database.write() as connection:
            connection.executemany(_KEEP, rows)
