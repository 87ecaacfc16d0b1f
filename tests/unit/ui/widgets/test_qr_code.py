"""A QR code on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fakes.settings import DRAFT
from megadesk.host.qr import Matrix, qr_matrix
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.widgets.qr_code import LINE_PX, SQUARE_PX, QrCode


def seen(picture: QImage, side: int) -> Matrix:
    """Return what a camera sees in the middle of each square, within the line around them."""
    step = (picture.width() - 2 * LINE_PX) // side
    middles = [LINE_PX + number * step + step // 2 for number in range(side)]
    return tuple(tuple(picture.pixelColor(x, y).lightness() < 128 for x in middles) for y in middles)


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.HIGH_CONTRAST])
@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_every_square_is_seen_as_it_is(qtbot: QtBot, appearance: Appearance, scale: float) -> None:
    """Dark on light in every theme, at every size of text, with its quiet border."""
    look().choose(appearance, scale)
    code = QrCode(text("Code"))
    qtbot.addWidget(code)
    matrix = qr_matrix(DRAFT.uri)
    code.show_squares(matrix)
    picture = code.grab().toImage()
    assert seen(picture, len(matrix)) == matrix


def test_it_has_a_name_and_can_be_another_one(qtbot: QtBot) -> None:
    """Empty until there is something to show."""
    code = QrCode(text("QR code for your authenticator app"))
    qtbot.addWidget(code)
    assert code.accessibleName() == "QR code for your authenticator app"
    code.resize(20, 20)
    code.grab()
    code.show_squares(((True, False), (False, True)))
    assert code.width() == code.height() == 2 * look().px(SQUARE_PX) + 2 * LINE_PX
    assert seen(code.grab().toImage(), 2) == ((True, False), (False, True))
