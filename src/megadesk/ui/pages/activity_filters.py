"""Which of what was done is shown: what kind of change, on which device, in which folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLayout, QWidget

from megadesk.ui.desk import Desk
from megadesk.ui.text import Text, text, verbatim
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.activity import KIND_WORDS, Asked
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.inputs import Combo
from megadesk.ui.widgets.layout import column, row

WIDE: Final = 700
"""From this width on (at a text scale of 1) kinds are chips."""


class ActivityFilters(QWidget):
    """Signals: changed() when something else is asked for."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.asked = Asked()
        self._devices: list[str] = []
        self.kinds = {word: Button(words, "chip") for word, words in KIND_WORDS.items()}
        self.kind = Combo(text("Type of change"), list(KIND_WORDS.items()))
        self.device = Combo(text("Device"), [("", text("All devices"))])
        self.folder = Button(text("All folders"), icon_name="folder", tip=text("Only show activity in one folder"))
        self.everywhere = IconButton("x", text("Show all folders"))
        group = QButtonGroup(self)
        for word, chip in self.kinds.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _=False, word=word: self.want(replace(self.asked, kind=word)))
        self.kind.chosen.connect(lambda word: self.want(replace(self.asked, kind=word)))
        self.device.chosen.connect(lambda name: self.want(replace(self.asked, device=name)))
        self.folder.clicked.connect(self.choose_folder)
        self.everywhere.clicked.connect(lambda: self.want(replace(self.asked, path="")))
        self._chips = QWidget()
        self._chips.setLayout(row(*self.kinds.values(), spacing=6))
        places = row(self.folder, self.everywhere, spacing=0)
        line = row(self._chips, self.kind, None, self.device, places, spacing=8)
        whole = column(line, margins=(24, 0, 24, 8))
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(whole)
        self._show()

    def want(self, asked: Asked) -> None:
        """Show something else."""
        is_other = asked != self.asked
        self.asked = asked
        self.show_devices([asked.device] if asked.device else [])
        self._show()
        if is_other:
            self.changed.emit()

    def show_devices(self, names: Iterable[str]) -> None:
        """Offer the devices that were seen by now."""
        new = sorted({name for name in names if name} - set(self._devices), key=str.casefold)
        for name in new:
            self.device.addItem(name, name)
        self._devices += new

    def choose_folder(self) -> None:
        """Let a folder of the cloud be chosen."""
        from megadesk.ui.dialogs.choose_cloud_folder import ChooseCloudFolder

        sheet = ChooseCloudFolder(
            self._desk,
            heading=text("Show activity in a folder"),
            primary=text("Show", note="activity of a folder"),
            start=self.asked.path or "/",
            parent=self.window(),
        )
        sheet.chosen.connect(lambda path: self.want(replace(self.asked, path=path)))
        sheet.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Let what has no room be a choice instead."""
        super().resizeEvent(event)
        is_wide = self.width() / look().scale >= WIDE
        self._chips.setVisible(is_wide)
        self.kind.setVisible(not is_wide)

    def _show(self) -> None:
        self.kinds[self.asked.kind].setChecked(True)
        self.kind.show_value(self.asked.kind)
        self.device.show_value(self.asked.device)
        self.folder.show_words(_folder_words(self.asked.path))
        self.everywhere.setVisible(bool(self.asked.path))


def _folder_words(path: str) -> Text:
    name = path.rstrip("/").rpartition("/")[2]
    return verbatim(name) if name else text("Whole cloud drive") if path else text("All folders")
