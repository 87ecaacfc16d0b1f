"""status and logs: how things stand, and what was done."""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final, TextIO

import typer

from megadesk import __version__
from megadesk.cli import render
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import Nothing, Status, Wait
from megadesk.model.errors import EngineUnavailable, NotFound
from megadesk.model.relpath import printable

ANSWER_GRACE_S: Final = 15.0
"""The engine keeps the time limit of a wait; ours is only for an engine that hangs."""

TIMEOUT_MAX_S: Final = 366 * 86_400
"""More than that no clock of a thread takes, and nobody means."""

FOLLOW_POLL_S: Final = 0.25


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("status")(show_status)
    app.command("logs")(show_logs)


def _number(value: float | None) -> float | None:
    """Return a number that was typed; “nan” is one for Python, and within any bounds."""
    if value is not None and math.isnan(value):
        raise typer.BadParameter("nan is no number of seconds")
    return value


def show_status(
    context: typer.Context,
    wait: Annotated[bool, typer.Option("--wait", help="Return once nothing is left to do anywhere.")] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            min=0,
            max=TIMEOUT_MAX_S,
            callback=_number,
            help="With --wait: give up after so many seconds.",
        ),
    ] = None,
) -> None:
    """Show the state of everything."""
    front = front_of(context)
    if wait:
        limit_s = None if timeout is None else timeout + ANSWER_GRACE_S
        body = front.ask(messages.WAIT, Wait(timeout_s=timeout), timeout_s=limit_s)
    else:
        body = front.ask(messages.STATUS, Nothing())
    front.show(body, lambda: render.status(body))


def show_overview(front: Front) -> None:
    """Print a short help with the state, when no command was given; starts nothing."""
    try:
        body: Status | None = front.ask_running(messages.STATUS, Nothing())
    except EngineUnavailable:
        body = None
    finally:
        front.close()
    front.show(body or {"running": False}, lambda: _overview(body))


def _overview(body: Status | None) -> list[render.Block]:
    state = render.status(body) if body is not None else ["The engine is not running. “megadesk status” starts it."]
    return [
        f"megadesk {__version__}",
        "",
        *state,
        "",
        render.facts(
            ("megadesk try", "see it work on this computer, with nothing set up"),
            ("megadesk signup", "make an account; megadesk login for one that exists"),
            ("megadesk sync add", "sync a folder with the cloud"),
            ("megadesk status", "the state of everything"),
            ("megadesk --help", "all commands"),
        ),
    ]


# -- logs -----------------------------------------------------------------------------------------------------------


def show_logs(
    context: typer.Context,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Keep showing new lines.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", metavar="N", min=0, help="How many lines from the end.")] = 200,
) -> None:
    """Show the engine's log."""
    front = front_of(context)
    path = front.profile.log_dir / "engine.log"
    if not path.exists() and not follow:
        raise NotFound(what="log", path=str(path))
    shown: Callable[[str], str] = (lambda line: line) if front.as_json else log_line
    pause = threading.Event()
    for line in tail(path, lines, wait=(lambda: pause.wait(FOLLOW_POLL_S)) if follow else None):
        sys.stdout.write(shown(line) + "\n")
        if follow:
            sys.stdout.flush()


def tail(path: Path, n_lines: int, wait: Callable[[], object] | None) -> Iterator[str]:
    """Yield the last lines of a log; with ``wait`` (called when there is nothing new) go on for ever.

    A log that was rotated away is read to its end before the new one is opened.
    """
    file = _open(path, wait)
    if file is None:
        return
    with file:
        kept = file.readlines()
        yield from (line.rstrip("\n") for line in kept[max(0, len(kept) - n_lines) :])
        if wait is not None:
            yield from _whole_lines(file, path, wait)
    if wait is not None:
        yield from tail(path, sys.maxsize, wait)


def _open(path: Path, wait: Callable[[], object] | None) -> TextIO | None:
    while True:
        try:
            return path.open(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            if wait is None:
                return None
        wait()


def _whole_lines(file: TextIO, path: Path, wait: Callable[[], object]) -> Iterator[str]:
    """Yield lines as they are written, until another file has taken the log's name."""
    part = ""
    while True:
        part += file.readline()
        if part.endswith("\n"):
            yield part.rstrip("\n")
            part = ""
        elif _is_replaced(file, path):
            return
        else:
            wait()


def _is_replaced(file: TextIO, path: Path) -> bool:
    try:
        now = path.stat()
    except FileNotFoundError:
        return False  # between two names: the new one comes in a moment
    ours = os.fstat(file.fileno())
    return (now.st_ino, now.st_dev) != (ours.st_ino, ours.st_dev)


def log_line(line: str) -> str:
    """Return a line of the log for people; one that is not ours stays as it is."""
    try:
        entry = json.loads(line)
        text = f"{entry['time']} {entry['level']:7} {entry['logger']}: {entry['message']}"
    except (ValueError, TypeError, KeyError, RecursionError):
        return printable(line)
    return "\n".join([printable(text), *str(entry.get("traceback", "")).splitlines()])
