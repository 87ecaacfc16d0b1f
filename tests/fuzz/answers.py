"""Targets: what a server answers, and what a client sends to it: messages, frames, events, refusals, whole accounts."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from functools import cache

import msgspec

from fuzz import seeds
from fuzz.samples import sample
from fuzz.target import DAMAGE, Target, must
from megadesk.crypto.account import open_account_with_password, open_account_with_recovery
from megadesk.model.errors import IdentityChanged, MegadeskError, NeedsUser, Refused, RetryLater, Rollback, Waiting
from megadesk.model.wording import words_of
from megadesk.remote.api import Api, _lines
from megadesk.remote.events import parse_events
from megadesk.remote.refusals import number_in
from megadesk.remote.session import served_account
from megadesk.wire import messages as m
from megadesk.wire import routes
from megadesk.wire.codec import Encoding, decode, encode
from megadesk.wire.frames import pack, unpack
from megadesk.wire.routes import ROUTES

KINDS: tuple[type[msgspec.Struct], ...] = tuple(
    sorted(m.Message.__subclasses__(), key=lambda kind: kind.__name__),
)


def _message_seeds(encoding: Encoding) -> Iterator[bytes]:
    for number, kind in enumerate(KINDS):
        yield bytes((number,)) + encode(sample(kind), encoding)


def _message(data: bytes, encoding: Encoding) -> None:
    """Read a message of the kind that the first byte names; what is taken reads the same when it is written again."""
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    found = decode(kind, data[1:], encoding)
    must(decode(kind, encode(found, encoding), encoding) == found, "a message changes when it is written again")


def _frames() -> Iterator[bytes]:
    blocks = [(one.id, one.key[: 5 + at]) for at, one in enumerate(seeds.blocks(3))]
    yield pack(blocks)
    yield pack([])


def _frame(data: bytes) -> None:
    must(pack(unpack(data)) == data, "frames are not what their encoder writes")


def _streams() -> Iterator[bytes]:
    events = [m.Event(kind="hello"), m.Event(kind="head", space=b"s" * 32, seq=7)]
    yield b"".join(b"data: " + encode(one, Encoding.JSON) + b"\r\n\n" for one in events) + b":\n\n"


def _stream(data: bytes) -> None:
    """Read an event stream that comes in pieces as long as its first byte says."""
    size = data[0] + 1 if data else 1
    pieces = (data[at : at + size] for at in range(1, len(data), size))
    for event in parse_events(_lines(pieces)):
        must(isinstance(event, m.Event), "no event")


_STATUSES = (400, 401, 403, 404, 408, 409, 410, 413, 418, 422, 429, 500, 503, 507)


def _refusals() -> Iterator[bytes]:
    body = m.ErrorBody(code="head_moved", message="m", detail={"oldest_seq": 5, "oldest_ms": 7, "what": "x", "b": None})
    for number in range(len(_STATUSES)):
        yield bytes((number, number)) + b"2\n" + encode(body, Encoding.JSON)


def _refusal(data: bytes) -> None:
    """Make an error of a refusal, and words of that."""
    route = ROUTES[data[0] % len(ROUTES)] if data else ROUTES[0]
    status = _STATUSES[data[1] % len(_STATUSES)] if data[1:] else 500
    wait, _, body = data[2:].partition(b"\n")
    retry_after = wait.decode("latin-1")
    error = Api("https://example.org")._error(route, status, {"Retry-After": retry_after}, body)
    must(isinstance(error, MegadeskError), "no error of ours")
    must(bool(words_of(error).sentence), "no words")
    number_in(retry_after)


class Speaker:
    """A server that says the same to whoever comes, and hangs up."""

    def __init__(self) -> None:
        self.words = b""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._speak, daemon=True).start()

    def _speak(self) -> None:
        while True:
            caller, _ = self._door.accept()
            with caller, contextlib.suppress(OSError):
                caller.recv(1 << 16)
                caller.sendall(self.words)


@cache
def _speaker() -> Speaker:
    return Speaker()


def _http_answers() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n" + b'{"status":"ok"}'
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + b'{"status":"ok"}\r\n0\r\n\r\n'
    yield b"HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n"
    yield (
        b'HTTP/1.1 503 Busy\r\nRetry-After: 5\r\nContent-Length: 40\r\n\r\n{"code":"busy","message":"x","detail":{}}'
    )
    yield (
        b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\nSet-Cookie: a=b; Domain=x; Expires=y\r\n\r\n{"status":"ok"}'
    )
    yield b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde"


def _http_answer(data: bytes) -> None:
    """Ask for a message and for a block, and get this as an answer, down to its first line."""
    _speaker().words = data
    api = Api(_speaker().address)
    api.sign_in(b"t" * 32)
    try:
        api.fetch_into(routes.BLOB_GET, memoryview(bytearray(256)), blob="00" * 32)
    except DAMAGE_OR_AWAY:
        api.call(routes.HEALTHZ, want=m.Health)
    finally:
        api.close()


DAMAGE_OR_AWAY: tuple[type[MegadeskError], ...] = (*DAMAGE, RetryLater, Waiting, NeedsUser, Refused)
"""Whatever a server says, it is one of these: no error of a library comes out of remote/api."""


def _accounts() -> Iterator[bytes]:
    served = seeds.served()
    yield encode(
        m.AccountKeys(
            account=served.account, login=seeds.LOGIN, kdf_block=served.kdf_block, login_public=served.login_public,
            recovery_public=served.recovery_public, box_password=served.box_password,
            box_recovery=served.box_recovery, bundle_sealed=served.bundle_sealed, bundle_public=served.bundle_public,
            root_space=seeds.secrets().root_space,
        ),
        Encoding.JSON,
    )  # fmt: skip


def _account(data: bytes) -> None:
    """Open an account that was served, both ways; nothing but ours opens."""
    served = served_account(decode(m.AccountKeys, data, Encoding.JSON))
    by_password = open_account_with_password(served, seeds.password_keys(), login=seeds.LOGIN)
    by_recovery = open_account_with_recovery(served, seeds.recovery_key(), login=seeds.LOGIN)
    for found in (by_password, by_recovery):
        must(found.identity.public == seeds.secrets().identity.public, "the keys of somebody else")


TARGETS = (
    Target(
        name="message-json", parse=lambda data: _message(data, Encoding.JSON),
        seeds=lambda: _message_seeds(Encoding.JSON), tries=4000,
    ),
    Target(
        name="message-msgpack", parse=lambda data: _message(data, Encoding.MSGPACK),
        seeds=lambda: _message_seeds(Encoding.MSGPACK), tries=4000,
    ),
    Target(name="blob-frames", parse=_frame, seeds=_frames),
    Target(name="event-stream", parse=_stream, seeds=_streams),
    Target(
        name="http-answer", parse=_http_answer, seeds=_http_answers, refusals=DAMAGE_OR_AWAY, max_bytes=8192, tries=250
    ),
    Target(name="refusal", parse=_refusal, seeds=_refusals),
    Target(
        name="account-answer", parse=_account, seeds=_accounts, refusals=(*DAMAGE, IdentityChanged, Rollback), tries=600
    ),
)  # fmt: skip
