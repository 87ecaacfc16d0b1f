"""A new password, twice, with how hard it is to guess and a button that makes one."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.viewmodels.passwords import GENERATED_BYTES, generated, new_password_fault, strength
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row


class NewPassword(QWidget):
    """Signals: changed() at each letter."""

    changed = Signal()

    def __init__(
        self, known: tuple[str, ...] = (), *, chance: Callable[[int], bytes] = os.urandom, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._known, self._chance = known, chance
        self.password = Field(text("New password"), is_secret=True)
        self.again = Field(text("Confirm password"), is_secret=True)
        self._bar = Bar(text("Password strength"), height=4)
        self._says = Label(NOTHING, "small", wrap=True)
        self._says.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.make = Button(text("Generate password"), "quiet", "sparkles")
        self.copy = Button(text("Copy the password"), "quiet", "copy")
        self.copy.hide()
        for button, do in ((self.make, self._make), (self.copy, self._copy)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
        helps = row(self._says, self.copy, self.make, spacing=4)
        self.setLayout(column(self.password, self._bar, helps, self.again, spacing=8))
        for field in (self.password, self.again):
            field.changed.connect(self._follow)
        self._show_strength()

    def value(self) -> str:
        """Return the password."""
        return self.password.text()

    def fault(self) -> bool:
        """Whether something is wrong with it; it is shown at its field."""
        name, words = new_password_fault(self.password.text(), self.again.text())
        self.password.show_fault(words if name == "password" else NOTHING)
        self.again.show_fault(words if name == "again" else NOTHING)
        return bool(words)

    def show_fault(self, words: Text) -> None:
        """Say what the engine found wrong with it."""
        self.password.show_fault(words)

    def _follow(self) -> None:
        self._show_strength()
        self.password.show_fault(NOTHING)
        self.again.show_fault(NOTHING)
        self.changed.emit()

    def _show_strength(self) -> None:
        found = strength(self.password.text(), self._known)
        self._bar.show_part(found.part, found.tone)
        self._says.show_words(found.words or text("Several words in a row are easy to remember and hard to guess."))

    def _make(self) -> None:
        password = generated(self._chance(GENERATED_BYTES))
        for field in (self.password, self.again):
            field.reveal(is_shown=True)
            field.show_text(password)
        self.copy.show()
        self._follow()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.password.text())
