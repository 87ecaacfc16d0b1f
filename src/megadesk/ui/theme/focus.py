"""The focus ring is for who uses the keyboard: after a click nobody needs to be told where they are.

The style sheet draws it where a widget has the property ``keys``. Only windows are watched for what was used last, not
every widget: a filter on the application would run Python at each of Qt's events.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

KEYS = "keys"


class FocusRing(QObject):
    """Lives as long as the application."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._by_keys = False
        application.focusWindowChanged.connect(self._watch)
        application.focusChanged.connect(self._mark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 -- Qt's name
        """Notice whether keys or a pointer are used."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._by_keys = True
        elif kind in {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}:
            self._by_keys = False
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _mark(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, has_ring in ((old, False), (new, self._by_keys)):
            if widget is not None and bool(widget.property(KEYS)) != has_ring:
                widget.setProperty(KEYS, has_ring)
                widget.style().unpolish(widget)
                widget.style().polish(widget)
