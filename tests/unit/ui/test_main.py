"""The app ends when the system says so."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.main import end_on_signals

NEVER_MS = 20_000


class Stubborn(QWidget):
    """A window that does not close: what it shows is nowhere else."""

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Stay."""
        event.ignore()


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put back afterwards who hears of signals."""
    were = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in were.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
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
