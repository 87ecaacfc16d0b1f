"""The engine that runs is of another version of megadesk: both are named, and one button has this version go on.

“Stop it and start this one” --> actions/engine.end_other_engine --> the link finds none, and starts its own --> closed
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.engine import end_other_engine
from megadesk.ui.app_state import AppState
from megadesk.ui.desk import Desk
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error, words_of_error
from megadesk.ui.viewmodels.overall import is_other_version
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


class OtherVersionSheet(Sheet):
    """Open as long as that engine runs."""

    def __init__(self, desk: Desk, error: MegadeskError, parent: QWidget | None = None) -> None:
        self.which = Label(words_of_error(error), wrap=True)
        what_next = text(
            "Two versions cannot work on one profile at a time. The other engine finishes what it is writing; this one continues where it stopped."
        )
        super().__init__(
            text("Another version of megadesk is running"),
            column(self.which, Label(what_next, "muted", wrap=True), None),
            primary=text("Stop it and start this one"),
            cancel=text("Not now"),
            width=look().px(520),
            parent=parent,
        )
        self._desk = desk
        self.accepted_by_person.connect(self._begin)
        desk.state.changed.connect(self._follow)

    def _begin(self) -> None:
        self.show_busy(is_busy=True)
        end_other_engine(self._desk, failed=lambda error: self.show_fault(app_words_of_error(error)))

    def _follow(self, state: AppState) -> None:
        if not is_other_version(state):
            self.close()
