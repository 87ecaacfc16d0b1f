"""The stores that the settings name, for the server and for every command of the operator: opened here and nowhere else.

    database ""                data/server.sqlite3     one process      hints: in this process
             postgresql://...  PostgreSQL              several          hints: by the database
    blocks   ""                data/blobs              one process
             s3://...          an object store         several

beside: another process may be serving from them, so that nothing is made there, nor is what grows there taken for left over.
What is not used is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from megadesk.crypto.public import sha256
from megadesk.model.errors import BadUsage, Damaged
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import BlobStore
from megadesk.server.config import ServerConfig
from megadesk.server.folder_lock import only_one
from megadesk.server.metadata import MetadataStore, Reading
from megadesk.server.metadata_sqlite import SqliteMetadata
from megadesk.server.notify import LocalNotifier, Notifier
from megadesk.server.services import SERVER_KEY

UNFINISHED: Final = "restore.unfinished"
"""While a data folder has this file, it is no server's."""
HAS_FOLDER: Final = "has_folder"
"""The setting that says that some folder is this database's, though there may be no blob in it yet."""
_LOCK_FILE: Final = "server.lock"
_SECRET: Final = frozenset({"password", "sslpassword"})
"""What may follow the question mark of a database's address, and is nobody's business."""


@contextmanager
def the_only_one(config: ServerConfig) -> Iterator[None]:
    """Have the data folder, made if need be, to ourselves for the block; AlreadyRunning if another has it, BadUsage if it is half restored."""
    if (config.data / UNFINISHED).exists():
        raise BadUsage("a restore into this folder was not finished: begin it again", what="data")
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_one(config.data / _LOCK_FILE, "another server uses this data folder", what="server"):
        yield


def open_metadata(config: ServerConfig) -> MetadataStore:
    """Return the metadata store, made or brought up to date if need be. Damaged if it is none."""
    if not config.database:
        return SqliteMetadata(config.database_file)
    from megadesk.server.metadata_postgres import PostgresMetadata

    return PostgresMetadata(address_of(config))


def open_notifier(config: ServerConfig) -> Notifier:
    """Return what carries hints to all that share the metadata store."""
    if not config.database:
        return LocalNotifier()
    from megadesk.server.notify_postgres import PostgresNotifier

    return PostgresNotifier(address_of(config))


def open_blobs(config: ServerConfig, *, beside: bool = False) -> BlobStore:
    """Return the blob store. One of several servers has to be claimed before it is used (``claim``)."""
    if not config.blocks:
        # The reserve is kept from devices, so that an operator's command has room to clean up.
        return FileBlobs(config.blobs_folder, reserve_bytes=0 if beside else config.reserve_bytes, beside=beside)
    from megadesk.server.blobs_s3 import open_s3
    from megadesk.server.s3_place import S3Options

    options = S3Options(
        endpoint=config.blocks_endpoint, region=config.blocks_region, credentials=config.blocks_credentials,
        ca_file=config.blocks_ca, virtual_hosts=config.blocks_virtual_hosts, allow_http=config.blocks_in_clear,
        bulk_delete=config.blocks_bulk_delete,
    )  # fmt: skip
    return open_s3(config.blocks, options)


def address_of(config: ServerConfig) -> str:
    """Return where the database is, with its password. BadUsage if that cannot be read."""
    file = config.database_password_file
    if file is None:
        return config.database
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    try:
        password = file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError) as e:
        raise BadUsage(f"the file of the database's password cannot be read: {e}", what="database_password_file") from e
    try:
        return make_conninfo(config.database, password=password)
    except ProgrammingError:  # whose words quote the address
        raise BadUsage("the address of the database cannot be read", what="database") from None


def claim(config: ServerConfig, metadata: MetadataStore, blobs: BlobStore) -> None:
    """Have the blob store be that of this database, for good; BadUsage if it is another's. A data folder needs no words."""
    if not (config.database or config.blocks):
        return
    with metadata.read() as tx:
        is_new = not tx.all_blobs(b"", 1) and not (tx.setting(HAS_FOLDER) and not config.blocks)
    blobs.claim(server_of(metadata), anew=is_new)
    if is_new and not config.blocks:  # from another machine the folder looks as empty as a new one
        with metadata.write() as tx:
            tx.put_setting(HAS_FOLDER, b"1")


class Readable(Protocol):
    """A database that is read: a server's, or that of a backup."""

    def read(self) -> AbstractContextManager[Reading]:
        """Return a view."""


def server_of(metadata: Readable) -> str:
    """Return what tells one server from another, of no use to anybody else; BadUsage if no server has run there."""
    with metadata.read() as tx:
        key = tx.setting(SERVER_KEY)
    if key is None:
        raise BadUsage("no server has run there yet", what="data")
    return sha256(b"megadesk backup" + key).hex()


@contextmanager
def metadata_of(config: ServerConfig) -> Iterator[MetadataStore]:
    """Yield the metadata store for a command. BadUsage if no server has run there, Damaged if its database is lost."""
    refuse_lost_database(config)
    with closing(open_metadata(config)) as metadata:
        if config.database:
            server_of(metadata)
        yield metadata


@contextmanager
def stores_beside(config: ServerConfig) -> Iterator[tuple[MetadataStore, BlobStore]]:
    """Yield both stores for a command, while a server may be using them."""
    with metadata_of(config) as metadata, closing(open_blobs(config, beside=True)) as blobs:
        claim(config, metadata, blobs)
        yield metadata, blobs


def shown_stores(config: ServerConfig) -> str:
    """Return where the stores are, as people are told it."""
    database = shown_address(config.database) or str(config.database_file)
    blobs = config.blocks or str(config.blobs_folder)
    return str(config.data) if not (config.database or config.blocks) else f"{database} and {blobs}"


def shown_address(url: str) -> str:
    """Return an address without its password, which may stand in two places."""
    try:
        parts = urlsplit(url)
    except ValueError:  # of hosts that it does not know how to take apart
        return url.partition("://")[0] + "://..."
    told = [one for one in parts.query.split("&") if unquote(one.partition("=")[0]) not in _SECRET]
    netloc = parts.netloc.replace(f":{parts.password}@", "@")
    return parts._replace(netloc=netloc, query="&".join(told)).geturl()


def refuse_lost_database(config: ServerConfig) -> None:
    """Raise Damaged if there are blobs and no database: with a new one every device would be told that it has no account.

    An object store says by itself whose it is (``claim``).
    """
    if config.database or config.blocks:
        return
    database: Path = config.database_file
    has_database = database.exists() and database.stat().st_size > 0
    if not has_database and any(path.is_file() for path in config.blobs_folder.rglob("*")):
        raise Damaged(f"{database} is missing or empty, but blobs are there; restore a backup of this server")
