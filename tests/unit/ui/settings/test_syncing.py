"""How new folders are synced."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.desk import Place
from megadesk.ui.settings.syncing import SyncPart


def test_what_is_chosen_is_kept(desk: FakeDesk, qtbot: QtBot) -> None:
    """And the page of the folders is one button away."""
    part = SyncPart(desk)
    qtbot.addWidget(part)
    part.direction.chosen.emit("up")
    part.links.chosen.emit("keep")
    assert (desk.prefs.new_direction, desk.prefs.new_symlinks) == ("up", "keep")
    went: list[Place] = []
    desk.went.connect(went.append)
    part.folders.click()
    assert went == [Place("sync")]
    again = SyncPart(desk)
    qtbot.addWidget(again)
    assert (again.direction.value(), again.links.value()) == ("up", "keep")
