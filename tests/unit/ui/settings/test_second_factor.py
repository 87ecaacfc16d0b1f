"""The second factor in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import FACTOR, NO_FACTOR
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.one_time_codes import OneTimeCodesSheet
from megadesk.ui.dialogs.second_factor_off import SecondFactorOffSheet
from megadesk.ui.dialogs.second_factor_on import SecondFactorOnSheet
from megadesk.ui.settings.second_factor import SecondFactorCard
from megadesk.ui.widgets.sheet import Sheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return what the card stands in."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def card(desk: FakeDesk, window: QWidget) -> SecondFactorCard:
    """Return the card, which has read nothing yet."""
    made = SecondFactorCard(desk)
    made.setParent(window)
    return made


def _offered(card: SecondFactorCard) -> list[str]:
    return [button.text() for button in card._buttons if not button.isHidden()]


def test_it_offers_what_can_be_done_now(card: SecondFactorCard, desk: FakeDesk) -> None:
    """Nothing before it is known how it stands; again, where that could not be read."""
    assert _offered(card) == []
    desk.link.answer(m.SECOND_FACTOR, ServerUnavailable(server="x"))
    card.read()
    assert (_offered(card), card.facts._shown[0].tone) == (["Try again"], "error")
    desk.link.answer(m.SECOND_FACTOR, NO_FACTOR)
    card.retry.click()
    assert (_offered(card), card.is_on) == (["Turn on…"], False)
    desk.link.answer(m.SECOND_FACTOR, FACTOR)
    card.read()
    assert (_offered(card), card.is_on) == (["New one-time codes…", "Turn off…"], True)


@pytest.mark.parametrize(
    ("button", "kind"),
    [("turn_on", SecondFactorOnSheet), ("renew", OneTimeCodesSheet), ("turn_off", SecondFactorOffSheet)],
)
def test_it_looks_again_when_its_sheets_close(
    card: SecondFactorCard, desk: FakeDesk, button: str, kind: type[Sheet]
) -> None:
    """What they did shows at once."""
    desk.link.answer(m.SECOND_FACTOR, FACTOR)
    getattr(card, button).click()
    sheet = card.window().findChild(kind)
    assert sheet is not None
    assert desk.link.asked(m.SECOND_FACTOR) == []
    sheet.close()
    assert desk.link.asked(m.SECOND_FACTOR) == [m.Nothing()]
