"""A field for a place."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.pathfield import PathField


def test_a_place_is_typed_or_chosen(qtbot: QtBot) -> None:
    """Either way its owner hears of it."""
    field = PathField(text("Folder"), "/a")
    qtbot.addWidget(field)
    heard: list[str] = []
    asked: list[bool] = []
    field.changed.connect(heard.append)
    field.asked.connect(lambda: asked.append(True))
    field.button.click()
    field.put("/b/c")
    assert (asked, heard, field.text()) == ([True], ["/b/c"], "/b/c")
