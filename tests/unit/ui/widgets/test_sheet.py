"""What opens beside a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


def test_return_presses_the_primary_button_whatever_stands_above_it(qtbot: QtBot) -> None:
    """Qt makes the first button of a window its default if it was told of another before there was a window."""
    field, other = QLineEdit(), Button(text("Open a file…"))
    sheet = Sheet(text("Recover"), column(other, field), primary=text("Go on"))
    qtbot.addWidget(sheet)
    pressed: list[str] = []
    sheet.accepted_by_person.connect(lambda: pressed.append("primary"))
    other.clicked.connect(lambda: pressed.append("other"))
    sheet.show()
    field.setFocus()
    assert sheet.primary.isDefault()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["primary"]


def test_it_is_filled_in_accepted_and_told_what_is_wrong(qtbot: QtBot) -> None:
    """Return presses the primary button, which rests while something goes on."""
    field = Field(text("Name"))
    sheet = Sheet(text("New folder"), field, primary=text("Make"))
    qtbot.addWidget(sheet)
    sheet.show()
    accepted: list[bool] = []
    sheet.accepted_by_person.connect(lambda: accepted.append(True))
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    sheet.show_busy(is_busy=True)
    assert accepted == [True]
    assert not sheet.primary.isEnabled()
    assert not sheet.isModal()
    sheet.show_fault(text("There is one already."))
    assert sheet.primary.isEnabled()


def test_escape_closes_it(qtbot: QtBot) -> None:
    """And its owner is told."""
    sheet = Sheet(text("Details"), Field(text("Name")))
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.cancel.text() == "Close"


def test_it_is_high_enough_for_its_words(qtbot: QtBot) -> None:
    """Words that take more lines in a narrow sheet are not cut off."""
    words = text("A sentence that is long enough to take many lines where there is little room for it. " * 4)
    sheet = Sheet(text("Details"), column(Label(words, wrap=True)), width=240)
    qtbot.addWidget(sheet)
    sheet.resize(240, 100)
    sheet.show()
    label = next(each for each in sheet.findChildren(Label) if each.text().startswith("A sentence"))
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 100)


def test_asked_for_twice_one_is_left(qtbot: QtBot) -> None:
    """A double click opens nothing twice: the newest counts, unless the first is at work or keeps what was typed."""
    parent = QWidget()
    qtbot.addWidget(parent)

    class Form(Sheet):
        keeps_first = True

    def opened(kind: type[Sheet], title: str) -> Sheet:
        sheet = kind(text(title), Field(text("Name")), primary=text("Make"), parent=parent)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        sheet.show()
        return sheet

    first, second, other = opened(Sheet, "Restore"), opened(Sheet, "Restore"), opened(Sheet, "Delete")
    assert [sheet.isVisible() for sheet in (first, second, other)] == [False, True, True]
    second.show_busy(is_busy=True)
    third = opened(Sheet, "Restore")
    assert [sheet.isVisible() for sheet in (second, third)] == [True, False]
    form, again = opened(Form, "Password"), opened(Form, "Password")
    assert [sheet.isVisible() for sheet in (form, again)] == [True, False]


def test_what_is_higher_than_the_screen_scrolls(qtbot: QtBot) -> None:
    """Title and buttons stay where they are, the keyboard stays in its field, and nothing is squeezed."""
    field, long = Field(text("Name")), QWidget()
    long.setMinimumHeight(3000)
    sheet = Sheet(text("Much to say"), column(field, long), primary=text("Make"))
    qtbot.addWidget(sheet)
    sheet.show()
    field.edit.setFocus()
    sheet.resize(500, 400)
    QApplication.processEvents()
    assert sheet.height() < sheet.screen().availableGeometry().height()
    assert long.height() == 3000
    assert sheet.focusWidget() is field.edit
    buttons = sheet.primary.mapTo(sheet, sheet.primary.rect().bottomRight())
    assert sheet.rect().contains(buttons)
    area = sheet.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.verticalScrollBar().maximum() > 0


def test_what_fits_has_no_scroll_area(qtbot: QtBot) -> None:
    """Which would not ask for the room that words need."""
    sheet = Sheet(text("Little to say"), Field(text("Name")), primary=text("Make"))
    qtbot.addWidget(sheet)
    sheet.show()
    QApplication.processEvents()
    assert sheet.findChild(QScrollArea) is None


def test_no_button_is_cut(qtbot: QtBot) -> None:
    """A sheet is as wide as its buttons are together, also those that are added later."""
    sheet = Sheet(text("Versions"), column(), primary=text("Restore this version"), width=200)
    qtbot.addWidget(sheet)
    added = Button(text("Save on this computer…"))
    sheet.extra.addWidget(added)
    sheet.show()
    QApplication.processEvents()
    assert sheet.minimumWidth() > 200
    for button in (added, sheet.cancel, sheet.primary):
        assert button.width() >= button.sizeHint().width()
