"""How the app looks and speaks, and whether it begins with the computer."""

from __future__ import annotations

import msgspec
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import SETTINGS
from megadesk.ipc import messages as m
from megadesk.ui.settings.general import GeneralPart
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.widgets.inputs import Combo


def test_what_is_chosen_is_kept(desk: FakeDesk, qtbot: QtBot) -> None:
    """At once."""
    part = GeneralPart(desk)
    qtbot.addWidget(part)
    appearance, scale, language = part.findChildren(Combo)
    for combo, value in ((appearance, "dark"), (scale, "1.5"), (language, "en")):
        combo.show_value(value)
        combo.chosen.emit(combo.value())
    part.dense.click()
    assert desk.prefs.flag("dense_rows")
    assert (desk.prefs.appearance, desk.prefs.text_scale, desk.prefs.language) == (Appearance.DARK, 1.5, "en")


def test_starting_with_the_computer_is_the_engines(desk: FakeDesk, qtbot: QtBot) -> None:
    """Shown as it is set; offered where it can be."""
    desk.link.answer(m.GET_SETTINGS, SETTINGS)
    desk.link.answer(m.SET_SETTINGS, msgspec.structs.replace(SETTINGS, start_at_login=False))
    part = GeneralPart(desk)
    qtbot.addWidget(part)
    part.show()
    assert (part.start.isChecked(), desk.link.asked(m.SET_SETTINGS)) == (True, [])
    part.start.click()
    assert desk.link.asked(m.SET_SETTINGS) == [m.SetSettings(start_at_login=False)]
    assert not part.start.isChecked()
    desk.link.answer(m.GET_SETTINGS, msgspec.structs.replace(SETTINGS, can_start_at_login=False))
    part.read()
    assert part._starting.isHidden()
