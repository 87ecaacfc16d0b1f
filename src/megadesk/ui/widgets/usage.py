"""What storage is used for: the amount, a bar in parts, and a legend."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Size, text
from megadesk.ui.theme.look import look, tokens
from megadesk.ui.viewmodels.usage import Usage, UsagePart
from megadesk.ui.widgets.labels import Label, small, strong
from megadesk.ui.widgets.layout import column, row

BAR_PX = 8
LEGEND_MAX = 4
GAP_PX = 12


class PartsBar(QWidget):
    """A bar in parts, each in its colour; the legend says which is which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[UsagePart, ...] = ()
        self.setFixedHeight(BAR_PX)
        look().changed.connect(self.update)

    def show_parts(self, parts: tuple[UsagePart, ...]) -> None:
        """Show other parts."""
        self._parts = parts
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as wide as there is room."""
        return QSize(120, BAR_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint the parts from the side that is read first."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), BAR_PX / 2, BAR_PX / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(tokens().track))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = 0.0
        for part in self._parts:
            width = max(2.0, self.width() * part.share)
            left = self.width() - at - width if mirrored else at
            painter.fillRect(QRectF(left, 0, width - 1, self.height()), QColor(tokens().colour(part.tone)))
            at += width


class Dot(QWidget):
    """The colour of one part, beside its name."""

    def __init__(self, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedSize(look().px(8), look().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 -- Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().colour(self._tone)))
        painter.drawEllipse(self.rect())


class Legend(QWidget):
    """Which colour is what, in one line, or in two columns where that is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_PX)
        self._grid.setVerticalSpacing(3)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setLayout(self._grid)

    def show_parts(self, parts: tuple[UsagePart, ...], *, with_sizes: bool) -> None:
        """Show other parts."""
        for entry in self._entries:
            self._grid.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries, self._columns = [], 0
        for part in parts:
            words = text("{part} {size}", part=part.label, size=Size(part.size_bytes)) if with_sizes else part.label
            entry = QWidget()
            entry.setLayout(row(Dot(part.tone), small(words), spacing=5))
            self._entries.append(entry)
        self._lay()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Be as narrow as need be."""
        return QSize(0, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Take one line or two."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        wanted = sum(entry.sizeHint().width() + GAP_PX for entry in self._entries) - GAP_PX
        columns = len(self._entries) if wanted <= self.width() else 2
        if columns == self._columns:
            return
        self._columns = columns
        for number, entry in enumerate(self._entries):
            self._grid.addWidget(entry, number // columns, number % columns)
        for number in range(LEGEND_MAX + 1):
            self._grid.setColumnStretch(number, int(number == columns))
        self.updateGeometry()


class UsageView(QWidget):
    """All of it. is_long: with the size of each part in the legend."""

    def __init__(self, *, is_long: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_long = is_long
        self._amount = Label(NOTHING, "small")
        self._bar = PartsBar()
        self._legend = Legend()
        self.setLayout(column(row(strong(text("Storage")), None, self._amount), self._bar, self._legend, spacing=7))

    def show_usage(self, usage: Usage) -> None:
        """Show it."""
        self._amount.show_words(usage.amount, usage.tone)
        self._bar.show_parts(usage.parts)
        self.setAccessibleName(say(usage.spoken))
        self._legend.show_parts(usage.parts[:LEGEND_MAX], with_sizes=self._is_long)
