"""What can be pressed."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text, verbatim
from megadesk.ui.widgets.buttons import Button, IconButton


def test_a_name_with_an_ampersand_is_no_shortcut(qtbot: QtBot) -> None:
    """It is shown as it is, and spoken so."""
    button = Button(verbatim("Bed & Breakfast"), icon_name="folder")
    qtbot.addWidget(button)
    assert (button.text(), button.accessibleName()) == ("Bed && Breakfast", "Bed & Breakfast")
    button.show_words(verbatim("R & D"), "file")
    button.set_kind("primary")
    assert button.accessibleName() == "R & D"


def test_an_icon_alone_has_a_name_and_says_its_keys(qtbot: QtBot) -> None:
    """For those who do not see it, and for those who point at it."""
    button = IconButton("pause", text("Pause"), keys="Ctrl+P")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Pause", "Pause (Ctrl+P)")
    button.show_name(text("Resume"), "play")
    assert button.accessibleName() == "Resume"


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
def test_a_tab_has_room_for_its_bold_words(family: str, qtbot: QtBot) -> None:
    """Once it is chosen; nothing moves then."""
    tab = Button(verbatim("All 25,106"), "tab")
    qtbot.addWidget(tab)
    tab.setFont(QFont(family))
    tab.ensurePolished()
    bold = QFont(tab.font())
    bold.setWeight(QFont.Weight.DemiBold)
    wanted = tab.sizeHint()
    assert wanted.width() >= QFontMetrics(bold).horizontalAdvance("All 25,106")
    tab.setChecked(True)
    assert tab.sizeHint() == tab.minimumSizeHint() == wanted
