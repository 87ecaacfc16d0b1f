"""errands: the puts and gets that the engine has in hand: list, show, watch, answer, cancel."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from megadesk.cli import errand_blocks, exits
from megadesk.cli.front import front_of
from megadesk.cli.moving import follow
from megadesk.ipc import messages
from megadesk.ipc.messages import AnswerErrand, ErrandName, ListErrands
from megadesk.model.errors import BadUsage


class Kind(StrEnum):
    """Which questions an answer is for."""

    FILE = "file"
    FOLDER = "folder"
    MIXED = "mixed"


class Decision(StrEnum):
    """What to do about a name that is already in use."""

    REPLACE = "replace"
    RENAME = "rename"
    SKIP = "skip"
    MERGE = "merge"


ErrandArgument = Annotated[str, typer.Argument(metavar="ID", help="An id as in “errands list”, or the start of one.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    errands = typer.Typer(help="Manual uploads and downloads that continue by themselves.")
    errands.command("list")(list_)
    errands.command("show")(show)
    errands.command("watch")(watch)
    errands.command("answer")(answer)
    errands.command("cancel")(cancel)
    app.add_typer(errands, name="errands")


def list_(
    context: typer.Context,
    over: Annotated[bool, typer.Option("--all", help="Those that are over, too.")] = False,
) -> None:
    """List puts and gets, the newest first."""
    front = front_of(context)
    found = front.ask(messages.LIST_ERRANDS, ListErrands(over=over)).errands
    front.show(found, lambda: errand_blocks.errands(found))


def show(context: typer.Context, errand: ErrandArgument) -> None:
    """Show one in full: how far it is, what it asks, what was skipped."""
    front = front_of(context)
    found = front.ask(messages.SHOW_ERRAND, ErrandName(id=errand))
    front.show(found, lambda: errand_blocks.errand(found))


def watch(context: typer.Context, errand: ErrandArgument) -> int:
    """Show how far one is, until it has ended; on a terminal you are asked what it asks. Control-C ends the watching alone."""
    return follow(front_of(context), errand, cancels=False)


def answer(
    context: typer.Context,
    errand: ErrandArgument,
    decision: Annotated[
        Decision | None, typer.Argument(help="For all questions of a kind. Without it you are asked one by one.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option("--kind", help="Which: a file over a file, a folder over a folder, or one over the other.")
    ] = Kind.FILE,
) -> int:
    """Decide about names that are already in use."""
    front = front_of(context)
    if decision is None:
        if front.as_json or not sys.stdin.isatty():
            raise BadUsage("there is no terminal to ask on; name a decision", command="megadesk errands answer")
        return follow(front, errand, cancels=False)
    body = AnswerErrand(id=errand, answer=decision.value, case=kind.value, to_all=True)
    found = front.ask(messages.ANSWER_ERRAND, body)
    front.show(found, lambda: errand_blocks.errand(found))
    return exits.DONE


def cancel(context: typer.Context, errand: ErrandArgument) -> None:
    """End one. What was finished stays; nothing half is left."""
    front = front_of(context)
    found = front.ask(messages.CANCEL_ERRAND, ErrandName(id=errand))
    front.show(found, lambda: errand_blocks.errand(found))
