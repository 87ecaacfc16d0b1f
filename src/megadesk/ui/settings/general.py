"""How the app looks and speaks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.language import available
from megadesk.ui.prefs import TEXT_SCALES
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import Percent, Text, text, verbatim
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.labels import section
from megadesk.ui.widgets.layout import column

APPEARANCES: Final = ("system", "light", "dark", "high-contrast")


class GeneralPart(QWidget):
    """Writes to the app's preferences; the application follows them at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        prefs = desk.prefs
        appearance = Combo(text("Appearance"), _appearances(), prefs.appearance.value)
        appearance.chosen.connect(lambda word: prefs.keep("appearance", word))
        scale = Combo(text("Text size"), _scales(), str(prefs.text_scale))
        scale.chosen.connect(lambda word: prefs.keep("text_scale", float(word)))
        language = Combo(text("Language"), _languages(), prefs.language)
        language.chosen.connect(lambda word: prefs.keep("language", word))
        look = titled(
            section(text("Appearance")),
            setting(text("Theme"), appearance, text("Light, dark or with strong contrast; or as your system is.")),
            setting(text("Text size"), scale, text("On top of the size that your system asks for.")),
            setting(text("Language"), language),
        )
        self.setLayout(column(look, spacing=16))


def _appearances() -> list[tuple[str, Text]]:
    labels = (text("As the system"), text("Light"), text("Dark"), text("High contrast"))
    return list(zip(APPEARANCES, labels, strict=True))


def _scales() -> list[tuple[str, Text]]:
    return [(str(scale), text("{part}", part=Percent(scale))) for scale in TEXT_SCALES]


def _languages() -> list[tuple[str, Text]]:
    found = [(code, verbatim(QLocale(code).nativeLanguageName().capitalize())) for code in available()]
    return [("system", text("As the system")), *found]
