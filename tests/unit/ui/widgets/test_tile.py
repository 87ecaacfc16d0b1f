"""The shape of a state on its ground."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.widgets.tile import StateTile


def test_each_state_looks_otherwise(qtbot: QtBot) -> None:
    """By shape, not only by colour."""
    tile = StateTile("circle-check", "ok")
    qtbot.addWidget(tile)
    before = tile.grab().toImage()
    tile.show_state("circle-check", "ok")
    assert tile.grab().toImage() == before
    tile.show_state("triangle-alert", "ok")
    assert tile.grab().toImage() != before
