"""Sums over all transfers."""

from __future__ import annotations

from fakes.transfers import PAIR, MemorySources, content_of
from megadesk.model.ids import PairId
from megadesk.model.transfer import Direction, TransferState
from megadesk.transfers.queue import Transfer
from megadesk.transfers.tally import Tally


def transfer(size_bytes: int) -> Transfer:
    """Return a transfer that waits."""
    job = MemorySources().job("f", content_of(size_bytes))
    return Transfer(job.key, job)


def test_nothing_comes_to_nothing() -> None:
    """An idle engine shows zeros and no forecast."""
    figures = Tally().figures(5.0)
    assert (figures.active, figures.queued, figures.failed, figures.up_bps, figures.bytes_left) == (0, 0, 0, 0, 0)
    assert figures.seconds_left is None


def test_what_is_wanted_later_is_left_too() -> None:
    """How much is left, and how long it takes, is told of all a pair has to move, asked for already or not."""
    tally = Tally()
    tally.later(PAIR, 500)
    tally.later(PairId("other"), 7)
    assert tally.figures(0.0).bytes_left == 507
    tally.later(PAIR, 0)
    assert tally.figures(0.0).bytes_left == 7


def test_a_transfer_is_counted_where_it_stands() -> None:
    """Each state once; what waits for a retry counts as queued; what ended leaves nothing."""
    tally = Tally()
    one = transfer(1000)
    tally.added(one)
    assert tally.figures(0.0).queued == 1
    tally.moved(one, TransferState.ACTIVE)
    tally.progressed(one, 400)
    figures = tally.figures(0.0)
    assert (figures.active, figures.queued, figures.bytes_left) == (1, 0, 600)
    tally.moved(one, TransferState.RETRYING)
    assert (tally.figures(0.0).queued, tally.unfinished) == (1, 1)
    tally.moved(one, TransferState.FAILED)
    figures = tally.figures(0.0)
    assert (figures.bytes_left, tally.unfinished) == (0, 0)


def test_progress_may_go_back() -> None:
    """A file that starts anew is all left again."""
    tally = Tally()
    one = transfer(1000)
    tally.added(one)
    tally.progressed(one, 900)
    tally.progressed(one, 0)
    assert tally.figures(0.0).bytes_left == 1000


def test_traffic_makes_speed_and_forecast() -> None:
    """Ten megabytes left at a megabyte a second: about ten seconds."""
    tally = Tally()
    one = transfer(10_000_000)
    tally.added(one)
    for tick in range(1, 101):
        tally.travelled(one, 100_000, tick / 10)
    figures = tally.figures(10.0)
    assert 900_000 < figures.up_bps < 1_100_000
    assert figures.down_bps == 0
    assert figures.seconds_left is not None
    assert 9 <= figures.seconds_left <= 11
    assert one.meter is not None
    assert one.meter.bps(10.0) > 900_000
    tally.moved(one, TransferState.PAUSED)
    assert tally.figures(10.0).seconds_left is None  # it would grow for ever


def test_what_rests_counts_as_paused() -> None:
    """One that a person paused, and all that wait in a direction that rests."""
    tally = Tally()
    one, two = transfer(10), transfer(10)
    tally.added(one)
    tally.added(two)
    tally.moved(two, TransferState.PAUSED)
    assert (tally.figures(0.0).queued, tally.figures(0.0).paused, tally.unfinished) == (1, 1, 2)
    figures = tally.figures(0.0, [Direction.UPLOAD])
    assert (figures.queued, figures.paused) == (0, 2)
    assert tally.figures(0.0, [Direction.DOWNLOAD]).queued == 1
