"""One HTTP call, over a real socket: answers, refusals, and answers that are none."""

from __future__ import annotations

import gzip
import logging
import socket
import traceback
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
import requests

from fakes.tls import context_of, make_certificate
from megadesk.model.errors import (
    AccessDenied,
    AlreadyExists,
    BadUsage,
    DiskFull,
    LimitExceeded,
    Malformed,
    MegadeskError,
    NotFound,
    NotSignedIn,
    PastGone,
    QuotaExceeded,
    RateLimited,
    ServerRefused,
    ServerUnavailable,
    WrongCredentials,
)
from megadesk.model.transfer import Direction
from megadesk.remote import bodies
from megadesk.remote.api import Api, check_address
from megadesk.remote.network import Network
from megadesk.transfers.throttle import Throttle
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, encode

if TYPE_CHECKING:

    class Scripted(Protocol):
        """The server of conftest.py."""

        answers: list[bytes]
        asked: list[bytes]
        address: str

        def answer(self, status: str = "200 OK", body: bytes = b"", **headers: str) -> None:
            """Add an answer."""


TOKEN = bytes(range(32))
HEALTH = encode(m.Health(status="ok"), Encoding.JSON)


def error_body(code: str) -> bytes:
    """Return a refusal as our server writes it."""
    return encode(m.ErrorBody(code=code, message="no"), Encoding.JSON)


@pytest.fixture
def api(scripted: Scripted) -> Iterator[Api]:
    """A client of it, signed in."""
    made = Api(scripted.address)
    made.sign_in(TOKEN)
    yield made
    made.close()


# -- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("HTTPS://Example.ORG:8443", "https://example.org:8443"),
        ("http://localhost:8480", "http://localhost:8480"),
        ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
        ("http://127.9.9.9", "http://127.9.9.9"),
        ("http://[::1]:8480", "http://[::1]:8480"),
        ("[2001:db8::1]:443", "https://[2001:db8::1]:443"),
    ],
)
def test_address_has_one_spelling(typed: str, address: str) -> None:
    """What a person types becomes scheme, host and port; https unless said otherwise."""
    assert check_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "https://", "ftp://example.org", "https://example.org/path", "https://example.org?x=1",
        "https://example.org:99999", "https://[::1", "https://user:secret@example.org", "https://exa mple.org",
        "https://example.org#x",
    ],
)  # fmt: skip
def test_address_that_is_none_is_bad_usage(typed: str) -> None:
    """Anything else is refused, and nothing is dialled."""
    with pytest.raises(BadUsage) as caught:
        check_address(typed)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "typed", ["http://example.org", "http://192.168.1.4:8480", "http://localhost.example.org", "http://[2001:db8::1]"]
)
@pytest.mark.attack("E4")
def test_clear_text_is_for_this_machine_only(typed: str) -> None:
    """Http goes to the loopback and nowhere else."""
    with pytest.raises(BadUsage) as caught:
        Api(typed)
    assert caught.value.arguments["reason"] == "not_encrypted"


# -- good answers ---------------------------------------------------------------------------------------------------


def test_call_sends_and_returns_messages(scripted: Scripted, api: Api) -> None:
    """A message goes out in the route's encoding with the session, and the answer comes back typed."""
    scripted.answer(body=encode(m.MissingBlobs(ids=[TOKEN]), Encoding.MSGPACK))
    query = m.BlobQuery(ids=[TOKEN])
    assert api.call(routes.BLOBS_MISSING, query, want=m.MissingBlobs).ids == [TOKEN]
    head, _, body = scripted.asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/blobs/missing HTTP/1.1\r\n")
    assert f"authorization: bearer {TOKEN.hex()}" in head.decode().lower()
    assert b"accept-encoding: identity" in head.lower()
    assert body == encode(query, Encoding.MSGPACK)


def test_open_route_says_nothing_of_the_session(scripted: Scripted, api: Api) -> None:
    """The token goes only where it is needed."""
    scripted.answer(body=HEALTH)
    assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"
    assert TOKEN.hex().encode() not in scripted.asked[0]


def test_buffer_goes_out_as_it_is(scripted: Scripted, api: Api) -> None:
    """A view of a worker's buffer is sent with its length."""
    scripted.answer(body=b"{}")
    data = memoryview(bytearray(b"sealed" * 100))
    api.raw(routes.BLOB_PUT, data, blob="00" * 32)
    head, _, body = scripted.asked[0].partition(b"\r\n\r\n")
    assert b"content-length: 600" in head.lower()
    assert body == bytes(data)


def test_chunked_answer_is_put_together(scripted: Scripted, api: Api) -> None:
    """An answer without a length is read to its end."""
    scripted.answers.append(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
    assert api.raw(routes.BLOB_GET, blob="00" * 32).body == b"abcde"


def test_accepted_status_is_an_answer(scripted: Scripted, api: Api) -> None:
    """A status the caller asks for comes back with its body."""
    scripted.answer("409 Conflict", b"moved")
    answer = api.raw(routes.APPEND, b"x", accept=(409,), space="00" * 32)
    assert (answer.status, answer.body) == (409, b"moved")


def test_nobody_signed_in_asks_nothing(scripted: Scripted) -> None:
    """Without a session a route that needs one is not even dialled."""
    api = Api(scripted.address)
    assert not api.is_signed_in
    with pytest.raises(NotSignedIn):
        api.call(routes.ME, want=m.Me)
    assert scripted.asked == []


# -- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        ("400 Bad", "bad_usage", ServerRefused),
        ("401 No", "not_signed_in", NotSignedIn),
        ("401 No", "wrong_credentials", WrongCredentials),
        ("403 No", "access_denied", AccessDenied),
        ("404 No", "not_found", NotFound),
        ("408 Slow", "timed_out", ServerUnavailable),
        ("409 Moved", "head_moved", ServerRefused),
        ("410 Gone", "past_gone", PastGone),
        ("413 Large", "limit", LimitExceeded),
        ("422 Forged", "forged", ServerRefused),
        ("429 Wait", "rate_limited", RateLimited),
        ("500 Bug", "bug", ServerUnavailable),
        ("502 Bad", "gateway", ServerUnavailable),
        ("503 Busy", "busy", RateLimited),
        ("507 Full", "quota_exceeded", QuotaExceeded),
        ("507 Full", "server_full", DiskFull),
    ],
)
def test_refusal_is_the_right_error(
    scripted: Scripted, api: Api, status: str, code: str, kind: type[MegadeskError]
) -> None:
    """Each status and code of our server is one error, of exactly this kind."""
    scripted.answer(status, error_body(code))
    with pytest.raises(kind) as caught:
        api.call(routes.ME, want=m.Me)
    assert type(caught.value) is kind
    if kind is ServerRefused:
        assert caught.value.arguments["server_code"] == code


def test_what_is_no_longer_kept_says_what_is(scripted: Scripted, api: Api) -> None:
    """The oldest state comes along; nothing else that a server may put beside it."""
    body = m.ErrorBody(
        code="past_gone", message="gone", detail={"oldest_seq": 7, "oldest_ms": 8, "detail": "x", "self": 1}
    )
    scripted.answer("410 Gone", encode(body, Encoding.JSON))
    with pytest.raises(PastGone) as caught:
        api.call(routes.ME, want=m.Me)
    assert caught.value.arguments == {"oldest_seq": 7, "oldest_ms": 8}
    body = m.ErrorBody(code="past_gone", message="gone", detail={"oldest_seq": "\x1b[2J", "oldest_ms": True})
    scripted.answer("410 Gone", encode(body, Encoding.JSON))
    with pytest.raises(PastGone) as caught:
        api.call(routes.ME, want=m.Me)
    assert caught.value.arguments == {}


def test_wrong_password_is_not_a_lost_session(scripted: Scripted, api: Api) -> None:
    """401 on an open route is about the password; 409 on sign-up is about the name."""
    scripted.answer("401 No", error_body("anything"))
    with pytest.raises(WrongCredentials):
        api.call(routes.LOGIN_START, m.LoginStart(login="ada@example.org"), want=m.LoginChallenge)
    scripted.answer("409 Taken", error_body("already_exists"))
    with pytest.raises(AlreadyExists):
        api.raw(routes.SIGN_UP, b"{}")


@pytest.mark.parametrize(
    "status", ["301 Moved", "401 No", "403 No", "404 Not Found", "407 Proxy", "500 Bug", "999 What"]
)
@pytest.mark.parametrize("body", [b"", b"<html>no</html>", b"{}", b'{"code":"","message":""}'], ids=repr)
def test_refusal_of_somebody_else_is_a_server_out_of_order(
    scripted: Scripted, api: Api, status: str, body: bytes
) -> None:
    """A gateway's 404 is not an absent thing, and its 401 not an ended session."""
    scripted.answer(status, body)
    with pytest.raises(ServerUnavailable):
        api.call(routes.ME, want=m.Me)


@pytest.mark.parametrize(
    ("text", "wait_s"), [("7", 7.0), ("", 2.0), ("soon", 2.0), ("-3", 2.0), ("\xb2", 2.0), ("9" * 400, 3600.0)]
)
def test_patience_is_bounded(scripted: Scripted, api: Api, text: str, wait_s: float) -> None:
    """Retry-After is taken if it is a number of seconds, up to an hour."""
    scripted.answer("503 Busy", error_body("busy"), Retry_After=text)
    with pytest.raises(RateLimited) as caught:
        api.call(routes.ME, want=m.Me)
    assert caught.value.retry_after_s == wait_s


def test_redirect_is_not_followed(scripted: Scripted, api: Api) -> None:
    """Nobody is sent elsewhere with a token."""
    scripted.answer("307 Away", Location=f"{scripted.address}/elsewhere")
    with pytest.raises(ServerUnavailable):
        api.call(routes.ME, want=m.Me)
    assert len(scripted.asked) == 1


@pytest.mark.parametrize("location", [b"http://[", b"\xfe://x", b"//", b"http://a:b"], ids=repr)
def test_redirect_to_nowhere_is_a_server_out_of_order(scripted: Scripted, api: Api, location: bytes) -> None:
    """Whatever it says there, nobody reads it."""
    scripted.answers.append(b"HTTP/1.1 302 Away\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(ServerUnavailable):
        api.call(routes.ME, want=m.Me)


# -- answers that are none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"[]", HEALTH[:-1], HEALTH + b"x", b"\xff"], ids=repr)
def test_answer_that_does_not_parse_is_malformed(scripted: Scripted, api: Api, body: bytes) -> None:
    """200 with anything but the message is said to be that."""
    scripted.answer(body=body)
    with pytest.raises(Malformed):
        api.call(routes.HEALTHZ, want=m.Health)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"noise\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=["closed", "short", "short chunk", "bad chunk", "noise", "bad status", "endless header"],
)
def test_broken_answer_is_a_server_out_of_order(scripted: Scripted, api: Api, answer: bytes) -> None:
    """A line that breaks, or bytes that are no HTTP, are something to retry."""
    scripted.answers += [answer, answer]
    with pytest.raises(ServerUnavailable):
        api.raw(routes.BLOB_GET, blob="00" * 32)
    with pytest.raises(ServerUnavailable):
        api.fetch_into(routes.BLOB_GET, memoryview(bytearray(1000)), blob="00" * 32)


def test_strange_length_is_no_length(scripted: Scripted, api: Api) -> None:
    """A digit that is none to a computer does not stop the thread that reads it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\nabc"
    scripted.answers += [answer, answer]
    assert api.raw(routes.BLOB_GET, blob="00" * 32).body == b"abc"
    assert bytes(api.fetch_into(routes.BLOB_GET, memoryview(bytearray(1000)), blob="00" * 32)) == b"abc"


def test_oversized_answer_is_not_read(scripted: Scripted, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than any honest answer has is refused, announced or not."""
    scripted.answers.append(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n")
    with pytest.raises(LimitExceeded):
        api.raw(routes.BLOB_GET, blob="00" * 32)
    monkeypatch.setattr(bodies, "BLOB_BYTES_MAX", 1000)
    scripted.answers.append(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d1\r\n" + bytes(2001) + b"\r\n0\r\n\r\n"
    )
    with pytest.raises(LimitExceeded):
        api.raw(routes.BLOB_GET, blob="00" * 32)


@pytest.mark.attack("E5")
def test_small_answers_are_small_and_pages_of_gateways_say_nothing(scripted: Scripted, api: Api) -> None:
    """What is no content and no journal may be 4 MiB; a refusal longer than ours ever are is one without words."""
    scripted.answers.append(b"HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\n\r\n")
    with pytest.raises(LimitExceeded):
        api.call(routes.LIMITS, want=m.Limits)
    page = b"<html>" + bytes(3 << 20)
    scripted.answers.append(b"HTTP/1.1 502 Bad\r\nContent-Length: %d\r\n\r\n" % len(page) + page)
    with pytest.raises(ServerUnavailable):
        api.call(routes.LIMITS, want=m.Limits)


def held_by(error: BaseException | None) -> int:
    """Return how many bytes the frames of an error and of what led to it keep alive."""
    size = 0
    while error is not None:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            for value in frame.f_locals.values():
                parts = value if isinstance(value, list) else [getattr(value, "body", value)]
                size += sum(len(part) for part in parts if isinstance(part, bytes))
        error = error.__cause__ or error.__context__
    return size


@pytest.mark.attack("E5")
def test_an_error_that_is_kept_does_not_keep_what_was_sent(scripted: Scripted, api: Api) -> None:
    """What froze a space is remembered for as long as it is; the megabytes that came with it are not."""
    large = b"[" * (3 << 20)
    scripted.answer(body=large)
    with pytest.raises(Malformed) as malformed:
        api.call(routes.LIMITS, want=m.Limits)
    chunks = b"%x\r\n" % len(large) + large + b"\r\n"
    scripted.answers.append(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks * 2 + b"0\r\n\r\n")
    with pytest.raises(LimitExceeded) as limit:
        api.call(routes.LIMITS, want=m.Limits)
    del large, chunks
    assert held_by(malformed.value) < 1 << 20
    assert held_by(limit.value) < 1 << 20


def test_an_answer_in_an_encoding_nobody_asked_for_is_not_unfolded(scripted: Scripted, api: Api) -> None:
    """A kilobyte that becomes a gigabyte stays a kilobyte, in answers, in refusals and in the stream of events."""
    bomb = gzip.compress(gzip.compress(bytes(64 << 20)))
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip, gzip\r\n\r\n" + bomb
    scripted.answers += [answer, answer, answer.replace(b"200 OK", b"502 Bad", 1)]
    tracemalloc.start()
    with pytest.raises(Malformed):
        api.call(routes.HEALTHZ, want=m.Health)
    with pytest.raises(ServerUnavailable), api.stream(routes.EVENTS, read_timeout_s=5) as lines:
        list(lines)
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_what_a_server_sets_is_not_brought_back(scripted: Scripted, api: Api) -> None:
    """Cookies would be kept for as long as the engine runs, and sent until no server takes requests so long."""
    scripted.answer(body=HEALTH, Set_Cookie="mark=" + "x" * 60_000 + "; Path=/")
    scripted.answer(body=HEALTH)
    for _ in range(2):
        api.call(routes.HEALTHZ, want=m.Health)
    assert b"cookie" not in scripted.asked[1].lower()


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "511 Sign In", "502 Bad"])
def test_page_of_somebody_else_is_no_answer(scripted: Scripted, api: Api, status: str) -> None:
    """A portal's page damages nothing, and the next question is asked over a new connection."""
    scripted.answer(
        status, b"<html>", Content_Type="text/html", Connection="keep-alive", Location="http://127.0.0.1:1/"
    )
    scripted.answer(body=HEALTH)
    with pytest.raises(ServerUnavailable) as caught:
        api.call(routes.HEALTHZ, want=m.Health)
    assert caught.value.arguments["reason"] == ("status" if status == "502 Bad" else "stranger")
    assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"


def test_what_a_server_says_of_an_error_is_cut_short(scripted: Scripted, api: Api) -> None:
    """Its words go to a log: they are no way to fill it, nor to have it search through megabytes."""
    body = encode(m.ErrorBody(code="limit", message="x" * 1_000_000), Encoding.JSON)
    scripted.answer("413 Large", body)
    with pytest.raises(LimitExceeded) as caught:
        api.call(routes.ME, want=m.Me)
    assert len(str(caught.value)) < 500
    scripted.answer(body=b'{"' + b"x" * 1_000_000 + b'":1}')
    with pytest.raises(Malformed) as strange:
        api.call(routes.HEALTHZ, want=m.Health)
    assert len(str(strange.value)) < 500


def test_an_error_of_megabytes_is_not_taken_apart(scripted: Scripted, api: Api) -> None:
    """A million facts about an error would take minutes and memory to read, for nothing."""
    facts = b",".join(b'"%x":1' % number for number in range(400_000))
    scripted.answer("404 No", b'{"code":"not_found","message":"no","detail":{' + facts + b"}}")
    with pytest.raises(ServerUnavailable) as caught:
        api.call(routes.ME, want=m.Me)
    assert caught.value.arguments["status"] == 404


def test_nobody_there_is_a_server_out_of_order(scripted: Scripted) -> None:
    """A refused connection is something to retry."""
    address = scripted.address
    scripted.close()  # type: ignore[attr-defined]  # the real one of conftest
    with pytest.raises(ServerUnavailable):
        Api(address).call(routes.HEALTHZ, want=m.Health)


def test_row202_kept_connections_can_be_let_go(scripted: Scripted, api: Api) -> None:
    """Row 202: after a sleep no call goes out on a connection from before it; the client goes on as it was."""
    scripted.answer(body=HEALTH)
    scripted.answer(body=HEALTH)
    assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"
    (session,) = api._sessions
    pool = session.adapters["http://"].poolmanager.pools  # type: ignore[attr-defined]  # of requests
    assert len(pool) == 1
    api.let_go()
    assert len(pool) == 0
    assert api.call(routes.HEALTHZ, want=m.Health).status == "ok"


def test_closed_client_asks_nothing(scripted: Scripted, api: Api) -> None:
    """After close every call fails as if the server were gone."""
    api.close()
    with pytest.raises(ServerUnavailable):
        api.call(routes.HEALTHZ, want=m.Health)
    assert scripted.asked == []


def test_token_is_in_no_log(scripted: Scripted, api: Api, caplog: pytest.LogCaptureFixture) -> None:
    """What is logged of a refusal is the route and the code."""
    caplog.set_level(logging.DEBUG, "megadesk")
    scripted.answer("422 No", error_body("forged"))
    with pytest.raises(ServerRefused):
        api.call(routes.ME, want=m.Me)
    assert "forged" in caplog.text
    assert TOKEN.hex() not in caplog.text


def test_netrc_does_not_take_the_place_of_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that a person keeps for other programs are neither sent nor put over our token."""
    netrc = tmp_path / "netrc"
    netrc.write_text("default login ada password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    session = Api("https://example.org")._session()
    prepared = session.prepare_request(
        requests.Request("GET", "https://example.org/v1/me", headers={"Authorization": "Bearer x"})
    )
    assert prepared.headers["Authorization"] == "Bearer x"


# -- event streams --------------------------------------------------------------------------------------------------


def test_stream_gives_lines(scripted: Scripted, api: Api) -> None:
    """Lines come as they are sent, and end with the stream."""
    scripted.answers.append(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n:\n\nd\r\n3\r\nata\r\n1\r\n\n\r\n0\r\n\r\n"
    )
    with api.stream(routes.EVENTS, read_timeout_s=5) as lines:
        assert [line for line in lines if line] == [b":", b"data"]


def test_stream_that_breaks_is_a_server_out_of_order(scripted: Scripted, api: Api) -> None:
    """A stream that ends in the middle of a chunk is an error, after what was whole."""
    scripted.answers.append(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\nb\r\n9\r\nx")
    with api.stream(routes.EVENTS, read_timeout_s=5) as lines:
        assert next(lines) == b"a"
        with pytest.raises(ServerUnavailable):
            list(lines)


def test_line_without_end_is_refused(scripted: Scripted, api: Api) -> None:
    """A server that never ends its line does not fill our memory."""
    scripted.answer(body=b"data: " + b"x" * (1 << 20))
    with api.stream(routes.EVENTS, read_timeout_s=5) as lines, pytest.raises(LimitExceeded):
        list(lines)


def test_refused_stream_is_an_error(scripted: Scripted, api: Api) -> None:
    """An ended session is said before any line."""
    scripted.answer("401 No", error_body("not_signed_in"))
    with pytest.raises(NotSignedIn), api.stream(routes.EVENTS, read_timeout_s=5):
        raise AssertionError("a stream")


# -- TLS ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for the loopback, with its key in the same file."""
    return make_certificate(tmp_path_factory.mktemp("tls") / "server.pem")


@pytest.fixture
def encrypted(certificate: Path, scripted: Scripted) -> Iterator[Scripted]:
    """The scripted server, behind TLS."""
    server = type(scripted)(context_of(certificate))  # type: ignore[call-arg]  # the real one of conftest
    yield server
    server.close()  # type: ignore[attr-defined]  # the real one of conftest


def test_unknown_certificate_is_refused(encrypted: Scripted) -> None:
    """A certificate nobody vouches for ends the call before anything is said."""
    with pytest.raises(ServerUnavailable) as caught:
        Api(encrypted.address).call(routes.HEALTHZ, want=m.Health)
    assert caught.value.arguments["reason"] == "certificate"
    assert encrypted.asked == []


def test_certificate_that_the_operator_gave_is_taken(encrypted: Scripted, certificate: Path) -> None:
    """With its own file of authorities the same server is fine."""
    encrypted.answer(body=HEALTH)
    assert (
        Api(encrypted.address, network=lambda: Network(ca_file=str(certificate)))
        .call(routes.HEALTHZ, want=m.Health)
        .status
        == "ok"
    )


class Counted(Throttle):
    """A throttle whose clock stands still and that writes down what it lets by, instead of waiting."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0)
        self.passed: list[tuple[Direction, int]] = []

    def let_by(self, way: Direction, size_bytes: int) -> None:
        """Write it down."""
        self.passed.append((way, size_bytes))


@pytest.mark.parametrize("size", [1, 5000, 300_000])
def test_a_limited_upload_goes_in_pieces_and_arrives_whole(scripted: Scripted, size: int) -> None:
    """Each piece is let by before it is sent; the server gets the length and the same bytes."""
    throttle = Counted()
    throttle.set(Direction.UPLOAD, 100_000)
    api = Api(scripted.address, throttle=throttle)
    api.sign_in(TOKEN)
    scripted.answer("204 No Content")
    data = bytes(number % 251 for number in range(size))
    api.raw(routes.BLOB_PUT, memoryview(data), held_back=True, blob="00" * 32)
    assert scripted.asked[0].partition(b"\r\n\r\n")[2] == data
    assert f"content-length: {size}".encode() in scripted.asked[0].lower()
    assert sum(passed for _, passed in throttle.passed) == size
    assert max(passed for _, passed in throttle.passed) <= 5000
    assert {way for way, _ in throttle.passed} == {Direction.UPLOAD}


@pytest.mark.parametrize("limit", [None, 100_000])
def test_a_limited_download_goes_in_pieces(scripted: Scripted, limit: int | None) -> None:
    """And without a limit in one."""
    throttle = Counted()
    throttle.set(Direction.DOWNLOAD, limit)
    api = Api(scripted.address, throttle=throttle)
    api.sign_in(TOKEN)
    data = bytes(number % 251 for number in range(12_000))
    scripted.answer(body=data)
    assert api.raw(routes.BLOB_GET, held_back=True, blob="00" * 32).body == data
    pieces = [5000, 5000, 2000] if limit else [12_000]
    assert throttle.passed == [(Direction.DOWNLOAD, piece) for piece in pieces]
    throttle.passed.clear()
    scripted.answer(body=data)
    assert api.fetch_into(routes.BLOB_GET, memoryview(bytearray(20_000)), blob="00" * 32) == data
    assert throttle.passed == [(Direction.DOWNLOAD, piece) for piece in pieces]


def test_what_is_no_content_is_not_held_back(scripted: Scripted) -> None:
    """Commits and questions are small, and everything waits for them."""
    throttle = Counted()
    throttle.set(Direction.UPLOAD, 1)
    api = Api(scripted.address, throttle=throttle)
    scripted.answer(body=HEALTH)
    api.call(routes.HEALTHZ, want=m.Health)
    assert throttle.passed == []


def test_a_limit_on_downloads_narrows_what_the_system_takes_in(scripted: Scripted) -> None:
    """Connections are made anew when it changes, and are as usual without one."""
    throttle = Counted()
    api = Api(scripted.address, throttle=throttle)

    def buffer_of(session: requests.Session) -> int | None:
        pool = session.get_adapter(scripted.address).poolmanager  # type: ignore[attr-defined]
        options = pool.connection_pool_kw.get("socket_options", [])
        return next((value for _, name, value in options if name == socket.SO_RCVBUF), None)

    first = api._session()
    assert api._session() is first
    assert buffer_of(first) is None
    throttle.set(Direction.DOWNLOAD, 800_000)
    second = api._session()
    assert second is not first
    assert buffer_of(second) == 100_000
    throttle.set(Direction.DOWNLOAD, None)
    assert buffer_of(api._session()) is None
    assert len(api._sessions) == 1
