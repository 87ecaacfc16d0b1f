"""The files of one pair whose bytes went lately: kept for a day, over restarts, with few writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from fakes.trees import content, node_id
from megadesk.model.errors import DiskFull
from megadesk.model.relpath import RelPath
from megadesk.sync.drip import WINDOW_MS, Trace
from megadesk.sync.memory import VolatileMemory
from megadesk.sync.recent import MEANT_MS, WRITTEN_AT_ONCE, Recent

START_MS = 1_700_000_000_000


class Counted(VolatileMemory):
    """A memory that counts what is written, and may be out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.writes = 0
        self.is_full = False

    def traces(self) -> Sequence[Trace]:
        """Return them."""
        if self.is_full:
            raise DiskFull
        return super().traces()

    def apply_traces(self, put: Collection[Trace], drop: Collection[RelPath]) -> None:
        """Keep them, if there is room."""
        if self.is_full:
            raise DiskFull
        self.writes += 1
        super().apply_traces(put, drop)


def trace(at: int, after_ms: int = 0, *, meant: bool = False, node: str = "") -> Trace:
    """Return the trace of a file."""
    key = node_id(node or f"n{at}")
    return Trace(RelPath(f"d/{at}"), key, node_id("d"), content(f"x{at}"), START_MS + after_ms, meant=meant)


def paths(recent: Recent, after_ms: int = 0) -> list[str]:
    """Return what is known at a time."""
    return [found.path for found in recent.traces(START_MS + after_ms)]


def test_a_trace_lasts_a_day() -> None:
    """From when the bytes went; also what would have happened tomorrow is over, if the clock was set back."""
    recent = Recent(VolatileMemory())
    recent.note([trace(1), trace(2, 10)])
    assert paths(recent, WINDOW_MS - 1) == ["d/1", "d/2"]
    assert paths(recent, WINDOW_MS) == ["d/2"]
    assert recent.is_new(trace(1))
    recent.note([trace(3, 3 * WINDOW_MS // 2)])
    assert paths(recent, WINDOW_MS + 10) == ["d/3"]
    early = Recent(VolatileMemory())
    early.note([trace(3, 5 * WINDOW_MS)])
    assert paths(early) == []


def test_a_file_counts_once() -> None:
    """Saved again, or saved again under another name: what it held first is what it lost."""
    recent = Recent(VolatileMemory())
    recent.note([trace(1)])
    recent.note([trace(1, 50), trace(2, 60, node="n1")])
    assert list(recent.traces(START_MS + 100)) == [trace(1)]
    assert not recent.is_new(trace(2, node="n1"))


def test_few_are_not_written_and_many_are_kept_over_a_restart() -> None:
    """Who saves a file now and then causes no write; a drip is remembered, but for fewer than are asked about."""
    memory = Counted()
    recent = Recent(memory)
    for at in range(WRITTEN_AT_ONCE - 1):
        recent.note([trace(at, at)])
    assert memory.writes == 0
    for at in range(WRITTEN_AT_ONCE - 1, 2 * WRITTEN_AT_ONCE):
        recent.note([trace(at, at)])
    assert memory.writes == 2
    assert paths(Recent(memory), 1000) == [f"d/{at}" for at in range(2 * WRITTEN_AT_ONCE)]
    recent.note([trace(99, 99)])
    recent.write()
    recent.write()
    assert memory.writes == 3
    assert paths(Recent(memory), 1000)[-1] == "d/99"


def test_what_is_over_is_dropped_from_the_store() -> None:
    """With the next write, and a file may leave a new trace then."""
    memory = Counted()
    recent = Recent(memory)
    recent.note([trace(1), trace(2)])
    recent.write()
    recent.forget([trace(1)])
    recent.write()
    assert paths(Recent(memory)) == ["d/2"]
    recent.note([trace(1, 70)])
    recent.write()
    assert paths(Recent(memory), 100) == ["d/2", "d/1"]


def test_what_is_meant_is_not_counted_for_a_month() -> None:
    """Not the same file, nor another of its name, which a build makes; each time begins the month anew."""
    memory = Counted()
    recent = Recent(memory)
    recent.note([trace(1), trace(2)])
    recent.let_go()
    assert paths(recent) == []
    recent.note([trace(3, meant=True), trace(1, MEANT_MS // 2, node="made again")])
    recent.write()
    for again in (recent, Recent(memory)):
        assert paths(again, MEANT_MS // 2) == []
        assert not any(again.is_new(one) for one in (trace(1), trace(2), trace(3)))
    later = Recent(memory)
    assert paths(later, MEANT_MS) == []
    assert [later.is_new(trace(at, MEANT_MS)) for at in (1, 2, 3)] == [False, True, True]
    later.write()
    assert [found.path for found in memory.traces()] == ["d/1"]


def test_a_memory_out_of_order_stops_nothing() -> None:
    """What cannot be read or written is known as long as the process runs; what was not kept is no answer."""
    memory = Counted()
    memory.is_full = True
    recent = Recent(memory)
    recent.note([trace(at) for at in range(WRITTEN_AT_ONCE)])
    assert len(recent.traces(START_MS)) == WRITTEN_AT_ONCE
    with pytest.raises(DiskFull):
        recent.let_go()
    assert len(recent.traces(START_MS)) == WRITTEN_AT_ONCE
    memory.is_full = False
    recent.write()
    assert len(Recent(memory).traces(START_MS)) == WRITTEN_AT_ONCE
