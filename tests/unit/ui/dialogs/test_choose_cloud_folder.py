"""Choose a folder of the cloud."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.cloud import FakeCloud
from fakes.desk import FakeDesk
from megadesk.ui.dialogs.choose_cloud_folder import RECENT, ChooseCloudFolder
from megadesk.ui.widgets.buttons import Button


@pytest.fixture
def cloud(desk: FakeDesk) -> FakeCloud:
    """Return everybody's files."""
    return FakeCloud(desk.link)


def opened(desk: FakeDesk, qtbot: QtBot, **options: Any) -> ChooseCloudFolder:
    """Return the sheet, shown."""
    sheet = ChooseCloudFolder(desk, **options)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


@pytest.mark.usefixtures("cloud")
def test_a_folder_is_chosen_and_remembered(desk: FakeDesk, qtbot: QtBot) -> None:
    """The next time it is a chip, which leads there."""
    sheet = opened(desk, qtbot, start="/Photos/2026")
    with qtbot.waitSignal(sheet.chosen) as told:
        sheet.primary.click()
    assert (told.args, sheet.isVisible(), desk.prefs.words(RECENT)) == (["/Photos/2026"], False, ["/Photos/2026"])
    again = opened(desk, qtbot)
    assert again.tree.path == "/"
    next(chip for chip in again.findChildren(Button) if chip.text() == "2026").click()
    assert again.tree.path == "/Photos/2026"
    assert again._where.text() == "Cloud drive / Photos / 2026"


@pytest.mark.usefixtures("cloud")
def test_what_cannot_be_chosen_is_not(desk: FakeDesk, qtbot: QtBot) -> None:
    """A folder does not go into itself."""
    sheet = opened(desk, qtbot, but=["/Photos"])
    sheet.tree.go("/Photos")
    assert sheet.tree.path == "/"
    sheet.tree.go("/Documents")
    assert (sheet.tree.path, sheet.primary.isEnabled()) == ("/Documents", True)
    sheet.tree.go("/Photos/2026")
    assert sheet.tree.path == "/Documents"
