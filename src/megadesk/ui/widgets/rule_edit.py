"""A text of rules, one a line, with the numbers of the lines beside it; those that are at fault are marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.theme.tokens import BODY_PX, ICON_PX


class _Numbers(QWidget):
    """The strip beside the text."""

    def __init__(self, edit: RuleEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the text paint it, which knows where its lines are."""
        self._edit.paint_numbers(event.rect())


class RuleEdit(QPlainTextEdit):
    """Lines count from 1."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faults: frozenset[int] = frozenset()
        self.setAccessibleName(say(name))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # patterns are read so everywhere
        self._numbers = _Numbers(self)
        self._fit()
        look().changed.connect(self._fit)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._follow)

    def show_faults(self, lines: Sequence[int]) -> None:
        """Mark lines that are at fault."""
        self._faults = frozenset(lines)
        marks = []
        for line in lines:
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                mark = QTextEdit.ExtraSelection()
                mark.format.setBackground(QColor(tokens().warn_soft))
                mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                mark.cursor = QTextCursor(block)
                marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def paint_numbers(self, area: QRect) -> None:
        """Paint the numbers of the lines that are seen."""
        painter = QPainter(self._numbers)
        theme = tokens()
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        shift = self.viewport().y() - self._numbers.y()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top() + shift
        right = self._numbers.width() - 8
        while block.isValid() and top <= area.bottom():
            height = self.blockBoundingRect(block).height()
            line = block.blockNumber() + 1
            painter.setPen(QColor(theme.warn if line in self._faults else theme.muted))
            words = f"! {line}" if line in self._faults else str(line)
            first = block.layout().lineAt(0)
            base = top + first.y() + first.ascent() if first.isValid() else top + height
            painter.drawText(QPointF(right - painter.fontMetrics().horizontalAdvance(words), base), words)
            top += height
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Let the strip be as high as the text."""
        super().resizeEvent(event)
        self._place()

    def _fit(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look().px(BODY_PX))
        self.setFont(font)
        self._make_room()

    def _make_room(self) -> None:
        digits = len(str(max(10, self.blockCount())))
        self._width = look().px(ICON_PX) + self.fontMetrics().horizontalAdvance("9") * (digits + 1)
        self.setViewportMargins(self._width, 0, 0, 0)
        self._place()

    def _place(self) -> None:
        inner = self.contentsRect()
        self._numbers.setGeometry(QRect(inner.left(), inner.top(), self._width, inner.height()))

    def _follow(self, area: QRect, moved: int) -> None:
        if moved:
            self._numbers.scroll(0, moved)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())
