"""Backups as an engine tells of them, for tests of the app."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from fakes.desk import NOW_MS, FakeLink
from megadesk.ipc import messages as m
from megadesk.ui.viewmodels.moments import written

MINUTE_MS: Final = 60_000


def backup(name: str = "Documents", **changed: Any) -> m.BackupStatus:
    """Return a backup of this computer that ran ten minutes ago and has nothing to do, but what is changed."""
    plain = m.BackupStatus(
        id=f"id-{name}", name=name, local=f"/home/anna/{name}", remote=f"backups:/Anna laptop/{name}", direction="up",
        state="synced", pending=0, files=4_218, bytes=12_400_000_000, issues=0, symlinks="keep", every="continuous",
        run=31, last_run=written(NOW_MS - 10 * MINUTE_MS),
    )  # fmt: skip
    return msgspec.structs.replace(plain, **changed)


def elsewhere(name: str = "Studio", device: str = "Old PC", **changed: Any) -> m.BackupElsewhere:
    """Return the backup of another computer."""
    plain = m.BackupElsewhere(
        path=f"backups:/{device}/{name}", device=device, name=name, files=812, bytes=3_100_000_000, run=9,
        last_run=written(NOW_MS - 40 * 24 * 60 * MINUTE_MS),
    )  # fmt: skip
    return msgspec.structs.replace(plain, **changed)


def runs(path: str, count: int = 12) -> m.BackupRuns:
    """Return the runs of a backup, one a day, the newest first."""
    day_ms = 24 * 60 * MINUTE_MS
    found = [
        m.BackupRun(
            run=count - number, seq=900 - number * 20, started=written(NOW_MS - number * day_ms - 4 * MINUTE_MS),
            finished=written(NOW_MS - number * day_ms), files=4_218 - number, bytes=12_400_000_000, device="Anna laptop",
        )
        for number in range(count)
    ]  # fmt: skip
    return m.BackupRuns(path=path, runs=found)


def stopped(body: m.StopBackup) -> m.StoppedBackup:
    """Return what a stop concerns, or concerned."""
    return m.StoppedBackup(
        id=body.backup, name="Documents", local="/home/anna/Documents", remote="backups:/Anna laptop/Documents",
        target=body.move or None, files=4_218, folders=311, bytes=12_400_000_000,
    )  # fmt: skip


def answer_backups(link: FakeLink, *others: m.BackupElsewhere) -> None:
    """Let a link answer for backups."""
    link.answer(m.LIST_BACKUPS, m.Backups(backups=[], elsewhere=list(others)))
    link.answer(m.BACKUP_RUNS, lambda body: runs(body.path))
    link.answer(m.STOP_BACKUP, stopped)
    for method in (m.RUN_BACKUP, m.PAUSE_BACKUP, m.RESUME_BACKUP, m.CHANGE_BACKUP, m.ADD_BACKUP, m.TAKE_OVER_BACKUP):
        link.answer(method, backup())
