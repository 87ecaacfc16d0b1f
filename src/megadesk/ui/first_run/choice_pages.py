"""The pages that ask for one of a few: how to begin, where the keys are kept, what to do first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.viewmodels import first_run_words as words
from megadesk.ui.viewmodels.first_run import Journey, Purpose, Way
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.choice_cards import ChoiceCards
from megadesk.ui.widgets.layout import row


class WelcomePage(StepPage):
    """How to begin. The trial is wanted when it is pressed: it is no account of anybody's. Within one there is no other."""

    def __init__(self) -> None:
        self.choices = ChoiceCards(words.way_choices())
        _, icon_name, title, meaning = words.trial_choice()
        self.trial = Button(title, "link", icon_name, tip=meaning)
        super().__init__(self.choices, row(self.trial, None))
        self.choices.chosen.connect(lambda word: self.changed.emit("way", Way(word)))
        self.trial.clicked.connect(lambda: self.wanted.emit("try"))

    def show_journey(self, journey: Journey) -> None:
        """Show which one is chosen."""
        super().show_journey(journey)
        self.choices.show_value(journey.typed.way.value)
        self.choices.setEnabled(not journey.is_fixed)
        self.trial.setEnabled(not journey.is_fixed)
        self.trial.setVisible(not journey.is_trial)

    def first_field(self) -> QWidget | None:
        """Return the choice."""
        return self.choices.first_field()


class KeysPage(StepPage):
    """Where the keys are kept, where the keyring does not work."""

    def __init__(self) -> None:
        self.choices = ChoiceCards(words.key_store_choices())
        super().__init__(self.choices)
        self.choices.chosen.connect(lambda word: self.changed.emit("key_store", word))

    def show_journey(self, journey: Journey) -> None:
        """Show which one is chosen."""
        super().show_journey(journey)
        self.choices.show_value(journey.typed.key_store)
        self.choices.setEnabled(not journey.is_fixed and not journey.is_busy)

    def first_field(self) -> QWidget | None:
        """Return the choice."""
        return self.choices.first_field()


class PurposePage(StepPage):
    """What to do first."""

    def __init__(self) -> None:
        self.choices = ChoiceCards(words.purpose_choices())
        super().__init__(self.choices)
        self.choices.chosen.connect(lambda word: self.changed.emit("purpose", Purpose(word)))

    def show_journey(self, journey: Journey) -> None:
        """Show which one is chosen."""
        super().show_journey(journey)
        self.choices.show_value(journey.typed.purpose.value)
        self.choices.setEnabled(not journey.is_fixed)

    def first_field(self) -> QWidget | None:
        """Return the choice."""
        return self.choices.first_field()
