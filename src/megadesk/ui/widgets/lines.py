"""A table that is read by lines: nobody moves among its cells. Home and End lead to its first and last line, and choose it.

Qt's own Home goes to the first cell of the same line, which in a list of whole rows does nothing.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

_ENDS: Final = {Qt.Key.Key_Home, Qt.Key.Key_End}


class Lines(QTableView):
    """What tables of rows have in common."""

    def moveCursor(  # noqa: N802 -- Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first or last line that can be chosen for Home and End."""
        match action:
            case QAbstractItemView.CursorAction.MoveHome:
                return self._first_of(range(self.model().rowCount()))
            case QAbstractItemView.CursorAction.MoveEnd:
                return self._first_of(range(self.model().rowCount() - 1, -1, -1))
            case _:
                return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Choose the line at the end also if the keyboard is on it already: Qt sees nothing to do then."""
        super().keyPressEvent(event)
        now = self.currentIndex()
        if event.key() in _ENDS and event.modifiers() == Qt.KeyboardModifier.NoModifier and now.isValid():
            self.scrollTo(now)
            if not self.selectionModel().isSelected(now):
                self.setCurrentIndex(now)

    def _first_of(self, rows: range) -> QModelIndex:
        """Return the first of these lines that can be chosen: headings cannot."""
        column = max(0, self.currentIndex().column())
        for row in rows:
            found = self.model().index(row, column)
            if self.model().flags(found) & Qt.ItemFlag.ItemIsEnabled:
                return found
        return QModelIndex()
