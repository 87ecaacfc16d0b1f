"""What an upload or download by hand left out."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import NotFound
from megadesk.ui.dialogs.errand_problems import ErrandProblemsSheet
from megadesk.ui.text import text
from megadesk.ui.widgets.labels import Label


def test_each_has_its_reason_and_the_rest_is_counted(desk: FakeDesk, qtbot: QtBot) -> None:
    """One line for what, one for why."""
    found = [m.Issue(pair="", path=f"/a/{number}", code="file_busy", message="", since="") for number in range(3)]
    desk.link.answer(m.ERRAND_PROBLEMS, m.ProblemPage(problems=found, total=7))
    sheet = ErrandProblemsSheet(desk, "e1", text("Upload"))
    qtbot.addWidget(sheet)
    words = [label.text() for label in sheet.findChildren(Label)]
    assert "/a/2" in words
    assert words.count("A file is being changed or is in use by another program.") == 3
    assert sheet.more.text() == "4 more"


def test_what_is_not_known_is_said(desk: FakeDesk, qtbot: QtBot) -> None:
    """An errand may be forgotten by now."""
    desk.link.answer(m.ERRAND_PROBLEMS, NotFound(what="errand", value="e1"))
    sheet = ErrandProblemsSheet(desk, "e1", text("Upload"))
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet._fault.isVisible()
