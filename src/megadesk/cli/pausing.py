"""pause, resume: everything rests, for some time or until it is resumed."""

from __future__ import annotations

from typing import Annotated

import typer

from megadesk.cli.front import Front, front_of
from megadesk.cli.times import duration_s
from megadesk.ipc import messages
from megadesk.ipc.messages import Nothing, PauseAll, Status
from megadesk.model.relpath import printable


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("pause")(pause)
    app.command("resume")(resume)


def pause(
    context: typer.Context,
    for_time: Annotated[
        str, typer.Option("--for", metavar="TIME", help="Resume by itself after 10m, 1h, 2d; else until “resume”.")
    ] = "",
) -> None:
    """Pause everything: no folder is synced, no backup made, nothing sent or received."""
    front = front_of(context)
    _show(front, front.ask(messages.ENGINE_PAUSE, PauseAll(for_s=duration_s(for_time) if for_time else None)))


def resume(context: typer.Context) -> None:
    """Resume everything; what was paused on its own stays paused."""
    front = front_of(context)
    _show(front, front.ask(messages.ENGINE_RESUME, Nothing()))


def _show(front: Front, body: Status) -> None:
    front.show(body, lambda: [printable(body.sentence)])
