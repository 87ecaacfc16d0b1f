"""Where the popup opens: at the icon, whole on its screen. Pure: rectangles in, a point out."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

GAP_PX = 8


def popup_place(icon: QRect, pointer: QPoint, screen: QRect, size: QSize) -> QPoint:
    """Return where its upper left corner goes.

    icon: of the tray, empty where the panel does not tell (StatusNotifierItem); then the pointer, which has just
    clicked on it, stands for it. screen: the part of it that panels leave free.
    """
    anchor = icon if not icon.isEmpty() else QRect(pointer, QSize(1, 1))
    left = anchor.center().x() - size.width() // 2
    is_low = anchor.center().y() > screen.center().y()
    top = anchor.top() - GAP_PX - size.height() if is_low else anchor.bottom() + GAP_PX
    return QPoint(
        _within(left, screen.left() + GAP_PX, screen.right() - GAP_PX - size.width() + 1),
        _within(top, screen.top() + GAP_PX, screen.bottom() - GAP_PX - size.height() + 1),
    )


def _within(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))
