"""Filters as chips, or as one field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.filters import Filters


def test_chips_become_a_field_where_there_is_no_room(qtbot: QtBot) -> None:
    """What is in force stays in force."""
    filters = Filters(text("Show"), ["all", "removed"])
    qtbot.addWidget(filters)
    filters.show_label("all", text("All of the changes"))
    filters.show_label("removed", text("What was deleted since"), is_offered=False)
    filters.resize(600, 40)
    filters.show()
    assert filters.chips["all"].isVisible()
    assert not filters.chips["removed"].isEnabled()
    filters.show_label("removed", text("What was deleted since"))
    chosen: list[str] = []
    filters.chosen.connect(chosen.append)
    QTest.mouseClick(filters.chips["removed"], Qt.MouseButton.LeftButton)
    filters.resize(120, 40)
    assert not filters.chips["all"].isVisible()
    assert filters.combo.isVisible()
    assert (filters.combo.value(), filters.word) == ("removed", "removed")
    filters.combo.chosen.emit("all")
    assert chosen == ["removed", "all"]
    assert filters.chips["all"].isChecked()
