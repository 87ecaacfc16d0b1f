"""A field for a place, with a button that lets it be chosen instead of typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import row


class PathField(Field):
    """A Field with “Choose…”. Signals: changed(str), asked() when the button was pressed."""

    asked = Signal()

    def __init__(
        self,
        name: Text,
        value: str = "",
        *,
        hint: Text = NOTHING,
        placeholder: Text = NOTHING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, value, hint=hint, placeholder=placeholder, parent=parent)
        self.button = Button(text("Choose…"), icon_name="folder-open")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.asked)
        layout = self.layout()
        assert layout is not None, "a field has one"
        layout.removeWidget(self.edit)
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = row(self.edit, self.button)
        layout.insertLayout(1, line)  # type: ignore[attr-defined]  # it is a column
        QWidget.setTabOrder(self.edit, self.button)

    def put(self, value: str) -> None:
        """Put a place in, as if it was typed."""
        self.edit.setText(value)
        self.edit.setCursorPosition(len(value))
