"""The question before something is gone for good: it names what goes, and only that goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.binned import remove_for_good
from megadesk.ui.actions.portions import PORTION
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.telling import faults_to, while_open
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.binned import doom
from megadesk.ui.widgets.labels import Elided, small
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


class DeleteForGoodSheet(Sheet):
    """Signals: removed() when it is gone. ``entries`` are named; ``ids`` is all that goes, some of it maybe not named."""

    removed = Signal()

    def __init__(
        self,
        desk: Desk,
        entries: Sequence[m.BinEntry],
        ids: Sequence[str],
        amount: m.Emptied | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._ids = desk, list(ids)
        shown = doom(entries, amount, unnamed=len(self._ids) - len(entries))
        names = QWidget()
        names.setObjectName("scrolled")
        lines = [Elided(name) for name in shown.names]
        names.setLayout(column(*lines, *([small(shown.more)] if shown.more else []), None, spacing=6))
        area = QScrollArea()
        area.setWidget(names)
        area.setWidgetResizable(True)
        area.setMinimumHeight(look().px(min(240, 26 * len(lines) + 24)))
        super().__init__(
            shown.heading, column(area), primary=text("Delete permanently"), kind="danger", context=shown.sentence,
            width=look().px(480), parent=parent,
        )  # fmt: skip
        self.cancel.setAutoDefault(True)  # the keyboard is there, so Return means this one
        self.cancel.setFocus()
        self.accepted_by_person.connect(self._remove)

    def _remove(self) -> None:
        self.show_busy(is_busy=True)
        if len(self._ids) > PORTION:
            self.hide()  # the window says how far it is, and has “Cancel”
        remove_for_good(self._desk, self._ids, then=while_open(self, self._is_removed), failed=self._fail)

    def _fail(self, error: MegadeskError) -> None:
        faults_to(self, self._desk)(error)
        if isValid(self) and not self.isVisible():
            self._is_removed()  # of many some may be gone

    def _is_removed(self) -> None:
        self.removed.emit()
        self.close()
