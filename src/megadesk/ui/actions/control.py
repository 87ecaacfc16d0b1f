"""Everything at once: pause it, for a while or until somebody resumes, and go on."""

from __future__ import annotations

from typing import Final

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import EVERYTHING, Desk
from megadesk.ui.text import Lasting, text

PAUSES: Final = ((600, text("For 10 minutes")), (3600, text("For 1 hour")))
"""The lengths that are offered, in seconds; beside them: until somebody resumes."""


def pause_all(desk: Desk, for_s: int | None = None) -> None:
    """Pause everything; ``for_s``: it goes on by itself after so many seconds."""
    words = text("Paused for {time}", time=Lasting(for_s)) if for_s else text("Paused until you resume")

    def paused(status: m.Status) -> None:
        desk.state.take(status)
        desk.notices.done(words, undo=lambda: resume_all(desk), about=EVERYTHING)

    desk.link.ask(
        m.ENGINE_PAUSE,
        m.PauseAll(for_s=for_s),
        then=paused,
        failed=lambda error: _failed(desk, error),
        owner=desk,
    )


def resume_all(desk: Desk) -> None:
    """Go on with everything."""
    desk.link.ask(
        m.ENGINE_RESUME,
        m.Nothing(),
        then=desk.state.take,
        failed=lambda error: _failed(desk, error),
        owner=desk,
    )


def turn_all(desk: Desk) -> None:
    """Pause everything, or go on if it is paused."""
    status = desk.state.now.status
    if status is not None and status.paused:
        resume_all(desk)
    else:
        pause_all(desk)


def _failed(desk: Desk, error: MegadeskError) -> None:
    desk.notices.failed(error, about=EVERYTHING)
