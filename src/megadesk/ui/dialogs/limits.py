"""How fast files may move: always, and at some times of the week.

transfers.limits --> LimitsSheet --transfers.set_limits-->        what counts when is painted on a grid (viewmodels/week)
"""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QButtonGroup, QSpinBox, QVBoxLayout, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.transfers import get_limits, set_limits
from megadesk.ui.desk import Desk
from megadesk.ui.language import language, say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import all_words_of_error
from megadesk.ui.viewmodels.week import PAUSE, Rates, Week, in_force, lines, painted, week_of, windows_of
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear, column, row
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.weekgrid import WeekGrid

KIB_MAX = 10_000_000
KIB_LEAST = 8
"""The engine takes no less: a block would not arrive before the server gives up on it."""

USUAL_KIB = 200


class RateField(QSpinBox):
    """KiB a second; 0 stands for no limit."""

    def __init__(self, name: Text, kib: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(name))
        self.setLocale(QLocale(language().locale))
        self.setRange(0, KIB_MAX)
        self.setSingleStep(50)
        self.setGroupSeparatorShown(True)
        self.setSpecialValueText(say(text("No limit")))
        self.setSuffix(" " + say(text("KiB/s")))
        self.setMinimumWidth(look().px(140))
        self.lineEdit().setTextMargins(8, 0, 8, 0)
        self.setValue(kib)
        self.editingFinished.connect(self._keep_sound)

    @property
    def rate(self) -> int | None:
        """What it says; None: no limit."""
        return max(KIB_LEAST, self.value()) if self.value() else None

    def _keep_sound(self) -> None:
        if 0 < self.value() < KIB_LEAST:
            self.setValue(KIB_LEAST)


class LimitsSheet(Sheet):
    """The sheet; it asks for what is set when it is made."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self.week = Week()
        self.up = RateField(text("Upload limit, always"))
        self.down = RateField(text("Download limit, always"))
        self.brush_up = RateField(text("Upload limit, at these times"), USUAL_KIB)
        self.brush_down = RateField(text("Download limit, at these times"), USUAL_KIB)
        self.brushes = {
            "limited": Button(text("Limited"), "chip"),
            "paused": Button(text("Paused"), "chip"),
            "usual": Button(text("Default"), "chip"),
        }
        self.brushes["limited"].setChecked(True)
        self.grid = WeekGrid(text("Schedule by day and hour"))
        self._lines = column(spacing=2)
        super().__init__(
            text("Speed limits"),
            self._content(),
            primary=text("Save"),
            context=text("The limits apply to all transfers together. Checking for changes is not limited."),
            width=look().px(600),
            parent=parent,
        )
        self.primary.setEnabled(False)
        self.accepted_by_person.connect(self._save)
        get_limits(desk, then=self._take, failed=self._on_nothing, owner=self)

    def _content(self) -> QVBoxLayout:
        self._now = Label(NOTHING, "small")
        always = row(Label(text("Uploads")), self.up, 16, Label(text("Downloads")), self.down, None, spacing=8)
        group = QButtonGroup(self.grid)
        for brush in self.brushes.values():
            group.addButton(brush)
            brush.clicked.connect(self._show_brush)
        chips = row(*self.brushes.values(), None, spacing=6)
        self._brush = QWidget()
        self._brush.setLayout(
            row(Label(text("Uploads")), self.brush_up, 16, Label(text("Downloads")), self.brush_down, None, spacing=8)
        )
        self.grid.taken.connect(self._paint)
        self._wipe = Button(text("Clear schedule"), "quiet")
        self._wipe.clicked.connect(lambda: self._show_week(Week()))
        return column(
            Label(text("Always"), "section"), always, self._now, 8,
            row(Label(text("At certain times"), "section"), None, self._wipe),
            Label(text("Choose a limit, then drag over the hours. With the keyboard: arrow keys and Space."), "small", wrap=True),
            chips, self._brush, self.grid, self._lines, spacing=10,
        )  # fmt: skip

    # -- inside -------------------------------------------------------------------------------------------------------

    def _take(self, limits: m.TransferLimits) -> None:
        self.up.setValue(limits.up or 0)
        self.down.setValue(limits.down or 0)
        self._now.show_words(in_force(limits))
        self._show_week(week_of(limits.schedule))
        self.primary.setEnabled(True)

    def _on_nothing(self, error: MegadeskError) -> None:
        """Say that what is set is not known; saved over it would be nothing."""
        self.show_fault(all_words_of_error(error))
        self.primary.setEnabled(False)

    def _show_week(self, week: Week) -> None:
        self.week = week
        self.grid.show_week(week)
        self._wipe.setEnabled(bool(week))
        clear(self._lines)
        for words in lines(week)[:6]:
            self._lines.addWidget(Label(words, "small"))

    def _show_brush(self) -> None:
        self._brush.setEnabled(self.brushes["limited"].isChecked())

    def _paint(self, first: int, last: int, start: int, end: int) -> None:
        self._show_week(painted(self.week, range(first, last + 1), start, end, self._chosen()))

    def _chosen(self) -> Rates | None:
        if self.brushes["limited"].isChecked():
            return Rates(self.brush_up.rate, self.brush_down.rate)
        return PAUSE if self.brushes["paused"].isChecked() else None

    def _save(self) -> None:
        self.show_busy(is_busy=True)
        body = m.SetLimits(up=self.up.rate or 0, down=self.down.rate or 0, schedule=windows_of(self.week))
        set_limits(
            self._desk,
            body,
            then=self._saved,
            failed=lambda error: self.show_fault(all_words_of_error(error)),
            owner=self,
        )

    def _saved(self, limits: m.TransferLimits) -> None:
        self._desk.notices.done(in_force(limits))
        self.close()
