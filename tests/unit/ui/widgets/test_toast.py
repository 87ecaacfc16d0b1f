"""What was done, for a while."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.desk import Notice, Work
from megadesk.ui.text import text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.toast import Toast, WorkLine


def test_it_is_said_and_goes(qtbot: QtBot) -> None:
    """With “Undo” only where that is possible; pressing it ends the message."""
    toast = Toast()
    qtbot.addWidget(toast)
    undone: list[bool] = []
    toast.undone.connect(lambda: undone.append(True))
    toast.show_notice(Notice(words=text("Moved to the bin"), undo=lambda: None))
    undo = toast.findChild(Button)
    assert isinstance(undo, Button)
    assert toast.isVisible()
    assert not undo.isHidden()
    undo.click()
    assert undone == [True]
    assert not toast.isVisible()
    toast.show_notice(Notice(words=text("It did not work"), tone="error"))
    assert undo.isHidden()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_what_takes_long_can_be_cancelled(qtbot: QtBot) -> None:
    """Once: it stops as soon as it can."""
    line = WorkLine()
    qtbot.addWidget(line)
    work = Work()
    work.words = text("Deleting files: {n} of {count}", n=2, count=5)
    line.show_work(work)
    assert line.isVisible()
    line.cancel.click()
    assert work.is_ending
    assert not line.cancel.isEnabled()
    line.show_work(work)
    assert not line.cancel.isEnabled()
    line.show_work(None)
    assert not line.isVisible()
