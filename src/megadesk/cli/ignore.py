"""ignore show, add, remove, test: which files of a pair are left out of sync."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Protocol

import typer

from megadesk.cli import ignore_blocks, options
from megadesk.cli.front import Front, front_of
from megadesk.cli.prompts import read_rules
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    IgnoreAdd,
    IgnoreChange,
    IgnoreDraft,
    IgnoreFolder,
    IgnorePlace,
    IgnoreRemove,
    IgnoreTest,
)
from megadesk.model.relpath import sayable

Place = Annotated[
    str,
    typer.Argument(
        metavar="PAIR|FOLDER", help="Id or name, as in “sync list”; or a folder of the pair, for its rules."
    ),
]
Pattern = Annotated[str, typer.Argument(metavar="PATTERN", help="As in a .gitignore: '*.log', 'build/', '/notes.txt'.")]
HereOnly = Annotated[bool, typer.Option("--here-only", help="On this device alone; else in .deskignore, for all.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    ignore = typer.Typer(help="Rules for what is not synced. A rule never deletes anything.")
    ignore.command("show")(show)
    ignore.command("add")(add)
    ignore.command("remove")(remove)
    ignore.command("test")(test)
    ignore.command("read")(read)
    ignore.command("write")(write)
    app.add_typer(ignore, name="ignore")


def show(context: typer.Context, pair: Place) -> None:
    """List every rule in force, and where it stands."""
    front = front_of(context)
    answer = front.ask(messages.IGNORE_SHOW, IgnorePlace(pair=pair, path=options.local_path(pair)))
    front.show(answer, lambda: ignore_blocks.rules(answer))


def add(
    context: typer.Context,
    pair: Place,
    pattern: Pattern,
    here_only: HereOnly = False,
    junk: Annotated[bool, typer.Option("--junk", help="Leftovers that may go when their folder goes.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Leave out what matches a pattern, after saying what that is."""
    front = front_of(context)

    def ask(*, dry: bool) -> IgnoreChange:
        request = IgnoreAdd(
            pair=pair, path=options.local_path(pair), pattern=pattern, here_only=here_only, junk=junk, dry_run=dry
        )
        return front.ask(messages.IGNORE_ADD, request)

    _change(front, ask, dry_run=dry_run)


def remove(
    context: typer.Context, pair: Place, pattern: Pattern, here_only: HereOnly = False, dry_run: DryRun = False
) -> None:
    """Take a rule away, after saying what would be synced again."""
    front = front_of(context)

    def ask(*, dry: bool) -> IgnoreChange:
        request = IgnoreRemove(
            pair=pair, path=options.local_path(pair), pattern=pattern, here_only=here_only, dry_run=dry
        )
        return front.ask(messages.IGNORE_REMOVE, request)

    _change(front, ask, dry_run=dry_run)


def test(
    context: typer.Context,
    path: Annotated[
        str,
        typer.Argument(
            metavar="LOCAL|REMOTE", help="On this computer or in the cloud; one that ends in a slash is a folder."
        ),
    ],
) -> None:
    """Say whether a path is ignored, and by which line of which file. The path need not exist."""
    front = front_of(context)
    request = IgnoreTest(path=sayable(path), local=options.told_path(path), is_folder=path.endswith(("/", os.sep)))
    answer = front.ask(messages.IGNORE_TEST, request)
    front.show(answer, lambda: ignore_blocks.verdict(answer))


test.__test__ = False  # type: ignore[attr-defined]  # a command whose name says what it does


def read(context: typer.Context, pair: Place, here_only: HereOnly = False) -> None:
    """Print the ignore file of a folder as it is, or the rules of this device."""
    front = front_of(context)
    answer = front.ask(messages.IGNORE_READ, IgnoreFolder(pair=pair, path=options.local_path(pair)))
    if front.as_json:
        front.print_json(answer)
        return
    # As it is, to the byte: it is made to be sent into a file.
    sys.stdout.write(answer.here if here_only else answer.text)


def write(
    context: typer.Context,
    pair: Place,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The new text; “-” takes it from standard input.")],
    here_only: HereOnly = False,
    dry_run: DryRun = False,
) -> None:
    """Put a whole text in place of the ignore file of a folder, after saying what that does."""
    front = front_of(context)
    request = IgnoreDraft(pair=pair, path=options.local_path(pair), text=read_rules(file), here_only=here_only)
    tried = front.ask(messages.IGNORE_TRY, request)
    if not front.as_json:
        front.show(tried, lambda: ignore_blocks.tried(tried))
    if dry_run:
        if front.as_json:
            front.print_json(tried)
        return
    done = front.ask(messages.IGNORE_WRITE, request)
    front.show(done, lambda: ["Changed." if done.changed else "The text is the same already."])


class _Ask(Protocol):
    """Asks for a change, or only what it would do."""

    def __call__(self, *, dry: bool) -> IgnoreChange: ...


def _change(front: Front, ask: _Ask, *, dry_run: bool) -> None:
    """Show what a change would do, before it is made; with --json only what came of it."""
    if front.as_json:
        front.print_json(ask(dry=dry_run))
        return
    foreseen = ask(dry=True)
    front.show(foreseen, lambda: ignore_blocks.effects(foreseen))
    if not dry_run:
        done = ask(dry=False)
        front.show(done, lambda: ignore_blocks.done(done))
