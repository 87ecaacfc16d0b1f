"""Backups: folders of this computer that are kept in the cloud, whole, as its own."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.ipc.messages.status import BackupStatus


class AddBackup(Body, frozen=True, kw_only=True):
    """Back up a folder of this computer. ``every``: an interval as “6h” or “daily”; empty: whenever something changes."""

    local: str
    name: str = ""
    every: str = ""


class Backup(Body, frozen=True, kw_only=True):
    """One backup, by id or by name; ``folder``: the same as an absolute path, which counts if it is no name."""

    backup: str
    folder: str = ""


class ChangeBackup(Body, frozen=True, kw_only=True):
    """Run a backup at other times. ``every``: as in AddBackup; empty: whenever something changes."""

    backup: str
    folder: str = ""
    every: str = ""


class BackupElsewhere(Body, frozen=True, kw_only=True):
    """The backup of another computer, or one that no folder here belongs to. ``path``: where it is in the cloud."""

    path: str
    device: str
    name: str
    files: int | None
    bytes: int | None
    run: int | None
    last_run: str | None


class Backups(Body, frozen=True, kw_only=True):
    """All backups of the account."""

    backups: list[BackupStatus]
    elsewhere: list[BackupElsewhere] = []


class StopBackup(Body, frozen=True, kw_only=True):
    """Stop backing up a folder, which stays as it is. What is in the cloud goes to ``move``, or with ``delete`` to the bin.

    ask: only say what that would be.
    """

    backup: str
    folder: str = ""
    move: str = ""
    delete: bool = False
    ask: bool = False


class StoppedBackup(Body, frozen=True, kw_only=True):
    """What became, or would become, of a backup. ``target``: where it is moved; None for the bin, or if it stays.

    stays: it is no longer this computer's, and only the folder here is let go.
    """

    id: str
    name: str
    local: str
    remote: str
    target: str | None
    files: int
    folders: int
    bytes: int
    stays: bool = False


class TakeOver(Body, frozen=True, kw_only=True):
    """Go on with the backup of another computer from a folder of this one. ``source``: DEVICE/NAME."""

    source: str
    local: str
    name: str = ""
    every: str = ""


class RunsOf(Body, frozen=True, kw_only=True):
    """The completed runs of a backup. ``path``: ``backups:/DEVICE/NAME``, or anything in it."""

    path: str


class BackupRun(Body, frozen=True, kw_only=True):
    """One completed run: what there was is the moment ``seq``."""

    run: int
    seq: int
    started: str
    finished: str
    files: int
    bytes: int
    device: str


class BackupRuns(Body, frozen=True, kw_only=True):
    """Those that are kept, the newest first."""

    path: str
    runs: list[BackupRun]


BACKUP_RUNS: Final = Method("backup.runs", RunsOf, BackupRuns)
ADD_BACKUP: Final = Method("backup.add", AddBackup, BackupStatus)
LIST_BACKUPS: Final = Method("backup.list", Nothing, Backups)
RUN_BACKUP: Final = Method("backup.now", Backup, BackupStatus)
PAUSE_BACKUP: Final = Method("backup.pause", Backup, BackupStatus)
RESUME_BACKUP: Final = Method("backup.resume", Backup, BackupStatus)
CHANGE_BACKUP: Final = Method("backup.change", ChangeBackup, BackupStatus)
STOP_BACKUP: Final = Method("backup.stop", StopBackup, StoppedBackup)
TAKE_OVER_BACKUP: Final = Method("backup.takeover", TakeOver, BackupStatus)
