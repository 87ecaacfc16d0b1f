"""What a rewind put into the bin says so, for as long as it lies there: a person has seen the list and asked for it.

    RecordMeta.extra, tag 0xA1: the time at which it was put there        Source: docs/formats/records.md, "Rewound"

Other devices ask nobody before they follow (sync/guard). Taken out of the bin and put there again it has another time, and
the mark means nothing any more.
"""

from __future__ import annotations

from typing import Final

from megadesk.crypto.records import RecordMeta

REWOUND_TAG: Final = 0xA1
_BYTES: Final = 8


def marked(extra: tuple[tuple[int, bytes], ...], trashed_ms: int) -> tuple[tuple[int, bytes], ...]:
    """Return the fields of a record that a rewind puts into the bin at this time."""
    return tuple(sorted({**dict(extra), REWOUND_TAG: trashed_ms.to_bytes(_BYTES, "big")}.items()))


def is_rewound(meta: RecordMeta) -> bool:
    """Whether a rewind put this into the bin, where it has lain since."""
    value, time_ms = dict(meta.extra).get(REWOUND_TAG), meta.trashed_ms
    return time_ms is not None and value == time_ms.to_bytes(_BYTES, "big")
