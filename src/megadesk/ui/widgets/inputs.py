"""What is typed into, chosen from, and switched."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import MOTION_MS
from megadesk.ui.widgets.buttons import IconButton
from megadesk.ui.widgets.labels import Label, restyle
from megadesk.ui.widgets.layout import column

ARROW_PX: Final = 16
GLASS_PX: Final = 16
EYE_PX: Final = 28
SWITCH_PX: Final = 36
LABEL_GAP_PX: Final = 4

AROUND_PX: Final = 70
"""Beside the glass and the words of a field: edges, what Qt leaves, also for the button that empties it."""

SEARCH_AFTER_MS: Final = 200
"""After the last key: nobody is searched for at each letter."""

VALUE_IS_NAME: Final = sys.platform not in {"win32", "darwin"}
"""Whether Qt tells a screen reader the value of a choice in place of its name."""

CLEAR: Final = "_q_qlineeditclearaction"
"""What Qt calls the action behind the button that empties a field. It gives it no name that a person could hear."""


class Search(QLineEdit):
    """A field to search in. Signals: searched(str) a moment after the last key, or at once on Return.

    Its name stands in it while it is empty; where that has no room, only “Search” does.
    """

    searched = Signal(str)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._short = say(name), say(text("Search"))
        self.setAccessibleName(self._name)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, CLEAR)
        assert isinstance(clear, QAction)
        clear.setText(say(text("Clear search")))
        self._fit()
        look().changed.connect(self._fit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(lambda _: self._timer.start())
        self.returnPressed.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Let Escape empty the field before it closes anything."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Paint a glass before the words: the icons of Qt's own fields stay small where text is large."""
        super().paintEvent(event)
        size = look().px(GLASS_PX)
        left = self.width() - GLASS_PX // 2 - 2 - size if self.isRightToLeft() else GLASS_PX // 2 + 2
        picture = pixmap("search", tokens().muted, size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(left, (self.height() - size) // 2, picture)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be no narrower than the short word."""
        wanted = self.fontMetrics().horizontalAdvance(self._short) + self._around_px()
        return QSize(wanted, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Say in full what is searched where there is room."""
        super().resizeEvent(event)
        self._show_name()

    def _show_name(self) -> None:
        has_room = self.fontMetrics().horizontalAdvance(self._name) + self._around_px() <= self.width()
        self.setPlaceholderText(self._name if has_room else self._short)

    def _around_px(self) -> int:
        """How much room there is to be beside the words."""
        return look().px(GLASS_PX) + AROUND_PX

    def _fit(self) -> None:
        room = look().px(GLASS_PX) + 8
        self.setTextMargins(0 if self.isRightToLeft() else room, 0, room if self.isRightToLeft() else 0, 0)
        self._show_name()

    def _tell(self) -> None:
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)


class Secret(QLineEdit):
    """A field whose letters are hidden, with an eye at its end that shows them."""

    def __init__(self, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(value, parent)
        self.eye = IconButton("eye", text("Show password"), size=EYE_PX, parent=self)
        self.eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.eye.clicked.connect(self._turn)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        look().changed.connect(self._fit)

    def reveal(self, *, is_shown: bool) -> None:
        """Show what is typed, or hide it again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        words = text("Hide password") if is_shown else text("Show password")
        self.eye.show_name(words, "eye-off" if is_shown else "eye")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Put the eye at the end."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, is_mirrored = self.eye.width(), self.isRightToLeft()
        self.eye.move(4 if is_mirrored else self.width() - room - 4, (self.height() - room) // 2)
        self.setTextMargins(room if is_mirrored else 0, 0, 0 if is_mirrored else room, 0)

    def _turn(self) -> None:
        self.reveal(is_shown=self.echoMode() is QLineEdit.EchoMode.Password)


class Field(QWidget):
    """A field with its name above it, and below it what is wrong or what helps. Signals: changed(str)."""

    changed = Signal(str)

    def __init__(
        self,
        name: Text,
        value: str = "",
        *,
        hint: Text = NOTHING,
        is_secret: bool = False,
        placeholder: Text = NOTHING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self.edit = Secret(value) if is_secret else QLineEdit(value)
        self.edit.setAccessibleName(say(name))
        self.edit.setPlaceholderText(say(placeholder))
        self.edit.textChanged.connect(self.changed)
        self._below = Label(hint, "small", wrap=True)
        self._below.setVisible(bool(hint))
        self._label = Label(name, "strong")
        self._label.setBuddy(self.edit)
        self.setLayout(column(self._label, self.edit, self._below, spacing=LABEL_GAP_PX))

    def text(self) -> str:
        """Return what stands in it."""
        return self.edit.text()

    @property
    def label_px(self) -> int:
        """How far below the top of it the field itself begins: what stands beside it begins there, too."""
        return self._label.sizeHint().height() + LABEL_GAP_PX

    def show_text(self, value: str) -> None:
        """Let it hold something, without telling anybody; the place of the cursor stays if it holds that already."""
        if self.edit.text() != value:
            self.blockSignals(True)
            self.edit.setText(value)
            self.blockSignals(False)

    def show_fault(self, words: Text) -> None:
        """Say what is wrong with it; nothing: it is well."""
        self._below.show_words(words or self._hint, "error" if words else "")
        self._below.setVisible(bool(words or self._hint))
        self.edit.setProperty("tone", "error" if words else "")
        self.edit.setAccessibleDescription(say(words or self._hint))
        restyle(self.edit)

    def show_hint(self, words: Text, tone: str = "") -> None:
        """Say what helps."""
        self._below.show_words(words, tone)
        self._below.setVisible(bool(words))
        self.edit.setAccessibleDescription(say(words))

    def reveal(self, *, is_shown: bool) -> None:
        """Show what is typed, or hide it again."""
        if isinstance(self.edit, Secret):
            self.edit.reveal(is_shown=is_shown)


class Combo(QComboBox):
    """One of several. Values are words of ours, labels are for people. Signals: chosen(str) when a person chose."""

    chosen = Signal(str)

    def __init__(
        self, name: Text, choices: Sequence[tuple[str, Text]], value: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
        if VALUE_IS_NAME:
            self.setAccessibleDescription(say(name))
        self.show_choices(choices, value)
        self.activated.connect(lambda _: self.chosen.emit(self.value()))

    def show_choices(self, choices: Sequence[tuple[str, Text]], value: str = "") -> None:
        """Offer other choices, and choose one, without telling anybody."""
        self.clear()
        for word, label in choices:
            self.addItem(say(label), word)
        self.show_value(value)

    def value(self) -> str:
        """Return the chosen value."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Choose a value, without telling anybody."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it with an arrow of ours: a style sheet cannot tint a picture."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        size = look().px(ARROW_PX)
        left = 8 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - 8 - size
        arrow = pixmap("chevron-down", tokens().muted, size, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, arrow)


class Switch(QAbstractButton):
    """On or off, at once. Signals: toggled(bool), as any button that can be checked."""

    def __init__(self, name: Text, *, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(is_on)
        self.setAccessibleName(say(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()
        self._at = 1.0 if is_on else 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOTION_MS)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        self.toggled.connect(self._slide)
        look().changed.connect(self._fit)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as large as it is."""
        return QSize(look().px(SWITCH_PX), look().px(24))

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def show_value(self, *, is_on: bool) -> None:
        """Show that it is on or off, without telling anybody, and without sliding."""
        self.blockSignals(True)
        self.setChecked(is_on)
        self.blockSignals(False)
        self._motion.stop()
        self._move(1.0 if is_on else 0.0)

    def _slide(self, is_on: bool) -> None:
        self._motion.stop()
        if not self.isVisible():
            self._move(1.0 if is_on else 0.0)
            return
        self._motion.setStartValue(self._at)
        self._motion.setEndValue(1.0 if is_on else 0.0)
        self._motion.start()

    def _move(self, value: float) -> None:
        self._at = float(value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the track and the knob; where it stands says it without colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = tokens()
        painter.scale(look().px(SWITCH_PX) / SWITCH_PX, look().px(24) / 24)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(1, 1, 34, 22), 11, 11)
        track = QColor(theme.accent if self.isChecked() else theme.outline)
        if not self.isEnabled():
            track = QColor(theme.track)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        painter.drawRoundedRect(QRectF(2, 4, 32, 16), 8, 8)
        painter.setBrush(QColor(theme.on_accent if self.isChecked() else theme.bg))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = 1 - self._at if mirrored else self._at
        painter.drawEllipse(QRectF(4 + at * 16, 6, 12, 12))
