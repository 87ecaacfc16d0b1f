"""activity: what was done in the account, when and on which device."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from megadesk.cli import options, render
from megadesk.cli.front import front_of
from megadesk.cli.render import Block, Grid
from megadesk.ipc import messages
from megadesk.ipc.messages import ActivityLine, ActivityPage, ListActivity
from megadesk.model.relpath import printable
from megadesk.model.values import replace
from megadesk.model.wording import counted

PAGE: Final = 1000
ORDER: Final = ("added", "edited", "moved", "removed")


class Kind(StrEnum):
    """What happened."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    REMOVED = "removed"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("activity")(activity)


def activity(
    context: typer.Context,
    device: Annotated[str, typer.Option("--device", metavar="NAME", help="Only what this device did.")] = "",
    path: Annotated[str, typer.Option("--path", metavar="PATH", help="Only in this folder of the cloud.")] = "",
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only what was added, edited, moved or removed.")] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="So many lines at most.")] = 50,
) -> None:
    """Say what was done in the cloud, the newest first, and on which device."""
    front = front_of(context)
    body = ListActivity(
        device=device, path=options.cloud_path(path) if path else "", kind=kind.value if kind else "",
        limit=min(limit, PAGE),
    )  # fmt: skip
    page = front.ask(messages.LIST_ACTIVITY, body)
    lines, is_incomplete = page.lines, page.incomplete
    while page.next_seq and len(lines) < limit:
        page = front.ask(
            messages.LIST_ACTIVITY, replace(body, before_seq=page.next_seq, limit=min(limit - len(lines), PAGE))
        )
        lines, is_incomplete = [*lines, *page.lines], is_incomplete or page.incomplete
    whole = replace(page, lines=lines, incomplete=is_incomplete)
    front.show(whole, lambda: shown(whole))


def shown(page: ActivityPage) -> list[Block]:
    """Return the lines for people."""
    rows = tuple(
        (render.when(line.time), _whose(line), _what(line), _where(line), str(line.last_seq)) for line in page.lines
    )
    blocks: list[Block] = [Grid(("When", "Device", "What", "Where", "#"), rows)] if rows else ["Nothing was done."]
    if page.incomplete:
        blocks.append("There is more, which can be said when the server can be reached again.")
    return blocks


def _whose(line: ActivityLine) -> str:
    return f"{printable(line.device)} (this one)" if line.here else printable(line.device)


def _what(line: ActivityLine) -> str:
    """Return how much of what: “3 files added, 1 folder removed”."""
    said = [f"{counted(line.counts[change], 'file')} {change}" for change in ORDER if change in line.counts]
    said += [f"{counted(line.folders[change], 'folder')} {change}" for change in ORDER if change in line.folders]
    return ", ".join(said)


def _where(line: ActivityLine) -> str:
    """Return the one thing that it is about, or the folder that all of it is in."""
    if line.total == 1 and line.examples:
        one = line.examples[0]
        return f"{printable(one.was)} to {printable(one.path)}" if one.was else printable(one.path)
    return printable(line.folder) or "several places"
