"""Questions about records and blobs in SQL that every database takes. See ``metadata``.

    Statements (metadata_sql_words)  <-- each database
      ^ RowQuestions: here
      ^ PastQuestions, CareQuestions, CheckQuestions: metadata_sql_past, _care, _check

What an append or an upload does in bulk is each database's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from megadesk.model.ids import AccountId, BlockId, NodeId
from megadesk.server import metadata as md
from megadesk.server.metadata_sql import blob_row, session_row
from megadesk.server.metadata_sql_care import CareQuestions
from megadesk.server.metadata_sql_check import CheckQuestions
from megadesk.server.metadata_sql_past import PastQuestions, whole_buckets


class RowQuestions(PastQuestions, CareQuestions, CheckQuestions):
    """What is asked of records and blobs."""

    def session(self, token_sha256: bytes, now_ms: int) -> md.Session | None:
        """Return the session of a token unless it has expired or its account is disabled."""
        for row in self._rows(SESSION, (token_sha256, now_ms)):
            return session_row(row)
        return None

    # -- records ----------------------------------------------------------------------------------------------------

    def bucket_rows(self, space_key: int, groups: Collection[int] | None = None) -> Mapping[int, bytes]:
        """Return the stored bucket digests by group (all of them for None), as ``put_bucket_rows`` took them."""
        if groups is None:
            return dict(self._rows(BUCKET_ROWS, (space_key,)))
        return dict(self._among(BUCKET_ROWS_OF, groups, before=(space_key,)))

    def elements(self, space_key: int, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield id, version and element of every current record in these buckets."""
        return self._among(ELEMENTS, buckets, before=(space_key,))

    def records_from(self, space_key: int, bucket: int, *, limit_bytes: int) -> tuple[Sequence[bytes], int | None]:
        """Return current records in the order of their ids from a bucket on, and the bucket to go on with."""
        return whole_buckets(self._each(RECORDS_FROM, (space_key, bucket)), bucket, limit_bytes)

    # -- blobs ------------------------------------------------------------------------------------------------------

    def blobs(self, ids: Collection[BlockId]) -> Mapping[BlockId, md.BlobRow]:
        """Return those blobs that are stored, whoever they belong to."""
        return by_id(self._among(BLOBS, ids))

    def _count_in_packs(self, moves: Iterable[tuple[int, int, int]]) -> None:
        """Note by how many blobs and bytes packs are used more."""
        sums: dict[int, tuple[int, int]] = {}
        for pack, n_blobs, size_bytes in moves:
            if pack > md.OWN_FILE:
                so_many, so_much = sums.get(pack, (0, 0))
                sums[pack] = (so_many + n_blobs, so_much + size_bytes)
        self._many(COUNT_IN_PACK, [(pack, *counts) for pack, counts in sorted(sums.items())])

    def move_blob(self, blob: BlockId, before: md.Place, after: md.Place) -> bool:
        """Let a blob lie elsewhere; whether it was there, and at the place before."""
        moved = list(self._rows(MOVE_BLOB, (*after, blob, *before)))
        moves = [(place.pack, sign, sign * size) for (size,) in moved for place, sign in ((before, -1), (after, 1))]
        self._count_in_packs(moves)
        return bool(moved)

    def named_by(self, blob: BlockId) -> Sequence[str]:
        """Return the login names of those whose spaces refer to a blob, in order."""
        return [login for (login,) in self._rows(NAMED_BY, (blob,))]

    def pending(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, int]:
        """Return when the account's own uploads among these expire."""
        return dict(self._among(PENDING, ids, before=(account,)))

    def refs(self, space_key: int, ids: Collection[BlockId]) -> Mapping[BlockId, md.RefCount]:
        """Return how often a space refers to these blobs."""
        found = self._among(REFS, ids, before=(space_key,))
        return {blob: md.RefCount(n_current, n_total) for blob, n_current, n_total in found}

    def referred(self, ids: Collection[BlockId]) -> set[BlockId]:
        """Return those blobs that any space refers to."""
        return {blob for (blob,) in self._among(REFERRED, ids)}

    def drop_blobs(self, ids: Collection[BlockId]) -> None:
        """Forget blobs to which nothing refers, whoever uploaded them; slow."""
        charged = list(self._among(DROP_PENDING, ids))
        self._many(COUNT_PENDING, [(-size, account) for account, size in charged])
        dropped = list(self._among(DROP_BLOBS, ids))
        self._count_in_packs([(pack, -1, -size) for pack, size in dropped])


def by_id(rows: Iterable[Sequence[Any]]) -> dict[BlockId, md.BlobRow]:
    """Return rows of blobs by their ids."""
    return {row[0]: blob_row(row) for row in rows}


# -- the statements ---------------------------------------------------------------------------------------------------

SESSION: Final = (
    "SELECT s.id, s.token_sha256, s.account, s.device, s.is_recovery, s.created_ms, s.last_seen_ms, s.expires_ms"
    " FROM sessions s JOIN accounts a ON a.id = s.account AND a.is_disabled = 0"
    " WHERE s.token_sha256 = ? AND s.expires_ms > ?"
)
BUCKET_ROWS: Final = "SELECT grp, digests FROM bucket_rows WHERE space = ?"
BUCKET_ROWS_OF: Final = "SELECT grp, digests FROM bucket_rows WHERE space = ? AND grp IN ({})"
ELEMENTS: Final = (
    "SELECT id, version, element FROM records INDEXED BY ix_records_current"
    " WHERE space = ? AND bucket IN ({}) AND to_seq IS NULL"
)
RECORDS_FROM: Final = (
    "SELECT bucket, body FROM records INDEXED BY ix_records_current"
    " WHERE space = ? AND bucket >= ? AND to_seq IS NULL ORDER BY bucket, id"
)
BLOBS: Final = 'SELECT id, size_bytes, pack, "offset", n_blocks FROM blobs WHERE id IN ({})'
MOVE_BLOB: Final = (
    'UPDATE blobs SET pack = ?, "offset" = ? WHERE id = ? AND pack = ? AND "offset" = ? RETURNING size_bytes'
)
NAMED_BY: Final = (
    "SELECT DISTINCT a.login FROM blob_refs r JOIN spaces s ON s.key = r.space JOIN accounts a ON a.id = s.owner"
    " WHERE r.blob = ? ORDER BY a.login"
)
PENDING: Final = "SELECT blob, expires_ms FROM uploads_pending WHERE account = ? AND blob IN ({})"
COUNT_PENDING: Final = "UPDATE accounts SET bytes_pending = bytes_pending + ? WHERE id = ?"
DROP_PENDING: Final = "DELETE FROM uploads_pending WHERE blob IN ({}) RETURNING account, size_bytes"
DROP_BLOBS: Final = "DELETE FROM blobs WHERE id IN ({}) RETURNING pack, size_bytes"
COUNT_IN_PACK: Final = (
    "INSERT INTO packs(pack, live_blobs, live_bytes, emptied_ms) VALUES (?,?,?,0) ON CONFLICT(pack) DO UPDATE SET"
    " live_blobs = packs.live_blobs + excluded.live_blobs, live_bytes = packs.live_bytes + excluded.live_bytes, emptied_ms = 0"
)
REFERRED: Final = "SELECT DISTINCT blob FROM blob_refs WHERE blob IN ({})"
REFS: Final = "SELECT blob, n_current, n_total FROM blob_refs WHERE space = ? AND blob IN ({})"
