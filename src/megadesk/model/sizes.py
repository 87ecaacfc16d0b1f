"""Sizes as people write them: ``50G``, ``1.5 TiB``, ``500 MB``, ``1_000_000``.

Units are those that the app shows: K, M, G and T alone, and KiB to TiB, count in 1024; KB to TB count in 1000. No unit: bytes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable

SIZE_MAX: Final = (1 << 63) - 1
"""What a database can count to."""
_SIZE: Final = re.compile(
    r"([0-9](?:_?[0-9]){0,18}(?:\.[0-9]{1,6})?) ?(?:([KMGT])(I?B)?|B(?:YTES?)?)?", re.ASCII | re.IGNORECASE
)
_POWERS: Final = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


def size_of(text: str) -> int:
    """Return how many bytes a person means, a part of one left out; BadUsage if that is no size."""
    found = _SIZE.fullmatch(text.strip())
    size_bytes = -1
    if found is not None:
        number, unit, kind = (part or "" for part in found.groups())
        base = 1000 if kind.upper() == "B" else 1024
        size_bytes = int(Decimal(number) * base ** _POWERS[unit.upper()])
    if not 0 <= size_bytes <= SIZE_MAX:
        raise BadUsage("expected a size: bytes, or as in 500M, 50G, 1T", what="size", value=printable(text))
    return size_bytes
