"""Who it is, proven again: the password, and below it the code of the second factor where that is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.viewmodels.second_factor import code_fault, code_in, code_refused, wants_code
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import column


class CodeField(Field):
    """A code of an authenticator app, or a one-time code. is_new: of a secret that no one-time codes belong to yet."""

    def __init__(self, *, is_new: bool = False, parent: QWidget | None = None) -> None:
        hint = (
            text("Six digits. The app shows new ones every 30 seconds.")
            if is_new
            else text("Or one of your one-time codes.")
        )
        super().__init__(text("Code from your authenticator app"), hint=hint, parent=parent)
        self._is_new = is_new
        self.changed.connect(self._forgive)

    def code(self) -> str:
        """Return what was typed, as it is sent."""
        return code_in(self.text())

    def has_fault(self) -> bool:
        """Whether it cannot be right; it is shown at the field."""
        words = code_fault(self.text(), is_new=self._is_new)
        self.show_fault(words)
        return bool(words)

    def take(self, error: MegadeskError) -> bool:
        """Show at the field what is wrong with the code; say whether the error was about it."""
        words = code_refused(error)
        if words:
            self.show_fault(words)
            self.edit.setFocus()
            self.edit.selectAll()
        return bool(words)

    def _forgive(self) -> None:
        self.show_fault(NOTHING)


class Proof(QWidget):
    """asks_code: from the beginning; else the code is asked for when the engine wants one."""

    def __init__(self, name: Text | None = None, *, asks_code: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.password = Field(name or text("Password"), is_secret=True)
        self.code = CodeField()
        self.code.setVisible(asks_code)
        self.password.changed.connect(self._forgive)
        self.setLayout(column(self.password, self.code, spacing=10))

    @property
    def asks_code(self) -> bool:
        """Whether a code is asked for."""
        return not self.code.isHidden()

    def values(self) -> tuple[str, str]:
        """Return the password, and the code or nothing."""
        return self.password.text(), self.code.code() if self.asks_code else ""

    def has_fault(self) -> bool:
        """Whether something is missing or cannot be right; it is shown at its field."""
        is_empty = not self.password.text()
        self.password.show_fault(text("Enter the password.") if is_empty else NOTHING)
        return is_empty or (self.asks_code and self.code.has_fault())

    def take(self, error: MegadeskError) -> bool:
        """Show at its field what the engine found wrong, and ask for the code if it wants one; say whether it was that."""
        if error.code == "wrong_credentials":
            self.password.show_fault(text("The password is wrong."))
            self._go_to(self.password)
            return True
        if wants_code(error):
            self.code.show()
            self._go_to(self.code)
            return True
        return self.asks_code and self.code.take(error)

    def show_busy(self, *, is_busy: bool) -> None:
        """Let the fields rest while they are looked at."""
        for field in (self.password, self.code):
            field.edit.setEnabled(not is_busy)

    def clear(self) -> None:
        """Hold nothing any more."""
        for field in (self.password, self.code):
            field.edit.clear()

    def _go_to(self, field: Field) -> None:
        field.edit.setFocus()
        field.edit.selectAll()

    def _forgive(self) -> None:
        self.password.show_fault(NOTHING)
