"""Between the moment in which bytes lie in the store and that in which a row says so, nobody may take them for left over.

    with handover.uploading():  write the bytes, note them      any number at once
    with handover.alone():      look for a row, remove bytes    one, while nobody uploads

Whoever wants to be alone waits for uploads that are being noted, and those that come meanwhile wait for it: both take as
long as a disk does. Within one process: only the process that serves a data folder removes bytes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
