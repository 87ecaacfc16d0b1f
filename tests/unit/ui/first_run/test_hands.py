"""What the first run does on this computer itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.first_run import RECOVERY_KEY, SIGNED_IN
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.first_run.window import FirstRun
from megadesk.ui.viewmodels.first_run import Step, Way


def _window(desk: FakeDesk, qtbot: QtBot, step: Step) -> FirstRun:
    window = FirstRun(desk, chance=bytes)
    qtbot.addWidget(window)
    window.put(replace(window.journey, step=step, signed=SIGNED_IN, recovery_key=RECOVERY_KEY))
    return window


def test_a_password_is_made_of_chance(desk: FakeDesk, qtbot: QtBot) -> None:
    """Filled in twice, and copied if it is wanted."""
    window = _window(desk, qtbot, Step.ACCOUNT)
    window.do("generate")
    assert window.journey.typed.password == window.journey.typed.again == "aaaaa-aaaaa-aaaaa-aaaaa-aaaaa"
    window.do("copy-password")
    assert QGuiApplication.clipboard().text() == window.journey.typed.password


def test_a_recovery_key_is_read_from_its_file(desk: FakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    """Or it is said why not, at its field."""
    window = _window(desk, qtbot, Step.ACCOUNT)
    window.take("way", Way.RECOVER)
    file = tmp_path / "key.txt"
    file.write_text(f"megadesk recovery key\n\n{RECOVERY_KEY}\n")
    window.do("open-key")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    assert window.journey.typed.recovery_key == RECOVERY_KEY
    dialog.fileSelected.emit(str(tmp_path / "gone"))
    assert window.journey.fault is not None
    assert window.journey.fault.field == "recovery_key"
    dialog.close()


def test_a_folder_is_chosen(desk: FakeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    """Of this computer."""
    window = _window(desk, qtbot, Step.CHOOSE)
    window.do("local")
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    assert window.journey.typed.local == str(tmp_path)
    dialog.close()


def test_a_folder_of_the_cloud_is_chosen(desk: FakeDesk, qtbot: QtBot) -> None:
    """From its tree, with a new one if need be."""
    window = _window(desk, qtbot, Step.CHOOSE)
    window.do("remote")
    sheet = window.findChild(ChooseCloudFolder)
    assert sheet is not None
    sheet.chosen.emit("/Photos")
    assert window.journey.typed.remote == "/Photos"
    sheet.close()


def test_a_key_that_was_copied_is_kept(desk: FakeDesk, qtbot: QtBot) -> None:
    """So is one that was saved or printed (test_keep_key)."""
    window = _window(desk, qtbot, Step.RECOVERY_KEY)
    window.do("copy")
    assert QGuiApplication.clipboard().text() == RECOVERY_KEY
    assert window.journey.kept
