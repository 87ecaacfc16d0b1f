"""The files in the popup."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from megadesk.ui.text import text
from megadesk.ui.tray.rows import PopupRows, button_boxes
from megadesk.ui.viewmodels.popup import PopupRow
from megadesk.ui.viewmodels.rowlook import RowLook


def row(name: str, *, is_live: bool = False, local: str = "/home/anna/x") -> PopupRow:
    """Return one row."""
    return PopupRow(
        id=name,
        look=RowLook(name=name),
        local=local,
        path=f"/{name}",
        is_live=is_live,
        spoken=text("{name}", name=name),
    )


def shown(qtbot: QtBot, *rows: PopupRow) -> PopupRows:
    """Return the list with these rows."""
    view = PopupRows()
    qtbot.addWidget(view)
    view.rows.set_rows(rows)
    view.resize(400, 300)
    view.show()
    return view


def test_rows_are_a_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    """That says when it changes, and keeps what is chosen while the rows are the same."""
    view = shown(qtbot, row("a", is_live=True), row("b"))
    qtmodeltester.check(view.rows, force_py=True)
    view.setCurrentIndex(view.rows.index(1))
    view.rows.set_rows([row("a", is_live=True), row("b", local="")])
    assert view.currentIndex().row() == 1
    view.rows.set_rows([row("c")])
    assert view.rows.data(view.rows.index(0), Qt.ItemDataRole.AccessibleTextRole) == "c"


def test_pointing_at_a_row_shows_what_can_be_done(qtbot: QtBot) -> None:
    """And a click does it."""
    view = shown(qtbot, row("a"))
    done: list[str] = []
    view.opened.connect(lambda _: done.append("opened"))
    view.shown.connect(lambda _: done.append("shown"))
    view.versions.connect(lambda _: done.append("versions"))
    for box in button_boxes(view.visualRect(view.rows.index(0)), 3, is_mirrored=False):
        qtbot.mouseMove(view.viewport(), QPoint(20, 20))
        view._point(box.center())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert done == ["opened", "shown", "versions"]
    view.grab()


def test_keys_and_the_menu_do_the_same(qtbot: QtBot) -> None:
    """What is not on this computer cannot be opened; what moves has no versions yet."""
    view = shown(qtbot, row("a"))
    done: list[PopupRow] = []
    view.opened.connect(done.append)
    view.setCurrentIndex(view.rows.index(0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert [found.id for found in done] == ["a"]
    assert [action.text() for action in view.menu_of(row("a")).actions()] == ["Open", "Show in folder", "Versions"]
    assert [action.text() for action in view.menu_of(row("b", local="")).actions()] == ["Versions"]
    assert [action.text() for action in view.menu_of(row("c", is_live=True)).actions()] == ["Show in folder"]
