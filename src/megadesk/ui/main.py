"""The app of one profile: made here, wired here, ended here.

    run_app(home, words)     the exit code; a second start hands its words over and ends with 0
words: nothing (the window opens), ``--background`` (the tray only), or a ``megadesk://`` address that leads to a place. A second start
with ``--quit`` (single.py) ends it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Sequence

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from megadesk.host.autostart import Autostart
from megadesk.host.paths import find_profile, prepare_profile
from megadesk.host.process import start_program
from megadesk.host.program import Fate, own_file, program_file, run_anew
from megadesk.host.resources import resource_folder
from megadesk.model.errors import MegadeskError
from megadesk.ui.addresses import Addresses
from megadesk.ui.application import BACKGROUND, Application
from megadesk.ui.renewal import Renewal
from megadesk.ui.session import App, end_on_signals
from megadesk.ui.single import QUIT, SingleInstance


def run_app(home: str | None, words: Sequence[str]) -> int:
    """Run the app until a person ends it; see the header."""
    profile = find_profile(home, os.environ)
    prepare_profile(profile)
    application = App(["megadesk", *sys.argv[1:]])
    application.setApplicationName("megadesk")
    application.setApplicationDisplayName("megadesk")
    application.setDesktopFileName("org.megadesk.Megadesk")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(QPixmap(str(resource_folder("icons") / "megadesk.svg"))))
    single = SingleInstance(profile)
    if not single.claim(words):
        return 0
    app = Application(application, profile, now_ms=lambda: time.time_ns() // 1_000_000)
    single.started.connect(lambda said: application.exit(0) if QUIT in said else app.take_words(said))
    Addresses(application).asked.connect(app.take_words)
    with contextlib.suppress(MegadeskError):  # it starts nothing for now, as before; Settings say why
        Autostart(profile, os.environ).renew()
    poll = end_on_signals(application)
    fates = look_after_program(application)
    app.begin(words)
    try:
        code = application.exec()
    finally:
        again = words_to_begin_anew(home, is_shown=app.is_shown)
        poll.stop()
        app.end()
        single.release()
    if Fate.REPLACED in fates:
        begin_anew(again)
    return code


def look_after_program(application: QApplication) -> list[Fate]:
    """Have the app end once its program was replaced or removed; return where that is noted."""
    fates = list[Fate]()
    file = own_file()
    if file is not None:
        renewal = Renewal(file, application)
        renewal.over.connect(fates.append)
        renewal.over.connect(lambda _: application.exit(0))
        renewal.begin()
    return fates


def words_to_begin_anew(home: str | None, *, is_shown: bool) -> list[str]:
    """Return the words with which the app is as it was: of the same profile, with its window or in the background."""
    return [*([] if home is None else ["--home", home]), *([] if is_shown else [BACKGROUND])]


def begin_anew(words: Sequence[str]) -> None:
    """Start the program that stands there now, in our place.

    On Linux as the same process, which is what a desktop takes for the app; on macOS a process cannot change what it
    is once it has windows. On Windows the installer ends programs before it replaces them, and starts them.
    """
    if sys.platform == "darwin":
        start_program(list(words), os.environ)
    elif sys.platform != "win32":
        run_anew(program_file(os.environ), words)
