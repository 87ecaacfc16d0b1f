"""Many small blobs in one body: ``id32 | u32 length | bytes``, again and again, big-endian.

Ten thousand small files travel so in some dozen requests. ``pack`` returns the pieces without joining them, so that a
sender can write them to the socket as they are. Source: docs/formats/http.md, "Blob frames".
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Final

from megadesk.model.errors import LimitExceeded, Malformed
from megadesk.model.ids import BlockId

_HEAD: Final = struct.Struct(">32sI")
FRAME_HEAD_BYTES: Final = _HEAD.size
BATCH_BLOBS_MAX: Final = 2048
BATCH_BYTES_MAX: Final = 8 << 20
BLOB_BYTES_MAX: Final = (24 << 20) + 64
"""The largest blob there is: the manifest of a file of 262,144 blocks (32 + 68 bytes each) and its tag.

A block is at most 4 MiB + 16 bytes; the server's routes say which limit holds where.
"""


def pack(blobs: Iterable[tuple[BlockId, bytes | memoryview]]) -> bytes:
    """Return the body that holds blobs in order."""
    parts: list[bytes | memoryview] = []
    for blob_id, data in blobs:
        parts.append(_HEAD.pack(blob_id, len(data)))
        parts.append(data)
    return b"".join(parts)


def unpack(body: bytes | memoryview) -> Iterator[tuple[BlockId, memoryview]]:
    """Yield each blob of body as a view into it; Malformed if a frame is cut off, LimitExceeded if there are too many."""
    view = memoryview(body)
    at = 0
    count = 0
    while at < len(view):
        if len(view) - at < FRAME_HEAD_BYTES:
            raise Malformed("blob frame: cut off in its head")
        blob_id, length = _HEAD.unpack_from(view, at)
        at += FRAME_HEAD_BYTES
        if length > len(view) - at:
            raise Malformed("blob frame: longer than the body")
        count += 1
        if count > BATCH_BLOBS_MAX:
            raise LimitExceeded("blob frames", allowed=BATCH_BLOBS_MAX)
        yield BlockId(blob_id), view[at : at + length]
        at += length
