"""backup add, list, now, pause, resume, schedule, stop, takeover: folders of this computer that are kept in the cloud, whole."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from megadesk.cli import backup_blocks, options
from megadesk.cli.front import Front, front_of
from megadesk.cli.prompts import ask_choice
from megadesk.ipc import messages
from megadesk.ipc.messages import AddBackup, Backup, BackupStatus, ChangeBackup, Nothing, RunsOf, StopBackup, TakeOver
from megadesk.model.backup import every_word, parse_every
from megadesk.model.errors import BadUsage

BackupArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id or name, as in “backup list”, or the folder itself.")
]
Every = Annotated[
    str, typer.Option("--every", metavar="INTERVAL", help="Run at intervals: 30m, 1h, 6h, daily, weekly.")
]
Continuous = Annotated[bool, typer.Option("--continuous", help="Run whenever something changes (the default).")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module."""
    commands = typer.Typer(help="Folders of this computer that are backed up to the cloud.")
    commands.command("add")(add)
    commands.command("list")(list_backups)
    commands.command("runs")(runs)
    commands.command("now")(now)
    commands.command("pause")(pause)
    commands.command("resume")(resume)
    commands.command("schedule")(schedule)
    commands.command("stop")(stop)
    commands.command("takeover")(take_over)
    app.add_typer(commands, name="backup")


def add(
    context: typer.Context,
    local: Annotated[str, typer.Argument(metavar="LOCAL", help="A folder on this computer.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the backup is called.")] = "",
    every: Every = "",
    continuous: Continuous = False,
) -> None:
    """Back up a folder: it is sent to the cloud and nothing comes back from there unless you ask for it."""
    front = front_of(context)
    request = AddBackup(local=options.local_path(local), name=name, every=_interval(every, continuous=continuous))
    _show(front, front.ask(messages.ADD_BACKUP, request))


def list_backups(context: typer.Context) -> None:
    """List the backups of this computer, and what other computers have backed up."""
    front = front_of(context)
    found = front.ask(messages.LIST_BACKUPS, Nothing())
    front.show(found, lambda: backup_blocks.listing(found))


def runs(
    context: typer.Context,
    backup: Annotated[
        str,
        typer.Argument(metavar="ID|DEVICE/NAME", help="A backup of this computer, or of any: backups:/DEVICE/NAME."),
    ],
) -> None:
    """List the completed runs of a backup. “megadesk rewind” takes each as a moment: --at "run 12"."""
    front = front_of(context)
    found = front.ask(messages.BACKUP_RUNS, RunsOf(path=_place(front, backup)))
    front.show(found, lambda: backup_blocks.runs(found))


def _place(front: Front, backup: str) -> str:
    """Return where a backup is in the cloud: as typed, or of this computer by its id or name."""
    if backup.startswith("backups:/"):
        return options.cloud_path(backup)
    own = front.ask(messages.LIST_BACKUPS, Nothing()).backups
    for one in own:
        if one.name == backup or (len(backup) >= 4 and one.id.startswith(backup)):  # noqa: PLR2004 -- as ids are shortened
            return one.remote
    return options.cloud_path(f"backups:/{backup.strip('/')}")


def now(context: typer.Context, backup: BackupArgument) -> None:
    """Run a backup now, whenever its next run is due."""
    front = front_of(context)
    _show(front, front.ask(messages.RUN_BACKUP, _named(backup)))


def pause(context: typer.Context, backup: BackupArgument) -> None:
    """Stop backing up a folder until it is resumed."""
    front = front_of(context)
    _show(front, front.ask(messages.PAUSE_BACKUP, _named(backup)))


def resume(context: typer.Context, backup: BackupArgument) -> None:
    """Resume a backup; missed runs are caught up by one."""
    front = front_of(context)
    _show(front, front.ask(messages.RESUME_BACKUP, _named(backup)))


def schedule(context: typer.Context, backup: BackupArgument, every: Every = "", continuous: Continuous = False) -> None:
    """Run a backup at other intervals from now on, or all the time."""
    front = front_of(context)
    if not every and not continuous:
        raise BadUsage("say when it is to run", command="megadesk backup schedule", option="--every")
    request = ChangeBackup(
        backup=backup, folder=options.local_path(backup), every=_interval(every, continuous=continuous)
    )
    _show(front, front.ask(messages.CHANGE_BACKUP, request))


def stop(
    context: typer.Context,
    backup: BackupArgument,
    move: Annotated[
        str,
        typer.Option("--move", metavar="REMOTE", help="Keep what is backed up: move it to this place of the drive."),
    ] = "",
    delete: Annotated[bool, typer.Option("--delete", help="Put what is backed up into the bin.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Stop backing up a folder. The folder here stays as it is."""
    front = front_of(context)
    folder, target = options.local_path(backup), options.cloud_path(move) if move else ""
    if not yes:
        _ask(front, StopBackup(backup=backup, folder=folder, move=target, delete=delete, ask=True))
    done = front.ask(messages.STOP_BACKUP, StopBackup(backup=backup, folder=folder, move=target, delete=delete))
    front.say(backup_blocks.stopped(done), done)


def take_over(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="DEVICE/NAME", help="The backup of another computer.")],
    local: Annotated[str, typer.Argument(metavar="LOCAL", help="The folder on this computer to continue from.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What it is called from now on.")] = "",
    every: Every = "",
    continuous: Continuous = False,
) -> None:
    """Continue the backup of another computer. Files that are the same here are not uploaded again; the other one stops."""
    front = front_of(context)
    request = TakeOver(
        source=source, local=options.local_path(local), name=name, every=_interval(every, continuous=continuous)
    )
    _show(front, front.ask(messages.TAKE_OVER_BACKUP, request))


def _interval(every: str, *, continuous: bool) -> str:
    if every and continuous:
        raise BadUsage("a backup runs at intervals or continuously, not both", option="--continuous")
    return every_word(parse_every(every)) if every else ""


def _named(backup: str) -> Backup:
    return Backup(backup=backup, folder=options.local_path(backup))


def _ask(front: Front, request: StopBackup) -> None:
    """Go on only if a person agrees to just this; BadUsage where nobody can be asked."""
    if front.as_json or not sys.stdin.isatty():
        raise BadUsage(
            "this takes a backup away; add --yes if it is meant", command="megadesk backup stop", option="--yes"
        )
    told = front.ask(messages.STOP_BACKUP, request)
    if ask_choice(backup_blocks.stopping(told), {"y": "yes", "n": "no"}) == "n":
        raise KeyboardInterrupt


def _show(front: Front, backup: BackupStatus) -> None:
    front.show(backup, lambda: backup_blocks.backups([backup]))
