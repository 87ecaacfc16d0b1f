"""report: a bug report that shows what it holds before it is written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from megadesk.cli import options
from megadesk.cli.front import front_of
from megadesk.cli.prompts import ask_choice
from megadesk.ipc import messages
from megadesk.ipc.messages import Nothing, WriteReport
from megadesk.model.relpath import printable


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("report")(report)


def report(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where it is written; without it, it is only shown.")
    ] = None,
) -> None:
    """Show a bug report, and write it to FILE: versions, states, counts, the last lines of the log; no names of files."""
    front = front_of(context)
    found = front.ask(messages.REPORT_PREVIEW, Nothing())
    if file is None:
        front.show(found, lambda: [found.text.rstrip("\n")])
        return
    if not front.as_json:
        sys.stdout.write(found.text)
        sys.stdout.flush()
        if sys.stdin.isatty() and ask_choice("Write this?", {"y": "yes", "n": "no"}) == "n":
            front.say("Nothing was written.")
            return
    written = front.ask(messages.REPORT_WRITE, WriteReport(file=options.local_path(file), text=found.text))
    front.say(f"Report saved to {printable(written.file)}. It was not sent anywhere.", written)
