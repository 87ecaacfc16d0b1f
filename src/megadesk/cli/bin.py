"""bin list, restore, empty: what was removed, on this computer and in the cloud."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Final

import typer

from megadesk.cli import options, render
from megadesk.cli.front import Front, front_of
from megadesk.cli.prompts import ask_choice
from megadesk.ipc import messages
from megadesk.ipc.messages import BinCount, BinEmpty, BinEntry, BinList, BinRestore, BinRestored, Emptied
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable
from megadesk.model.values import replace
from megadesk.model.wording import counted, size_text

Local = Annotated[bool, typer.Option("--local", help="Only what sync took away from the synced folders here.")]
Cloud = Annotated[bool, typer.Option("--cloud", help="Only the bin in the cloud, which all devices share.")]

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]

_ID: Final = re.compile(r"local(-[0-9a-f]*)?|[0-9a-f]+", re.IGNORECASE)
"""What is read as an id; a folder of such a name is written ./cafe."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = typer.Typer(help="Deleted files and folders, on this computer and in the cloud.")
    commands.command("list")(list_entries)
    commands.command("restore")(restore)
    commands.command("empty")(empty)
    app.add_typer(commands, name="bin")


def list_entries(context: typer.Context, local: Local = False, cloud: Cloud = False) -> None:
    """List deleted files and folders, the latest first: where they were, when they were deleted."""
    front = front_of(context)
    body = BinList(side=_side(local=local, cloud=cloud))
    found = front.ask(messages.LIST_BIN, body)
    entries, has_more = found.entries, found.more
    while has_more:
        page = front.ask(messages.LIST_BIN, replace(body, after=len(entries)))
        entries, has_more = [*entries, *page.entries], page.more
    whole = replace(found, entries=entries)
    front.show(entries, lambda: _listing(whole))


def restore(
    context: typer.Context,
    named: Annotated[
        list[str],
        typer.Argument(
            metavar="ID|FOLDER...",
            help="As in the list, the first digits are enough; or a folder of this computer, for all that was in it.",
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="PATH",
            help="To this place, or into it if it is a folder: a path here for a local entry, else in the cloud.",
        ),
    ] = "",
    dry_run: DryRun = False,
) -> None:
    """Restore deleted files to where they were. If a name is in use by now, they get another beside it."""
    front = front_of(context)
    ids = [word for word in named if _ID.fullmatch(word)]
    paths = [options.told_path(word) for word in named if not _ID.fullmatch(word)]
    request = BinRestore(ids=ids, paths=paths, to=_target(ids, to) if to else "", dry_run=dry_run)
    done = front.ask(messages.RESTORE_BIN, request)
    told = _planned if dry_run else _restored
    front.show(done.entries, lambda: [*map(told, done.entries), *_left(done.left)])


def empty(
    context: typer.Context,
    local: Local = False,
    cloud: Cloud = False,
    older_than: Annotated[
        int,
        typer.Option("--older-than", metavar="DAYS", min=0, help="Only what went there more than so many days ago."),
    ] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Permanently delete what is in the bin."""
    front = front_of(context)
    side = _side(local=local, cloud=cloud)
    if dry_run:
        found = front.ask(messages.COUNT_BIN, BinCount(side=side, older_than_days=older_than))
        front.say(f"Would be permanently deleted: {_amount(found.amount)}.", found.amount)
        return
    # What goes there while somebody thinks it over was not asked about, and stays.
    only = None if yes else _ask(front, BinCount(side=side, older_than_days=older_than))
    gone = front.ask(messages.EMPTY_BIN, BinEmpty(side=side, older_than_days=older_than, only=only))
    front.say(f"Permanently deleted: {_amount(gone)}.", gone)


def _side(*, local: bool, cloud: bool) -> str:
    return "" if local == cloud else "local" if local else "cloud"


def _target(ids: list[str], to: str) -> str:
    """Return a place as the engine takes it: of this computer for an entry of this computer."""
    is_here = not ids or ids[0].lower().startswith("local")
    return options.local_path(to) if is_here else options.cloud_path(to)


def _ask(front: Front, request: BinCount) -> list[str]:
    """Return the entries that a person agrees to; BadUsage where nobody can be asked."""
    if front.as_json or not sys.stdin.isatty():
        raise BadUsage("this deletes permanently; add --yes to confirm", command="megadesk bin empty", option="--yes")
    found = front.ask(messages.COUNT_BIN, request)
    if ask_choice(f"Permanently delete: {_amount(found.amount)}?", {"y": "yes", "n": "no"}) == "n":
        raise KeyboardInterrupt
    return found.ids


def _amount(of: Emptied) -> str:
    here = f"{counted(of.local, 'file')} here ({size_text(of.local_bytes)})"
    there = f"{counted(of.cloud, 'entry', 'entries')} in the cloud ({size_text(of.cloud_bytes)})"
    return f"{here}, {there}"


def _listing(found: messages.BinEntries) -> list[render.Block]:
    unread = [f"The folder of {printable(name)} cannot be read right now." for name in found.unread]
    if not found.entries:
        return ["The bin is empty.", *unread]
    rows = tuple(
        (
            one.id[:14],
            "here" if one.side == "local" else "cloud",
            render.when(one.removed),
            size_text(one.size),
            _where(one),
        )
        for one in found.entries
    )
    in_folders = any(one.side == "local" and "/" in one.path for one in found.entries)
    hint = ["", "All that was in a folder of this computer: megadesk bin restore FOLDER"] if in_folders else []
    return [render.Grid(("Id", "Side", "Deleted", "Size", "Was"), rows, frozenset({3})), *hint, *unread]


def _where(one: BinEntry) -> str:
    place = f"{one.pair}: {one.path}" if one.pair is not None else one.path
    return printable(place) + ("/" if one.kind == "folder" else "")


def _left(files: int) -> list[str]:
    """Return what is said of files of a folder that were not put back."""
    rest = "already exists; its copy stays" if files == 1 else "already exist; their copies stay"
    words = f"{counted(files, 'file')} {rest} in the bin, to be restored by id."
    return [words] if files else []


def _planned(one: BinRestored) -> str:
    beside = " Its name is already in use; it would get another beside it." if one.renamed else ""
    return f"Would go to {printable(one.path)}.{beside}"


def _restored(one: BinRestored) -> str:
    beside = " Its name was already in use." if one.renamed else ""
    return f"Now {printable(one.path)}.{beside}"
