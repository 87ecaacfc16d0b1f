"""What a device remembers of its backups beside their pairs: how often they run, and the run that is under way.

The last completed run stands in the cloud, in the record of the backup's folder: it is true there or nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from megadesk.model.errors import NotFound
from megadesk.model.ids import NodeId, PairId
from megadesk.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlan:
    """every_ms: 0 for all the time. begun_ms: when the run under way began; None while there is none.

    asked: a person wants a run now, whenever the next is due. home: the folder of the device that it was in when last it
    was this one's.
    """

    every_ms: int
    begun_ms: int | None = None
    asked: bool = False
    home: NodeId | None = None


class BackupBook:
    """The backups of this profile. Safe from any thread; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, pair: PairId) -> BackupPlan | None:
        """Return what is remembered of a backup; None if there is none."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT every_ms, begun_ms, asked, home FROM backups WHERE pair = (SELECT n FROM pairs WHERE id = ?)",
                (pair,),
            ).fetchone()
        if row is None:
            return None
        home = None if row[3] is None else NodeId(row[3])
        return BackupPlan(every_ms=row[0], begun_ms=row[1], asked=row[2] == 1, home=home)

    def put(self, pair: PairId, plan: BackupPlan) -> None:
        """Remember it in place of what was; durable on return. NotFound if there is no such pair. It goes with its pair."""
        with self._database.write() as connection:
            row = connection.execute("SELECT n FROM pairs WHERE id = ?", (pair,)).fetchone()
            if row is None:
                raise NotFound(what="pair", id=pair)
            connection.execute(
                "INSERT INTO backups (pair, every_ms, begun_ms, asked, home) VALUES (?, ?, ?, ?, ?) ON CONFLICT (pair) DO"
                " UPDATE SET every_ms = excluded.every_ms, begun_ms = excluded.begun_ms, asked = excluded.asked,"
                " home = excluded.home",
                (row[0], plan.every_ms, plan.begun_ms, int(plan.asked), plan.home),
            )
