"""The way to a place, step by step: each can be pressed, and takes what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from megadesk.ui.language import say
from megadesk.ui.models.files_drag import dragged_paths, dropped_files
from megadesk.ui.text import Text, text, verbatim
from megadesk.ui.viewmodels.places import Crumb, shortened
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear, row

SHOWN_MAX: Final = 4
LETTERS_MAX: Final = 26


class CrumbButton(Button):
    """One step. Signals: files_dropped(paths), entries_dropped(cloud paths)."""

    files_dropped = Signal(list)
    entries_dropped = Signal(list)

    def __init__(self, label: Text, parent: QWidget | None = None) -> None:
        super().__init__(label, "crumb", parent=parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Take files and our own entries."""
        if dragged_paths(event.mimeData()) or dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Say what was dropped."""
        event.acceptProposedAction()
        paths = dragged_paths(event.mimeData())
        if paths:
            self.entries_dropped.emit(paths)
        else:
            self.files_dropped.emit(dropped_files(event.mimeData()))


class Breadcrumb(QWidget):
    """Signals: went(path), files_dropped(paths, folder), entries_dropped(cloud paths, folder)."""

    went = Signal(str)
    files_dropped = Signal(list, str)
    entries_dropped = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say(text("Current folder")))
        self._row = row(spacing=0)
        self.setLayout(self._row)
        self._shown: list[Crumb] = []

    def show_way(self, crumbs: Sequence[Crumb]) -> None:
        """Show another way."""
        if list(crumbs) == self._shown:
            return
        self._shown = list(crumbs)
        clear(self._row)
        hidden = list(crumbs[1:-2]) if len(crumbs) > SHOWN_MAX else []
        for number, crumb in enumerate(crumbs):
            if crumb in hidden:
                if crumb is hidden[0]:
                    self._divide()
                    self._row.addWidget(self._menu(hidden))
                continue
            if number:
                self._divide()
            self._row.addWidget(self._last(crumb) if number == len(crumbs) - 1 else self._step(crumb))
        self._row.addStretch(1)

    def _divide(self) -> None:
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._row.addWidget(Icon("chevron-left" if is_mirrored else "chevron-right", size=14))

    def _step(self, crumb: Crumb) -> CrumbButton:
        button = CrumbButton(_short(crumb.label))
        button.clicked.connect(lambda: self.went.emit(crumb.path))
        button.files_dropped.connect(lambda paths: self.files_dropped.emit(paths, crumb.path))
        button.entries_dropped.connect(lambda paths: self.entries_dropped.emit(paths, crumb.path))
        return button

    @staticmethod
    def _last(crumb: Crumb) -> Label:
        label = Label(_short(crumb.label), "strong")
        label.setContentsMargins(8, 0, 8, 0)
        return label

    def _menu(self, hidden: Sequence[Crumb]) -> IconButton:
        button = IconButton("ellipsis", text("Hidden folders"), size=28)
        menu = QMenu(button)
        for crumb in hidden:
            menu.addAction(say(crumb.label).replace("&", "&&"), partial(self.went.emit, crumb.path))
        button.setMenu(menu)
        return button


def _short(label: Text) -> Text:
    return verbatim(shortened(label.source, LETTERS_MAX)) if label.is_verbatim else label
