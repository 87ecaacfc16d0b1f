"""How far something is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.theme.tokens import LIGHT
from megadesk.ui.widgets.bar import Bar


def test_the_bar_is_as_long_as_the_part(qtbot: QtBot) -> None:
    """From the side that is read first."""
    bar = Bar(text("Storage"), 0.5)
    qtbot.addWidget(bar)
    bar.resize(100, 6)

    def colours() -> tuple[str, str]:
        image = bar.grab().toImage()
        return image.pixelColor(20, 3).name().upper(), image.pixelColor(80, 3).name().upper()

    assert colours() == (LIGHT.accent, LIGHT.track)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert colours() == (LIGHT.track, LIGHT.accent)
    bar.show_part(7.0, "ok")
    assert (colours(), bar.value(), bar.accessibleName()) == ((LIGHT.ok, LIGHT.ok), 1000, "Storage")
