"""What an append, an upload or a step of retention does in bulk, in PostgreSQL's words. A part of ``metadata_postgres``.

One statement for all rows, which come as arrays: a third of the time of one for each. A list of rows is looked up with
LATERAL (... OFFSET 0), which is gone through row by row: how many there will be is not known when a plan is made, and a join
that suits a handful takes a second with a million others in the table. Who goes on beside others writes rows in the order
of their keys. Figures move by what a statement says that it did.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from megadesk.model.ids import AccountId, BlockId, NodeId
from megadesk.server import metadata as md
from megadesk.server.metadata_sql import in_pieces
from megadesk.server.metadata_sql_care import NOTE_EMPTY_PACKS
from megadesk.server.metadata_sql_rows import RowQuestions, by_id

_BUCKETS: Final = 4096
"""So many of them are asked for at once: a commit may change all, and a space have millions of records in them."""


class BulkQuestions(RowQuestions):
    """The bulk statements."""

    def lock_accounts(self, accounts: Collection[AccountId]) -> None:
        """Keep accounts from changing but by us."""
        self._rows(LOCK_ACCOUNTS, (list(accounts),))

    # -- records ----------------------------------------------------------------------------------------------------

    def put_bucket_rows(self, space_key: int, rows: Mapping[int, bytes]) -> None:
        """Replace the stored bucket digests of these groups."""
        if rows:
            self._rows(PUT_BUCKET_ROWS, (space_key, *_columns(sorted(rows.items()))))

    def elements(self, space_key: int, buckets: Collection[int]) -> Iterable[tuple[NodeId, int, bytes]]:
        """Yield id, version and element of every current record in these buckets."""
        for piece in in_pieces(set(buckets), _BUCKETS):
            yield from self._rows(ELEMENTS, (piece, space_key))

    def current_bodies(self, space_key: int, nodes: Collection[NodeId]) -> Mapping[NodeId, bytes]:
        """Return the current records of these nodes."""
        return dict(self._rows(CURRENT_BODIES, (*_places(nodes), space_key))) if nodes else {}

    def close_records(self, space_key: int, nodes: Collection[NodeId], seq: int) -> None:
        """Let the current records of these nodes end before ``seq``."""
        if nodes:
            self._rows(CLOSE_RECORDS, (seq, *_places(nodes), space_key))

    def add_records(self, space_key: int, records: Sequence[md.NewRecord], seq: int) -> None:
        """Make records current from ``seq`` on. Those they replace were closed before."""
        if records:
            ids, versions, elements, bodies = _columns(records)
            self._rows(ADD_RECORDS, (space_key, seq, *_places(ids), versions, elements, bodies))

    def set_standing(self, keys: Collection[int], standing: int) -> None:
        """Judge records."""
        self._rows(SET_STANDINGS, (standing, list(keys)))

    def remove_records(self, keys: Collection[int]) -> None:
        """Remove records."""
        self._rows(REMOVE_RECORDS, (list(keys),))

    # -- blobs ------------------------------------------------------------------------------------------------------

    def blobs_in_reach(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, md.BlobRow]:
        """Return those blobs that a space of the account refers to or that it has uploaded itself."""
        return by_id(self._among(BLOBS_IN_REACH, ids, after=(account, account)))

    def add_blobs(self, blobs: Sequence[md.BlobRow], now_ms: int) -> None:
        """Add blobs; those already there stay as they are, but what was lost has its new place from now on."""
        rows = sorted({one.id: one for one in reversed(blobs)}.values())  # of two with one id the first, as one by one
        if rows:
            ids, sizes, places, counts = _columns(rows)
            added = self._rows(ADD_BLOBS, (now_ms, ids, sizes, *_columns(places), counts))
            self._count_in_packs([(pack, 1, size) for pack, size in added])

    def pending(self, account: AccountId, ids: Collection[BlockId]) -> Mapping[BlockId, int]:
        """Return when the account's own uploads among these expire."""
        return dict(self._rows(PENDING, (list(ids), account))) if ids else {}

    def add_pending(self, account: AccountId, blobs: Mapping[BlockId, int], expires_ms: int) -> None:
        """Note uploads of an account with their sizes; those already noted live longer and count once."""
        if blobs:
            self.lock_accounts({account})
            self._rows(ADD_PENDING, (*_columns(sorted(blobs.items())), account, expires_ms))

    def take_pending(self, account: AccountId, ids: Collection[BlockId]) -> None:
        """Forget uploads of an account, since something refers to them now."""
        if ids:
            self.lock_accounts({account})
            self._rows(TAKE_PENDING, (list(ids), account, account))

    def change_refs(self, space_key: int, counts: Mapping[BlockId, md.RefCount]) -> None:
        """Set how often a space refers to these blobs."""
        if counts:
            rows = sorted((blob, *count) for blob, count in counts.items())
            self._rows(PUT_REFS, (space_key, *_columns(rows)))

    def drop_refs(self, space_key: int, ids: Collection[BlockId]) -> None:
        """Note that nothing of a space refers to these blobs any more."""
        self._rows(DROP_REFS, (space_key, list(ids)))

    def note_packs(self, there: Collection[int], now_ms: int) -> None:
        """Note which packs there are, and when it was first seen that nothing in one is used."""
        self._rows(NOTE_PACKS, (sorted(there),))
        self._rows(NOTE_EMPTY_PACKS, (now_ms,))


def _columns(rows: Collection[Sequence[Any]]) -> Iterator[list[Any]]:
    """Return rows as a list for each column."""
    return map(list, zip(*rows, strict=True))


def _places(nodes: Collection[NodeId]) -> tuple[list[int], list[NodeId]]:
    """Return buckets and ids of nodes, by which their records are found."""
    ids = list(nodes)
    return [node[0] << 8 | node[1] for node in ids], ids


LOCK_ACCOUNTS: Final = "SELECT 1 FROM accounts WHERE id = ANY(?) ORDER BY id FOR UPDATE"
PUT_BUCKET_ROWS: Final = (
    "INSERT INTO bucket_rows(space, grp, digests) SELECT ?::bigint, * FROM unnest(?::integer[], ?::bytea[])"
    " ON CONFLICT(space, grp) DO UPDATE SET digests = excluded.digests"
)
ELEMENTS: Final = (
    "SELECT found.* FROM unnest(?::integer[]) AS w(bucket), LATERAL (SELECT r.id, r.version, r.element FROM records r"
    " WHERE r.space = ? AND r.bucket = w.bucket AND r.to_seq IS NULL OFFSET 0) AS found"
)
CURRENT_BODIES: Final = (
    "SELECT w.id, found.body FROM unnest(?::integer[], ?::bytea[]) AS w(bucket, id), LATERAL (SELECT r.body FROM records r"
    " WHERE r.space = ? AND r.bucket = w.bucket AND r.id = w.id AND r.to_seq IS NULL OFFSET 0) AS found"
)
CLOSE_RECORDS: Final = (
    "UPDATE records SET to_seq = ? WHERE key = ANY(ARRAY(SELECT found.key"
    " FROM unnest(?::integer[], ?::bytea[]) AS w(bucket, id), LATERAL (SELECT r.key FROM records r"
    " WHERE r.space = ? AND r.bucket = w.bucket AND r.id = w.id AND r.to_seq IS NULL OFFSET 0) AS found))"
)
ADD_RECORDS: Final = (
    "INSERT INTO records(space, from_seq, bucket, id, version, element, body)"
    " SELECT ?::bigint, ?::bigint, * FROM unnest(?::integer[], ?::bytea[], ?::bigint[], ?::bytea[], ?::bytea[])"
)
SET_STANDINGS: Final = "UPDATE records SET standing = ? WHERE key = ANY(?)"
REMOVE_RECORDS: Final = "DELETE FROM records WHERE key = ANY(?)"
BLOBS_IN_REACH: Final = (
    # Scalar, with a limit: an EXISTS may be answered by gathering everything that an account has uploaded or refers to.
    'SELECT b.id, b.size_bytes, b.pack, b."offset", b.n_blocks FROM blobs b WHERE b.id IN ({}) AND ('
    "(SELECT true FROM uploads_pending p WHERE p.account = ? AND p.blob = b.id LIMIT 1)"
    " OR (SELECT true FROM blob_refs r JOIN members m ON m.account = ? AND m.space = r.space"
    " WHERE r.blob = b.id LIMIT 1))"
)
ADD_BLOBS: Final = (
    'INSERT INTO blobs(stored_ms, id, size_bytes, pack, "offset", n_blocks) SELECT ?::bigint, *'
    " FROM unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[])"
    ' ON CONFLICT(id) DO UPDATE SET pack = excluded.pack, "offset" = excluded."offset", n_blocks = excluded.n_blocks,'
    " stored_ms = excluded.stored_ms WHERE blobs.pack = -1 RETURNING pack, size_bytes"  # QUARANTINED
)
PENDING: Final = (
    "SELECT found.* FROM unnest(?::bytea[]) AS w(blob), LATERAL (SELECT p.blob, p.expires_ms FROM uploads_pending p"
    " WHERE p.account = ? AND p.blob = w.blob OFFSET 0) AS found"
)
ADD_PENDING: Final = (
    "WITH sent AS MATERIALIZED (SELECT * FROM unnest(?::bytea[], ?::bigint[]) AS s(blob, size_bytes)),"
    " given AS (SELECT ?::bytea AS account, ?::bigint AS expires_ms),"
    " added AS (INSERT INTO uploads_pending(account, blob, size_bytes, expires_ms)"
    "  SELECT given.account, sent.blob, sent.size_bytes, given.expires_ms FROM sent, given"
    "  ON CONFLICT(account, blob) DO NOTHING RETURNING size_bytes),"
    " longer AS (UPDATE uploads_pending p SET expires_ms = given.expires_ms FROM given WHERE p.account = given.account"
    "  AND p.blob = ANY(ARRAY(SELECT blob FROM sent)) AND p.expires_ms < given.expires_ms)"
    " UPDATE accounts SET bytes_pending = bytes_pending + (SELECT coalesce(sum(size_bytes), 0) FROM added)"
    " WHERE id = (SELECT account FROM given)"
)
TAKE_PENDING: Final = (
    # By where the rows lie, which nobody moves while the account is locked.
    "WITH taken AS (DELETE FROM uploads_pending WHERE ctid = ANY(ARRAY(SELECT found.ctid"
    " FROM unnest(?::bytea[]) AS w(blob), LATERAL (SELECT p.ctid FROM uploads_pending p"
    " WHERE p.account = ? AND p.blob = w.blob OFFSET 0) AS found)) RETURNING size_bytes)"
    " UPDATE accounts SET bytes_pending = bytes_pending - (SELECT coalesce(sum(size_bytes), 0) FROM taken) WHERE id = ?"
)
PUT_REFS: Final = (
    "INSERT INTO blob_refs(space, blob, n_current, n_total)"
    " SELECT ?::bigint, * FROM unnest(?::bytea[], ?::integer[], ?::integer[])"
    " ON CONFLICT(blob, space) DO UPDATE SET n_current = excluded.n_current, n_total = excluded.n_total"
)
DROP_REFS: Final = "DELETE FROM blob_refs WHERE space = ? AND blob = ANY(?)"
NOTE_PACKS: Final = (
    "INSERT INTO packs(pack, live_blobs, live_bytes, emptied_ms)"
    " SELECT pack, 0, 0, 0 FROM unnest(?::bigint[]) AS there(pack) ON CONFLICT(pack) DO NOTHING"
)
