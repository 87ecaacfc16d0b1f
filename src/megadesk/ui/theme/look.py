"""The theme that is in force: one for the application, as its palette is.

    choose(Appearance, text_scale)  ->  palette + style sheet + ``changed``      tokens()   colours for what paints itself

The system's light or dark is followed while a person chose “system”. Fusion's own palette is not relied on: it keeps
the old colours for a while after a change, and knows none where no platform theme is loaded.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from megadesk.host.resources import resource_folder
from megadesk.ui.theme.sheet import style_sheet
from megadesk.ui.theme.tokens import BODY_PX, DENSE_ROW_PX, LIGHT, ROW_PX, Appearance, Tokens, tokens_for

SCALE_MIN: Final = 0.85
SCALE_MAX: Final = 2.5
POINTS_USUAL: Final = 10.0
"""The size of system text, in points, for which 13 pixels are right (9 to 11 on the three systems)."""

PIXELS_PER_POINT: Final = 96 / 72
SYSTEM_SCALES_BELOW: Final = 1.15
"""Smaller differences of the system's text size are habits of a desktop, not a wish of its user."""


class Look(QObject):
    """Signals: changed() after palette and style sheet are another. One exists, made by the application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = Appearance.SYSTEM
        self._text_scale = 1.0
        self.is_dense = False
        self._system_scale = _system_text_scale()
        self._tokens = LIGHT
        application.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply)

    @property
    def tokens(self) -> Tokens:
        """Colours by role."""
        return self._tokens

    @property
    def scale(self) -> float:
        """How much larger than usual text is."""
        return min(SCALE_MAX, max(SCALE_MIN, self._text_scale * self._system_scale))

    def px(self, size: float) -> int:
        """Return a size that goes with text, in pixels, at the present text scale."""
        return round(size * self.scale)

    @property
    def row_px(self) -> int:
        """How high a row of a list is: two lines of text with air, or as little as a person wants."""
        return self.px(DENSE_ROW_PX if self.is_dense else ROW_PX)

    def choose(self, appearance: Appearance, text_scale: float = 1.0, *, is_dense: bool = False) -> None:
        """Take what a person chose. is_dense: low rows in lists."""
        self._appearance, self._text_scale, self.is_dense = appearance, text_scale, is_dense
        self._apply()

    def _apply(self) -> None:
        hints = QGuiApplication.styleHints()
        self._tokens = tokens_for(
            self._appearance,
            system_is_dark=hints.colorScheme() is Qt.ColorScheme.Dark,
            system_wants_contrast=_wants_contrast(),
        )
        font = QFont(self._application.font())
        font.setPixelSize(self.px(BODY_PX))
        self._application.setFont(font)
        self._application.setPalette(_palette(self._tokens))
        icons = resource_folder("icons").as_posix()
        self._application.setStyleSheet(style_sheet(self._tokens, scale=self.scale, icons=icons))
        self.changed.emit()


def look() -> Look:
    """Return the look of the running application."""
    application = QApplication.instance()
    assert application is not None, "there is an application before there is a widget"
    found = application.findChild(Look)
    return found if found is not None else Look(QApplication.instance())  # type: ignore[arg-type]  # it is one


def tokens() -> Tokens:
    """Return the colours in force."""
    return look().tokens


def _system_text_scale() -> float:
    points = QFontInfo(QGuiApplication.font()).pointSizeF() / POINTS_USUAL
    return points if points >= SYSTEM_SCALES_BELOW else 1.0


def _wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    accessibility = hints.accessibility() if hasattr(hints, "accessibility") else None
    if accessibility is None or not hasattr(accessibility, "contrastPreference"):
        return False
    return accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast


def _palette(tokens: Tokens) -> QPalette:
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: tokens.bg, roles.WindowText: tokens.text, roles.Base: tokens.bg, roles.AlternateBase: tokens.surface,
        roles.Text: tokens.text, roles.Button: tokens.surface, roles.ButtonText: tokens.text, roles.BrightText: tokens.error,
        roles.Highlight: tokens.accent, roles.HighlightedText: tokens.on_accent, roles.Link: tokens.accent, roles.LinkVisited: tokens.accent,
        roles.ToolTipBase: tokens.text, roles.ToolTipText: tokens.bg, roles.PlaceholderText: tokens.muted, roles.Accent: tokens.accent,
        roles.Light: tokens.surface, roles.Midlight: tokens.border, roles.Mid: tokens.outline, roles.Dark: tokens.outline, roles.Shadow: tokens.text,
    }.items():  # fmt: skip
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return made
