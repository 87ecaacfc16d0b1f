"""What this is."""

from __future__ import annotations

import platform

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk import __version__
from megadesk.ipc import messages as m
from megadesk.ui.settings.about import MADE_OF, AboutPart, licences, versions
from megadesk.ui.text import plainly

ENGINE = m.EngineStatus(running=True, pid=7, home="/home/anna", version="1.2.3")
SERVER = m.Probed(address="https://cloud.example.org", reachable=True, version="4.5")


def test_every_part_is_named_with_its_licence() -> None:
    """All that is installed, and the icons; with its text where its package brings it along."""
    found = {each.name: each for each in licences()}
    assert set(MADE_OF) | {"megadesk", "Lucide"} == set(found)
    assert all(each.licence for each in found.values())
    assert "Apache License" in found["megadesk"].words
    assert "ISC License" in found["Lucide"].words
    assert "Permission is hereby granted" in found["appdirs"].words


def test_all_that_takes_part_says_its_version() -> None:
    """What did not answer is left out."""
    assert {fact.word for fact in versions(None, None)} == {"app", "python", "qt", "system"}
    found = {fact.word: plainly(fact.value) for fact in versions(ENGINE, SERVER)}
    assert (found["app"], found["engine"]) == (__version__, "1.2.3")
    assert found["server"] == "4.5 at https://cloud.example.org"
    assert found["python"] == platform.python_version()


def test_versions_are_read_and_copied(desk: FakeDesk, qtbot: QtBot) -> None:
    """From the engine and the server, when a person looks."""
    desk.link.answer(m.ENGINE_STATUS, ENGINE)
    desk.link.answer(m.PROBE, SERVER)
    part = AboutPart(desk)
    qtbot.addWidget(part)
    part.show()
    part.copy.click()
    assert "Sync engine: 1.2.3\nServer: 4.5 at https://cloud.example.org" in QGuiApplication.clipboard().text()


def test_each_licence_can_be_read(desk: FakeDesk, qtbot: QtBot) -> None:
    """Ours first; the one that is chosen then."""
    part = AboutPart(desk)
    qtbot.addWidget(part)
    assert "Apache License" in part.words.toPlainText()
    part.show_licence("Lucide")
    assert "ISC License" in part.words.toPlainText()
