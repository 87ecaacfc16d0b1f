"""Folders of the cloud."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fakes.cloud import FakeCloud, entry
from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.folders import make_folder, read_folders
from megadesk.ui.viewmodels.places import name_of


def test_folders_are_found_between_many_files(desk: FakeDesk) -> None:
    """Page by page."""
    files = (*(entry(f"/{number:03}.txt") for number in range(100)), entry("/050a"), entry("/zoo"))
    cloud = FakeCloud(desk.link, files)
    cloud.page = 30
    found: list[m.CloudEntry] = []
    faults: list[MegadeskError] = []
    read_folders(desk, "/", then=found.extend, failed=faults.append, owner=QObject(desk))
    assert [name_of(one.path) for one in found] == ["050a", "zoo"]
    assert len(desk.link.asked(m.LIST_FILES)) == 4
    make_folder(desk, "/zoo", then=found.append, failed=faults.append, owner=desk)
    assert [fault.code for fault in faults] == ["already_exists"]
