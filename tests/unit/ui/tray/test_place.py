"""Where the popup opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from megadesk.ui.tray.place import popup_place

SCREEN = QRect(0, 30, 1280, 690)
SIZE = QSize(400, 600)


@pytest.mark.parametrize(
    "pointer", [QPoint(1270, 10), QPoint(1270, 790), QPoint(3, 10), QPoint(0, 799), QPoint(640, 400)]
)
def test_it_is_whole_on_its_screen(pointer: QPoint) -> None:
    """Wherever the panel is."""
    place = QRect(popup_place(QRect(), pointer, SCREEN, SIZE), SIZE)
    assert SCREEN.contains(place)


def test_it_opens_at_the_icon() -> None:
    """Below one at the top, above one at the bottom; a screen to the left has negative places."""
    assert popup_place(QRect(600, 4, 22, 22), QPoint(), SCREEN, SIZE) == QPoint(410, 38)
    assert popup_place(QRect(600, 760, 22, 22), QPoint(), SCREEN, SIZE).y() == 760 - 8 - 600 - (760 - 8 - 720) - 8
    assert popup_place(QRect(-700, 4, 22, 22), QPoint(), QRect(-1280, 30, 1280, 690), SIZE).x() == -889
