"""Between which two folders the files of a pair travel, for lists and for the history.

a pair that runs, a put, a get --add--> Ends of each --of(pair)--> engine/transfers, store/transfers
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from megadesk.model.ids import PairId
from megadesk.store.transfers import Ends


class TravelEnds:
    """The folders of all pairs there are now. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ends: dict[PairId, tuple[str, Callable[[], str], tuple[str, str] | None]] = {}

    def add(
        self, pair: PairId, *, local: str, cloud: Callable[[], str], renamed: tuple[str, str] | None = None
    ) -> None:
        """Make a pair known; ``cloud`` returns where its folder is there now. A second time replaces the first.

        ``renamed``: the first name of its paths here, and in the cloud, where that is another.
        """
        with self._lock:
            self._ends[pair] = (local, cloud, renamed)

    def remove(self, pair: PairId) -> None:
        """Forget a pair; one that is not known is fine."""
        with self._lock:
            self._ends.pop(pair, None)

    def of(self, pair: PairId) -> Ends | None:
        """Return the folders of a pair; None if it is not known."""
        with self._lock:
            found = self._ends.get(pair)
        return None if found is None else Ends(found[0], found[1](), found[2])
