"""What the parts of the settings have in common: cards below each other, looked at anew whenever they are shown."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.widgets.layout import Piece, column


class Part(QWidget):
    """Give it cards; override ``read`` to read what they show."""

    def __init__(self, desk: Desk, *cards: Piece) -> None:
        super().__init__()
        self.desk = desk
        self.setLayout(column(*cards, spacing=16))

    def read(self) -> None:
        """Read what is shown: a person looks at it now."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Read anew what another front end may have changed."""
        super().showEvent(event)
        self.read()
