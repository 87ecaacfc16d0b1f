"""A week of hours to paint on: days below each other, hours beside each other.

Drag with the mouse, or go with the arrows and press Space (with Shift several are taken); what was taken is a signal, and
what is painted then is for the owner to say. Half an hour is the smallest step of the mouse, an hour that of the keys.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import SMALL_PX
from megadesk.ui.viewmodels.week import DAY_MINUTES, DAY_SHORT, Rates, Week, moment_words
from megadesk.ui.widgets.rows import sized

STEP: Final = 30
KEY_STEP: Final = 60
ROW: Final = 26
TOP: Final = 22
MARKS: Final = (0, 6, 12, 18, 24)

Place = tuple[int, int]
"""Day and minute."""


class WeekGrid(QWidget):
    """Signals: taken(first day, last day, start, end) when a person marked some time."""

    taken = Signal(int, int, int, int)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week = Week()
        self._from: Place | None = None
        self._to: Place = (0, 0)
        self._cursor: Place = (0, 8 * 60)
        self.setAccessibleName(say(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        look().changed.connect(self.update)

    def show_week(self, week: Week) -> None:
        """Show another week."""
        self._week = week
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as high as seven days."""
        return QSize(look().px(480), look().px(TOP) + 7 * look().px(ROW))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Need half an hour to be seen."""
        return QSize(look().px(300), self.sizeHint().height())

    # -- mouse and keys -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Begin to mark."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._to = self._place(event.position().toPoint())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Mark as far as the pointer is."""
        if self._from is not None:
            self._to = self._place(event.position().toPoint())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Take what is marked."""
        self._take(STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Go, mark, take."""
        day, minute = self._cursor
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = -KEY_STEP if mirrored else KEY_STEP
        steps = {
            Qt.Key.Key_Up: (day - 1, minute), Qt.Key.Key_Down: (day + 1, minute), Qt.Key.Key_Left: (day, minute - side),
            Qt.Key.Key_Right: (day, minute + side), Qt.Key.Key_Home: (day, 0), Qt.Key.Key_End: (day, DAY_MINUTES - KEY_STEP),
        }  # fmt: skip
        if event.key() in steps:
            self._go(*steps[Qt.Key(event.key())], marking=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Space:
            self._from, self._to = self._from or self._cursor, self._cursor
            self._take(KEY_STEP)
        elif event.key() == Qt.Key.Key_Escape and self._from is not None:
            self._from = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _go(self, day: int, minute: int, *, marking: bool) -> None:
        before = self._cursor
        self._cursor = max(0, min(6, day)), max(0, min(DAY_MINUTES - KEY_STEP, minute // KEY_STEP * KEY_STEP))
        if marking:
            self._from = self._from or before
            self._to = self._cursor
        else:
            self._from = None
        self.setAccessibleDescription(say(moment_words(*self._cursor, self._week.at(*self._cursor))))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def _take(self, step: int) -> None:
        if self._from is not None:
            first, last, start, end = self._marked(step)
            self._from = None
            self.update()
            self.taken.emit(first, last, start, end)

    def _marked(self, step: int) -> tuple[int, int, int, int]:
        assert self._from is not None, "something is marked"
        days = sorted((self._from[0], self._to[0]))
        minutes = sorted((self._from[1], self._to[1]))
        return days[0], days[1], minutes[0], min(DAY_MINUTES, minutes[1] + step)

    # -- geometry -----------------------------------------------------------------------------------------------------

    def _left(self) -> int:
        return look().px(44)

    def _rect(self, day: int, start: int, end: int) -> QRectF:
        left, width = self._left(), self.width() - self._left() - 8
        x, w = left + width * start / DAY_MINUTES, width * (end - start) / DAY_MINUTES
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - w
        return QRectF(x, look().px(TOP) + day * look().px(ROW), w, look().px(ROW))

    def _place(self, at: QPoint) -> Place:
        x = self.width() - at.x() if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else at.x()
        part = (x - self._left()) / max(1, self.width() - self._left() - 8)
        minute = int(part * DAY_MINUTES) // STEP * STEP
        day = (at.y() - look().px(TOP)) // look().px(ROW)
        return max(0, min(6, day)), max(0, min(DAY_MINUTES - STEP, minute))

    # -- paint --------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint days, hours, what counts when, and what is marked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), look().px(SMALL_PX), QFont.Weight.Normal))
        self._paint_titles(painter)
        for day in range(7):
            self._paint_day(painter, day)
        if self._from is not None:
            first, last, start, end = self._marked(STEP)
            box = self._rect(first, start, end).united(self._rect(last, start, end)).adjusted(0, 2, 0, -2)
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        elif self.hasFocus():
            box = self._rect(self._cursor[0], self._cursor[1], self._cursor[1] + KEY_STEP).adjusted(1, 3, -1, -3)
            painter.setPen(QPen(QColor(tokens().text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 3, 3)

    def _paint_titles(self, painter: QPainter) -> None:
        painter.setPen(QColor(tokens().muted))
        for hour in MARKS:
            at = self._rect(0, hour * 60, hour * 60).x()
            wide = look().px(48)
            box = QRect(int(at) - wide // 2, 0, wide, look().px(TOP) - 4)
            box.moveLeft(max(0, min(self.width() - wide, box.x())))
            flags = Qt.AlignmentFlag
            left_by = box.x() - (int(at) - wide // 2)
            align = flags.AlignHCenter if not left_by else flags.AlignRight if left_by < 0 else flags.AlignLeft
            painter.drawText(
                box, int(align | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignAbsolute), f"{hour:02d}:00"
            )
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for day, name in enumerate(DAY_SHORT):
            row = self._rect(day, 0, 0)
            left = self.width() - self._left() + 8 if is_mirrored else 0
            box = QRect(left, int(row.y()), self._left() - 8, int(row.height()))
            align = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
            painter.drawText(
                box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), say(name)
            )

    def _paint_day(self, painter: QPainter, day: int) -> None:
        whole = self._rect(day, 0, DAY_MINUTES).adjusted(0, 2, 0, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().surface))
        painter.drawRoundedRect(whole, 4, 4)
        for run in self._week.days[day]:
            self._paint_run(painter, self._rect(day, run.start, run.end).adjusted(0, 2, 0, -2), run.rates)
        painter.setPen(QPen(QColor(tokens().border), 1))
        for hour in range(3, 24, 3):
            x = self._rect(day, hour * 60, hour * 60).x()
            painter.drawLine(int(x), int(whole.y()), int(x), int(whole.bottom()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole, 4, 4)

    def _paint_run(self, painter: QPainter, box: QRectF, rates: Rates) -> None:
        """Paint a limit as a colour, and rest as stripes: a shape, for whom colours say nothing."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().border if rates.is_pause else tokens().accent_soft))
        painter.drawRoundedRect(box, 3, 3)
        if 0 in {rates.up, rates.down}:
            stripes = QColor(tokens().muted if rates.is_pause else tokens().accent)
            painter.setBrush(QBrush(stripes, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 3, 3)
        else:
            painter.setPen(QPen(QColor(tokens().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
