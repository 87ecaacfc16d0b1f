"""Addresses that the system hands over while the app runs.

On Windows and Linux a link starts the program again, with the address as its word, and ``single`` brings it here. macOS starts
no second one: it sends the first an event, also right after it has started it for a link.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Addresses(QObject):
    """Lives as long as the app. Signals: asked(words) when a link was opened, the address as its only word."""

    asked = Signal(list)

    def __init__(self, application: QApplication, *, platform: str = sys.platform) -> None:
        super().__init__(application)
        if platform == "darwin":  # elsewhere it would look at every event of every widget for nothing
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Take every such event: nobody else here opens what it names."""
        if isinstance(event, QFileOpenEvent):
            self.asked.emit([bytes(event.url().toEncoded().data()).decode("ascii")])
            return True
        return super().eventFilter(watched, event)
