"""What answers mean that are not those asked for: refusals of ours, and pages of others."""

from __future__ import annotations

import logging

import pytest

from megadesk.model.errors import (
    AccessDenied,
    AlreadyExists,
    DiskFull,
    LimitExceeded,
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
from megadesk.remote.refusals import LAST_RETRY_S, WORDS_MAX_CHARS, check_ours, error_of, number_in
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

SERVER = "https://example.org"
PAGE = b"<html>sign in to the hotel's network</html>"
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"


def of(status: int, content: bytes = PAGE, *, route: routes.Route = routes.COMMITS, **headers: str) -> MegadeskError:
    """Return the error of an answer to a request, for commits unless another is named."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return error_of(SERVER, route, status, named, content)


def ours(code: str, words: str = "no", **detail: str) -> bytes:
    """Return a refusal as our server writes it."""
    return encode(m.ErrorBody(code=code, message=words, detail=dict(detail)), Encoding.JSON)


@pytest.mark.parametrize("said", ["text/html", "text/html; charset=utf-8", "application/json", "text/plain"])
def test_an_answer_of_another_kind_is_a_stranger_s(said: str) -> None:
    """A portal's page with 200 is no damaged data: somebody else answers, and it is tried again."""
    with pytest.raises(ServerUnavailable) as caught:
        check_ours(SERVER, routes.COMMITS, {"Content-Type": said})
    assert caught.value.arguments["reason"] == "stranger"


@pytest.mark.parametrize("route", routes.ROUTES, ids=lambda route: route.name)
def test_an_answer_of_the_route_s_kind_is_ours(route: routes.Route) -> None:
    """However it is spelt, and also if nothing is said of it: then the body shows."""
    kind = route.response_encoding.value
    for said in (kind, kind.upper(), f"{kind.partition(';')[0]} ; charset=utf-8", ""):
        check_ours(SERVER, route, {"Content-Type": said})
    check_ours(SERVER, route, {})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 511])
def test_a_redirect_is_a_stranger_s(status: int) -> None:
    """Ours sends nobody elsewhere, and nobody follows."""
    error = of(status, Location="https://portal.example/login")
    assert (type(error), error.arguments["reason"]) == (ServerUnavailable, "stranger")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 407, 410, 500, 502, 503, 504])
def test_a_page_of_a_proxy_says_nothing_of_our_account(status: int) -> None:
    """A 401 or 404 of somebody else signs nobody out and loses nothing: the server is away."""
    error = of(status)
    assert (type(error), error.arguments["status"]) == (ServerUnavailable, status)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("content", [PAGE, ours("busy")], ids=["a proxy's", "ours"])
@pytest.mark.parametrize(
    ("asked", "wait_s"),
    [("7", 7.0), ("99999", LAST_RETRY_S), ("Sun, 06 Nov 1994 08:50:07 GMT", 30.0),
     ("Sun, 06 Nov 1994 07:00:00 GMT", 0.0), ("soon", 2.0)],
)  # fmt: skip
def test_patience_is_given_as_asked(status: int, content: bytes, asked: str, wait_s: float) -> None:
    """Seconds or a time by the server's own clock, whoever on the way asks, and an hour at most."""
    error = of(status, content, Retry_After=asked, Date=DATE)
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == wait_s


def test_patience_without_a_number() -> None:
    """Ours that says none has a small one; a page that says none is a server that is away; a time needs a clock to it."""
    assert of(429, ours("rate_limited")).arguments["retry_after_s"] == 2.0
    assert type(of(429)) is ServerUnavailable
    assert of(503, Retry_After=DATE).arguments["retry_after_s"] == 2.0
    assert of(503, Retry_After="Sun, 06 Nov 1994 08:50:07 -0000", Date=DATE).arguments["retry_after_s"] == 2.0
    assert type(of(502, Retry_After="7")) is ServerUnavailable


def test_refusals_of_ours_keep_their_code() -> None:
    """A session that ended, and what only the server can say; its words are cut to a length."""
    assert type(of(401, ours("not_signed_in"))) is NotSignedIn
    error = of(422, ours("bad_usage", "x" * 5000))
    assert isinstance(error, ServerRefused)
    assert (error.arguments["server_code"], len(error.detail)) == ("bad_usage", WORDS_MAX_CHARS)


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("", None), ("-1", None), ("1e3", None), ("٣", None)])
def test_numbers_in_headers(text: str, number: int | None) -> None:
    """Digits and nothing else."""
    assert number_in(text) == number
    assert number_in("9" * 30) == int("9" * 18)


@pytest.mark.parametrize(("said", "reason"), [("missing", "missing"), ("wrong", "wrong"), ("<b>", "wrong")])
def test_a_code_is_asked_for_where_one_can_be_given(said: str, reason: str) -> None:
    """The reason is one of the two, whatever the server says; asked for anywhere else, it is a session that has ended."""
    body = ours("second_factor_needed", reason=said)
    for route in (routes.LOGIN_FINISH, routes.CHANGE_KEYS, routes.CHANGE_SECOND_FACTOR):
        error = of(401, body, route=route)
        assert (type(error), error.arguments) == (SecondFactorNeeded, {"reason": reason})
    assert type(of(401, body)) is NotSignedIn


def test_too_many_wrong_codes_are_called_so() -> None:
    """With the time that the server says; another reason is not passed on."""
    error = of(429, ours("rate_limited", reason="second_factor"), route=routes.LOGIN_FINISH, Retry_After="900")
    assert error.arguments == {"retry_after_s": 900.0, "reason": "second_factor"}
    assert of(429, ours("rate_limited", reason="other"), Retry_After="1").arguments == {"retry_after_s": 1.0}


def test_a_second_factor_that_is_on_or_off_already_is_called_so() -> None:
    """Whoever turns on what is on, or off what is off, is told."""
    for status, kind in ((409, AlreadyExists), (404, NotFound)):
        error = of(status, ours("any"), route=routes.CHANGE_SECOND_FACTOR)
        assert (type(error), error.arguments) == (kind, {"what": "second_factor"})


@pytest.mark.parametrize("reason", ["invitation", "sign_up_closed"])
def test_who_may_not_sign_up_is_told_why(reason: str) -> None:
    """In our own words; a reason that we do not know is not taken over."""
    error = of(403, ours("access_denied", reason=reason), route=routes.SIGN_UP)
    assert error.arguments == {"reason": reason, "where": "server"}
    for route, said in ((routes.SIGN_UP, "because"), (routes.COMMITS, reason)):
        assert "reason" not in of(403, ours("access_denied", reason=said), route=route).arguments


@pytest.mark.parametrize(
    ("route", "status", "code", "kind"),
    [
        (routes.COMMITS, 401, "not_signed_in", NotSignedIn),
        (routes.COMMITS, 401, "wrong_credentials", WrongCredentials),
        (routes.LOGIN_FINISH, 401, "not_signed_in", WrongCredentials),
        (routes.COMMITS, 403, "denied", AccessDenied),
        (routes.COMMITS, 404, "not_found", NotFound),
        (routes.COMMITS, 408, "slow", ServerUnavailable),
        (routes.SIGN_UP, 409, "exists", AlreadyExists),
        (routes.COMMITS, 409, "head_moved", ServerRefused),
        (routes.COMMITS, 410, "past_gone", PastGone),
        (routes.COMMITS, 413, "limit", LimitExceeded),
        (routes.COMMITS, 499, "odd", ServerRefused),
        (routes.COMMITS, 429, "busy", RateLimited),
        (routes.COMMITS, 500, "bug", ServerUnavailable),
        (routes.COMMITS, 503, "busy", RateLimited),
        (routes.COMMITS, 507, "quota_exceeded", QuotaExceeded),
        (routes.COMMITS, 507, "disk_full", DiskFull),
        (routes.COMMITS, 508, "quota_exceeded", ServerUnavailable),
    ],
    ids=str,
)
def test_a_refusal_of_ours_is_the_error_it_stands_for(
    route: routes.Route, status: int, code: str, kind: type[MegadeskError]
) -> None:
    """By its status, and by its code where that says more."""
    assert type(error_of(SERVER, route, status, {}, ours(code))) is kind


def test_what_is_gone_says_from_when_on_there_is_more() -> None:
    """In numbers; what is none is left out."""
    details: list[tuple[dict[str, str | int | bool | None], dict[str, int]]] = [
        ({"oldest_seq": 3, "oldest_ms": 7}, {"oldest_seq": 3, "oldest_ms": 7}),
        ({"oldest_seq": 3, "oldest_ms": "x", "more": 1}, {"oldest_seq": 3}),
        ({"oldest_seq": True}, {}),
    ]
    for detail, said in details:
        content = encode(m.ErrorBody(code="past_gone", message="", detail=detail), Encoding.JSON)
        assert of(410, content).arguments == said


@pytest.mark.parametrize(("status", "reason"), [(299, "status"), (300, "stranger"), (399, "stranger"), (400, "status")])
def test_only_a_redirect_is_one(status: int, reason: str) -> None:
    """From 300 on, and below 400."""
    assert of(status).arguments["reason"] == reason


def test_an_error_that_is_too_long_is_not_taken_apart() -> None:
    """Ours are short: one that fits is read, one that does not is somebody else's."""
    room = (1 << 20) - len(ours("bad_usage", ""))
    assert type(of(422, ours("bad_usage", "x" * room))) is ServerRefused
    assert type(of(422, ours("bad_usage", "x" * (room + 1)))) is ServerUnavailable


@pytest.mark.parametrize(
    ("said", "shown"), [("7f3a.b-1_c", "7f3a.b-1_c"), ("a\nline", "-"), ("x" * 65, "-"), ("", "-")]
)
def test_a_refusal_is_logged_by_the_name_that_the_server_has_for_it(
    said: str, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What stands there is found again in the server's log; what is no such name stays out of ours."""
    caplog.set_level(logging.INFO, "megadesk")
    of(404, ours("not_found"), X_Request_Id=said)
    assert caplog.messages == [f"commits: 404 not_found, request {shown}"]
