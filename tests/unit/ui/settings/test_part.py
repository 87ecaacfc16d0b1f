"""What the parts of the settings have in common."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.settings.part import Part


def test_a_part_reads_whenever_it_is_shown(desk: FakeDesk, qtbot: QtBot) -> None:
    """Another front end may have set something meanwhile."""
    read: list[bool] = []

    class Counting(Part):
        def read(self) -> None:
            read.append(True)

    part = Counting(desk)
    qtbot.addWidget(part)
    assert read == []
    part.show()
    part.hide()
    part.show()
    assert read == [True, True]
