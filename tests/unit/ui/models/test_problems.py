"""The list of problems with its headings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.issues import CONFLICT, REMOVAL, issue
from megadesk.ui.models.problems import HEADING, ProblemsModel
from megadesk.ui.viewmodels.problems import arranged
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import ROW

ISSUES = [CONFLICT, REMOVAL, issue("unreadable", "a.jpg")]


def test_headings_and_problems_follow_each_other(qtbot: QtBot) -> None:
    """A heading cannot be chosen, and says itself; a problem has a look and a sentence."""
    model = ProblemsModel(lambda: NOW_MS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.set_entries(arranged(ISSUES, []))
    heading, problem = model.index(0, 0), model.index(1, 0)
    assert heading.data(HEADING) == "Needs your decision · 2"
    assert model.flags(heading) == Qt.ItemFlag.NoItemFlags
    assert problem.data(HEADING) is None
    assert isinstance(problem.data(ROW), RowLook)
    assert problem.data() == "Letter.txt"
    assert problem.data(Qt.ItemDataRole.ToolTipRole) == CONFLICT.path
    assert str(problem.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Letter.txt, ")
    assert model.headings() == [0, 3]


def test_the_same_keys_change_in_place(qtbot: QtBot) -> None:
    """So that nothing moves under the person's eyes."""
    model = ProblemsModel(lambda: NOW_MS)
    model.set_entries(arranged(ISSUES, []))
    changed: list[bool] = []
    model.dataChanged.connect(lambda *_: changed.append(True))
    assert not model.set_entries(arranged(list(ISSUES), []))
    assert changed == [True]
    assert model.set_entries(arranged(ISSUES[1:], []))


def test_a_problem_is_found_by_the_start_of_its_id(qtbot: QtBot) -> None:
    """As the engine finds it."""
    model = ProblemsModel(lambda: NOW_MS)
    model.set_entries(arranged(ISSUES, []))
    assert model.row_of(REMOVAL.id) == 2
    assert model.row_of(REMOVAL.id[:6]) == 2
    assert model.row_of("zz") == model.row_of("") == -1
    assert model.problem(0) is None
    assert model.problem(99) is None
