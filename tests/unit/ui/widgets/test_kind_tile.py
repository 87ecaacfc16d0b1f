"""The tile of a kind of file."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.kind_tile import Tile


def test_kinds_look_different(qtbot: QtBot) -> None:
    """By colour and by icon."""
    tile = Tile("folder")
    qtbot.addWidget(tile)
    before = tile.grab().toImage()
    tile.show_kind("video")
    assert tile.grab().toImage() != before
    assert tile.width() == tile.height() == 36
