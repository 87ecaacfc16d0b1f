"""verify: the account held against what was signed, its content against its records, and what is damaged offered again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from megadesk.cli import exits, options, verify_blocks
from megadesk.cli.console import Meter
from megadesk.cli.front import Front, front_of
from megadesk.ipc import messages
from megadesk.ipc.messages import Verify, VerifyFinding, VerifyPage, VerifyReport
from megadesk.model.errors import BadUsage
from megadesk.model.values import replace


def add_to(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    path: Annotated[
        str,
        typer.Argument(metavar="[PATH]", help="Only the content of this file or folder of the cloud; default: all."),
    ] = "",
    content: Annotated[
        bool,
        typer.Option("--content", help="Check every block; without it the server is only asked which ones it has."),
    ] = False,
    download: Annotated[
        bool,
        typer.Option(
            "--download",
            help="With --content, also download what this computer has unchanged, instead of a proof that the server has it.",
        ),
    ] = False,
    heal: Annotated[
        bool, typer.Option("--heal", help="Upload again what is damaged on the server and still on this computer.")
    ] = False,
) -> int:
    """Check that the server has everything it was given, and that nobody has changed any of it. Changes nothing.

    Exits with 0 if all is well (or was healed), 7 if anything is damaged, 6 if the server cannot be reached.
    """
    if download and not content:
        raise BadUsage(what="verify", reason="download")
    front = front_of(context)
    body = Verify(
        path=options.cloud_path(path) if path else "", content=content, download=download, heal=heal
    )  # fmt: skip
    with Meter(is_quiet=front.as_json) as meter:
        first = front.ask(messages.VERIFY, body, on_progress=meter.update)
    whole = replace(first, findings=list(_findings(front, first)), more=False)
    front.show(whole, lambda: verify_blocks.report(whole, is_healing=heal))
    return exits.DONE if whole.healed == whole.total else exits.DAMAGED


def _findings(front: Front, report: VerifyReport) -> Iterator[VerifyFinding]:
    yield from report.findings
    seen, has_more = len(report.findings), report.more
    while has_more:
        page = front.ask(messages.VERIFY_FINDINGS, VerifyPage(id=report.id, after=seen))
        yield from page.findings
        seen, has_more = seen + len(page.findings), page.more
