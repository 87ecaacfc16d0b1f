"""When how much was changed: bars over time, with a handle at the moment that is looked at.

    wheel, + and -: zoom      drag a bar or the handle: the moment      drag the dates, Page Up and Down: to and fro
    Left, Right: the last moment before a change, the first after one   Home, End: the oldest, now

What lies after the handle is what a restore would take back, and is in the accent's colour. A bar that stands out is
marked by a triangle above it, a run of a backup by a diamond below. To a screen reader it is a slider that says where it
stands. Times are milliseconds since 1970, which Qt's own int does not hold: signals carry them as objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import SMALL_PX
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.timeline import Bar, Mark, Stretch, after, bar_words, before, gathered
from megadesk.ui.viewmodels.when import HOUR_MS
from megadesk.ui.widgets.rows import sized
from megadesk.ui.widgets.time_axis import edges, ticks, unit_for

SPAN_LEAST_MS: Final = HOUR_MS // 2
ZOOM: Final = 1.4
SIDE_PX: Final = 14
"""Left and right of the time that is kept, so that its ends can be taken hold of."""

BARS_PX: Final = 66
BARS_LOW_PX: Final = 40
"""How high the bars are, and how high where there is little room."""

NEAR_PX: Final = 8
FLATTENED: Final = 0.45
"""The height of a bar goes with this power of its changes: beside a mass change the usual ones can still be told apart."""


@dataclass(frozen=True, slots=True)
class View:
    """The span that is seen."""

    start_ms: int
    end_ms: int

    @property
    def span_ms(self) -> int:
        """How long it is."""
        return max(1, self.end_ms - self.start_ms)


class Timeline(QSlider):
    """Signals: picked(time_ms, seq), one of which is 0; seen(start_ms, end_ms, width) when another span is shown.

    A slider so that assistive technology knows what it is; all that Qt's own does with keys and mouse is done here.
    """

    picked = Signal(object, object)
    seen = Signal(object, object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(say(text("Timeline of changes")))
        self._stretches: Sequence[Stretch] = ()
        self._bars: list[Bar] = []
        self._marks: Sequence[Mark] = ()
        self._limits = View(0, HOUR_MS)
        self._bars_px = BARS_PX
        self._view = View(0, HOUR_MS)
        self._at_ms = self._at_seq = 0
        self._words = NOTHING
        self._held: str = ""
        self._held_x = 0.0
        self._hovered = -1
        look().changed.connect(self.updateGeometry)

    # -- what it shows ----------------------------------------------------------------------------------------------

    def show_changes(self, stretches: Sequence[Stretch], oldest_ms: int, now_ms: int) -> None:
        """Show what was changed when, and which time is kept. Who looked at all of it goes on to."""
        limits = View(min(oldest_ms, now_ms - HOUR_MS), now_ms)
        was_whole = self._view == self._limits or self._limits.start_ms == 0
        moved = limits.end_ms - self._limits.end_ms if self._view.end_ms >= self._limits.end_ms else 0
        self._stretches, self._limits = stretches, limits
        self._look_at(limits if was_whole else View(self._view.start_ms + moved, self._view.end_ms + moved))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show points below the bars."""
        self._marks = marks
        self.update()

    def show_moment(self, at_ms: int, seq: int, words: Text) -> None:
        """Put the handle at a moment: the commit ``seq``, signed then or before. ``words``: what is said of it."""
        self._at_ms, self._at_seq, self._words = at_ms, seq, words
        if not self._held and not self._view.start_ms <= at_ms <= self._view.end_ms:
            half = self._view.span_ms // 2
            self._look_at(View(at_ms - half, at_ms + half))
        self._tell_value()
        self.update()

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show the same changes, counted more finely."""
        self._stretches = stretches
        self._bars = gathered(stretches, self._edges(self._view))
        self.update()

    @property
    def stretches(self) -> Sequence[Stretch]:
        """What it shows."""
        return self._stretches

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars of the span that is seen, oldest first."""
        return self._bars

    @property
    def view(self) -> View:
        """The span that is seen."""
        return self._view

    @property
    def at_ms(self) -> int:
        """Where the handle is."""
        return self._at_ms

    # -- moving about -----------------------------------------------------------------------------------------------

    def zoom(self, factor: float, around_ms: int | None = None) -> None:
        """Show a span that is so many times as long; what was at ``around_ms`` (the handle) stays where it is."""
        is_there = self._view.start_ms <= self._at_ms <= self._view.end_ms
        middle = (self._view.start_ms + self._view.end_ms) // 2
        pivot = around_ms if around_ms is not None else self._at_ms if is_there else middle
        span = min(max(round(self._view.span_ms * factor), SPAN_LEAST_MS), self._limits.span_ms)
        part = (pivot - self._view.start_ms) / self._view.span_ms
        start = round(pivot - part * span)
        self._look_at(View(start, start + span))

    def show_span(self, span_ms: int) -> None:
        """Show so long a span, around the handle."""
        self.zoom(span_ms / self._view.span_ms)

    def show_all(self) -> None:
        """Show all the time that is kept."""
        self._look_at(self._limits)

    def pan(self, part: float) -> None:
        """Show what lies before (less than 0) or after."""
        shift = round(self._view.span_ms * part)
        self._look_at(View(self._view.start_ms + shift, self._view.end_ms + shift))

    def step_back(self) -> None:
        """Go to the end of the last bar before the moment: what was there before the changes in between."""
        found = before(gathered(self._stretches, self._edges(self._limits)), self._at_seq or self._last_seq())
        if found is not None:
            self._pick(0, found.last_seq)
        else:
            self._pick(self._limits.start_ms, 0)

    def step_on(self) -> None:
        """Go to the end of the next bar with changes; after the last of them is now."""
        bars = gathered(self._stretches, self._edges(self._limits))
        found = after(bars, self._at_seq) if self._at_seq else None
        if found is None or found.last_seq >= self._last_seq():
            self._pick(0, 0)
        else:
            self._pick(0, found.last_seq)

    def _last_seq(self) -> int:
        return self._stretches[-1].last_seq if self._stretches else 0

    def _look_at(self, view: View) -> None:
        span = min(view.span_ms, self._limits.span_ms)
        start = min(max(view.start_ms, self._limits.start_ms), self._limits.end_ms - span)
        self._view = View(start, start + span)
        self._bars = gathered(self._stretches, self._edges(self._view))
        self._hovered = -1
        self.seen.emit(self._view.start_ms, self._view.end_ms, self._room())
        self._tell_value()
        self.update()

    def _edges(self, view: View) -> list[int]:
        """Return the edges of the bars; their width is that of the span that is seen."""
        return edges(view.start_ms, view.end_ms, unit_for(self._view.span_ms, self._room(), look().px(7)))

    def _pick(self, at_ms: int, seq: int) -> None:
        self.picked.emit(at_ms, seq)

    # -- where things are -------------------------------------------------------------------------------------------

    def _room(self) -> int:
        return max(1, self.width() - 2 * SIDE_PX)

    def x_of(self, at_ms: int) -> float:
        """Return where a moment is."""
        part = (at_ms - self._view.start_ms) / self._view.span_ms
        return SIDE_PX + (1 - part if self._is_mirrored() else part) * self._room()

    def time_at(self, x: float) -> int:
        """Return which moment is somewhere."""
        part = (x - SIDE_PX) / self._room()
        at = self._view.start_ms + (1 - part if self._is_mirrored() else part) * self._view.span_ms
        return min(max(round(at), self._limits.start_ms), self._limits.end_ms)

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    @property
    def _floor(self) -> int:
        """Where the bars stand."""
        return self.height() - look().px(34)

    def show_low(self, *, is_low: bool) -> None:
        """Be lower, where what is below needs the room."""
        self._bars_px = BARS_LOW_PX if is_low else BARS_PX
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be high enough for bars, marks and dates."""
        return QSize(480, look().px(64) + self._bars_px)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow and as low as need be."""
        return QSize(200, look().px(64) + BARS_LOW_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Cut the time anew."""
        super().resizeEvent(event)
        self._look_at(self._view)

    # -- keys and mouse ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Step, pan and zoom."""
        key, back = event.key(), Qt.Key.Key_Right if self._is_mirrored() else Qt.Key.Key_Left
        on = Qt.Key.Key_Left if self._is_mirrored() else Qt.Key.Key_Right
        if key == back:
            self.step_back()
        elif key == on:
            self.step_on()
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Up}:
            self.zoom(1 / ZOOM)
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Down}:
            self.zoom(ZOOM)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.pan(-0.5 if key == Qt.Key.Key_PageUp else 0.5)
        elif key == Qt.Key.Key_Home:
            self._pick(self._limits.start_ms, 0)
        elif key == Qt.Key.Key_End:
            self._pick(0, 0)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        """Zoom around what is pointed at; sideways goes to and fro."""
        turned = event.angleDelta()
        if abs(turned.x()) > abs(turned.y()):
            self.pan(-turned.x() / 1200 * (-1 if self._is_mirrored() else 1))
        elif turned.y():
            self.zoom(ZOOM ** (-turned.y() / 120), self.time_at(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Take hold: of the moment above the dates, of the span on them."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position()
        self._held = "view" if at.y() > self._floor + look().px(12) else "moment"
        self._held_x = at.x()
        if self._held == "moment":
            mark = self._mark_at(at.x()) if at.y() > self._floor else None
            if mark is not None:
                self._held = ""
                self._pick(0, mark.seq)
                return
            self._drag_to(at.x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Go along; without a button, light up what is pointed at."""
        at = event.position()
        if self._held == "moment":
            self._drag_to(at.x())
        elif self._held == "view":
            moved = (self._held_x - at.x()) / self._room()
            self._held_x = at.x()
            self.pan(-moved if self._is_mirrored() else moved)
        else:
            on_dates = at.y() > self._floor + look().px(12)
            self.setCursor(Qt.CursorShape.OpenHandCursor if on_dates else Qt.CursorShape.PointingHandCursor)
            self._hover(self._bar_at(at.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Let go."""
        held, self._held = self._held, ""
        if held == "moment" and event.button() is Qt.MouseButton.LeftButton:
            at = self.time_at(event.position().x())
            is_now = abs(self.x_of(self._limits.end_ms) - event.position().x()) < NEAR_PX
            self._pick(0 if is_now else at, 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Look closer."""
        self.zoom(1 / ZOOM**3, self.time_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Light up nothing."""
        super().leaveEvent(event)
        self._hover(-1)

    def event(self, event: QEvent) -> bool:
        """Say what is pointed at."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self._words_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(say(words)) if words else "", self)
            return True
        return super().event(event)

    def _drag_to(self, x: float) -> None:
        self._at_ms, self._at_seq = self.time_at(x), 0
        self._words = NOTHING
        self.update()

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def _bar_at(self, x: float) -> int:
        for number, bar in enumerate(self._bars):
            left, right = sorted((self.x_of(bar.start_ms), self.x_of(bar.end_ms)))
            if left <= x < right:
                return number
        return -1

    def _mark_at(self, x: float) -> Mark | None:
        near = [(abs(self.x_of(mark.time_ms) - x), mark.seq, mark) for mark in self._marks]
        return min(near)[2] if near and min(near)[0] < NEAR_PX else None

    def _words_at(self, at: QPoint) -> Text:
        mark = self._mark_at(at.x()) if at.y() > self._floor else None
        if mark is not None:
            return mark.words
        number = self._bar_at(at.x())
        return bar_words(self._bars[number]) if number >= 0 else NOTHING

    def _tell_value(self) -> None:
        """Be a slider at the bar that the moment is in, for who does not see it."""
        self.setRange(0, max(1, len(self._bars)))
        place = sum(bar.start_ms <= self._at_ms for bar in self._bars)
        said = say(self._words)
        if said == self.accessibleDescription() and place == self.value():
            return
        self.setValue(place)
        self.setAccessibleDescription(said)
        if self.hasFocus() and said:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    # -- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the dates, the bars, the marks and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._limits.start_ms:  # nothing was read yet
            return
        self._paint_after(painter)
        self._paint_dates(painter)
        self._paint_bars(painter)
        self._paint_marks(painter)
        self._paint_handle(painter)
        if self.hasFocus() and self.property("keys"):
            painter.setPen(QPen(QColor(tokens().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_after(self, painter: QPainter) -> None:
        """Paint what would be taken back: softly, behind all else."""
        one, other = sorted((self.x_of(self._at_ms), self.x_of(self._view.end_ms)))
        if self._at_ms >= self._view.end_ms:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        soft = QColor(tokens().accent_soft)
        soft.setAlphaF(0.55)
        painter.setBrush(soft)
        one, other = max(one, 2.0), min(other, self.width() - 2.0)
        painter.drawRoundedRect(QRectF(one, look().px(14), other - one, self._floor - look().px(14)), 4, 4)

    def _paint_dates(self, painter: QPainter) -> None:
        theme, px, floor = tokens(), look().px, self._floor
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(QPointF(2, floor + 0.5), QPointF(self.width() - 2, floor + 0.5))
        strong = sized(self.font(), px(SMALL_PX), QFont.Weight.DemiBold)
        plain = sized(self.font(), px(SMALL_PX), QFont.Weight.Normal)
        for tick in ticks(self._view.start_ms, self._view.end_ms, self._room(), px(84)):
            x = self.x_of(tick.time_ms)
            painter.setPen(QPen(QColor(theme.border), 1))
            painter.drawLine(QPointF(x, floor), QPointF(x, floor + 4))
            font = strong if tick.is_major else plain
            label = say(tick.label)
            width = QFontMetricsF(font).horizontalAdvance(label)
            left = min(max(x - width / 2, 2.0), self.width() - width - 2)
            painter.setFont(font)
            painter.setPen(QColor(theme.text if tick.is_major else theme.muted))
            painter.drawText(QPointF(left, self.height() - px(6)), label)

    def _paint_bars(self, painter: QPainter) -> None:
        theme, px, floor = tokens(), look().px, self._floor
        most = max([20, *(bar.changes for bar in self._bars)])
        room = floor - px(30)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(self._bars):
            left, right = sorted((self.x_of(bar.start_ms), self.x_of(bar.end_ms)))
            height = max(px(4), room * (bar.changes / most) ** FLATTENED)
            is_after = bar.last_seq > self._at_seq if self._at_seq else bar.start_ms >= self._at_ms
            colour = QColor(theme.warn if bar.is_mass else theme.accent if is_after else theme.outline)
            if number == self._hovered:
                colour = QColor(theme.text)
            painter.setBrush(colour)
            box = QRectF(left + 1, floor - height, max(2.0, right - left - 2), height)
            radius = min(3.0, box.width() / 2)
            painter.setClipRect(QRectF(0, 0, self.width(), floor))
            painter.drawRoundedRect(box.adjusted(0, 0, 0, radius + 1), radius, radius)
            painter.setClipping(False)
            if bar.is_mass:
                _paint_triangle(painter, QPointF(box.center().x(), box.top() - px(5)), px(5), theme.warn)

    def _paint_marks(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().ok))
        size, y = look().px(4), self._floor + look().px(8)
        drawn = -1e9
        for x in sorted(self.x_of(mark.time_ms) for mark in self._marks):
            if 0 <= x <= self.width() and x - drawn >= size * 2:
                drawn = x
                painter.drawPolygon(
                    QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
                )

    def _paint_handle(self, painter: QPainter) -> None:
        theme, px, x = tokens(), look().px, self.x_of(self._at_ms or self._view.end_ms)
        if not -NEAR_PX <= x <= self.width() + NEAR_PX:
            return
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawLine(QPointF(x, px(14)), QPointF(x, self._floor))
        painter.setPen(QPen(QColor(theme.bg), 2))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, px(12)), px(7), px(7))
        painter.setPen(QPen(QColor(theme.on_accent), 1.5))
        for shift in (-2, 2):
            painter.drawLine(QPointF(x + shift, px(9.5)), QPointF(x + shift, px(14.5)))


def _paint_triangle(painter: QPainter, foot: QPointF, size: float, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    x, y = foot.x(), foot.y()
    painter.drawPolygon(QPolygonF([QPointF(x - size, y), QPointF(x + size, y), QPointF(x, y - size * 1.6)]))
