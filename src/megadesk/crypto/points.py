"""Completed runs of a backup, as they stand in the record of its folder: a field that every version keeps word for word.

    Point <--point_of, with_point--> RecordMeta.extra, tag 0xA0           Source: docs/formats/records.md, "Points"

Other versions of megadesk may write more after it, or another layout: what is not understood is no point, and no error.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Final

from megadesk.model.backup import STATE_BYTES, Point

POINT_TAG: Final = 0xA0
_LAYOUT: Final = 1
_POINT: Final = struct.Struct(f">BIQQQQ{STATE_BYTES}s")

Extra = tuple[tuple[int, bytes], ...]


def point_of(extra: Iterable[tuple[int, bytes]]) -> Point | None:
    """Return the run that a record tells of; None if it tells of none."""
    value = dict(extra).get(POINT_TAG, b"")
    if len(value) < _POINT.size or value[0] != _LAYOUT:
        return None
    _, run, started_ms, finished_ms, files, size, state = _POINT.unpack_from(value)
    return Point(run=run, started_ms=started_ms, finished_ms=finished_ms, files=files, size_bytes=size, state=state)


def with_point(extra: Iterable[tuple[int, bytes]], point: Point) -> Extra:
    """Return the fields of a record with this run in place of the one before."""
    value = _POINT.pack(
        _LAYOUT, point.run, point.started_ms, point.finished_ms, point.files, point.size_bytes, point.state
    )
    return tuple(sorted({**dict(extra), POINT_TAG: value}.items()))
