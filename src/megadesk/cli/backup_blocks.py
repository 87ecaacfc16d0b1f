"""Backups as people read them: the list, and what stopping one means. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote

from megadesk.cli import render
from megadesk.ipc.messages import BackupElsewhere, BackupRuns, Backups, BackupStatus, StoppedBackup
from megadesk.model.relpath import printable
from megadesk.model.wording import count_text, counted, size_text


def listing(found: Backups) -> list[render.Block]:
    """Return the backups of this computer, and those of others."""
    own: list[render.Block] = ["No folder is backed up yet. Add one: megadesk backup add LOCAL"]
    if found.backups:
        own = backups(found.backups)
    if not found.elsewhere:
        return own
    rows = tuple(_row_elsewhere(one) for one in found.elsewhere)
    titles = ("Backed up elsewhere", "Files", "Size", "Run", "Last run")
    return [*own, "", render.Grid(titles, rows, frozenset({1, 2, 3}))]


def _row_elsewhere(one: BackupElsewhere) -> tuple[str, ...]:
    return (
        printable(one.path), "" if one.files is None else count_text(one.files),
        "" if one.bytes is None else size_text(one.bytes), "" if one.run is None else count_text(one.run),
        "never" if one.last_run is None else render.when(one.last_run),
    )  # fmt: skip


def backups(found: Sequence[BackupStatus]) -> list[render.Block]:
    """Return the backups of this computer, and under them why one waits or asks."""
    rows = tuple(
        (
            one.id, printable(one.name), printable(one.local), one.every, one.state,
            "never" if one.last_run is None else render.when(one.last_run),
            "" if one.next_run is None else render.when(one.next_run),
            "" if one.run is None else count_text(one.run), count_text(one.files), size_text(one.bytes),
            count_text(one.issues),
        )
        for one in found
    )  # fmt: skip
    titles = ("Id", "Name", "Local", "Every", "State", "Last run", "Next run", "Runs", "Files", "Size", "Issues")
    reasons = [
        f"{printable(one.name)}: {printable(one.reason)} {printable(one.remedy or '')}".rstrip()
        for one in found
        if one.reason
    ]
    return [render.Grid(titles, rows, frozenset({7, 8, 9, 10})), *reasons]


def runs(found: BackupRuns) -> list[render.Block]:
    """Return the completed runs of a backup, and how one is brought back."""
    if not found.runs:
        return ["No run of it is complete yet."]
    rows = tuple(
        (
            str(one.run), f"#{one.seq}", render.when(one.finished), count_text(one.files), size_text(one.bytes),
            printable(one.device),
        )
        for one in found.runs
    )  # fmt: skip
    titles = ("Run", "Commit", "Finished", "Files", "Size", "Device")
    place = quote(printable(found.path))
    hint = f"What there was: megadesk rewind show {place} --at 'run {found.runs[0].run}'"
    return [render.Grid(titles, rows, frozenset({0, 3, 4})), hint]


def stopping(told: StoppedBackup) -> str:
    """Return the question before a backup is stopped: exactly what is moved or removed."""
    stay = f"The files in {told.local} stay as they are."
    if told.stays:
        return (
            f"Stop the backup “{printable(told.name)}”? It is no longer this computer's, and stays in the cloud. {stay}"
        )
    if told.target is not None:
        return f"Stop this backup, and move {_amount(told)} to {printable(told.target)}? {stay}"
    return f"Stop this backup, and move {_amount(told)} to the bin? {stay}"


def stopped(done: StoppedBackup) -> str:
    """Return what became of it."""
    if done.stays:
        return "No longer a backup of this computer. The files stay where they are, here and in the cloud."
    there = f"is in {printable(done.target)} now" if done.target is not None else "is in the bin now"
    return f"No longer backed up. What was in {printable(done.remote)} {there}; the files in {done.local} stay as they are."


def _amount(told: StoppedBackup) -> str:
    files, folders = counted(told.files, "file"), counted(told.folders, "folder")
    return f"{printable(told.remote)} ({files} in {folders}, {size_text(told.bytes)})"
