"""Properties of one entry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ui.dialogs.properties import PropertiesSheet
from megadesk.ui.widgets.buttons import Button


def test_it_shows_all_and_leads_on(desk: FakeDesk, qtbot: QtBot) -> None:
    """To the versions, to the file here, to what can be done."""
    cloud = FakeCloud(desk.link)
    sheet = PropertiesSheet(desk, cloud.entries["/holiday video.mp4"])
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.show()
    told: list[str] = []
    sheet.versions_wanted.connect(lambda entry: told.append(f"versions {entry.path}"))
    sheet.local_wanted.connect(lambda entry: told.append(f"local {entry.path}"))
    sheet.problem_wanted.connect(lambda entry: told.append(f"problem {entry.path}"))
    buttons = {button.accessibleName(): button for button in sheet.facts.findChildren(Button) if button.isVisible()}
    for button in buttons.values():
        button.click()
    assert sorted(told) == [f"{word} /holiday video.mp4" for word in ("local", "problem", "versions")]
