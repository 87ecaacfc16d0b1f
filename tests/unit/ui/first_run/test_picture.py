"""The picture at the left."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from megadesk.ui.first_run.picture import PicturePanel
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Step
from megadesk.ui.viewmodels.first_run_words import picture


def test_each_page_has_another_picture(qtbot: QtBot) -> None:
    """Painted, said below it, and counted for who hears it; mirrored where that is read."""
    panel = PicturePanel()
    qtbot.addWidget(panel)
    panel.resize(232, 520)
    now = journeys.begin(FirstRunFill(device_name="Desk"))
    panel.show_picture(picture(now), 1, 8)
    first = panel.grab().toImage()
    shown = picture(replace(now, step=Step.DEVICE))
    panel.show_picture(shown, 2, 8)
    assert panel.grab().toImage() != first
    assert panel.caption.text().startswith("The name is encrypted")
    assert panel.steps.accessibleName() == "Page 2 of 8"
    assert panel.drawing._at(picture(replace(now, step=Step.SERVER)).discs[0]).x() < panel.drawing.width() / 2
    panel.drawing.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert panel.drawing._at(picture(replace(now, step=Step.SERVER)).discs[0]).x() > panel.drawing.width() / 2
