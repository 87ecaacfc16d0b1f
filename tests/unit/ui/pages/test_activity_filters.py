"""Which of what was done is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.pages.activity_filters import ActivityFilters
from megadesk.ui.viewmodels.activity import Asked


def test_kind_device_and_folder_narrow_it(desk: FakeDesk, qtbot: QtBot) -> None:
    """Each by itself, and together; as chips, or as a choice where there is no room."""
    filters = ActivityFilters(desk)
    qtbot.addWidget(filters)
    filters.resize(1000, 60)
    filters.show()
    told: list[Asked] = []
    filters.changed.connect(lambda: told.append(filters.asked))
    filters.show_devices(["Office PC", "Anna's laptop", "Office PC", ""])
    assert [filters.device.itemText(number) for number in range(3)] == ["All devices", "Anna's laptop", "Office PC"]
    filters.kinds["moved"].click()
    filters.device.chosen.emit("Office PC")
    filters.want(Asked(kind="moved", device="Office PC", path="/Work/2026"))
    assert told[-1] == Asked(kind="moved", device="Office PC", path="/Work/2026")
    assert filters.folder.text() == "2026"
    assert filters.everywhere.isVisible()
    filters.everywhere.click()
    assert told[-1] == Asked(kind="moved", device="Office PC")
    count = len(told)
    filters.want(filters.asked)
    assert len(told) == count
    filters.resize(500, 60)
    QApplication.processEvents()
    assert filters.kind.isVisible()
    filters.kind.chosen.emit("added")
    assert filters.kinds["added"].isChecked()


def test_a_folder_is_chosen_beside_it(desk: FakeDesk, qtbot: QtBot) -> None:
    """In the sheet that everybody uses for that."""
    desk.link.answer(m.LIST_FILES, m.CloudEntries(entries=[]))
    filters = ActivityFilters(desk)
    qtbot.addWidget(filters)
    filters.choose_folder()
    (sheet,) = filters.findChildren(ChooseCloudFolder)
    sheet.chosen.emit("/Photos")
    assert filters.asked == Asked(path="/Photos")
