"""Which folder."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from fakes.first_run import FOLDERS
from megadesk.ui.first_run.choose import ChoosePage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Purpose, Step

NOW = replace(journeys.begin(FirstRunFill(folder="/home/anna/Pictures")), step=Step.CHOOSE)


def test_a_sync_has_two_folders_and_a_preview(qtbot: QtBot) -> None:
    """Each can be looked for."""
    page = ChoosePage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.show_journey(journeys.previewed(NOW, ("/home/anna/Pictures", "/Pictures"), FOLDERS))
    assert (page._remote.isHidden(), page._every.isHidden(), page.facts.isHidden()) == (False, True, False)
    page.local.click()
    page.remote.click()
    assert wanted == ["local", "remote"]
    assert page.remote.accessibleName() == "Choose a folder in the cloud"


def test_a_backup_has_one_folder_and_a_time(qtbot: QtBot) -> None:
    """How often it runs."""
    page = ChoosePage()
    qtbot.addWidget(page)
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda name, value: told.append((name, value)))
    page.show_journey(journeys.typed(NOW, purpose=Purpose.BACKUP))
    assert (page._remote.isHidden(), page._every.isHidden()) == (True, False)
    page.every.chosen.emit("daily")
    assert told == [("every", "daily")]
