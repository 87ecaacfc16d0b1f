"""Very many rows, of which only those that are looked at are read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from fakes import past
from megadesk.ui.models.differences import PAGE, Differences
from megadesk.ui.widgets.rows import ROW


def test_a_page_is_wanted_once_when_one_of_its_rows_is_looked_at(qtbot: QtBot) -> None:
    """And again if it did not come."""
    model = Differences()
    every = past.differing(100_000)
    wanted: list[int] = []
    model.wanted.connect(wanted.append)
    model.start(len(every), every[:PAGE])
    assert model.rowCount() == 100_000
    assert model.index(3, 0).data() == "000003.jpg"
    row = 70 * PAGE + 2
    assert model.entry(row) is None
    for _ in range(3):
        model.index(row, 0).data(ROW)
    assert wanted == [70]
    model.forget(70)
    model.index(row, 0).data(ROW)
    assert wanted == [70, 70]
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.put(70, every[70 * PAGE : 71 * PAGE])
    assert changed == [(70 * PAGE, 71 * PAGE - 1)]
    assert model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) == every[row].path
    assert model.row_of(every[row].path) == row
    assert model.row_of("/nowhere") == -1


def test_it_is_a_sound_model(qtbot: QtBot) -> None:
    """As Qt checks it."""
    model = Differences()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.start(8, past.differing())
    model.start(0, [])
    assert tester.model() is model
