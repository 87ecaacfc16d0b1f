"""Transfers, limits and the schedule for people."""

from __future__ import annotations

import pytest

from megadesk.cli.render import Grid
from megadesk.cli.transfer_blocks import NOTES_SHOWN, limits, listing, rate, schedule
from megadesk.ipc.messages import TransferLimits, TransferRow

FREE = TransferLimits(up=None, down=None, schedule=[], up_now=None, down_now=None, window=None, paused=[])


def row(number: int, message: str = "", name: str = "") -> TransferRow:
    """Return a transfer that waits."""
    return TransferRow(
        id=name or f"u{number:014}",
        direction="up",
        path=f"/{number}",
        local="",
        pair="",
        state="queued",
        message=message,
    )


def test_what_there_is_to_say_is_said_once_and_not_for_ever() -> None:
    """Ten notes; how many more there are is said."""
    blocks = listing([row(number, f"note {number}") for number in range(15)], 15, 0, {})
    assert isinstance(blocks[0], Grid)
    notes = [block for block in blocks if isinstance(block, str)]
    assert len(notes) == NOTES_SHOWN + 1
    assert notes[-1].startswith("5 more")


def test_what_is_true_of_several_is_said_once() -> None:
    """Fifty that are paused are not fifty lines that say so."""
    rows = [row(1, "Paused."), row(2, "Paused."), row(3, "Damaged.")]
    assert listing(rows, 3, 0, {})[1:] == ["2 transfers: Paused.", f"{rows[2].id}: Damaged."]


def test_ids_are_as_long_as_one_has_to_type() -> None:
    """Eight characters mostly; more where two begin alike."""
    (few,) = listing([row(1, name="u1234567890"), row(2, name="u2234567890")], 2, 0, {})
    assert isinstance(few, Grid)
    assert [line[0] for line in few.rows] == ["u1234567", "u2234567"]
    (alike,) = listing([row(1, name="u1234567890"), row(2, name="u1234567880")], 2, 0, {})
    assert isinstance(alike, Grid)
    assert [line[0] for line in alike.rows] == ["u123456789", "u123456788"]


def test_beyond_the_end_there_is_nothing() -> None:
    """And it is said how many there are."""
    assert listing([], 7, 10, {}) == ["There are only 7 transfers."]


@pytest.mark.parametrize(("kib", "words"), [(None, "no limit"), (0, "paused"), (1500, "1,500 KiB/s")])
def test_rates(kib: int | None, words: str) -> None:
    """In words."""
    assert rate(kib) == words


def test_without_limits_there_is_little_to_say() -> None:
    """One line each."""
    assert limits(FREE) == ["Uploads: no limit. Downloads: no limit."]
    (line,) = schedule(FREE)
    assert "schedule add" in str(line)
