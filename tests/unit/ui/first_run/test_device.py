"""What this device is called."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from pytestqt.qtbot import QtBot

from fakes.first_run import SIGNED_IN
from megadesk.ui.first_run.device import DevicePage
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import FirstRunFill, Step
from megadesk.ui.widgets.labels import Label


def test_other_devices_are_named(qtbot: QtBot) -> None:
    """Where there are any."""
    page = DevicePage()
    qtbot.addWidget(page)
    now = replace(journeys.begin(FirstRunFill(device_name="Desk")), step=Step.DEVICE, signed=SIGNED_IN)
    page.show_journey(now)
    assert page.others.isHidden()
    page.show_journey(replace(now, signed=msgspec.structs.replace(SIGNED_IN, other_devices=["Desk", "Phone"])))
    assert [label.text() for label in page.others.findChildren(Label)] == ["Your account is also open on Desk, Phone."]
