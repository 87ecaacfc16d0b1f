"""Sheets beside a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.pages.open_sheets import OpenSheets
from megadesk.ui.text import text
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


def test_each_is_open_once(qtbot: QtBot) -> None:
    """Whoever asks again comes back to it; closed, it is made anew."""
    page = QWidget()
    qtbot.addWidget(page)
    made: list[Sheet] = []

    def make() -> Sheet:
        made.append(Sheet(text("Rules"), column(), parent=page))
        return made[-1]

    sheets = OpenSheets()
    sheets.open("rules", make)
    sheets.open("rules", make)
    assert len(made) == 1
    sheets.open("others", make)
    made[0].close()
    sheets.open("rules", make)
    assert len(made) == 3
