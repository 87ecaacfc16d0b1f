"""The app looks after its own file: an upgrade makes it begin anew, a removal ends it. Never in the middle of something.

    every 5 s: OwnFile.look() --REPLACED | GONE--> nothing open that a person works with? --> over(Fate)

A page only shows, and is there again at once. A sheet may hold what was typed, or a recovery key that is nowhere else, and
a menu is about to be chosen from: all of these are waited for.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from megadesk.host.program import Fate, OwnFile

LOOK_EVERY_MS: Final = 5_000


class Renewal(QObject):
    """Signals: over(Fate) once, when this program should not run on."""

    over = Signal(object)

    def __init__(self, file: OwnFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: OwnFile | None = file
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    def look(self) -> None:
        """Look once."""
        fate = Fate.SAME if self._file is None else self._file.look()
        if fate is not Fate.SAME and not is_in_the_middle():
            self._file = None
            self._timer.stop()
            self.over.emit(fate)


def is_in_the_middle() -> bool:
    """Whether a person is at something that would be lost: a sheet, a menu, a name that is being typed."""
    if QApplication.activePopupWidget() is not None:
        return True
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit) and field.isModified():
        return True
    return any(isinstance(each, QDialog) and each.isVisible() for each in QApplication.topLevelWidgets())
