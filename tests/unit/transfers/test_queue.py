"""A transfer, and those that wait for a moment."""

from __future__ import annotations

import pytest

from fakes.transfers import MemorySources, digest_of
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import TransferState
from megadesk.transfers.blocks import SMALL_FILE_BYTES
from megadesk.transfers.queue import Retries, Transfer


def upload(name: str, size_bytes: int = 10) -> Transfer:
    """Return an upload that waits."""
    job = MemorySources().job(name, bytes(size_bytes))
    return Transfer(job.key, job)


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


def test_one_that_went_on_before_its_time_comes_once() -> None:
    """Hurried by a person, failed again: only its last moment counts."""
    retries, one = Retries(), upload("1")
    one.state = TransferState.RETRYING
    for due_s in (3.0, 5.0, 4.0):
        retries.add(one, due_s)
    assert list(retries.due(3.5)) == []
    assert list(retries.due(9.0)) == [one]
    retries.add(one, 1.0)
    retries.add(one, 2.0)
    assert retries.clear() == [one]
