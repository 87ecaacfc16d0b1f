"""The app of one profile: made here, wired here, ended here.

    run_app(home, words)     the exit code; a second start hands its words over and ends with 0

words: nothing (the window opens), ``--background`` (the tray only), or a ``megadesk://`` address that leads to a place.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from megadesk.host.autostart import Autostart
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.resources import resource_folder
from megadesk.model.errors import MegadeskError
from megadesk.ui.application import Application
from megadesk.ui.single import SingleInstance

SIGNAL_POLL_MS: Final = 500
"""Python runs its signal handlers between two of Qt's events only."""


def run_app(home: str | None, words: Sequence[str]) -> int:
    """Run the app until a person ends it; see the header."""
    profile = find_profile(home, os.environ)
    prepare_profile(profile)
    application = QApplication(["megadesk", *sys.argv[1:]])
    application.setApplicationName("megadesk")
    application.setApplicationDisplayName("megadesk")
    application.setDesktopFileName("org.megadesk.Megadesk")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(QPixmap(str(resource_folder("icons") / "megadesk.svg"))))
    single = SingleInstance(profile)
    if not single.claim(words):
        return 0
    app = Application(application, profile, now_ms=lambda: time.time_ns() // 1_000_000)
    single.started.connect(app.take_words)
    with contextlib.suppress(MegadeskError):  # it starts nothing for now, as before; Settings say why
        Autostart(profile, os.environ).renew()
    poll = end_on_signals(application)
    app.begin(words)
    try:
        return application.exec()
    finally:
        poll.stop()
        app.end()
        single.release()


def end_on_signals(application: QApplication) -> QTimer:
    """Have the app end when it is told to by the system, whatever is open; return what must go on until then.

    Not ``quit``, which asks each window first: one that shows a key that is nowhere else would hold up a shutdown.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.exit(0))
    poll = QTimer(application)
    poll.timeout.connect(lambda: None)
    poll.start(SIGNAL_POLL_MS)
    return poll
