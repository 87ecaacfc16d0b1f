"""The versions of one file: look at each, bring one back as the file or as a copy, or save it on this computer.

sheet = VersionsSheet(desk, "/Photos/a.jpg", parent=self)
sheet.restored.connect(...)      the path, after a version became current again
sheet.show()
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from megadesk.ipc import messages as m
from megadesk.ui.actions.preview import look_into
from megadesk.ui.actions.versions import copy_version, restore_version, save_version
from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder
from megadesk.ui.dialogs.telling import faults_to, while_open
from megadesk.ui.engine_link import Asking
from megadesk.ui.language import say
from megadesk.ui.models.rows import KeyedRow
from megadesk.ui.text import joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import words_of_error
from megadesk.ui.viewmodels.places import child_of, name_of, parent_of
from megadesk.ui.viewmodels.rowlook import RowLook, kind_word
from megadesk.ui.viewmodels.versions import VersionRow, copy_name, count_line, version_rows
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.layout import EDGE_PX, column
from megadesk.ui.widgets.preview import Preview
from megadesk.ui.widgets.row_list import RowList
from megadesk.ui.widgets.rows import GROUND_PX
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.states import Message, States

PAGE: Final = 200


class VersionsSheet(Sheet):
    """Signals: restored(path)."""

    restored = Signal(str)

    def __init__(self, desk: Desk, path: str, parent: QWidget | None = None) -> None:
        self._desk, self._path = desk, path
        self._found: list[m.VersionEntry] = []
        self._rows: dict[str, VersionRow] = {}
        self._looking: Asking | None = None
        self.list = RowList(text("Versions"))
        self.preview = Preview()
        empty = Message("history", text("No versions"), text("This file has no content yet."))
        self.states = States(self.list, empty)
        panes = QSplitter()
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.states)
        beside = QWidget()
        beside.setLayout(column(self.preview, margins=(GROUND_PX, 0, EDGE_PX, 0)))
        panes.addWidget(beside)
        panes.setSizes([look().px(320), look().px(400)])
        panes.setMinimumHeight(look().px(360))
        name = name_of(path)
        super().__init__(
            text("Versions of {name}", name=name), panes, primary=text("Restore this version"), cancel=text("Close"),
            context=verbatim(path), width=look().px(760), is_wide=True, parent=parent,
        )  # fmt: skip
        self._copy = self._extra_button(Button(text("Restore as a copy…")))
        self._save = self._extra_button(Button(text("Save on this computer…"), icon_name="download"))
        self._copy.clicked.connect(self._choose_place)
        self._save.clicked.connect(self._choose_file)
        self.list.picked.connect(self._show)
        self.accepted_by_person.connect(self._restore)
        self.states.retried.connect(self._read)
        self._offer()
        self._read()

    @property
    def row(self) -> VersionRow | None:
        """The version that is chosen."""
        keys = self.list.keys
        return self._rows.get(keys[0]) if keys else None

    def _extra_button(self, button: Button) -> Button:
        button.setAutoDefault(False)
        self.extra.addWidget(button)
        return button

    # -- reading ------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._found = []
        self.states.show_loading()
        self._ask_page()

    def _ask_page(self) -> None:
        self._desk.link.ask(
            m.LIST_VERSIONS,
            m.VersionsOf(path=self._path, after=len(self._found), limit=PAGE),
            then=self._take,
            failed=lambda error: self.states.show_error(words_of_error(error)),
            owner=self,
        )

    def _take(self, page: m.VersionEntries) -> None:
        self._found += page.versions
        rows = version_rows(self._found, page.total, self._desk.now_ms())
        self._rows = {str(row.version): row for row in rows}
        kind = kind_word(name_of(self._path))
        self.list.show_rows([_keyed(row, kind) for row in rows])
        self.context.show_words(joined([verbatim(self._path), count_line(page.total)]))
        if not rows:
            self.states.show_empty()
            return
        self.states.show_content()
        if not self.list.keys:
            self.list.choose(str(rows[0].version))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if page.more and page.versions:
            self._ask_page()

    # -- looking ------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._offer()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        row = self.row
        if row is not None:
            cat = m.Cat(path=self._path, version=row.version)
            self._looking = look_into(self._desk, cat, name_of(self._path), row.size, self.preview)

    def _offer(self) -> None:
        row = self.row
        self.primary.setEnabled(row is not None and not row.is_current)
        self._copy.setEnabled(row is not None)
        self._save.setEnabled(row is not None)

    # -- doing --------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        row = self.row
        if row is None or row.is_current:
            return
        self.show_busy(is_busy=True)
        current = next((other.version for other in self._rows.values() if other.is_current), 0)
        restore_version(
            self._desk, self._path, row.version, row.ordinal, current=current, then=while_open(self, self._is_restored), failed=faults_to(self, self._desk),
        )  # fmt: skip

    def _is_restored(self) -> None:
        self.restored.emit(self._path)
        self.close()

    def _choose_place(self) -> None:
        row = self.row
        if row is None:
            return
        sheet = ChooseCloudFolder(
            self._desk, heading=text("Where should the copy be saved?"), start=parent_of(self._path), parent=self,
            context=text("The file itself stays as it is."), primary=text("Save copy here"),
        )  # fmt: skip
        name = copy_name(self._path, row.ordinal)
        sheet.chosen.connect(lambda folder: self._copy_to(row, child_of(folder, name)))
        sheet.show()

    def _copy_to(self, row: VersionRow, to: str) -> None:
        copy_version(self._desk, self._path, row.version, to, failed=faults_to(self, self._desk))

    def _choose_file(self) -> None:
        row = self.row
        if row is None:
            return
        dialog = QFileDialog(self, say(text("Save on this computer")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(copy_name(self._path, row.ordinal))
        dialog.fileSelected.connect(lambda file: self._save_as(row, file))
        dialog.open()

    def _save_as(self, row: VersionRow, file: str) -> None:
        save_version(self._desk, self._path, row.version, Path(file), failed=faults_to(self, self._desk))


def _keyed(row: VersionRow, kind: str) -> KeyedRow:
    mark = "circle-check" if row.is_current else "triangle-alert" if row.is_doubtful else ""
    tone = "ok" if row.is_current else "warn"
    shown = RowLook(name=say(row.title), below=row.below, kind=kind, mark=mark, mark_tone=tone)
    return KeyedRow(key=str(row.version), look=shown, tip=row.exact)
