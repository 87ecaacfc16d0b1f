"""Retention and collection, in SQL that every database takes. A part of ``metadata_sql_rows``; see ``metadata_care``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from megadesk.model.ids import AccountId, BlockId, NodeId
from megadesk.server.metadata_care import HELD, VERSION, EndedRow, Object, PackRow, Upload
from megadesk.server.metadata_sql_words import Statements


class CareQuestions(Statements):
    """The questions of ``metadata_care``."""

    def _one_row(self, statement: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
        return next(self._rows(statement, parameters), None)

    # -- retention --------------------------------------------------------------------------------------------------

    def first_stored_after(self, space_key: int, seq: int, stored_ms: int) -> tuple[int, int] | None:
        """Return number and time of the first commit after ``seq`` that was stored after ``stored_ms``."""
        found = self._one_row(FIRST_STORED_AFTER, (space_key, seq, stored_ms))
        return None if found is None else (found[0], found[1])

    def ended_until(self, space_key: int, seq: int, limit: int) -> Sequence[NodeId]:
        """Return nodes with records that ended by then and were not judged, those of the oldest first; each once."""
        return list(dict.fromkeys(NodeId(node) for (node,) in self._rows(ENDED_UNTIL, (space_key, seq, limit))))

    def ended_rows(self, space_key: int, node: NodeId) -> Iterable[EndedRow]:
        """Yield the records of a node that have ended, newest first, a page of them in memory: a file may have a million."""
        before, bucket = _AFTER_ALL, node[0] << 8 | node[1]
        while True:
            page = list(self._rows(ENDED_ROWS, (space_key, bucket, node, before, _PAGE)))
            for *row, before in page:  # noqa: B007 -- the last of them is where the next page begins
                yield EndedRow._make(row)
            if len(page) < _PAGE:
                return

    def has_standing(self, space_key: int, standing: int) -> bool:
        """Whether a space has records of this standing."""
        return self._one_row(JUDGED[standing], (space_key, 1)) is not None

    def last_ops(self, space_key: int, first: int, last: int, limit_bytes: int) -> int:
        """Return up to which commit, from ``first`` to ``last``, ops of so many bytes can be forgotten."""
        until, size_bytes = first, 0
        for seq, length in self._rows(OPS_SIZES, (space_key, first, last)):
            size_bytes += length + _ROW_BYTES
            if size_bytes > limit_bytes and seq > first:
                break
            until = seq
        return until

    def move_horizon(self, space_key: int, kept_from_seq: int) -> None:
        """Let a space keep states from there on only."""
        self._many(MOVE_HORIZON, [(kept_from_seq, space_key)])

    def note_versions(self, space_key: int, versions_min: int) -> None:
        """Note by how many versions of each node retention goes from now on."""
        self._many(NOTE_VERSIONS, [(versions_min, space_key)])

    def pull_forward(self, space_key: int, after: int, now_ms: int) -> None:
        """Let commits whose time has not come yet count as stored now."""
        self._many(PULL_FORWARD, [(now_ms, space_key, after, now_ms)])

    def forget_ops(self, space_key: int, first: int, last: int) -> None:
        """Forget what these commits changed."""
        self._many(FORGET_OPS, [(space_key, first, last)])
        self._many(NOTE_OPS, [(last + 1, space_key)])

    def set_standing(self, keys: Collection[int], standing: int) -> None:
        """Judge records."""
        self._many(SET_STANDING, [(standing, key) for key in keys])

    def judge_again(self, space_key: int, standing: int, limit: int) -> int:
        """Let so many records of this standing be judged anew; return how many there were."""
        keys = [key for (key,) in self._rows(JUDGED[standing], (space_key, limit))]
        self.set_standing(keys, 0)
        return len(keys)

    def remove_records(self, keys: Collection[int]) -> None:
        """Remove records."""
        self._many(REMOVE_RECORD, [(key,) for key in keys])

    def add_kept_bytes(self, space_key: int, size_bytes: int) -> None:
        """Move what the kept records of a space take."""
        self._many(ADD_KEPT_BYTES, [(size_bytes, space_key)])

    def drop_refs(self, space_key: int, ids: Collection[BlockId]) -> None:
        """Note that nothing of a space refers to these blobs any more."""
        self._many(DROP_REF, [(blob, space_key) for blob in ids])

    # -- collection -------------------------------------------------------------------------------------------------

    def expired_uploads(self, now_ms: int, after: tuple[AccountId, BlockId], limit: int) -> Sequence[Upload]:
        """Return uploads whose time is over, in the order of accounts and blobs, those after ``after``."""
        return [Upload(*row) for row in self._rows(EXPIRED_UPLOADS, (*after, now_ms, limit))]

    def drop_uploads(self, uploads: Collection[Upload], now_ms: int) -> list[BlockId]:
        """Give up those uploads whose time is over, and charge them no more; return their blobs."""
        dropped = [one for one in uploads if list(self._rows(DROP_UPLOAD, (one.account, one.blob, now_ms)))]
        self._many(CHARGE_LESS, [(one.size_bytes, one.account) for one in dropped])
        return [one.blob for one in dropped]

    def orphans(self, until_ms: int, limit: int) -> Sequence[BlockId]:
        """Return blobs that nothing has referred to since then or longer."""
        return [BlockId(blob) for (blob,) in self._rows(ORPHANS, (until_ms, limit))]

    def dying(self, limit: int) -> Sequence[Object]:
        """Return objects that are to go."""
        return [Object(BlockId(blob), generation) for blob, generation in self._rows(DYING, (limit,))]

    def uploaded(self, ids: Collection[BlockId]) -> set[BlockId]:
        """Return those blobs that are somebody's uploads; slow."""
        return {BlockId(blob) for (blob,) in self._among(UPLOADED, ids)}

    def add_orphans(self, ids: Collection[BlockId], now_ms: int) -> None:
        """Note that something has just let go of these blobs."""
        self._many(ADD_ORPHAN, [(blob, now_ms) for blob in sorted(ids)])  # sorted: steps of two spaces may meet here

    def let_die(self, objects: Collection[Object]) -> None:
        """Note of orphans that their rows are gone and these objects of theirs are to go."""
        self._many(LET_DIE, [(generation, blob) for blob, generation in objects])

    def drop_orphans(self, ids: Collection[BlockId]) -> None:
        """Forget of these that they are orphans, but not of those that are dying."""
        self._many(DROP_ORPHAN, [(blob,) for blob in ids])

    def drop_dying(self, objects: Collection[Object]) -> None:
        """Forget objects that were to go."""
        self._many(DROP_DYING, list(objects))

    def packs(self, numbers: Collection[int] | None = None) -> Sequence[PackRow]:
        """Return what is used of each pack, or of each of these."""
        found = self._rows(PACKS) if numbers is None else self._among(SOME_PACKS, numbers)
        return [PackRow(*row) for row in found]

    def note_packs(self, there: Collection[int], now_ms: int) -> None:
        """Note which packs there are, and when it was first seen that nothing in one is used."""
        self._many(NOTE_PACK, [(number,) for number in there])
        self._many(NOTE_EMPTY_PACKS, [(now_ms,)])

    def drop_pack(self, number: int) -> None:
        """Forget a pack."""
        self._many(DROP_PACK, [(number,)])


_ROW_BYTES: Final = 400
"""What forgetting the ops of a commit costs besides."""
_PAGE: Final = 500
_AFTER_ALL: Final = (1 << 63) - 1

FIRST_STORED_AFTER: Final = (
    "SELECT seq, stored_ms FROM commits INDEXED BY ix_commits_stored_ms"
    " WHERE space = ? AND seq > ? AND stored_ms > ? ORDER BY seq LIMIT 1"
)
ENDED_UNTIL: Final = (
    "SELECT id FROM records INDEXED BY ix_records_ended"
    " WHERE space = ? AND to_seq <= ? AND to_seq IS NOT NULL AND standing = 0 ORDER BY to_seq LIMIT ?"
)
ENDED_ROWS: Final = (
    "SELECT key, to_seq, standing, body, from_seq FROM records INDEXED BY ix_records_kept"
    " WHERE space = ? AND bucket = ? AND id = ? AND from_seq < ? AND to_seq IS NOT NULL ORDER BY from_seq DESC LIMIT ?"
)
JUDGED: Final = {
    VERSION: "SELECT key FROM records INDEXED BY ix_records_version WHERE space = ? AND standing = 1 LIMIT ?",
    HELD: "SELECT key FROM records INDEXED BY ix_records_held WHERE space = ? AND standing = 2 LIMIT ?",
}
OPS_SIZES: Final = (
    "SELECT seq, coalesce(length(ops), 0) FROM commits WHERE space = ? AND seq >= ? AND seq <= ? ORDER BY seq"
)
MOVE_HORIZON: Final = "UPDATE spaces SET kept_from_seq = ? WHERE key = ?"
NOTE_VERSIONS: Final = "UPDATE spaces SET versions_min = ? WHERE key = ?"
PULL_FORWARD: Final = "UPDATE commits SET stored_ms = ? WHERE space = ? AND seq > ? AND stored_ms > ?"
FORGET_OPS: Final = "UPDATE commits SET ops = NULL WHERE space = ? AND seq >= ? AND seq <= ?"
NOTE_OPS: Final = "UPDATE spaces SET ops_from_seq = ? WHERE key = ?"
SET_STANDING: Final = "UPDATE records SET standing = ? WHERE key = ?"
REMOVE_RECORD: Final = "DELETE FROM records WHERE key = ?"
ADD_KEPT_BYTES: Final = "UPDATE spaces SET bytes_kept = bytes_kept + ? WHERE key = ?"
DROP_REF: Final = "DELETE FROM blob_refs WHERE blob = ? AND space = ?"
EXPIRED_UPLOADS: Final = (
    "SELECT account, blob, size_bytes FROM uploads_pending WHERE (account, blob) > (?, ?) AND expires_ms <= ?"
    " ORDER BY account, blob LIMIT ?"
)
DROP_UPLOAD: Final = "DELETE FROM uploads_pending WHERE account = ? AND blob = ? AND expires_ms <= ? RETURNING 1"
CHARGE_LESS: Final = "UPDATE accounts SET bytes_pending = bytes_pending - ? WHERE id = ?"
UPLOADED: Final = "SELECT DISTINCT blob FROM uploads_pending WHERE blob IN ({})"
ORPHANS: Final = (
    "SELECT blob FROM orphans INDEXED BY ix_orphans_since_ms WHERE is_dying = 0 AND since_ms <= ?"
    " ORDER BY since_ms LIMIT ?"
)
DYING: Final = (
    "SELECT blob, generation FROM orphans INDEXED BY ix_orphans_since_ms WHERE is_dying = 1 ORDER BY since_ms LIMIT ?"
)
ADD_ORPHAN: Final = (
    "INSERT INTO orphans(blob, since_ms, is_dying) VALUES (?,?,0)"
    " ON CONFLICT(blob) DO UPDATE SET since_ms = excluded.since_ms, is_dying = 0"
)
LET_DIE: Final = "UPDATE orphans SET is_dying = 1, generation = ? WHERE blob = ?"
DROP_ORPHAN: Final = "DELETE FROM orphans WHERE blob = ? AND is_dying = 0"
DROP_DYING: Final = "DELETE FROM orphans WHERE blob = ? AND generation = ? AND is_dying = 1"
PACKS: Final = "SELECT pack, live_blobs, live_bytes, emptied_ms FROM packs ORDER BY pack"
SOME_PACKS: Final = "SELECT pack, live_blobs, live_bytes, emptied_ms FROM packs WHERE pack IN ({})"
NOTE_PACK: Final = (
    "INSERT INTO packs(pack, live_blobs, live_bytes, emptied_ms) VALUES (?,0,0,0) ON CONFLICT(pack) DO NOTHING"
)
NOTE_EMPTY_PACKS: Final = "UPDATE packs SET emptied_ms = ? WHERE live_blobs = 0 AND emptied_ms = 0"
DROP_PACK: Final = "DELETE FROM packs WHERE pack = ?"
