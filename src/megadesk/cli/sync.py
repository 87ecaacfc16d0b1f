"""sync add, list, pause, resume, remove, rescan: folders that are synced with the cloud."""

from __future__ import annotations

from typing import Annotated

import typer

from megadesk.cli import options, render
from megadesk.cli.console import Meter
from megadesk.cli.front import Front, front_of
from megadesk.cli.sync_blocks import preview_blocks
from megadesk.ipc import messages
from megadesk.ipc.messages import AddPair, Nothing, Pair, PairStatus, PreviewPair, SetDirection, SetSymlinks
from megadesk.model.pair import Links, PairDirection

PairArgument = Annotated[str, typer.Argument(metavar="ID", help="Id or name, as in “sync list”, or the folder itself.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    sync = typer.Typer(help="Folders that are synced with the cloud.")
    sync.command("add")(add)
    sync.command("list")(list_pairs)
    sync.command("pause")(pause)
    sync.command("resume")(resume)
    sync.command("remove")(remove)
    sync.command("rescan")(rescan)
    sync.command("direction")(set_direction)
    sync.command("symlinks")(set_symlinks)
    app.add_typer(sync, name="sync")


def add(
    context: typer.Context,
    local: Annotated[
        str, typer.Argument(metavar="LOCAL", help="A folder on this computer; created if it does not exist.")
    ],
    remote: Annotated[
        str, typer.Argument(metavar="REMOTE", help="A folder in the cloud; created if it does not exist.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the pair is called.")] = "",
    direction: Annotated[
        PairDirection, typer.Option("--direction", help="Both ways, only up to the cloud, or only down to here.")
    ] = PairDirection.BOTH,
    symlinks: Annotated[
        Links, typer.Option("--symlinks", help="Skip symbolic links, or keep them as links; nobody follows them.")
    ] = Links.SKIP,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what is here, what is there, and what would be done with it.")
    ] = False,
) -> None:
    """Sync a folder on this computer with one in the cloud."""
    front = front_of(context)
    if dry_run:
        preview(front, local, remote, direction, symlinks)
        return
    request = AddPair(
        local=options.local_path(local), remote=options.cloud_path(remote), name=name, direction=direction.value,
        symlinks=symlinks.value,
    )  # fmt: skip
    _show(front, front.ask(messages.ADD_PAIR, request))


def preview(front: Front, local: str, remote: str, direction: PairDirection, symlinks: Links) -> None:
    """Say what a new pair would do."""
    request = PreviewPair(
        local=options.local_path(local), remote=options.cloud_path(remote), direction=direction.value,
        symlinks=symlinks.value,
    )  # fmt: skip
    with Meter(is_quiet=front.as_json) as meter:
        found = front.ask(messages.PREVIEW_PAIR, request, on_progress=meter.update)
    front.show(found, lambda: preview_blocks(found, direction))


def list_pairs(context: typer.Context) -> None:
    """List the folders that are synced."""
    front = front_of(context)
    found = front.ask(messages.LIST_PAIRS, Nothing()).pairs
    front.show(found, lambda: render.pairs(found))


def pause(context: typer.Context, pair: PairArgument) -> None:
    """Stop syncing a folder until it is resumed."""
    front = front_of(context)
    _show(front, front.ask(messages.PAUSE_PAIR, _named(pair)))


def resume(context: typer.Context, pair: PairArgument) -> None:
    """Resume syncing a folder. What a safety check asks stays asked: “issues list” has it."""
    front = front_of(context)
    _show(front, front.ask(messages.RESUME_PAIR, _named(pair)))


def remove(context: typer.Context, pair: PairArgument) -> None:
    """Stop syncing a folder. The files stay on both sides."""
    front = front_of(context)
    front.ask(messages.REMOVE_PAIR, _named(pair))
    front.say("No longer synced. The files stay where they are, here and in the cloud.")


def set_direction(
    context: typer.Context,
    pair: PairArgument,
    direction: Annotated[PairDirection, typer.Argument(help="The new sync direction.")],
) -> None:
    """Let changes travel both ways, only up to the cloud, or only down to here."""
    front = front_of(context)
    _show(
        front,
        front.ask(
            messages.SET_DIRECTION, SetDirection(pair=pair, direction=direction.value, folder=options.local_path(pair))
        ),
    )


def set_symlinks(
    context: typer.Context,
    pair: PairArgument,
    symlinks: Annotated[Links, typer.Argument(help="What becomes of symbolic links from now on.")],
) -> None:
    """Skip symbolic links, or keep them as links."""
    front = front_of(context)
    _show(
        front,
        front.ask(
            messages.SET_SYMLINKS, SetSymlinks(pair=pair, symlinks=symlinks.value, folder=options.local_path(pair))
        ),
    )


def rescan(context: typer.Context, pair: PairArgument) -> None:
    """Look at every file of a folder again, now."""
    front = front_of(context)
    _show(front, front.ask(messages.RESCAN_PAIR, _named(pair)))


def _named(pair: str) -> Pair:
    return Pair(pair=pair, folder=options.local_path(pair))


def _show(front: Front, pair: PairStatus) -> None:
    front.show(pair, lambda: render.pairs([pair]))
