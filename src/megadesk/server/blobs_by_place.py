"""Rows of blobs in the order in which their bytes lie, however many: for whoever copies all of them.

What was uploaded together lies together and is asked for together. Read in this order, a store far away gives many at once, and
what is written down in this order stays together. Pure but for a database of SQLite that is nobody's: in memory as long as it is
small, and a file without a name after that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final

from megadesk.model.ids import BlockId
from megadesk.server.metadata import BlobRow, Place

PAGE: Final = 512

_MAKE: Final = (
    "CREATE TABLE rows (pack INTEGER, at INTEGER, id BLOB, size_bytes INTEGER, n_blocks INTEGER,"
    " PRIMARY KEY (pack, at, id)) WITHOUT ROWID"
)
_ADD: Final = "INSERT INTO rows VALUES (?, ?, ?, ?, ?)"
_ALL: Final = "SELECT id, size_bytes, pack, at, n_blocks FROM rows ORDER BY pack, at, id"


def by_place(rows: Iterable[BlobRow]) -> Iterator[list[BlobRow]]:
    """Yield all rows, a page at a time, in the order of their places. All are read before the first one is yielded."""
    with closing(sqlite3.connect("", isolation_level=None)) as ordered:
        ordered.execute("PRAGMA journal_mode = OFF")
        ordered.execute(_MAKE)
        ordered.execute("BEGIN")
        ordered.executemany(
            _ADD, ((row.place.pack, row.place.offset, row.id, row.size_bytes, row.n_blocks) for row in rows)
        )
        found = ordered.execute(_ALL)
        while page := found.fetchmany(PAGE):
            yield [BlobRow(BlockId(id_), size, Place(pack, at), n_blocks) for id_, size, pack, at, n_blocks in page]
