"""How finely a volume tells times apart, and what a time as young as that is worth.

    mtime --young_ms--> patience: not read until a later write must show
          --aged_ns---> cargo: nothing is placed with a time that a write right after would leave as it is

Two writes within one step of a volume's clock (2 s on FAT, 1 s on HFS+, a tick of the system's clock elsewhere) leave
the same time; if they leave the same size, too, nothing but reading tells them apart. Git calls such entries racy
(git, Documentation/technical/racy-git.txt) and reads them again; here they are read once, when it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from megadesk.sync.ports import FINE_STEP_NS

NS_PER_MS: Final = 1_000_000


class Granularity:
    """Of one volume. ``step_ns``: see VolumeTraits. ``wall_ms``: the clock that gives files their times."""

    def __init__(self, step_ns: int, wall_ms: Callable[[], int]) -> None:
        self._step_ns = step_ns
        self._wall_ms = wall_ms

    @property
    def is_fine(self) -> bool:
        """Whether times are too fine for a person to come in between."""
        return self._step_ns <= FINE_STEP_NS

    def young_ms(self, mtime_ns: int) -> int:
        """Return for how long a write may still leave this very time; 0 if it cannot.

        A time of the next moment counts as well: some systems round up.
        """
        age_ns = self._wall_ms() * NS_PER_MS - mtime_ns
        return -((age_ns - self._step_ns) // NS_PER_MS) if -self._step_ns < age_ns < self._step_ns else 0

    def aged_ns(self, mtime_ns: int) -> int:
        """Return a time, or, if a write to come could leave the same, the latest at which none can.

        A time ahead is that of a computer whose clock is. Where times are fine nobody hits it again.
        """
        latest_ns = self._wall_ms() * NS_PER_MS - self._step_ns
        if self.is_fine:
            return latest_ns if self.young_ms(mtime_ns) else mtime_ns
        return min(mtime_ns, latest_ns)
