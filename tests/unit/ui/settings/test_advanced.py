"""For who looks closer."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.settings import ENGINE, REPORT
from megadesk import __version__
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui.dialogs.report import ReportSheet
from megadesk.ui.dialogs.verify import VerifySheet
from megadesk.ui.settings.advanced import AdvancedPart


def test_the_engine_is_shown_and_begun_anew(desk: FakeDesk, qtbot: QtBot) -> None:
    """Which one answers is asked again once another does."""
    part = AdvancedPart(desk)
    qtbot.addWidget(part)
    part.show()
    assert part.engine.text()
    desk.link.answer(m.ENGINE_STATUS, ENGINE)
    desk.link.answer(m.ENGINE_STOP, m.Nothing())
    part.restart.click()
    desk.link.lost.emit(EngineUnavailable(reason="gone"))
    assert part.engine.text() == "Starting…"
    desk.link.connected.emit()
    assert part.engine.text() == f"Version {__version__}, process 4711"
    assert desk.link.asked(m.ENGINE_STOP) == [m.Nothing()]


def test_a_report_is_previewed(desk: FakeDesk, qtbot: QtBot) -> None:
    """In a sheet of its own."""
    desk.link.answer(m.REPORT_PREVIEW, REPORT)
    part = AdvancedPart(desk)
    qtbot.addWidget(part)
    part.report.click()
    sheet = part.findChild(ReportSheet)
    assert sheet is not None
    assert sheet.shown.toPlainText() == REPORT.text
    sheet.close()


def test_everything_can_be_checked(desk: FakeDesk, qtbot: QtBot) -> None:
    """In a sheet of its own, which begins nothing by itself."""
    part = AdvancedPart(desk)
    qtbot.addWidget(part)
    part.verify.click()
    sheet = part.findChild(VerifySheet)
    assert sheet is not None
    assert desk.link.asked(m.VERIFY) == []
    sheet.close()
