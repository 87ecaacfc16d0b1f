"""A report for who mends megadesk: shown before it is written, since it is the person's to give."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from megadesk.ui.actions.engine import report, write_report
from megadesk.ui.desk import Desk
from megadesk.ui.language import say
from megadesk.ui.text import NOTHING, text
from megadesk.ui.theme.look import look
from megadesk.ui.viewmodels.errors import app_words_of_error
from megadesk.ui.widgets.buttons import Button
from megadesk.ui.widgets.layout import column
from megadesk.ui.widgets.sheet import Sheet
from megadesk.ui.widgets.states import Message, States


class ReportSheet(Sheet):
    """Reads the report, and writes exactly what it showed where a person says."""

    keeps_first = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(say(text("Report")))
        self.shown.setMinimumHeight(look().px(300))
        self.states = States(self.shown, Message("bug", NOTHING))
        super().__init__(
            text("Report a problem"),
            column(self.states),
            primary=text("Save to a file…"),
            context=text("The report contains exactly what you see here: versions, settings, states and the end of the log. No file names, no passwords. It is not sent anywhere; you decide who gets the file."),
            width=look().px(560),
            parent=parent,
        )  # fmt: skip
        copy = Button(text("Copy"), icon_name="copy")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.shown.toPlainText()))
        self.extra.addWidget(copy)
        self.primary.setEnabled(False)
        self.accepted_by_person.connect(self._choose_file)
        self.states.retried.connect(self._read)
        self._read()

    def _read(self) -> None:
        self.states.show_loading()
        report(
            self._desk,
            then=self._show_report,
            failed=lambda error: self.states.show_error(app_words_of_error(error)),
            owner=self,
        )

    def _show_report(self, words: str) -> None:
        self.shown.setPlainText(words)
        self.states.show_content()
        self.primary.setEnabled(True)

    def _choose_file(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, say(text("Save the report")), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the engine writes over nothing
        dialog.selectFile("megadesk report.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, file: str) -> None:
        """Write it."""
        self.show_busy(is_busy=True)
        write_report(
            self._desk,
            Path(file),
            self.shown.toPlainText(),
            then=self._written,
            failed=lambda error: self.show_fault(app_words_of_error(error)),
            owner=self,
        )

    def _written(self, file: str) -> None:
        self._desk.notices.done(text("Report saved to {file}.", file=file))
        self.close()
