"""What was done, said at the foot of the window for a while, with “Undo” where that is possible.

A new line takes the place of the one before. It stays while the mouse or the keyboard is on it, and is announced to
screen readers. Above it is another while something takes long: how far it is, with “Cancel”.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from megadesk.ui.desk import Notice, Work
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.widgets.bar import Bar
from megadesk.ui.widgets.buttons import Button, IconButton
from megadesk.ui.widgets.cards import Icon, Surface
from megadesk.ui.widgets.labels import Label, restyle
from megadesk.ui.widgets.layout import column, row

SHOWN_MS: Final = 8000
ICONS: Final = {"ok": "circle-check", "warn": "triangle-alert", "error": "circle-alert"}


class Toast(Surface):
    """Signals: undone() when “Undo” was pressed."""

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent=parent)
        self._icon = Icon("circle-check", "ok")
        self._words = Label(NOTHING, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._undo = Button(text("Undo"), "quiet")
        self._undo.clicked.connect(self._on_undo)
        close = IconButton("x", text("Hide this message"), size=28)
        close.clicked.connect(self.hide)
        self.setLayout(row(self._icon, self._words, self._undo, close, margins=(12, 6, 8, 6), spacing=10))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._end)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Say something."""
        self._icon.show_icon(ICONS[notice.tone], notice.tone)
        self._words.show_words(notice.words)
        self._undo.setVisible(notice.undo is not None)
        self.setProperty("tone", notice.tone)
        restyle(self)
        self.show()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, say(notice.words)))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 -- Qt's name
        """Stay while somebody reads."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        """Go a while after."""
        self._timer.start()
        super().leaveEvent(event)

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _end(self) -> None:
        if self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()


class WorkLine(Surface):
    """How far something is that takes long; “Cancel” stops it, which takes effect once the part on its way is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("banner", parent=parent)
        self._work: Work | None = None
        self._words = Label(NOTHING, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar = Bar(text("Progress"), height=4)
        self.cancel = Button(text("Cancel"), "quiet")
        self.cancel.clicked.connect(self._on_cancel)
        words = column(self._words, self._bar, spacing=4)
        line = row(Icon("hourglass", "accent"), words, self.cancel, margins=(12, 8, 8, 8), spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_work(self, work: Work | None) -> None:
        """Show how far it is; None: be gone. Only that it has begun is announced."""
        is_new = work is not None and work is not self._work
        self._work = work
        if work is not None:
            self._words.show_words(work.words)
            self._bar.show_part(work.part, "accent")
            self.cancel.setEnabled(not work.is_ending)
        self.setVisible(work is not None)
        if work is not None and is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, say(work.words)))

    def _on_cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._words.show_words(text("Stopping…"))
            self.cancel.setEnabled(False)
