"""The same screen for everybody: a known font and size, so that pictures and measures do not depend on a machine."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget

from megadesk.ui.theme.focus import FocusRing
from megadesk.ui.theme.look import Look
from megadesk.ui.theme.tokens import Appearance


def put_away(widget: QWidget) -> None:
    """End a window for good: one that only waits to be deleted is styled again with each change of the look."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@lru_cache(maxsize=1)
def prepare(application: QApplication) -> Look:
    """Give the application the look of tests, once."""
    font = QFont("Inter")
    font.setPointSizeF(10)
    application.setFont(font)
    FocusRing(application)
    made = Look(application)
    made.choose(Appearance.LIGHT, 1.0)
    return made
