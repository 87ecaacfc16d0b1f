"""What was done, as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.doing import week
from megadesk.ui.models.activity import ActivityModel, day_of
from megadesk.ui.widgets.rows import ROW
from megadesk.ui.widgets.table_cells import HEAD


@pytest.fixture
def model(qtbot: QtBot) -> ActivityModel:
    """A week."""
    made = ActivityModel(lambda: NOW_MS)
    made.put(week())
    return made


def test_days_stand_between_lines(model: ActivityModel, qtmodeltester: ModelTester) -> None:
    """They are titles: nobody can choose them."""
    assert model.rowCount() == 11
    assert model.index(0, 0).data(HEAD) == "Today"
    assert model.index(0, 1).data(HEAD) == "Today"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Today"
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.line(0) is None
    assert model.show(0) is None
    assert model.index(1, 0).data(HEAD) is None
    qtmodeltester.check(model, force_py=True)


def test_a_line_has_its_cells(model: ActivityModel) -> None:
    """What, on which device, at what time; the day of it on hover."""
    look = model.index(1, 0).data(ROW)
    assert (look.name, look.kind, look.mark) == ("Steuer 2025.pdf was changed", "document", "pencil")
    assert model.index(1, 1).data() == "Study (this computer)"
    assert model.index(1, 2).data()
    assert "2026" in model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Steuer 2025.pdf was changed, ")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Device"


def test_a_line_is_found_again(model: ActivityModel) -> None:
    """By its first commit; the same lines again change nothing."""
    assert model.row_of(90) == 1
    assert model.row_of(12345) == -1
    reset: list[int] = []
    model.modelReset.connect(lambda: reset.append(1))
    model.put(week())
    assert reset == []
    model.put(week()[1:])
    assert reset == [1]
    assert model.row_of(89) == 1


def test_days_are_those_of_this_place() -> None:
    """Not of Greenwich: two moments of one local day are one day."""
    assert day_of(NOW_MS + 86_400_000) == day_of(NOW_MS) + 1
