"""Uploads and downloads by hand, above the list of transfers."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.moving import errand, told
from megadesk.ipc import messages as m
from megadesk.ui.dialogs.duplicates import DuplicatesSheet
from megadesk.ui.dialogs.errand_problems import ErrandProblemsSheet
from megadesk.ui.pages.transfer_errands import AGAIN_MS, NOW_AND_THEN_MS, ErrandStrip


@pytest.fixture
def strip(desk: FakeDesk, qtbot: QtBot) -> ErrandStrip:
    """Not started."""
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[]))
    made = ErrandStrip(desk)
    qtbot.addWidget(made)
    return made


def say(desk: FakeDesk, *errands: m.ErrandStatus) -> None:
    """Let the engine have these."""
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=list(errands)))


def test_there_is_none_without_one(strip: ErrandStrip, desk: FakeDesk) -> None:
    """Nor a question while nobody looks."""
    strip.again()
    assert desk.link.asked(m.LIST_ERRANDS) == []
    strip.start()
    assert not strip.isVisible()
    assert len(desk.link.asked(m.LIST_ERRANDS)) == 1


def test_cards_stay_while_their_errands_go_on(strip: ErrandStrip, desk: FakeDesk) -> None:
    """They are not made anew for each step: who is on a button stays on it."""
    say(desk, errand("e1", done=0.1, size=100), errand("e2"))
    strip.start()
    card = strip._cards["e1"]
    say(desk, errand("e1", done=0.9, size=100), errand("e2"))
    strip.again()
    assert strip._cards["e1"] is card
    assert card._bar.value() == 900
    assert strip.isVisible()


def test_they_are_asked_for_when_the_queue_changes(strip: ErrandStrip, desk: FakeDesk) -> None:
    """In a moment, however often that is; and while one goes on."""
    strip.start()
    for version in range(2, 9):
        desk.link.tell(m.TRANSFERS_TOPIC, told([], (version, 1)))
    assert strip._timer.isActive()
    assert strip._timer.interval() == AGAIN_MS
    say(desk, errand("e1"))
    strip._timer.timeout.emit()
    assert strip._timer.interval() == NOW_AND_THEN_MS
    desk.link.tell(m.TRANSFERS_TOPIC, told([], (8, 1), active=1))
    assert strip._timer.interval() == AGAIN_MS
    strip.stop()
    assert not strip._timer.isActive()


def test_one_that_only_asks_is_found_now_and_then(strip: ErrandStrip, desk: FakeDesk) -> None:
    """It moves nothing, so nothing says that it is there."""
    strip.start()
    assert strip._timer.isActive()
    say(desk, errand("e1", state="asking", questions=2))
    strip._timer.timeout.emit()
    assert list(strip._cards) == ["e1"]


def test_one_that_goes_on_is_cancelled(strip: ErrandStrip, desk: FakeDesk) -> None:
    """One that is over is put away, and stays away."""
    desk.link.answer(m.CANCEL_ERRAND, errand("e1", state="cancelled"))
    say(desk, errand("e1"), errand("e2", state="done", problem_count=2))
    strip.start()
    strip._cards["e1"]._end.click()
    assert desk.link.asked(m.CANCEL_ERRAND) == [m.ErrandName(id="e1")]
    strip._cards["e2"]._end.click()
    assert list(strip._cards) == ["e1"]
    assert desk.prefs.words("errands_away") == ["e2"]


def test_what_it_asks_and_what_it_left_out_open_beside_the_page(strip: ErrandStrip, desk: FakeDesk) -> None:
    """After an answer it is asked how it stands."""
    desk.link.answer(m.ERRAND_QUESTIONS, m.QuestionPage(questions=[], total=0))
    desk.link.answer(m.ERRAND_PROBLEMS, m.ProblemPage(problems=[], total=0))
    say(desk, errand("e1", questions=1), errand("e2", state="done", problem_count=2))
    strip.start()
    desk.link.hold()
    strip._cards["e1"]._button.click()
    (sheet,) = strip.window().findChildren(DuplicatesSheet)
    desk.link.release()
    before = len(desk.link.asked(m.LIST_ERRANDS))
    sheet.answered.emit(errand("e1"))
    assert len(desk.link.asked(m.LIST_ERRANDS)) == before + 1
    strip._cards["e2"]._button.click()
    assert len(strip.window().findChildren(ErrandProblemsSheet)) == 1
