"""Properties of one entry: everything that is known of it, as a sheet that stays beside the page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from megadesk.ipc import messages as m
from megadesk.ui.desk import Desk
from megadesk.ui.pages.files_details import FileFacts
from megadesk.ui.text import verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.files import kind_of_entry, name_in
from megadesk.ui.viewmodels.places import parent_of
from megadesk.ui.widgets.kind_tile import Tile
from megadesk.ui.widgets.labels import Elided
from megadesk.ui.widgets.layout import column, row
from megadesk.ui.widgets.sheet import Sheet


class PropertiesSheet(Sheet):
    """Signals: versions_wanted(entry), problem_wanted(entry), local_wanted(entry)."""

    versions_wanted = Signal(object)
    problem_wanted = Signal(object)
    local_wanted = Signal(object)

    def __init__(self, desk: Desk, entry: m.CloudEntry, parent: QWidget | None = None) -> None:
        self.facts = FileFacts(desk)
        head = row(
            Tile(kind_of_entry(entry)),
            column(Elided(verbatim(name_in(entry.path)), "strong"), Elided(verbatim(parent_of(entry.path)), "small")),
            spacing=12,
        )
        head.setStretch(1, 1)
        super().__init__(
            verbatim(name_in(entry.path)), column(head, 10, self.facts, None), width=look().px(440), parent=parent
        )
        self.heading.hide()
        for name in ("versions_wanted", "problem_wanted", "local_wanted"):
            getattr(self.facts, name).connect(getattr(self, name))
        self.facts.show_entry(entry)
