"""Everything there is, asked of SQLite. A part of ``metadata_sqlite``, which runs the statements; see ``metadata_check``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from megadesk.server.metadata_check import Differing, RecordRow, RefRow


class CheckQuestions(ABC):
    """The questions of ``metadata_check.CheckReading``."""

    @abstractmethod
    def _rows(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows that answer a statement."""

    def all_records(self, space_key: int) -> Iterable[RecordRow]:
        """Yield all records that a space keeps, in the order in which they began."""
        return map(RecordRow._make, self._rows(ALL_RECORDS, (space_key,)))

    def all_refs(self) -> Iterable[RefRow]:
        """Yield all references, by blob and space."""
        return map(RefRow._make, self._rows(ALL_REFS))

    def differing_uploads(self) -> Iterable[Differing]:
        """Yield accounts, by login name, whose bytes of uploads are not the sum of their uploads."""
        return map(Differing._make, self._rows(DIFFERING_UPLOADS))

    def differing_packs(self) -> Iterable[Differing]:
        """Yield packs whose used blobs or bytes are not those of the blobs in them."""
        for pack, *figures in self._rows(DIFFERING_PACKS):
            for name, noted, counted in (("blobs", *figures[:2]), ("bytes", *figures[2:])):
                if noted != counted:
                    yield Differing(f"{pack:016x}, {name}", noted, counted)


ALL_RECORDS: Final = (
    "SELECT bucket, id, version, element, from_seq, ifnull(to_seq, 0), body FROM records INDEXED BY ix_records_begun"
    " WHERE space = ? ORDER BY from_seq"
)
ALL_REFS: Final = (
    "SELECT r.blob, r.space, r.n_current, r.n_total, b.size_bytes, b.n_blocks"
    " FROM blob_refs r LEFT JOIN blobs b ON b.id = r.blob ORDER BY r.blob, r.space"
)
DIFFERING_UPLOADS: Final = (
    "SELECT a.login, a.bytes_pending, ifnull(sum(p.size_bytes), 0) AS counted FROM accounts a"
    " LEFT JOIN uploads_pending p ON p.account = a.id GROUP BY a.id HAVING a.bytes_pending <> counted ORDER BY a.login"
)
DIFFERING_PACKS: Final = (
    "SELECT pack, sum(noted_blobs), sum(counted_blobs), sum(noted_bytes), sum(counted_bytes) FROM ("
    " SELECT pack, live_blobs AS noted_blobs, 0 AS counted_blobs, live_bytes AS noted_bytes, 0 AS counted_bytes FROM packs"
    " UNION ALL SELECT pack, 0, 1, 0, size_bytes FROM blobs WHERE pack > 0)"
    " GROUP BY pack HAVING sum(noted_blobs) <> sum(counted_blobs) OR sum(noted_bytes) <> sum(counted_bytes) ORDER BY pack"
)
