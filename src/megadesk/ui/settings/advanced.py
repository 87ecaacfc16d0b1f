"""For who looks closer: a check of everything, the log, a report of a problem, the engine."""

from __future__ import annotations

from megadesk import __version__
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.engine import engine_status, restart_engine
from megadesk.ui.actions.local import open_local
from megadesk.ui.app_state import AppState, LinkState
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.report import ReportSheet
from megadesk.ui.dialogs.verify import VerifySheet
from megadesk.ui.settings.part import Part
from megadesk.ui.settings.setting import setting
from megadesk.ui.text import NOTHING, text, verbatim
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.viewmodels.settings import engine_words
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.cards import titled
from megadesk.ui.widgets.labels import Elided, Label, section


class AdvancedPart(Part):
    """Shows the engine anew whenever another one answers."""

    def __init__(self, desk: Desk) -> None:
        self.verify = Button(text("Check…"))
        self.verify.clicked.connect(lambda: VerifySheet(desk, self.window()).show())
        self.log = Button(text("Open folder"))
        self.log.clicked.connect(lambda: open_local(desk, str(desk.profile.log_dir)))
        self.report = Button(text("Preview…"))
        self.report.clicked.connect(lambda: ReportSheet(desk, self.window()).show())
        self.engine = Label(NOTHING, "muted", wrap=True)
        self.restart = Button(text("Restart"))
        self.restart.clicked.connect(lambda: restart_engine(desk, owner=self))
        super().__init__(
            desk,
            titled(
                section(text("Your data on the server")),
                setting(
                    text("Check everything"),
                    self.verify,
                    text("Whether the server still has every byte, and nobody has changed any. Repairs what this computer still has."),
                ),
            ),
            titled(
                section(text("Troubleshooting")),
                setting(text("Log"), self.log, text("What megadesk has done, without file names or secrets.")),
                Elided(verbatim(str(desk.profile.log_dir)), "small"),
                setting(
                    text("Report a problem"), self.report, text("You see the whole report before it is saved.")
                ),
            ),
            titled(
                section(text("Sync engine")),
                self.engine,
                setting(
                    text("Restart the sync engine"),
                    self.restart,
                    text("It syncs in the background, even while this window is closed. After a restart it continues where it was."),
                ),
            ),
        )  # fmt: skip
        desk.state.changed.connect(self._follow)
        self._link = desk.state.now.link

    def read(self) -> None:
        """Ask which engine runs."""
        engine_status(self.desk, then=self._show_engine, failed=self._show_fault, owner=self)

    def _follow(self, state: AppState) -> None:
        if state.link is self._link:
            return
        self._link = state.link
        if state.link is LinkState.CONNECTED and self.isVisible():
            self.read()
        elif state.link is LinkState.LOST:
            self.engine.show_words(text("Starting…"))

    def _show_engine(self, found: m.EngineStatus) -> None:
        self.engine.show_words(engine_words(found, __version__))

    def _show_fault(self, error: MegadeskError) -> None:
        self.engine.show_words(app_words_of_error(error))
