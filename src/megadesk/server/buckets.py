"""How the bucket digests of a group are stored: all 256 in a row, or only the few that are not empty.

A dense row has 8192 bytes; a sparse one 33 for each bucket (its number, its digest), never 8192. A space of a million
records has 256 dense rows; one of a hundred has some dozen short ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from megadesk.crypto.public import EMPTY_DIGEST, EMPTY_ROW, FAN_OUT, ROW_BYTES
from megadesk.model.errors import OurBug

_DIGEST: Final = len(EMPTY_DIGEST)
_ENTRY: Final = _DIGEST + 1
_SPARSE_MAX: Final = 200


def dense(stored: bytes) -> bytes:
    """Return the 256 digests of a stored row."""
    if len(stored) == ROW_BYTES:
        return stored
    if not stored:
        return EMPTY_ROW
    row = bytearray(ROW_BYTES)
    for at in range(0, len(stored), _ENTRY):
        start = stored[at] * _DIGEST
        row[start : start + _DIGEST] = stored[at + 1 : at + _ENTRY]
    return bytes(row)


def patched(stored: bytes, changes: Mapping[int, bytes]) -> bytes:
    """Return a stored row after changes by position in the group (0..255)."""
    if len(stored) % _ENTRY and len(stored) != ROW_BYTES:
        raise OurBug("a stored bucket row of a strange length")
    if len(stored) == ROW_BYTES:
        row = bytearray(stored)
        for position, digest in changes.items():
            row[position * _DIGEST : (position + 1) * _DIGEST] = digest
        return bytes(row)
    held = {stored[at]: stored[at + 1 : at + _ENTRY] for at in range(0, len(stored), _ENTRY)}
    held.update(changes)
    full = {position: digest for position, digest in held.items() if digest != EMPTY_DIGEST}
    if len(full) > _SPARSE_MAX:
        return b"".join([full.get(position, EMPTY_DIGEST) for position in range(FAN_OUT)])
    return b"".join([bytes((position,)) + digest for position, digest in sorted(full.items())])
