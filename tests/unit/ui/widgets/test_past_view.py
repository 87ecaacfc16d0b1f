"""The two lists of Rewind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fakes import past
from megadesk.ipc.messages import RewindShow
from megadesk.ui.models.differences import Differences
from megadesk.ui.models.past_tree import PastTree
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ROW_PX, Appearance
from megadesk.ui.widgets.past_view import RowsView, TreeView


def test_return_looks_closer(qtbot: QtBot) -> None:
    """In both."""
    tree, model = TreeView(text("Then")), PastTree()
    qtbot.addWidget(tree)
    tree.setModel(model)
    model.start("/", "All files")
    model.put("/", past.show(RewindShow(path="/")).entries, more=False)
    rows = RowsView(text("Now"))
    qtbot.addWidget(rows)
    rows.setModel(Differences())
    for view in (tree, rows):
        view.show()
        looked: list[int] = []
        view.looked.connect(lambda looked=looked: looked.append(1))
        QTest.keyClick(view, Qt.Key.Key_Return)
        QTest.keyClick(view, Qt.Key.Key_Down)
        assert looked == [1]
    tree.resize(260, 400)
    tree.expandAll()
    assert not tree.grab().isNull()


def test_rows_are_as_high_as_their_text(qtbot: QtBot) -> None:
    """Also after it was made larger."""
    rows = RowsView(text("Now"))
    qtbot.addWidget(rows)
    assert rows.verticalHeader().defaultSectionSize() == ROW_PX
    look().choose(Appearance.LIGHT, 1.5)
    assert rows.verticalHeader().defaultSectionSize() == look().px(ROW_PX)
