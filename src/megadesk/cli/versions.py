"""versions, restore: what a file held earlier, and back to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from megadesk.cli import exits, moving, options, render, rewind_blocks, times
from megadesk.cli.console import Meter
from megadesk.cli.front import front_of
from megadesk.cli.moments import meant
from megadesk.cli.rewind import LocalConflictOption, ToLocalOption, check_local, cloud_target
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    GetFiles,
    RestoreVersion,
    RewindPlan,
    RewindRestore,
    VersionEntry,
    VersionRestored,
    VersionsOf,
)
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable
from megadesk.model.values import replace
from megadesk.model.wording import size_text


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("versions")(versions)
    app.command("restore")(restore)


def versions(context: typer.Context, path: options.CloudPathArgument) -> None:
    """List the versions of a file that are kept, the newest first."""
    front = front_of(context)
    body = VersionsOf(path=options.cloud_path(path))
    page = front.ask(messages.LIST_VERSIONS, body)
    found = page.versions
    while page.more:
        page = front.ask(messages.LIST_VERSIONS, replace(body, after=len(found)))
        found = [*found, *page.versions]
    front.show(found, lambda: _listing(found))


def restore(
    context: typer.Context,
    path: options.CloudPathArgument,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", min=1, help="A number of “megadesk versions”.")
    ] = None,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="What it was then: “yesterday 18:00”, “2h ago”, #NUMBER.")
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="PATH", help="A copy to this place in the cloud; the file itself stays.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    to_local: ToLocalOption = "",
    on_conflict: LocalConflictOption = None,
    background: moving.Background = False,
) -> int:
    """Make an earlier version of a file current again. The one of now stays as a version."""
    front = front_of(context)
    where, target = options.cloud_path(path), cloud_target(to)
    if (version is None) == (not at):
        raise BadUsage("name either --version or --at", command="megadesk restore")
    check_local(to_local, on_conflict, background=background, elsewhere=bool(to) or dry_run)
    if to_local:
        when = meant(front, at, where) if at else times.At()
        request = GetFiles(
            remotes=[where], local=moving.local_target(to_local), recursive=True, time=when.time, seq=when.seq,
            version=version or 0,
        )  # fmt: skip
        return moving.download(front, request, on_conflict, background=background)
    if version is not None:
        body = RestoreVersion(path=where, version=version, to=target, dry_run=dry_run)
        done = front.ask(messages.RESTORE_VERSION, body)
        front.show(done, lambda: _copied(done, version, is_dry=dry_run) if target else _restored(done, is_dry=dry_run))
        return exits.DONE
    when = meant(front, at, where)
    if dry_run:
        plan = front.ask(messages.REWIND_PLAN, RewindPlan(path=where, time=when.time, seq=when.seq, to=target))
        front.show(plan, lambda: rewind_blocks.planned(plan))
        return exits.DONE
    back_to = RewindRestore(path=where, time=when.time, seq=when.seq, to=target)
    with Meter(is_quiet=front.as_json) as meter:
        back = front.ask(messages.REWIND_RESTORE, back_to, on_progress=meter.update)
    front.show(back, lambda: rewind_blocks.restored(back))
    return exits.DONE


def _listing(found: Sequence[VersionEntry]) -> list[render.Block]:
    rows = tuple(
        (
            str(one.version), render.when(one.time), size_text(one.size), printable(one.device),
            ", ".join(word for word, holds in (("current", one.current), ("not confirmed", not one.confirmed)) if holds),
        )
        for one in found
    )  # fmt: skip
    grid = render.Grid(("Version", "Signed", "Size", "Device", ""), rows, frozenset({0, 2}))
    if all(one.confirmed for one in found):
        return [grid]
    return [grid, "Not confirmed: the commit is no longer kept, so the time and device are the server's word."]


def _copied(done: VersionRestored, version: int, *, is_dry: bool) -> list[render.Block]:
    what = f"a copy of version {version}, with {size_text(done.size)}."
    if is_dry:
        return [f"{printable(done.path)} would be {what}"]
    return [
        f"{printable(done.path)} is {what}",
        f"To undo it: megadesk rm {rewind_blocks.quoted(done.path)}",
    ]


def _restored(done: VersionRestored, *, is_dry: bool) -> list[render.Block]:
    if not done.changed:
        return [f"{printable(done.path)} holds that version already."]
    if is_dry:
        return [
            f"{printable(done.path)} would become version {done.version}, with the earlier content ({size_text(done.size)})."
        ]
    return [
        f"{printable(done.path)} is now version {done.version}, with the earlier content ({size_text(done.size)}).",
        f"To undo it: megadesk restore {rewind_blocks.quoted(done.path)} --at '#{done.before.seq}'",
    ]
