"""space show, accept-fork: how far the account's history is verified, and going on with another one."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from megadesk.cli import render
from megadesk.cli.front import front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import AcceptFork, Nothing, SpaceHead, SpaceStatus
from megadesk.model.errors import BadUsage, Refused, ServerUnavailable

SHORT: Final = 8


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    space = typer.Typer(help="How far this device has verified the account's history.")
    space.command("show")(show)
    space.command("accept-fork")(accept_fork)
    app.add_typer(space, name="space")


def show(context: typer.Context) -> None:
    """Show the last state this device has verified, and the one the server shows; equal hashes mean equal files."""
    front = front_of(context)
    found = front.ask(messages.SHOW_SPACE, Nothing())
    front.show(found, lambda: _blocks(found))


def accept_fork(
    context: typer.Context,
    head: Annotated[
        str, typer.Option("--head", metavar="HASH", help="The server's head, as in “space show”; else it is asked for.")
    ] = "",
) -> None:
    """Continue with the history the server shows, after it was restored from a backup. Nothing is deleted by it.

    Both sides are compared as if for the first time: what only one side has is kept, what differs is kept twice.
    """
    front = front_of(context)
    chosen = head or _ask_for_head(front.ask(messages.SHOW_SPACE, Nothing()))
    found = front.ask(messages.ACCEPT_FORK, AcceptFork(head=chosen))
    front.show(found, lambda: ["This device continues with the server's history. “megadesk status” shows the rest."])


def _ask_for_head(found: SpaceStatus) -> str:
    """Return what a person types, having read what it is about; BadUsage without a terminal."""
    if found.frozen is None:
        raise Refused("the history of this account is as it was verified", reason="not_frozen")
    if found.server is None:
        raise ServerUnavailable
    if not sys.stdin.isatty():
        raise BadUsage("there is no terminal to ask on; name the server's head with --head", command="megadesk space")
    for line in (
        found.message or "",
        f"Verified here: {_line(found.verified)}",
        f"The server:    {_line(found.server)}",
        *_restored(found),
        "If you continue, this device takes over the server's state. Nothing on this computer is deleted: what only this",
        "computer has is uploaded again, what only the server has is downloaded, and where files differ, both are kept.",
        "Only do so if you know why: whoever runs the server has restored it from a backup, for example.",
    ):
        sys.stderr.write(line + "\n")
    sys.stderr.write(f"Type the first {SHORT} characters of the server's head to continue: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _line(head: SpaceHead | None) -> str:
    if head is None:
        return "nothing yet"
    return f"state {head.seq:,} of {render.when(head.time)}, {head.records:,} records, head {head.hash[:16]}"


def _blocks(found: SpaceStatus) -> list[render.Block]:
    same = found.server is not None and found.verified is not None and found.server.hash == found.verified.hash
    facts = render.facts(
        ("Space", found.id),
        ("Verified here", _line(found.verified)),
        ("The server", "the same" if same else _line(found.server) if found.server else "cannot be asked now"),
    )
    return [facts] if found.message is None else [facts, "", found.message, *_restored(found)]


def _restored(found: SpaceStatus) -> list[str]:
    """Return what the server says of itself, as what it is: its word."""
    if found.restored is None:
        return []
    return [f"The server says that it was restored from a backup, {render.when(found.restored)}. Ask whoever runs it."]
