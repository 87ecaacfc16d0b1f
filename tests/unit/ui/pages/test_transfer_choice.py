"""Which transfers are chosen, and which are in view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.moving import crowd, transfer
from megadesk.ui.pages.transfer_choice import LOOKED_AT_MAX
from megadesk.ui.pages.transfers import TransfersPage

ROWS = [transfer(f"{number:04d}.jpg", number=f"u{number}") for number in range(40)]


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> Iterator[TransfersPage]:
    """A page with forty transfers, shown."""
    crowd(desk, ROWS)
    made = TransfersPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.entered()
    yield made
    made.left()


def chosen(page: TransfersPage) -> list[str]:
    """Return the ids of what is marked in the table."""
    return [row.id for first, last in page.table.chosen_ranges() for row in page.model.rows_between(first, last)]


def test_what_is_chosen_stays_so_wherever_it_goes(page: TransfersPage, desk: FakeDesk) -> None:
    """Also when it is over, and gone: then it is no longer chosen."""
    page.choice.choose([(3, 4)])
    crowd(desk, [ROWS[39], *ROWS[:39]], (2, 1))
    page.refresh()
    assert chosen(page) == ["u3", "u4"]
    assert page.table.chosen_ranges() == [(4, 5)]
    crowd(desk, [row for row in ROWS if row.id != "u3"], (3, 1))
    page.refresh()
    assert chosen(page) == ["u4"]


def test_the_rows_in_view_stay_there_when_others_come_above(page: TransfersPage, desk: FakeDesk) -> None:
    """At the top the newest shows instead."""
    page.table.verticalScrollBar().setValue(10 * page.table.row_px + 7)
    new = [transfer(f"new {number}", number=f"n{number}") for number in range(3)]
    crowd(desk, [*new, *ROWS], (2, 1))
    page.refresh()
    assert page.table.verticalScrollBar().value() == 13 * page.table.row_px + 7
    page.table.scrollToTop()
    crowd(desk, ROWS, (3, 1))
    page.refresh()
    assert page.table.verticalScrollBar().value() == 0


def test_very_many_stay_where_they_are(page: TransfersPage, desk: FakeDesk) -> None:
    """Nobody knows them one by one; all of them are all of them, however many that is by then."""
    rows = [transfer(f"{number}", number=f"u{number}") for number in range(LOOKED_AT_MAX + 500)]
    crowd(desk, rows, (2, 1))
    page.refresh()
    many = [(0, LOOKED_AT_MAX + 100)]
    page.choice.choose(many)
    assert not page.choice.is_known
    crowd(desk, rows, (3, 1))
    page.refresh()
    assert page.choice.ranges == many
    page.table.selectAll()
    assert page.choice.is_all
    crowd(desk, rows[:100], (4, 1))
    page.refresh()
    assert page.choice.ranges == [(0, 99)]


def test_what_is_not_here_is_fetched_to_be_known(page: TransfersPage, desk: FakeDesk) -> None:
    """If somebody has chosen something else by then, the answer does not count."""
    rows = [transfer(f"{number}", number=f"u{number}") for number in range(9000)]
    crowd(desk, rows, (2, 1))
    page.refresh()
    desk.link.hold()
    page.choice.choose([(5, 1500)])
    assert len(page.choice.rows) < page.choice.count
    page.choice.choose([(1, 2)])
    desk.link.release()
    assert [row.id for row in page.choice.rows] == ["u1", "u2"]
    page.choice.choose([(5, 1500)])
    assert page.choice.is_known
    assert len(page.choice.rows) == 1496
