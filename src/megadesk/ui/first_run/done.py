"""It is set up: how it goes, and one more folder for who wants one."""

from __future__ import annotations

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.overall import Overall
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.layout import row


class DonePage(StepPage):
    """Wants: another."""

    def __init__(self) -> None:
        self.facts = FactList()
        self.another = Button(text("Add another folder"), "quiet", "plus")
        super().__init__(self.facts, row(self.another, None))
        self.another.clicked.connect(lambda: self.wanted.emit("another"))

    def show_now(self, journey: Journey, now: Overall) -> None:
        """Show how everything stands."""
        where = [Fact("folder", "muted", _where(journey))] if journey.made is not None else []
        self.facts.show_facts([Fact(now.icon, now.tone, now.sentence), *where])


def _where(journey: Journey) -> Text:
    assert journey.made is not None, "it is asked for a folder that was set up"
    return text("{local} and {remote}", local=journey.made.local, remote=journey.made.remote)
