"""Errors of the rules --> status, stable code, headers. The one table; docs/formats/http.md, "Errors", says the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from starlette.exceptions import HTTPException

from megadesk.model import errors
from megadesk.server.call import Answer
from megadesk.wire.codec import Encoding, encode
from megadesk.wire.messages import ErrorBody

_STATUS: Final[tuple[tuple[type[errors.MegadeskError], int], ...]] = (
    (errors.BadUsage, 400),
    (errors.Malformed, 400),
    (errors.NotSignedIn, 401),
    (errors.WrongCredentials, 401),
    (errors.SecondFactorNeeded, 401),
    (errors.AccessDenied, 403),
    (errors.NotFound, 404),
    (errors.TimedOut, 408),
    (errors.PastGone, 410),
    (errors.AlreadyExists, 409),
    (errors.Stale, 409),
    (errors.LimitExceeded, 413),
    (errors.ServerRefused, 422),
    (errors.Damaged, 422),
    (errors.TooNew, 422),
    (errors.RateLimited, 429),
    (errors.ServerUnavailable, 503),
    (errors.DiskFull, 507),
    (errors.QuotaExceeded, 507),
)
_CODE: Final[dict[type[errors.MegadeskError], str]] = {errors.Stale: "head_moved", errors.DiskFull: "server_full"}
BUSY: Final = "busy"
"""Reason of a RateLimited that is the server's state, not the caller's doing: 503."""


def busy(retry_after_s: float) -> errors.RateLimited:
    """Return the error for a server that has its hands full."""
    return errors.RateLimited(BUSY, retry_after_s=retry_after_s, reason=BUSY)


def answer_for(error: Exception, *, is_body_done: bool, allowed: Sequence[str] = ()) -> Answer:
    """Return the answer for whatever a handler raised. A body not read to its end closes the connection.

    allowed: the methods that the path has, which a 405 must name.
    """
    status, code, message, arguments = _parts(error)
    headers: list[tuple[bytes, bytes]] = []
    if isinstance(error, errors.RateLimited):
        headers.append((b"retry-after", b"%d" % max(1, math.ceil(error.retry_after_s))))
    elif status == 503:  # noqa: PLR2004 -- says itself
        headers.append((b"retry-after", b"2"))
    elif status == 405:  # noqa: PLR2004 -- says itself
        headers.append((b"allow", ", ".join(allowed).encode()))
    if not is_body_done:
        headers.append((b"connection", b"close"))
    detail = {name: _plain(value) for name, value in arguments.items() if name != "server_code"}
    body = encode(ErrorBody(code=code, message=message, detail=detail), Encoding.JSON)
    return Answer(body, status, Encoding.JSON, tuple(headers))


def _parts(error: Exception) -> tuple[int, str, str, dict[str, errors.Argument]]:
    if isinstance(error, HTTPException):
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
        return error.status_code, code, error.detail, {}
    if not isinstance(error, errors.MegadeskError):
        return 500, errors.OurBug.code, "", {}
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    code = _CODE.get(type(error), error.code)
    if isinstance(error, errors.ServerRefused):
        code = str(error.arguments.get("server_code", code))
    if error.arguments.get("reason") == BUSY:
        status, code = 503, BUSY
    return status, code, error.detail if status != 500 else "", error.arguments if status != 500 else {}  # noqa: PLR2004


def _plain(value: errors.Argument) -> str | int | bool | None:
    return math.ceil(value) if isinstance(value, float) else value


def refused(error: errors.MegadeskError) -> errors.ServerRefused:
    """Return a failed check of what was sent as 422 with the check's own code."""
    return errors.ServerRefused(error.detail, **{**error.arguments, "server_code": error.code})
