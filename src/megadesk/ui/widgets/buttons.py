"""What can be pressed: with words, with an icon and a spoken name, as a filter, as a tab."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text
from megadesk.ui.theme.icons import icon
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import CONTROL_PX, ICON_PX
from megadesk.ui.tips import tip as plain_tip
from megadesk.ui.widgets.labels import restyle

GAP_PX = 4
"""Between an icon and the words after it, on top of what Qt leaves."""

BOLD_KINDS = frozenset({"tab", "rail"})
"""Their words are bold while they are chosen."""

ROLE_OF_KIND = {
    "primary": "on_accent",
    "danger": "error",
    "quiet": "accent",
    "link": "accent",
    "rail": "muted",
    "tab": "muted",
}


class Button(QPushButton):
    """A button with words. kind: primary, danger, quiet, chip, tab, rail, or none for the usual."""

    def __init__(
        self, words: Text, kind: str = "", icon_name: str = "", *, tip: Text = NOTHING, parent: QWidget | None = None
    ) -> None:
        super().__init__(say(words).replace("&", "&&"), parent)
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say(words))
        if tip:
            self.setToolTip(plain_tip(say(tip)))
            self.setAccessibleDescription(say(tip))
        if kind in {"chip", "tab", "rail"}:
            self.setCheckable(True)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if kind != "rail" else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )
        self._paint_icon()
        look().changed.connect(self._paint_icon)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as wide as the words are once they are bold, where it is chosen: Qt measures them as they are now."""
        hint = super().sizeHint()
        if str(self.property("kind")) in BOLD_KINDS:
            words = self.text().replace("&&", "&")
            plain, bold = QFont(self.font()), QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            wider = QFontMetrics(bold).horizontalAdvance(words) - QFontMetrics(plain).horizontalAdvance(words)
            hint.setWidth(hint.width() + max(0, wider))
        return hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be no narrower than that."""
        return self.sizeHint()

    def show_words(self, words: Text, icon_name: str | None = None) -> None:
        """Show other words, and another icon."""
        self.setText(say(words).replace("&", "&&"))
        self.setAccessibleName(say(words))
        if icon_name is not None and icon_name != self._icon_name:
            self._icon_name = icon_name
            self._paint_icon()

    def set_kind(self, kind: str) -> None:
        """Be another kind of button."""
        self.setProperty("kind", kind)
        restyle(self)
        self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon_name:
            role = ROLE_OF_KIND.get(str(self.property("kind")), "text")
            size, gap = look().px(ICON_PX), look().px(GAP_PX)
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.setIcon(icon(self._icon_name, look().tokens, role, size, gap=gap, is_mirrored=is_mirrored))
            self.setIconSize(QSize(size + gap, size))


class IconButton(QToolButton):
    """A button that is only an icon: its name is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon_name: str,
        name: Text,
        *,
        keys: str = "",
        size: int = CONTROL_PX,
        role: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._role = icon_name, role
        self._size = size
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._keys = keys
        self.show_name(name)
        self._paint_icon()
        look().changed.connect(self._paint_icon)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as large as it is: who counts what has room asks for that."""
        return QSize(look().px(self._size), look().px(self._size))

    def show_name(self, name: Text, icon_name: str | None = None) -> None:
        """Be called something else, and look like it."""
        words = say(name)
        keys = QKeySequence(self._keys).toString(QKeySequence.SequenceFormat.NativeText) if self._keys else ""
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(f"{words} ({keys})" if keys else words))
        if icon_name is not None and icon_name != self._icon_name:
            self._icon_name = icon_name
            self._paint_icon()

    def _paint_icon(self) -> None:
        size, inner = look().px(self._size), look().px(ICON_PX)
        self.setFixedSize(size, size)
        self.setIcon(icon(self._icon_name, look().tokens, self._role, inner))
        self.setIconSize(QSize(inner, inner))
