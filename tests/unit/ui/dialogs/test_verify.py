"""Check everything: how far it is, what is wrong, and repairing it once."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.verified import LOST, WELL
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.model.values import replace
from megadesk.ui.dialogs.verify import VerifySheet

HALF = m.Progress(phase="verify", done_bytes=1, total_bytes=2)


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> VerifySheet:
    """The sheet, open; it removes itself once it is closed."""
    made = VerifySheet(desk)
    made.show()
    return made


def test_nothing_is_done_before_it_is_asked_for(desk: FakeDesk, sheet: VerifySheet) -> None:
    """Opening it explains; the button begins."""
    assert desk.link.asked(m.VERIFY) == []
    assert (sheet.primary.text(), sheet.bar.isHidden(), sheet.found.isHidden()) == ("Check", True, True)


def test_it_shows_how_far_it_is_and_that_all_is_well(desk: FakeDesk, sheet: VerifySheet) -> None:
    """While it runs the button rests; afterwards it may be checked again."""
    desk.link.answer(m.VERIFY, [HALF, WELL])
    desk.link.hold()
    sheet.primary.click()
    assert (sheet.is_busy, sheet.primary.isEnabled(), sheet.bar.isHidden()) == (True, False, False)
    desk.link.release()
    assert "the server has every byte" in sheet.words.text()
    assert (sheet.is_busy, sheet.bar.isHidden(), sheet.found.isHidden()) == (False, True, True)
    assert sheet.bar.value() == 500
    assert sheet.primary.text() == "Check again"


def test_damage_is_listed_and_repaired_when_asked_to(desk: FakeDesk, sheet: VerifySheet) -> None:
    """First it is only said; “Repair” heals, and what is left then is not offered once more."""
    desk.link.answer(m.VERIFY, replace(WELL, total=1, findings=[LOST]))
    sheet.primary.click()
    assert sheet.found.toPlainText() == "/a: 1 block is missing on the server."
    assert (sheet.found.isHidden(), sheet.primary.text()) == (False, "Repair")
    sheet.primary.click()
    assert sheet.primary.text() == "Check again"
    sheet.primary.click()
    assert [one.heal for one in desk.link.asked(m.VERIFY)] == [False, True, False]


def test_closing_ends_it(desk: FakeDesk, sheet: VerifySheet) -> None:
    """The engine hears that nobody waits any more."""
    desk.link.answer(m.VERIFY, WELL)
    desk.link.hold()
    sheet.primary.click()
    asking = sheet._asking
    assert asking is not None
    sheet.close()
    assert asking.is_over


def test_what_went_wrong_is_said(desk: FakeDesk, sheet: VerifySheet) -> None:
    """In the sheet, and it may be tried again."""
    desk.link.answer(m.VERIFY, ServerUnavailable(server="https://cloud.example.org"))
    sheet.primary.click()
    assert not sheet._fault.isHidden()
    assert (sheet.bar.isHidden(), sheet.primary.isEnabled()) == (True, True)
