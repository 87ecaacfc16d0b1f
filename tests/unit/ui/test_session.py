"""The app ends with its session: whatever is open, and without a question."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent, QSessionManager
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from megadesk.ui.session import SessionEnd, end_on_signals, let_go
from megadesk.ui.text import text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.sheet import Sheet

NEVER_MS = 20_000


class Stubborn(QWidget):
    """A window that does not close: what it shows is nowhere else."""

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Stay."""
        event.ignore()


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put back afterwards who hears of signals."""
    were = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in were.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda each: each.name)
def test_no_window_holds_up_a_shutdown(qtbot: QtBot, qapp: QApplication, number: signal.Signals) -> None:
    """Also a dialog that waits within another ends: so all of the loops do."""
    window, inner = Stubborn(), QEventLoop()
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    window.show()
    poll = end_on_signals(qapp)
    QTimer.singleShot(0, inner.exec)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), number))
    never = QTimer()
    never.timeout.connect(lambda: inner.exit(1))
    never.timeout.connect(lambda: qapp.exit(1))
    never.start(NEVER_MS)
    try:
        assert qapp.exec() == 0
    finally:
        poll.stop()


class FromTheSystem(QEvent):
    """What Qt makes of a session manager's or the system's word to end."""

    def __init__(self) -> None:
        super().__init__(QEvent.Type.Quit)

    def spontaneous(self) -> bool:
        """It comes from outside."""
        return True


class FromAPerson(QEvent):
    """What Qt makes of “Quit” in a menu."""

    def __init__(self) -> None:
        super().__init__(QEvent.Type.Quit)


@pytest.fixture
def with_open_sheet(qtbot: QtBot) -> Iterator[None]:
    """A window that does not close, and a sheet in front of it."""
    window = Stubborn()
    qtbot.addWidget(window, before_close_func=lambda _: window.hide())
    window.show()
    sheet = Sheet(text("A key"), Label(text("…")), parent=window)
    sheet.show()
    yield
    if isValid(sheet):  # who is asked closes what can be closed
        sheet.close()


def end_of(qapp: QApplication, event: QEvent) -> int:
    """Return the exit code of an app that gets an event; 7 if it still runs after it."""
    QTimer.singleShot(0, lambda: qapp.sendEvent(qapp, event))
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: qapp.exit(7)))
    code: int = qapp.exec()
    return code


@pytest.mark.usefixtures("with_open_sheet")
def test_the_end_of_a_session_asks_no_window(qapp: QApplication) -> None:
    """A window and a sheet are open, and one of them would not close: the app ends all the same."""
    ending = SessionEnd(qapp, platform="linux")
    assert end_of(qapp, FromTheSystem()) == 0
    qapp.removeEventFilter(ending)


@pytest.mark.usefixtures("with_open_sheet")
@pytest.mark.parametrize(
    ("platform", "event"),
    [("linux", FromAPerson), ("darwin", FromTheSystem)],
    ids=["quit", "macOS"],
)
def test_a_person_who_quits_is_asked(qapp: QApplication, platform: str, event: Callable[[], QEvent]) -> None:
    """What a window shows may be nowhere else; on macOS nobody can tell a person from the system."""
    ending = SessionEnd(qapp, platform=platform)
    assert end_of(qapp, event()) == 7
    qapp.removeEventFilter(ending)


def test_no_desktop_starts_the_app_again_by_itself(qapp: QApplication) -> None:
    """Whether it starts at login is what a person set."""
    hints = list[object]()

    class Manager:
        """What Qt hands over."""

        def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:  # noqa: N802 -- Qt's name
            """Remember."""
            hints.append(hint)

    let_go(Manager())  # type: ignore[arg-type]  # Qt alone can make one
    assert hints == [QSessionManager.RestartHint.RestartNever]
