"""The engine itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from fakes.desk import FakeDesk
from fakes.first_run import PROBED
from fakes.settings import ENGINE, LIMITS, REPORT
from megadesk.ipc import messages as m
from megadesk.model.errors import MegadeskError
from megadesk.ui.actions import engine as actions
from megadesk.ui.desk import Notice


def test_each_question_brings_its_answer(desk: FakeDesk) -> None:
    """Which engine, what limits, which certificate, what report."""
    for method, answer in (
        (m.ENGINE_STATUS, ENGINE), (m.GET_LIMITS, LIMITS), (m.PROBE, PROBED), (m.TRUST, PROBED), (m.REPORT_PREVIEW, REPORT),
        (m.REPORT_WRITE, m.Written(file="/x/report.txt")),
    ):  # fmt: skip
        desk.link.answer(method, answer)
    owner = QObject()
    came: list[object] = []
    errors: list[MegadeskError] = []
    actions.engine_status(desk, then=came.append, failed=errors.append, owner=owner)
    actions.limits(desk, then=came.append, owner=owner)
    actions.server(desk, "x.org", then=came.append, failed=errors.append, owner=owner)
    actions.trust(desk, "x.org", "5f", then=came.append, failed=errors.append, owner=owner)
    actions.report(desk, then=came.append, failed=errors.append, owner=owner)
    actions.write_report(desk, Path("/x/report.txt"), REPORT.text, then=came.append, failed=errors.append, owner=owner)
    assert came == [ENGINE, LIMITS, PROBED, PROBED, REPORT.text, "/x/report.txt"]
    assert desk.link.asked(m.TRUST) == [m.Trust(server="x.org", sha256="5f")]
    assert desk.link.asked(m.REPORT_WRITE) == [m.WriteReport(file="/x/report.txt", text=REPORT.text)]
    assert errors == []


def test_a_restart_is_said(desk: FakeDesk) -> None:
    """Or why there is none."""
    owner = QObject()
    notices: list[Notice] = []
    desk.notices.came.connect(notices.append)
    actions.restart_engine(desk, owner=owner)
    desk.link.answer(m.ENGINE_STOP, m.Nothing())
    actions.restart_engine(desk, owner=owner)
    assert [notice.tone for notice in notices] == ["error", "ok"]
