"""What can be done about the transfers that are chosen, as one line below the list; there only while some are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from megadesk.ui.text import NOTHING, Text, text
from megadesk.ui.viewmodels.transfers import chosen_words
from megadesk.ui.widgets.buttons import IconButton
from megadesk.ui.widgets.cards import Surface
from megadesk.ui.widgets.labels import Label
from megadesk.ui.widgets.layout import EDGE_PX, column, row


class TransferBar(QWidget):
    """Signals: wanted(word): pause, resume, retry, cancel, top, up, down, bottom, show, clear; dismissed()."""

    wanted = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label(NOTHING, "strong")
        self._buttons = {word: IconButton(icon, name, keys=keys) for word, icon, name, keys in _actions()}
        for word, button in self._buttons.items():
            button.clicked.connect(lambda _=False, word=word: self.wanted.emit(word))
        self._close = IconButton("x", text("Clear selection"), keys="Esc")
        self._close.clicked.connect(self.dismissed)
        line = row(self._count, 12, *self._buttons.values(), None, self._close, margins=(16, 4, 8, 4), spacing=2)
        self.setLayout(column(Surface("inset", line), margins=(EDGE_PX, 8, EDGE_PX, 12)))
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Leave the count out where there is room for the buttons only."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        room = self.width() - 2 * EDGE_PX - 60 - sum(button.sizeHint().width() + 2 for button in (*shown, self._close))
        self._count.setVisible(self._count.sizeHint().width() <= room)

    def show_chosen(self, count: int, can: frozenset[str]) -> None:
        """Show how many are chosen, and what can be done about them."""
        self._count.show_words(chosen_words(count))
        for word, button in self._buttons.items():
            button.setEnabled(word in can)
            button.setVisible(word in can or word not in {"resume", "clear", "retry", "show"})
        self._fit()
        self.setVisible(count > 0)


def _actions() -> list[tuple[str, str, Text, str]]:
    return [
        ("pause", "pause", text("Pause"), "Space"),
        ("resume", "play", text("Resume"), "Space"),
        ("retry", "rotate-cw", text("Try again"), "Ctrl+R"),
        ("cancel", "circle-x", text("Cancel transfer"), "Del"),
        ("top", "arrow-up-to-line", text("Move to top of queue"), "Alt+Home"),
        ("up", "arrow-up", text("Move up"), "Alt+Up"),
        ("down", "arrow-down", text("Move down"), "Alt+Down"),
        ("bottom", "arrow-down-to-line", text("Move to end of queue"), "Alt+End"),
        ("show", "folder-open", text("Show in folder"), "Ctrl+Return"),
        ("clear", "trash-2", text("Remove from list"), "Shift+Del"),
    ]
