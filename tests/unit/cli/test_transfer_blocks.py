"""Transfers, limits and the schedule for people."""

from __future__ import annotations

import pytest

from megadesk.cli.render import Grid
from megadesk.cli.transfer_blocks import NOTES_SHOWN, limits, listing, rate, schedule
from megadesk.ipc.messages import TransferLimits, TransferRow

FREE = TransferLimits(up=None, down=None, schedule=[], up_now=None, down_now=None, window=None, paused=[])


def row(number: int, message: str = "") -> TransferRow:
    """Return a transfer that waits."""
    return TransferRow(
        id=f"u{number:014}", direction="up", path=f"/{number}", local="", pair="", state="queued", message=message
    )


def test_what_there_is_to_say_is_said_once_and_not_for_ever() -> None:
    """Ten notes; how many more there are is said."""
    blocks = listing([row(number, f"note {number}") for number in range(15)], 15, 0, {})
    assert isinstance(blocks[0], Grid)
    notes = [block for block in blocks if isinstance(block, str)]
    assert len(notes) == NOTES_SHOWN + 1
    assert notes[-1].startswith("5 more")


def test_beyond_the_end_there_is_nothing() -> None:
    """And it is said how many there are."""
    assert listing([], 7, 10, {}) == ["There are only 7 transfers."]


@pytest.mark.parametrize(("kib", "words"), [(None, "no limit"), (0, "at rest"), (1500, "1,500 KiB/s")])
def test_rates(kib: int | None, words: str) -> None:
    """In words."""
    assert rate(kib) == words


def test_without_limits_there_is_little_to_say() -> None:
    """One line each."""
    assert limits(FREE) == ["Uploads: no limit. Downloads: no limit."]
    (line,) = schedule(FREE)
    assert "schedule add" in str(line)
