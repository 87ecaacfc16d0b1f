"""What people decided about transfers, and what became of those that are over: over restarts, by account.

    transfers/manager --keep, record--> TransferBook --page, clear, bring_back--> engine/transfers

Implements transfers.ports.Book. Wishes are few, and durable on return. The history is for people: newest first, the last
HISTORY_MAX, written in large transactions. A path stands in it as the pair had it; where the pair's folders were is kept
beside it, for a pair may be gone long before its history.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from megadesk.model.errors import Argument, MegadeskError, error_from_code
from megadesk.model.filekind import FileKind, kind_of
from megadesk.model.ids import FileHash, NodeId, PairId, SpaceId
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction, EndedTransfer, Place, Subject, TransferState, Wish
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.rows import pack_name, unpack_name

HISTORY_MAX: Final = 100_000
WISHES_LAST_MS: Final = 90 * 24 * 3600 * 1000
"""What was decided about a file is forgotten so long after it was last of use: it is not to surprise anybody next year."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The two folders between which a pair's files travel, as people see them."""

    local: str = ""
    cloud: str = ""
    renamed: tuple[str, str] | None = None
    """The first name of every path here, and what it is called in the cloud, where they differ."""

    def in_the_cloud(self, path: str) -> str:
        """Return where a path below the local folder is in the cloud."""
        if self.renamed is not None:
            top, slash, rest = path.partition("/")
            path = (self.renamed[1] if top == self.renamed[0] else top) + slash + rest
        return f"{self.cloud.rstrip('/')}/{path}" if self.cloud else path

    def here(self, path: str) -> str:
        """Return where a path below the local folder is on this computer."""
        return f"{self.local.rstrip('/')}/{path}" if self.local else path


ORDERS: Final = {"": "n DESC", "name": "last_name(folded) {0}, n DESC", "size": "size {0}, n DESC"}
"""What the history can be sorted by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Which of the history are asked for; empty: all. ``text``: part of the place in the cloud, in any case and spelling."""

    states: Collection[TransferState] = ()
    ways: Collection[Direction] = ()
    kinds: Collection[FileKind] = ()
    pair: PairId | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTransfer:
    """One transfer that is over; ``number`` names it."""

    number: int
    subject: Subject
    path: RelPath
    ends: Ends
    state: TransferState
    size_bytes: int
    sent_bytes: int
    took_s: float
    attempts: int
    ended_ms: int
    error: MegadeskError | None


class TransferBook:
    """Wishes and history of one account. Safe from any thread; each call is one transaction."""

    def __init__(
        self, database: Database, space: SpaceId, *, wall_ms: Callable[[], int], ends: Callable[[PairId], Ends | None]
    ) -> None:
        """``ends``: returns the folders of a pair; None once it is gone."""
        self._database = database
        self._space = space
        self._wall_ms = wall_ms
        self._ends = ends
        self.version = 0
        """Grows with each change of the history."""
        self._failed = (-1, 0)
        self._counts: tuple[int, Mapping[tuple[Direction, TransferState], int]] | None = None
        self.batch = wall_ms()
        """Names what was cleared last and can be brought back; only this engine can: who clears wants it forgotten. It
        begins at the time, so that an engine that was started anew does not take the batch of another for its own."""
        with database.write() as connection:
            _empty_cleared(connection)

    # -- wishes -------------------------------------------------------------------------------------------------------

    def wishes(self) -> Mapping[Subject, Wish]:
        """Return what was decided and is not done yet."""
        oldest_ms = self._wall_ms() - WISHES_LAST_MS
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT pair, way, node, place, number, after_pair, after_node, paused, cancelled FROM wishes"
                " WHERE space = ? AND decided_ms > ?",
                (self._space, oldest_ms),
            ).fetchall()
        return dict(map(_wish, rows))

    def keep(self, changes: Mapping[Subject, Wish | None]) -> None:
        """Write down decisions; None: nothing is decided any more. Durable on return."""
        now_ms = self._wall_ms()
        keys = [(self._space, one.pair, one.direction.value, one.node) for one in changes]
        rows = [
            (
                self._space, one.pair, one.direction.value, one.node, wish.place.value if wish.place else None, wish.number,
                wish.after.pair if wish.after else None, wish.after.node if wish.after else None, wish.paused, wish.cancelled,
                now_ms,
            )
            for one, wish in changes.items() if wish is not None
        ]  # fmt: skip
        with self._database.write() as connection:
            connection.executemany("DELETE FROM wishes WHERE space = ? AND pair = ? AND way = ? AND node = ?", keys)
            connection.executemany("INSERT INTO wishes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            connection.execute("DELETE FROM wishes WHERE decided_ms <= ?", (now_ms - WISHES_LAST_MS,))

    def still_of_use(self, subjects: Collection[Subject]) -> None:
        """Let what was decided about these be kept as long as if it were decided now."""
        now_ms = self._wall_ms()
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE wishes SET decided_ms = max(decided_ms, ?) WHERE space = ? AND pair = ? AND way = ? AND node = ?",
                [(now_ms, self._space, one.pair, one.direction.value, one.node) for one in subjects],
            )

    # -- history ------------------------------------------------------------------------------------------------------

    def record(self, ended: Sequence[EndedTransfer]) -> None:
        """Write down what is over; of what there was before, the oldest may go.

        What failed of a file before is no longer listed: it is in order now, or failed again.
        """
        now_ms = self._wall_ms()
        pairs = {one.key.pair for one in ended}
        places = [
            (self._space, pair, pack_name(ends.local), ends.cloud, *map(pack_name, ends.renamed or ("", "")))
            for pair in pairs
            if (ends := self._ends(pair)) is not None
        ]
        with self._database.write() as connection:
            connection.executemany("INSERT OR REPLACE INTO history_pairs VALUES (?, ?, ?, ?, ?, ?)", places)
            if self.failed_count:
                connection.executemany(
                    "DELETE FROM history WHERE space = ? AND pair = ? AND way = ? AND node = ? AND state = 'failed'",
                    [(self._space, one.key.pair, one.key.direction.value, one.key.node) for one in ended],
                )
            connection.executemany(
                "INSERT INTO history (space, pair, way, node, content, path, folded, kind, state, size, sent, took_ms, attempts,"
                " ended_ms, error, arguments) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [self._row(one, now_ms) for one in _last_words(ended)],
            )
            dropped = connection.execute(
                "DELETE FROM history WHERE n <= (SELECT max(n) FROM history) - ? RETURNING space, pair", (HISTORY_MAX,)
            ).fetchall()
            _forget_pairs(connection, set(dropped))
        self.version += 1

    def _row(self, one: EndedTransfer, now_ms: int) -> tuple[object, ...]:
        key, error = one.key, one.error
        return (
            self._space, key.pair, key.direction.value, key.node, key.content, pack_name(one.path), pack_name(folded(one.path)),
            kind_of(one.path).value, one.state.value, one.size_bytes, one.sent_bytes, int(one.took_s * 1000), one.attempts, now_ms,
            error.code if error else None, json.dumps(error.arguments) if error else None,
        )  # fmt: skip

    @property
    def failed_count(self) -> int:
        """How many failed and are still listed; asked at each status, and counted once for each change."""
        if self._failed[0] != self.version:
            version = self.version
            with self._database.read() as connection:
                (count,) = connection.execute(
                    "SELECT count(*) FROM history WHERE space = ? AND state = 'failed'", (self._space,)
                ).fetchone()
            self._failed = (version, count)
        return self._failed[1]

    def counts(self) -> Mapping[tuple[Direction, TransferState], int]:
        """Return how many there are of each direction and state; looked up once a version."""
        if self._counts is None or self._counts[0] != self.version:
            version = self.version
            with self._database.read() as connection:
                rows = connection.execute(
                    "SELECT way, state, count(*) FROM history WHERE space = ? GROUP BY way, state", (self._space,)
                ).fetchall()
            self._counts = (version, {(Direction(way), TransferState(state)): count for way, state, count in rows})
        return self._counts[1]

    def page(
        self, which: HistoryFilter, *, offset: int, limit: int, sort: str = "", descending: bool = False
    ) -> tuple[list[PastTransfer], int]:
        """Return so many of those asked for, the newest first or by ``sort`` (name, size), and how many there are."""
        order = ORDERS[sort].format("DESC" if descending else "ASC")
        with self._database.read() as connection:
            connection.create_function("last_name", 1, _last_name, deterministic=True)
            where, values = self._where(which, connection)
            (total,) = connection.execute(f"SELECT count(*) FROM history WHERE {where}", values).fetchone()  # noqa: S608 - our own words
            rows = connection.execute(
                "SELECT h.n, h.pair, h.way, h.node, h.path, h.state, h.size, h.sent, h.took_ms, h.attempts, h.ended_ms, h.error,"  # noqa: S608
                " h.arguments, p.local, p.cloud, p.top_here, p.top_there FROM"
                f" (SELECT * FROM history WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?) AS h"
                f" LEFT JOIN history_pairs AS p ON p.space = h.space AND p.pair = h.pair ORDER BY {order}",
                (*values, limit, offset),
            ).fetchall()
        return [_past(row) for row in rows], total

    def failed(self, which: HistoryFilter) -> list[PastTransfer]:
        """Return those asked for that failed."""
        found, _ = self.page(replace(which, states=[TransferState.FAILED]), offset=0, limit=HISTORY_MAX)
        return found

    def clear(
        self, which: HistoryFilter, numbers: Collection[int] | None = None, *, can_come_back: bool = False
    ) -> int:
        """Forget those asked for, or those of them with these numbers; return how many.

        can_come_back: ``bring_back`` undoes it, until more is cleared in this way, or the engine ends.
        """
        with self._database.write() as connection:
            where, values = self._where(which, connection)
            rows = [values] if numbers is None else [[*values, number] for number in numbers]
            where += "" if numbers is None else " AND n = ?"
            if can_come_back:
                _empty_cleared(connection)
                self.batch += 1
                connection.executemany(f"INSERT INTO cleared SELECT * FROM history WHERE {where}", rows)  # noqa: S608
                connection.execute(
                    "INSERT INTO cleared_pairs SELECT * FROM history_pairs WHERE space = ?", (self._space,)
                )
            gone = connection.executemany(f"DELETE FROM history WHERE {where}", rows).rowcount  # noqa: S608
            if gone:
                connection.execute(
                    "DELETE FROM history_pairs WHERE space = ? AND pair NOT IN (SELECT pair FROM history WHERE space = ?)",
                    (self._space, self._space),
                )
        self.version += 1
        return gone

    def bring_back(self, batch: int) -> int:
        """Bring back what was cleared last, if that is this batch; return how much. What failed and is in order by now stays out."""
        if batch != self.batch:
            return 0
        with self._database.write() as connection:
            back = connection.execute(
                "INSERT OR IGNORE INTO history SELECT * FROM cleared WHERE state <> 'failed' OR (pair, way, node) NOT IN"
                " (SELECT pair, way, node FROM history WHERE space = ? AND n > (SELECT max(n) FROM cleared))",
                (self._space,),
            ).rowcount
            connection.execute(
                "INSERT OR IGNORE INTO history_pairs SELECT * FROM cleared_pairs WHERE pair IN (SELECT pair FROM cleared)"
            )
            _empty_cleared(connection)
        self.batch += 1
        self.version += 1
        return back

    def _where(self, which: HistoryFilter, connection: sqlite3.Connection) -> tuple[str, list[Any]]:
        parts: list[str] = ["space = ?"]
        values: list[Any] = [self._space]
        for column, wanted in (("state", which.states), ("way", which.ways), ("kind", which.kinds)):
            if wanted:
                parts.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += [one.value for one in wanted]
        if which.pair is not None:
            parts.append("pair = ?")
            values.append(which.pair)
        if which.text:
            connection.create_function("place", 2, self._places(connection), deterministic=True)
            parts.append("instr(place(pair, folded), ?) > 0")
            values.append(pack_name(folded(which.text)))
        return " AND ".join(parts), values

    def _places(self, connection: sqlite3.Connection) -> Callable[[str, bytes], bytes]:
        """Return what says where a file is in the cloud, by its pair and its folded path: as it is shown, but folded."""
        rows = connection.execute(
            "SELECT pair, cloud, top_here, top_there FROM history_pairs WHERE space = ?", (self._space,)
        )
        known = {
            pair: _ends(None, folded(cloud), *(pack_name(folded(unpack_name(one or b""))) for one in top))
            for pair, cloud, *top in rows
        }

        def place(pair: str, path: bytes) -> bytes:
            ends = known.get(pair)
            return path if ends is None else pack_name(ends.in_the_cloud(unpack_name(path)))

        return place


def _empty_cleared(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM cleared")
    connection.execute("DELETE FROM cleared_pairs")


def _forget_pairs(connection: sqlite3.Connection, dropped: Collection[tuple[bytes, str]]) -> None:
    """Forget where the folders of those pairs were of which nothing is remembered any more: each put and get is a pair.

    Of a pair that has lost its oldest transfer the next is mostly found at once. To ask for all pairs is to read the
    whole history, 25 ms of it: with a full one that was most of what one saved file cost.
    """
    connection.executemany(
        "DELETE FROM history_pairs WHERE space = ?1 AND pair = ?2"
        " AND NOT EXISTS (SELECT 1 FROM history WHERE space = ?1 AND pair = ?2)",
        dropped,
    )


def _last_words(ended: Sequence[EndedTransfer]) -> list[EndedTransfer]:
    """Leave out what failed and was over once more by now."""
    last = {one.key.subject: one for one in ended}
    return [one for one in ended if one.state is not TransferState.FAILED or one is last[one.key.subject]]


def _last_name(path: bytes) -> bytes:
    return path.rpartition(b"/")[2]


def folded(text: str) -> str:
    """Return a path as it is searched: no matter the case, nor how its letters are put together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _wish(row: Sequence[Any]) -> tuple[Subject, Wish]:
    pair, way, node, place, number, after_pair, after_node, paused, cancelled = row
    direction = Direction(way)
    after = None if after_node is None else Subject(PairId(after_pair), direction, NodeId(after_node))
    return Subject(PairId(pair), direction, NodeId(node)), Wish(
        place=None if place is None else Place(place),
        number=number,
        after=after,
        paused=bool(paused),
        cancelled=None if cancelled is None else FileHash(cancelled),
    )


def _past(row: Sequence[Any]) -> PastTransfer:
    number, pair, way, node, path, state, size, sent, took_ms, attempts, ended_ms, error, arguments, *ends = row
    said: dict[str, Argument] = json.loads(arguments) if arguments else {}
    return PastTransfer(
        number=number,
        subject=Subject(PairId(pair), Direction(way), NodeId(node)),
        path=RelPath(unpack_name(path)),
        ends=_ends(*ends),
        state=TransferState(state),
        size_bytes=size,
        sent_bytes=sent,
        took_s=took_ms / 1000,
        attempts=attempts,
        ended_ms=ended_ms,
        error=None if error is None else error_from_code(error, "", said),
    )


def _ends(local: bytes | None, cloud: str | None, top_here: bytes | None, top_there: bytes | None) -> Ends:
    renamed = (unpack_name(top_here), unpack_name(top_there)) if top_here and top_there else None
    return Ends(unpack_name(local or b""), cloud or "", renamed)
