"""The four states of a list."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.text import NOTHING, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.states import Message, States


def press(states: States) -> None:
    """Press the button of what is shown."""
    shown = states.currentWidget()
    button = shown.findChild(Button) if shown is not None else None
    assert isinstance(button, Button)
    button.click()


def test_each_state_is_shown_and_acts(qtbot: QtBot) -> None:
    """Empty has its first action, an error can be tried again."""
    states = States(QLabel("rows"), Message("inbox", text("Nothing yet"), text("It will be here."), text("Add")))
    qtbot.addWidget(states)
    told: list[str] = []
    states.acted.connect(lambda: told.append("acted"))
    states.retried.connect(lambda: told.append("retried"))
    states.show_empty()
    assert states.shows == "empty"
    press(states)
    states.show_error(text("The server is away."))
    assert states.shows == "error"
    press(states)
    states.show_content()
    assert (states.shows, told) == ("content", ["acted", "retried"])


def test_what_comes_at_once_does_not_flash(qtbot: QtBot) -> None:
    """A skeleton comes only after a while, and never in place of rows."""
    states = States(QLabel("rows"), Message("inbox", text("Nothing yet"), NOTHING))
    qtbot.addWidget(states)
    states.show_loading()
    assert states.currentWidget() is states._blank
    states._timer.timeout.emit()
    assert states.currentWidget() is states._skeleton
    states.show_content()
    states.show_loading()
    assert states.shows == "content"


def test_a_message_leaves_out_what_has_no_room(qtbot: QtBot) -> None:
    """First its picture, then its sentence, which is a tooltip then; words take more lines where it is narrow."""
    sentence = "What you or another device removes is kept here for a while."
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(700, 500)
    message = Message("trash-2", text("The bin is empty"), verbatim(sentence), parent=around)
    message.resize(600, 400)
    around.show()
    heading, below = message.findChildren(Label)
    picture = message.findChild(Icon)
    assert isinstance(picture, Icon)
    assert picture.isVisible()
    assert below.isVisible()
    message.resize(200, 110)
    QApplication.processEvents()
    assert not picture.isVisible()
    assert below.isVisible()
    assert below.height() >= below.heightForWidth(below.width())
    message.resize(200, 50)
    QApplication.processEvents()
    assert not below.isVisible()
    assert heading.toolTip() == sentence


def test_an_error_asks_for_the_room_of_its_button(qtbot: QtBot) -> None:
    """As narrow and as low as it may be, neither its words nor its button are cut."""
    look().choose(Appearance.LIGHT, 2.0)
    states = States(QLabel("rows"), Message("inbox", text("Nothing yet")))
    qtbot.addWidget(states)
    states.show_error(text("The server is away."))
    error = states._error
    states.resize(error.minimumSizeHint().width(), 600)
    states.show()
    states.resize(error.minimumSizeHint())
    QApplication.processEvents()
    for part in (error._heading, error._button):
        assert part.visibleRegion().boundingRect().size() == part.size()
    assert error._button.width() == error._button.sizeHint().width()
    assert error._heading.height() >= error._heading.heightForWidth(error._heading.width())
