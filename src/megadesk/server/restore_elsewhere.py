"""A server made from a backup in stores that are not a folder: the copy of its database is another incarnation, and moves there.

    FROM/backup.json --> database, its BLAKE3 --> a copy in the data folder, a later incarnation --> moves (move.py) --> removed

What holds of a move holds here: into empty stores only, begun again it goes on, and no server starts on them before its end.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Final

from megadesk.server.backup_folder import BackupFolder
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobs_mirror import no_room_named
from megadesk.server.config import ServerConfig
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.move import House, Move
from megadesk.server.pace import Pace
from megadesk.server.restore import Restored, copy_database, make_another, remove, whole_in
from megadesk.server.scrub import Damage
from megadesk.server.stores import open_blobs, open_metadata, shown_stores, the_only_one

COPY: Final = "restoring.sqlite3"


class RestoreElsewhere:
    """One restore of one backup into the stores that settings name."""

    def __init__(
        self, folder: BackupFolder, config: ServerConfig, *, pace: Pace, now_ms: Callable[[], int],
        told: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._folder, self._config = folder, config
        self._pace, self._now_ms, self._told = pace, now_ms, told

    def run(self, *, sign_out: bool = False) -> Restored:
        """Return once the stores are a server's. As ``restore.Restore.run``, and as ``move.Move.run``."""
        whole, database = whole_in(self._folder)
        done = Restored(whole=whole)
        data = self._config.data
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = data / COPY
        with the_only_one(self._config):
            with no_room_named(data):
                copy_database(database, copy)
                done.incarnation = make_another(copy, self._now_ms, sign_out=sign_out)
            self._told("the backup's database is whole; its blobs are copied, and then all rows")
            with closing(SqliteMetadata(copy)) as names, closing(FileBlobs(self._folder.blobs, beside=True)) as source:
                done.lost = self._move(House(names, source, "the backup"))
            remove(data.glob(f"{copy.name}*"))
        return done

    def _move(self, before: House) -> list[Damage]:
        with closing(open_metadata(self._config)) as metadata, closing(open_blobs(self._config)) as blobs:
            after = House(metadata, blobs, shown_stores(self._config))
            # What a move says is for those who wait for a server that works.
            move = Move(before, after, self._config, pace=self._pace, now_ms=self._now_ms, told=lambda _: None)
            return move.run().lost
