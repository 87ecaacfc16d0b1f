"""A page that scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.layout import EDGE_PX, column
from megadesk.ui.widgets.steady import SteadyArea


def test_content_keeps_its_width_when_a_scroll_bar_comes(qtbot: QtBot) -> None:
    """And ends where it did."""
    part = QWidget()
    area = SteadyArea(column(part, margins=(EDGE_PX, 0, EDGE_PX, 0)))
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    widths = []
    for height in (100, 900, 100):
        part.setFixedHeight(height)
        for _ in range(3):
            QApplication.processEvents()
        assert area.verticalScrollBar().isVisible() is (height > 300)
        widths.append(part.width())
    assert widths == [400 - 2 * EDGE_PX] * 3
