"""Bodies of content on their way, piece by piece as the throttle lets by: a limit holds, and who watches sees how far it is.

    body --in_pieces--> requests sends it
    response --read_by_pieces--> bytes
    response, view --read_into--> the view is full: memory that its caller uses again and again

Fresh memory for each block of 4 MiB costs more than its way through the socket: the system clears every page of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any, Final, Protocol

from megadesk.model.transfer import Direction
from megadesk.wire.codec import Encoding
from megadesk.wire.frames import BATCH_BLOBS_MAX, BATCH_BYTES_MAX, BLOB_BYTES_MAX, FRAME_HEAD_BYTES
from megadesk.wire.routes import Route

if TYPE_CHECKING:
    from megadesk.transfers.throttle import Throttle


JOURNAL_MAX_BYTES: Final = 64 << 20
"""A page of records has whole buckets, and one of 4096 records of 16 KiB is as large as that."""
SMALL_MAX_BYTES: Final = 4 << 20
"""What is no content and no part of the journal is some kilobytes, however many sessions somebody has."""
REFUSAL_MAX_BYTES: Final = 2 << 20
"""Of an answer that is an error, as much is read; remote/refusals looks into no more than half of it."""


def most_bytes_of(route: Route) -> int:
    """Return how long a good answer may be. Several threads ask at once, and each may be sent as much."""
    match route.response_encoding:
        case Encoding.MSGPACK:
            return JOURNAL_MAX_BYTES
        case Encoding.FRAMES:
            return BATCH_BYTES_MAX + BATCH_BLOBS_MAX * FRAME_HEAD_BYTES
        case Encoding.RAW:
            return BLOB_BYTES_MAX
        case _:
            return SMALL_MAX_BYTES


class Response(Protocol):
    """What is needed of a response of requests."""

    raw: Any


class _Pieces:
    """A body that goes out in pieces, each when it is let by; none of them is copied."""

    def __init__(self, body: memoryview, throttle: Throttle, piece_bytes: int) -> None:
        self._body = body
        self._throttle = throttle
        self._piece_bytes = piece_bytes

    def __len__(self) -> int:
        return len(self._body)

    def __iter__(self) -> Iterator[memoryview]:
        for start in range(0, len(self._body), self._piece_bytes):
            piece = self._body[start : start + self._piece_bytes]
            self._throttle.let_by(Direction.UPLOAD, len(piece))
            yield piece


def in_pieces(body: bytes | memoryview | None, throttle: Throttle | None) -> bytes | memoryview | _Pieces | None:
    """Return a body as it is to be sent: piece by piece if somebody watches or a limit holds, else in one go."""
    if not body or throttle is None:
        return body
    return _Pieces(memoryview(body), throttle, throttle.piece_bytes(Direction.UPLOAD) or len(body))


def read_by_pieces(response: Response, length: int, throttle: Throttle | None) -> bytes:
    """Return a body of known length: in one go, or piece by piece if somebody watches or a limit holds."""
    piece_bytes = throttle.piece_bytes(Direction.DOWNLOAD) if throttle is not None else None
    if throttle is None or piece_bytes is None or length <= piece_bytes:
        if throttle is not None and length:
            throttle.let_by(Direction.DOWNLOAD, length)
        whole: bytes = response.raw.read(length, decode_content=False)
        return whole
    pieces: list[bytes] = []
    left = length
    while left:
        throttle.let_by(Direction.DOWNLOAD, min(piece_bytes, left))
        piece = response.raw.read(min(piece_bytes, left), decode_content=False)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def read_into(response: Response, view: memoryview, throttle: Throttle | None) -> int:
    """Fill view with a body of that length and give the connection back; return how many bytes came, fewer if it ended.

    Raises whatever requests, urllib3 and http.client raise when a connection breaks.
    """
    done = 0
    while done < len(view):
        left = len(view) - done
        piece_bytes = min(left, throttle.piece_bytes(Direction.DOWNLOAD) or left) if throttle is not None else left
        if throttle is not None:
            throttle.let_by(Direction.DOWNLOAD, piece_bytes)
        count = _fill(response, view[done : done + piece_bytes])
        if not count:
            return done
        done += count
    response.raw.read(1)  # urllib3 gives a connection back when it is asked for more than there is
    return done


def _fill(response: Response, view: memoryview) -> int:
    """Return how many of the next bytes were put into view; none: that was all.

    urllib3's own ``readinto`` reads into fresh memory and copies, so http.client's is called, and urllib3 told of it.
    """
    raw = response.raw
    source = getattr(raw, "_fp", None)
    if not isinstance(source, HTTPResponse) or not isinstance(raw.length_remaining, int):
        return int(raw.readinto(view))
    count = source.readinto(view)
    raw.length_remaining -= count
    return count
