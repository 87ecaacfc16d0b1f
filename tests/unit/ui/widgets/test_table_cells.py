"""How the cells of a table are painted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import ROW
from megadesk.ui.widgets.table import RowTable
from megadesk.ui.widgets.table_cells import HEAD, TONE, Column, title_data

COLUMNS = (Column(title=text("Name"), sort="name"), Column(title=text("Size"), width=100, is_number=True))


def model_of(tone: str = "muted", size: str = "1 MiB") -> QStandardItemModel:
    """Return a row, one that is on its way, and a title."""
    model = QStandardItemModel(3, 2)
    name, much, title = QStandardItem(), QStandardItem(size), QStandardItem()
    name.setData(RowLook(name="a.jpg", kind="image"), ROW)
    much.setData(tone, TONE)
    title.setData("Today", HEAD)
    model.setItem(0, 0, name)
    model.setItem(0, 1, much)
    model.setItem(2, 0, title)
    return model


def pictures(qtbot: QtBot, model: QStandardItemModel, *, chosen: int = -1, mirrored: bool = False) -> list[QImage]:
    """Return how each row looks."""
    table = RowTable(text("Files"), COLUMNS)
    qtbot.addWidget(table)
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    table.setModel(model)
    table.resize(500, 260)
    table.show()
    if chosen >= 0:
        table.selectRow(chosen)
    rects = [table.row_rect(table.visualRect(model.index(row, 0))) for row in range(3)]
    return [table.viewport().grab(rect).toImage() for rect in rects]


def test_each_kind_of_row_looks_its_own_way(qtbot: QtBot) -> None:
    """One that is here, one that is on its way, and a title."""
    row, skeleton, title = pictures(qtbot, model_of())
    assert row != skeleton
    assert skeleton != title
    assert row != title


def test_what_changes_shows(qtbot: QtBot) -> None:
    """Words, their tone, being chosen, and the side from which it is read."""
    plain = pictures(qtbot, model_of())[0]
    others = [
        pictures(qtbot, model_of(size="2 MiB"))[0],
        pictures(qtbot, model_of(tone="error"))[0],
        pictures(qtbot, model_of(), chosen=0)[0],
        pictures(qtbot, model_of(), mirrored=True)[0],
    ]
    assert all(other != plain for other in others)


def test_titles_stand_where_their_cells_do() -> None:
    """Numbers at the far side."""
    role = Qt.ItemDataRole.TextAlignmentRole
    assert title_data(COLUMNS, 1, Qt.ItemDataRole.DisplayRole) == "Size"
    assert title_data(COLUMNS, 0, role) != title_data(COLUMNS, 1, role)
    assert title_data(COLUMNS, 1, Qt.ItemDataRole.DecorationRole) is None
