"""rewind show, diff, timeline, restore: the past of a folder, and how it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, TypeAlias

import typer

from megadesk.cli import exits, moving, options, rewind_blocks
from megadesk.cli.console import Meter
from megadesk.cli.front import Front, front_of
from megadesk.cli.moments import AtOption, meant
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    DiffEntries,
    DiffEntry,
    GetFiles,
    PastEntries,
    PastEntry,
    RewindDiff,
    RewindPlan,
    RewindPlanned,
    RewindRestore,
    RewindShow,
    RewindStep,
    RewindTimeline,
)
from megadesk.model.errors import BadUsage
from megadesk.model.values import replace

PAGE: Final = 5000

ToLocalOption: TypeAlias = Annotated[
    str,
    typer.Option("--to-local", metavar="DIR", help="Download it, as it was, to this folder of this computer instead."),
]
LocalConflictOption: TypeAlias = Annotated[
    moving.OnConflict | None,
    typer.Option(
        "--on-conflict", help="With --to-local, when a name is already in use, as in “get”. Nothing is overwritten."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = typer.Typer(help="A folder as it was at any time that is kept, and how to restore it.")
    commands.command("show")(show)
    commands.command("diff")(diff)
    commands.command("timeline")(timeline)
    commands.command("restore")(restore)
    app.add_typer(commands, name="rewind")


def cloud_target(text: str) -> str:
    """Return a place to copy to as the engine takes it; a slash at its end says that it is a folder."""
    where = options.cloud_path(text) if text else ""
    return f"{where}/" if text.endswith("/") and not where.endswith("/") else where


def check_local(to_local: str, on_conflict: moving.OnConflict | None, *, background: bool, elsewhere: bool) -> None:
    """Refuse what does not go together: ``elsewhere``, what is said of a restore in the cloud."""
    if to_local and elsewhere:
        raise BadUsage(what="to_local", reason="in_the_cloud")
    if not to_local and (on_conflict is not None or background):
        raise BadUsage(what="to_local", reason="missing")


def show(
    context: typer.Context,
    path: options.CloudPathArgument,
    at: AtOption,
    is_recursive: Annotated[bool, typer.Option("-R", help="With everything below.")] = False,
) -> None:
    """List a folder as it was."""
    front = front_of(context)
    when = meant(front, at, options.cloud_path(path))
    body = RewindShow(path=options.cloud_path(path), time=when.time, seq=when.seq, recursive=is_recursive, limit=PAGE)
    first = front.ask(messages.REWIND_SHOW, body)
    # The next pages are of the very same moment, whatever has come since.
    entries = list(_entries(front, replace(body, seq=first.moment.seq, time=""), first))
    whole = replace(first, entries=entries, more=False)
    front.show(whole, lambda: rewind_blocks.listing(whole, is_recursive=is_recursive))


def _entries(front: Front, body: RewindShow, page: PastEntries) -> Iterator[PastEntry]:
    yield from page.entries
    while page.more:
        page = front.ask(messages.REWIND_SHOW, replace(body, after=page.entries[-1].path))
        yield from page.entries


def diff(
    context: typer.Context,
    path: options.CloudPathArgument,
    at: AtOption,
    to: Annotated[str, typer.Option("--to", metavar="TIME", help="Until then; default: now.")] = "now",
) -> None:
    """Say what has changed in a folder since a moment, or between two."""
    front = front_of(context)
    where = options.cloud_path(path)
    since, until = meant(front, at, where), meant(front, to, where)
    body = RewindDiff(path=where, time=since.time, seq=since.seq, to_time=until.time, to_seq=until.seq, limit=PAGE)
    first = front.ask(messages.REWIND_DIFF, body)
    fixed = replace(body, seq=first.since.seq, to_seq=first.until.seq, time="", to_time="")
    entries = list(_differences(front, fixed, first))
    whole = replace(first, entries=entries, more=False)
    front.show(whole, lambda: rewind_blocks.differences(whole))


def _differences(front: Front, body: RewindDiff, page: DiffEntries) -> Iterator[DiffEntry]:
    seen = 0
    yield from page.entries
    while page.more:
        seen += len(page.entries)
        page = front.ask(messages.REWIND_DIFF, replace(body, after=seen))
        yield from page.entries


def timeline(
    context: typer.Context,
    since: Annotated[
        str, typer.Option("--since", metavar="TIME", help="From then on; default: all that is kept.")
    ] = "",
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="Until then; default: now.")] = "now",
    step: Annotated[
        rewind_blocks.Step, typer.Option("--by", help="How much time goes into one line.")
    ] = rewind_blocks.Step.DAY,
) -> None:
    """Show when how much was changed, and by which device."""
    front = front_of(context)
    body = RewindTimeline(
        since=meant(front, since).time if since else "", until=meant(front, until).time, step_s=step.seconds
    )
    found = front.ask(messages.REWIND_TIMELINE, body)
    front.show(found, lambda: rewind_blocks.timeline(found))


def restore(
    context: typer.Context,
    path: options.CloudPathArgument,
    at: AtOption,
    to: Annotated[
        str, typer.Option("--to", metavar="PATH", help="A copy to this place in the cloud; what is there stays.")
    ] = "",
    exact: Annotated[
        bool, typer.Option("--exact", help="What exists only now goes to the bin, so that nothing else is left.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    to_local: ToLocalOption = "",
    on_conflict: LocalConflictOption = None,
    background: moving.Background = False,
) -> int:
    """Restore a folder or file to what it was. What that replaces is kept as a version; nothing is uploaded."""
    front = front_of(context)
    where, target = options.cloud_path(path), cloud_target(to)
    when = meant(front, at, where)
    check_local(to_local, on_conflict, background=background, elsewhere=bool(to) or exact or dry_run)
    if to_local:
        request = GetFiles(
            remotes=[where], local=moving.local_target(to_local), recursive=True, time=when.time,
            seq=when.seq,
        )  # fmt: skip
        return moving.download(front, request, on_conflict, background=background)
    if dry_run:
        plan = RewindPlan(path=where, time=when.time, seq=when.seq, to=target, exact=exact, limit=PAGE)
        planned = front.ask(messages.REWIND_PLAN, plan)
        steps = list(_steps(front, replace(plan, seq=planned.moment.seq, time=""), planned))
        whole = replace(planned, steps=steps, more=False)
        front.show(whole, lambda: rewind_blocks.planned(whole))
        return exits.DONE
    body = RewindRestore(path=where, time=when.time, seq=when.seq, to=target, exact=exact)
    with Meter(is_quiet=front.as_json) as meter:
        done = front.ask(messages.REWIND_RESTORE, body, on_progress=meter.update)
    front.show(done, lambda: rewind_blocks.restored(done))
    return exits.DONE


def _steps(front: Front, body: RewindPlan, page: RewindPlanned) -> Iterator[RewindStep]:
    seen = 0
    yield from page.steps
    while page.more:
        seen += len(page.steps)
        page = front.ask(messages.REWIND_PLAN, replace(body, after=seen))
        yield from page.steps
