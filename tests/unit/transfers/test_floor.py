"""What waits, who may begin, and what is taken next."""

from __future__ import annotations

import pytest

from fakes.transfers import MemorySources, content_of
from megadesk.model.errors import RateLimited, ServerUnavailable
from megadesk.model.transfer import BOTH_WAYS, Direction, Rest, TransferState, Wish
from megadesk.transfers.blocks import SMALL_FILE_BYTES
from megadesk.transfers.floor import BATCH_MIN_BYTES, Floor
from megadesk.transfers.order import top
from megadesk.transfers.queue import Transfer
from megadesk.transfers.register import Register
from megadesk.transfers.tally import Tally

UP = Direction.UPLOAD


class Hall:
    """A floor with what stands around it."""

    def __init__(self) -> None:
        self.register, self.tally = Register(), Tally()
        self.floor = Floor(lambda: 0.0, self.register, self.tally)
        self.floor.width.now = 2

    def upload(self, name: str, size_bytes: int = 10) -> Transfer:
        """Let an upload wait."""
        job = MemorySources().job(name, content_of(size_bytes, name))
        transfer = Transfer(job.key, job)
        self.register.add(transfer)
        self.tally.added(transfer)
        self.floor.wait(transfer)
        return transfer

    def small(self, now_s: float = 0.0) -> list[Transfer]:
        """Take a batch."""
        task = self.floor.take_small(now_s)
        return list(task.transfers) if task else []


@pytest.fixture
def hall() -> Hall:
    """An empty one."""
    return Hall()


def test_what_a_person_lets_rest_does_not_wait(hall: Hall) -> None:
    """It has its place, and is not taken."""
    first, second = hall.upload("a"), hall.upload("b")
    assert hall.floor.leave(first)
    first.wish = Wish(paused=True)
    hall.floor.wait(first)
    assert first.state is TransferState.PAUSED
    assert first.rank is not None
    assert hall.small() == [second]
    assert not hall.floor.leave(first)


def test_a_direction_rests_while_anybody_wants_that(hall: Hall) -> None:
    """A person and the schedule, each for itself."""
    one = hall.upload("a")
    hall.floor.rest(BOTH_WAYS, Rest.PERSON)
    hall.floor.rest([UP], Rest.SCHEDULE)
    assert set(hall.floor.resting) == BOTH_WAYS
    assert hall.floor.wake_s(0.0) is None
    hall.floor.go_on(BOTH_WAYS, Rest.PERSON)
    assert hall.small() == []
    assert set(hall.floor.rests(UP)) == {Rest.SCHEDULE}
    hall.floor.go_on([UP], Rest.SCHEDULE)
    assert hall.small() == [one]


def test_after_a_refusal_all_wait_and_one_can_be_hurried(hall: Hall) -> None:
    """Each moment is told, and a person need not wait for it."""
    one = hall.upload("a")
    assert hall.small() == [one]
    hall.floor.refused(ServerUnavailable(), 0.0)
    hall.floor.wait_until(one, 50.0)
    assert hall.floor.wake_s(0.0) == 1.0
    assert hall.small(2.0) == []
    assert hall.floor.wake_s(2.0) == 50.0
    hall.floor.hurry_one(one)
    hall.floor.hurry_one(one)
    assert hall.small(2.0) == [one]


def test_a_server_that_asks_for_patience_gets_fewer_requests(hall: Hall) -> None:
    """Half as many, each time."""
    hall.floor.refused(RateLimited(retry_after_s=9), 0.0)
    assert (hall.floor.width.now, hall.floor.gate.until_s) == (1, 9.0)


def test_a_batch_is_as_large_as_the_last_one_was_quick(hall: Hall) -> None:
    """What moved long ago was no slower for that; what was tiny says nothing."""
    for number in range(200):
        hall.upload(f"{number:03}", 100_000)
    hall.floor.took(UP, 100, 5.0)
    assert len(hall.small()) > 50
    hall.floor.took(UP, 1_000_000, 2.0)
    assert len(hall.small(3600.0)) == 4
    hall.floor.took(UP, BATCH_MIN_BYTES, 60.0)
    assert len(hall.small()) == 1


def test_another_place_counts_at_once(hall: Hall) -> None:
    """Also if others are moved to make room for it."""
    first, second = hall.upload("a"), hall.upload("b")

    def rank() -> None:
        second.rank = top(1)

    hall.floor.place_at([second], rank)
    assert hall.small() == [second, first]


def test_stop_is_for_good(hall: Hall) -> None:
    """Nothing begins after it."""
    hall.upload("a")
    hall.upload("b", SMALL_FILE_BYTES + 1)
    hall.floor.stop()
    assert hall.small() == []
    assert hall.floor.take_big(0.0) is None
    assert hall.floor.wake_s(0.0) is None


def test_only_what_rested_goes_on(hall: Hall) -> None:
    """A server that asks for patience is not bothered because somebody set a limit, or an hour is over."""
    hall.floor.refused(RateLimited(retry_after_s=60), 0.0)
    hall.upload("a")
    hall.floor.rest([Direction.DOWNLOAD], Rest.SCHEDULE)
    hall.floor.go_on([Direction.UPLOAD], Rest.PERSON)
    hall.floor.go_on(BOTH_WAYS, Rest.PERSON)
    assert hall.small(1.0) == []
    hall.floor.go_on(BOTH_WAYS, Rest.SCHEDULE)
    assert len(hall.small(1.0)) == 1


@pytest.mark.parametrize(("limit", "most"), [(None, 2), (500 << 10, 2), (24 << 10, 2), (20 << 10, 1), (1, 1)])
def test_under_a_low_limit_fewer_blocks_share_the_line(hall: Hall, limit: int | None, most: int) -> None:
    """Each has to arrive before the server gives up on it; the other way nothing changes."""
    hall.floor.limit = lambda way: limit if way is UP else None
    for name in "abc":
        hall.upload(name, SMALL_FILE_BYTES + 1)
    tasks = [hall.floor.take_big(0.0) for _ in range(3)]
    assert sum(task is not None for task in tasks) == most
