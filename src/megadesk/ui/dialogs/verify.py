"""Check everything: a sheet that says how far it is, what is wrong, and repairs what can be repaired.

Closing it ends a check that is under way; nothing was changed by it.
"""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.verify import verify
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.verify import progress_part, progress_words, verify_view
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet


class VerifySheet(Sheet):
    """Checks when asked to, and then offers to repair, or to check again."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._heals = False
        self._asking: Asking | None = None
        self.words = Label(NOTHING, wrap=True)
        self.words.hide()
        self.bar = Bar(text("Checking everything"))
        self.bar.hide()
        self.found = QPlainTextEdit()
        self.found.setReadOnly(True)
        self.found.setTabChangesFocus(True)
        self.found.setAccessibleName(say(text("What is wrong")))
        self.found.setMinimumHeight(look().px(160))
        self.found.hide()
        super().__init__(
            text("Check everything"),
            column(self.words, self.bar, self.found, spacing=10),
            primary=text("Check"),
            context=text(
                "Checks that the server still has every byte of your files, and that nobody has changed any of it. Small files are downloaded for this; of large ones that are unchanged on this computer the server proves that it has them."
            ),
            width=look().px(520),
            parent=parent,
        )  # fmt: skip
        self.accepted_by_person.connect(self._begin)
        self.closed.connect(self._end)

    def _begin(self) -> None:
        self.show_fault(NOTHING)
        self.show_busy(is_busy=True)
        self.found.hide()
        self.words.show_words(text("Checking…"))
        self.words.show()
        self.bar.show_part(0.0)
        self.bar.show()
        self._asking = verify(
            self._desk, heal=self._heals, progress=self._show_progress, then=self._show_report, failed=self._fail, owner=self
        )  # fmt: skip

    def _end(self) -> None:
        if self._asking is not None:
            self._asking.cancel()

    def _show_progress(self, payload: Any) -> None:
        progress = msgspec.convert(payload, m.Progress)
        self.words.show_words(progress_words(progress))
        self.bar.show_part(progress_part(progress))

    def _show_report(self, report: m.VerifyReport) -> None:
        view = verify_view(report)
        self.bar.hide()
        self.show_busy(is_busy=False)
        self.words.show_words(view.words)
        self.found.setPlainText("\n".join(map(say, view.lines)))
        self.found.setVisible(bool(view.lines))
        # Once is enough: what could not be repaired now has no copy here.
        self._heals = view.can_heal and not self._heals
        self.primary.show_words(text("Repair") if self._heals else text("Check again"))
        self.cancel.show_words(text("Close"))

    def _fail(self, error: MegadeskError) -> None:
        self.bar.hide()
        self.words.hide()
        self.show_fault(app_words_of_error(error))
