"""What is typed into, chosen from, and switched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from megadesk.ui.text import NOTHING, text
from megadesk.ui.widgets import inputs
from megadesk.ui.widgets.inputs import Combo, Field, Search, Secret, Switch


def test_a_search_begins_a_moment_after_the_last_key(qtbot: QtBot) -> None:
    """Or at once on Return; Escape empties it."""
    search = Search(text("Search files"))
    qtbot.addWidget(search)
    sought: list[str] = []
    search.searched.connect(sought.append)
    qtbot.keyClicks(search, "abc")
    assert sought == []
    search._timer.timeout.emit()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert sought == ["abc", ""]


def test_the_buttons_of_a_search_have_names(qtbot: QtBot) -> None:
    """The one that Qt adds to empty it, too."""
    search = Search(text("Search files"))
    qtbot.addWidget(search)
    whole = QAccessible.queryAccessibleInterface(search)
    names = {whole.child(number).text(QAccessible.Text.Name) for number in range(whole.childCount())}
    assert names == {"Clear search"}


def test_a_field_says_what_is_wrong_with_it(qtbot: QtBot) -> None:
    """To who sees it and to who hears it; then its hint again."""
    field = Field(text("Password"), hint=text("Nobody can reset it."), is_secret=True)
    qtbot.addWidget(field)
    field.show_fault(text("Too short."))
    assert field.edit.accessibleDescription() == "Too short."
    field.show_fault(NOTHING)
    assert field.edit.accessibleDescription() == "Nobody can reset it."
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    secret = field.edit
    assert isinstance(secret, Secret)
    secret.eye.click()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert secret.eye.accessibleName() == "Hide password"


def test_a_choice_is_told_when_a_person_makes_it(qtbot: QtBot) -> None:
    """Not when it is shown."""
    combo = Combo(text("Theme"), [("a", text("A")), ("b", text("B"))], "b")
    qtbot.addWidget(combo)
    chosen: list[str] = []
    combo.chosen.connect(chosen.append)
    combo.show_value("a")
    assert (combo.value(), chosen) == ("a", [])
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert chosen == ["b"]


def test_a_choice_is_named_where_its_value_is_told_as_its_name(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt tells a screen reader the value in place of the name, but on Windows and macOS."""
    for is_so, words in ((True, "Folder"), (False, "")):
        monkeypatch.setattr(inputs, "VALUE_IS_NAME", is_so)
        combo = Combo(text("Folder"), [("", text("All folders"))])
        qtbot.addWidget(combo)
        assert combo.accessibleDescription() == words


def test_a_switch_is_pressed_by_key(qtbot: QtBot) -> None:
    """The space bar, as any button."""
    switch = Switch(text("Start at login"))
    qtbot.addWidget(switch)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    assert switch.grab().toImage() != Switch(text("x")).grab().toImage()


def test_a_field_keeps_its_cursor_when_it_is_shown_what_it_holds(qtbot: QtBot) -> None:
    """Who types in the middle is not thrown to the end."""
    field = Field(text("Name"), "abcd")
    qtbot.addWidget(field)
    field.edit.setCursorPosition(1)
    field.show_text("abcd")
    assert field.edit.cursorPosition() == 1
    field.show_text("ab")
    assert field.text() == "ab"


def test_a_secret_can_be_revealed(qtbot: QtBot) -> None:
    """By the program, for one that it made."""
    field = Field(text("Password"), "abc", is_secret=True)
    qtbot.addWidget(field)
    field.reveal(is_shown=True)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    field.reveal(is_shown=False)
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_switch_is_shown_without_telling(qtbot: QtBot) -> None:
    """What the engine says is no wish of a person's; the knob stands where it belongs."""
    switch = Switch(text("Start at login"))
    qtbot.addWidget(switch)
    told: list[bool] = []
    switch.toggled.connect(told.append)
    switch.show_value(is_on=True)
    assert (switch.isChecked(), told) == (True, [])
    assert switch.grab().toImage() == Switch(text("Start at login"), is_on=True).grab().toImage()


def test_a_search_says_what_it_searches_where_there_is_room(qtbot: QtBot) -> None:
    """Else only that it does, and no word of it is cut; who hears it hears all."""
    search = Search(text("Search everything that was ever transferred"))
    qtbot.addWidget(search)
    search.show()
    search.resize(600, 34)
    assert search.placeholderText() == "Search everything that was ever transferred"
    search.resize(search.minimumSizeHint())
    assert search.placeholderText() == "Search"
    assert search.accessibleName() == "Search everything that was ever transferred"
    assert search.minimumSizeHint().width() > search.fontMetrics().horizontalAdvance("Search")
