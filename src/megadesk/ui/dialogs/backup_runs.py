"""The runs of a backup, the newest first. Each is a moment: it leads to Rewind, where what there was can be looked at and brought back."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.backups import show_run
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.models.rows import KeyedRow
from megadesk.ui.text import NOTHING, joined, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.backups import run_words
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.viewmodels.when import exactly, time_ms
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.row_list import RowList
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.states import Message, States

HEIGHT_PX: Final = 360


class BackupRunsSheet(Sheet):
    """Return or a double click shows a run in Rewind."""

    def __init__(self, desk: Desk, name: str, remote: str, parent: QWidget | None = None) -> None:
        self._desk, self._remote = desk, remote
        self.list = RowList(text("Runs of this backup"))
        self.list.setMinimumHeight(look().px(HEIGHT_PX))
        self.list.picked.connect(self._on_picked)
        self.list.opened.connect(self._open)
        self.states = States(self.list, Message("history", text("No completed run yet")))
        self.states.retried.connect(self.read)
        super().__init__(
            text("Runs of “{name}”", name=name),
            column(self.states),
            is_wide=True,
            primary=text("Show in Rewind"),
            cancel=text("Close"),
            context=text("You can go back to any run and restore everything or single files."),
            width=look().px(520),
            parent=parent,
        )
        self.accepted_by_person.connect(self._accept)
        self.primary.setEnabled(False)
        self.read()

    def read(self) -> None:
        """Read them, or read them again."""
        self.states.show_loading()
        body = m.RunsOf(path=self._remote)
        self._desk.link.ask(m.BACKUP_RUNS, body, then=self._take, failed=self._fail, owner=self)

    def _take(self, found: m.BackupRuns) -> None:
        if not found.runs:
            words = text("A run is complete when everything in the folder has been backed up to the cloud.")
            self.states.show_empty(("history", text("No completed run yet"), words, NOTHING))
            return
        now_ms = self._desk.now_ms()
        self.list.show_rows([_row(run, now_ms) for run in found.runs])
        self.states.show_content()
        self.list.choose(str(found.runs[0].run))
        self.list.setFocus()

    def _fail(self, error: MegadeskError) -> None:
        self.states.show_error(words_of_error(error))

    def _on_picked(self, keys: list[str]) -> None:
        self.primary.setEnabled(bool(keys))

    def _accept(self) -> None:
        for key in self.list.keys[:1]:
            self._open(key)

    def _open(self, key: str) -> None:
        show_run(self._desk, self._remote, int(key))
        self.close()


def _row(run: m.BackupRun, now_ms: int) -> KeyedRow:
    head, below = run_words(run, now_ms)
    return KeyedRow(
        key=str(run.run),
        look=RowLook(name=say(head), below=below, kind="archive"),
        spoken=joined([head, below], ", "),
        tip=exactly(time_ms(run.finished)),
    )
