"""A report for who mends megadesk."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import REPORT
from megadesk.ipc import messages as m
from megadesk.model.errors import AlreadyExists
from megadesk.ui.dialogs.report import ReportSheet


def test_it_is_shown_before_it_is_written(desk: FakeDesk, qtbot: QtBot) -> None:
    """And can be copied; over a file that is there it is not written."""
    sheet = ReportSheet(desk)
    assert (sheet.states.shows, sheet.primary.isEnabled()) == ("error", False)
    desk.link.answer(m.REPORT_PREVIEW, REPORT)
    sheet.states.retried.emit()
    assert sheet.shown.toPlainText() == REPORT.text
    next(button for button in sheet.findChildren(QPushButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == REPORT.text
    sheet.primary.click()
    dialog = sheet.findChild(QFileDialog)
    assert dialog is not None
    desk.link.answer(m.REPORT_WRITE, AlreadyExists(what="file", path="/x"))
    dialog.fileSelected.emit("/x")
    assert not sheet._fault.isHidden()
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    desk.link.answer(m.REPORT_WRITE, m.Written(file="/y"))
    dialog.close()
    sheet.save_to("/y")
    assert closed == [True]
    assert {request.text for request in desk.link.asked(m.REPORT_WRITE)} == {REPORT.text}
    assert [request.file for request in desk.link.asked(m.REPORT_WRITE)] == ["/x", "/y"]
