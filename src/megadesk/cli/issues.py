"""issues list, show, resolve: what a person should know, and what they decide."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from megadesk.cli import exits, issue_blocks, options
from megadesk.cli.front import Front, front_of
from megadesk.cli.moving import writer
from megadesk.ipc import messages
from megadesk.ipc.messages import (
    PREVIEW_MAX_BYTES,
    IssueName,
    Issues,
    ListIssues,
    PreviewIssue,
    ResolveIssues,
    Why,
)
from megadesk.model.errors import BadUsage
from megadesk.model.relpath import printable, sayable
from megadesk.model.sizes import size_of
from megadesk.model.values import replace

PairOption = Annotated[str, typer.Option("--pair", metavar="ID", help="Only of this pair: id or name.")]
CodeOption = Annotated[str, typer.Option("--code", metavar="CODE", help="Only of this kind, as in “issues list”.")]


class Keep(StrEnum):
    """Which version of a conflict is kept."""

    LOCAL = "local"
    REMOTE = "remote"
    COPY = "copy"
    NAME = "name"
    BOTH = "both"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    issues = typer.Typer(help="What is not synced, what asks, and what you decide about it.")
    issues.command("list")(list_issues)
    issues.command("show")(show)
    issues.command("preview")(preview)
    issues.command("resolve")(resolve)
    app.add_typer(issues, name="issues")
    app.command("why")(why)


def list_issues(context: typer.Context, pair: PairOption = "", code: CodeOption = "") -> None:
    """List what you should know: files that cannot be synced, conflicts, and what needs your decision."""
    front = front_of(context)
    found = _all_of(front, ListIssues(pair=pair, code=code))
    if front.as_json:
        for sentence in issue_blocks.still_looking(found.looking):
            sys.stderr.write(f"megadesk: {sentence}\n")
    front.show(found.issues, lambda: issue_blocks.listing(found, of_all=not (pair or code)))


def _all_of(front: Front, asked: ListIssues) -> Issues:
    """Return all pages as one."""
    found = front.ask(messages.LIST_ISSUES, asked)
    rows = found.issues
    while len(rows) < found.total:
        page = front.ask(messages.LIST_ISSUES, replace(asked, offset=len(rows)))
        if not page.issues:
            break  # some were solved meanwhile
        rows = [*rows, *page.issues]
    return replace(found, issues=rows)


def show(
    context: typer.Context,
    issue: Annotated[str, typer.Argument(metavar="ID", help="As in “issues list”; the start of it is enough.")],
) -> None:
    """Show one issue: what happened, what it means, what you can do; both versions, or all that would go."""
    front = front_of(context)
    detail = front.ask(messages.SHOW_ISSUE, IssueName(id=issue))
    front.show(detail, lambda: issue_blocks.detail(detail))


def preview(
    context: typer.Context,
    issue: Annotated[str, typer.Argument(metavar="ID", help="As in “issues list”; the start of it is enough.")],
    keep: Annotated[Keep, typer.Option("--keep", help="The version that this answer keeps, as in “issues show”.")],
    most: Annotated[
        str,
        typer.Option(
            "--max-bytes", metavar="SIZE", help="So much of it, from the start, as in 500K or 5M; not more than 64 MiB."
        ),
    ] = "64 MiB",
) -> None:
    """Write one of the versions that an issue is about to standard output."""
    front = front_of(context)
    request = PreviewIssue(id=issue, keep=keep.value, max_bytes=_preview_bytes(most))
    front.ask(messages.PREVIEW_ISSUE, request, on_progress=writer(front))


def _preview_bytes(text: str) -> int:
    size_bytes = size_of(text)
    if not 1 <= size_bytes <= PREVIEW_MAX_BYTES:
        raise BadUsage(what="size", reason="out_of_range", value=printable(text), most_bytes=PREVIEW_MAX_BYTES)
    return size_bytes


def resolve(
    context: typer.Context,
    issue: Annotated[str, typer.Argument(metavar="[ID]", help="As in “issues list”; the start of it is enough.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All issues that the answer fits.")] = False,
    keep: Annotated[
        Keep | None,
        typer.Option(
            "--keep",
            help="Which version. local: made on this device; remote: the other; both. Of a conflict also copy: the "
            "version beside; name: the one that has the name. “issues show” says what becomes of the other.",
        ),
    ] = None,
    approve: Annotated[bool, typer.Option("--approve", help="A safety check: let exactly this happen.")] = False,
    restore: Annotated[bool, typer.Option("--restore", help="A safety check: restore what would be deleted.")] = False,
    locate: Annotated[
        str, typer.Option("--locate", metavar="DIR", help="A folder that is missing: it is here now.")
    ] = "",
    relink: Annotated[
        bool, typer.Option("--relink", help="With --locate: take any folder, and join what is in it and in the cloud.")
    ] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Retry something that cannot be synced.")] = False,
    pair: PairOption = "",
    code: CodeOption = "",
) -> int:
    """Decide an issue, or all that fit."""
    front = front_of(context)
    action = _action(keep=keep, approve=approve, restore=restore, locate=bool(locate), retry=retry)
    if relink and not locate:
        raise BadUsage(what="remedy", reason="relink_alone")
    if issue and (pair or code):
        raise BadUsage(what="remedy", reason="id_and_filter")
    if bool(issue) is every:
        raise BadUsage(what="remedy")
    request = ResolveIssues(
        action=action, id=issue, all=every, pair=pair, code=code, relink=relink,
        folder=options.local_path(locate) if locate else "",
    )  # fmt: skip
    done = front.ask(messages.RESOLVE_ISSUES, request)
    front.show(done, lambda: issue_blocks.resolved(done, "relink" if relink else action))
    return exits.of_codes([problem.code for problem in done.problems])


def _action(*, keep: Keep | None, approve: bool, restore: bool, locate: bool, retry: bool) -> str:
    """Return the one answer that was given; BadUsage for none or several."""
    given = [f"keep_{keep.value}"] if keep is not None else []
    for name, said in (("approve", approve), ("restore", restore), ("locate", locate), ("retry", retry)):
        given += [name] if said else []
    if len(given) != 1:
        raise BadUsage(what="remedy")
    return given[0]


def why(
    context: typer.Context,
    path: Annotated[
        str,
        typer.Argument(
            metavar="LOCAL|REMOTE", help="A file or folder on this computer, or a place in the cloud: /Photos"
        ),
    ],
) -> None:
    """Say how one file or folder stands: synced, or what it waits for, and what you can do."""
    front = front_of(context)
    answer = front.ask(messages.WHY, Why(path=sayable(path), local=options.told_path(path)))
    front.show(answer, lambda: issue_blocks.standing(answer))
