"""ls, find, tree, stat, mkdir, mv, rm: the cloud as a file system."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer

from megadesk.cli import options, render
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import CloudEntry, CloudPathBody, FindFiles, List, MakeFolder, Move, Remove
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable
from megadesk.model.values import replace
from megadesk.model.wording import counted

PathOrRoot = Annotated[str, typer.Argument(metavar="[PATH]", help="A place in the cloud; default: the drive.")]


class ListedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What ``ls --json`` prints of an entry (docs/cli.md)."""

    path: str
    kind: str
    size: int
    mtime: str
    id: str
    device: str
    local: str
    state: str


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ls")(list_files)
    app.command("find")(find)
    app.command("tree")(show_tree)
    app.command("stat")(show_stat)
    app.command("mkdir")(make_folder)
    app.command("mv")(move)
    app.command("rm")(remove)


def list_files(
    context: typer.Context,
    path: PathOrRoot = "/",
    is_long: Annotated[bool, typer.Option("-l", help="With sizes and times.")] = False,
    is_recursive: Annotated[bool, typer.Option("-R", help="With everything below.")] = False,
) -> None:
    """List what is in a folder of the cloud."""
    front = front_of(context)
    top = options.cloud_path(path)
    entries = _entries(front, top, is_recursive=is_recursive)
    shown_top = top if is_recursive else None
    front.show(listed(entries), lambda: render.listing(entries, top=shown_top, is_long=is_long))


def _entries(front: Front, top: str, *, is_recursive: bool) -> list[CloudEntry]:
    """Return all there is, page by page."""
    body = List(path=top, recursive=is_recursive)
    page = front.ask(messages.LIST_FILES, body)
    entries = page.entries
    while page.more:
        page = front.ask(messages.LIST_FILES, replace(body, after=entries[-1].path))
        entries += page.entries
    return entries


def find(
    context: typer.Context,
    pattern: Annotated[
        str, typer.Argument(metavar="PATTERN", help="Part of a name, or with * and ? a whole one; in any case.")
    ],
    path: PathOrRoot = "/",
    is_long: Annotated[bool, typer.Option("-l", help="With sizes and times.")] = False,
) -> None:
    """Find files and folders of the cloud by their names."""
    front = front_of(context)
    body = FindFiles(text=pattern, path=options.cloud_path(path), is_pattern=any(sign in pattern for sign in "*?["))
    page = front.ask(messages.FIND_FILES, body)
    entries = page.entries
    while page.more:
        page = front.ask(messages.FIND_FILES, replace(body, after=entries[-1].path))
        entries += page.entries
    front.show(listed(entries), lambda: render.listing(entries, top="/", is_long=is_long))


def show_tree(context: typer.Context, path: PathOrRoot = "/") -> None:
    """Draw a folder of the cloud with everything below."""
    front = front_of(context)
    top = options.cloud_path(path)
    entries = _entries(front, top, is_recursive=True)
    front.show(listed(entries), lambda: render.drawn_tree(entries, top))


def show_stat(context: typer.Context, path: options.CloudPathArgument) -> None:
    """Show one file or folder of the cloud in full."""
    front = front_of(context)
    body = front.ask(messages.STAT_FILE, CloudPathBody(path=options.cloud_path(path)))
    front.show(body, lambda: render.stat(body))


def make_folder(
    context: typer.Context,
    path: options.CloudPathArgument,
    parents: Annotated[
        bool, typer.Option("-p", "--parents", help="Make what is missing above; do not mind if it is there.")
    ] = False,
) -> None:
    """Make a folder in the cloud."""
    front = front_of(context)
    entry = front.ask(messages.MAKE_FOLDER, MakeFolder(path=options.cloud_path(path), parents=parents))
    front.say(f"Made {printable(entry.path)}.", listed([entry])[0])


def move(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="SOURCE... TARGET", help="Into TARGET if it is a folder.")],
) -> None:
    """Move or rename in the cloud."""
    front = front_of(context)
    *sources, target = split_last(paths, "mv needs a source and a target")
    request = Move(sources=[options.cloud_path(source) for source in sources], target=options.cloud_path(target))
    _show_moved(front, front.ask(messages.MOVE_FILES, request).entries)


def _show_moved(front: Front, entries: Sequence[CloudEntry]) -> None:
    front.show(listed(entries), lambda: [f"Now {printable(entry.path)}." for entry in entries])


def remove(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Places in the cloud.")],
    permanent: Annotated[
        bool, typer.Option("--permanent", help="Delete permanently instead of moving to the bin.")
    ] = False,
) -> None:
    """Move files and folders of the cloud to the bin."""
    front = front_of(context)
    request = Remove(paths=[options.cloud_path(path) for path in paths], permanent=permanent)
    front.ask(messages.REMOVE_FILES, request)
    count = counted(len(paths), "path")
    front.say(f"Permanently deleted {count}." if permanent else f"Moved {count} to the bin.")


def listed(entries: Sequence[CloudEntry]) -> list[ListedEntry]:
    """Return entries as ``--json`` prints them."""
    return [
        ListedEntry(
            path=entry.path, kind=entry.kind, size=entry.size, mtime=entry.mtime, id=entry.id, device=entry.device,
            local=entry.local, state=entry.state,
        )
        for entry in entries
    ]  # fmt: skip


def split_last(paths: Sequence[str], complaint: str) -> list[str]:
    """Return the paths if there are at least two of them: sources and a target; else BadUsage."""
    if len(paths) <= 1:
        raise BadUsage(complaint, command=f"megadesk {complaint.split(maxsplit=1)[0]}")
    return list(paths)
