"""The end of a session: nobody is asked anything, no window holds it up, and no desktop starts the app again by itself.

    SIGTERM, SIGHUP, SIGINT                 systemd, logind, a terminal         --> end_on_signals
    an end that the system asks Qt for      a session manager, Windows          --> App

Nothing is to be saved then: settings are written when they change, and what is synced is the engine's, which hears of the
end by itself. On macOS the system asks in the same way whether a person quits from the Dock or logs out: there a window
that shows a key which is nowhere else may say so, once.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from megadesk.host.program import end_signals

SIGNAL_POLL_MS: Final = 500
"""Python runs its signal handlers between two of Qt's events only."""


def end_on_signals(application: QApplication) -> QTimer:
    """Have the app end when it is told to by the system, whatever is open; return what must go on until then.

    Not ``quit``, which asks each window first: one that shows a key that is nowhere else would hold up a shutdown.
    """
    for number in end_signals():
        # By way of the loop: before it runs, Qt would forget that it was told to exit.
        signal.signal(number, lambda *_: QTimer.singleShot(0, application, lambda: application.exit(0)))
    poll = QTimer(application)
    poll.timeout.connect(lambda: None)
    poll.start(SIGNAL_POLL_MS)
    return poll


class App(QApplication):
    """The application of Qt, but that it ends at once where it is the system that ends it: Qt would ask each window first.

    A class of its own, since a filter on the application would run Python at each of Qt's events.
    """

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(list(words))
        self.commitDataRequest.connect(let_go)
        self.saveStateRequest.connect(let_go)

    def event(self, event: QEvent) -> bool:
        """End, or do as ever."""
        if is_the_end(event):
            self.exit(0)
            return True
        return super().event(event)


def is_the_end(event: QEvent, platform: str = sys.platform) -> bool:
    """Whether an event of the application says that the system ends it, and not a person."""
    return event.type() is QEvent.Type.Quit and event.spontaneous() and platform != "darwin"


def let_go(manager: QSessionManager) -> None:
    """Let the session end. What starts with the next one is what a person set, not what happened to be open."""
    manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
