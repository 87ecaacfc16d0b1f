"""A table whose rows are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from megadesk.ui.language import say
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import SMALL_PX
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.rows import GROUND_PX, ROW, sized
from megadesk.ui.widgets.table import NAME_PX, RowTable
from megadesk.ui.widgets.table_cells import GAP_PX, TONE, Column

COLUMNS = (
    Column(title=text("Name"), sort="name"),
    Column(title=text("Size"), width=100, above=300, is_number=True, sort="size"),
    Column(title=text("Time"), width=100, above=500),
)


def model_of(count: int, *, tone: str = "muted") -> QStandardItemModel:
    """Return so many rows, the last of them on its way."""
    model = QStandardItemModel(count, 3)
    for number in range(count - 1):
        item = QStandardItem()
        item.setData(RowLook(name=f"{number}.jpg", kind="image"), ROW)
        model.setItem(number, 0, item)
        size = QStandardItem("1 MiB")
        size.setData(tone, TONE)
        model.setItem(number, 1, size)
        model.setItem(number, 2, QStandardItem("now"))
    return model


@pytest.fixture
def table(qtbot: QtBot) -> RowTable:
    """One of a hundred rows, 600 by 400."""
    made = RowTable(text("Files"), COLUMNS)
    qtbot.addWidget(made)
    made.setModel(model_of(100))
    made.resize(600, 400)
    made.show()
    return made


def test_columns_that_have_no_room_are_left_out(table: RowTable) -> None:
    """The first takes what is left over."""
    assert [table.isColumnHidden(column) for column in range(3)] == [False, False, False]
    assert sum(table.columnWidth(column) for column in range(3)) == table.width() - GROUND_PX
    table.resize(400, 400)
    QApplication.processEvents()
    assert [table.isColumnHidden(column) for column in range(3)] == [False, False, True]
    assert table.last_shown == 1
    table.resize(250, 400)
    QApplication.processEvents()
    assert table.columnWidth(0) == table.width() - GROUND_PX


def test_nothing_moves_when_a_scroll_bar_comes(qtbot: QtBot) -> None:
    """Columns, and the ground of a row, are where they were."""
    few, many = RowTable(text("Files"), COLUMNS), RowTable(text("Files"), COLUMNS)
    for made, count in ((few, 2), (many, 200)):
        qtbot.addWidget(made)
        made.setModel(model_of(count))
        made.resize(600, 400)
        made.show()
    assert many.verticalScrollBar().isVisible()
    assert not few.verticalScrollBar().isVisible()
    widths = [[made.columnWidth(column) for column in range(3)] for made in (few, many)]
    assert widths[0] == widths[1]
    cell = few.visualRect(few.model().index(0, 0))
    assert few.row_rect(cell) == many.row_rect(cell)


def test_a_column_takes_its_share_of_the_room(qtbot: QtBot) -> None:
    """Of what the first does not need; none where it needs all."""
    columns = [
        Column(title=text("Name")),
        Column(title=text("Status"), width=100, share=0.5),
        Column(title=text("Time"), width=50),
    ]
    made = RowTable(text("Files"), columns)
    qtbot.addWidget(made)
    made.setModel(model_of(2))
    for width, wanted in ((NAME_PX + 350 + GROUND_PX, 200), (NAME_PX + 150 + GROUND_PX, 100), (200, 100)):
        made.resize(width, 400)
        made.show()
        QApplication.processEvents()
        assert made.columnWidth(1) == wanted


def test_the_rows_in_view_are_known(table: RowTable) -> None:
    """From where it is scrolled to, and how high it is."""
    first, behind = table.rows_in_view()
    assert first == 0
    assert behind == -(-table.viewport().height() // table.row_px)
    table.scrollToBottom()
    assert table.rows_in_view()[1] == 100
    empty = RowTable(text("Files"), COLUMNS)
    assert empty.rows_in_view() == (0, 0)
    assert empty.chosen_ranges() == []


def test_keys_open_and_let_go(table: RowTable, qtbot: QtBot) -> None:
    """Return opens the current row, Escape lets go what is chosen."""
    table.selectRow(3)
    table.setCurrentIndex(table.model().index(3, 0))
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [3]
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert table.chosen_ranges() == []
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen_ranges() == [(0, 99)]


def test_a_click_below_the_last_row_lets_go(table: RowTable, qtbot: QtBot) -> None:
    """As in every list of files."""
    table.setModel(model_of(3))
    table.selectRow(1)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, table.viewport().height() - 4))
    assert table.chosen_ranges() == []


def test_titles_sort(table: RowTable, qtbot: QtBot) -> None:
    """By the word of their column; where it is sorted shows."""
    with qtbot.waitSignal(table.sorted) as asked:
        table.horizontalHeader().sectionClicked.emit(1)
    assert asked.args == ["size"]
    table.show_sort("size", descending=True)
    assert table.horizontalHeader().sortIndicatorSection() == 1
    table.show_sort("", descending=False)
    assert not table.horizontalHeader().isSortIndicatorShown()


def test_the_menu_key_asks_at_the_current_row(table: RowTable, qtbot: QtBot) -> None:
    """And the mouse where it is."""
    table.setCurrentIndex(table.model().index(2, 0))
    for reason, place in (
        (QContextMenuEvent.Reason.Keyboard, table.visualRect(table.currentIndex()).center()),
        (QContextMenuEvent.Reason.Mouse, QPoint(5, 6)),
    ):
        with qtbot.waitSignal(table.asked_menu) as asked:
            QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, QPoint(5, 6), QPoint(5, 6)))
        assert asked.args == [table.viewport().mapToGlobal(place)]


def test_the_row_that_is_pointed_at_shows(table: RowTable, qtbot: QtBot) -> None:
    """Whole, whichever column the pointer is in; none when it has left."""
    at = QPointF(550, table.row_px + 5)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table.viewport(), move)
    assert table.viewport().hasMouseTracking()
    assert table.pointed == 1
    QApplication.sendEvent(table, QEvent(QEvent.Type.Leave))
    assert table.pointed == -1


@pytest.mark.parametrize(("y", "row"), [(2, 0), (60, 1), (56 * 2 + 40, 3)])
def test_what_is_dropped_goes_between_rows(table: RowTable, qtbot: QtBot, y: int, row: int) -> None:
    """Only what comes from the table itself, and only where the order can be changed."""
    dropped: list[int] = []
    table.dropped.connect(dropped.append)
    event = QDropEvent(
        QPointF(10, y), Qt.DropAction.MoveAction, QMimeData(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    table.let_reorder(is_on=True)
    assert table.dragEnabled()
    table.dropEvent(event)
    assert dropped == []  # from somewhere else
    assert table._drop_row(y) == row
    before = table.grab().toImage()
    table._show_drop(row)
    assert table.grab().toImage() != before


def test_a_table_without_a_model_is_painted(qtbot: QtBot) -> None:
    """Empty."""
    table = RowTable(text("Files"), COLUMNS, is_dense=True)
    qtbot.addWidget(table)
    table.grab()
    assert table.row_px == 40
    assert not table.indexAt(QPoint(0, 0)).isValid()
    assert isinstance(table.currentIndex(), QModelIndex)


def test_a_column_has_room_for_its_longest_words(qtbot: QtBot) -> None:
    """In any language, however wide it is otherwise."""
    long = text("Tried 10 times, and tried once more before long")
    columns = [Column(title=text("Name")), Column(title=text("Status"), width=40, sample=long), Column(title=text("T"))]
    made = RowTable(text("Files"), columns)
    qtbot.addWidget(made)
    made.setModel(model_of(2))
    made.resize(800, 300)
    made.show()
    small = QFontMetrics(sized(made.font(), look().px(SMALL_PX), QFont.Weight.Normal))
    assert made.columnWidth(1) > small.horizontalAdvance(say(long)) + GAP_PX


def test_the_first_row_may_be_lower(table: RowTable) -> None:
    """It stays so when the rows and the room are others."""
    table.show_first(30)
    assert (table.rowHeight(0), table.rowHeight(1)) == (30, table.row_px)
    model = table.model()
    assert isinstance(model, QStandardItemModel)
    model.clear()
    model.appendRow(QStandardItem("a"))
    model.appendRow(QStandardItem("b"))
    model.beginResetModel()
    model.endResetModel()
    table.resize(500, 300)
    assert (table.rowHeight(0), table.rowHeight(1)) == (30, table.row_px)
