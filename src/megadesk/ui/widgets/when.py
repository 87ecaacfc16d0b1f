"""A date with a calendar, and a time of day: which moment is looked at, typed or chosen."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QPoint, QTime, QTimeZone, Signal
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QMenu, QSizePolicy, QTimeEdit, QWidget, QWidgetAction

from megadesk.ui.language import language, say
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.widgets.buttons import IconButton
from megadesk.ui.widgets.layout import row


class WhenField(QWidget):
    """Signals: chosen(time_ms) when a person chose another moment. Dates outside of what is kept cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = QDateEdit()
        self._date.setAccessibleName(say(text("Date")))
        self._date.setDisplayFormat(_date_format())
        self._date.setFixedWidth(look().px(96) + 24)
        self._time = QTimeEdit()
        self._time.setAccessibleName(say(text("Time")))
        self._time.setDisplayFormat(language().locale.timeFormat(language().locale.FormatType.ShortFormat))
        self._time.setFixedWidth(look().px(64) + 24)
        self._open = IconButton("calendar-days", text("Choose a date from a calendar"))
        self._open.clicked.connect(self._show_calendar)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setMinimumWidth(look().px(280))
        self._calendar.activated.connect(self._choose_day)
        self._calendar.clicked.connect(self._choose_day)
        self._menu = QMenu(self)
        holder = QWidgetAction(self._menu)
        holder.setDefaultWidget(self._calendar)
        self._menu.addAction(holder)
        for edit in (self._date, self._time):
            edit.setKeyboardTracking(False)
            edit.lineEdit().setAccessibleName(edit.accessibleName())
            edit.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
            edit.editingFinished.connect(self._tell)
        self._shown = (self._date.date(), self._time.time())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self._date, self._open, self._time, spacing=4))

    def show_moment(self, at_ms: int) -> None:
        """Show a moment, without telling anybody; not while somebody types."""
        if (self._date.hasFocus() or self._time.hasFocus()) and self._now_typed() != self._shown:
            return
        local = QDateTime.fromMSecsSinceEpoch(at_ms, QTimeZone.systemTimeZone())
        self._put(local.date(), QTime(local.time().hour(), local.time().minute()))

    def show_limits(self, oldest_ms: int, newest_ms: int) -> None:
        """Let nothing be chosen that is not kept."""
        zone = QTimeZone.systemTimeZone()
        first = QDateTime.fromMSecsSinceEpoch(oldest_ms, zone).date()
        last = QDateTime.fromMSecsSinceEpoch(newest_ms, zone).date()
        self._date.setDateRange(first, last)
        self._calendar.setDateRange(first, last)
        self._shown = self._now_typed()

    def _put(self, date: QDate, time: QTime) -> None:
        self._date.setDate(date)
        self._time.setTime(time)
        self._calendar.setSelectedDate(date)
        self._shown = self._now_typed()

    def _now_typed(self) -> tuple[QDate, QTime]:
        return self._date.date(), self._time.time()

    def _tell(self) -> None:
        if self._now_typed() != self._shown:
            self._shown = self._now_typed()
            at = QDateTime(*self._shown, QTimeZone.systemTimeZone())
            self.chosen.emit(at.toMSecsSinceEpoch() + 59_999)  # to the end of the minute that was said

    def _show_calendar(self) -> None:
        self._calendar.setSelectedDate(self._date.date())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._calendar.setFocus()

    def _choose_day(self, date: QDate) -> None:
        self._menu.close()
        if date != self._shown[0]:
            self._date.setDate(date)
            self._tell()


def _date_format() -> str:
    """Return how this place writes a date, with all four digits of the year."""
    found = language().locale.dateFormat(language().locale.FormatType.ShortFormat)
    return found if "yyyy" in found else found.replace("yy", "yyyy")
