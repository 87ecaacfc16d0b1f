"""What this device is called."""

from __future__ import annotations

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.text import text
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.viewmodels.first_run import Journey
from megadesk.ui.viewmodels.first_run_words import other_devices
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.inputs import Field


class DevicePage(StepPage):
    """One field; beside it, which other devices there are."""

    def __init__(self) -> None:
        field = Field(text("Name of this device"))
        self.others = FactList()
        super().__init__(field, self.others)
        self.add_field("device_name", field)

    def show_journey(self, journey: Journey) -> None:
        """Show the name."""
        super().show_journey(journey)
        others = journey.signed.other_devices if journey.signed is not None else []
        self.others.show_facts([Fact("laptop", "muted", other_devices(others))] if others else [])
