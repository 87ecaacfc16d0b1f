"""Whose turn it is: fair shares without anybody asking for them."""

from __future__ import annotations

import math
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.transfers import MemorySources, digest_of
from megadesk.model.ids import PairId
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import UploadJob
from megadesk.transfers.order import (
    FAIR_TIER,
    FILE_COST,
    MEDIUM_BYTES,
    SLACK,
    Order,
    between,
    bottom,
    overtakes,
    rank_of,
    top,
)
from megadesk.transfers.queue import Rank, Transfer

HERE, THERE = PairId("00000001"), PairId("00000002")
_made = count()


def upload(pair: PairId = HERE, size_bytes: int = 10) -> Transfer:
    """Return an upload of so many bytes (as it says)."""
    job = MemorySources().job(f"{next(_made)}", b"0123456789")
    sized = UploadJob(
        pair=pair, node=job.node, path=job.path, fingerprint=job.fingerprint,
        digest=type(job.digest)(size_bytes, job.digest.file_hash, digest_of(b"").block_hashes),
    )  # fmt: skip
    return Transfer(sized.key, sized)


def entered(order: Order, *transfers: Transfer) -> list[Transfer]:
    """Let these wait."""
    for transfer in transfers:
        order.enter(transfer)
    return list(transfers)


def test_one_flow_is_first_come_first_served() -> None:
    """What a pair asks for comes in the order it asked."""
    order = Order()
    transfers = entered(order, *[upload() for _ in range(20)])
    assert list(order) == transfers
    assert order.take(5) == transfers[:5]
    assert next(iter(order)) is transfers[5]


def test_a_pair_that_comes_later_does_not_wait_for_all_of_another() -> None:
    """A file saved here while ten thousand wait there is next, and then they take turns."""
    order = Order()
    many = entered(order, *[upload(HERE) for _ in range(100)])
    assert order.take(10) == many[:10]
    few = entered(order, *[upload(THERE) for _ in range(3)])
    assert order.take(7) == [few[0], many[10], few[1], many[11], few[2], many[12], many[13]]


def test_work_counts_not_files() -> None:
    """Who has large files gets as much as who has small ones, no more."""
    order = Order()
    large = entered(order, *[upload(HERE, 16 * FILE_COST) for _ in range(10)])
    entered(order, *[upload(THERE, 0) for _ in range(100)])
    assert len([one for one in order.take(40) if one in large]) in {2, 3}


def test_a_large_file_has_a_flow_of_its_own() -> None:
    """What is short does not wait for the end of a disk image of the same pair."""
    order = Order()
    image, photo = entered(order, upload(HERE, 1 << 40), upload(HERE, MEDIUM_BYTES))
    assert rank_of(photo).tag == rank_of(image).tag
    another = upload(HERE, 1 << 40)
    order.enter(another)
    assert rank_of(another).tag > rank_of(photo).tag + MEDIUM_BYTES


def test_what_was_worked_on_moves_back() -> None:
    """Each block of a file that is open lets others come closer, until one overtakes it."""
    order = Order()
    (image,) = entered(order, upload(HERE, 1 << 40))
    order.take(1)
    for _ in range(100):
        order.worked(image, BLOCK_BYTES)
    (photo,) = entered(order, upload(THERE, BLOCK_BYTES))
    assert not overtakes(photo, image)
    for _ in range(1 + SLACK // BLOCK_BYTES):
        order.worked(image, BLOCK_BYTES)
    assert overtakes(photo, image)
    raised = upload(THERE)
    raised.rank = top(1)
    assert overtakes(raised, image)
    assert not overtakes(image, raised)


def test_one_that_leaves_keeps_its_place() -> None:
    """After a pause or a failure it is where it was; leaving twice is leaving once."""
    order = Order()
    first, second, third = entered(order, *[upload() for _ in range(3)])
    assert (order.leave(second), order.leave(second)) == (True, False)
    assert list(order) == [first, third]
    order.enter(second)
    assert list(order) == [first, second, third]


def test_top_and_bottom() -> None:
    """The later one put on top is first, the later one put at the bottom is last."""
    order = Order()
    ranks = [bottom(4), Rank(FAIR_TIER, 0.0, 0), top(2), top(3), bottom(1)]
    transfers = [upload() for _ in ranks]
    for transfer, rank in zip(transfers, ranks, strict=True):
        transfer.rank = rank
        order.enter(transfer)
    assert [transfers.index(one) for one in order] == [3, 2, 1, 4, 0]


def test_between() -> None:
    """Right behind one, before the next, in its tier; None where two tags leave no room."""
    one, two = Rank(FAIR_TIER, 1.0, 1), Rank(FAIR_TIER, 2.0, 2)
    assert between(one, two, 1) == [1.5]
    assert between(one, two, 3) == [1.25, 1.5, 1.75]
    assert between(one, one._replace(number=9), 1) is None
    assert between(one, two._replace(tag=math.nextafter(math.nextafter(1.0, 2.0), 2.0)), 2) is None
    for behind in (None, bottom(1)):
        assert between(two, behind, 1) == [2.5]


@given(st.lists(st.tuples(st.sampled_from("etlw"), st.integers(0, 3), st.integers(0, 1 << 30)), max_size=60))
def test_it_stays_sorted(actions: list[tuple[str, int, int]]) -> None:
    """Whatever comes, goes and is worked on, those that wait are in the order of their ranks, and none is lost."""
    order = Order()
    waiting: list[Transfer] = []
    away: list[Transfer] = []
    for action, which, size in actions:
        if action == "e":
            back = away.pop() if away and which % 2 else upload(PairId(f"{which:08}"), size)
            order.enter(back)
            waiting.append(back)
        elif action == "t":
            taken = order.take(which)
            away += taken
            waiting = [one for one in waiting if one not in taken]
        elif action == "l" and waiting:
            one = waiting.pop(which % len(waiting))
            assert order.leave(one)
            away.append(one)
        elif action == "w" and away:
            order.worked(away[-1], size)
        assert list(order) == sorted(waiting, key=rank_of)
        assert len(order) == len(waiting)


@pytest.mark.parametrize("pairs", [2, 5])
def test_shares_are_equal(pairs: int) -> None:
    """Of pairs that all have much to do, none gets more than one file more than another."""
    order = Order()
    for pair in range(pairs):
        entered(order, *[upload(PairId(f"{pair:08}")) for _ in range(50)])
    taken = [one.key.pair for one in order.take(20 * pairs)]
    assert {taken.count(pair) for pair in taken} <= {19, 20, 21}


def test_what_was_taken_back_is_not_held_against_a_pair() -> None:
    """A pair that is paused and goes on, three times, is behind nobody who had less of the line than it."""
    order = Order()
    there = entered(order, *[upload(THERE, MEDIUM_BYTES) for _ in range(10)])
    for _ in range(3):
        for transfer in entered(order, *[upload(HERE, MEDIUM_BYTES) for _ in range(10)]):
            order.leave(transfer)
        order.took_back()
    here = entered(order, *[upload(HERE, MEDIUM_BYTES) for _ in range(10)])
    assert order.take(4) == [there[0], here[0], there[1], here[1]]
