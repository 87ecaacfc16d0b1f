"""Puts and gets that people asked for: what was asked, what was decided of each file, and how far it is.

    engine/errands --add, note_*, end--> ErrandBook --unfinished, items--> engine/errands, after a restart

What was decided is durable before the first byte moves: ids and names are made once. Items are written and read a
thousand at a time, for an errand may name 100,000. Of an errand that is over its figures stay, and what went wrong.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from megadesk.model.errand import Answer, Case, Counts, Errand, Item, ItemState, Phase, Then, There
from megadesk.model.errors import MegadeskError, error_from_code
from megadesk.model.ids import NodeId, PairId, SpaceId
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction
from megadesk.model.tree import Kind
from megadesk.store.database import Database
from megadesk.store.rows import pack_bits, pack_name, pack_number, unpack_bits, unpack_name, unpack_number

AT_ONCE: Final = 1_000
OVER_MAX: Final = 200
"""So many that are over are remembered."""

PROBLEMS_MAX: Final = 10_000
"""So many of one that is over: a hundred thousand times the same reason helps nobody."""

_COLUMNS: Final = (
    "number, above, kind, root, path, name, size, mtime, inode, changed, executable, renamed, node, there_kind, there_size,"
    " there_mtime, there_version, there_inode, there_changed, state, answer, error, arguments"
)
_ERRAND: Final = (
    "pair, way, asked, on_file, on_folder, on_mixed, phase, files, folders, bytes, skipped, total_files, total_bytes,"
    " created_ms, ended_ms, error, arguments"
)
_OF: Final = "errand = (SELECT n FROM errands WHERE space = ? AND pair = ?)"


class ErrandBook:
    """The errands of one account. Safe from any thread; each call is one transaction, durable on return."""

    def __init__(self, database: Database, space: SpaceId, *, wall_ms: Callable[[], int]) -> None:
        self._database = database
        self._space = space
        self._wall_ms = wall_ms

    # -- errands ------------------------------------------------------------------------------------------------------

    def add(self, errand: Errand) -> None:
        """Write down what was asked; of those that are over, the oldest may go."""
        asked = {
            "sources": list(errand.sources), "target": errand.target, "name": errand.name,
            "roots": list(errand.roots), "word": errand.word, "then": _packed_then(errand.then),
        }  # fmt: skip
        answers = errand.answers
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO errands (space, pair, way, asked, on_file, on_folder, on_mixed, phase, created_ms)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._space, errand.pair, errand.way.value, json.dumps(asked).encode("ascii"),
                    *(answers[case].value for case in Case), errand.phase.value, errand.created_ms,
                ),
            )  # fmt: skip
            connection.execute(
                "DELETE FROM errands WHERE space = ? AND ended_ms IS NOT NULL AND n NOT IN"
                " (SELECT n FROM errands WHERE space = ? AND ended_ms IS NOT NULL ORDER BY n DESC LIMIT ?)",
                (self._space, self._space, OVER_MAX),
            )

    def all(self) -> list[Errand]:
        """Return all that are remembered, the newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_ERRAND} FROM errands WHERE space = ? ORDER BY n DESC",  # noqa: S608 - our own names
                (self._space,),
            ).fetchall()
        return [_errand(row) for row in rows]

    def open_count(self) -> int:
        """Return how many are not over."""
        with self._database.read() as reader:
            row = reader.execute("SELECT count(*) FROM errands WHERE space = ? AND ended_ms IS NULL", (self._space,))
            return int(row.fetchone()[0])

    def get(self, pair: PairId) -> Errand | None:
        """Return one; None if it is not known."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT {_ERRAND} FROM errands WHERE space = ? AND pair = ?",  # noqa: S608 - our own names
                (self._space, pair),
            ).fetchone()
        return None if row is None else _errand(row)

    def note_phase(self, pair: PairId, phase: Phase) -> None:
        """Write down how far it is; of one that somebody cancelled it stays so."""
        with self._database.write() as connection:
            connection.execute(
                "UPDATE errands SET phase = ? WHERE space = ? AND pair = ? AND ended_ms IS NULL AND phase <> ?",
                (phase.value, self._space, pair, Phase.CANCELLED.value),
            )

    def end(self, pair: PairId, phase: Phase, error: MegadeskError | None = None) -> None:
        """Write down how it ended, with its figures. What it did is forgotten but for what went wrong."""
        with self._database.write() as connection:
            counts = _counts(connection, self._space, pair)
            connection.execute(
                "UPDATE errands SET phase = ?, ended_ms = ?, error = ?, arguments = ?, files = ?, folders = ?, bytes = ?,"
                " skipped = ?, total_files = ?, total_bytes = ? WHERE space = ? AND pair = ? AND ended_ms IS NULL",
                (
                    phase.value, self._wall_ms(), *_packed_error(error), counts.files, counts.folders, counts.bytes,
                    counts.skipped, counts.total_files, counts.total_bytes, self._space, pair,
                ),
            )  # fmt: skip
            connection.execute(f"DELETE FROM errand_items WHERE {_OF} AND error IS NULL", (self._space, pair))  # noqa: S608
            connection.execute(
                f"DELETE FROM errand_items WHERE {_OF} AND number NOT IN (SELECT number FROM errand_items WHERE {_OF}"  # noqa: S608
                " AND error IS NOT NULL ORDER BY number LIMIT ?)",
                (self._space, pair, self._space, pair, PROBLEMS_MAX),
            )

    # -- items --------------------------------------------------------------------------------------------------------

    def clear_items(self, pair: PairId) -> None:
        """Forget what a scan found that did not come to its end."""
        with self._database.write() as connection:
            connection.execute(f"DELETE FROM errand_items WHERE {_OF}", (self._space, pair))  # noqa: S608

    def add_items(self, pair: PairId, items: Sequence[Item]) -> None:
        """Write down what was found."""
        with self._database.write() as connection:
            (number,) = connection.execute(
                "SELECT n FROM errands WHERE space = ? AND pair = ?", (self._space, pair)
            ).fetchone()
            connection.executemany(
                f"INSERT INTO errand_items (errand, {_COLUMNS}) VALUES (?{', ?' * (_COLUMNS.count(',') + 1)})",  # noqa: S608
                [(number, *_packed(item)) for item in items],
            )

    def note_items(self, pair: PairId, items: Iterable[Item]) -> None:
        """Write down what was decided, or became, of items. One that somebody answered meanwhile is decided with that."""
        rows = [(*_changing(item), self._space, pair, item.number) for item in items]
        if not rows:
            return
        with self._database.write() as connection:
            connection.executemany(
                "UPDATE errand_items SET size = ?, mtime = ?, inode = ?, changed = ?, executable = ?, renamed = ?, node = ?,"  # noqa: S608
                " there_kind = ?, there_size = ?, there_mtime = ?, there_version = ?, there_inode = ?, there_changed = ?,"
                f" state = ?, answer = ?, error = ?, arguments = ? WHERE {_OF} AND number = ?",
                rows,
            )

    def items(
        self, pair: PairId, state: ItemState, *, after: int = 0, limit: int = AT_ONCE, kind: Kind | None = None
    ) -> list[Item]:
        """Return so many items in a state, in their order, those with a higher number than ``after``."""
        more = "" if kind is None else " AND kind = ?"
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM errand_items WHERE {_OF} AND state = ? AND number > ?{more} ORDER BY number LIMIT ?",  # noqa: S608
                (self._space, pair, state.value, after, *(() if kind is None else (int(kind),)), limit),
            ).fetchall()
        return [_item(row) for row in rows]

    def item(self, pair: PairId, number: int) -> Item | None:
        """Return one item; None if it is not known."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM errand_items WHERE {_OF} AND number = ?",  # noqa: S608
                (self._space, pair, number),
            ).fetchone()
        return None if row is None else _item(row)

    def folders(self, pair: PairId) -> list[Item]:
        """Return all folders, each after its own."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM errand_items WHERE {_OF} AND kind = ? ORDER BY number",  # noqa: S608
                (self._space, pair, int(Kind.FOLDER)),
            ).fetchall()
        return [_item(row) for row in rows]

    def renamed(self, pair: PairId) -> list[tuple[int, str]]:
        """Return folder and name of everything that gets another name than it had."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT above, renamed FROM errand_items WHERE {_OF} AND renamed IS NOT NULL",  # noqa: S608
                (self._space, pair),
            ).fetchall()
        return [(above, unpack_name(name)) for above, name in rows]

    def has_sibling(self, pair: PairId, above: int, name: str) -> bool:
        """Whether the errand brings something of this name into a folder."""
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT 1 FROM errand_items WHERE {_OF} AND above = ? AND name = ? LIMIT 1",  # noqa: S608
                (self._space, pair, above, pack_name(name)),
            ).fetchone()
        return row is not None

    def problems(self, pair: PairId, *, offset: int, limit: int) -> tuple[list[Item], int]:
        """Return so many of what went wrong, and how many there are."""
        with self._database.read() as connection:
            (total,) = connection.execute(
                f"SELECT count(*) FROM errand_items WHERE {_OF} AND error IS NOT NULL",  # noqa: S608
                (self._space, pair),
            ).fetchone()
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM errand_items WHERE {_OF} AND error IS NOT NULL ORDER BY number LIMIT ? OFFSET ?",  # noqa: S608
                (self._space, pair, limit, offset),
            ).fetchall()
        return [_item(row) for row in rows], total

    def questions(self, pair: PairId) -> int:
        """Return how much is asked."""
        with self._database.read() as connection:
            (total,) = connection.execute(
                f"SELECT count(*) FROM errand_items WHERE {_OF} AND state = ?",  # noqa: S608
                (self._space, pair, ItemState.ASKING.value),
            ).fetchone()
        return int(total)

    def counts(self, pair: PairId) -> Counts:
        """Return what was done so far, and what there is."""
        with self._database.read() as connection:
            return _counts(connection, self._space, pair)

    # -- answers ------------------------------------------------------------------------------------------------------

    def answer(self, pair: PairId, numbers: Collection[int], answer: Answer) -> None:
        """Write down an answer to single questions: they are decided anew with it."""
        with self._database.write() as connection:
            connection.executemany(
                f"UPDATE errand_items SET answer = ?, state = ? WHERE {_OF} AND number = ? AND state = ?",  # noqa: S608
                [
                    (answer.value, ItemState.NEW.value, self._space, pair, number, ItemState.ASKING.value)
                    for number in numbers
                ],
            )

    def answer_all(self, pair: PairId, case: Case, answer: Answer) -> None:
        """Write down an answer to all questions of a case that are open, and to those still to come."""
        which = {
            Case.FILE: "kind = 2 AND there_kind = 2",
            Case.FOLDER: "kind = 1 AND there_kind = 1",
            Case.MIXED: "kind <> there_kind",
        }[case]
        with self._database.write() as connection:
            connection.execute(
                f"UPDATE errands SET on_{case.value} = ? WHERE space = ? AND pair = ?",  # noqa: S608 - our own words
                (answer.value, self._space, pair),
            )
            connection.execute(
                f"UPDATE errand_items SET answer = ?, state = ? WHERE {_OF} AND state = ? AND {which}",  # noqa: S608
                (answer.value, ItemState.NEW.value, self._space, pair, ItemState.ASKING.value),
            )


def _counts(connection: sqlite3.Connection, space: SpaceId, pair: PairId) -> Counts:
    """Return the sums over items. What is left out, or went wrong, is no part of what there is to do."""
    row = connection.execute(
        "SELECT sum(kind = 2 AND state = 'done'), sum(kind = 1 AND state = 'done' AND (there_kind IS NULL OR renamed IS NOT NULL)),"  # noqa: S608
        " total(CASE WHEN kind = 2 AND state = 'done' THEN size END), sum(kind <> 1 AND state = 'skipped'),"
        " sum(kind = 2 AND state IN ('new', 'asking', 'ready', 'done')),"
        " total(CASE WHEN kind = 2 AND state IN ('new', 'asking', 'ready', 'done') THEN size END)"
        f" FROM errand_items WHERE {_OF}",
        (space, pair),
    ).fetchone()
    files, folders, moved, skipped, total_files, total_bytes = (int(value or 0) for value in row)
    return Counts(
        files=files, folders=folders, bytes=moved, skipped=skipped, total_files=total_files, total_bytes=total_bytes
    )


def _packed_then(then: Then | None) -> dict[str, object] | None:
    if then is None:
        return None
    return {
        "seq": then.seq, "commit": then.commit, "time_ms": then.time_ms, "version": then.version,
        "node": None if then.node is None else then.node.hex(),
    }  # fmt: skip


def _unpacked_then(said: Mapping[str, Any] | None) -> Then | None:
    """Return the past that an errand is of; None for one of now, or from before there was any other."""
    if said is None:
        return None
    node = None if said["node"] is None else NodeId(bytes.fromhex(said["node"]))
    return Then(seq=said["seq"], commit=said["commit"], time_ms=said["time_ms"], version=said["version"], node=node)


def _packed_error(error: MegadeskError | None) -> tuple[str | None, str | None]:
    return (None, None) if error is None else (error.code, json.dumps(error.arguments))


def _unpacked_error(code: str | None, arguments: str | None) -> MegadeskError | None:
    return None if code is None else error_from_code(code, "", json.loads(arguments) if arguments else {})


def _packed(item: Item) -> tuple[object, ...]:
    size, mtime, inode, changed, executable, *rest = _changing(item)
    return (
        item.number, item.above, int(item.kind), item.root, pack_name(item.path), pack_name(item.name), size, mtime, inode,
        changed, executable, *rest,
    )  # fmt: skip


def _changing(item: Item) -> tuple[object, ...]:
    found, there = item.found, item.there
    return (
        pack_number(found.size_bytes), pack_number(found.mtime_ns), pack_number(found.inode), pack_number(found.changed_ns),
        pack_bits(found.executable), None if item.renamed is None else pack_name(item.renamed), item.node,
        *(
            (None,) * 6
            if there is None
            else (
                int(there.kind), pack_number(there.size_bytes), pack_number(there.mtime_ns), there.version,
                pack_number(there.inode), pack_number(there.changed_ns),
            )
        ),
        item.state.value, None if item.answer is None else item.answer.value, *_packed_error(item.error),
    )  # fmt: skip


def _item(row: Sequence[Any]) -> Item:
    (
        number, above, kind, root, path, name, size, mtime, inode, changed, executable, renamed, node, there_kind, there_size,
        there_mtime, there_version, there_inode, there_changed, state, answer, error, arguments,
    ) = row  # fmt: skip
    there = None
    if there_kind is not None:
        there = There(
            Kind(there_kind), unpack_number(there_size), unpack_number(there_mtime), there_version, unpack_number(there_inode),
            unpack_number(there_changed),
        )  # fmt: skip
    return Item(
        number=number, above=above, kind=Kind(kind), root=root, path=RelPath(unpack_name(path)), name=unpack_name(name),
        found=Fingerprint(
            0, unpack_number(inode), unpack_number(size), unpack_number(mtime), unpack_number(changed),
            unpack_bits(executable, mtime),
        ),
        renamed=None if renamed is None else unpack_name(renamed), node=None if node is None else NodeId(node), there=there,
        state=ItemState(state), answer=None if answer is None else Answer(answer), error=_unpacked_error(error, arguments),
    )  # fmt: skip


def _errand(row: Sequence[Any]) -> Errand:
    pair, way, asked, on_file, on_folder, on_mixed, phase, files, folders, moved, skipped, total_files, total_bytes = (
        row[:13]
    )
    created_ms, ended_ms, error, arguments = row[13:]
    said = json.loads(asked)
    return Errand(
        pair=PairId(pair), way=Direction(way), sources=said["sources"], target=said["target"], name=said["name"],
        roots=said["roots"], word=said["word"], then=_unpacked_then(said.get("then")),
        answers={Case.FILE: Answer(on_file), Case.FOLDER: Answer(on_folder), Case.MIXED: Answer(on_mixed)},
        phase=Phase(phase),
        counts=Counts(
            files=files, folders=folders, bytes=moved, skipped=skipped, total_files=total_files, total_bytes=total_bytes
        ),
        created_ms=created_ms, ended_ms=ended_ms, error=_unpacked_error(error, arguments),
    )  # fmt: skip
