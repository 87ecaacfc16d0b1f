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


def test_an_hour_with_nothing_to_do_is_no_slow_hour() -> None:
    """A small file was saved now and then; of a large one that follows the time left is as fast as it goes."""
    tally = Tally()
    for minute in range(5):
        note = transfer(1000)
        tally.added(note)
        tally.moved(note, TransferState.ACTIVE)
        tally.travelled(note, 1000, minute * 60.0)
        tally.moved(note, TransferState.COMPLETED)
    one = transfer(10_000_000)
    tally.added(one)
    tally.moved(one, TransferState.ACTIVE)
    for tick in range(20):
        tally.travelled(one, 100_000, 270 + tick / 10)
    left = tally.figures(272.0).seconds_left
    assert left is not None
    assert 8 <= left <= 12


def test_what_is_paused_takes_no_time() -> None:
    """How long it will take is told of what moves; how much is left, of all."""
    tally = Tally()
    one, other = transfer(1_000_000), transfer(9_000_000)
    for each in (one, other):
        tally.added(each)
    tally.moved(one, TransferState.ACTIVE)
    tally.moved(other, TransferState.PAUSED)
    for tick in range(1, 101):
        tally.flowed(Direction.UPLOAD, 10_000, tick / 10)
    figures = tally.figures(10.0)
    assert figures.bytes_left == 10_000_000
    assert figures.seconds_left is not None
    assert 9 <= figures.seconds_left <= 11
    tally.moved(other, TransferState.QUEUED)
    later = tally.figures(10.0).seconds_left
    assert later is not None
    assert later > 80
    same = tally.figures(10.0, [Direction.UPLOAD]).seconds_left
    assert same == figures.seconds_left


def test_while_nothing_gets_through_nobody_knows_how_long() -> None:
    """What waits for another try, or for the server, has no time left."""
    tally = Tally()
    one, other = transfer(1_000_000), transfer(1_000_000)
    for each in (one, other):
        tally.added(each)
    tally.flowed(Direction.UPLOAD, 100_000, 1.0)
    assert tally.figures(1.0).seconds_left is not None
    assert tally.figures(1.0, is_held_up=True).seconds_left is None
    tally.moved(one, TransferState.RETRYING)
    tally.moved(other, TransferState.RETRYING)
    assert tally.figures(1.0).seconds_left is None
