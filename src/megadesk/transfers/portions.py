"""How many small files go into one request, after some did not get through.

    a batch failed --failed--> Portions --leading--> what travels together next time
    bytes got through --got_through--'

Up to 1,000 files travel in one request, and one blob at which the server chokes would hold up all of them. So:

 1. A batch fails the second time in a row, and others got through that way meanwhile: the trouble is in the batch. Its
    files travel in halves from now on, and soon, down to the one that is the trouble, which waits longer each time.
 2. Nothing got through meanwhile: perhaps the server is down for everybody. Nothing is held against the files, but the
    next request is far smaller, of those that were tried least; the first that gets through makes an end of that.
 3. The server understood, and refused the body (413, 422): halves at once.
 4. It asks for patience (429, 503), or has no room: that says nothing about what was in the request.

No rule makes requests come faster when none gets through: after each failure the gate (pacing.py) is closed, longer each
time, so a server that is down sees as many as before, and smaller ones. Pure; part of the floor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from megadesk.model.errors import LimitExceeded, MegadeskError, ServerRefused, ServerUnavailable
from megadesk.transfers.queue import Transfer

SHARE_OF_PROBE: Final = 16
"""After a thousand a request of 62, of 3, of one: with several bad blobs among them, halves found none without for minutes."""


class Portions:
    """What is known of requests for small files, one way."""

    def __init__(self) -> None:
        self._got_through = 0
        self._probe: int | None = None

    @property
    def is_probing(self) -> bool:
        """Whether nothing got through lately, and the next request is to find out whether anything does."""
        return self._probe is not None

    def leading(self, line: Iterable[Transfer]) -> Iterator[Transfer]:
        """Yield those of the first in line that may travel together.

        While nothing gets through, others are first: the one that is the trouble may well be the first in line.
        """
        rest = iter(line) if self._probe is None else iter(sorted(line, key=lambda one: one.attempts))
        first = next(rest, None)
        if first is None:
            return
        yield first
        most = first.together if self._probe is None else min(first.together, self._probe)
        for one in islice(rest, most - 1):
            if one.together != first.together:
                return  # what is beyond suspicion does not travel with what is not
            yield one

    def got_through(self) -> None:
        """Note that bytes went this way."""
        self._got_through += 1
        self._probe = None

    def failed(self, batch: Sequence[Transfer], error: MegadeskError) -> bool:
        """Note that what is left of a batch did not get through; return whether it is to be tried in halves, and soon."""
        refused = is_of_the_body(error)
        if not refused and not isinstance(error, ServerUnavailable):
            return False
        seen = max(one.failed_at for one in batch)
        for one in batch:
            one.failed_at = self._got_through
        if not refused and seen == self._got_through:
            self._probe = max(1, len(batch) // SHARE_OF_PROBE)
            return False
        if len(batch) == 1 or (seen < 0 and not refused):
            return False
        for one in batch:
            one.together = (len(batch) + 1) // 2
        return True


def is_of_the_body(error: MegadeskError) -> bool:
    """Whether the server understood a request and refused what was in it; a smaller one may pass."""
    return isinstance(error, LimitExceeded | ServerRefused)
