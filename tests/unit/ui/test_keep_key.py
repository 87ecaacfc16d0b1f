"""A recovery key to a file, to paper, to the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from megadesk.model.errors import AlreadyExists
from megadesk.ui.keep_key import KeyKeeper
from megadesk.ui.text import Text, plainly, text
from megadesk.ui.viewmodels.keeping import ONE_TIME_CODES


def _keeper(qtbot: QtBot) -> tuple[KeyKeeper, QWidget, list[Text], list[Exception]]:
    window = QWidget()
    qtbot.addWidget(window)
    keeper = KeyKeeper(window)
    kept: list[Text] = []
    failed: list[Exception] = []
    keeper.kept.connect(kept.append)
    keeper.failed.connect(failed.append)
    return keeper, window, kept, failed


def test_a_key_is_copied(qtbot: QtBot) -> None:
    """The key alone, to be pasted."""
    keeper, _, kept, _ = _keeper(qtbot)
    keeper.keep("copy", "ABCD-EFGH", "anna@example.org", text("paper"))
    assert QGuiApplication.clipboard().text() == "ABCD-EFGH"
    assert len(kept) == 1


def test_a_key_is_saved_to_a_new_file(qtbot: QtBot, tmp_path: Path) -> None:
    """Where a person says; over nothing."""
    keeper, window, kept, failed = _keeper(qtbot)
    keeper.keep("save", "ABCD", "anna/x@example.org", text("paper with ABCD"))
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("megadesk anna_x@example.org.txt")
    file = tmp_path / "key.txt"
    dialog.fileSelected.emit(str(file))
    assert file.read_text() == "paper with ABCD"
    assert plainly(kept[0]) == f"Saved as {file}. Keep it somewhere other than this computer."
    keeper.save_to(str(file), text("other"))
    assert isinstance(failed[0], AlreadyExists)
    dialog.close()


def test_codes_are_saved_beside_the_key(qtbot: QtBot) -> None:
    """Under a name of their own, from a dialog that says what they are."""
    window = QWidget()
    qtbot.addWidget(window)
    KeyKeeper(window, ONE_TIME_CODES).keep("save", "AB", "anna@example.org", text("paper"))
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Save the one-time codes"
    assert dialog.selectedFiles()[0].endswith("megadesk anna@example.org codes.txt")
    dialog.close()


def test_a_key_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    """On what a person chose."""
    keeper, window, kept, _ = _keeper(qtbot)
    keeper.keep("print", "ABCD", "anna@example.org", text("paper with ABCD"))
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    dialog.accepted.emit(printer)
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    assert len(kept) == 1
    dialog.close()
