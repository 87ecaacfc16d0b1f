"""The recovery key."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from fakes.first_run import RECOVERY_KEY, SIGNED_IN
from megadesk.ui.first_run.recovery import RecoveryPage
from megadesk.ui.text import text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Step

NOW = replace(journeys.begin(), step=Step.RECOVERY_KEY, signed=SIGNED_IN, recovery_key=RECOVERY_KEY)


def test_it_is_kept_or_knowingly_left(qtbot: QtBot) -> None:
    """Once it is kept, nothing is to be confirmed."""
    page = RecoveryPage()
    qtbot.addWidget(page)
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda name, value: told.append((name, value)))
    page.show_journey(NOW)
    assert page.first_field() is page.card.save
    page.knows.click()
    assert told == [("knows", True)]
    page.show_journey(journeys.kept(NOW, text("Printed.")))
    assert page.knows.isHidden()
    assert not page.kept.isHidden()


def test_one_that_was_not_shown_can_be_made(qtbot: QtBot) -> None:
    """The account is there, its key was lost with the work that was cancelled."""
    page = RecoveryPage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.show_journey(replace(NOW, recovery_key=""))
    assert page.card.isHidden()
    assert page.first_field() is page.make
    page.make.click()
    page.card.wanted.emit("print")
    assert wanted == ["show-key", "print"]
