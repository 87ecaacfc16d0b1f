"""What the mover is asked for at a time: not all of a first sync at once.

    waiting (all that a plan has to move, one way) --next--> jobs, at most ASKED_AT_ONCE --is_low--> next again
    Wished (what people put on top, or let rest) ----'

Read next: cargo.py, which makes the jobs and uses what comes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Final, Generic, TypeVar

from megadesk.model.ids import NodeId
from megadesk.model.transfer import NOTHING_WISHED, DownloadJob, UploadJob, Wished
from megadesk.model.tree import Node

ASKED_AT_ONCE: Final = 10_000
"""With all 100,000 files of a first sync at once the mover held 70 MiB more, and as much again in results that came
faster than they could be published."""

J = TypeVar("J", UploadJob, DownloadJob)


class Asked(Generic[J]):
    """The jobs of one direction that the mover has. ``make`` returns the job of a node, or None if it gave it up.

    expect: told which nodes come next, where they are several.
    """

    def __init__(
        self, make: Callable[[Node], J | None], expect: Callable[[Collection[NodeId]], None] = lambda _nodes: None
    ) -> None:
        self._make: Callable[[Node], J | None] = make
        self._expect = expect
        self.jobs: dict[NodeId, J] = {}
        self._is_full = False

    def next(self, waiting: Mapping[NodeId, Node], wished: Wished = NOTHING_WISHED) -> None:
        """Leave out the jobs of what waits no longer, and fill up with new ones.

        What a person put on top is asked for first, then what they put behind something that is asked for. What rests
        takes nobody's place: else those who pause many files would have paused all.
        """
        self.jobs = {key: job for key, job in self.jobs.items() if key in waiting}
        for node in [waiting[key] for key in wished.first[:ASKED_AT_ONCE] if key in waiting]:
            self._ask(node)
        for key, anchor in wished.after.items():
            if anchor in self.jobs and key in waiting:
                self._ask(waiting[key])
        counted = len(self.jobs) - sum(key in self.jobs for key in wished.resting)
        coming = list(islice((key for key in waiting if key not in self.jobs), max(0, ASKED_AT_ONCE - counted)))
        if len(coming) > 1:
            self._expect(coming)
        for node in list(waiting.values()):  # a copy, because what is given up is taken out meanwhile
            if counted >= ASKED_AT_ONCE:
                self._is_full = True
                return
            counted += self._ask(node) and node.id not in wished.resting
        self._is_full = False

    def _ask(self, node: Node) -> bool:
        """Ask for a node's content unless that was done; whether it is new."""
        if node.id in self.jobs:
            return False
        job = self._make(node)
        if job is None:
            return False
        self.jobs[node.id] = job
        return True

    def is_low(self, waiting: Mapping[NodeId, Node], wished: Wished = NOTHING_WISHED) -> bool:
        """Whether there is more to ask for, and half of what was asked for is done, or a person wants another now."""
        if not self._is_full:
            return False  # all that waited was asked for
        if any(key in waiting and key not in self.jobs for key in wished.first[:ASKED_AT_ONCE]):
            return True
        if any(anchor in self.jobs and key in waiting and key not in self.jobs for key, anchor in wished.after.items()):
            return True
        left = sum(key in waiting for key in self.jobs) - sum(key in self.jobs for key in wished.resting)
        return left <= ASKED_AT_ONCE // 2

    def later_bytes(self, waiting: Mapping[NodeId, Node]) -> int:
        """Return how much is still to be asked for."""
        if not self._is_full:
            return 0
        return sum(node.size_bytes for key, node in waiting.items() if key not in self.jobs)
