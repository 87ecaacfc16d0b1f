"""Which folder: the one of this computer, the one of the cloud, and what their first link would do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.viewmodels.first_run import Journey, Purpose
from megadesk.ui.viewmodels.first_run_words import every_choices, preview_facts
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Combo, Field
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row


class ChoosePage(StepPage):
    """Wants: local, remote (to choose one by looking)."""

    def __init__(self) -> None:
        local = Field(text("Folder on this computer"))
        remote = Field(text("Folder in the cloud"), hint=text("Created if it does not exist."))
        self.local = Button(text("Choose…"), icon_name="folder-open")
        self.remote = Button(text("Choose…"), icon_name="cloud")
        self.local.setAccessibleName(say(text("Choose a folder on this computer")))
        self.remote.setAccessibleName(say(text("Choose a folder in the cloud")))
        self.every = Combo(text("How often"), every_choices())
        self._every = QWidget()
        self._every.setLayout(column(Label(text("How often"), "strong"), row(self.every, None), spacing=4))
        self._remote = _beside(remote, self.remote)
        self.facts = FactList()
        super().__init__(_beside(local, self.local), self._remote, self._every, self.facts)
        self.add_field("local", local)
        self.add_field("remote", remote)
        for button, word in ((self.local, "local"), (self.remote, "remote")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))
        self.every.chosen.connect(lambda word: self.changed.emit("every", word))

    def show_journey(self, journey: Journey) -> None:
        """Show the folders and what would become of them."""
        super().show_journey(journey)
        is_backup, is_open = journey.typed.purpose is Purpose.BACKUP, not journey.is_fixed and not journey.is_busy
        self._remote.setVisible(not is_backup)
        self._every.setVisible(is_backup)
        self.every.show_value(journey.typed.every)
        for widget in (self.local, self.remote, self.every):
            widget.setEnabled(is_open)
        self.facts.show_facts([] if is_backup or journey.is_fixed else preview_facts(journey))


def _beside(field: Field, button: Button) -> QWidget:
    line = row(field, column(field.label_px, button, None), spacing=8)
    line.setStretch(0, 1)
    line.setAlignment(Qt.AlignmentFlag.AlignTop)
    made = QWidget()
    line.setContentsMargins(0, 0, 0, 0)
    made.setLayout(line)
    return made
