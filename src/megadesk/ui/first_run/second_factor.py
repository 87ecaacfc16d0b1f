"""The code of the second factor, where the account has one."""

from __future__ import annotations

from megadesk.ui.first_run.step_page import StepPage
from megadesk.ui.widgets.proof import CodeField


class SecondFactorPage(StepPage):
    """One field."""

    def __init__(self) -> None:
        field = CodeField()
        super().__init__(field)
        self.add_field("code", field)
