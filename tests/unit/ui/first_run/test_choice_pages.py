"""The pages that ask for one of a few."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from fakes.first_run import SIGNED_IN
from megadesk.ui.first_run.choice_pages import KeysPage, PurposePage, WelcomePage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Purpose, Way


@pytest.mark.parametrize(
    ("page_type", "word", "field", "value"),
    [
        (WelcomePage, "recover", "way", Way.RECOVER),
        (KeysPage, "session", "key_store", "session"),
        (PurposePage, "backup", "purpose", Purpose.BACKUP),
    ],
)
def test_a_choice_is_typed_in(
    page_type: type[WelcomePage | KeysPage | PurposePage], word: str, field: str, value: object, qtbot: QtBot
) -> None:
    """Under its name; and shown as it is chosen."""
    page = page_type()
    qtbot.addWidget(page)
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda name, chosen: told.append((name, chosen)))
    page.choices.show_value(word)
    page.choices.chosen.emit(word)
    assert told == [(field, value)]
    page.show_journey(journeys.begin())
    assert page.choices.value() != word
    assert page.first_field() is not None


def test_a_trial_is_wanted_by_who_has_no_account(qtbot: QtBot) -> None:
    """And is not offered once there is one."""
    page = WelcomePage()
    qtbot.addWidget(page)
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    page.trial.click()
    page.show_journey(replace(journeys.begin(), signed=SIGNED_IN))
    page.trial.click()
    assert wanted == ["try"]


def test_within_a_trial_there_is_no_other(qtbot: QtBot) -> None:
    """Somebody who looks around is not led into the next trial from there."""
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show_journey(journeys.begin(journeys.FirstRunFill(is_trial=True)))
    assert page.trial.isHidden()
    page.show_journey(journeys.begin())
    assert not page.trial.isHidden()
