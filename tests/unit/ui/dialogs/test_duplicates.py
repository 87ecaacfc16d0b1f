"""Names that are taken."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.duplicates import DuplicatesSheet

SIDE = m.Side(kind="file", size=1, mtime="")
ERRAND = m.ErrandStatus(id="e1", way="put", sources=["/home/anna/a"], target="/", state="asking", questions=2)


class Questions:
    """An errand that asks about two files, then a folder."""

    def __init__(self, desk: FakeDesk) -> None:
        self.open = [
            m.Question(
                number=1, path="/a.txt", case="file", new=SIDE, there=SIDE, answers=["replace", "rename", "skip"]
            ),
            m.Question(
                number=2, path="/b.txt", case="file", new=SIDE, there=SIDE, answers=["replace", "rename", "skip"]
            ),
            m.Question(number=3, path="/c", case="folder", new=SIDE, there=SIDE, answers=["merge", "rename", "skip"]),
        ]
        desk.link.answer(m.ERRAND_QUESTIONS, lambda _: m.QuestionPage(questions=self.open, total=len(self.open)))
        desk.link.answer(m.ANSWER_ERRAND, self._answer)

    def _answer(self, body: m.AnswerErrand) -> m.ErrandStatus:
        self.open = [
            one for one in self.open if one.number not in body.questions and not (body.to_all and one.case == body.case)
        ]
        return replace(ERRAND, questions=len(self.open), state="asking" if self.open else "transfer")


@pytest.fixture
def sheet(desk: FakeDesk, qtbot: QtBot) -> DuplicatesSheet:
    """Return the sheet, shown."""
    Questions(desk)
    made = DuplicatesSheet(desk, ERRAND)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def number(sheet: DuplicatesSheet) -> int:
    """Return which question is shown."""
    assert sheet.shown is not None
    return sheet.shown.number


def test_one_after_the_other_is_answered(sheet: DuplicatesSheet, desk: FakeDesk) -> None:
    """Nothing is chosen for a person; the last answer stands there for the next of its kind."""
    assert (number(sheet), sheet.primary.isEnabled()) == (1, False)
    assert sheet.focusWidget() is sheet._group.buttons()[0]
    sheet.choose("rename")
    sheet.primary.click()
    assert (number(sheet), sheet.primary.isEnabled()) == (2, True)
    assert sheet.focusWidget() is sheet._group.checkedButton()
    sheet.choose("skip")
    sheet.primary.click()
    sheet.choose("merge")
    sheet.primary.click()
    assert [(one.answer, one.questions, one.to_all) for one in desk.link.asked(m.ANSWER_ERRAND)] == [
        ("rename", [1], False),
        ("skip", [2], False),
        ("merge", [3], False),
    ]
    assert not sheet.isVisible()


def test_all_of_a_kind_at_once(sheet: DuplicatesSheet, desk: FakeDesk) -> None:
    """Also those still to come; another kind is asked about."""
    sheet.choose("replace")
    sheet._alike.setChecked(True)
    sheet.primary.click()
    assert desk.link.asked(m.ANSWER_ERRAND) == [m.AnswerErrand(id="e1", answer="replace", case="file", to_all=True)]
    assert number(sheet) == 3
    assert not sheet._alike.isChecked()
    assert not sheet.primary.isEnabled()


def test_later_is_an_answer(sheet: DuplicatesSheet, desk: FakeDesk) -> None:
    """The errand waits."""
    sheet.cancel.click()
    assert not sheet.isVisible()
    assert desk.link.asked(m.ANSWER_ERRAND) == []


def test_what_goes_wrong_is_said_in_it(sheet: DuplicatesSheet, desk: FakeDesk) -> None:
    """And can be tried again."""
    desk.link.answer(m.ANSWER_ERRAND, ServerUnavailable())
    sheet.choose("skip")
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.primary.isEnabled()
