"""The way to a place, step by step."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from fakes.cloud import entry
from megadesk.ui.models.files_drag import DragData
from megadesk.ui.viewmodels.places import crumbs
from megadesk.ui.widgets.breadcrumb import Breadcrumb, CrumbButton
from megadesk.ui.widgets.buttons import IconButton


def shown(qtbot: QtBot, path: str) -> Breadcrumb:
    """Return the way to a place."""
    way = Breadcrumb()
    qtbot.addWidget(way)
    way.show_way(crumbs(path))
    way.show()
    return way


def step(way: Breadcrumb, words: str) -> CrumbButton:
    """Return a step by its words."""
    return next(button for button in way.findChildren(CrumbButton) if button.text() == words)


def test_each_step_leads_there(qtbot: QtBot) -> None:
    """But the last, which is where one is."""
    way = shown(qtbot, "/Photos/2026")
    went: list[str] = []
    way.went.connect(went.append)
    step(way, "Photos").click()
    step(way, "Cloud drive").click()
    assert went == ["/Photos", "/"]
    assert [button.text() for button in way.findChildren(CrumbButton)] == ["Cloud drive", "Photos"]


def test_a_long_way_has_its_middle_in_a_menu(qtbot: QtBot) -> None:
    """So that the end is always seen."""
    way = shown(qtbot, "/a/b/c/d/e")
    went: list[str] = []
    way.went.connect(went.append)
    assert [button.text() for button in way.findChildren(CrumbButton)] == ["Cloud drive", "d"]
    menu = way.findChild(IconButton)
    assert isinstance(menu, IconButton)
    for action in menu.menu().actions():
        action.trigger()
    assert went == ["/a", "/a/b", "/a/b/c"]


def drop(button: CrumbButton, data: QMimeData) -> None:
    """Drop something on a step."""
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(4, 4), actions, data, buttons, keys)
    button.dragEnterEvent(enter)
    assert enter.isAccepted()
    button.dropEvent(QDropEvent(QPointF(4, 4), actions, data, buttons, keys))


def test_a_step_takes_what_is_dropped(qtbot: QtBot) -> None:
    """Entries move there, files of this computer are sent there."""
    way = shown(qtbot, "/Photos/2026")
    told: list[tuple[list[str], str]] = []
    way.files_dropped.connect(lambda paths, folder: told.append((paths, folder)))
    way.entries_dropped.connect(lambda paths, folder: told.append((paths, folder)))
    drop(step(way, "Photos"), DragData([entry("/Photos/2026/a.txt")]))
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/home/anna/b.txt")])
    drop(step(way, "Cloud drive"), files)
    assert told == [(["/Photos/2026/a.txt"], "/Photos"), (["/home/anna/b.txt"], "/")]
