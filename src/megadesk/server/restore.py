"""A server's data folder made from a backup: an empty folder, all of it verified, and not taken for a server's until it is whole.

    FROM/backup.json --> database, its BLAKE3 --> blobs, each held to its name --> a later incarnation --> server.sqlite3
       unfinished      meanwhile: no server runs on it; the same restore goes on where it was ended

Blobs that the backup does not have whole count as lost: devices that have them send them again. The incarnation is raised,
so that devices can tell a server that was restored from one that lies; it is at least the time in seconds, so that the
same backup restored twice makes two that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from megadesk.model.errors import BadUsage, Damaged, NotFound
from megadesk.server import metadata as md
from megadesk.server.backup import incarnation_of
from megadesk.server.backup_folder import BackupFolder, Frozen, Whole, read_told, write_told
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobs_flush import sync_file, sync_folder
from megadesk.server.blobs_mirror import Mirror, no_room_named
from megadesk.server.blobstore import stored
from megadesk.server.care import DONE, WANTED
from megadesk.server.config import ServerConfig
from megadesk.server.every_blob import pages_of, whole_bytes
from megadesk.server.folder_lock import only_one
from megadesk.server.hold import release_collection
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.scrub import SETTING as SCRUB
from megadesk.server.scrub import Damage, damage_of
from megadesk.server.services import INCARNATION
from megadesk.server.stores import UNFINISHED

_PIECE: Final = 1 << 20
_ACCOUNTS: Final = 1000


@dataclass(slots=True, kw_only=True)
class Restored:
    """What a restore came to."""

    whole: Whole
    incarnation: int = 0
    lost: list[Damage] = field(default_factory=list)


class Restore:
    """One restore of one backup into one data folder."""

    def __init__(self, folder: BackupFolder, config: ServerConfig, *, pace: Pace, now_ms: Callable[[], int]) -> None:
        self._folder, self._config = folder, config
        self._pace, self._now_ms = pace, now_ms

    def run(self, *, sign_out: bool = False) -> Restored:
        """Return once the data folder is a server's. NotFound without a whole backup, Damaged if its database is not whole.

        sign_out: end all sessions; else those that were open when the backup was made are open again.
        """
        whole, database = whole_in(self._folder)
        data = self._config.data
        self._begin(whole)
        with only_one(data / UNFINISHED, "another restore writes into this folder", what="restore"):
            done = Restored(whole=whole)
            copy = data / f"{self._config.database_file.name}.restoring"
            with no_room_named(data):
                copy_database(database, copy)
                self._copy_blobs(database, copy, done)
                done.incarnation = make_another(copy, self._now_ms, sign_out=sign_out)
                sync_file(copy)
                copy.replace(self._config.database_file)
                remove(data.glob(f"{copy.name}*"))  # how it was before migrations: the backup has that
                sync_folder(data)
        (data / UNFINISHED).unlink()
        sync_folder(data)
        return done

    def _begin(self, whole: Whole) -> None:
        """Mark an empty folder, or one that this restore has begun to fill; BadUsage for any other."""
        data = self._config.data
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        mark, told = data / UNFINISHED, asdict(whole)
        if any(path.name != f"{UNFINISHED}.new" for path in data.iterdir()):
            if not mark.exists():
                raise BadUsage("restore goes into an empty folder only", what="data", value=str(data))
            if read_told(mark) != told:
                raise BadUsage("a restore of another backup was begun here; empty the folder", what="data")
            return
        write_told(mark, told)

    def _copy_blobs(self, database: Path, copy: Path, done: Restored) -> None:
        with (
            closing(Frozen(database)) as names, closing(FileBlobs(self._folder.blobs, beside=True)) as source,
            closing(SqliteMetadata(copy)) as metadata, closing(Mirror(self._config.blobs_folder)) as mirror,
        ):  # fmt: skip
            for page in pages_of(names):
                for row in sorted(page, key=lambda row: row.place):
                    self._copy_blob(row, source, metadata, mirror, done)
            mirror.flush()

    def _copy_blob(
        self, row: md.BlobRow, source: FileBlobs, metadata: SqliteMetadata, mirror: Mirror, done: Restored
    ) -> None:
        if not row.place.is_lost and mirror.holds(stored(row)):
            return
        data = whole_bytes(source, row)
        if data is not None:
            mirror.put(stored(row), data)
            self._pace.spend(len(data))
            return
        with metadata.write() as tx:
            if not row.place.is_lost:
                tx.move_blob(row.id, row.place, row.place.lost)
            done.lost.append(damage_of(tx, row, "not whole in the backup"))


def whole_in(folder: BackupFolder) -> tuple[Whole, Path]:
    """Return what a whole backup says, and its database. NotFound if there is none, Damaged if that is not what was written."""
    whole = folder.whole()
    if whole is None:
        raise NotFound("there is no whole backup in this folder", what="backup", path=str(folder.path))
    database = folder.database_of(whole)
    if database is None:
        raise Damaged("the database of the backup is not the one that was written")
    return whole, database


def copy_database(database: Path, copy: Path) -> None:
    """Copy the database of a backup, and bring it up to date; Damaged if it is."""
    remove(copy.parent.glob(f"{copy.name}*"))
    with database.open("rb") as source, copy.open("xb") as target:
        copy.chmod(0o600)
        while piece := source.read(_PIECE):
            target.write(piece)
    with closing(SqliteMetadata(copy)) as metadata, metadata.read() as tx:
        faults = tx.check()
    if faults:
        raise Damaged(f"the database of the backup is damaged: {faults[0]}")


def make_another(copy: Path, now_ms: Callable[[], int], *, sign_out: bool) -> int:
    """Let a copied database be another incarnation of the server, held by nobody; return which."""
    with closing(SqliteMetadata(copy)) as metadata:
        return another_incarnation(metadata, now_ms(), sign_out=sign_out)


def another_incarnation(metadata: md.MetadataStore, now_ms: int, *, sign_out: bool) -> int:
    """Let a database that was brought back be another incarnation of its server, held by nobody; return which."""
    incarnation = max(incarnation_of(metadata) + 1, now_ms // 1000)
    with metadata.write() as tx:
        tx.thaw()  # a backup that was made during a move has that in it
        tx.put_setting(INCARNATION, incarnation.to_bytes(8, "big"))
        for unfinished in (SCRUB, WANTED, DONE):
            tx.put_setting(unfinished, b"")
        release_collection(tx)
        if sign_out:
            _end_sessions(tx)
    return incarnation


def remove(files: Iterable[Path]) -> None:
    """Remove files."""
    for file in files:
        file.unlink()


def _end_sessions(tx: md.Writing) -> None:
    after = ""
    while page := tx.accounts(after, _ACCOUNTS):
        for account in page:
            tx.end_sessions(account.id)
        after = page[-1].login
