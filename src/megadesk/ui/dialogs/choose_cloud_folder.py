"""Choose a folder of the cloud: from a tree, from the places used last, or a new one.

sheet = ChooseCloudFolder(desk, parent=self)
sheet.chosen.connect(...)      the path, once; the sheet is gone then
sheet.show()
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.dialogs.cloud_tree import CloudTree
from megadesk.ui.text import NOTHING, Text, joined, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.places import ROOT, area_name, crumbs, name_of, shortened, with_recent
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.labels import Elided, small
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.sheet import Sheet

RECENT: Final = "recent_cloud_folders"
HEADING: Final = text("Choose a folder in the cloud")
CHIP_LETTERS: Final = 22
CHOOSE: Final = text("Choose")


class ChooseCloudFolder(Sheet):
    """Signals: chosen(path).

    start: the folder to begin at. but: folders that cannot be chosen, nor what is in them. context: what it is for.
    """

    chosen = Signal(str)

    def __init__(
        self,
        desk: Desk,
        *,
        heading: Text = HEADING,
        primary: Text = CHOOSE,
        context: Text = NOTHING,
        start: str = ROOT,
        but: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._desk = desk
        self.tree = CloudTree(desk, but=but)
        self.tree.setMinimumHeight(look().px(280))
        self._where = Elided(area_name("drive"), "muted")
        content = column(*_recent_row(self), self.tree, 4, self._where, spacing=6)
        super().__init__(heading, content, primary=primary, context=context, width=look().px(520), parent=parent)
        make = Button(text("New folder"), icon_name="folder-plus")
        make.setAutoDefault(False)
        make.clicked.connect(self.tree.new_folder)
        self.extra.addWidget(make)
        self.tree.moved_to.connect(self._show_where)
        self.tree.went_wrong.connect(self.show_fault)
        self.accepted_by_person.connect(self._choose)
        self.tree.setFocus()
        if start != ROOT:
            self.tree.go(start)
        self._show_where(self.tree.path)

    @property
    def recent(self) -> list[str]:
        """The places used last."""
        return self._desk.prefs.words(RECENT)

    def show_fault(self, words: Text) -> None:
        """Say what is wrong, and let nothing be chosen that cannot be."""
        super().show_fault(words)
        self.primary.setEnabled(bool(self.tree.path))

    def _show_where(self, path: str) -> None:
        self.primary.setEnabled(bool(path))
        if path:
            self._where.show_words(joined([crumb.label for crumb in crumbs(path)], " / "))
        else:
            self._where.show_words(text("This folder cannot be used."))

    def _choose(self) -> None:
        path = self.tree.path
        if path:
            self._desk.prefs.keep(RECENT, with_recent(self.recent, path))
            self.chosen.emit(path)
            self.close()


def _recent_row(sheet: ChooseCloudFolder) -> list[QWidget]:
    """Return the places used last as chips, if there are any."""
    places = [path for path in sheet.recent if path != ROOT]
    if not places:
        return []
    line = QWidget()
    chips: list[QWidget] = []
    for path in places:
        chip = Button(verbatim(shortened(name_of(path), CHIP_LETTERS)), "chip", tip=verbatim(path))
        chip.setCheckable(False)
        chip.setAutoDefault(False)
        chip.clicked.connect(lambda _=False, path=path: sheet.tree.go(path))
        chips.append(chip)
    line.setLayout(row(small(text("Recently used")), *chips, None, spacing=6))
    return [line]
