"""The same entries in rows of tiles."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from fakes.cloud import entry
from fakes.desk import NOW_MS
from megadesk.ui.models.files import ENTRY, FilesModel
from megadesk.ui.models.files_grid import FilesGridModel
from megadesk.ui.viewmodels.files import name_in


def test_tiles_follow_the_list(qtmodeltester: ModelTester) -> None:
    """In its order, as many in a row as there is room for."""
    files = FilesModel(lambda: NOW_MS)
    grid = FilesGridModel(files)
    qtmodeltester.check(grid, force_py=True)
    files.add([entry(f"/{name}.txt", size) for size, name in enumerate("cabde")])
    grid.set_across(2)
    assert (grid.rowCount(), grid.columnCount(), grid.across) == (3, 2, 2)
    shown = [name_in(grid.index(row, column).data(ENTRY).path)[0] for row, column in ((0, 0), (0, 1), (1, 0), (2, 0))]
    assert shown == ["a", "b", "c", "e"]
    last = grid.index(2, 1)
    assert (grid.place(last), last.data(ENTRY), grid.flags(last)) == (-1, None, Qt.ItemFlag.NoItemFlags)
    assert grid.place(grid.cell(3)) == 3
    files.sort(1, Qt.SortOrder.AscendingOrder)
    assert name_in(grid.index(0, 0).data(ENTRY).path) == "c.txt"
    told: list[str] = []
    files.renamed.connect(lambda _, name: told.append(name))
    grid.setData(grid.index(0, 1), "z.txt")
    grid.setData(last, "y.txt")
    assert told == ["z.txt"]
    assert grid.mimeData([grid.index(0, 0), last]).hasFormat("application/x-megadesk-paths")
