"""Bars over time, from what the engine counted."""

from __future__ import annotations

from fakes import past
from megadesk.ipc.messages import BackupRun
from megadesk.ui.text import plainly
from megadesk.ui.viewmodels.timeline import (
    Stretch,
    after,
    bar_words,
    before,
    devices_words,
    gathered,
    merged,
    run_marks,
    stretches,
)

HOUR = 3_600_000


def stretch(hour: int, changes: int, seq: int) -> Stretch:
    """Return what was counted in an hour."""
    return Stretch(
        start_ms=hour * HOUR,
        first_seq=seq,
        last_seq=seq + 1,
        commits=2,
        changes=changes,
        devices=(("Laptop", changes),),
    )


def test_hours_are_put_together_into_bars() -> None:
    """A span in which nothing was changed has none; what lies outside is left out."""
    counted = [stretch(0, 3, 1), stretch(1, 4, 3), stretch(5, 1, 9), stretch(30, 1, 20)]
    bars = gathered(counted, [0, 2 * HOUR, 4 * HOUR, 6 * HOUR])
    assert [(bar.changes, bar.first_seq, bar.last_seq) for bar in bars] == [(7, 1, 4), (1, 9, 10)]
    assert gathered(counted, [0]) == []


def test_what_is_far_more_than_usual_stands_out() -> None:
    """Not what is merely the largest of a quiet time."""
    edges = [hour * HOUR for hour in range(12)]
    quiet = [stretch(hour, 10 + hour, hour * 2) for hour in range(10)]
    assert not any(bar.is_mass for bar in gathered(quiet, edges))
    loud = gathered([*quiet, stretch(10, 2000, 40)], edges)
    assert [bar.changes for bar in loud if bar.is_mass] == [2000]
    assert "far more than usual" in plainly(bar_words(loud[-1]))


def test_steps_lead_from_one_bar_to_the_next() -> None:
    """Back to the end of the one before; on to the next that holds something later."""
    bars = gathered([stretch(0, 1, 1), stretch(1, 1, 5), stretch(2, 1, 9)], [0, HOUR, 2 * HOUR, 3 * HOUR])
    one, two, three = bars
    assert before(bars, 10) is two
    assert before(bars, 6) is one
    assert before(bars, 2) is None
    assert after(bars, 2) is two
    assert after(bars, 9) is three
    assert after(bars, 10) is None


def test_what_is_counted_by_the_minute_takes_the_place_of_its_hours() -> None:
    """And of no others."""
    coarse = [stretch(0, 1, 1), stretch(1, 9, 3), stretch(2, 1, 9)]
    fine = [Stretch(start_ms=HOUR + 60_000, first_seq=3, last_seq=4, commits=2, changes=9, devices=())]
    assert merged(coarse, fine, HOUR, 2 * HOUR) == [coarse[0], *fine, coarse[2]]


def test_devices_are_named_up_to_two() -> None:
    """More are counted."""
    assert plainly(devices_words(["A"])) == "by A"
    assert plainly(devices_words(["A", "B"])) == "by A and B"
    assert plainly(devices_words(["A", "B", "C"])) == "by A and 2 others"


def test_what_the_engine_said_comes_in_order() -> None:
    """Of each hour the device that changed most comes first."""
    found = stretches(past.timeline())
    assert found[0].start_ms == past.OLDEST_MS
    assert [one.first_seq for one in found] == sorted(one.first_seq for one in found)


def test_runs_of_a_backup_are_marks() -> None:
    """The oldest first, at the moment that brings them back."""
    runs = [
        BackupRun(run=2, seq=40, started="", finished="2026-11-02T00:00:00Z", files=1, bytes=1, device="L"),
        BackupRun(run=1, seq=20, started="", finished="2026-11-01T00:00:00Z", files=9, bytes=1, device="L"),
    ]
    assert [mark.seq for mark in run_marks(runs)] == [20, 40]
    assert plainly(run_marks(runs)[0].words).startswith("Backup run 1")
