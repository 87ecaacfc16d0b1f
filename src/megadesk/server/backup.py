"""A backup of a server that runs: its database at one moment, then every blob that names, each held to its name.

    collection held --> database copied, looked through --> blobs it names, but those the last backup has at their places
        --> all on the disk --> backup.json: this is the backup now --> what only the one before named is removed

Ended anywhere, the folder has the backup it had, and some of the next one, which need not be copied again. A blob that
the server lost is taken from wherever it is by now, or from the last backup; else the copy says that it is lost, so that
a server restored from it asks devices for it. Copied with ``anew``, nothing is believed to be there without being read.
See ADR 27 and docs/operations/backup.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from megadesk import __version__
from megadesk.model.errors import BadUsage, Damaged, DiskFull, NotFound
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.backup_folder import FORMAT, BackupFolder, Frozen, Whole, hash_of
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobs_mirror import Mirror, no_room_named
from megadesk.server.blobstore import BlobStore, stored
from megadesk.server.every_blob import by_place, pages_of, portions, whole_bytes, whole_many
from megadesk.server.hold import hold_collection
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.scrub import Damage, damage_of
from megadesk.server.services import INCARNATION
from megadesk.server.stores import Readable, server_of

HOLD_MS: Final = 30 * 60_000
"""Collection waits so long for a backup that was killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a backup came to."""

    whole: Whole
    copied: int
    copied_bytes: int
    removed: int
    held: Sequence[Damage]
    """What the server lost and this backup has."""
    lost: Sequence[Damage]


class Backup:
    """One backup of one server's stores into one folder."""

    def __init__(
        self, metadata: md.MetadataStore, blobs: BlobStore, folder: BackupFolder, *, pace: Pace,
        now_ms: Callable[[], int],
    ) -> None:  # fmt: skip
        self._metadata, self._blobs, self._folder = metadata, blobs, folder
        self._pace, self._now_ms = pace, now_ms
        self._held_until_ms = 0
        self._copied, self._copied_bytes = 0, 0
        self._kept: list[Damage] = []
        self._lost: list[Damage] = []

    def run(self, *, anew: bool = False) -> Done:
        """Return once the folder has a whole backup of now. DiskFull, Damaged or the disk's errors: it has the last one."""
        self._blobs.check_ready()
        with self._folder.taken(server_of(self._metadata)):
            self._hold()
            before = self._last()
            path = self._folder.new_database()
            with no_room_named(self._folder.path):
                copy_database(self._metadata, path, self._hold)
            with closing(Mirror(self._folder.blobs)) as mirror:
                self._copy_blobs(path, mirror, None if before is None or anew else self._folder.database_of(before))
                whole = self._describe(path)
                self._folder.complete(whole)
                removed = self._prune(path, mirror)
        return Done(
            whole=whole, copied=self._copied, copied_bytes=self._copied_bytes, removed=removed, held=self._kept,
            lost=self._lost,
        )  # fmt: skip

    def _last(self) -> Whole | None:
        """Return the last whole backup; BadUsage if it is of a later server than this."""
        before = self._folder.whole()
        if before is not None and before.incarnation > incarnation_of(self._metadata):
            raise BadUsage("the backup there is of a server that was restored later than this one", what="to")
        return before

    def _hold(self) -> None:
        """Have nobody remove or move stored bytes for a while. Said again long before it is over."""
        now_ms = self._now_ms()
        if now_ms < self._held_until_ms - HOLD_MS // 2:
            return
        try:
            with self._metadata.write() as tx:
                hold_collection(tx, now_ms + HOLD_MS)
        except DiskFull:
            if now_ms >= self._held_until_ms:
                raise
        else:
            self._held_until_ms = now_ms + HOLD_MS

    # -- blobs --------------------------------------------------------------------------------------------------------

    def _copy_blobs(self, database: Path, mirror: Mirror, before: Path | None) -> None:
        with closing(SqliteMetadata(database)) as copy, _Known(before) as known:
            for page in by_place(self._wanted(copy, known, mirror)):
                there = known.of([row.id for row in page])
                for some in portions(page):
                    for row, data in zip(some, whole_many(self._blobs, some), strict=True):
                        self._copy(copy, row, data, there.get(row.id), mirror)
                        self._hold()
        settle(database)
        mirror.flush()

    def _wanted(self, copy: SqliteMetadata, known: _Known, mirror: Mirror) -> Iterator[md.BlobRow]:
        """Yield the blobs that have to be read for this backup: no earlier one has them, nor has an earlier try."""
        for page in pages_of(copy):
            there = known.of([row.id for row in page])
            for row in page:
                if there.get(row.id) != row and (row.place.is_lost or not mirror.holds(stored(row))):
                    yield row
            self._hold()

    def _copy(
        self, copy: SqliteMetadata, row: md.BlobRow, data: bytes | None, before: md.BlobRow | None, mirror: Mirror
    ) -> None:
        """Have a blob in the mirror at the place that the copy of the database says, or have that say another."""
        read = (row, data) if data is not None else self._read(row)
        if read is None and before is not None and mirror.holds(stored(before)):
            self._kept.append(self._moved(copy, row, before.place, "lost by the server, kept by this backup"))
            return
        if read is None:
            place = row.place.lost
            self._lost.append(self._moved(copy, row, place, "not whole on the server"))
            return
        now, data = read
        if now.place != row.place:
            self._moved(copy, row, now.place, "")
        mirror.put(stored(now), data)
        self._copied += 1
        self._copied_bytes += len(data)
        self._pace.spend(len(data))

    def _read(self, row: md.BlobRow) -> tuple[md.BlobRow, bytes] | None:
        """Return a blob's bytes with where they were found: where the copy says, or where the server has it by now."""
        with self._metadata.read() as tx:
            now = tx.blobs([row.id]).get(row.id, row)
        for one in dict.fromkeys((row, now)):
            data = whole_bytes(self._blobs, one)
            if data is not None:
                return one, data
        return None

    def _moved(self, copy: SqliteMetadata, row: md.BlobRow, place: md.Place, why: str) -> Damage:
        """Let the copy of the database say that a blob lies elsewhere."""
        with no_room_named(self._folder.path), copy.write() as tx:
            if place != row.place:
                tx.move_blob(row.id, row.place, place)
            return damage_of(tx, row, why)

    # -- the end ------------------------------------------------------------------------------------------------------

    def _describe(self, database: Path) -> Whole:
        with closing(Frozen(database)) as copy:
            with copy.read() as tx:
                totals = tx.totals()
            incarnation = incarnation_of(copy)
        return Whole(
            format=FORMAT, server=server_of(self._metadata), incarnation=incarnation, made_ms=self._now_ms(), database=database.name, database_bytes=database.stat().st_size,
            database_blake3=hash_of(database), blobs=totals.blobs, blob_bytes=totals.blob_bytes,
            lost=len(self._lost), version=__version__,
        )  # fmt: skip

    def _prune(self, database: Path, mirror: Mirror) -> int:
        """Remove what only earlier backups named, or some that were ended; return how many files."""
        with closing(Frozen(database)) as copy:
            packs = {row.place.pack for page in pages_of(copy) for row in page}

            def named(ids: Collection[BlockId]) -> Collection[BlockId]:
                with copy.read() as tx:
                    rows: Mapping[BlockId, md.BlobRow] = tx.blobs(ids)
                return {blob for blob, row in rows.items() if row.place.pack == md.OWN_FILE}

            return mirror.prune(named, packs)


class _Known:
    """What an earlier backup has, and where; nothing if there is none."""

    def __init__(self, database: Path | None) -> None:
        self._rows = None if database is None else Frozen(database)

    def of(self, ids: Collection[BlockId]) -> Mapping[BlockId, md.BlobRow]:
        """Return its rows of these blobs, without those whose bytes it does not have."""
        if self._rows is None:
            return {}
        with self._rows.read() as tx:
            return {blob: row for blob, row in tx.blobs(ids).items() if not row.place.is_lost}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        if self._rows is not None:
            self._rows.close()


def incarnation_of(metadata: Readable) -> int:
    """Return how often a server was restored, in its own way of counting."""
    with metadata.read() as tx:
        return int.from_bytes(tx.setting(INCARNATION) or b"\x01", "big")


class BlobsOfBackup:
    """Blobs that a whole backup has, by name. NotFound if the folder has none."""

    def __init__(self, folder: BackupFolder) -> None:
        whole = folder.whole()
        database = None if whole is None else folder.database_of(whole)
        if database is None:
            raise NotFound("there is no whole backup in this folder", what="backup", path=str(folder.path))
        self._known = _Known(database)
        self._blobs = FileBlobs(folder.blobs, beside=True)

    def read(self, blob: BlockId) -> bytes | None:
        """Return a blob's bytes if they are whole there."""
        row = self._known.of([blob]).get(blob)
        return None if row is None else whole_bytes(self._blobs, row)

    def close(self) -> None:
        """Let go of all files."""
        self._known.close()
        self._blobs.close()


def copy_database(metadata: md.MetadataStore, to: Path, meanwhile: Callable[[], None]) -> None:
    """Copy the database as it is at one moment, while others write; Damaged if it is not whole.

    A damaged database that took the place of a good backup would be worse than none.
    """
    metadata.copy_into(to, meanwhile)
    with closing(SqliteMetadata(to)) as copy, copy.read() as tx:
        faults = tx.check()
    if faults:
        raise Damaged(f"the database is damaged: {faults[0]}")


def settle(database: Path) -> None:
    """Have all of a database in its one file, for good."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
