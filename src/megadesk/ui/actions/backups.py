"""What a person wants of their backups. Everything that can be taken back offers “Undo”.

run_now, pause, resume, change_schedule      add, take_over      ask_stop (only says), stop
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk, Place
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import text
from megadesk.ui.viewmodels.backups import CONTINUOUS, BackupCard, schedule_words


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBackup:
    """What a person chose. source: DEVICE/NAME of another computer's backup that goes on from here; empty: a new one."""

    local: str
    name: str = ""
    every: str = CONTINUOUS
    source: str = ""


def run_now(desk: Desk, card: BackupCard) -> None:
    """Have a run made now."""
    words = text("“{name}” is being backed up.", name=card.name)
    desk.link.ask(
        m.RUN_BACKUP, m.Backup(backup=card.id), then=lambda _: desk.notices.done(words), failed=desk.notices.failed
    )


def pause(desk: Desk, card: BackupCard) -> None:
    """Back up a folder no further until it is resumed."""
    words = text("“{name}” is paused. It is not backed up until you resume.", name=card.name)
    desk.link.ask(
        m.PAUSE_BACKUP,
        m.Backup(backup=card.id),
        then=lambda _: desk.notices.done(words, undo=lambda: resume(desk, card)),
        failed=desk.notices.failed,
    )


def resume(desk: Desk, card: BackupCard) -> None:
    """Go on; what was missed is made up for."""
    words = text("“{name}” is resumed. Missed runs are caught up.", name=card.name)
    desk.link.ask(
        m.RESUME_BACKUP,
        m.Backup(backup=card.id),
        then=lambda _: desk.notices.done(words, undo=lambda: pause(desk, card)),
        failed=desk.notices.failed,
    )


def change_schedule(desk: Desk, card: BackupCard, every: str) -> None:
    """Have a backup run at other times."""
    _change(desk, card, every, undo=lambda: _change(desk, card, card.every))


def _change(desk: Desk, card: BackupCard, every: str, undo: Callable[[], None] | None = None) -> None:
    words = text("New schedule for “{name}”: {schedule}.", name=card.name, schedule=schedule_words(every))
    body = m.ChangeBackup(backup=card.id, every="" if every == CONTINUOUS else every)
    desk.link.ask(m.CHANGE_BACKUP, body, then=lambda _: desk.notices.done(words, undo=undo), failed=desk.notices.failed)


def add(
    desk: Desk,
    new: NewBackup,
    *,
    then: Callable[[m.BackupStatus], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Back up a folder from now on, or go on with the backup of another computer."""

    def done(backup: m.BackupStatus) -> None:
        words = (
            text("The backup “{name}” continues on this computer.", name=backup.name)
            if new.source
            else text("“{name}” is now backed up.", name=backup.name)
        )
        desk.notices.done(words)
        then(backup)

    every = "" if new.every == CONTINUOUS else new.every
    if new.source:
        body = m.TakeOver(source=new.source, local=new.local, name=new.name, every=every)
        desk.link.ask(m.TAKE_OVER_BACKUP, body, then=done, failed=failed, owner=owner)
    else:
        wanted = m.AddBackup(local=new.local, name=new.name, every=every)
        desk.link.ask(m.ADD_BACKUP, wanted, then=done, failed=failed, owner=owner)


def ask_stop(
    desk: Desk,
    backup: str,
    move: str,
    *,
    then: Callable[[m.StoppedBackup], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> Asking:
    """Find out what a stop would concern. move: where in the cloud it goes; empty: to the bin."""
    body = m.StopBackup(backup=backup, move=move, delete=not move, ask=True)
    return desk.link.ask(m.STOP_BACKUP, body, then=then, failed=failed, owner=owner)


def stop(
    desk: Desk,
    card: BackupCard,
    move: str,
    *,
    then: Callable[[], None],
    failed: Callable[[MegadeskError], None],
    owner: QObject,
) -> None:
    """Back up a folder no more."""

    def done(told: m.StoppedBackup) -> None:
        if told.target is not None:
            words = text(
                "“{name}” is no longer backed up. Its files are now in {target}.", name=told.name, target=told.target
            )
        elif told.stays:
            words = text("“{name}” is no longer backed up by this computer.", name=told.name)
        else:
            words = text(
                "“{name}” is no longer backed up. Its files in the cloud were moved to the bin.", name=told.name
            )
        desk.notices.done(words)
        then()

    body = m.StopBackup(backup=card.id, move=move, delete=not move)
    desk.link.ask(m.STOP_BACKUP, body, then=done, failed=failed, owner=owner)


def show_run(desk: Desk, remote: str, run: int | None) -> None:
    """Show what there was in Rewind, as of a run; without one, as it is."""
    desk.go(Place("rewind", f"run {remote} {run}" if run is not None else remote))
