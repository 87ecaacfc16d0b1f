"""A recovery key, or one-time codes, to a file, to paper, to the clipboard: what the first run and the settings offer alike.

keep(word, key, whose, paper)    word: save, print or copy --> kept(Text) once it is done, failed(error) if it is not
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from megadesk.model.errors import MegadeskError
from megadesk.ui.actions.secrets import save_secret
from megadesk.ui.language import say
from megadesk.ui.text import Text, text
from megadesk.ui.viewmodels.keeping import RECOVERY_KEY, ToKeep

PAPER_POINTS: Final = 12


class KeyKeeper(QObject):
    """Signals: kept(Text) says how; failed(MegadeskError)."""

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, window: QWidget, what: ToKeep = RECOVERY_KEY) -> None:
        super().__init__(window)
        self._window, self._what = window, what

    def keep(self, word: str, key: str, whose: str, paper: Text) -> None:
        """Keep what is shown as a person wants; whose: the account, for the name of the file."""
        match word:
            case "save":
                self._choose_file(whose, paper)
            case "print":
                self._print(paper)
            case _:
                QGuiApplication.clipboard().setText(key)
                self.kept.emit(text("Copied. Paste it somewhere safe before you copy something else."))

    def save_to(self, file: str, paper: Text) -> None:
        """Write it to a new file."""
        try:
            save_secret(Path(file), say(paper))
        except MegadeskError as error:
            self.failed.emit(error)
            return
        self.kept.emit(text("Saved as {file}. Keep it somewhere other than this computer.", file=file))

    def _choose_file(self, whose: str, paper: Text) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._window, say(self._what.save_as), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a file that is there is never written over
        dialog.selectFile(f"megadesk {_safe(whose)}{self._what.ending}.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save_to(file, paper))
        dialog.open()

    def _print(self, paper: Text) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def printed() -> None:
            document = QTextDocument()
            font = document.defaultFont()
            font.setPointSize(PAPER_POINTS)
            document.setDefaultFont(font)
            document.setPlainText(say(paper))
            document.print_(printer)
            self.kept.emit(text("Printed. Keep the paper in a safe place."))

        dialog.accepted.connect(printed)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()


def _safe(whose: str) -> str:
    return "".join(char if char.isalnum() or char in "@.-_" else "_" for char in whose)
