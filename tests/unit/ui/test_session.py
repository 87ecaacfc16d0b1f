"""The app ends with its session: whatever is open, and without a question."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent, QSessionManager
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fakes.processes import environment
from fakes.signals import HANG_UP, be_told, put_back
from megadesk.ui.session import end_on_signals, is_the_end, let_go

NEVER_MS = 20_000


class Stubborn(QWidget):
    """A window that does not close: what it shows is nowhere else."""

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Stay."""
        event.ignore()


def assert_it_ends(*loops: QApplication | QEventLoop, poll: QTimer) -> None:
    """Run the application, the first of the loops: it ends by itself, and well, before all of them are given up."""
    never = QTimer()
    for loop in loops:
        never.timeout.connect(partial(loop.exit, 1))
    never.start(NEVER_MS)
    try:
        assert loops[0].exec() == 0
    finally:
        poll.stop()


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put back afterwards who hears of signals."""
    with put_back():
        yield


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", HANG_UP])
def test_no_window_holds_up_a_shutdown(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    """Also a dialog that waits within another ends: so all of the loops do."""
    window, inner = Stubborn(), QEventLoop()
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    window.show()
    poll = end_on_signals(qapp)
    QTimer.singleShot(0, inner.exec)
    QTimer.singleShot(0, lambda: be_told(name))
    assert_it_ends(qapp, inner, poll=poll)


@pytest.mark.usefixtures("handlers")
def test_a_signal_that_comes_while_the_app_starts_is_not_lost(qtbot: QtBot, qapp: QApplication) -> None:
    """Qt forgets who wants to end before it has begun, and nobody says it twice."""
    poll = end_on_signals(qapp)
    be_told()
    assert_it_ends(qapp, poll=poll)


APP = """
import sys
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget
from megadesk.ui.session import App
from megadesk.ui.text import text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.sheet import Sheet

class Stubborn(QWidget):
    def closeEvent(self, event):
        event.ignore()

class FromTheSystem(QEvent):
    def spontaneous(self):
        return True

app = App(["megadesk"])
window = Stubborn()
window.show()
Sheet(text("A key"), Label(text("...")), parent=window).show()
event = (FromTheSystem if sys.argv[1] == "system" else QEvent)(QEvent.Type.Quit)
QTimer.singleShot(0, lambda: app.sendEvent(app, event))
QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: app.exit(7)))
sys.exit(app.exec())
"""
"""An app with a window that does not close, and a sheet in front of it; 7: it still runs after it was to end."""


@pytest.mark.parametrize(("who", "code"), [("system", 0), ("person", 7)])
def test_the_end_of_a_session_asks_no_window(who: str, code: int) -> None:
    """The app ends whatever is open; but a person who quits is asked, as what a window shows may be nowhere else."""
    environ = environment() | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", APP, who], env=environ, capture_output=True, check=False)
    assert done.returncode == code, done.stderr.decode()


class FromTheSystem(QEvent):
    """What Qt makes of a session manager's or the system's word to end."""

    def spontaneous(self) -> bool:
        """It comes from outside."""
        return True


def test_what_the_system_says_is_told_from_what_a_person_does() -> None:
    """On macOS nobody can: the Dock says it as a log-out does."""
    quitting = QEvent.Type.Quit
    assert is_the_end(FromTheSystem(quitting), "linux")
    assert is_the_end(FromTheSystem(quitting), "win32")
    assert not is_the_end(FromTheSystem(quitting), "darwin")
    assert not is_the_end(QEvent(quitting), "linux")
    assert not is_the_end(FromTheSystem(QEvent.Type.Close), "linux")


def test_no_desktop_starts_the_app_again_by_itself() -> None:
    """Whether it starts at login is what a person set."""
    hints = list[object]()

    class Manager:
        """What Qt hands over."""

        def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:  # noqa: N802 -- Qt's name
            """Remember."""
            hints.append(hint)

    let_go(Manager())  # type: ignore[arg-type]  # Qt alone can make one
    assert hints == [QSessionManager.RestartHint.RestartNever]
