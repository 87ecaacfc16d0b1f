"""Rows and columns without ado: what is put in, in order; a number is a gap, None takes what is left."""

from __future__ import annotations

from typing import Final, TypeAlias, TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

EDGE_PX: Final = 24
"""From the edge of a page or a dialog to what is on it: titles, cards, fields, and the first and last thing in a row."""

Piece: TypeAlias = QWidget | QLayout | int | None
B = TypeVar("B", bound=QBoxLayout)


def column(*pieces: Piece, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> QVBoxLayout:
    """Return the pieces below each other."""
    return _filled(QVBoxLayout(), pieces, margins, spacing)


def row(*pieces: Piece, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """Return the pieces beside each other."""
    return _filled(QHBoxLayout(), pieces, margins, spacing)


def _filled(box: B, pieces: tuple[Piece, ...], margins: tuple[int, int, int, int], spacing: int) -> B:
    box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    for piece in pieces:
        match piece:
            case None:
                box.addStretch(1)
            case int():
                box.addSpacing(piece)
            case QWidget():
                box.addWidget(piece, 1 if _wants_all(piece, box) else 0)
            case _:
                box.addLayout(piece)
    return box


def _wants_all(widget: QWidget, box: QBoxLayout) -> bool:
    policy = widget.sizePolicy()
    flag = policy.verticalPolicy() if isinstance(box, QVBoxLayout) else policy.horizontalPolicy()
    return flag in {QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding}


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
