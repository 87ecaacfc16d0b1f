"""The files in the popup: what moves, then what was moved. Pointing at one shows what can be done with it.

Signals say it: opened, shown (in the file manager), versions. The same by keys and by the menu of a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyleOptionViewItem, QToolTip, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import ICON_PX
from megadesk.ui.tips import tip
from megadesk.ui.viewmodels.popup import PopupRow
from megadesk.ui.widgets.rows import ROW, RowDelegate

Index = QModelIndex | QPersistentModelIndex

BUTTON_PX: Final = 30
NO_PARENT: Final = QModelIndex()


class PopupModel(QAbstractListModel):
    """A few rows. What is the same row keeps its place for whoever looks at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PopupRow, ...] = ()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 -- Qt's name
        """Return how many."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a role shows."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row.look
        if role == Qt.ItemDataRole.DisplayRole:
            return row.look.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say(row.spoken)
        return tip(row.path) if role == Qt.ItemDataRole.ToolTipRole else None

    def row(self, number: int) -> PopupRow | None:
        """Return one row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def set_rows(self, rows: Sequence[PopupRow]) -> None:
        """Show other rows; where they are the same ones, only what they show changes."""
        new = tuple(rows)
        if [row.id for row in new] == [row.id for row in self._rows]:
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()


def deeds(row: PopupRow) -> list[tuple[str, str, Text]]:
    """Return what can be done with a row: a word, an icon, and its name."""
    if row.is_live:
        return [("shown", "folder-open", text("Show in folder"))] if row.local else []
    found = (
        [("opened", "external-link", text("Open")), ("shown", "folder-open", text("Show in folder"))]
        if row.local
        else []
    )
    return [*found, ("versions", "history", text("Versions"))]


class PopupDelegate(RowDelegate):
    """A row, and what can be done with it where the pointer is."""

    def __init__(self, view: PopupRows) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, then its buttons in place of its mark."""
        super().paint(painter, option, index)
        row = self._view.rows.row(index.row())
        if row is None or index.row() != self._view.pointed:
            return
        theme, ratio = tokens(), self._view.devicePixelRatioF()
        rect: QRect = option.rect
        boxes = button_boxes(rect, len(deeds(row)), is_mirrored=self._view.isRightToLeft())
        if not boxes:
            return
        ground = boxes[0].united(boxes[-1]).adjusted(-6, -2, 6, 2)
        painter.fillRect(
            ground, QColor(theme.accent_soft if self._view.selectionModel().isSelected(index) else theme.hover)
        )
        for box, (word, icon, _) in zip(boxes, deeds(row), strict=True):
            role = "accent" if word == self._view.pointed_deed else "muted"
            size = look().px(ICON_PX)
            at = QPointF(box.center().x() - size / 2 + 0.5, box.center().y() - size / 2 + 0.5)
            painter.drawPixmap(at, pixmap(icon, theme.colour(role), size, ratio))


def button_boxes(rect: QRect, count: int, *, is_mirrored: bool) -> list[QRect]:
    """Return where the buttons of a row are, in their order."""
    width = look().px(BUTTON_PX)
    top = rect.y() + (rect.height() - width) // 2
    if is_mirrored:
        return [QRect(rect.left() + 16 + (count - 1 - number) * width, top, width, width) for number in range(count)]
    first = rect.right() - 16 - count * width + 1
    return [QRect(first + number * width, top, width, width) for number in range(count)]


class PopupRows(QListView):
    """Signals: opened(PopupRow), shown(PopupRow), versions(PopupRow)."""

    opened = Signal(object)
    shown = Signal(object)
    versions = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PopupModel(self)
        self.pointed = -1
        self.pointed_deed = ""
        self.setModel(self.rows)
        self.setItemDelegate(PopupDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say(text("Current and recent transfers")))

    def do(self, word: str, row: PopupRow) -> None:
        """Say what is to be done with a row."""
        {"opened": self.opened, "shown": self.shown, "versions": self.versions}[word].emit(row)

    def menu_of(self, row: PopupRow) -> QMenu:
        """Return the menu of a row."""
        menu = QMenu(self)
        for word, _, name in deeds(row):
            menu.addAction(say(name)).triggered.connect(lambda _=False, word=word: self.do(word, row))
        return menu

    # -- pointer and keys -------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Show what can be done where the pointer is."""
        self._point(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Show it no more."""
        self.pointed, self.pointed_deed = -1, ""
        self.viewport().update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Do what was clicked on."""
        super().mouseReleaseEvent(event)
        row = self.rows.row(self.indexAt(event.position().toPoint()).row())
        if row is not None and self.pointed_deed and event.button() is Qt.MouseButton.LeftButton:
            self.do(self.pointed_deed, row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Open the file."""
        if not self.pointed_deed:
            self._open_current()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Open on Return."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_current()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 -- Qt's name
        """Show the menu of the row, by the pointer or by the menu key."""
        row = self.rows.row(self.currentIndex().row())
        if row is not None:
            self.menu_of(row).popup(event.globalPos())

    def _open_current(self) -> None:
        row = self.rows.row(self.currentIndex().row())
        if row is not None and row.local:
            self.opened.emit(row)

    def _point(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self.rows.row(index.row())
        self.pointed, self.pointed_deed = index.row(), ""
        if row is not None:
            boxes = button_boxes(self.visualRect(index), len(deeds(row)), is_mirrored=self.isRightToLeft())
            for box, (word, _, name) in zip(boxes, deeds(row), strict=True):
                if box.contains(at):
                    self.pointed_deed = word
                    QToolTip.showText(self.viewport().mapToGlobal(at), say(name), self)
        self.viewport().update()
