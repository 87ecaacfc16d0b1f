"""The look in force."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import DARK, LIGHT, Appearance


def test_palette_sheet_and_tokens_change_together(qapp: QApplication) -> None:
    """And whoever paints itself is told."""
    told: list[bool] = []
    look().changed.connect(lambda: told.append(True))
    look().choose(Appearance.DARK)
    assert tokens() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    assert DARK.accent in qapp.styleSheet()
    look().choose(Appearance.LIGHT)
    assert (tokens(), told) == (LIGHT, [True, True])


def test_sizes_follow_the_text() -> None:
    """Within limits."""
    look().choose(Appearance.LIGHT, 2.0)
    assert look().px(13) == 26
    look().choose(Appearance.LIGHT, 9.0)
    assert look().scale == 2.5


def test_rows_are_low_where_that_is_wanted() -> None:
    """At every text size."""
    usual = look().row_px
    look().choose(Appearance.LIGHT, is_dense=True)
    low = look().row_px
    look().choose(Appearance.LIGHT, 2.0, is_dense=True)
    assert low < usual
    assert look().row_px == 2 * low
    look().choose(Appearance.LIGHT)
    assert look().row_px == usual
