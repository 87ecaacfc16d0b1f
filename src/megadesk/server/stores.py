"""The stores that the settings name, for the server and for every command of the operator: opened here and nowhere else.

    database ""   data/server.sqlite3     one process          blocks ""   data/blobs     one process

beside: another process may be serving from them, so that nothing is made there, nor is what grows there taken for left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Final

from megadesk.model.errors import BadUsage, Damaged
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import BlobStore
from megadesk.server.config import ServerConfig
from megadesk.server.folder_lock import only_one
from megadesk.server.metadata import MetadataStore
from megadesk.server.metadata_sqlite import SqliteMetadata

UNFINISHED: Final = "restore.unfinished"
"""While a data folder has this file, it is no server's."""
_LOCK_FILE: Final = "server.lock"


@contextmanager
def the_only_one(config: ServerConfig) -> Iterator[None]:
    """Have the data folder to ourselves for the block; AlreadyRunning if another has it, BadUsage if it is half restored."""
    if (config.data / UNFINISHED).exists():
        raise BadUsage("a restore into this folder was not finished: begin it again", what="data")
    with only_one(config.data / _LOCK_FILE, "another server uses this data folder", what="server"):
        yield


def open_metadata(config: ServerConfig) -> MetadataStore:
    """Return the metadata store, made or brought up to date if need be. Damaged if it is none."""
    return SqliteMetadata(config.database_file)


def open_blobs(config: ServerConfig, *, beside: bool = False) -> BlobStore:
    """Return the blob store."""
    return FileBlobs(config.blobs_folder, reserve_bytes=config.reserve_bytes, beside=beside)


@contextmanager
def metadata_of(config: ServerConfig) -> Iterator[MetadataStore]:
    """Yield the metadata store for a command."""
    with closing(open_metadata(config)) as metadata:
        yield metadata


@contextmanager
def stores_beside(config: ServerConfig) -> Iterator[tuple[MetadataStore, BlobStore]]:
    """Yield both stores for a command, while a server may be using them."""
    with metadata_of(config) as metadata, closing(open_blobs(config, beside=True)) as blobs:
        yield metadata, blobs


def shown_stores(config: ServerConfig) -> str:
    """Return where the stores are, as people are told it."""
    return str(config.data)


def refuse_lost_database(config: ServerConfig) -> None:
    """Raise Damaged if there are blobs and no database: with a new one every device would be told that it has no account."""
    database = config.database_file
    has_database = database.exists() and database.stat().st_size > 0
    if not has_database and any(path.is_file() for path in config.blobs_folder.rglob("*")):
        raise Damaged(f"{database} is missing or empty, but blobs are there; restore a backup of this server")
