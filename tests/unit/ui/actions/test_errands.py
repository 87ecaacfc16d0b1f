"""What a person can do about uploads and downloads by hand."""

from __future__ import annotations

from fakes.desk import FakeDesk
from fakes.moving import errand
from megadesk.ipc import messages as m
from megadesk.ui.actions.errands import cancel_errand, errand_problems, list_errands
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly


def test_all_are_asked_for_and_one_is_ended(desk: FakeDesk) -> None:
    """What has arrived stays, and that is said."""
    said: list[Notice] = []
    done: list[object] = []
    desk.notices.came.connect(said.append)
    desk.link.answer(m.LIST_ERRANDS, m.ErrandList(errands=[errand("e1")]))
    desk.link.answer(m.CANCEL_ERRAND, errand("e1", state="cancelled"))
    desk.link.answer(m.ERRAND_PROBLEMS, m.ProblemPage(problems=[], total=0))
    list_errands(desk, done.append, desk)
    cancel_errand(desk, "e1", lambda: done.append("again"))
    errand_problems(desk, "e1", done.append, print, desk)
    assert len(done) == 3
    assert desk.link.asked(m.LIST_ERRANDS) == [m.ListErrands(over=True)]
    assert plainly(said[0].words) == "Cancelled. Files that were already transferred stay."
