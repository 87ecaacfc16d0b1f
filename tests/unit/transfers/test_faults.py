"""What an error means for a transfer."""

from __future__ import annotations

import logging

import pytest

from megadesk.model.errors import (
    AccessDenied,
    DiskFull,
    FileBusy,
    Forged,
    MegadeskError,
    MissingBlock,
    NotSignedIn,
    OurBug,
    QuotaExceeded,
    RateLimited,
    ServerUnavailable,
    Stale,
)
from megadesk.transfers.faults import known, retries


@pytest.mark.parametrize("error", [ServerUnavailable(), RateLimited(retry_after_s=1)])
def test_the_way_to_the_server_is_tried_again(error: MegadeskError) -> None:
    """Nothing needs planning because of these."""
    assert retries(error)


@pytest.mark.parametrize(
    "error",
    [
        FileBusy(), Stale(), DiskFull(), QuotaExceeded(), NotSignedIn(), AccessDenied(), Forged(), MissingBlock(), OurBug(),
    ],
)  # fmt: skip
def test_everything_else_ends_the_job(error: MegadeskError) -> None:
    """Sync plans again, or a person decides."""
    assert not retries(error)


def test_our_errors_pass_unchanged() -> None:
    """They already say what to do."""
    error = DiskFull()
    assert known(error) is error


def test_a_bug_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """The words of a foreign error may hold a path; the log gets its type and place."""
    path = "/home/anna/secret"
    try:
        raise ValueError(path)
    except ValueError as error:
        with caplog.at_level(logging.ERROR):
            bug = known(error)
    assert isinstance(bug, OurBug)
    assert "secret" not in str(bug) + caplog.text
    assert "ValueError" in caplog.text
    assert "test_faults" in caplog.text
