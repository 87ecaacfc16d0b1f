"""The main window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.ui.desk import Place
from megadesk.ui.pages.settings import SettingsPage
from megadesk.ui.pages.transfers import TransfersPage
from megadesk.ui.text import text
from megadesk.ui.window import Window


def test_the_title_and_the_foot_say_how_everything_stands(desk: FakeDesk, qtbot: QtBot) -> None:
    """As it changes."""
    window = Window(desk)
    qtbot.addWidget(window)
    desk.link.tell(m.STATUS_TOPIC, status("paused"))
    assert window.windowTitle() == "Paused"
    wanted: list[str] = []
    window.wanted.connect(wanted.append)
    window.rail.acted.emit("resume")
    assert wanted == ["resume"]


def test_it_comes_back_where_it_was(desk: FakeDesk, qtbot: QtBot) -> None:
    """The page and the size are remembered."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.resize(790, 600)
    window.go(Place("settings", "about"))
    window.close()
    again = Window(desk)
    qtbot.addWidget(again)
    assert (again.size().width(), again.size().height()) == (790, 600)
    assert desk.prefs.text("page") == "settings"


def test_what_was_done_is_said_and_can_be_undone(desk: FakeDesk, qtbot: QtBot) -> None:
    """By the button, or by Ctrl+Z from anywhere."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    undone: list[bool] = []
    desk.notices.done(text("Done"), undo=lambda: undone.append(True))
    assert window.toast.isVisibleTo(window)
    window.toast.undone.emit()
    assert undone == [True]
    desk.notices.done(text("Done"), undo=lambda: undone.append(True))
    desk.notices.undo()
    assert not window.toast.isVisibleTo(window)


def test_a_page_rests_while_the_window_is_closed(desk: FakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """And looks again when it is back; each of both once."""
    seen: list[str] = []
    monkeypatch.setattr(SettingsPage, "entered", lambda _: seen.append("entered"))
    monkeypatch.setattr(SettingsPage, "left", lambda _: seen.append("left"))
    window = Window(desk)
    qtbot.addWidget(window)
    window.open("settings")
    window.present()
    window.close()
    window.present()
    window.hide()
    assert seen == ["entered", "left", "entered", "left"]


def test_what_opens_beside_a_page_comes_after_the_window(desk: FakeDesk, qtbot: QtBot) -> None:
    """Else the window that comes to the front takes the keyboard from it."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.open("backups")
    seen: list[tuple[str, bool]] = []
    window.page.open_at = lambda what: seen.append((what, window.isVisible()))  # type: ignore[method-assign]
    window.hide()
    window.go(Place("backups", "add"))
    assert seen == [("add", True)]


def test_what_is_added_is_what_the_page_is_about(desk: FakeDesk, qtbot: QtBot) -> None:
    """A backup where the backups are, else a folder to sync; the menu says which."""
    window = Window(desk)
    qtbot.addWidget(window)
    wanted: list[str] = []
    window.wanted.connect(wanted.append)
    window.open("sync")
    assert window._add.text() == "Add a folder…"
    window._add.trigger()
    window.open("backups")
    seen: list[str] = []

    def note(what: str) -> None:
        seen.append(what)

    window.page.open_at = note  # type: ignore[method-assign]
    assert window._add.text() == "Back up a folder…"
    window._add.trigger()
    assert (wanted, seen) == (["add"], ["add"])


def test_the_menu_of_what_is_chosen_has_a_key_that_all_keyboards_have(desk: FakeDesk, qtbot: QtBot) -> None:
    """Many have no Menu key."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    field = QLineEdit(window)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    field.show()
    field.setFocus()
    with qtbot.waitSignal(field.customContextMenuRequested):
        window.findChildren(QShortcut)[0].activated.emit()


def test_a_keyboard_that_was_on_a_page_is_not_at_what_would_clear_the_next(desk: FakeDesk, qtbot: QtBot) -> None:
    """The first button of the transfers does, at the first space bar."""
    window = Window(desk)
    qtbot.addWidget(window)
    window.show()
    window.open("files")
    window.page.search()
    window.open("transfers")
    assert isinstance(window.page, TransfersPage)
    assert window.focusWidget() is window.page.filters.search
