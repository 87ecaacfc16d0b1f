"""What the app itself remembers: how it looks and where its window was. Nothing of it concerns a file.

One INI file, <config>/app.ini. What is missing or no longer makes sense is as if it had never been set.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from megadesk.ui.theme.tokens import Appearance

E = TypeVar("E", bound=Enum)

DIRECTION: Final = "sync.direction"
SYMLINKS: Final = "sync.symlinks"
TEXT_SCALES: Final = (0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Prefs(QObject):
    """Signals: changed(key) after something was set."""

    changed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = QSettings(str(folder / "app.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Return what was set, as text."""
        value = self._settings.value(key)
        return value if isinstance(value, str) else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return what was set, as yes or no."""
        return {"true": True, "false": False}.get(self.text(key), default)

    def number(self, key: str, default: float) -> float:
        """Return what was set, as a number."""
        try:
            return float(self.text(key))
        except ValueError:
            return default

    def words(self, key: str) -> list[str]:
        """Return what was set, as a list of words."""
        return [word for word in self.text(key).split("\x1f") if word]

    def blob(self, key: str) -> QByteArray:
        """Return what Qt wanted to be remembered; empty if nothing."""
        return QByteArray.fromBase64(self.text(key).encode("ascii", "ignore"))

    def keep(self, key: str, value: str | bool | float | list[str] | QByteArray) -> None:
        """Remember a value."""
        match value:
            case bool():
                kept = "true" if value else "false"
            case QByteArray():
                kept = bytes(value.toBase64().data()).decode("ascii")
            case list():
                kept = "\x1f".join(value)
            case _:
                kept = str(value)
        if self.text(key) != kept:
            self._settings.setValue(key, kept)
            self.changed.emit(key)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, high contrast, or as the system is."""
        try:
            return Appearance(self.text("appearance"))
        except ValueError:
            return Appearance.SYSTEM

    @property
    def text_scale(self) -> float:
        """How much larger text is than the system says."""
        return min(TEXT_SCALES[-1], max(TEXT_SCALES[0], self.number("text_scale", 1.0)))

    @property
    def new_direction(self) -> str:
        """Which way changes of a new folder travel: both, up or down."""
        chosen = self.text(DIRECTION)
        return chosen if chosen in {"up", "down"} else "both"

    @property
    def new_symlinks(self) -> str:
        """What becomes of symbolic links in a new folder: skip or keep."""
        return "keep" if self.text(SYMLINKS) == "keep" else "skip"

    @property
    def language(self) -> str:
        """The code of a language, or “system”."""
        return self.text("language", "system")
