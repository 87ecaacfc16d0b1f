"""Moments as requests have them."""

from __future__ import annotations

import pytest

from megadesk.ui.viewmodels.moments import When, moment_ms, written


@pytest.mark.parametrize(
    ("rfc3339", "at_ms"),
    [
        ("1970-01-01T00:00:00.000Z", 0),
        ("2000-02-29T23:59:59.007Z", 951_868_799_007),
        ("2026-11-26T10:00:00.000Z", 1_795_687_200_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2100-03-01T00:00:00.000Z", 4_107_542_400_000),
    ],
)
def test_a_time_is_written_as_the_engine_reads_it(rfc3339: str, at_ms: int) -> None:
    """There and back."""
    assert written(at_ms) == rfc3339
    assert moment_ms(rfc3339) == at_ms


def test_a_moment_is_a_commit_a_time_or_now() -> None:
    """A number is exact, so a time beside it is not sent."""
    assert When().is_now
    assert When().time == ""
    assert When(time_ms=1).time == "1970-01-01T00:00:00.001Z"
    assert When(seq=7, time_ms=1).time == ""
    assert moment_ms("") == 0
