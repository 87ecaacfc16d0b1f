"""A server's data folder, what its account does, where it is backed up, and what is made from that."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from fakes.crypto import NOW_MS
from fakes.people import Person, blob, upload
from fakes.servers import serving
from megadesk.model.ids import BlockId
from megadesk.server.backup import Backup, Done
from megadesk.server.backup_folder import BackupFolder
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import stored
from megadesk.server.check import faults_in
from megadesk.server.config import ServerConfig
from megadesk.server.metadata import BlobRow
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.pace import Pace
from megadesk.server.restore import Restore
from megadesk.server.scrub import Scrub

LARGE, SMALL, LATER, TINY = blob("large", 70_000), blob("small", 300), blob("later", 80_000), blob("tiny", 200)


class Site:
    """A server's data folder, what its account does, and where it is backed up."""

    def __init__(self, base: Path) -> None:
        self.data, self.to, self.base = base / "data", base / "backup", base
        self.data.mkdir(parents=True)
        self.ada = Person()
        self.now_ms = NOW_MS
        self.during: Callable[[], None] = lambda: None

    def serve(self, *work: Callable[[Person, Any], Any]) -> None:
        """Let a server run while the account does something."""

        async def whole() -> None:
            async with serving(self.data) as server:
                signed_up = server.services.metadata
                with signed_up.read() as tx:
                    is_new = tx.account_by_login(self.ada.login) is None
                client = await (self.ada.join if is_new else self.ada.log_in)(server.client)
                for one in work:
                    await one(self.ada, client)

        asyncio.run(whole())

    @contextmanager
    def stores(self) -> Iterator[tuple[SqliteMetadata, FileBlobs]]:
        """Open the stores as an operator's command does."""
        metadata, blobs = SqliteMetadata(self.data / "server.sqlite3"), FileBlobs(self.data / "blobs", beside=True)
        with closing(metadata), closing(blobs):
            yield metadata, blobs

    def backup(self, **changes: Any) -> Done:
        """Bring the backup up to now."""
        with self.stores() as (metadata, blobs):
            return Backup(metadata, blobs, BackupFolder(self.to), pace=Pace(None), now_ms=lambda: self.now_ms).run(
                **changes
            )

    def restored(self, name: str = "restored") -> ServerConfig:
        """Return a server made from the backup; it must be whole."""
        config = ServerConfig(data=self.base / name)
        Restore(BackupFolder(self.to), config, pace=Pace(None), now_ms=lambda: self.now_ms).run()
        assert faults_in(config, reads_blobs=True) == ([], [])
        return config

    def holds(self) -> dict[BlockId, bytes]:
        """Return every blob that a server made from the backup has."""
        config = self.restored("looked at")
        found = contents(config.data)
        shutil.rmtree(config.data)
        return found

    def row(self, block: BlockId) -> BlobRow:
        """Return a blob's row."""
        with self.stores() as (metadata, _), metadata.read() as tx:
            return tx.blobs([block])[block]

    def damage(self, one: tuple[BlockId, bytes]) -> None:
        """Let a blob have other bytes."""
        damage(self.data / "blobs", self.row(one[0]))

    def scrub(self) -> None:
        """Set aside what is damaged."""
        with self.stores() as (metadata, blobs):
            Scrub(metadata, blobs, pace=Pace(None), now_ms=lambda: self.now_ms).run(anew=True)


def contents(data: Path) -> dict[BlockId, bytes]:
    """Return every blob that a data folder has."""
    with closing(SqliteMetadata(data / "server.sqlite3")) as metadata, closing(FileBlobs(data / "blobs")) as blobs:
        with metadata.read() as tx:
            rows = tx.all_blobs(b"", 1000)
        return {row.id: blobs.read(stored(row)) for row in rows if not row.place.is_lost}


def damage(folder: Path, row: BlobRow) -> None:
    """Change one byte of a blob in a folder of blobs."""
    name = row.id.hex()
    path = folder / "packs" / f"{row.place.pack:016x}" if row.place.pack else folder / "files" / name[:2] / name
    held = bytearray(path.read_bytes())
    held[100 + (row.place.offset if row.place.pack else 0)] ^= 1
    path.write_bytes(held)


async def begin(ada: Person, client: Any) -> None:
    """Store a large file and a small one."""
    await upload(client, LARGE, SMALL)
    await ada.append(client, ada.put("a", [LARGE[0]]), ada.put("b", [SMALL[0]]))


async def go_on(ada: Person, client: Any) -> None:
    """Store more."""
    await upload(client, LATER, TINY)
    await ada.append(client, ada.put("c", [LATER[0]]), ada.put("d", [TINY[0]]))
