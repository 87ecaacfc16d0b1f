"""How a RowTable paints its cells: one look for each kind of cell, on the ground of its whole row.

ROW -> RowLook (column 0), DisplayRole -> str, TONE -> a colour role: the other columns; None: a row on its way
HEAD -> str: a title over the rows below it, in place of all that
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import SECTION_PX, SMALL_PX
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.labels import read_from
from megadesk.ui.widgets.layout import EDGE_PX
from megadesk.ui.widgets.rows import GROUND_PX, ROW, paint_ground, paint_row, sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from megadesk.ui.widgets.table import RowTable

TONE: Final = Qt.ItemDataRole.UserRole + 2
"""The role under which a model gives the colour role of a column's words."""

HEAD: Final = Qt.ItemDataRole.UserRole + 3
"""The role under which a model gives the words of a row that is a title over those below it."""

GAP_PX: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. width: at a text scale of 1, 0 for what is left over. above: the table's least width to show it.

    share: the part it takes of what the first column does not need. sample: long words that are to fit in any language.

    is_number: written at the far side. sort: the word that a click on its title asks for; empty: none.
    """

    title: Text
    width: int = 0
    above: int = 0
    share: float = 0.0
    sample: Text | None = None
    is_number: bool = False
    sort: str = ""


class TableDelegate(QStyledItemDelegate):
    """Paints one cell, on the ground of its whole row."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        view, rect = self._view, QRect(option.rect)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (head := index.data(HEAD)) is not None:
            self._paint_head(painter, view.row_rect(rect), str(head))
            painter.restore()
            return
        paint_ground(
            painter, view.row_rect(rect), self._state(option, index), has_focus=view.hasFocus() and view.has_keys
        )
        is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        found = index.data(ROW) if index.column() == 0 else index.data()
        if found is None:
            _paint_skeleton(painter, rect, index.column(), is_mirrored=is_mirrored)
        elif isinstance(found, RowLook):
            far = GROUND_PX if view.last_shown == 0 else GAP_PX
            paint_row(painter, rect, found, view, is_mirrored=is_mirrored, right_room=far - EDGE_PX)
        else:
            self._paint_words(painter, rect, str(found), str(index.data(TONE) or "muted"), index.column())
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Paint a title over the whole row, near what it is the title of."""
        painter.setFont(sized(self._view.font(), look().px(SECTION_PX), QFont.Weight.DemiBold))
        painter.setPen(QColor(tokens().text))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect.adjusted(EDGE_PX, 0, -GROUND_PX, -8), int(flags), words)

    def _state(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QStyle.StateFlag:
        state: QStyle.StateFlag = option.state
        flags = QStyle.StateFlag
        state &= ~(flags.State_MouseOver | flags.State_HasFocus)
        if index.row() == self._view.pointed:
            state |= flags.State_MouseOver
        if index.row() == self._view.currentIndex().row():
            state |= flags.State_HasFocus
        return state

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, tone: str, column: int) -> None:
        view = self._view
        is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        is_last = column == view.last_shown
        near, far = GAP_PX, GROUND_PX if is_last else GAP_PX
        box = rect.adjusted(far, 0, -near, 0) if is_mirrored else rect.adjusted(near, 0, -far, 0)
        font = sized(view.font(), look().px(SMALL_PX), QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens().colour(tone)))
        to_right = view.columns[column].is_number is not is_mirrored
        align = (
            Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignVCenter
            | (Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft)
        )
        painter.setLayoutDirection(read_from(words))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(align), shown)


def _paint_skeleton(painter: QPainter, rect: QRect, column: int, *, is_mirrored: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().track))
    middle = rect.y() + rect.height() / 2
    if column:
        box = QRectF(rect.x() + rect.width() * 0.35, middle - 3, rect.width() * 0.45, 6)
    else:
        box = QRectF(rect.right() - 68 - 180 if is_mirrored else rect.x() + 68, middle - 4, 180, 8)
    painter.drawRoundedRect(box, 3, 3)


def title_data(columns: Sequence[Column], section: int, role: int) -> object:
    """Return what a model says of the title of a column."""
    column = columns[section]
    if role == Qt.ItemDataRole.DisplayRole:
        return say(column.title)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        side = Qt.AlignmentFlag.AlignTrailing if column.is_number else Qt.AlignmentFlag.AlignLeading
        return int(side | Qt.AlignmentFlag.AlignVCenter)
    return None
