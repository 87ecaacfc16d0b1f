"""What waits, and in which order it is taken."""

from __future__ import annotations

import pytest

from fakes.transfers import MemorySources, digest_of, download_job
from megadesk.crypto.content import make_manifest
from megadesk.model.ids import TransferId
from megadesk.model.manifest import BLOCK_BYTES, Manifest
from megadesk.model.transfer import Direction, TransferState
from megadesk.transfers.blocks import SMALL_FILE_BYTES
from megadesk.transfers.queue import Lane, Retries, Transfer

EMPTY: Manifest = make_manifest([])


def upload(name: str, size_bytes: int = 10) -> Transfer:
    """Return an upload that waits."""
    job = MemorySources().job(name, bytes(size_bytes))
    return Transfer(TransferId(name), job.key, job)


def download(name: str) -> Transfer:
    """Return a download that waits."""
    job = download_job(name, EMPTY)
    return Transfer(TransferId(name), job.key, job)


def test_first_come_first_served() -> None:
    """Batches are taken from the front."""
    lane = Lane()
    transfers = [upload(f"{number}", SMALL_FILE_BYTES) for number in range(10)]
    for transfer in transfers:
        lane.add(transfer)
    assert lane.take_batch(Direction.UPLOAD) == transfers[:7]
    assert lane.take(Direction.UPLOAD) is transfers[7]
    assert lane.take_batch(Direction.UPLOAD) == transfers[8:]
    assert lane.take_batch(Direction.UPLOAD) == []
    assert lane.take(Direction.UPLOAD) is None


def test_directions_take_turns() -> None:
    """Each time the other one is asked first."""
    lane = Lane()
    assert [next(lane.turns()) for _ in range(3)] == [Direction.UPLOAD, Direction.DOWNLOAD, Direction.UPLOAD]
    assert list(lane.turns()) == [Direction.DOWNLOAD, Direction.UPLOAD]


def test_directions_wait_apart() -> None:
    """Taking a download leaves uploads alone."""
    lane = Lane()
    up, down = upload("u"), download("d")
    lane.add(up)
    lane.add(down)
    assert lane.take(Direction.DOWNLOAD) is down
    assert lane.take(Direction.UPLOAD) is up


def test_one_that_had_its_turn_comes_first() -> None:
    """Put in front, it is next; dropped, it is gone."""
    lane = Lane()
    first, second, third = upload("1"), upload("2"), upload("3")
    lane.add(first)
    lane.add(second)
    lane.add_first(third)
    lane.drop(first)
    lane.drop(first)
    assert lane.take_batch(Direction.UPLOAD) == [third, second]


def test_retries_come_when_due() -> None:
    """Earliest first, and only those still waiting for it."""
    retries = Retries()
    one, two, gone, later = upload("1"), upload("2"), upload("g"), upload("l")
    for transfer, due_s in ((two, 5.0), (one, 4.0), (gone, 3.0), (later, 9.0)):
        transfer.state = TransferState.RETRYING
        retries.add(transfer, due_s)
    gone.state = TransferState.CANCELLED
    assert retries.next_s() == 3.0
    assert list(retries.due(6.0)) == [one, two]
    assert retries.next_s() == 9.0
    assert retries.clear() == [later]
    assert retries.next_s() is None


@pytest.mark.parametrize(
    ("size_bytes", "is_small"),
    [(0, True), (SMALL_FILE_BYTES, True), (SMALL_FILE_BYTES + 1, False), (BLOCK_BYTES, False)],
)
def test_which_files_are_small(size_bytes: int, is_small: bool) -> None:
    """Up to a mebibyte; all of them have at most one block."""
    assert upload("x", size_bytes).is_small is is_small
    assert not is_small or len(digest_of(bytes(size_bytes)).block_hashes) <= 1


def test_what_is_left_of_a_transfer() -> None:
    """Its size less what is done; nothing once it ended."""
    transfer = upload("x", 100)
    transfer.bytes_done = 30
    assert transfer.bytes_left == 70
    transfer.state = TransferState.FAILED
    assert transfer.bytes_left == 0
