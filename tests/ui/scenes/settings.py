"""The settings, part by part."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fakes.desk import FakeDesk
from megadesk.ui.window import Window
from ui.gallery import Scene


def scenes() -> list[Scene]:
    """Return one scene a part."""
    return [
        Scene(
            name="settings-general",
            build=lambda desk: _at(desk, "general"),
            also=("large", "german", "mirrored", "contrast", "small"),
        ),
        Scene(name="settings-about", build=lambda desk: _at(desk, "about")),
    ]


def _at(desk: FakeDesk, part: str) -> QWidget:
    window = Window(desk)
    window.open("settings", part)
    return window
