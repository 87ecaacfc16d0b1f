"""What cannot be taken back: named exactly, fact by fact, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.text import Text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.facts import Fact
from megadesk.ui.widgets.fact_list import FactList
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet

Do = Callable[[Callable[[], None], Callable[[MegadeskError], None], QWidget], object]
"""(then, failed, owner): begin it, and say how it went."""


class ConfirmSheet(Sheet):
    """Does it when its button is pressed, and closes once it is done."""

    def __init__(
        self,
        heading: Text,
        facts: Sequence[Fact],
        verb: Text,
        do: Do,
        *,
        kind: str = "danger",
        parent: QWidget | None = None,
    ) -> None:
        self.facts = FactList(facts)
        super().__init__(
            heading, column(self.facts, None), primary=verb, kind=kind, width=look().px(480), parent=parent
        )
        self._do = do
        self.accepted_by_person.connect(self._begin)
        self.cancel.setAutoDefault(True)  # the keyboard is there, so Return means this one
        self.cancel.setFocus()

    def _begin(self) -> None:
        self.show_busy(is_busy=True)
        self._do(self._done, self._failed, self)

    def _done(self) -> None:
        self.close()

    def _failed(self, error: MegadeskError) -> None:
        self.show_fault(app_words_of_error(error))
