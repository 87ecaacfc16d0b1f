"""Who refers to which blob, and the bytes that accounts are charged, counted anew and held to what is noted.

    records --refs--> counted by blob and space --manifests: the blocks they list--> counted --+
    blob_refs ---------------------------------------------------------------------------------+--> the same?
    sizes ------> bytes current, bytes kept of each space --> the same as noted?

It counts in a temporary file, so that memory does not grow with what is stored. Where a manifest is lost, it is not known
what it lists: counts and bytes of that space may be noted too high then, and are held to be no less than what is known.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.crypto.public import RecordParts
from megadesk.model.ids import BlockId
from megadesk.server import metadata as md
from megadesk.server.metadata_check import RecordRow

Listing: TypeAlias = Callable[[md.BlobRow], Sequence[BlockId] | None]
"""The blocks that a manifest lists; None if it cannot be read."""

_TOGETHER: Final = 2000
_SIZES: Final = 500

_MAKE: Final = (
    "CREATE TABLE counted(blob BLOB, space INTEGER, n_current INTEGER, n_total INTEGER, PRIMARY KEY(blob, space))"
    " WITHOUT ROWID"
)
_COUNT: Final = (
    "INSERT INTO counted VALUES (?,?,?,?) ON CONFLICT(blob, space) DO UPDATE SET"
    " n_current = n_current + excluded.n_current, n_total = n_total + excluded.n_total"
)
_COUNTED: Final = "SELECT blob, space, n_current, n_total FROM counted ORDER BY blob, space"


@dataclass(slots=True)
class _Bytes:
    current: int = 0
    kept: int = 0


class Tally:
    """Counts records of all spaces as they are read, then says what is noted otherwise."""

    def __init__(self) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)  # a file of its own that nobody sees, gone on close
        self._scratch.execute(_MAKE)
        self._scratch.execute("BEGIN")
        self._moves: list[tuple[BlockId, int, int, int]] = []
        self._bytes: defaultdict[int, _Bytes] = defaultdict(_Bytes)
        self._unsure: set[int] = set()

    def add(self, space_key: int, record: RecordRow, parts: RecordParts) -> None:
        """Count a record."""
        is_current = not record.to_seq
        size = self._bytes[space_key]
        if is_current:
            size.current += len(record.body)
        else:
            size.kept += len(record.body)
        self._moves += [(ref, space_key, int(is_current), 1) for ref in parts.refs]
        if len(self._moves) >= _TOGETHER:
            self._count()

    def _count(self) -> None:
        self._scratch.executemany(_COUNT, self._moves)
        self._moves.clear()

    def faults(self, tx: md.Reading, listing: Listing) -> Iterator[tuple[int, str]]:
        """Yield the keys of spaces with what is wrong in them, once all records were added."""
        self._count()
        self._add_manifests(tx, listing)
        yield from self._differing_refs(tx)
        yield from self._differing_bytes(tx)

    def _add_manifests(self, tx: md.Reading, listing: Listing) -> None:
        """Count the blocks that manifests stand for, as long as a record refers to them."""
        by_blob: dict[BlockId, list[tuple[int, bool, bool]]] = {}
        named = list(self._manifests(tx))
        for row, space_key, is_current in named:
            by_blob.setdefault(row.id, []).append((space_key, is_current, True))
        rows = {row.id: row for row, _, _ in named}
        for blob, spaces in by_blob.items():
            blocks = listing(rows[blob])
            for space_key, is_current, _ in spaces:
                if blocks is None:
                    self._unsure.add(space_key)
                else:
                    self._moves += [(block, space_key, int(is_current), 1) for block in set(blocks)]
            if len(self._moves) >= _TOGETHER:
                self._count()
        self._count()

    def _manifests(self, tx: md.Reading) -> Iterator[tuple[md.BlobRow, int, bool]]:
        """Yield each manifest that a space's records name, with the space, and whether a current one does."""
        cursor = self._scratch.execute(_COUNTED)
        while page := cursor.fetchmany(_SIZES):
            rows = tx.blobs([BlockId(blob) for blob, *_ in page])
            for blob, space_key, n_current, _ in page:
                row = rows.get(BlockId(blob))
                if row is not None and row.n_blocks:
                    yield row, space_key, bool(n_current)

    # -- what differs -------------------------------------------------------------------------------------------------

    def _differing_refs(self, tx: md.Reading) -> Iterator[tuple[int, str]]:
        counted = self._scratch.execute(_COUNTED)
        have = counted.fetchone()
        for noted in tx.all_refs():
            place = (noted.blob, noted.space_key)
            while have is not None and (have[0], have[1]) < place:
                yield from self._differs(have[1], have[0], (0, 0), (have[2], have[3]))
                have = counted.fetchone()
            count = (0, 0)
            if have is not None and (have[0], have[1]) == place:
                count = (have[2], have[3])
                have = counted.fetchone()
            yield from self._differs(noted.space_key, noted.blob, (noted.n_current, noted.n_total), count)
            if noted.size_bytes is None:
                if any(count):
                    yield noted.space_key, f"blob {noted.blob.hex()[:16]} is referred to, and nobody has brought it"
            elif noted.n_total:
                size = self._bytes[noted.space_key]
                if noted.n_current:
                    size.current += noted.size_bytes
                else:
                    size.kept += noted.size_bytes
        while have is not None:
            yield from self._differs(have[1], have[0], (0, 0), (have[2], have[3]))
            have = counted.fetchone()

    def _differs(
        self, space_key: int, blob: BlockId, noted: tuple[int, int], counted: tuple[int, int]
    ) -> Iterator[tuple[int, str]]:
        is_more = noted[0] >= counted[0] and noted[1] >= counted[1]
        if noted != counted and not (is_more and space_key in self._unsure):
            said = f"noted as referred to by {noted[0]} current records of {noted[1]}"
            yield space_key, f"blob {blob.hex()[:16]}: {said}, counted {counted[0]} of {counted[1]}"

    def _differing_bytes(self, tx: md.Reading) -> Iterator[tuple[int, str]]:
        for row in spaces_of(tx):
            size = self._bytes[row.key]
            for name, noted, counted in (
                ("current", row.bytes_current, size.current), ("kept", row.bytes_kept, size.kept),
            ):  # fmt: skip
                if noted != counted:
                    yield row.key, f"bytes {name}: noted {noted}, counted {counted}"

    def close(self) -> None:
        """Remove what was counted."""
        self._scratch.close()


def spaces_of(tx: md.Reading) -> Iterator[md.SpaceRow]:
    """Yield all spaces."""
    after = 0
    while rows := tx.all_spaces(after, _SIZES):
        yield from rows
        after = rows[-1].key
