"""How fast files may move: what holds now, and the way to where it is set."""

from __future__ import annotations

from megadesk.ipc import messages as m
from megadesk.ui.actions.engine import limits
from megadesk.ui.desk import Desk, Place
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import NOTHING, text
from megadesk.ui.viewmodels.settings import limit_words
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.labels import Label, section


class TransfersPart(Part):
    """Shows the limits; they are set in a sheet of their own."""

    def __init__(self, desk: Desk) -> None:
        self.now = Label(NOTHING, "strong", wrap=True)
        self.change = Button(text("Change limits…"))
        self.change.clicked.connect(self._change)
        self.show_transfers = Button(text("Show transfers"))
        self.show_transfers.clicked.connect(lambda: desk.go(Place("transfers")))
        super().__init__(
            desk,
            titled(
                section(text("Limits")),
                self.now,
                setting(
                    text("Speed limits"),
                    self.change,
                    text("Always or at certain times, for example full speed at night and less while you work."),
                ),
                setting(
                    text("Current transfers"), self.show_transfers, text("Pause, reorder and watch single transfers.")
                ),
            ),
        )

    def read(self) -> None:
        """Read the limits."""
        limits(self.desk, then=self._show_limits, owner=self)

    def _show_limits(self, found: m.TransferLimits) -> None:
        self.now.show_words(limit_words(found))

    def _change(self) -> None:
        from megadesk.ui.dialogs.limits import LimitsSheet

        sheet = LimitsSheet(self.desk, self.window())
        sheet.closed.connect(self.read)
        sheet.show()
