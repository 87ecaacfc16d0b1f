"""The rail."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.app_state import AppState
from megadesk.ui.pages.book import Entry, book
from megadesk.ui.rail import Rail
from megadesk.ui.text import text
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.widgets.buttons import Button


def test_pages_are_chosen_and_problems_counted(qtbot: QtBot) -> None:
    """The count is in the words, for a screen reader as a sentence."""
    make = book()[0].make
    rail = Rail(
        [Entry("files", text("Files"), "folder", make), Entry("problems", text("Problems"), "triangle-alert", make)]
    )
    qtbot.addWidget(rail)
    gone: list[str] = []
    rail.goes.connect(gone.append)
    rail.show_state(overall(AppState()), problems=3)
    files, problems = (button for button in rail.findChildren(Button) if button.property("kind") == "rail")
    problems.click()
    assert gone == ["problems"]
    assert (problems.text(), problems.accessibleName()) == ("Problems   3", "Problems, 3 problems")
    rail.show_state(overall(AppState()), problems=1)
    assert problems.accessibleName() == "Problems, one problem"
    rail.show_state(overall(AppState()), problems=0)
    assert (problems.text(), problems.accessibleName()) == ("Problems", "Problems")
    rail.show_page("files")
    assert files.isChecked()
    assert not problems.isChecked()


def test_a_keyboard_on_the_rail_goes_along_with_the_page(qtbot: QtBot) -> None:
    """A page that is shown by its keys does not leave the ring at another one's button."""
    make = book()[0].make
    rail = Rail([Entry("files", text("Files"), "folder", make), Entry("sync", text("Sync"), "folder-sync", make)])
    qtbot.addWidget(rail)
    rail.show()
    files, sync = (button for button in rail.findChildren(Button) if button.property("kind") == "rail")
    files.setFocus()
    rail.show_page("sync")
    assert rail.focusWidget() is sync
