"""Sync a folder of this computer with one of the cloud: both are chosen, looked at, and only then tied.

AddPairForm    the fields and what the first sync would do; the first run has it on a page of its own
AddPairSheet   the same as a sheet, with “Start syncing”
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from megadesk.ui.actions.sync import NewPair, add_pair
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.first_link import FirstLinkView
from megadesk.ui.language import say
from megadesk.ui.text import Text, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.add_pair import CLOUD_ROOT, faults, suggested_remote
from megadesk.ui.viewmodels.remedies import helpful_words
from megadesk.ui.viewmodels.sync import direction_meaning, directions
from megadesk.ui.widgets.inputs import Combo, Field
from megadesk.ui.widgets.labels import Label, small
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.pathfield import PathField
from megadesk.ui.widgets.sheet import Sheet


class AddPairForm(QWidget):
    """Signals: changed() when what is chosen is another, or was found to be well or not."""

    changed = Signal()

    def __init__(self, desk: Desk, local: str = "", remote: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_suggested = not remote
        self.local = PathField(text("Folder on this computer"), placeholder=text("For example, your documents"))
        self.local.asked.connect(self._choose_local)
        self.remote = PathField(text("Folder in the cloud"), hint=text("Created if it does not exist."))
        self.remote.asked.connect(self._choose_remote)
        self.remote.edit.textEdited.connect(self._keep_remote)
        ways = [(word, title) for word, title, _ in directions()]
        self.direction = Combo(text("Direction"), ways, desk.prefs.new_direction)
        self.direction.chosen.connect(lambda _: self._look())
        self._meaning = small(direction_meaning(desk.prefs.new_direction), wrap=True)
        self.name = Field(text("Name"), hint=text("Shown in lists. Leave it empty to use the folder's name."))
        self.link = FirstLinkView(desk)
        self.link.changed.connect(self.changed)
        label = Label(text("Direction"), "strong")
        label.setBuddy(self.direction)
        way = column(label, self.direction, self._meaning, spacing=4)
        self.setLayout(column(self.local, self.remote, way, self.name, self.link, None, spacing=14))
        self.local.changed.connect(lambda _: self._look())
        self.remote.changed.connect(lambda _: self._look())
        self.remote.put(remote)
        self.put_local(local)

    def put_local(self, path: str) -> None:
        """Choose a folder of this computer, and the one of its name in the cloud unless another was chosen."""
        self.local.put(path)

    @property
    def is_ready(self) -> bool:
        """Whether there is nothing left to fill in or to mend."""
        return bool(self.local.text().strip() and self.remote.text().strip()) and not self._faults and self.link.is_well

    def new_pair(self) -> NewPair:
        """Return what was chosen."""
        return NewPair(
            local=str(Path(self.local.text().strip())), remote=self.remote.text().strip(), name=self.name.text().strip(),
            direction=self.direction.value(), symlinks=self._desk.prefs.new_symlinks,
        )  # fmt: skip

    def _look(self) -> None:
        local, remote = self.local.text().strip(), self.remote.text().strip()
        if self._is_suggested and remote != suggested_remote(local):
            self.remote.put(suggested_remote(local))  # comes back here
            return
        status = self._desk.state.now.status
        folders = [*status.pairs, *status.backups] if status is not None else []
        self._faults = faults(os.path.normpath(local) if local else "", remote, folders)
        self.local.show_fault(self._faults.local)
        self.remote.show_fault(self._faults.remote)
        self._meaning.show_words(direction_meaning(self.direction.value()))
        self.name.edit.setPlaceholderText(say(verbatim(Path(local).name)))
        if local and remote and not self._faults:
            self.link.look(local, remote, self.direction.value())
        else:
            self.link.rest()
        self.changed.emit()

    def _keep_remote(self, typed: str) -> None:
        self._is_suggested = not typed

    def _choose_local(self) -> None:
        chooser = QFileDialog(self, say(text("Choose a folder to sync")), self.local.text() or str(Path.home()))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self.put_local)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _choose_remote(self) -> None:
        chooser = ChooseCloudFolder(self._desk, start=self.remote.text().strip() or CLOUD_ROOT, parent=self)
        chooser.chosen.connect(self._take_remote)
        chooser.show()

    def _take_remote(self, path: str) -> None:
        self._is_suggested = False
        self.remote.put(path)


class AddPairSheet(Sheet):
    """Signals, beside those of a sheet: added(id) when the folder is synced."""

    added = Signal(str)

    def __init__(self, desk: Desk, local: str = "", remote: str = "", parent: QWidget | None = None) -> None:
        self.form = AddPairForm(desk, local, remote)
        super().__init__(
            text("Add a folder to sync"),
            self.form,
            primary=text("Start syncing"),
            context=text("The two folders get the same content and are kept the same from then on."),
            width=look().px(520),
            parent=parent,
        )
        self._desk = desk
        self.form.changed.connect(self._on_changed)
        self.accepted_by_person.connect(self._accept)
        self.closed.connect(self.form.link.rest)
        self._on_changed()
        self.form.local.edit.setFocus()

    def _on_changed(self) -> None:
        self.show_fault(Text())
        self.primary.setEnabled(self.form.is_ready)

    def _accept(self) -> None:
        self.show_busy(is_busy=True)
        add_pair(
            self._desk,
            self.form.new_pair(),
            then=lambda pair: self._end(pair.id),
            failed=lambda error: self.show_fault(helpful_words(error)),
            owner=self,
        )

    def _end(self, pair: str) -> None:
        self.added.emit(pair)
        self.close()
