"""The engine itself: does it run, and end it."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing


class EngineStatus(Body, frozen=True, kw_only=True):
    """A running engine."""

    running: bool
    pid: int
    home: str
    version: str


ENGINE_STATUS: Final = Method("engine.status", Nothing, EngineStatus)
ENGINE_STOP: Final = Method("engine.stop", Nothing, Nothing)
