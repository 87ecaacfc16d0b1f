"""A list of painted rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from megadesk.ui.models.rows import KeyedRow
from megadesk.ui.text import text
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import ROW_PX, Appearance
from megadesk.ui.viewmodels.rowlook import RowLook
from megadesk.ui.widgets.row_list import RowList, chosen_rows


def shown(qtbot: QtBot, *keys: str, is_many: bool = True) -> RowList:
    """Return a list that shows rows of these keys."""
    view = RowList(text("Things"), is_many=is_many)
    qtbot.addWidget(view)
    view.show_rows([KeyedRow(key=key, look=RowLook(name=key)) for key in keys])
    view.resize(300, 200)
    view.show()
    return view


def test_what_is_chosen_stays_chosen(qtbot: QtBot) -> None:
    """By its key, wherever it stands now."""
    view = shown(qtbot, "a", "b", "c")
    picked: list[list[str]] = []
    view.picked.connect(picked.append)
    assert view.choose("b")
    view.choose("c", only=False)
    view.show_rows([KeyedRow(key=key, look=RowLook(name=key)) for key in ("c", "x", "b")])
    assert view.keys == ["c", "b"]
    assert chosen_rows(view) == [0, 2]
    assert picked[:2] == [["b"], ["b", "c"]]
    assert not view.choose("gone")


def test_return_opens(qtbot: QtBot) -> None:
    """The current row, which there is as soon as the keyboard comes."""
    view = shown(qtbot, "a", "b", is_many=False)
    view.setFocus()
    opened: list[str] = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(opened) == 1


def test_rows_grow_with_the_text(qtbot: QtBot) -> None:
    """At once."""
    view = shown(qtbot, "a")
    look().choose(Appearance.LIGHT, 2.0)
    assert view.rowHeight(0) == 2 * ROW_PX
