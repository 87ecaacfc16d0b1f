"""What the mover is asked for at a time: not all of a first sync at once.

    waiting (all that a plan has to move, one way) --next--> jobs, at most ASKED_AT_ONCE --is_low--> next again

Read next: cargo.py, which makes the jobs and uses what comes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from megadesk.model.ids import NodeId
from megadesk.model.transfer import DownloadJob, UploadJob
from megadesk.model.tree import Node

ASKED_AT_ONCE: Final = 10_000
"""With all 100,000 files of a first sync at once the mover held 70 MiB more, and as much again in results that came
faster than they could be published."""

J = TypeVar("J", UploadJob, DownloadJob)


class Asked(Generic[J]):
    """The jobs of one direction that the mover has. ``make`` returns the job of a node, or None if it gave it up."""

    def __init__(self, make: Callable[[Node], J | None]) -> None:
        self._make: Callable[[Node], J | None] = make
        self.jobs: dict[NodeId, J] = {}

    def next(self, waiting: Mapping[NodeId, Node]) -> None:
        """Leave out the jobs of what waits no longer, and fill up with new ones."""
        self.jobs = {key: job for key, job in self.jobs.items() if key in waiting}
        for node in list(waiting.values()):  # a copy, because what is given up is taken out meanwhile
            if len(self.jobs) >= ASKED_AT_ONCE:
                return
            if node.id not in self.jobs:
                job = self._make(node)
                if job is not None:
                    self.jobs[node.id] = job

    def is_low(self, waiting: Mapping[NodeId, Node]) -> bool:
        """Whether there is more to ask for, and half of what was asked for is done."""
        if len(self.jobs) < ASKED_AT_ONCE:
            return False  # all that waited was asked for
        return sum(key in waiting for key in self.jobs) <= ASKED_AT_ONCE // 2

    def later_bytes(self, waiting: Mapping[NodeId, Node]) -> int:
        """Return how much is still to be asked for."""
        if len(self.jobs) < ASKED_AT_ONCE:
            return 0
        return sum(node.size_bytes for key, node in waiting.items() if key not in self.jobs)
