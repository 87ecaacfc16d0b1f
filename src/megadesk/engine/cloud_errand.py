"""What put, get and cat have in common: one request that moves bytes, what it did so far, and what went wrong.

    mover(root) --> a pair id of its own with the transfer manager, and a queue   batches(queue) --> results, as they come

So they share the manager's lanes, retries and figures with sync. Used by cloud_put.py and cloud_get.py.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from megadesk.disk.root import Root
from megadesk.engine.clock import rfc3339
from megadesk.engine.cloud_files import CloudFiles
from megadesk.ipc import messages as m
from megadesk.model.errors import BadUsage, MegadeskError
from megadesk.model.ids import PairId, new_pair_id
from megadesk.model.relpath import printable
from megadesk.model.transfer import TransferResult
from megadesk.model.wording import words_of

CONFLICTS: Final = ("fail", "replace", "rename", "skip")
POLL_S: Final = 0.5

Report = Callable[[m.Progress], None]
Check = Callable[[], None]


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    files: int = 0
    folders: int = 0
    bytes: int = 0
    skipped: int = 0
    total_files: int = 0
    total_bytes: int = 0
    problems: list[m.Issue] = field(default_factory=list)

    def moved(self) -> m.Moved:
        """Return it as a result."""
        return m.Moved(
            files=self.files, folders=self.folders, bytes=self.bytes, skipped=self.skipped, problems=self.problems
        )

    def progress(self, phase: str) -> m.Progress:
        """Return it as progress."""
        return m.Progress(
            phase=phase, done_bytes=self.bytes, total_bytes=self.total_bytes, done_files=self.files,
            total_files=self.total_files,
        )  # fmt: skip


class Errand:
    """One request. ``report`` is told how far it is, ``check`` raises if the front end went away. For one thread."""

    def __init__(self, files: CloudFiles, *, report: Report, check: Check, wall_ms: Callable[[], int]) -> None:
        self.files = files
        self.report = report
        self.check = check
        self.tally = Tally()
        self._supervisor = files.supervisor
        self._world = files.world
        self._wall_ms = wall_ms

    @contextmanager
    def mover(self, root: Root) -> Iterator[tuple[PairId, queue.SimpleQueue[Sequence[TransferResult]]]]:
        """Give this request a pair id of its own with the transfer manager, for as long as the block lasts."""
        pair = new_pair_id(self._world.entropy)
        results: queue.SimpleQueue[Sequence[TransferResult]] = queue.SimpleQueue()
        self._world.roots.add(pair, root)
        self._supervisor.expect(pair, results.put)
        try:
            yield pair, results
        finally:
            self._world.transfers.want(pair, (), ())
            self._supervisor.expect(pair, None)
            self._world.roots.remove(pair)

    def batches(
        self, results: queue.SimpleQueue[Sequence[TransferResult]], left: int
    ) -> Iterator[Sequence[TransferResult]]:
        """Yield results until there are none left to come; whoever cancels is noticed within half a second."""
        while left > 0:
            self.check()
            try:
                batch = results.get(timeout=POLL_S)
            except queue.Empty:
                continue
            left -= len(batch)
            yield batch

    def problem(self, path: str, error: MegadeskError) -> None:
        """Note that one path was left out; the others go on."""
        self.tally.problems.append(
            m.Issue(
                pair="", path=printable(path), code=error.code, message=words_of(error).sentence,
                since=rfc3339(self._wall_ms()),
            )
        )  # fmt: skip


def absolute(text: str) -> Path:
    """Return a local path as it was meant; a front end says it in full, for our own folder is not the person's."""
    if not Path(text).is_absolute():
        raise BadUsage(what="local_path", value=printable(text))
    return Path(os.path.abspath(text))  # noqa: PTH100 -- resolve() would follow links, and people mean the link


def check_choice(on_conflict: str) -> None:
    """Refuse what is no answer for a taken name."""
    if on_conflict not in CONFLICTS:
        raise BadUsage(what="on_conflict", value=on_conflict)


def numbered(path: str, number: int) -> str:
    """Return ``name (2).ext`` for ``name.ext``."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    return f"{folder}{slash}{stem} ({number}){dot}{ending}"
