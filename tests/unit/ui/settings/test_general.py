"""How the app looks and speaks."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
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
    assert (desk.prefs.appearance, desk.prefs.text_scale, desk.prefs.language) == (Appearance.DARK, 1.5, "en")
