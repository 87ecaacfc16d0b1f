"""Rows and columns."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.layout import clear, column, row


def test_pieces_stand_in_order_and_can_be_cleared(qtbot: QtBot) -> None:
    """Widgets, layouts, gaps and what is left."""
    widget = QWidget()
    qtbot.addWidget(widget)
    made = column(QLabel("a"), 8, row(QLabel("b"), None, QLabel("c")), None)
    widget.setLayout(made)
    assert [label.text() for label in widget.findChildren(QLabel)] == ["a", "b", "c"]
    assert made.count() == 4
    clear(made)
    assert made.count() == 0
