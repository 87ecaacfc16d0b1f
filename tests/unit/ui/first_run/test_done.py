"""It is set up."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.first_run.done import DonePage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.overall import overall
from megadesk.ui.widgets.labels import Label


def test_how_it_goes_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """In the words of the window."""
    page = DonePage()
    qtbot.addWidget(page)
    page.show_now(journeys.begin(), overall(desk.state.now))
    assert [label.text() for label in page.facts.findChildren(Label)] == ["No folder is synced or backed up yet."]


def test_starting_with_the_computer_is_offered_where_it_can_be(qtbot: QtBot) -> None:
    """Showing how it is set sets nothing."""
    page = DonePage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.show_start(is_on=True, is_possible=False)
    assert page._start.isHidden()
    page.show_start(is_on=True, is_possible=True)
    assert (page.start.isChecked(), wanted) == (True, [])
    page.start.click()
    page.another.click()
    assert wanted == ["no-start-at-login", "another"]
