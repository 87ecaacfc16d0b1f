"""A server that lies about the past is a server that lies: the space is frozen, as for a lie about the present.

    question about the past --held_to--> answer verifies        --> as if nothing were between
                                         Forged, Forked         --> frozen at once
                                         Malformed, three times --> frozen
                                                                     |
    Journal.fetch, verified --> the same question once more <---------
                                answer verifies, or there is none --> thawed

Nothing is published meanwhile, and nobody has to repair anything once the lie has ended. Source: ADR 40.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from megadesk.model.errors import Forged, Forked, LimitExceeded, Malformed, MegadeskError, NotFound, PastGone
from megadesk.remote.space import Space

log = logging.getLogger(__name__)

MALFORMED_TRIES: Final = 3
"""Before, it may be the line."""


class Doubt:
    """Holds one space to what its past is said to be. Safe from any thread."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._malformed = 0

    @contextmanager
    def held_to(self, again: Callable[[], object]) -> Iterator[None]:
        """Freeze the space for a lie in the block; ``again`` asks the same anew and raises if it is still one."""
        try:
            yield
        except (Malformed, LimitExceeded) as error:
            self._malformed += 1
            if self._malformed >= MALFORMED_TRIES:
                self._freeze(error, again)
            raise
        except (Forged, Forked) as error:
            self._freeze(error, again)
            raise
        else:
            self._malformed = 0

    def _freeze(self, error: MegadeskError, again: Callable[[], object]) -> None:
        def prove() -> None:
            # Who shows nothing any more does not lie.
            with suppress(PastGone, NotFound):
                again()

        log.error("space %s: frozen for its past, %s", self._space.id.hex()[:8], error)
        with self._space.lock:
            self._space.frozen, self._space.unproven = error, prove
