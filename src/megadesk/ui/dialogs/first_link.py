"""What the first sync of two folders would do, looked at before anything is tied: files only here, only there, and both.

A look can take a while: nobody has to wait for it, and it is given up when another is asked for. What is wrong with the
two folders is said here.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.desk import Desk
from megadesk.ui.engine_link import Asking
from megadesk.ui.text import NOTHING, Text, plural, text
from megadesk.ui.viewmodels.add_pair import FirstLink, LinkLine, first_link, link_lines
from megadesk.ui.viewmodels.remedies import helpful_words
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import clear, column, row

LOOK_AFTER_MS: Final = 400
"""After the last key: a folder is not looked through at each letter."""


class FirstLinkView(Surface):
    """Signals: changed() when it is known whether the two fit. ``is_well``: nothing is known against it."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("inset", parent=parent)
        self._desk = desk
        self._asking: Asking | None = None
        self._wish: m.PreviewPair | None = None
        self.is_well = True
        self._lines = column(margins=(14, 12, 14, 12), spacing=10)
        self.setLayout(self._lines)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self.rest()

    def rest(self) -> None:
        """Look at nothing: there are no two folders yet."""
        self._give_up()
        self._wish, self.is_well = None, True
        self._say("info", text("Choose both folders to see what the first sync will do."))

    def look(self, local: str, remote: str, direction: str) -> None:
        """Look at two folders, a moment from now."""
        wish = m.PreviewPair(local=local, remote=remote, direction=direction)
        if wish == self._wish:
            return
        self._give_up()
        self._wish, self.is_well = wish, True
        self._say("scan-search", text("Comparing both folders…"))
        self._timer.start()

    def _give_up(self) -> None:
        self._timer.stop()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self) -> None:
        assert self._wish is not None, "the timer runs only then"
        direction = self._wish.direction
        self._asking = self._desk.link.ask(
            m.PREVIEW_PAIR, self._wish, then=lambda found: self._show(first_link(found), direction),
            failed=self._show_error, progress=self._show_progress, owner=self,
        )  # fmt: skip

    def _show_progress(self, piece: Any) -> None:
        files = msgspec.convert(piece, m.Progress).done_files
        self._say(
            "scan-search",
            plural("Comparing both folders: {n} file so far…", "Comparing both folders: {n} files so far…", files),
        )

    def _show(self, link: FirstLink, direction: str) -> None:
        clear(self._lines)
        for line in link_lines(link, direction):
            self._lines.addWidget(_line(line))
        self.changed.emit()

    def _show_error(self, error: MegadeskError) -> None:
        self.is_well = False
        self._say("circle-alert", helpful_words(error), "error")
        self.changed.emit()

    def _say(self, icon: str, words: Text, tone: str = "muted") -> None:
        clear(self._lines)
        self._lines.addWidget(_line(LinkLine(icon, NOTHING, words), tone))


def _line(line: LinkLine, tone: str = "accent") -> QWidget:
    made = QWidget()
    words = column(spacing=1)
    for label in (Label(line.what, "strong", wrap=True), Label(line.then, "muted" if line.what else "", wrap=True)):
        if label.text():
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
    box = row(Icon(line.icon, tone), words, spacing=12)
    box.setStretch(1, 1)
    made.setLayout(box)
    return made
