"""A sheet that ends with something to keep: first who it is, then what is shown once, with ways to keep it.

    form --primary--> the owner asks the engine --show_secret--> the card in place of the form, and nothing left but to close

KeepingSheet has any form; in a ReplacingSheet password and code are all that is asked before a new one is made.

What was not kept is lost with the sheet, and so is what is just being made in place of what stops working then: closing it
is asked about once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.keep_key import KeyKeeper
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.keeping import ToKeep
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.proof import Proof
from megadesk.ui.widgets.secret_card import SecretCard
from megadesk.ui.widgets.sheet import Sheet

WIDTH_PX: Final = 500


class KeepingSheet(Sheet):
    """Who makes one connects ``accepted_by_person``, and calls ``show_secret`` in the end."""

    keeps_first = True

    def __init__(
        self,
        desk: Desk,
        heading: Text,
        form: QWidget,
        what: ToKeep,
        *,
        primary: Text,
        context: Text,
        parent: QWidget | None = None,
    ) -> None:
        self._desk, self._form, self._what = desk, form, what
        self._secret, self._paper = "", NOTHING
        self._is_kept = self._is_making = False
        self._warned: list[Text] = []
        self.card, self.facts = SecretCard(what.name, what.across), FactList()
        self.tick = QCheckBox(say(what.tick))
        for part in (self.card, self.tick):
            part.hide()
        super().__init__(
            heading,
            column(form, self.card, self.facts, self.tick, None, spacing=10),
            primary=primary,
            context=context,
            width=look().px(WIDTH_PX),
            parent=parent,
        )
        self._keeper = KeyKeeper(self, what)
        self._keeper.kept.connect(self._kept)
        self._keeper.failed.connect(lambda error: self.show_fault(app_words_of_error(error)))
        self.card.wanted.connect(self._keep)
        self.tick.toggled.connect(self._on_tick)

    def whose(self) -> tuple[str, str]:
        """Return the e-mail address of the account and where its server is."""
        status = self._desk.state.now.status
        return (status.account or "", status.server or "") if status is not None else ("", "")

    def show_making(self) -> None:
        """Rest while the engine makes it: from now on closing may lose it."""
        self.show_busy(is_busy=True)
        self._is_making = True

    def show_busy(self, *, is_busy: bool) -> None:
        """Rest, or not any more; then there is nothing to be lost, or it is shown."""
        super().show_busy(is_busy=is_busy)
        if self._is_making:
            self._is_making = False
            self._fault.hide()

    def show_secret(self, groups: Sequence[str], secret: str, paper: Text) -> None:
        """Show what is to be kept. secret: what is copied; paper: what is saved and printed."""
        self._secret, self._paper = secret, paper
        self.card.groups.show_groups(groups)
        self._form.hide()
        self.card.show()
        self.show_fault(NOTHING)
        self.primary.hide()
        self.cancel.show_words(text("Done") if self._what.tick else text("Close"))
        self.cancel.setDefault(True)
        self.tick.setVisible(bool(self._what.tick))
        self.cancel.setEnabled(not self._what.tick)
        self.context.show_words(self._what.shown)
        self.card.save.setFocus()

    def _keep(self, word: str) -> None:
        self._keeper.keep(word, self._secret, self.whose()[0], self._paper)

    def _kept(self, how: Text) -> None:
        self._is_kept = True
        self.show_fault(NOTHING)
        self.facts.show_facts([Fact("circle-check", "ok", how)])
        self.tick.hide()
        self.cancel.setEnabled(True)

    def _on_tick(self, is_on: bool) -> None:
        self._is_kept = is_on
        self.cancel.setEnabled(is_on)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        """Close; what is being made or was not kept is said to be lost then, once."""
        words = self._loss()
        if words and words not in self._warned:
            self._warned.append(words)
            self._fault.show_words("circle-alert", words, "error")
            self._fault.show()
            event.ignore()
            return
        super().closeEvent(event)

    def _loss(self) -> Text:
        if self._is_making:
            return self._what.making
        return self._what.lost if self._secret and not self._is_kept else NOTHING


class ReplacingSheet(KeepingSheet):
    """Replaces a secret by a new one. Signals: proven(password, code): the engine is to be asked for it.

    Who asks ends with ``show_secret`` or ``show_refused``.
    """

    proven = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        heading: Text,
        what: ToKeep,
        *,
        asks_code: bool,
        primary: Text,
        context: Text,
        parent: QWidget | None = None,
    ) -> None:
        self.proof = Proof(asks_code=asks_code)
        super().__init__(desk, heading, self.proof, what, primary=primary, context=context, parent=parent)
        self.accepted_by_person.connect(self._make)
        self.proof.password.edit.setFocus()

    def _make(self) -> None:
        if not self.proof.has_fault():
            self.show_making()
            self.proven.emit(*self.proof.values())

    def show_secret(self, groups: Sequence[str], secret: str, paper: Text) -> None:
        """Show what is to be kept; the password is forgotten."""
        self.proof.clear()
        super().show_secret(groups, secret, paper)

    def show_refused(self, error: MegadeskError) -> None:
        """Say why none was made, at the field it is about."""
        self.show_busy(is_busy=False)
        if not self.proof.take(error):
            self.show_fault(app_words_of_error(error))
