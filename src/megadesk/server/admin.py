"""The operator's commands, over the same stores as the server and also while it runs.

    check    the database, each space's digests against its signed root, each blob that a commit names where it should be
    stats    figures
    user     list, quota, disable, enable

They print to standard output; accounts appear by login name, since an operator asked for them on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from megadesk.crypto.public import StateTree, acl_hash, block_id, parse_signed_header
from megadesk.model.errors import BadUsage, Damaged, MissingBlock, NotFound
from megadesk.model.ids import NodeId
from megadesk.server import metadata as md
from megadesk.server.blobs_files import FileBlobs
from megadesk.server.blobstore import stored
from megadesk.server.buckets import dense
from megadesk.server.config import ServerConfig
from megadesk.server.metadata_sqlite import SqliteMetadata

_PAGE = 1000


def check(config: ServerConfig, *, reads_blobs: bool) -> int:
    """Print what is wrong and return 1, or return 0 if nothing is."""
    with closing(SqliteMetadata(config.database)) as metadata, closing(FileBlobs(config.blobs, beside=True)) as blobs:
        faults = 0
        for fault in (*_database(metadata), *_spaces(metadata), *_blobs(metadata, blobs, reads_all=reads_blobs)):
            _say(fault)
            faults += 1
    _say("nothing is wrong" if not faults else f"faults: {faults}")
    return 1 if faults else 0


def _database(metadata: SqliteMetadata) -> Iterator[str]:
    with metadata.read() as tx:
        yield from (f"database: {fault}" for fault in tx.check())


def _spaces(metadata: SqliteMetadata) -> Iterator[str]:
    after = 0
    while True:
        with metadata.read() as tx:
            rows = tx.all_spaces(after, _PAGE)
            for row in rows:
                after = row.key
                yield from (f"space {row.id.hex()[:16]}: {fault}" for fault in _space(tx, row))
        if not rows:
            return


def _space(tx: md.Reading, row: md.SpaceRow) -> Iterator[str]:
    """Yield what is wrong with a space: its stored digests, and its records against the root that was signed."""
    header = parse_signed_header(row.header)
    acls = tx.acls(row.key)
    if not acls or acls[-1][0] != row.acl_body or acl_hash(row.acl_body) != header.acl_hash:
        yield "the membership chain does not end in the current list"
    if tx.header(row.key, row.seq) != row.header:
        yield "the journal does not end in the head"
    try:
        held = [(node, value) for bucket in range(0, 65_536, 256) for node, value in _elements(tx, row.key, bucket)]
        tree = StateTree.of_sorted(sorted(held))
    except Damaged as error:
        yield f"records: {error.code}"
        return
    if tree.root != header.state_root or len(held) != header.n_records:
        yield "the current records do not give the signed state"
    rows = tx.bucket_rows(row.key)
    for group in range(256):
        if dense(rows.get(group, b"")) != tree.row(group):
            yield f"stored digests of group {group} are not those of its records"
    if tree.groups != row.groups:
        yield "stored group digests are not those of the records"


def _elements(tx: md.Reading, space_key: int, first_bucket: int) -> Iterator[tuple[NodeId, bytes]]:
    for node, _, value in tx.elements(space_key, range(first_bucket, first_bucket + 256)):
        yield node, value


def _blobs(metadata: SqliteMetadata, blobs: FileBlobs, *, reads_all: bool) -> Iterator[str]:
    after = b""
    while True:
        with metadata.read() as tx:
            rows = tx.all_blobs(after, _PAGE)
        found = [(row.id, fault) for row in rows if (fault := _blob_fault(blobs, row, reads_all=reads_all))]
        with metadata.read() as tx:
            named = tx.referred([blob for blob, _ in found])
        for blob, fault in found:
            if blob in named:
                yield f"blob {blob.hex()[:16]}: {fault}"
            else:  # as a power cut leaves it
                _say(f"upload {blob.hex()[:16]}: {fault}; no commit names it, it will be asked for again if one does")
        if not rows:
            return
        after = rows[-1].id


def _blob_fault(blobs: FileBlobs, row: md.BlobRow, *, reads_all: bool) -> str:
    try:
        if not reads_all:
            blobs.read(stored(row), row.size_bytes - 1, 1)
            return ""
        data = blobs.read(stored(row))
    except MissingBlock as error:
        return str(error.arguments.get("reason", error.code))
    return "" if block_id(data) == row.id else "its bytes are not those its name says"


def stats(config: ServerConfig) -> int:
    """Print figures."""
    with closing(SqliteMetadata(config.database)) as metadata, metadata.read() as tx:
        for name, value in tx.totals()._asdict().items():
            _say(f"{name} {value}")
    return 0


def user(config: ServerConfig, action: str, login: str, quota_bytes: int | None) -> int:
    """List accounts, or change one; NotFound if there is none of that name."""
    with closing(SqliteMetadata(config.database)) as metadata:
        if action == "list":
            _list(metadata)
            return 0
        with metadata.write() as tx:
            account = tx.account_by_login(login)
            if account is None:
                raise NotFound(what="account")
            if action == "quota":
                if quota_bytes is None or quota_bytes < 0:
                    raise BadUsage(what="quota")
                tx.set_quota(account.id, quota_bytes)
            else:
                tx.set_disabled(account.id, action == "disable")
    return 0


def _list(metadata: SqliteMetadata) -> None:
    after = ""
    while True:
        with metadata.read() as tx:
            page = tx.accounts(after, _PAGE)
            for account in page:
                usage = tx.usage(account.id)
                state = "disabled" if account.is_disabled else "enabled"
                _say(f"{account.login}\t{state}\t{usage.used_bytes}\t{usage.quota_bytes}")
                after = account.login
        if not page:
            return


def _say(line: str) -> None:
    print(line)  # noqa: T201 -- a command line speaks
