"""The foot of Rewind: what is chosen and the button that restores it; then how far that is; then “Undo”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import rewind as actions
from megadesk.ui.actions.rewind import Going, Wanted
from megadesk.ui.desk import Desk
from megadesk.ui.text import NOTHING, Text, joined, plural, text
from megadesk.ui.viewmodels.errors import all_words_of_error
from megadesk.ui.viewmodels.rewind import Chosen, chosen_words, restore_label
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, line
from megadesk.ui.widgets.labels import Label, Parts
from megadesk.ui.widgets.layout import EDGE_PX, column, row


class FootPart(QWidget):
    """Signals: restore_wanted(), finished() when something was brought back or undone."""

    restore_wanted = Signal()
    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._going: Going | None = None
        self._count, self._is_copy = 1, False
        self._undo: Callable[[], None] | None = None
        self.words = Parts(NOTHING, "muted")
        self.restore = Button(text("Restore…"), "primary", "history")
        self.restore.clicked.connect(self.restore_wanted)
        self.progress_words = Parts(NOTHING)
        self.bar = Bar(text("Restore progress"))
        cancel = Button(text("Cancel"))
        cancel.clicked.connect(self.cancel)
        self._icon = Icon("circle-check", "ok")
        self.done_words = Label(NOTHING, wrap=True)
        self.done_words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.undo_button = Button(text("Undo"), icon_name="undo-2")
        self.undo_button.clicked.connect(self._on_undo)
        self.close_button = IconButton("x", text("Hide this message"))
        self.close_button.clicked.connect(self.show_idle)
        self._stack = QStackedWidget()
        for pieces in (
            row(self.words, self.restore, spacing=12),
            row(column(self.progress_words, self.bar, spacing=6), cancel, spacing=16),
            row(self._icon, self.done_words, self.undo_button, self.close_button, spacing=12),
        ):
            each = QWidget()
            pieces.setContentsMargins(EDGE_PX, 10, EDGE_PX, 12)
            each.setLayout(pieces)
            self._stack.addWidget(each)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # words may take more lines
        self.setLayout(column(line(), self._stack))

    # -- what is chosen ---------------------------------------------------------------------------------------------

    def show_chosen(self, chosen: Chosen, *, is_now: bool = False) -> None:
        """Say what would be brought back; nothing can be while something is."""
        self.words.show_words(chosen_words(chosen, is_now=is_now))
        self.restore.show_words(restore_label(chosen))
        self.restore.setEnabled(bool(chosen) and self._going is None)

    def show_idle(self) -> None:
        """Show what is chosen again."""
        self._stack.setCurrentIndex(0)
        self.done_words.show_words(NOTHING)  # the foot is as high as the highest of the three

    @property
    def shows(self) -> str:
        """What it shows: chosen, busy or done."""
        return ("chosen", "busy", "done")[self._stack.currentIndex()]

    # -- restoring --------------------------------------------------------------------------------------------------

    def begin(self, wanted: Wanted) -> None:
        """Bring it back."""
        self._count, self._is_copy = len(wanted.paths), bool(wanted.to)
        self._stack.setCurrentIndex(1)
        self._show_progress(0, None)
        going = actions.restore(
            self._desk, wanted, owner=self, progress=self._show_progress, done=self._done, failed=self._failed
        )
        if self.shows == "busy":  # it may be over already
            self._going = going
            self.restore.setEnabled(False)

    def cancel(self) -> None:
        """Stop half-way; what came back already can be undone."""
        going, self._going = self._going, None
        if going is not None:
            going.cancel()
            self._over(
                going.done,
                text("Cancelled. Items that were already restored stay, unless you undo it."),
                "circle-x",
                "warn",
            )

    def _show_progress(self, number: int, piece: Any) -> None:
        done, total = (piece.get("done_files", 0), piece.get("total_files", 0)) if isinstance(piece, dict) else (0, 0)
        part = done / total if total else 0.0
        self.bar.show_part((number + part) / self._count)
        words = text("Restoring…")
        if self._count > 1:
            words = joined([words, text("{n} of {count}", n=number + 1, count=self._count)])
        elif total:
            words = joined([words, text("{n} of {count}", n=done, count=total)])
        self.progress_words.show_words(words)

    def _done(self, done: Sequence[m.RewindRestored]) -> None:
        words = actions.restored_words(done, is_copy=self._is_copy)
        stays = sum(one.summary.counts.get("keep", 0) for one in done)
        if stays and not self._is_copy:
            kept = plural("{n} item added since then stays.", "{n} items added since then stay.", stays)
            words = joined([words, kept], " ")
        self._over(done, words, "circle-check", "ok")

    def _failed(self, error: MegadeskError, done: Sequence[m.RewindRestored]) -> None:
        self._over(done, all_words_of_error(error), "circle-alert", "error")

    def _over(self, done: Sequence[m.RewindRestored], words: Text, icon_name: str, tone: str) -> None:
        self._going = None
        self._undo = actions.offer_undo(self._desk, done, begun=self._undone, finished=self.finished.emit)
        self._icon.show_icon(icon_name, tone)
        self.done_words.show_words(words)
        self.undo_button.setVisible(self._undo is not None)
        self._stack.setCurrentIndex(2)
        self.finished.emit()

    def _on_undo(self) -> None:
        if self._undo is not None:
            self._undo()

    def _undone(self) -> None:
        """Say no longer what is being taken back, by the button here or by Ctrl+Z."""
        self._undo = None
        if self.shows == "done":
            self.show_idle()
