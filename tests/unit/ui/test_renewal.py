"""The app begins anew after an upgrade, ends after a removal, and waits while a person is at something."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from megadesk.host.program import Fate, OwnFile
from megadesk.ui.renewal import Renewal
from megadesk.ui.text import text
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.sheet import Sheet


class Watched:
    """An app that runs from a file, and what it was told of that."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.write("one")
        self.fates = list[Fate]()
        self.renewal = Renewal(OwnFile(file))
        self.renewal.over.connect(self.fates.append)

    def write(self, version: str) -> None:
        """Put a version there, whole at once."""
        new = self.file.with_name("new")
        new.write_text(version)
        new.chmod(0o755)
        new.rename(self.file)

    def look(self) -> list[Fate]:
        """Let it look often enough to be sure."""
        self.renewal.look()
        self.renewal.look()
        return self.fates


def put_all_away() -> None:
    """Leave nothing open that other tests did."""
    for each in QApplication.topLevelWidgets():
        each.hide()


@pytest.fixture
def app(tmp_path: Path, qtbot: QtBot) -> Watched:
    """It runs from a file of its own, with nothing open."""
    assert qtbot is not None, "it makes the application"
    put_all_away()
    return Watched(tmp_path / "megadesk")


def test_an_upgrade_is_told_once(app: Watched) -> None:
    """And nothing as long as there is none."""
    assert app.look() == []
    app.write("two")
    assert app.look() == [Fate.REPLACED]


def test_a_removal_is_told(app: Watched) -> None:
    """So that uninstalling leaves no process."""
    app.file.unlink()
    assert app.look() == [Fate.GONE]


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_sheet_is_waited_for(app: Watched, qtbot: QtBot, is_removed: bool) -> None:
    """A recovery key may stand in it that is nowhere else; once it is closed the app goes."""
    window = QWidget()
    qtbot.addWidget(window)
    sheet = Sheet(text("A key"), Label(text("…")), parent=window)
    sheet.show()
    if is_removed:
        app.file.unlink()
    else:
        app.write("two")
    assert app.look() == []
    sheet.close()
    assert app.look() == [Fate.GONE if is_removed else Fate.REPLACED]


def test_a_menu_is_waited_for(app: Watched, qtbot: QtBot) -> None:
    """What somebody is about to choose does not vanish under the pointer."""
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("one")
    menu.popup(menu.pos())
    app.write("two")
    assert app.look() == []
    menu.close()
    assert app.look() == [Fate.REPLACED]


def test_a_name_that_is_being_typed_is_waited_for(app: Watched, qtbot: QtBot) -> None:
    """Until the keyboard is elsewhere."""
    window = QWidget()
    qtbot.addWidget(window)
    field, other = QLineEdit(window), QLineEdit(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    field.setFocus()
    qtbot.keyClicks(field, "name")
    app.write("two")
    assert app.look() == []
    other.setFocus()
    assert app.look() == [Fate.REPLACED]


def test_it_looks_by_itself(app: Watched, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as nothing is the matter."""
    app.renewal._timer.setInterval(1)
    app.write("two")
    with qtbot.waitSignal(app.renewal.over):
        app.renewal.begin()
    assert not app.renewal._timer.isActive()
