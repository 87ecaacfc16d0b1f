"""Bytes <-> messages, bounded and typed.

JSON for small bodies and always for errors, MessagePack for bulk. Decoding is strict: unknown fields, wrong types and
lengths out of bounds raise Malformed. Nothing here knows what the bytes inside mean.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, TypeVar

import msgspec

from megadesk.model.errors import Malformed

M = TypeVar("M")

WHY_MAX_CHARS: Final = 200


class Encoding(Enum):
    """How a body is written; the value is its media type."""

    JSON = "application/json"
    MSGPACK = "application/msgpack"
    FRAMES = "application/x-megadesk-blobs"
    RAW = "application/octet-stream"
    EVENTS = "text/event-stream"
    TEXT = "text/plain; charset=utf-8"


_json_encoder = msgspec.json.Encoder()
_msgpack_encoder = msgspec.msgpack.Encoder()


_json_decoders: dict[type, msgspec.json.Decoder[Any]] = {}
_msgpack_decoders: dict[type, msgspec.msgpack.Decoder[Any]] = {}


def _json_decoder(kind: type[M]) -> msgspec.json.Decoder[M]:
    """Return the decoder of a message type; making one costs a hundred times using it."""
    decoder = _json_decoders.get(kind)
    if decoder is None:
        decoder = _json_decoders[kind] = msgspec.json.Decoder(kind)
    return decoder


def _msgpack_decoder(kind: type[M]) -> msgspec.msgpack.Decoder[M]:
    decoder = _msgpack_decoders.get(kind)
    if decoder is None:
        decoder = _msgpack_decoders[kind] = msgspec.msgpack.Decoder(kind)
    return decoder


def encode(message: msgspec.Struct, encoding: Encoding) -> bytes:
    """Return message as bytes in JSON or MessagePack."""
    if encoding is Encoding.JSON:
        return _json_encoder.encode(message)
    if encoding is Encoding.MSGPACK:
        return _msgpack_encoder.encode(message)
    raise AssertionError(f"messages are not written as {encoding}")


def decode(kind: type[M], body: bytes | memoryview, encoding: Encoding) -> M:
    """Return the message in body; Malformed if it is not one, with the field that failed and never its value."""
    try:
        if encoding is Encoding.JSON:
            return _json_decoder(kind).decode(body)
        if encoding is Encoding.MSGPACK:
            return _msgpack_decoder(kind).decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        # Names of fields are the sender's words: they are no way to fill a log.
        raise Malformed(f"{kind.__name__}: {str(e)[:WHY_MAX_CHARS]}") from e
    raise AssertionError(f"messages are not written as {encoding}")
