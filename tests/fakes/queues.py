"""A board with uploads that wait, which a person steers: for tests of steering and of what is shown."""

from __future__ import annotations

from fakes.crypto import node_id
from fakes.transfers import PAIR, MemorySources, content_of
from megadesk.crypto.content import make_manifest
from megadesk.model.transfer import Direction, Subject, TransferState, Uploaded, UploadJob, Wish
from megadesk.transfers.board import Board
from megadesk.transfers.line import waiting_in
from megadesk.transfers.listing import line

UP = Direction.UPLOAD
EMPTY = make_manifest([])


class Desk:
    """A board with uploads that wait, which a person steers."""

    def __init__(self, wishes: dict[Subject, Wish] | None = None) -> None:
        self.board = Board(lambda: 0.0, wishes)
        self.board.floor.width.now = 2
        self.sources = MemorySources()
        self.jobs: dict[str, UploadJob] = {}

    def want(self, *names: str, size_bytes: int = 10) -> None:
        """Want these, and nothing else."""
        for name in names:
            if name not in self.jobs:
                self.jobs[name] = self.sources.job(name, content_of(size_bytes, name))
        self.board.want(PAIR, [self.jobs[name] for name in names])

    def order(self) -> str:
        """Return the names of what waits, in order."""
        return "".join(str(one.job.path) for one in waiting_in(self.board.register, UP))

    def taken(self) -> str:
        """Return the names of the next batch."""
        task = self.board.take_small(0.0)
        return "".join(str(one.job.path) for one in task.transfers) if task else ""

    def state(self, name: str) -> TransferState:
        """Return how one stands."""
        transfer = next(one for one in self.board.register.all() if one.job.path == name)
        return line(self.board, transfer, 0.0).state

    def end(self, name: str) -> None:
        """Let one be moved and used."""
        transfer = next(one for one in self.board.register.all() if one.job.path == name)
        self.board.ended(transfer, Uploaded(transfer.key, EMPTY), 0.0)
        self.board.settle([transfer.key])


def subject(name: str) -> Subject:
    """Return what steers the upload of a file."""
    return Subject(PAIR, UP, node_id(name))


def subjects(names: str) -> list[Subject]:
    """Return several."""
    return [subject(name) for name in names]


EMPTY = make_manifest([])
