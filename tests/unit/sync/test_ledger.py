"""What a pair remembers, and when it writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from fakes.trees import ROOT_ID
from megadesk.model.errors import DiskFull
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.relpath import RelPath
from megadesk.model.tree import Kind, Node
from megadesk.sync.guard import Loser, Losses
from megadesk.sync.ledger import IN_STEP_EVERY_MS, Ledger
from megadesk.sync.memory import Memo, MemoKind, VolatileMemory
from megadesk.sync.recent import MEANT_MS

NODE, OTHER = NodeId(b"n" * 16), NodeId(b"o" * 16)
HELD = Problem(code="unreadable", path=RelPath("a"))
BUSY = Problem(code="file_busy", path=RelPath("b"), node=NODE)
DAY_MS = IN_STEP_EVERY_MS


class Counted(VolatileMemory):
    """A memory that counts what is written, and may be out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = 0
        self.is_full = False

    def load(self) -> Mapping[Memo, int]:
        """Return all of it."""
        if self.is_full:
            raise DiskFull
        return super().load()

    def apply(self, put: Mapping[Memo, int], drop: Collection[Memo]) -> None:
        """Keep it, if there is room."""
        if self.is_full:
            raise DiskFull
        self.writes += 1
        super().apply(put, drop)


def since(ledger: Ledger, *problems: Problem, at: int, forgets: bool = False) -> list[int]:
    """Return when each was first seen."""
    return [problem.since_ms for problem in ledger.stamped(problems, at, forgets=forgets)]


def test_since_is_kept_over_restarts() -> None:
    """The time a reason was first seen stays while it lasts, also for a new process that has not looked yet."""
    memory = Counted()
    ledger = Ledger(memory)
    assert since(ledger, HELD, at=5) == [5]
    assert since(ledger, HELD, at=9) == [5]
    again = Ledger(memory)
    assert since(again, at=10) == []
    assert since(again, HELD, at=11, forgets=True) == [5]
    assert memory.writes == 1


def test_what_is_over_begins_anew() -> None:
    """A reason that was gone while all else was well has a new time when it comes back."""
    ledger = Ledger(VolatileMemory())
    since(ledger, HELD, at=5)
    since(ledger, at=6, forgets=True)
    assert since(ledger, HELD, at=7) == [7]


def test_what_passes_is_not_written() -> None:
    """A file in use for a moment costs no write, neither coming nor going."""
    memory = Counted()
    ledger = Ledger(memory)
    assert since(ledger, BUSY, at=5) == [5]
    assert since(ledger, BUSY, at=8) == [5]
    since(ledger, at=9, forgets=True)
    assert since(ledger, BUSY, at=10) == [10]
    assert memory.writes == 0


def test_settled_conflicts_are_remembered() -> None:
    """Who keeps both is not asked again, also after a restart."""
    memory = VolatileMemory()
    Ledger(memory).settle([NODE], 1)
    assert Ledger(memory).settled == {NODE}


def test_approvals_last_until_no_plan_needs_them() -> None:
    """An approval survives a restart, and ends when its removal is done or no longer wanted."""
    memory = VolatileMemory()
    one, two = (Node(key, ROOT_ID, Kind.FILE, "x") for key in (NODE, OTHER))
    Ledger(memory).approve(Losses(here=(one,), there=(two,)), 1)
    ledger = Ledger(memory)
    assert ledger.approved == {(Loser.LOCAL, NODE), (Loser.REMOTE, OTHER)}
    ledger.keep_approvals(Losses(there=(two,)))
    assert Ledger(memory).approved == {(Loser.REMOTE, OTHER)}


def test_endings_that_are_meant_are_remembered_for_a_month() -> None:
    """Who converts a library is asked once for all of it; a change without a new ending has none to remember."""
    memory, start = VolatileMemory(), 1_700_000_000_000
    Ledger(memory).mean(".flac", start)
    Ledger(memory).mean("", start)
    assert Ledger(memory).endings(start + MEANT_MS - 1) == {".flac"}
    assert Ledger(memory).endings(start + MEANT_MS) == frozenset()


def test_being_in_step_is_written_once_a_day() -> None:
    """An idle pair does not write, and knows all the same how long ago it was in step."""
    memory = Counted()
    ledger = Ledger(memory)
    assert ledger.away_ms(5) is None
    start = 1_700_000_000_000
    for hour in range(48):
        ledger.note_in_step(start + hour * 3_600_000)
    assert memory.writes == 2
    assert ledger.away_ms(start + 48 * 3_600_000) == 3_600_000
    assert Ledger(memory).away_ms(start + 3 * DAY_MS) == 2 * DAY_MS


def test_a_clock_that_was_set_back_is_believed() -> None:
    """A time in the future does not hold for years."""
    memory = VolatileMemory()
    ledger = Ledger(memory)
    ledger.note_in_step(900 * DAY_MS)
    ledger.note_in_step(100 * DAY_MS)
    assert memory.load()[Memo(MemoKind.IN_STEP)] == 100 * DAY_MS


def test_a_memory_out_of_order_stops_nothing() -> None:
    """What cannot be read or written is known for as long as the process runs."""
    memory = Counted()
    memory.is_full = True
    ledger = Ledger(memory)
    assert since(ledger, HELD, at=5) == [5]
    assert since(ledger, HELD, at=6) == [5]
    ledger.settle([NODE], 1)
    assert ledger.settled == {NODE}


def test_an_approval_that_cannot_be_kept_is_none() -> None:
    """What lets files go has to survive a crash: else it was not said."""
    memory, lost = Counted(), Losses(here=(Node(NODE, ROOT_ID, Kind.FILE, "x"),))
    memory.is_full = True
    ledger = Ledger(memory)
    with pytest.raises(DiskFull):
        ledger.approve(lost, 1)
    assert ledger.approved == frozenset()
    memory.is_full = False
    ledger.approve(lost, 1)
    assert Ledger(memory).approved == lost.all()
