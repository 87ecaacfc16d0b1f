"""Envelopes between front ends and engine, as JSON: no sockets here.

    both       Hello                 first, after the key has been proved; other versions go no further
    client     Request  Cancel  Subscribe
    engine     Progress* then Response, by the request's id; Event at any time

Bounds: MESSAGE_MAX_BYTES for an envelope. Unknown fields and types are refused, but in Hello: both sides are of one
installation, which that says, and PROTOCOL is raised with every change. Read next: ``listener.py``.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias, TypeVar

import msgspec

from megadesk.model.errors import Argument, LimitExceeded, Malformed, MegadeskError, error_from_code

T = TypeVar("T")

PROTOCOL: Final = 2
MESSAGE_MAX_BYTES: Final = 16 * 1024 * 1024
HELLO_MAX_BYTES: Final = 1024

LAGGED: Final = "lagged"
"""Topic of the event that takes the place of all that waited when a client was too slow: ask again for the state."""


class _Envelope(msgspec.Struct, frozen=True, tag_field="type", tag=str.lower, forbid_unknown_fields=True):
    """Base of all."""


class Hello(_Envelope, frozen=True, forbid_unknown_fields=False):
    """Says which protocol and which program speaks. That of any version can be read: these two fields stay."""

    protocol: int
    version: str


class Request(_Envelope, frozen=True):
    """Asks for one thing. ``id`` is the client's own count; params may hold a password, so it is never shown."""

    id: int
    method: str
    params: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"Request(id={self.id}, method={self.method!r})"


class Cancel(_Envelope, frozen=True):
    """The client no longer wants the answer to a request; there is none then, or one that it drops."""

    id: int


class Subscribe(_Envelope, frozen=True):
    """From now on events of these topics, and of no others."""

    topics: frozenset[str]


class ErrorBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An error of model/errors, as its code and arguments."""

    code: str
    detail: str = ""
    arguments: dict[str, Argument] = {}


class Response(_Envelope, frozen=True):
    """Ends a request: a result, or an error."""

    id: int
    result: Any = None
    error: ErrorBody | None = None


class Progress(_Envelope, frozen=True):
    """A piece of the answer before its end: how far it is, or one line or chunk of a stream."""

    id: int
    payload: Any


class Event(_Envelope, frozen=True):
    """Something happened that the client subscribed to."""

    topic: str
    payload: Any = None


FromClient: TypeAlias = Hello | Request | Cancel | Subscribe
FromEngine: TypeAlias = Hello | Response | Progress | Event

_encoder: Final = msgspec.json.Encoder()
_from_client: Final[msgspec.json.Decoder[FromClient]] = msgspec.json.Decoder(FromClient)
_from_engine: Final[msgspec.json.Decoder[FromEngine]] = msgspec.json.Decoder(FromEngine)


def encode(message: FromClient | FromEngine) -> bytes:
    """Return message as bytes; LimitExceeded if it is larger than an envelope may be."""
    data = _encoder.encode(message)
    if len(data) > MESSAGE_MAX_BYTES:
        raise LimitExceeded("a message between app and engine", size_bytes=len(data), limit_bytes=MESSAGE_MAX_BYTES)
    return data


def decode_from_client(data: bytes) -> FromClient:
    """Return what a client sent; Malformed if it is nothing a client may say."""
    try:
        return _from_client.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise Malformed(f"not a message of a client: {type(e).__name__}") from None


def decode_from_engine(data: bytes) -> FromEngine:
    """Return what the engine sent; Malformed if it is nothing an engine may say."""
    try:
        return _from_engine.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise Malformed(f"not a message of an engine: {type(e).__name__}") from None


def to_plain(body: msgspec.Struct) -> dict[str, Any]:
    """Return a typed body as the plain dictionary an envelope carries."""
    plain: dict[str, Any] = msgspec.to_builtins(body)
    return plain


def to_typed(kind: type[T], plain: object) -> T:
    """Return what an envelope carried as a typed body; Malformed with the field that does not fit, never its value."""
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as e:
        raise Malformed(f"{kind.__name__}: {e}") from None


def error_to_body(error: MegadeskError) -> ErrorBody:
    """Return the error as it travels."""
    return ErrorBody(error.code, error.detail, error.arguments)


def body_to_error(body: ErrorBody) -> MegadeskError:
    """Return the error that travelled, as its own class again."""
    return error_from_code(body.code, body.detail, body.arguments)
