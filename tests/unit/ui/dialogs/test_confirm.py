"""What cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from megadesk.model.errors import MegadeskError, ServerUnavailable
from megadesk.ui.dialogs.confirm import ConfirmSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.facts import Fact


def test_it_is_done_once_its_button_is_pressed(qtbot: QtBot) -> None:
    """What did not work is said, and can be tried again; then it closes."""
    errors: list[MegadeskError] = [ServerUnavailable(server="x")]
    closed: list[bool] = []

    def do(then: Callable[[], None], failed: Callable[[MegadeskError], None], _owner: QWidget) -> None:
        if errors:
            failed(errors.pop())
        else:
            then()

    sheet = ConfirmSheet(text("Log out?"), [Fact("info", "ok", text("Files stay."))], text("Log out"), do)
    sheet.closed.connect(lambda: closed.append(True))
    sheet.show()
    assert sheet.focusWidget() is sheet.cancel
    assert sheet.cancel.isDefault()  # Return does nothing that cannot be taken back
    sheet.primary.click()
    assert (sheet._fault.isHidden(), sheet.primary.isEnabled()) == (False, True)
    sheet.primary.click()
    assert closed == [True]
