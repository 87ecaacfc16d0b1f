"""What all pages have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.pages.page import Page, command, fill
from megadesk.ui.text import text


def test_a_page_has_a_title_and_content(desk: FakeDesk, qtbot: QtBot) -> None:
    """And answers to everything the window asks, if only with nothing."""
    page = Page(desk, text("Files"))
    qtbot.addWidget(page)
    page.put(QLabel("content"))
    for ask in (page.entered, page.left, page.search, page.refresh):
        ask()
    page.open_at("x")
    assert (page.heading.text(), page.accessibleName(), page.commands()) == ("Files", "Files", [])


def test_a_command_has_words_and_keys(desk: FakeDesk, qtbot: QtBot) -> None:
    """And does what it says."""
    page = Page(desk, text("Files"))
    qtbot.addWidget(page)
    done: list[bool] = []
    action = command(page, text("Rename"), lambda: done.append(True), "F2", others=["Ctrl+R"])
    action.trigger()
    assert done == [True]
    assert [keys.toString() for keys in action.shortcuts()] == ["F2", "Ctrl+R"]
    assert action in page.actions()


def test_a_menu_is_filled(qtbot: QtBot) -> None:
    """With lines between, and without what cannot be done if so asked."""
    page = QWidget()
    qtbot.addWidget(page)
    one, two = command(page, text("One"), lambda: None), command(page, text("Two"), lambda: None)
    two.setEnabled(False)
    assert [action.text() for action in fill(QMenu(page), [one, None, two]).actions()] == ["One", "", "Two"]
    assert [action.text() for action in fill(QMenu(page), [one, two], only_possible=True).actions()] == ["One"]
