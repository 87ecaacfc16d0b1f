"""The entries of a folder as a list or as a grid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
)
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fakes.cloud import entry
from fakes.desk import NOW_MS
from megadesk.ui.models.files import FilesModel
from megadesk.ui.models.files_drag import DragData
from megadesk.ui.pages.files_views import EntryView, FilesGrid, FilesList
from megadesk.ui.viewmodels.files import COLUMNS, name_in
from megadesk.ui.widgets.rows import sized

ENTRIES = [entry("/zoo"), *(entry(f"/{name}.txt", size) for size, name in enumerate("abcdefgh"))]


@pytest.fixture(params=[FilesList, FilesGrid])
def view(request: pytest.FixtureRequest, qtbot: QtBot) -> EntryView:
    """Return a view with a folder and eight files, shown."""
    model = FilesModel(lambda: NOW_MS)
    model.add(ENTRIES)
    made: EntryView = request.param(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(560, 640)
    made.show()
    return made


def names(view: EntryView) -> list[str]:
    """Return the names of what is chosen."""
    return [name_in(one.path) for one in view.chosen]


def test_a_choice_stays_over_changes(view: EntryView) -> None:
    """Of order and of rows, by what it is."""
    picked: list[int] = []
    view.picked.connect(lambda: picked.append(len(view.chosen)))
    view.choose([1, 2, 4])
    assert names(view) == ["a.txt", "b.txt", "d.txt"]
    assert picked[-1] == 3
    view.files.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(view) == ["d.txt", "b.txt", "a.txt"]
    view.files.replace([one for one in ENTRIES if one.path != "/b.txt"])
    assert names(view) == ["d.txt", "a.txt"]


def test_keys_open_search_and_leave(view: EntryView, qtbot: QtBot) -> None:
    """Return opens, letters go to a name, Escape chooses nothing."""
    opened: list[str] = []
    view.opened.connect(lambda one: opened.append(one.path))
    view.keyboardSearch("d")
    assert names(view) == ["d.txt"]
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["/d.txt"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert names(view) == []


def test_home_and_end_choose_the_first_and_the_last(view: EntryView, qtbot: QtBot) -> None:
    """In the list and in the grid."""
    last = view.files.rowCount() - 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen == [view.files.entry(last)]
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen == [view.files.entry(0)]


def test_a_name_is_typed_over(view: EntryView, qtbot: QtBot) -> None:
    """Its stem is chosen, so that the ending stays."""
    told: list[str] = []
    view.files.renamed.connect(lambda _, name: told.append(name))
    view.choose([1])
    view.rename()
    field = view.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.selectedText()) == ("a.txt", "a")
    field.insert("new")
    with qtbot.waitSignal(view.files.renamed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["new.txt"]


def point(view: EntryView, place: int) -> QPoint:
    """Return where an entry is."""
    return view.visualRect(view.cell(place)).center()


def drop(view: EntryView, data: QMimeData, place: int) -> bool:
    """Drag something over an entry and drop it; return whether it was taken."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = point(view, place)
    view.dragEnterEvent(QDragEnterEvent(at, actions, data, buttons, keys))
    move = QDragMoveEvent(at, actions, data, buttons, keys)
    view.dragMoveEvent(move)
    assert not view.grab().isNull()
    if move.isAccepted():
        view.dropEvent(QDropEvent(QPointF(at), actions, data, buttons, keys))
    else:
        view.dragLeaveEvent(QDragLeaveEvent())
    return move.isAccepted()


def test_files_from_outside_are_taken(view: EntryView) -> None:
    """Into the folder below the pointer, or into the one that is shown."""
    told: list[tuple[list[str], str]] = []
    view.files_dropped.connect(lambda files, folder: told.append((files, folder)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/anna/x.txt")])
    assert drop(view, data, 0)
    assert drop(view, data, 1)
    assert told == [(["/home/anna/x.txt"], "/zoo"), (["/home/anna/x.txt"], "")]


def test_what_letting_go_would_do_is_told(view: EntryView) -> None:
    """Of the folder below the pointer, of the one that is shown, and when it is over."""
    told: list[tuple[str | None, bool]] = []
    view.hovered.connect(lambda folder, ours: told.append((folder, ours)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/anna/x.txt")])
    drop(view, data, 0)
    drop(view, data, 1)
    assert told == [("/zoo", False), (None, False), ("", False), (None, False)]
    told.clear()
    drop(view, DragData([ENTRIES[1]]), 0)
    drop(view, DragData([ENTRIES[1]]), 2)
    assert told == [("/zoo", True), (None, False), (None, True), (None, False)]


def test_entries_move_into_folders_only(view: EntryView) -> None:
    """They are in this one already; and none goes into itself."""
    told: list[tuple[list[str], str]] = []
    view.entries_dropped.connect(lambda paths, folder: told.append((paths, folder)))
    assert drop(view, DragData([ENTRIES[1]]), 0)
    assert not drop(view, DragData([ENTRIES[1]]), 2)
    assert not drop(view, DragData([ENTRIES[0]]), 0)
    assert told == [(["/a.txt"], "/zoo")]


def test_the_menu_comes_by_key_and_pointer(view: EntryView) -> None:
    """On nothing, it is about the folder: nothing is chosen then."""
    wanted: list[QPoint] = []
    view.menu_wanted.connect(wanted.append)
    view.choose([1])
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert names(view) == ["a.txt"]
    below = view.viewport().mapToGlobal(QPoint(5, view.viewport().height() - 2))
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(), below))
    assert names(view) == []
    assert len(wanted) == 2


def test_the_list_leaves_out_what_there_is_no_room_for(qtbot: QtBot) -> None:
    """The name and the state last."""
    view = FilesList(FilesModel(lambda: NOW_MS))
    view.files.setParent(view)
    qtbot.addWidget(view)
    view.show()
    for width, hidden in ((800, []), (600, [3]), (430, [2, 3]), (320, [1, 2, 3])):
        view.resize(width, 300)
        assert [column for column in range(5) if view.isColumnHidden(column)] == hidden


def test_arrows_in_the_grid_go_as_one_reads(qtbot: QtBot) -> None:
    """From the end of a row to the start of the next."""
    model = FilesModel(lambda: NOW_MS)
    model.add(ENTRIES)
    view = FilesGrid(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(430, 400)
    view.show()
    view.choose([2])
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert names(view) == ["c.txt"]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert names(view) == ["b.txt"]
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert names(view) == ["h.txt"]


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
def test_words_of_a_column_have_room_in_any_font(qtbot: QtBot, family: str) -> None:
    """As long as names have room, too; then names go before."""
    made = FilesList(FilesModel(lambda: NOW_MS))
    qtbot.addWidget(made)
    made.setFont(QFont(family))
    made.resize(900, 300)
    made.show()
    made._fit()
    metrics = QFontMetrics(sized(made.font(), 13, QFont.Weight.Normal))
    size, state = (made.columnWidth(COLUMNS.index(column)) for column in ("size", "state"))
    assert size >= metrics.horizontalAdvance("1,020 bytes") + 16
    assert state >= metrics.horizontalAdvance("Needs your decision") + 40
    made.resize(520, 300)
    narrow = made.columnWidth(COLUMNS.index("state"))
    assert narrow < state
    assert made.columnWidth(COLUMNS.index("name")) > made.columnWidth(COLUMNS.index("size"))
