"""What the first run asks of the engine."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.first_run import FOLDERS, PROBED
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import first_run as actions
from megadesk.ui.viewmodels import first_run as journeys
from megadesk.ui.viewmodels.first_run import Work


def test_each_question_brings_its_answer(desk: FakeDesk) -> None:
    """Or the error, where there is one."""
    owner = QObject()
    answers: list[object] = []
    errors: list[MegadeskError] = []
    desk.link.answer(m.PROBE, PROBED)
    desk.link.answer(m.PREVIEW_PAIR, [m.Progress(phase="scan", done_files=3), FOLDERS])
    now = replace(journeys.typed(journeys.begin(), server="x.org"), work=Work.PROBE)
    actions.do_work(desk, now, then=answers.append, failed=errors.append, owner=owner)
    actions.probe(desk, "x.org", then=answers.append, failed=errors.append, owner=owner)
    looked: list[object] = []
    actions.preview(desk, ("/a", "/b"), then=answers.append, failed=errors.append, progress=looked.append, owner=owner)
    assert answers == [PROBED, PROBED, FOLDERS]
    assert desk.link.asked(m.PREVIEW_PAIR) == [m.PreviewPair(local="/a", remote="/b")]
    assert len(looked) == 1
    actions.do_work(desk, replace(now, work=Work.RENAME), then=answers.append, failed=errors.append, owner=owner)
    assert [error.code for error in errors] == ["not_found"]
