"""How often the stores elsewhere were asked, how long that took, and how often they did not do it. Counted in any thread.

metadata_postgres  transactions      "database"  --+
s3_client          requests          "blocks"    --+-->  asked_so_far  -->  /metrics
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, NamedTuple

from megadesk.model.errors import DiskFull, ServerUnavailable

DATABASE, BLOCKS = "database", "blocks"


class Asked(NamedTuple):
    """What was counted of one store."""

    requests: int = 0
    seconds: float = 0.0
    errors: int = 0


_counts: Final[dict[str, Asked]] = {}
_counting: Final = threading.Lock()


@contextmanager
def counted(store: str) -> Iterator[None]:
    """Count the block as one request to a store; it failed if the store is not there, takes nothing or is full."""
    began_s, errors = time.monotonic(), 0
    try:
        yield
    except (ServerUnavailable, DiskFull):
        errors = 1
        raise
    finally:
        seconds = time.monotonic() - began_s
        with _counting:
            was = _counts.get(store, Asked())
            _counts[store] = Asked(was.requests + 1, was.seconds + seconds, was.errors + errors)


def asked_so_far() -> Mapping[str, Asked]:
    """Return what was counted in this process; nothing of a store that was never asked."""
    with _counting:
        return dict(_counts)
