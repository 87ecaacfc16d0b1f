"""The style sheet."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from megadesk.ui.theme.sheet import style_sheet
from megadesk.ui.theme.tokens import THEMES, Tokens


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_word_is_filled(theme: Tokens) -> None:
    """No colour or size is left out."""
    sheet = style_sheet(theme, scale=1.0)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_scales() -> None:
    """Sizes that go with text follow it."""
    assert "font-size: 13px" in style_sheet(THEMES[0], scale=1.0)
    assert "font-size: 26px" in style_sheet(THEMES[0], scale=2.0)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", ["", "primary", "danger", "quiet", "link"])
def test_a_button_that_rests_looks_like_it(theme: Tokens, kind: str, qtbot: QtBot, qapp: QApplication) -> None:
    """Also where it deletes, and in high contrast, where colours are nearly the same."""
    button = QPushButton("Delete permanently…")
    qtbot.addWidget(button)
    button.setProperty("kind", kind)
    button.setStyleSheet(style_sheet(theme, scale=1.0))
    button.show()
    awake = button.grab().toImage()
    button.setEnabled(False)
    resting = button.grab().toImage()
    assert awake != resting
    shades = {resting.pixelColor(x, y).name() for x in range(resting.width()) for y in range(resting.height())}
    assert theme.error.lower() not in shades
    if theme.is_contrast and kind not in {"quiet", "link"}:  # these have no edge
        edge = {resting.pixelColor(x, 0).name() for x in range(10, resting.width() - 10)}
        assert len(edge) > 1, "it is dashed"
