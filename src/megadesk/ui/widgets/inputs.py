"""What is typed into, chosen from, and switched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
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
from megadesk.ui.theme.icons import icon, pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import MOTION_MS
from megadesk.ui.widgets.labels import Label, restyle
from megadesk.ui.widgets.layout import column

SEARCH_AFTER_MS: Final = 200
"""After the last key: nobody is searched for at each letter."""

CLEAR: Final = "_q_qlineeditclearaction"
"""What Qt calls the action behind the button that empties a field. It gives it no name that a person could hear."""


class Search(QLineEdit):
    """A field to search in. Signals: searched(str) a moment after the last key, or at once on Return."""

    searched = Signal(str)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(say(name))
        self.setAccessibleName(say(name))
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, CLEAR)
        assert isinstance(clear, QAction)
        clear.setText(say(text("Empty the search")))
        self._glass = self.addAction(icon("search", look().tokens, "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(say(name))
        self._glass.triggered.connect(self._tell)
        look().changed.connect(self._paint_glass)
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

    def _paint_glass(self) -> None:
        self._glass.setIcon(icon("search", look().tokens, "muted"))

    def _tell(self) -> None:
        self._timer.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)


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
        self.edit = QLineEdit(value)
        self.edit.setAccessibleName(say(name))
        self.edit.setPlaceholderText(say(placeholder))
        self.edit.textChanged.connect(self.changed)
        self._below = Label(hint, "small", wrap=True)
        self._below.setVisible(bool(hint))
        self._eye: QAction | None = None
        label = Label(name, "strong")
        label.setBuddy(self.edit)
        if is_secret:
            self._make_secret()
        self.setLayout(column(label, self.edit, self._below, spacing=4))

    def text(self) -> str:
        """Return what stands in it."""
        return self.edit.text()

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

    def _make_secret(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        eye = self.edit.addAction(icon("eye", look().tokens, "muted"), QLineEdit.ActionPosition.TrailingPosition)
        eye.setText(say(text("Show what is typed")))
        eye.setToolTip(eye.text())
        eye.triggered.connect(lambda: self.reveal(is_shown=self.edit.echoMode() is QLineEdit.EchoMode.Password))
        self._eye = eye

    def reveal(self, *, is_shown: bool) -> None:
        """Show what is typed, or hide it again."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        if self._eye is not None:
            self._eye.setIcon(icon("eye-off" if is_shown else "eye", look().tokens, "muted"))


class Combo(QComboBox):
    """One of several. Values are words of ours, labels are for people. Signals: chosen(str) when a person chose."""

    chosen = Signal(str)

    def __init__(
        self, name: Text, choices: Sequence[tuple[str, Text]], value: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
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
        left = 8 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - 24
        arrow = pixmap("chevron-down", tokens().muted, 16, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - 16) // 2, arrow)


class Switch(QAbstractButton):
    """On or off, at once. Signals: toggled(bool), as any button that can be checked."""

    def __init__(self, name: Text, *, is_on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(is_on)
        self.setAccessibleName(say(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(40, 24)
        self._at = 1.0 if is_on else 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(MOTION_MS)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._move)
        self.toggled.connect(self._slide)
        look().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as large as it is."""
        return QSize(40, 24)

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
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(1, 1, 38, 22), 11, 11)
        track = QColor(theme.accent if self.isChecked() else theme.outline)
        if not self.isEnabled():
            track = QColor(theme.track)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        painter.drawRoundedRect(QRectF(4, 4, 32, 16), 8, 8)
        painter.setBrush(QColor(theme.on_accent if self.isChecked() else theme.bg))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = 1 - self._at if mirrored else self._at
        painter.drawEllipse(QRectF(6 + at * 16, 6, 12, 12))
