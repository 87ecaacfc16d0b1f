"""The pane beside the list."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.ui.pages.files_details import LOOK_BYTES_MAX, DetailsPane


def shown(desk: FakeDesk, qtbot: QtBot) -> DetailsPane:
    """Return the pane."""
    pane = DetailsPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    return pane


def test_the_engine_is_asked_once_a_person_stays(desk: FakeDesk, qtbot: QtBot) -> None:
    """Whoever passes by with the arrow keys asks for nothing."""
    cloud = FakeCloud(desk.link)
    pane = shown(desk, qtbot)
    pane.show_entries([cloud.entries["/notes.md"]])
    pane.show_entries([cloud.entries["/budget 2026.xlsx"]])
    assert desk.link.requests == []
    with qtbot.waitSignal(pane._timer.timeout):
        pass
    assert [ask.path for ask in desk.link.asked(m.STAT_FILE)] == ["/budget 2026.xlsx"]
    assert [ask.path for ask in desk.link.asked(m.CAT_FILE)] == ["/budget 2026.xlsx"]


def test_folders_and_large_pictures_are_not_looked_into(desk: FakeDesk, qtbot: QtBot) -> None:
    """In passing."""
    FakeCloud(desk.link, (entry("/a"), entry("/b.jpg", LOOK_BYTES_MAX + 1)))
    pane = shown(desk, qtbot)
    for one in (entry("/a"), entry("/b.jpg", LOOK_BYTES_MAX + 1)):
        pane.show_entries([one])
        pane._look()
    assert desk.link.asked(m.CAT_FILE) == []
    assert len(desk.link.asked(m.STAT_FILE)) == 2


def test_several_are_counted_and_none_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """Instead of a pane that is empty."""
    pane = shown(desk, qtbot)
    assert pane._nothing.isVisible()
    pane.show_entries([entry("/a.txt", 1), entry("/b.txt", 1)])
    assert (pane._nothing.isVisible(), pane._many.isVisible(), pane._one.isVisible()) == (False, True, False)
    assert pane._name.text() == "2 files"
    pane._look()
    assert desk.link.requests == []
