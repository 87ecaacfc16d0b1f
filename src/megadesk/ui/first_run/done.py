"""It is set up: how it goes, whether megadesk begins with the computer, and one more folder for who wants one."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.overall import Overall
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import inset
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Switch
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column, row


class DonePage(StepPage):
    """Wants: another, start-at-login, no-start-at-login."""

    def __init__(self) -> None:
        self.facts = FactList()
        name = text("Start megadesk when I sign in to this computer")
        self.start = Switch(name)
        self._start = QWidget()
        words = Label(name, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._start.setLayout(row(words, self.start, spacing=16))
        self.another = Button(text("Add another folder"), "link", "plus")
        self._card = inset(column(self.facts, margins=(16, 14, 16, 14)))
        super().__init__(self._card, self._start, row(self.another, None), spacing=16)
        self.start.toggled.connect(lambda is_on: self.wanted.emit("start-at-login" if is_on else "no-start-at-login"))
        self.another.clicked.connect(lambda: self.wanted.emit("another"))
        self._start.hide()

    def show_now(self, journey: Journey, now: Overall) -> None:
        """Show how everything stands."""
        where = [Fact("folder", "muted", _where(journey))] if journey.made is not None else []
        self.facts.show_facts([Fact(now.icon, now.tone, now.sentence), *where])

    def show_start(self, *, is_on: bool, is_possible: bool) -> None:
        """Show whether megadesk begins with the computer."""
        self._start.setVisible(is_possible)
        self.start.show_value(is_on=is_on)


def _where(journey: Journey) -> Text:
    assert journey.made is not None, "it is asked for a folder that was set up"
    return text("{local} and {remote}", local=journey.made.local, remote=journey.made.remote)
