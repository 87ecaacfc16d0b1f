"""The engine itself: does it run, end it; and pause everything that it does."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.ipc.messages.status import Status


class EngineStatus(Body, frozen=True, kw_only=True):
    """A running engine."""

    running: bool
    pid: int
    home: str
    version: str


class PauseAll(Body, frozen=True, kw_only=True):
    """Pause everything for so many seconds; None: until somebody resumes. Again: from now on for so long."""

    for_s: int | None = None


ENGINE_STATUS: Final = Method("engine.status", Nothing, EngineStatus)
ENGINE_STOP: Final = Method("engine.stop", Nothing, Nothing)
ENGINE_PAUSE: Final = Method("engine.pause", PauseAll, Status)
ENGINE_RESUME: Final = Method("engine.resume", Nothing, Status)
