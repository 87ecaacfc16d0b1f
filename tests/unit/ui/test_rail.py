"""The rail."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from megadesk.ui.app_state import AppState
from megadesk.ui.pages.book import Entry, book
from megadesk.ui.rail import Rail
from megadesk.ui.text import plainly, text
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label


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
    assert problems.accessibleName() == "Problems, 1 problem"
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


def test_icons_alone_say_their_words_as_tooltips(qtbot: QtBot) -> None:
    """Where the window is narrow; the count is there, too."""
    rail = Rail(book())
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 900)
    rail.show()
    rail.show_state(overall(AppState()), problems=4000)
    wide = rail.width()
    rail.show_narrow(is_narrow=True)
    buttons = {button.accessibleName(): button for button in rail.findChildren(Button) if button.isVisible()}
    assert rail.width() < wide / 2
    assert (buttons["Files"].text(), buttons["Files"].toolTip()) == ("", "Files")
    assert buttons["Problems, 4,000 problems"].toolTip() == "Problems   999+"
    rail.show_narrow(is_narrow=False)
    assert (buttons["Files"].text(), buttons["Files"].toolTip()) == ("Files", "")


def test_the_foot_leaves_out_what_has_no_room(qtbot: QtBot) -> None:
    """First the sentence, which is a tooltip then."""
    rail = Rail(book())
    qtbot.addWidget(rail)
    state = overall(AppState())
    rail.resize(rail.width(), 900)
    rail.show()
    rail.show_state(state, problems=0)
    said = [label for label in rail.findChildren(Label) if label.text() == plainly(state.sentence)]
    assert said[0].isVisible()
    rail.resize(rail.width(), 400)
    assert not said[0].isVisible()
    title = next(label for label in rail.findChildren(Label) if label.isVisible())
    assert plainly(state.sentence) in title.toolTip()
