"""The rows near what is in view, of very many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS
from fakes.moving import page_of, transfer
from megadesk.ipc import messages as m
from megadesk.ui.models.transfers import COLUMNS, KEPT_MAX, TransferModel
from megadesk.ui.widgets.rows import ROW
from megadesk.ui.widgets.table_cells import TONE

ROWS = [transfer(f"{number:04d}.jpg", number=f"u{number}") for number in range(1000)]


@pytest.fixture
def model(qtbot: QtBot) -> TransferModel:
    """An empty one."""
    return TransferModel(lambda: NOW_MS)


def page(
    offset: int, limit: int = 100, versions: tuple[int, int] = (1, 1), rows: list[m.TransferRow] = ROWS
) -> m.Transfers:
    """Answer as an engine."""
    return page_of(rows, m.ListTransfers(offset=offset, limit=limit), versions)


def test_rows_that_are_not_here_say_nothing(model: TransferModel, qtmodeltester: ModelTester) -> None:
    """But there are as many as there are."""
    model.take(200, page(200))
    assert model.rowCount() == 1000
    assert model.row(199) is None
    assert model.index(199, 0).data(ROW) is None
    assert model.index(199, 1).data() is None
    assert model.index(200, 0).data(ROW).name == "0200.jpg"
    assert model.number("u250") == 250
    assert model.missing(150, 250)
    assert not model.missing(200, 300)
    assert [row.id for row in model.rows_between(198, 201)] == ["u200", "u201"]
    assert len(model.rows_between(0, 999)) == 100
    qtmodeltester.check(model, force_py=True)


def test_pages_of_one_version_stay(model: TransferModel) -> None:
    """Of another the rest is forgotten: it may have moved."""
    model.take(0, page(0))
    model.take(200, page(200))
    assert model.row(50) is not None
    model.take(300, page(300, versions=(2, 1)))
    assert model.row(50) is None
    assert model.number("u50") is None
    assert model.versions == (2, 1)


def test_a_row_that_moved_up_is_known_at_its_new_place(model: TransferModel) -> None:
    """Also by its id."""
    model.take(0, page(0))
    model.take(0, page(0, versions=(2, 1), rows=[ROWS[7], *ROWS[:7], *ROWS[8:]]))
    assert model.number("u7") == 0
    assert model.number("u0") == 1


def test_rows_come_and_go_at_the_end(model: TransferModel, qtmodeltester: ModelTester) -> None:
    """So that what is above keeps its place on the screen."""
    told: list[str] = []
    model.rowsInserted.connect(lambda _, first, last: told.append(f"+{first}-{last}"))
    model.rowsRemoved.connect(lambda _, first, last: told.append(f"-{first}-{last}"))
    model.take(0, page(0, rows=ROWS[:10]))
    model.take(0, page(0, rows=ROWS[:12], versions=(2, 1)))
    model.take(0, page(0, rows=ROWS[:3], versions=(3, 1)))
    assert told == ["+0-9", "+10-11", "-3-11"]
    qtmodeltester.check(model, force_py=True)


def test_what_moves_is_told_once_and_only_in_view(model: TransferModel) -> None:
    """Of fifty that move, one signal; of those out of view none, but they are right when they come into view."""
    model.take(0, page(0))
    model.look_at(0, 10)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    moving = [transfer(f"{number:04d}.jpg", "active", number=f"u{number}", done=0.5) for number in (2, 3, 50)]
    model.move(moving)
    assert told == [(0, 9)]
    model.move(moving)
    assert told == [(0, 9)]
    model.move([transfer("0060.jpg", "active", number="u60"), transfer("none", "active", number="u9999")])
    assert told == [(0, 9)]
    assert model.index(50, 0).data(ROW).part == pytest.approx(0.5)


def test_cells_say_what_they_show(model: TransferModel) -> None:
    """Columns, tones, what is said of a row as a whole, and where the pointer rests."""
    row = transfer("a.jpg", "failed", code="damaged", size=2048, ended="2026-11-26T09:00:00Z")
    model.take(0, page(0, rows=[row]))
    cells = [model.index(0, column).data() for column in range(len(COLUMNS))]
    assert cells == ["a.jpg", "2.0 KiB", "", "Failed", "1 hour ago"]
    assert model.index(0, 3).data(TONE) == "error"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("a.jpg, upload, Failed, ")
    assert "/Docs/a.jpg" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "2026" in model.index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Size"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_what_waits_can_be_dragged(model: TransferModel) -> None:
    """What moves has no place in line any more, and what is over had its turn."""
    states = ("active", "queued", "paused", "completed")
    model.take(0, page(0, rows=[transfer(state, state) for state in states]))
    can = [bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsDragEnabled) for row in range(4)]
    assert can == [False, True, True, False]


def test_it_keeps_no_more_than_it_needs(model: TransferModel) -> None:
    """Who scrolls through a hundred thousand does not keep them all."""
    rows = [transfer(f"{number}", number=f"u{number}") for number in range(KEPT_MAX * 2)]
    for offset in range(0, len(rows), 1000):
        model.take(offset, page(offset, 1000, rows=rows))
    assert len(model.rows_between(0, len(rows))) <= KEPT_MAX + 1000


def test_times_grow_old(model: TransferModel) -> None:
    """What was just now is a minute ago later."""
    now = [NOW_MS]
    model = TransferModel(lambda: now[0])
    model.take(0, page(0, rows=[transfer("a", "completed", ended="2026-11-26T10:00:00Z")]))
    assert model.index(0, 4).data() == "just now"
    now[0] += 120_000
    model.age()
    assert model.index(0, 4).data() == "2 minutes ago"
    model.forget()
    assert model.rowCount() == 0
