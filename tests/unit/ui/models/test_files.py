"""What is in a folder of the cloud, as a table."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fakes.cloud import entry
from fakes.desk import NOW_MS
from megadesk.ipc import messages as m
from megadesk.ui.models.files import ENTRY, FilesModel
from megadesk.ui.viewmodels.files import name_in
from megadesk.ui.viewmodels.when import HOUR_MS

B, FOLDER, A = entry("/b.txt", 5, HOUR_MS), entry("/zoo"), entry("/a.txt", 9, 2 * HOUR_MS)


@pytest.fixture
def model(qtmodeltester: ModelTester) -> FilesModel:
    """Return a model with three entries, watched for what it may not do."""
    made = FilesModel(lambda: NOW_MS)
    qtmodeltester.check(made, force_py=True)
    made.add([B, FOLDER])
    made.add([A])
    return made


def names(model: FilesModel) -> list[str]:
    """Return the names, from the top."""
    return [name_in(model.entry(row).path) for row in range(model.rowCount())]


def test_pages_are_put_in_order(model: FilesModel) -> None:
    """As they come; whoever stands somewhere goes along."""
    assert names(model) == ["zoo", "a.txt", "b.txt"]
    mark = QPersistentModelIndex(model.index(2, 0))
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["zoo", "b.txt", "a.txt"]
    assert (mark.row(), mark.data(ENTRY)) == (1, B)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["zoo", "b.txt", "a.txt"]


def test_a_folder_read_anew(model: FilesModel, qtbot: QtBot) -> None:
    """What is the same says nothing; what only stands otherwise is painted again; rows that moved are a new list."""
    assert not model.replace([B, FOLDER, A])
    with qtbot.waitSignal(model.dataChanged):
        assert not model.replace([B, FOLDER, replace(A, state="waiting")])
    assert model.replace([B, A])
    assert names(model) == ["a.txt", "b.txt"]
    model.begin()
    assert names(model) == []


def test_entries_are_found(model: FilesModel) -> None:
    """By id, by name, by how a name begins."""
    assert model.rows_of({A.id, FOLDER.id}) == [0, 1]
    assert (model.row_named("b.txt"), model.row_named("c")) == (2, -1)
    assert (model.row_beginning("B", 0), model.row_beginning("a", 2), model.row_beginning("q", 0)) == (2, 1, -1)


def test_columns_say_what_they_are(model: FilesModel) -> None:
    """On the screen, on hover, to a screen reader."""
    row = [model.index(1, column).data() for column in range(model.columnCount())]
    assert row == ["a.txt", "9 bytes", "2 hours ago", "Anna's laptop", "Synced"]
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert titles == ["Name", "Size", "Changed", "Device", "Status"]
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("a.txt, ")
    assert "/home/anna/megadesk/a.txt" in model.index(1, 4).data(Qt.ItemDataRole.ToolTipRole)


def test_a_name_is_typed_over(model: FilesModel) -> None:
    """The list changes once the engine says so; the same name or none is nothing."""
    told: list[tuple[m.CloudEntry, str]] = []
    model.renamed.connect(lambda one, name: told.append((one, name)))
    index = model.index(1, 0)
    for name in ("a.txt", "  ", " c.txt "):
        assert not model.setData(index, name)
    assert told == [(A, "c.txt")]
    assert names(model) == ["zoo", "a.txt", "b.txt"]
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(1, 1).flags() & Qt.ItemFlag.ItemIsEditable


def test_only_folders_take_what_is_dropped(model: FilesModel) -> None:
    """And everything can be dragged."""
    drops = [bool(model.index(row, 0).flags() & Qt.ItemFlag.ItemIsDropEnabled) for row in range(3)]
    assert drops == [True, False, False]
    data = model.mimeData([model.index(1, 0), model.index(1, 1)])
    assert data.formats()[0] in model.mimeTypes()
