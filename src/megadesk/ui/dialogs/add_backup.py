"""Back up a folder: which, under what name, and when; or go on with the backup of another computer.

AddBackupForm    the fields; the first run has them on a page of its own            AddBackupSheet   the same as a sheet
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.backups import NewBackup, add
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.backup_sheets import ScheduleField
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.add_pair import faults
from megadesk.ui.viewmodels.backups import CONTINUOUS, OtherCard
from megadesk.ui.viewmodels.remedies import helpful_words
from megadesk.ui.widgets.cards import Banner
from megadesk.ui.widgets.inputs import Field
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.pathfield import PathField
from megadesk.ui.widgets.sheet import Sheet


class AddBackupForm(QWidget):
    """Signals: changed() when what is chosen is another, or was found to be well or not."""

    changed = Signal()

    def __init__(self, desk: Desk, local: str = "", source: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._source = desk, source
        self._is_well = False
        self.local = PathField(text("Folder on this computer"), placeholder=text("For example, your documents"))
        self.local.asked.connect(self._choose_local)
        self.local.changed.connect(lambda _: self._look())
        self.name = Field(text("Name"), hint=text("Shown in lists. Leave it empty to use the folder's name."))
        self.schedule = ScheduleField(CONTINUOUS)
        self.setLayout(column(self.local, self.name, self.schedule, None, spacing=14))
        self.put_local(local)

    def put_local(self, path: str) -> None:
        """Choose a folder of this computer."""
        self.local.put(path)
        self._look()

    @property
    def is_ready(self) -> bool:
        """Whether there is nothing left to fill in or to mend."""
        return self._is_well and bool(self.local.text().strip())

    def new_backup(self) -> NewBackup:
        """Return what was chosen."""
        return NewBackup(
            local=str(Path(self.local.text().strip())), name=self.name.text().strip(), every=self.schedule.value(),
            source=self._source,
        )  # fmt: skip

    def _look(self) -> None:
        local = self.local.text().strip()
        status = self._desk.state.now.status
        folders: list[m.PairStatus] = [*status.pairs, *status.backups] if status is not None else []
        fault = faults(os.path.normpath(local), "", folders).local if local else NOTHING
        self._is_well = not fault
        self.local.show_fault(fault)
        self.name.edit.setPlaceholderText(say(verbatim(self._source.rpartition("/")[2] or Path(local).name)))
        self.changed.emit()

    def _choose_local(self) -> None:
        chooser = QFileDialog(self, say(text("Choose a folder to back up")), self.local.text() or str(Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.put_local)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()


class AddBackupSheet(Sheet):
    """With ``other`` the backup of another computer goes on from here. Signals: added(id), beside those of a sheet."""

    added = Signal(str)

    def __init__(
        self, desk: Desk, local: str = "", other: OtherCard | None = None, parent: QWidget | None = None
    ) -> None:
        source = f"{other.device}/{other.name}" if other is not None else ""
        self.form = AddBackupForm(desk, local, source)
        parts: list[QWidget] = [self.form]
        if other is not None:
            words = text(
                "Files that are already in the backup are not uploaded again. Files that are missing here count as deleted: if there are many, you are asked first. The backup on {device} stops.",
                device=verbatim(other.device),
            )
            parts.insert(0, Banner("info", words))
        super().__init__(
            text("Continue the backup “{name}”", name=other.name) if other is not None else text("Back up a folder"),
            column(*parts, spacing=14),
            primary=text("Take over") if other is not None else text("Start backup"),
            context=text("Choose the folder on this computer that now holds the files.")
            if other is not None
            else text("A backup goes one way: changes in the cloud or on other devices never change the folder here."),
            width=look().px(520),
            parent=parent,
        )
        self._desk = desk
        self.form.changed.connect(self._on_changed)
        self.accepted_by_person.connect(self._accept)
        self._on_changed()
        self.form.local.edit.setFocus()

    def _on_changed(self) -> None:
        self.show_fault(NOTHING)
        self.primary.setEnabled(self.form.is_ready)

    def _accept(self) -> None:
        self.show_busy(is_busy=True)
        add(
            self._desk, self.form.new_backup(), then=lambda backup: self._end(backup.id),
            failed=lambda error: self.show_fault(helpful_words(error)), owner=self,
        )  # fmt: skip

    def _end(self, backup: str) -> None:
        self.added.emit(backup)
        self.close()
