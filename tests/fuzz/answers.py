"""Targets: what a server answers, and what a client sends to it: messages, frames, events, refusals, whole accounts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fuzz import seeds
from fuzz.samples import sample
from fuzz.target import DAMAGE, Target, must
from megadesk.crypto.account import open_account_with_password, open_account_with_recovery
from megadesk.model.errors import IdentityChanged, MegadeskError, Rollback
from megadesk.model.wording import words_of
from megadesk.remote.api import Api, _lines, _number
from megadesk.remote.events import parse_events
from megadesk.remote.session import served_account
from megadesk.wire import messages as m
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
    _number(retry_after)


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
    Target(name="refusal", parse=_refusal, seeds=_refusals),
    Target(
        name="account-answer", parse=_account, seeds=_accounts, refusals=(*DAMAGE, IdentityChanged, Rollback), tries=600
    ),
)  # fmt: skip
