"""A new password, twice."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.widgets.new_password import NewPassword


def test_one_is_made_shown_and_copied(qtbot: QtBot) -> None:
    """Twice the same, readable, since nobody knows it yet."""
    new = NewPassword(chance=bytes)
    qtbot.addWidget(new)
    assert new.copy.isHidden()
    new.make.click()
    assert new.value() == new.again.text() == "aaaaa-aaaaa-aaaaa-aaaaa-aaaaa"
    assert new.password.edit.echoMode() is QLineEdit.EchoMode.Normal
    new.copy.click()
    assert QGuiApplication.clipboard().text() == new.value()
    assert not new.fault()


def test_faults_go_when_something_is_typed(qtbot: QtBot) -> None:
    """Those of ours and those of the engine."""
    new = NewPassword()
    qtbot.addWidget(new)
    assert new.fault()
    new.password.edit.setText("short")
    assert new.password.edit.accessibleDescription() == ""
    assert new.fault()
    new.show_fault(text("Too long."))
    assert new.password.edit.accessibleDescription() == "Too long."
