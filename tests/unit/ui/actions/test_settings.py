"""What a person sets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.settings import SETTINGS
from megadesk.ipc import messages as m
from megadesk.model.errors import AccessDenied
from megadesk.ui.actions import settings as actions
from megadesk.ui.desk import Notice


def test_what_is_set_is_what_is_shown(desk: FakeDesk) -> None:
    """The engine says how it stands after each change."""
    desk.link.answer(m.SET_SETTINGS, SETTINGS)
    shown: list[m.SettingsInfo] = []
    owner = QObject()
    actions.start_at_login(desk, is_on=True, then=shown.append, owner=owner)
    assert shown == [SETTINGS]
    assert desk.link.asked(m.SET_SETTINGS) == [m.SetSettings(start_at_login=True)]


def test_what_could_not_be_set_is_said_and_shown_as_it_is(desk: FakeDesk) -> None:
    """A switch must not show what is not so."""
    desk.link.answer(m.SET_SETTINGS, AccessDenied(path="/x"))
    desk.link.answer(m.GET_SETTINGS, SETTINGS)
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    shown: list[m.SettingsInfo] = []
    owner = QObject()
    actions.change(desk, m.SetSettings(ca_file="/x"), then=shown.append, owner=owner)
    assert (shown, [notice.tone for notice in notices]) == ([SETTINGS], ["error"])
