"""Which moment is meant by ``--at``: a time as people write it, the number of a commit, or a run of a backup."""

from __future__ import annotations

import re
import time
from datetime import datetime
from typing import Annotated, Final, TypeAlias

import typer

from megadesk.cli import times
from megadesk.cli.front import Front
from megadesk.ipc import messages
from megadesk.ipc.messages import RunsOf
from megadesk.model.errors import NotFound

AtOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--at", metavar="TIME", help='"2026-11-20 14:00", "yesterday 18:00", "2h ago", #COMMIT, or "run N" of a backup.'
    ),
]

_RUN: Final = re.compile(r"run\s+([1-9]\d{0,8})", re.IGNORECASE)


def meant(front: Front, text: str, path: str = "") -> times.At:
    """Return the moment that was typed, by the clock and zone of this computer; ``run N`` is that of a backup's run."""
    run = _RUN.fullmatch(text.strip())
    if run is None:
        return times.moment(text, datetime.fromtimestamp(time.time()).astimezone())
    found = front.ask(messages.BACKUP_RUNS, RunsOf(path=path))
    for one in found.runs:
        if one.run == int(run[1]):
            return times.At(seq=one.seq)
    raise NotFound(what="run", path=found.path, value=int(run[1]))
