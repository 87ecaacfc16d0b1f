"""Completed runs in the record of a backup's folder."""

from __future__ import annotations

import pytest

from megadesk.crypto.points import POINT_TAG, point_of, with_point
from megadesk.model.backup import Point

POINT = Point(run=7, started_ms=1_000, finished_ms=2_000, files=3, size_bytes=1 << 40, state=bytes(range(16)))


def test_a_point_stands_beside_other_fields() -> None:
    """It comes back; what other versions wrote stays, in order; a second one takes its place."""
    extra = with_point(((0x90, b"thumb"), (0xB0, b"later")), POINT)
    assert [tag for tag, _ in extra] == [0x90, POINT_TAG, 0xB0]
    assert point_of(extra) == POINT
    assert len(with_point(extra, POINT)) == 3


def test_the_bytes_are_those_of_the_format() -> None:
    """docs/formats/records.md, Points."""
    ((_, value),) = with_point((), POINT)
    assert value.hex() == (
        "01" "00000007" "00000000000003e8" "00000000000007d0" "0000000000000003" "0000010000000000"
        "000102030405060708090a0b0c0d0e0f"
    )  # fmt: skip


@pytest.mark.parametrize("value", [b"", b"\x01", b"\x02" + bytes(60)], ids=["none", "cut off", "another layout"])
def test_what_is_not_understood_is_no_point(value: bytes) -> None:
    """A record of another version, or a damaged one, tells of no run."""
    assert point_of(((POINT_TAG, value),)) is None


def test_more_may_follow() -> None:
    """A later version adds to it: this one reads what it knows."""
    ((tag, value),) = with_point((), POINT)
    assert point_of(((tag, value + b"more"),)) == POINT
