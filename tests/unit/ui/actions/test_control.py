"""Everything at once."""

from __future__ import annotations

from fakes.desk import FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable
from megadesk.ui.actions.control import pause_all, resume_all, turn_all
from megadesk.ui.desk import Notice


def test_a_pause_can_be_taken_back(desk: FakeDesk) -> None:
    """What was done shows at once, and undoing it resumes."""
    desk.link.answer(m.ENGINE_PAUSE, status("paused", paused=True))
    desk.link.answer(m.ENGINE_RESUME, status("synced"))
    pause_all(desk, 600)
    assert desk.link.asked(m.ENGINE_PAUSE) == [m.PauseAll(for_s=600)]
    assert desk.state.now.status == status("paused", paused=True)
    desk.notices.undo()
    assert desk.state.now.status == status("synced")


def test_a_pause_is_not_said_after_it_was_ended(desk: FakeDesk) -> None:
    """By whichever button."""
    ended: list[bool] = []
    desk.notices.gone.connect(lambda: ended.append(True))
    desk.link.answer(m.ENGINE_PAUSE, status("paused", paused=True))
    desk.link.answer(m.ENGINE_RESUME, status("synced"))
    pause_all(desk)
    assert ended == []
    resume_all(desk)
    assert ended == [True]


def test_one_key_turns_it(desk: FakeDesk) -> None:
    """Pause, or resume what is paused."""
    desk.link.answer(m.ENGINE_PAUSE, status("paused", paused=True))
    desk.link.answer(m.ENGINE_RESUME, status("synced"))
    turn_all(desk)
    turn_all(desk)
    assert (len(desk.link.asked(m.ENGINE_PAUSE)), len(desk.link.asked(m.ENGINE_RESUME))) == (1, 1)


def test_what_did_not_work_is_said(desk: FakeDesk) -> None:
    """And nothing is shown that is not so."""
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    desk.link.answer(m.ENGINE_RESUME, EngineUnavailable("gone", reason="gone"))
    resume_all(desk)
    assert [notice.tone for notice in notices] == ["error"]
