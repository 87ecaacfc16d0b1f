"""What the pages of the first run have in common: they show a Journey, and say what was typed and what is wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.text import NOTHING
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import Piece, column


class StepPage(QWidget):
    """Signals: changed(field of Typed, value); wanted(word) for what the window does.

    ``fields`` are those by which faults are named (Fault.field).
    """

    changed = Signal(str, object)
    wanted = Signal(str)

    def __init__(self, *pieces: Piece, spacing: int = 12) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.setLayout(column(*pieces, None, spacing=spacing))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_journey(self, journey: Journey) -> None:
        """Show where a person is."""
        for name, field in self.fields.items():
            field.show_text(str(getattr(journey.typed, name)))
            is_here = journey.fault is not None and journey.fault.field == name
            field.show_fault(journey.fault.words if is_here and journey.fault is not None else NOTHING)
            field.edit.setEnabled(not journey.is_fixed and not journey.is_busy)

    def first_field(self) -> QWidget | None:
        """Return what the keyboard goes to when the page is shown: the first field that is empty, else the first."""
        shown = [field.edit for field in self.fields.values() if not field.isHidden() and field.edit.isEnabled()]
        return next((edit for edit in shown if not edit.text()), shown[0] if shown else None)

    def add_field(self, name: str, field: Field) -> Field:
        """Let a field be typed into under the name that it has in Typed."""
        self.fields[name] = field
        field.changed.connect(lambda value: self.changed.emit(name, value))
        return field
