"""What a pair's memory must do: run on the database and on the one that lasts as long as the process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.space_store import node_id, space_id
from megadesk.model.errors import NotFound
from megadesk.model.ids import FileHash, PairId
from megadesk.model.pair import SyncPair
from megadesk.model.relpath import RelPath
from megadesk.store.database import Database
from megadesk.store.memories import PairMemories
from megadesk.store.pairs import Pairs
from megadesk.sync.drip import Trace
from megadesk.sync.memory import Memo, MemoKind, PairMemory, VolatileMemory

PAIR, OTHER = PairId("0badcafe"), PairId("0ddba11")
SINCE = Memo(MemoKind.SINCE, "unreadable", b"a/\xed\xb2\x80")
SETTLED = Memo(MemoKind.SETTLED, "", node_id("copy"))
IN_STEP = Memo(MemoKind.IN_STEP)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with two pairs."""
    made = Database.open(tmp_path / "profile" / "state.db")
    for pair in (PAIR, OTHER):
        Pairs(made).add(
            SyncPair(id=pair, name=pair, local=f"/home/me/{pair}", space=space_id(), root=node_id(pair), marker="w")
        )
    yield made
    made.close()


@pytest.fixture(params=["database", "volatile"])
def memory(request: pytest.FixtureRequest, database: Database) -> PairMemory:
    """The memory under test, empty."""
    return PairMemories(database, PAIR) if request.param == "database" else VolatileMemory()


class TestPairMemory:
    """The suite, run on both."""

    def test_begins_empty(self, memory: PairMemory) -> None:
        """A new pair remembers nothing."""
        assert memory.load() == {}

    def test_keeps_what_was_put(self, memory: PairMemory) -> None:
        """Any kind, any bytes, the newest time."""
        memory.apply({SINCE: 1, SETTLED: 2, IN_STEP: 3}, ())
        memory.apply({IN_STEP: 4}, ())
        assert memory.load() == {SINCE: 1, SETTLED: 2, IN_STEP: 4}

    def test_drops_go_before_puts(self, memory: PairMemory) -> None:
        """What is dropped is gone, one that is not there is fine, and one that is put as well is kept."""
        memory.apply({SINCE: 1, SETTLED: 2}, ())
        memory.apply({SINCE: 5}, [SINCE, SETTLED, IN_STEP])
        assert memory.load() == {SINCE: 5}

    def test_traces_are_kept_by_their_paths(self, memory: PairMemory) -> None:
        """The oldest first, the newest of each path, with any name; what is dropped is gone, what is put as well stays."""
        assert list(memory.traces()) == []
        memory.apply_traces([trace("a", 3), trace("b/\udc80", 2), trace("c", 1)], ())
        memory.apply_traces(
            [trace("a", 4, meant=True), trace("c", 5)], [RelPath("b/\udc80"), RelPath("c"), RelPath("no")]
        )
        assert list(memory.traces()) == [trace("a", 4, meant=True), trace("c", 5)]
        assert memory.load() == {}


def trace(path: str, at_ms: int, *, meant: bool = False) -> Trace:
    """Return the trace of a file."""
    return Trace(RelPath(path), node_id(path), node_id("d"), FileHash(b"c" * 32), at_ms, meant)


def test_pairs_do_not_share_their_memory(database: Database) -> None:
    """Each has its own, and it goes with the pair."""
    one, other = PairMemories(database, PAIR), PairMemories(database, OTHER)
    one.apply({SINCE: 1}, ())
    other.apply({SINCE: 2}, ())
    one.apply_traces([trace("a", 1)], ())
    other.apply_traces([trace("a", 2)], ())
    Pairs(database).remove(PAIR)
    assert one.load() == {}
    assert other.load() == {SINCE: 2}
    assert list(one.traces()) == []
    assert list(other.traces()) == [trace("a", 2)]
    with pytest.raises(NotFound):
        one.apply({SINCE: 1}, ())
    with pytest.raises(NotFound):
        one.apply_traces([trace("a", 1)], ())
