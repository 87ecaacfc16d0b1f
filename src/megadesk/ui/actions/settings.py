"""What a person sets: asked of the engine, and said if it did not work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk


def read(desk: Desk, *, then: Callable[[m.SettingsInfo], None], owner: QObject) -> None:
    """Read what is set."""
    desk.link.ask(m.GET_SETTINGS, m.Nothing(), then=then, failed=desk.notices.failed, owner=owner)


def change(
    desk: Desk,
    changes: m.SetSettings,
    *,
    then: Callable[[m.SettingsInfo], None],
    owner: QObject,
    failed: Callable[[MegadeskError], None] | None = None,
) -> None:
    """Set something. Where it could not be set and nobody else says so, ``then`` gets what is set instead."""

    def say_so(error: MegadeskError) -> None:
        desk.notices.failed(error)
        read(desk, then=then, owner=owner)

    desk.link.ask(m.SET_SETTINGS, changes, then=then, failed=failed or say_so, owner=owner)


def start_at_login(desk: Desk, *, is_on: bool, then: Callable[[m.SettingsInfo], None], owner: QObject) -> None:
    """Let megadesk begin with the computer, or no longer."""
    change(desk, m.SetSettings(start_at_login=is_on), then=then, owner=owner)
