"""What an answer means that is not the one that was asked for: a refusal of our server, or the words of a stranger.

    error_of     status, headers, body --> the error to raise
    check_ours   200, but not in the route's encoding: a hotel's page, a proxy's --> ServerUnavailable, ``stranger``

A stranger's page is no damage: nothing is frozen because of it, and what was asked is asked again later.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from megadesk.model.errors import (
    AccessDenied,
    AlreadyExists,
    DiskFull,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotFound,
    NotSignedIn,
    PastGone,
    QuotaExceeded,
    RateLimited,
    SecondFactorNeeded,
    ServerRefused,
    ServerUnavailable,
    WrongCredentials,
)
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode
from megadesk.wire.routes import Route

log = logging.getLogger(__name__)

DEFAULT_RETRY_S: Final = 2.0
LAST_RETRY_S: Final = 3600.0
"""However long a server asks us to wait, once an hour is tried."""
WORDS_MAX_CHARS: Final = 200
"""Of a refusal: enough for a sentence, and no more than fits into a log."""
ERROR_MAX_BYTES: Final = 1 << 20
"""Of an answer that is an error: one that is longer is none of ours, and is not taken apart to see that."""
NETWORK_LOGIN: Final = 511
"""“Network Authentication Required”: what a captive portal should say, and few do."""

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")

_ASKS_A_CODE: Final = frozenset({routes.LOGIN_FINISH.name, routes.CHANGE_KEYS.name, routes.CHANGE_SECOND_FACTOR.name})
"""Where the code of a second factor can be missing. Asked for elsewhere, by a server that is not ours, nobody could give one."""

_WHO_MAY_SIGN_UP: Final = frozenset({"invitation", "sign_up_closed"})
"""Why a server makes no account, as far as there are words for it."""

Headers = Mapping[str, str]


def check_ours(server: str, route: Route, headers: Headers) -> None:
    """Pass if an answer is written as the route's are, or does not say how; ServerUnavailable else."""
    said = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if said and said != route.response_encoding.value.partition(";")[0]:
        raise _stranger(server)


def error_of(server: str, route: Route, status: int, headers: Headers, content: bytes) -> MegadeskError:
    """Return the error that an answer stands for."""
    try:
        body = decode(m.ErrorBody, content[:ERROR_MAX_BYTES], Encoding.JSON)
    except Malformed:
        return _of_others(server, status, headers)
    body = msgspec.structs.replace(body, message=body.message[:WORDS_MAX_CHARS])
    log.info("%s: %d %s, request %s", route.name, status, body.code, _request_of(headers))
    if status == 429 or status >= 500:
        return _server_error(server, status, headers, body)
    return _client_error(route, status, body)


def _request_of(headers: Headers) -> str:
    """Return by which name the server's log knows a request; a dash if it says none, or one that is none of ours."""
    said = headers.get("X-Request-Id", "")
    return said if REQUEST_ID.fullmatch(said) else "-"


def _of_others(server: str, status: int, headers: Headers) -> MegadeskError:
    """Return what the answer of a gateway, a proxy or a portal stands for."""
    if 300 <= status < 400 or status == NETWORK_LOGIN:
        return _stranger(server)
    if status in {429, 503} and headers.get("Retry-After"):
        return RateLimited(f"status {status}", retry_after_s=_patience_s(headers))
    return ServerUnavailable(f"status {status}", server=server, status=status, reason="status")


def _stranger(server: str) -> ServerUnavailable:
    return ServerUnavailable("an answer that is not the server's", server=server, reason="stranger")


def _server_error(server: str, status: int, headers: Headers, body: m.ErrorBody) -> MegadeskError:
    if status == 507:
        if body.code == "quota_exceeded":
            return QuotaExceeded(body.message)
        return DiskFull(where="server", reason="server")
    if status in {429, 503}:
        of_codes = {"reason": "second_factor"} if body.detail.get("reason") == "second_factor" else {}
        return RateLimited(body.message, retry_after_s=_patience_s(headers), **of_codes)
    return ServerUnavailable(body.message, server=server, status=status, reason="status")


def _patience_s(headers: Headers) -> float:
    """Return how long the server asks to wait: so many seconds, or until a time of its own clock."""
    asked = headers.get("Retry-After", "")
    number = number_in(asked)
    if number is not None:
        return float(min(number, LAST_RETRY_S))
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("Date", ""))
        return min(max((until - now).total_seconds(), 0.0), LAST_RETRY_S)
    except (ValueError, TypeError):
        return DEFAULT_RETRY_S


def number_in(text: str) -> int | None:
    """Return the number in a header, None if it is none. One of more than 18 digits is as good as endless."""
    if not (text.isascii() and text.isdigit()):
        return None
    return int(text[:18])


def _denied(route: Route, body: m.ErrorBody) -> AccessDenied:
    reason = body.detail.get("reason")
    if route is routes.SIGN_UP and reason in _WHO_MAY_SIGN_UP:
        return AccessDenied(reason=str(reason), where="server")
    return AccessDenied(body.message, where="server")


def _client_error(route: Route, status: int, body: m.ErrorBody) -> MegadeskError:
    match status:
        case 401 if body.code == SecondFactorNeeded.code and route.name in _ASKS_A_CODE:
            return SecondFactorNeeded(reason="missing" if body.detail.get("reason") == "missing" else "wrong")
        case 401:
            return (
                NotSignedIn(body.message)
                if route.rights == "session" and body.code != "wrong_credentials"
                else WrongCredentials()
            )
        case 403:
            return _denied(route, body)
        case 404 | 409 if route is routes.CHANGE_SECOND_FACTOR:
            return (NotFound if status == 404 else AlreadyExists)(body.message, what="second_factor")
        case 404:
            return NotFound(body.message, what=route.name)
        case 408:
            return ServerUnavailable(body.message)
        case 409 if route.name == "sign_up":
            return AlreadyExists(what="account")
        case 410:
            found = {name: body.detail.get(name) for name in ("oldest_seq", "oldest_ms")}
            known = {name: value for name, value in found.items() if type(value) is int}
            return PastGone(body.message, **known)
        case 413:
            return LimitExceeded(body.message)
        case _:
            return ServerRefused(body.message, server_code=body.code, status=status)
