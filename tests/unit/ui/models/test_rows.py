"""A list of rows that each have a key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from megadesk.ui.models.rows import KeyedRow, RowsModel
from megadesk.ui.text import text
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import ROW


def rows(*keys: str, below: str = "new") -> list[KeyedRow]:
    """Return rows with these keys and names."""
    return [
        KeyedRow(key=key, look=RowLook(name=key, below=text("{word}", word=below)), tip=text("Exactly now"))
        for key in keys
    ]


def test_the_same_keys_change_in_place(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    """Others make the list anew."""
    model = RowsModel()
    qtmodeltester.check(model, force_py=True)
    assert model.set_rows(rows("a", "b"))
    with qtbot.waitSignal(model.dataChanged):
        assert not model.set_rows(rows("a", "b", below="old"))
    assert model.set_rows(rows("b"))
    assert (model.row_of("b"), model.row_of("a"), model.rowCount(), model.columnCount()) == (0, -1, 1, 1)
    qtmodeltester.check(model, force_py=True)


def test_a_row_in_its_roles() -> None:
    """It is painted, hovered over and spoken."""
    model = RowsModel()
    model.set_rows(rows("a"))
    index = model.index(0, 0)
    role = Qt.ItemDataRole
    assert index.data(ROW) == rows("a")[0].look
    assert [index.data(one) for one in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole)] == [
        "a",
        "Exactly now",
        "a, new",
    ]
    assert model.data(QModelIndex()) is None
    assert index.data(role.DecorationRole) is None
