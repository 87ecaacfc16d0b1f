"""Between the moment in which bytes lie in the store and that in which a row says so, nobody may take them for left over.

    with handover.uploading():  write the bytes, note them      any number at once
    with handover.alone():      look for a row, remove bytes    one, while nobody uploads

In a folder of blobs, whoever wants to be alone waits for uploads that are being noted, and those that come meanwhile wait
for it: both take as long as a disk does. Within one process: only the process that serves a data folder removes bytes.

Over an object store any number of processes work, and nobody waits: what no row names goes once it is a day old, and
``check_recent`` sees to it that nobody comes to name what is older than ten minutes, however long it was suspended (ADR 59).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from megadesk.server.refusals import busy

NOTED_WITHIN_MS: Final = 600_000
"""Far more than a store takes to answer and a database to let us in, far less than the day that strays have."""

_COME_BACK_S: Final = 1.0


def check_recent(written_ms: int, now_ms: int) -> None:
    """Pass if what began to be written at that time may be noted; ``busy`` if not. To be said in the transaction."""
    if not 0 <= now_ms - written_ms <= NOTED_WITHIN_MS:
        raise busy(_COME_BACK_S)


class Handover:
    """The one for a blob store. Not to be taken twice by one thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._uploading = 0
        self._is_wanted = False

    @contextmanager
    def uploading(self) -> Iterator[None]:
        """Keep others from being alone for the block."""
        with self._changed:
            while self._is_wanted:
                self._changed.wait()
            self._uploading += 1
        try:
            yield
        finally:
            with self._changed:
                self._uploading -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one for the block."""
        with self._changed:
            while self._is_wanted:
                self._changed.wait()
            self._is_wanted = True
            while self._uploading:
                self._changed.wait()
        try:
            yield
        finally:
            with self._changed:
                self._is_wanted = False
                self._changed.notify_all()
