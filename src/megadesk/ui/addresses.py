"""What would be a second start elsewhere, and on macOS reaches the app that runs.

On Windows and Linux a link, or a double click on the program, starts it again, and ``single`` brings the words of that here. macOS
starts no second one. Of a link it sends the first an event, also right after it has started it for that. Of a double click
Qt lets on only that the app is active, and says so even if it was: nothing else is ever said twice.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Addresses(QObject):
    """Lives as long as the app. Signals: asked(words) when a link was opened, the address as its only word, or the app itself, without one."""

    asked = Signal(list)

    def __init__(self, application: QApplication, *, platform: str = sys.platform) -> None:
        super().__init__(application)
        if platform == "darwin":  # elsewhere it would look at every event of every widget for nothing
            application.installEventFilter(self)
            application.applicationStateChanged.connect(self._on_state)
        self._state = application.applicationState()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        before, self._state = self._state, state
        if state == before == Qt.ApplicationState.ApplicationActive:
            self.asked.emit([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Take every such event: nobody else here opens what it names."""
        if isinstance(event, QFileOpenEvent):
            self.asked.emit([bytes(event.url().toEncoded().data()).decode("ascii")])
            return True
        return super().eventFilter(watched, event)
