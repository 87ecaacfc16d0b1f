"""The big files in the workers' hands."""

from __future__ import annotations

import pytest

from fakes.transfers import ROOT_KEY, MemoryBlocks, MemorySources, content_of
from megadesk.model.errors import OurBug
from megadesk.model.manifest import BLOCK_BYTES
from megadesk.model.transfer import BOTH_WAYS, Direction
from megadesk.transfers.big import BigFiles, Close, Open, Why
from megadesk.transfers.blocks import Move
from megadesk.transfers.queue import Transfer
from megadesk.transfers.upload import BigUpload


def waiting(files: BigFiles, name: str = "f") -> tuple[Transfer, BigUpload]:
    """Put a file in line."""
    sources = MemorySources()
    job = sources.job(name, content_of(2 * BLOCK_BYTES, name))
    transfer = Transfer(job.key, job)
    files.waiting[Direction.UPLOAD].enter(transfer)
    return transfer, BigUpload(job, ROOT_KEY, sources=sources, store=MemoryBlocks())


def test_nothing_waits_nothing_to_do() -> None:
    """An empty room hands out nothing."""
    files = BigFiles()
    assert files.take_step(BOTH_WAYS, 2) is None
    assert files.take_close() is None
    assert len(files) == 0


def test_a_file_is_held_from_its_opening() -> None:
    """It is in the hands of the workers until its result or its closing."""
    files = BigFiles()
    transfer, big = waiting(files)
    task = files.take_step(BOTH_WAYS, 2)
    assert task is not None
    assert task.step == Open()
    assert transfer in files
    files.opened(transfer, big)
    task = files.take_step(BOTH_WAYS, 2)
    assert task is not None
    assert task.step == Move(0)


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        (Why.PAUSED, Why.RETRY, Why.RETRY), (Why.FAILED, Why.RETRY, Why.FAILED), (Why.UNWANTED, Why.FAILED, Why.UNWANTED),
        (Why.RETRY, Why.PAUSED, Why.RETRY), (Why.FAILED, Why.UNWANTED, Why.UNWANTED), (Why.UNWANTED, Why.REPLACED, Why.REPLACED),
    ],
)  # fmt: skip
def test_the_stronger_reason_counts(first: Why, second: Why, counts: Why) -> None:
    """Several things may go wrong before a file can be closed."""
    files = BigFiles()
    transfer, big = waiting(files)
    files.take_step(BOTH_WAYS, 2)
    files.opened(transfer, big)
    assert files.stop(transfer, first)
    assert files.stop(transfer, second) is (counts is second)
    task = files.take_close()
    assert task is not None
    assert task.step == Close(keep=counts is not Why.REPLACED)
    assert not files.stop(transfer, Why.REPLACED), "too late: it is being closed"
    assert files.closed(transfer) is counts
    assert transfer not in files


def test_a_failed_step_comes_again_after_the_next_opening() -> None:
    """It is given back to the work, which outlives the closing."""
    files = BigFiles()
    transfer, big = waiting(files)
    files.take_step(BOTH_WAYS, 2)
    files.opened(transfer, big)
    task = files.take_step(BOTH_WAYS, 2)
    assert task is not None
    files.failed(transfer, task.step, Why.RETRY)
    assert files.take_step(BOTH_WAYS, 2) is None
    files.take_close()
    files.closed(transfer)
    files.waiting[Direction.UPLOAD].enter(transfer)
    again = files.take_step(BOTH_WAYS, 2)
    assert again is not None
    assert again.step == Open()
    files.opened(transfer, big)
    task = files.take_step(BOTH_WAYS, 2)
    assert task is not None
    assert task.step == Move(0)


def test_closing_without_a_reason_is_a_bug() -> None:
    """A file that runs is not closed."""
    files = BigFiles()
    transfer, big = waiting(files)
    files.take_step(BOTH_WAYS, 2)
    files.opened(transfer, big)
    with pytest.raises(OurBug):
        files.closed(transfer)


def test_two_files_each_way() -> None:
    """A third one waits until one of them is done."""
    files = BigFiles()
    opened = [waiting(files, name)[0] for name in ("a", "b", "c")]
    assert [task.transfer if (task := files.take_step(BOTH_WAYS, 2)) else None for _ in range(2)] == opened[:2]
    for transfer in opened[:2]:
        files.opened(
            transfer, BigUpload(MemorySources().job("x", b""), ROOT_KEY, sources=MemorySources(), store=MemoryBlocks())
        )
    assert list(files.waiting[Direction.UPLOAD]) == [opened[2]]
    assert len(files) == 2
