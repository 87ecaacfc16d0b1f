"""A page that scrolls, whose content keeps its width and its edges when the scroll bar comes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from megadesk.ui.widgets.layout import EDGE_PX


class SteadyArea(QScrollArea):
    """Shows a layout, whose far margin is EDGE_PX, less what the scroll bar takes."""

    def __init__(self, content: QBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setLayout(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        self.verticalScrollBar().rangeChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Leave as much room at the far side as there is beside the scroll bar."""
        bar = self.verticalScrollBar()
        room = EDGE_PX - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        margins = self._content.contentsMargins()
        if self.isRightToLeft():
            margins.setLeft(room)
        else:
            margins.setRight(room)
        self._content.setContentsMargins(margins)
