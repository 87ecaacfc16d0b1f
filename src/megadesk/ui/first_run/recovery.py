"""The recovery key: shown in groups, saved, printed or copied, or knowingly left."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.first_run_words import recovery_groups
from megadesk.ui.viewmodels.keeping import RECOVERY_KEY
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.secret_card import SecretCard


class RecoveryPage(StepPage):
    """Wants: save, print, copy, show-key."""

    def __init__(self) -> None:
        self.card = SecretCard(RECOVERY_KEY.name, RECOVERY_KEY.across)
        self.kept = FactList()
        self.knows = QCheckBox(say(text("Continue without it")))
        meaning = text("I understand that without this key and the password, nobody can open my files again.")
        self.knows.setAccessibleDescription(say(meaning))
        self.meaning = Label(meaning, "small", wrap=True)
        self._knowing = QWidget()
        self._knowing.setLayout(column(self.knows, row(look().px(24), self.meaning, spacing=0), spacing=0))
        self.missing = Label(text("Cancelled before the key was shown. You can create a new one."), wrap=True)
        self.make = Button(text("Show recovery key"), icon_name="key-round")
        super().__init__(self.card, self.kept, row(self.missing), row(self.make, None), self._knowing, spacing=10)
        self.card.wanted.connect(self.wanted)
        self.make.clicked.connect(lambda: self.wanted.emit("show-key"))
        self.knows.toggled.connect(lambda is_on: self.changed.emit("knows", is_on))
        self._shown = ""

    def show_journey(self, journey: Journey) -> None:
        """Show the key and whether it is kept."""
        super().show_journey(journey)
        has_key = bool(journey.recovery_key)
        if journey.recovery_key != self._shown:
            self._shown = journey.recovery_key
            self.card.groups.show_groups(recovery_groups(journey.recovery_key))
        self.card.setVisible(has_key)
        self.missing.setVisible(not has_key)
        self.make.setVisible(not has_key)
        self.make.setEnabled(not journey.is_busy)
        self.kept.show_facts([Fact("circle-check", "ok", journey.kept)] if journey.kept else [])
        for widget in (self._knowing, self.knows):
            widget.setVisible(has_key and not journey.kept)
        self.knows.setChecked(journey.typed.knows)

    def first_field(self) -> QWidget | None:
        """Return the way of keeping it that is safest."""
        return self.make if not self.make.isHidden() else self.card.save
