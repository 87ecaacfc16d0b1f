"""The code of the second factor."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from megadesk.model.errors import SecondFactorNeeded
from megadesk.ui.first_run.second_factor import SecondFactorPage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Step, Work


def test_a_code_is_typed_and_found_wrong(qtbot: QtBot) -> None:
    """At its one field, where the keyboard is."""
    page = SecondFactorPage()
    qtbot.addWidget(page)
    now = replace(journeys.begin(), step=Step.SECOND_FACTOR, asks_code=True)
    page.show_journey(now)
    field = page.fields["code"]
    assert page.first_field() is field.edit
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda name, value: told.append((name, value)))
    field.edit.setText("123456")
    assert told == [("code", "123456")]
    refused = journeys.failed(
        replace(journeys.typed(now, code="123456"), work=Work.SIGN), SecondFactorNeeded(reason="wrong")
    )
    page.show_journey(refused)
    assert field.edit.accessibleDescription().startswith("This code is wrong")
