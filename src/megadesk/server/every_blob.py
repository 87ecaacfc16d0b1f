"""Every blob of a server, however many: for whoever reads, copies or checks all of them.

    pages_of(metadata)     their rows, a page at a time, by id
    by_place(rows)         the same in the order in which their bytes lie
    portions(rows)         so many of them as can be held in memory
    whole_many(blobs, ..)  their bytes, each held to its name

What was uploaded together lies together and is asked for together. Read in this order, a store far away gives many at once, and
what is written down in this order stays together.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Final

from megadesk.crypto.public import block_id
from megadesk.model.errors import MissingBlock
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.blobstore import BlobStore, stored
from megadesk.server.stores import Readable

PAGE: Final = 512
PORTION_BYTES: Final = 8 << 20
"""So much is read at once."""

_MAKE: Final = (
    "CREATE TABLE rows (pack INTEGER, at INTEGER, id BLOB, size_bytes INTEGER, n_blocks INTEGER,"
    " PRIMARY KEY (pack, at, id)) WITHOUT ROWID"
)
_ADD: Final = "INSERT INTO rows VALUES (?, ?, ?, ?, ?)"
_ALL: Final = "SELECT id, size_bytes, pack, at, n_blocks FROM rows ORDER BY pack, at, id"


def pages_of(metadata: Readable) -> Iterator[list[md.BlobRow]]:
    """Yield all rows of blobs, by id."""
    after = b""
    while True:
        with metadata.read() as tx:
            page = list(tx.all_blobs(after, PAGE))
        if not page:
            return
        yield page
        after = page[-1].id


def by_place(rows: Iterable[md.BlobRow]) -> Iterator[list[md.BlobRow]]:
    """Yield all rows, a page at a time, in the order of their places. All are read before the first one is yielded.

    They wait in a database of SQLite that is nobody's: in memory while it is small, and a file without a name after that.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as ordered:
        ordered.execute("PRAGMA journal_mode = OFF")
        ordered.execute(_MAKE)
        ordered.execute("BEGIN")
        ordered.executemany(
            _ADD, ((row.place.pack, row.place.offset, row.id, row.size_bytes, row.n_blocks) for row in rows)
        )
        found = ordered.execute(_ALL)
        while page := found.fetchmany(PAGE):
            yield [
                md.BlobRow(BlockId(id_), size, md.Place(pack, at), n_blocks) for id_, size, pack, at, n_blocks in page
            ]


def portions(rows: Iterable[md.BlobRow]) -> Iterator[list[md.BlobRow]]:
    """Yield the rows in the same order, so many at a time as can be held in memory; nothing if there are none."""
    some: list[md.BlobRow] = []
    size_bytes = 0
    for row in rows:
        some.append(row)
        size_bytes += row.size_bytes
        if size_bytes >= PORTION_BYTES:
            yield some
            some, size_bytes = [], 0
    if some:
        yield some


def whole_many(blobs: BlobStore, rows: Sequence[md.BlobRow]) -> list[bytes | None]:
    """Return the bytes of each as ``whole_bytes`` does: a store far away is asked for many at once."""
    try:
        found = blobs.read_many([stored(row) for row in rows])
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return [whole_bytes(blobs, row) for row in rows]
    return [
        data if data is not None and block_id(data) == row.id else None for row, data in zip(rows, found, strict=True)
    ]


def whole_bytes(blobs: BlobStore, row: md.BlobRow) -> bytes | None:
    """Return a blob's bytes if they are those that its name says; None also if the disk cannot read them."""
    try:
        data = blobs.read(stored(row))
    except MissingBlock:
        return None
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return None
    return data if block_id(data) == row.id else None
