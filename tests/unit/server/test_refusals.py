"""Errors as answers."""

from __future__ import annotations

import pytest

from megadesk.model import errors
from megadesk.server.refusals import answer_for, busy, refused
from megadesk.wire.codec import Encoding, decode
from megadesk.wire.messages import ErrorBody


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(errors.BadUsage(), 400, "bad_usage"), (errors.NotSignedIn(), 401, "not_signed_in"),
     (errors.AccessDenied(), 403, "access_denied"), (errors.Stale(), 409, "head_moved"),
     (errors.PastGone(), 410, "past_gone"), (errors.DiskFull(), 507, "server_full"), (errors.QuotaExceeded(), 507, "quota_exceeded"),
     (errors.MissingBlock(), 422, "missing"), (refused(errors.Forged("why", node="ab")), 422, "forged"),
     (errors.RateLimited(retry_after_s=2.5), 429, "rate_limited"), (busy(1), 503, "busy"),
     (errors.OurBug("secret", path="/x"), 500, "bug"), (ValueError("secret"), 500, "bug")],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)  # fmt: skip
def test_each_error_has_its_status_and_code(error: Exception, status: int, code: str) -> None:
    """And what is our own fault says nothing of the inside."""
    answer = answer_for(error, is_body_done=True)
    body = decode(ErrorBody, bytes(answer.body), Encoding.JSON)
    assert (answer.status, body.code) == (status, code)
    assert b"secret" not in answer.body
    assert b"/x" not in answer.body


def test_waiting_times_and_closed_connections() -> None:
    """Retry-After is whole seconds and at least one; an unread body closes the connection."""
    assert (b"retry-after", b"3") in answer_for(errors.RateLimited(retry_after_s=2.5), is_body_done=True).headers
    assert (b"retry-after", b"1") in answer_for(busy(0.1), is_body_done=True).headers
    assert (b"connection", b"close") in answer_for(errors.NotFound(), is_body_done=False).headers
    assert answer_for(errors.NotFound(), is_body_done=True).headers == ()


def test_a_failed_check_keeps_its_arguments() -> None:
    """The code goes into code, the rest into detail."""
    answer = answer_for(refused(errors.MissingBlock("gone", count=3)), is_body_done=True)
    body = decode(ErrorBody, bytes(answer.body), Encoding.JSON)
    assert (body.code, body.message, body.detail) == ("missing", "gone", {"count": 3})
