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


def test_another_folder_is_offered(qtbot: QtBot) -> None:
    """The first one is rarely the last."""
    page = DonePage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.another.click()
    assert wanted == ["another"]
