"""What was, asked in SQL that every database takes. A part of ``metadata_sql_rows``; see ``metadata_past``."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from megadesk.model.ids import NodeId
from megadesk.server.metadata_past import Begun, Ended, Version
from megadesk.server.metadata_sql_words import Statements


class PastQuestions(Statements):
    """The questions of ``metadata_past.PastReading``."""

    def commit_time(self, space_key: int, seq: int) -> int | None:
        """Return the time that the author of a commit signed."""
        return next((time_ms for (time_ms,) in self._rows(COMMIT_TIME, (space_key, seq))), None)

    def ended(self, space_key: int, *, at: int, after: int, to: int) -> Iterable[Ended]:
        """Yield records that ended after ``after`` and up to ``to``, with bodies of what was current ``at``."""
        return map(Ended._make, self._each(ENDED, (at, space_key, after, to)))

    def begun(self, space_key: int, *, after: int, to: int) -> Iterable[Begun]:
        """Yield records that began after ``after`` and up to ``to``, in that order."""
        return map(Begun._make, self._each(BEGUN, (space_key, after, to)))

    def records_at(
        self, space_key: int, seq: int, bucket: int, *, limit_bytes: int
    ) -> tuple[Sequence[bytes], int | None]:
        """Return the records of a state as ``records_from`` does those of the head."""
        current = self._each(RECORDS_AT_CURRENT, (space_key, bucket, seq))
        kept = self._each(RECORDS_AT_KEPT, (space_key, bucket, seq, seq))
        return whole_buckets(
            ((at, body) for at, _, body in heapq.merge(current, kept, key=itemgetter(0, 1))), bucket, limit_bytes
        )

    def elements_at(self, space_key: int, seq: int) -> Iterable[tuple[NodeId, bytes]]:
        """Yield id and element of each record of a state, in the order of their ids."""
        current = self._each(ELEMENTS_AT_CURRENT, (space_key, seq))
        kept = self._each(ELEMENTS_AT_KEPT, (space_key, seq, seq))
        return heapq.merge(current, kept, key=itemgetter(0))

    def versions(self, space_key: int, node: NodeId, after: int) -> Iterable[Version]:
        """Yield what is kept of a node's records that began after ``after``, oldest first."""
        where = (space_key, node[0] << 8 | node[1], node, after)
        for statement in (VERSIONS_KEPT, VERSION_CURRENT):
            yield from map(Version._make, self._each(statement, where))


def whole_buckets(rows: Iterable[tuple[int, bytes]], bucket: int, limit_bytes: int) -> tuple[list[bytes], int | None]:
    """Return the records of as many buckets as fit and at least one that is not empty, and the bucket to go on with."""
    page: list[bytes] = []
    size, last = 0, bucket
    for at, body in rows:
        if at != last and page and size >= limit_bytes:
            return page, at
        last = at
        page.append(body)
        size += len(body)
    return page, None


COMMIT_TIME: Final = "SELECT time_ms FROM commits WHERE space = ? AND seq = ?"
ENDED: Final = (
    "SELECT to_seq, CASE WHEN from_seq <= ? THEN body END FROM records INDEXED BY ix_records_ended"
    " WHERE space = ? AND to_seq > ? AND to_seq <= ? AND to_seq IS NOT NULL AND standing = 0 ORDER BY to_seq"
)
BEGUN: Final = (
    "SELECT from_seq, coalesce(to_seq, 0), id FROM records INDEXED BY ix_records_begun"
    " WHERE space = ? AND from_seq > ? AND from_seq <= ? ORDER BY from_seq"
)
# A plus before a column: PostgreSQL, which is not told the index, would else go by when records began, and sort them.
RECORDS_AT_CURRENT: Final = (
    "SELECT bucket, id, body FROM records INDEXED BY ix_records_current"
    " WHERE space = ? AND bucket >= ? AND to_seq IS NULL AND +from_seq <= ? ORDER BY bucket, id"
)
RECORDS_AT_KEPT: Final = (
    "SELECT bucket, id, body FROM records INDEXED BY ix_records_kept"
    " WHERE space = ? AND bucket >= ? AND to_seq IS NOT NULL AND +from_seq <= ? AND +to_seq > ? ORDER BY bucket, id"
)
ELEMENTS_AT_CURRENT: Final = (
    "SELECT id, element FROM records INDEXED BY ix_records_current"
    " WHERE space = ? AND to_seq IS NULL AND +from_seq <= ? ORDER BY bucket, id"
)
ELEMENTS_AT_KEPT: Final = (
    "SELECT id, element FROM records INDEXED BY ix_records_kept"
    " WHERE space = ? AND to_seq IS NOT NULL AND +from_seq <= ? AND +to_seq > ? ORDER BY bucket, id"
)
VERSIONS_KEPT: Final = (
    "SELECT from_seq, to_seq, body FROM records INDEXED BY ix_records_kept"
    " WHERE space = ? AND bucket = ? AND id = ? AND from_seq > ? AND to_seq IS NOT NULL ORDER BY from_seq"
)
VERSION_CURRENT: Final = (
    "SELECT from_seq, 0, body FROM records INDEXED BY ix_records_current"
    " WHERE space = ? AND bucket = ? AND id = ? AND to_seq IS NULL AND from_seq > ?"
)
