"""What the pages of the first run have in common."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import text
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Fault, FirstRunFill, Work
from megadesk.ui.widgets.inputs import Field


def test_a_field_is_filled_named_and_faulted(qtbot: QtBot) -> None:
    """By the name that it has in what was typed."""
    field, other = Field(text("Name")), Field(text("E-mail"))
    page = StepPage(field, other)
    qtbot.addWidget(page)
    page.add_field("device_name", field)
    page.add_field("email", other)
    page.show()
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda name, value: told.append((name, value)))
    now = replace(journeys.begin(FirstRunFill(device_name="Desk")), fault=Fault("device_name", text("No.")))
    page.show_journey(now)
    assert (field.text(), field.edit.accessibleDescription()) == ("Desk", "No.")
    assert page.first_field() is other.edit
    other.edit.setText("a")
    assert told[-1] == ("email", "a")
    page.show_journey(replace(now, work=Work.SIGN))
    assert page.first_field() is None
