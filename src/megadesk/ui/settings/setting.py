"""One line of the settings: what it is called, what it means, and the control at its side."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row

LARGE: Final = 1.4
"""From this text scale on there is no room for a control beside its words."""


def is_large() -> bool:
    """Whether text is so large that things stand below each other."""
    return look().scale >= LARGE


def setting(name: Text, control: QWidget, meaning: Text = NOTHING) -> QWidget:
    """Return the line; the control is described by its meaning for a screen reader."""
    words = Label(name)
    words.setBuddy(control)
    below = Label(meaning, "small", wrap=True)
    below.setVisible(bool(meaning))
    control.setAccessibleDescription(say(meaning))  # its label names it
    left = column(words, below, spacing=2)
    made = QWidget()
    if is_large():
        made.setLayout(column(left, row(control, None), margins=(0, 6, 0, 10), spacing=6))
    else:
        line = row(left, control, margins=(0, 6, 0, 6), spacing=24)
        line.setStretch(0, 1)
        made.setLayout(line)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return made
