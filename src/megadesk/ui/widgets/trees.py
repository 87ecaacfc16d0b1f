"""How trees look: the ground of the row that is chosen, and arrows where something can be opened. No lines.

A tree calls both from its ``drawRow`` and ``drawBranches``; the style sheet paints no ground of its own below them.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTreeView

from megadesk.ui.theme.icons import pixmap
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.widgets.rows import paint_ground

ARROW_PX = 14


def paint_tree_ground(
    view: QTreeView, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
) -> None:
    """Paint the ground of a row, as those of lists are painted."""
    rect: QRect = option.rect
    flags = QStyle.StateFlag
    state = flags.State_None
    if view.selectionModel().isSelected(index):
        state |= flags.State_Selected
    if view.currentIndex() == index:
        state |= flags.State_HasFocus
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    whole = QRect(0, rect.y(), view.viewport().width(), rect.height())
    paint_ground(painter, whole, state, has_focus=view.hasFocus() and bool(view.property("keys")), inset=0)
    painter.restore()


def paint_arrow(view: QTreeView, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
    """Paint an arrow where something can be opened."""
    if not view.model().hasChildren(index):
        return
    is_mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
    closed = "chevron-left" if is_mirrored else "chevron-right"
    size = look().px(ARROW_PX)
    left = rect.x() + 1 if is_mirrored else rect.right() - size - 1
    picture = pixmap(
        "chevron-down" if view.isExpanded(index) else closed, tokens().muted, size, view.devicePixelRatioF()
    )
    painter.drawPixmap(QPointF(left, rect.y() + (rect.height() - size) / 2), picture)
