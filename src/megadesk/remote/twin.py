"""Whether somebody else commits as this device: a copy of its profile, on this or another computer.

    Publisher --offered(commit)--> Twin <--look(moment)-- Journal, for each commit that it takes in
                                    `--> is_seen: one of this device that it did not make, while it listened

A copied profile holds the same identity, keys and session. That is no danger to anything: each commit names the one before
it, so of two that meet one is refused and made anew. But nobody would know why files come from a device that is off.
What came while nobody listened says nothing: a profile that was set back from a backup finds its own later commits. So
does a request of before a crash that was long on its way. From one catch-up to the next, on one connection, neither is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from megadesk.model.ids import CommitId, DeviceId
from megadesk.model.moment import Moment

OFFERED_KEPT: Final = 256
"""Commits whose answer may be lost and which are then met in the journal: of one line that breaks, a few."""


class Twin:
    """What is known of others that are this device. The space's ``moving`` lock is held by who tells it of commits."""

    def __init__(self, device: DeviceId, on_seen: Callable[[], None] = lambda: None) -> None:
        self._device = device
        self._on_seen = on_seen
        self._offered: deque[CommitId] = deque(maxlen=OFFERED_KEPT)
        self._listens = False
        self.is_seen = False
        """Whether there was one, since this engine began."""

    def offered(self, commit: CommitId) -> None:
        """Note a commit of our own, before it is sent."""
        self._offered.append(commit)

    def listen(self) -> None:
        """From now on a commit of this device that is not ours is that of another: all that there was is known."""
        self._listens = True

    def deafen(self) -> None:
        """What comes until ``listen`` is called again may be old: the line was lost, or the computer slept."""
        self._listens = False

    def look(self, moment: Moment) -> None:
        """Look at a commit that came from the server."""
        if (
            self._listens
            and not self.is_seen
            and moment.device == self._device
            and moment.commit_id not in self._offered
        ):
            self.is_seen = True
            self._on_seen()
