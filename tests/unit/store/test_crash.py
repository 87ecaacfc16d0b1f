"""Whatever cuts a change off, the database is as before it or as after it: pin, records, digests and trees agree."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from fakes.space_store import MemorySpaceStore, everything, file_node, node_id, space_id, step
from fakes.tree_store import local_of
from megadesk.model.errors import DiskFull, OurBug
from megadesk.model.ids import PairId
from megadesk.model.pair import SyncPair
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.store.spaces import Spaces
from megadesk.store.trees import PairTrees
from megadesk.sync.ports import TreeChange

STEPS_BEFORE = 3
PAIR = SyncPair(
    id=PairId("0badcafe"), name="photos", local="/photos", space=space_id(), root=node_id("root"), marker="word"
)
BASE = [file_node(name) for name in "abcdef"]


def trees_of(database: Database) -> PairTrees:
    """Return the trees of the pair."""
    return PairTrees(database, PAIR.id, PAIR.root)


def all_of(database: Database) -> Mapping[str, object]:
    """Return everything that the database says."""
    pairs = Pairs(database).list()
    return {
        "space": everything(Spaces(database)),
        "pairs": list(pairs),
        "base": dict(trees_of(database).load_base()) if pairs else None,
        "local": dict(trees_of(database).load_local()) if pairs else None,
    }


def move_space(database: Database) -> None:
    """Apply the next step of the story."""
    Spaces(database).apply(step(STEPS_BEFORE + 1))


def replace_space(database: Database) -> None:
    """Take over a whole new state."""
    Spaces(database).apply(replace(step(9), reset=True))


def move_trees(database: Database) -> None:
    """Move both trees: nodes come, change and go."""
    trees_of(database).apply(
        TreeChange(
            base_put=[replace(BASE[0], version=7), file_node("new")], base_drop=[BASE[1].id, BASE[2].id],
            local_put=[local_of(BASE[0], inode=9), local_of(file_node("new"))], local_drop=[BASE[1].id],
        )
    )  # fmt: skip


def remove_pair(database: Database) -> None:
    """Remove the pair and with it its trees."""
    Pairs(database).remove(PAIR.id)


CHANGES = [move_space, replace_space, move_trees, remove_pair]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database with a story behind it."""
    path = tmp_path_factory.mktemp("before") / "p" / "state.db"
    database = Database.open(path)
    for seq in range(1, STEPS_BEFORE + 1):
        Spaces(database).apply(step(seq))
    Pairs(database).add(PAIR)
    trees_of(database).apply(TreeChange(base_put=BASE, local_put=[local_of(node) for node in BASE]))
    database.close()
    return path.read_bytes()


class Maker:
    """Makes the database anew, as before the change; ``last`` is the one made last."""

    def __init__(self, folder: Path, before: bytes) -> None:
        self._folder = folder
        self._before = before
        self._made: list[Database] = []

    @property
    def last(self) -> Database:
        """The database made last."""
        return self._made[-1]

    def __call__(self) -> Database:
        """Return a new one."""
        path = self._folder / str(len(self._made)) / "state.db"
        path.parent.mkdir(mode=0o700)
        path.write_bytes(self._before)
        self._made.append(Database.open(path))
        return self.last

    def close(self) -> None:
        """Close all that were made."""
        for database in self._made:
            database.close()


@pytest.fixture
def fresh(before: bytes, tmp_path: Path) -> Iterator[Maker]:
    """Makes the database anew, as before the change."""
    maker = Maker(tmp_path, before)
    yield maker
    maker.close()


def reopened(database: Database) -> Mapping[str, object]:
    """Close, open again and return everything; the file is whole."""
    database.close()
    again = Database.open(database.path)
    assert again.was_set_aside is None
    found = all_of(again)
    again.close()
    return found


class FailingConnection:
    """A connection whose n-th statement fails; each row of an executemany counts as one.

    stays_broken: all that follows fails too, ROLLBACK included, as on a disk that has gone away.
    """

    def __init__(self, real: sqlite3.Connection, fails_at: int, *, stays_broken: bool) -> None:
        self._real = real
        self._fails_at = fails_at
        self._stays_broken = stays_broken
        self.n_statements = 0

    @property
    def in_transaction(self) -> bool:
        """As the real one."""
        return self._real.in_transaction

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement, unless it is its turn to fail."""
        self.n_statements += 1
        late = self.n_statements > self._fails_at and self._stays_broken
        if self.n_statements == self._fails_at or late:
            error = sqlite3.OperationalError("injected")
            error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
            raise error
        return self._real.execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        for row in rows:
            self.execute(statement, row)

    def close(self) -> None:
        """Close the real one."""
        self._real.close()


@pytest.mark.parametrize("stays_broken", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("change", CHANGES)
def test_failing_statement_changes_nothing(
    fresh: Maker,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Database], None],
    stays_broken: bool,
) -> None:
    """For every i: if the i-th statement of a change fails, all is as before, now and after opening again."""
    untouched = all_of(fresh())
    fails_at = 0
    while True:
        fails_at += 1
        database = fresh()
        connection = FailingConnection(database._writer, fails_at, stays_broken=stays_broken)
        monkeypatch.setattr(database, "_writer", connection)
        try:
            change(database)
        except DiskFull:
            assert all_of(database) == untouched
            assert reopened(database) == untouched
        else:
            break
    assert fails_at == connection.n_statements + 1
    assert fails_at > 3
    assert reopened(database) != untouched


@pytest.mark.parametrize("change", CHANGES)
def test_interrupted_statement_changes_nothing(fresh: Maker, change: Callable[[Database], None]) -> None:
    """Cut off in the middle of its work, at many points from the first to the last, a change has done nothing."""
    untouched = all_of(fresh())

    def cut_at(turn: int) -> tuple[Database, int]:
        database, turns = fresh(), 0

        def count() -> int:
            nonlocal turns
            turns += 1
            return int(turns == turn)

        database._writer.set_progress_handler(count, 1)
        try:
            change(database)
        finally:
            database._writer.set_progress_handler(None, 0)
        return database, turns

    database, n_turns = cut_at(0)
    assert reopened(database) != untouched
    for turn in range(1, n_turns, max(1, n_turns // 25)):
        with pytest.raises(OurBug):
            cut_at(turn)
        assert all_of(fresh.last) == untouched
        assert reopened(fresh.last) == untouched


@pytest.mark.row(207)
def test_power_cut_leaves_an_earlier_moment(tmp_path: Path) -> None:
    """A log cut at any byte gives the state after one of the changes, pin and records together, the later the longer."""
    path = tmp_path / "whole" / "state.db"
    database, story = Database.open(path), MemorySpaceStore()
    moments = {0: everything(story)}
    for seq in range(1, 6):
        Spaces(database).apply(step(seq))
        story.apply(step(seq))
        moments[seq] = everything(story)
    main, log = path.read_bytes(), path.with_name("state.db-wal").read_bytes()
    database.close()
    found = []
    for number, cut in enumerate([*range(0, len(log), len(log) // 50 + 7), len(log)]):
        cut_path = tmp_path / str(number) / "state.db"
        cut_path.parent.mkdir(mode=0o700)
        cut_path.write_bytes(main)
        cut_path.with_name("state.db-wal").write_bytes(log[:cut] + b"\x5a" * (number % 3))
        again = Database.open(cut_path)
        assert again.was_set_aside is None
        pin = Spaces(again).load_head(space_id())
        found.append(pin.seq if pin else 0)
        assert everything(Spaces(again)) == moments[found[-1]]
        again.close()
    assert found == sorted(found)
    assert set(found) == set(range(6))


_CHILD = """
import sys
from megadesk.model.values import replace
from pathlib import Path
from fakes.space_store import file_node, node_id, space_id, step
from fakes.tree_store import local_of
from megadesk.store.database import Database
from megadesk.store.spaces import Spaces
from megadesk.store.trees import PairTrees
from megadesk.sync.ports import TreeChange

database = Database.open(Path(sys.argv[1]))
spaces, trees = Spaces(database), PairTrees(database, "0badcafe", node_id("root"))
pin = spaces.load_head(space_id())
seq = pin.seq if pin else 0
while True:
    seq += 1
    spaces.apply(step(seq, n_puts=60))
    nodes = [replace(file_node(number), version=seq) for number in range(60)]
    trees.apply(TreeChange(base_put=nodes, local_put=[local_of(node, inode=seq) for node in nodes]))
    print(seq, flush=True)
"""


def run_and_kill(path: Path, n_lines: int) -> int:
    """Let a process apply changes, kill it after so many, and return the last one it said was done."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", _CHILD, str(path)], stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        for _ in range(n_lines):
            assert child.stdout.readline(), "the process ended by itself"
        child.kill()
        rest = child.stdout.read().split(b"\n")[:-1]
    return int(rest[-1]) if rest else 0


@pytest.mark.row(203)
def test_killed_process_leaves_pin_records_and_trees_agreeing(tmp_path: Path) -> None:
    """Killed at any moment, again and again: nothing is damaged, what was said to be done is done, all of it."""
    path = tmp_path / "p" / "state.db"
    database = Database.open(path)
    Pairs(database).add(PAIR)
    database.close()
    story, told = MemorySpaceStore(), 0
    for n_lines in (1, 4, 2, 7):
        said = run_and_kill(path, n_lines)
        database = Database.open(path)
        assert database.was_set_aside is None
        pin = Spaces(database).load_head(space_id())
        assert pin is not None
        assert pin.seq >= max(said, told + n_lines)
        for seq in range(told + 1, pin.seq + 1):
            story.apply(step(seq, n_puts=60))
        told = pin.seq
        assert everything(Spaces(database)) == everything(story)
        trees = trees_of(database)
        base, local = trees.load_base(), trees.load_local()
        assert {node.version for node in base.values()} <= {pin.seq, pin.seq - 1}
        assert len({node.version for node in base.values()}) == 1
        assert len(base) == len(local) == 60
        assert dict(base) == {node: at.node for node, at in local.items()}
        database.close()
