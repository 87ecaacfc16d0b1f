"""A sheet that ends with something to keep."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fakes.desk import FakeDesk
from megadesk.model.errors import AlreadyExists
from megadesk.ui.dialogs.keeping import KeepingSheet
from megadesk.ui.text import text
from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES, RECOVERY_KEY, ToKeep
from megadesk.ui.widgets.proof import Proof


def _sheet(desk: FakeDesk, what: ToKeep) -> KeepingSheet:
    made = KeepingSheet(desk, text("New"), Proof(), what, primary=text("Make"), context=text("Why"))
    made.show()
    made.show_secret(["AB", "CD"], "AB\nCD", text("paper"))
    return made


def _close(sheet: KeepingSheet, qtbot: QtBot) -> None:
    sheet.close()
    qtbot.waitUntil(lambda: not isValid(sheet))


def test_the_secret_takes_the_place_of_the_form(desk: FakeDesk, qtbot: QtBot) -> None:
    """Nothing is left to do but to keep it."""
    sheet = _sheet(desk, RECOVERY_KEY)
    assert sheet._form.isHidden()
    assert sheet.primary.isHidden()
    assert sheet.card.groups.accessibleDescription() == "AB CD"
    assert (sheet.tick.isHidden(), sheet.cancel.isEnabled(), sheet.cancel.text()) == (True, True, "Close")
    sheet.card.copy.click()
    assert QGuiApplication.clipboard().text() == "AB\nCD"
    _close(sheet, qtbot)


def test_what_is_not_kept_is_not_lost_by_one_key(desk: FakeDesk, qtbot: QtBot) -> None:
    """Closing is asked about once; the second time it is meant."""
    sheet = _sheet(desk, ONE_TIME_CODES)
    sheet.close()
    assert sheet.isVisible()
    assert not sheet._fault.isHidden()
    _close(sheet, qtbot)


def test_what_is_being_made_is_not_lost_by_one_key(desk: FakeDesk, qtbot: QtBot) -> None:
    """What it replaces stops working whether the sheet is there or not; where it was not made, there is nothing to lose."""
    sheet = KeepingSheet(desk, text("New"), Proof(), RECOVERY_KEY, primary=text("Make"), context=text("Why"))
    sheet.show()
    sheet.show_making()
    sheet.close()
    assert (sheet.isVisible(), sheet._fault.isHidden(), sheet.primary.isEnabled()) == (True, False, False)
    sheet.show_busy(is_busy=False)
    assert sheet._fault.isHidden()
    sheet.show_making()
    sheet.show_secret(["AB"], "AB", text("paper"))
    assert sheet._fault.isHidden()
    sheet.close()
    assert sheet.isVisible()  # what is lost now is asked about on its own
    _close(sheet, qtbot)


@pytest.mark.parametrize("how", ["copy", "tick"])
def test_done_is_for_who_has_kept_them(desk: FakeDesk, qtbot: QtBot, how: str) -> None:
    """Seen by the app, or said by the person who wrote them down."""
    sheet = _sheet(desk, ONE_TIME_CODES)
    assert (sheet.cancel.isEnabled(), sheet.cancel.text()) == (False, "Done")
    (sheet.card.copy if how == "copy" else sheet.tick).click()
    assert sheet.cancel.isEnabled()
    sheet.cancel.click()
    qtbot.waitUntil(lambda: not isValid(sheet))


def test_a_tick_can_be_taken_back(desk: FakeDesk, qtbot: QtBot) -> None:
    """Then they are not kept."""
    sheet = _sheet(desk, ONE_TIME_CODES)
    sheet.tick.click()
    sheet.tick.click()
    assert not sheet.cancel.isEnabled()
    sheet.tick.click()
    _close(sheet, qtbot)


def test_what_cannot_be_saved_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """It is not kept then."""
    sheet = _sheet(desk, ONE_TIME_CODES)
    sheet._keeper.failed.emit(AlreadyExists(what="file", path="/a"))
    assert not sheet._fault.isHidden()
    assert not sheet.cancel.isEnabled()
    sheet.tick.click()
    _close(sheet, qtbot)
