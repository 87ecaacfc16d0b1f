"""The files page with a real engine: what a person does there is so in the cloud, on this disk and on another device."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fakes.processes import Device, Server
from megadesk.host.paths import find_profile
from megadesk.ipc import messages as m
from megadesk.ui.application import Application
from megadesk.ui.dialogs.duplicates import DuplicatesSheet
from megadesk.ui.dialogs.versions import VersionsSheet
from megadesk.ui.pages.files import FilesPage
from megadesk.ui.viewmodels.files import name_in

WAIT_MS = 60_000

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True),  # the platform without a screen has no tray
]


@pytest.fixture
def devices(tmp_path: Path) -> Iterator[tuple[Device, Device]]:
    """Two devices of one account; the first syncs ``here`` with /Notes."""
    server, laptop, phone = Server(tmp_path / "server"), Device(tmp_path / "laptop"), Device(tmp_path / "phone")
    server.start()
    try:
        laptop.start()
        laptop.sign_up(server, "laptop")
        phone.start()
        phone.log_in(server, "phone")
        here = tmp_path / "here"
        here.mkdir()
        (here / "plan.md").write_text("first\n")
        laptop.add_pair(here, "/Notes")
        laptop.wait()
        yield laptop, phone
    finally:
        for each in (phone, laptop):
            if each.process is not None:
                each.kill()
        server.kill()


@pytest.fixture
def page(devices: tuple[Device, Device], qapp: QApplication, qtbot: QtBot) -> Iterator[FilesPage]:
    """The page of the first device, at /Notes."""
    profile = find_profile(str(devices[0].home), {})
    app = Application(qapp, profile, now_ms=lambda: time.time_ns() // 1_000_000)
    app.begin(["--background"])
    window = app.window()
    window.open("files", "/Notes")
    window.show()
    found = window.page
    assert isinstance(found, FilesPage)
    qtbot.waitUntil(lambda: names(found) == ["plan.md"], timeout=WAIT_MS)
    yield found
    window.blockSignals(True)
    window.close()
    window.deleteLater()
    app.end()


def names(page: FilesPage) -> list[str]:
    """Return what is shown."""
    model = page.browser.model
    return [name_in(model.entry(row).path) for row in range(model.rowCount())]


def drop(page: FilesPage, *files: Path) -> None:
    """Drop files of this computer below the rows."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    at = QPointF(40, page.browser.list.viewport().height() - 4)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.browser.list.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, keys))


def test_what_is_done_on_the_page_is_done(
    page: FilesPage, devices: tuple[Device, Device], tmp_path: Path, qtbot: QtBot
) -> None:
    """Dropped, decided about, renamed, removed, brought back; and what another device does is seen."""
    laptop, phone = devices
    here = tmp_path / "here"

    new, taken = tmp_path / "new.txt", tmp_path / "other" / "plan.md"
    taken.parent.mkdir()
    new.write_text("new\n")
    taken.write_text("another plan\n")
    drop(page, new, taken)
    qtbot.waitUntil(lambda: bool(page.findChildren(DuplicatesSheet)), timeout=WAIT_MS)
    sheet = page.findChildren(DuplicatesSheet)[0]
    qtbot.waitUntil(lambda: sheet.shown is not None, timeout=WAIT_MS)
    sheet.choose("rename")
    sheet.primary.click()
    qtbot.waitUntil(lambda: len(names(page)) == 3, timeout=WAIT_MS)
    assert "new.txt" in names(page)
    laptop.wait()
    assert sorted(file.read_text() for file in here.glob("[!.]*")) == ["another plan\n", "first\n", "new\n"]

    page.browser.choose_name("new.txt")
    page.do.rename.trigger()
    field = page.browser.view.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("aaa.txt")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page)[0] == "aaa.txt", timeout=WAIT_MS)

    page.browser.choose_name("aaa.txt")
    page.do.remove.trigger()
    qtbot.waitUntil(lambda: "aaa.txt" not in names(page), timeout=WAIT_MS)
    page.desk.notices.undo()
    qtbot.waitUntil(lambda: "aaa.txt" in names(page), timeout=WAIT_MS)
    laptop.wait()
    assert (here / "aaa.txt").read_text() == "new\n"

    phone.ask(m.MAKE_FOLDER, m.MakeFolder(path="/Notes/From the phone"))
    qtbot.waitUntil(lambda: names(page)[0] == "From the phone", timeout=WAIT_MS)


def test_an_earlier_version_comes_back(
    page: FilesPage, devices: tuple[Device, Device], tmp_path: Path, qtbot: QtBot
) -> None:
    """After it was looked at; on this disk, too."""
    laptop, _ = devices
    plan = tmp_path / "here" / "plan.md"
    plan.write_text("second, and longer\n")
    laptop.wait()
    qtbot.waitUntil(lambda: page.browser.model.entry(0).size == len("second, and longer\n"), timeout=WAIT_MS)
    page.browser.choose_name("plan.md")
    page.do.versions.trigger()
    sheet = page.findChild(VersionsSheet)
    assert isinstance(sheet, VersionsSheet)
    qtbot.waitUntil(lambda: len(sheet.list.rows.rows) == 2, timeout=WAIT_MS)
    sheet.list.choose(sheet.list.rows.rows[1].key)
    qtbot.waitUntil(lambda: sheet.preview._text.toPlainText() == "first\n", timeout=WAIT_MS)
    with qtbot.waitSignal(sheet.restored, timeout=WAIT_MS):
        sheet.primary.click()
    laptop.wait()
    assert plan.read_text() == "first\n"


def test_what_is_only_in_the_cloud_is_fetched_for_another_program(
    page: FilesPage, devices: tuple[Device, Device], tmp_path: Path, qtbot: QtBot
) -> None:
    """As a promise that is kept when it is dropped."""
    _, phone = devices
    (tmp_path / "song.txt").write_text("la la\n")
    phone.ask(m.START_PUT, m.PutFiles(locals=[str(tmp_path / "song.txt")], remote="/"))
    page.open_at("/")
    qtbot.waitUntil(lambda: "song.txt" in names(page), timeout=WAIT_MS)
    entries = [one for one in page.browser.model.entries if name_in(one.path) == "song.txt"]
    assert [one.state for one in entries] == ["cloud"]
    found = page._fetch_now(entries)
    assert [Path(file).read_text() for file in found] == ["la la\n"]
