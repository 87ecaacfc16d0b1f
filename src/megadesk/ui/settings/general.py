"""How the app looks and speaks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

from megadesk.ipc import messages as m
from megadesk.ui.actions import settings as actions
from megadesk.ui.desk import Desk
from megadesk.ui.language import available
from megadesk.ui.prefs import TEXT_SCALES
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import Percent, Text, text, verbatim
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.inputs import Combo, Switch
from megadesk.ui.widgets.labels import section

APPEARANCES: Final = ("system", "light", "dark", "high-contrast")


class GeneralPart(Part):
    """Writes to the app's preferences; the application follows them at once. Starting with the computer is the engine's."""

    def __init__(self, desk: Desk) -> None:
        prefs = desk.prefs
        appearance = Combo(text("Appearance"), _appearances(), prefs.appearance.value)
        appearance.chosen.connect(lambda word: prefs.keep("appearance", word))
        scale = Combo(text("Text size"), _scales(), str(prefs.text_scale))
        scale.chosen.connect(lambda word: prefs.keep("text_scale", float(word)))
        self.language = Combo(text("Language"), _languages(), prefs.language)
        self.language.chosen.connect(lambda word: prefs.keep("language", word))
        self.dense = Switch(text("Compact lists"), is_on=prefs.flag("dense_rows"))
        self.dense.toggled.connect(lambda is_on: prefs.keep("dense_rows", is_on))
        look = titled(
            section(text("Appearance")),
            setting(text("Theme"), appearance, text("Light, dark, high contrast, or the same as your system.")),
            setting(text("Text size"), scale, text("In addition to the text size of your system.")),
            setting(text("Language"), self.language),
            setting(text("Compact lists"), self.dense, text("Shows more rows, with one line each.")),
        )
        self.start = Switch(text("Start at sign-in"))
        self.start.toggled.connect(self._set_start)
        self._starting = titled(
            section(text("Start")),
            setting(
                text("Start at sign-in"),
                self.start,
                text("megadesk starts in the background when you sign in to this computer."),
            ),
        )
        self._starting.hide()
        super().__init__(desk, look, self._starting)

    def read(self) -> None:
        """Read whether megadesk begins with the computer."""
        actions.read(self.desk, then=self._show_settings, owner=self)

    def _show_settings(self, found: m.SettingsInfo) -> None:
        self._starting.setVisible(found.can_start_at_login)
        self.start.show_value(is_on=found.start_at_login)

    def _set_start(self, is_on: bool) -> None:
        actions.start_at_login(self.desk, is_on=is_on, then=self._show_settings, owner=self)


def _appearances() -> list[tuple[str, Text]]:
    labels = (text("Same as system"), text("Light"), text("Dark"), text("High contrast"))
    return list(zip(APPEARANCES, labels, strict=True))


def _scales() -> list[tuple[str, Text]]:
    return [(str(scale), text("{part}", part=Percent(scale))) for scale in TEXT_SCALES]


def _languages() -> list[tuple[str, Text]]:
    found = [(code, verbatim(QLocale(code).nativeLanguageName().capitalize())) for code in available()]
    return [("system", text("Same as system")), *found]
