"""Everything there is, asked in SQL that every database takes. A part of ``metadata_sql_rows``; see ``metadata_check``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from megadesk.server.metadata_check import Differing, RecordRow, RefRow
from megadesk.server.metadata_sql_words import Statements


class CheckQuestions(Statements):
    """The questions of ``metadata_check.CheckReading``."""

    def all_records(self, space_key: int) -> Iterable[RecordRow]:
        """Yield all records that a space keeps, in the order in which they began."""
        return map(RecordRow._make, self._each(ALL_RECORDS, (space_key,)))

    def all_refs(self) -> Iterable[RefRow]:
        """Yield all references, by blob and space."""
        return map(RefRow._make, self._each(ALL_REFS))

    def differing_uploads(self) -> Iterable[Differing]:
        """Yield accounts, by login name, whose bytes of uploads are not the sum of their uploads."""
        return map(Differing._make, self._each(DIFFERING_UPLOADS))

    def differing_packs(self) -> Iterable[Differing]:
        """Yield packs whose used blobs or bytes are not those of the blobs in them."""
        for pack, *figures in self._each(DIFFERING_PACKS):
            for name, noted, counted in (("blobs", *figures[:2]), ("bytes", *figures[2:])):
                if noted != counted:
                    yield Differing(f"{pack:016x}, {name}", noted, counted)


ALL_RECORDS: Final = (
    "SELECT bucket, id, version, element, from_seq, coalesce(to_seq, 0), body FROM records INDEXED BY ix_records_begun"
    " WHERE space = ? ORDER BY from_seq"
)
ALL_REFS: Final = (
    "SELECT r.blob, r.space, r.n_current, r.n_total, b.size_bytes, b.n_blocks"
    " FROM blob_refs r LEFT JOIN blobs b ON b.id = r.blob ORDER BY r.blob, r.space"
)
DIFFERING_UPLOADS: Final = (
    "SELECT a.login, a.bytes_pending, CAST(coalesce(sum(p.size_bytes), 0) AS bigint) FROM accounts a"
    " LEFT JOIN uploads_pending p ON p.account = a.id GROUP BY a.id"
    " HAVING a.bytes_pending <> coalesce(sum(p.size_bytes), 0) ORDER BY a.login"
)
DIFFERING_PACKS: Final = (
    "SELECT pack, CAST(sum(noted_blobs) AS bigint), CAST(sum(counted_blobs) AS bigint),"
    " CAST(sum(noted_bytes) AS bigint), CAST(sum(counted_bytes) AS bigint) FROM ("
    " SELECT pack, live_blobs AS noted_blobs, 0 AS counted_blobs, live_bytes AS noted_bytes, 0 AS counted_bytes FROM packs"
    " UNION ALL SELECT pack, 0, 1, 0, size_bytes FROM blobs WHERE pack > 0) AS used"
    " GROUP BY pack HAVING sum(noted_blobs) <> sum(counted_blobs) OR sum(noted_bytes) <> sum(counted_bytes) ORDER BY pack"
)
