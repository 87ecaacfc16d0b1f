"""What an upload or download by hand left out, and why: one line each."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.errands import errand_problems
from megadesk.ui.desk import Desk
from megadesk.ui.text import NOTHING, Text, plural, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errands import problem_lines
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.widgets.labels import Elided, Label
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet

SHOWN_MAX = 200


class ErrandProblemsSheet(Sheet):
    """The list; it is asked for when the sheet is made."""

    def __init__(self, desk: Desk, name: str, heading: Text, parent: QWidget | None = None) -> None:
        self._lines = column(spacing=12)
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setLayout(column(self._lines, None))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMinimumHeight(look().px(260))
        super().__init__(text("What was skipped"), area, context=heading, width=look().px(520), parent=parent)
        self.more = Label(NOTHING, "muted")
        self._lines.addWidget(self.more)
        errand_problems(desk, name, self._take, lambda error: self.show_fault(words_of_error(error)), self)

    def _take(self, page: m.ProblemPage) -> None:
        for place, reason in problem_lines(page.problems[:SHOWN_MAX]):
            self._lines.insertLayout(
                self._lines.count() - 1, column(Elided(place, "strong"), Label(reason, "small", wrap=True), spacing=2)
            )
        more = page.total - min(len(page.problems), SHOWN_MAX)
        self.more.show_words(plural("{n} more", "{n} more", more) if more > 0 else NOTHING)
        self.more.setVisible(more > 0)
