"""Which messages of the desktop are shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ui.settings.notifications import NotificationsPart


def test_each_kind_is_switched_by_itself(desk: FakeDesk, qtbot: QtBot) -> None:
    """All are on until somebody wants less."""
    desk.prefs.keep("notify.quota", value=False)
    part = NotificationsPart(desk)
    qtbot.addWidget(part)
    assert [kind for kind, switch in part.switches.items() if not switch.isChecked()] == ["quota"]
    part.switches["guard"].click()
    part.switches["quota"].click()
    assert (desk.prefs.flag("notify.guard", default=True), desk.prefs.flag("notify.quota")) == (False, True)
