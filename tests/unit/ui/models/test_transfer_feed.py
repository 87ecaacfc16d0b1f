"""What keeps the list filled and fresh."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fakes.desk import NOW_MS, FakeDesk
from fakes.moving import crowd, told, transfer
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.models.transfer_feed import LIMIT, MARGIN, REFRESH_MS, TransferFeed
from megadesk.ui.models.transfers import TransferModel
from megadesk.ui.viewmodels.transfers import Wanted

ROWS = [transfer(f"{number:05d}.jpg", number=f"u{number}") for number in range(5000)]


class Bench:
    """A feed over a window that a test moves."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.view = (0, 12)
        self.owner = QObject()
        self.model = TransferModel(lambda: NOW_MS)
        self.feed = TransferFeed(desk, self.model, lambda: self.view, self.owner)

    def asked(self) -> list[tuple[int, int]]:
        """Return the pages that were asked for."""
        return [(body.offset, body.limit) for body in self.desk.link.asked(m.LIST_TRANSFERS)]


@pytest.fixture
def bench(desk: FakeDesk, qtbot: QtBot) -> Bench:
    """A feed of 5,000 rows, not started."""
    crowd(desk, ROWS)
    return Bench(desk)


def test_nothing_is_asked_while_nobody_looks(bench: Bench) -> None:
    """Neither before nor after."""
    crowd(bench.desk, ROWS, (2, 1))
    bench.feed.scrolled()
    assert bench.asked() == []
    bench.feed.start()
    assert bench.asked() == [(0, LIMIT)]
    bench.feed.stop()
    crowd(bench.desk, ROWS, (3, 1))
    bench.feed.again()
    assert bench.asked() == [(0, LIMIT)]
    assert not bench.feed._tick.isActive()
    assert not bench.feed._refresh.isActive()


def test_what_comes_into_view_is_fetched_with_some_around_it(bench: Bench) -> None:
    """And not again while it is here."""
    bench.feed.start()
    bench.view = (2000, 2012)
    bench.feed.scrolled()
    assert bench.feed._scroll.isActive()
    bench.feed.fill()
    assert bench.asked()[1:] == [(2000 - MARGIN, LIMIT)]
    bench.view = (2020, 2032)
    bench.feed.fill()
    assert len(bench.asked()) == 2
    assert bench.model.row(2031) is not None


def test_a_list_that_keeps_changing_is_asked_for_once_in_a_while(bench: Bench) -> None:
    """However often the engine says that it changed."""
    bench.feed.start()
    for version in range(2, 30):
        bench.desk.link.tell(m.TRANSFERS_TOPIC, told(ROWS, (version, 1)))
    assert len(bench.asked()) == 1
    assert bench.feed._refresh.isActive()
    assert bench.feed._refresh.interval() >= REFRESH_MS
    crowd(bench.desk, ROWS, (30, 1))
    bench.feed._refresh.timeout.emit()
    assert len(bench.asked()) == 2
    assert bench.model.versions == (30, 1)
    assert not bench.feed._refresh.isActive()


def test_what_moves_comes_with_the_next_tick(bench: Bench) -> None:
    """The latest of it; nothing is asked for that."""
    bench.feed.start()
    for done in (0.1, 0.2, 0.3):
        moving = transfer("00001.jpg", "active", number="u1", done=done)
        bench.desk.link.tell(m.TRANSFERS_TOPIC, told([moving]))
    row = bench.model.row(1)
    assert row is not None
    assert row.bytes_done == 0
    bench.feed._tick.timeout.emit()
    row = bench.model.row(1)
    assert row is not None
    assert row.bytes_done == 300_000
    assert len(bench.asked()) == 1


def test_something_else_is_wanted(bench: Bench) -> None:
    """An answer to the question before is not taken."""
    bench.feed.start()
    bench.desk.link.hold()
    bench.feed.again()
    bench.feed.want(Wanted(tab="failed", sort="name"))
    bench.desk.link.release()
    assert bench.model.total == 0
    body = bench.desk.link.asked(m.LIST_TRANSFERS)[-1]
    assert (body.which.states, body.sort) == (["failed"], "name")


def test_one_question_at_a_time(bench: Bench) -> None:
    """Scrolling does not heap them up; when the answer is there, what is in view by then is fetched."""
    bench.desk.link.hold()
    bench.feed.start()
    bench.view = (3000, 3012)
    bench.feed.fill()
    bench.feed._refresh.timeout.emit()
    assert len(bench.asked()) == 1
    bench.desk.link.release()
    assert bench.feed._scroll.isActive()
    bench.feed._scroll.timeout.emit()
    assert bench.model.row(3005) is not None


def test_an_error_is_said(bench: Bench) -> None:
    """And the next try is free."""
    failed: list[object] = []
    bench.feed.failed.connect(failed.append)
    bench.desk.link.answer(m.LIST_TRANSFERS, ServerUnavailable())
    bench.feed.start()
    assert len(failed) == 1
    crowd(bench.desk, ROWS)
    bench.feed.again()
    assert bench.model.total == 5000


def test_rows_of_ranges_are_fetched_where_they_are_missing(bench: Bench) -> None:
    """In pages; those that are here are not asked for."""
    bench.feed.start()
    found: list[list[str]] = []
    bench.feed.rows_of([(10, 20)], lambda rows: found.append([row.id for row in rows]), bench.owner)
    assert found == [[f"u{number}" for number in range(10, 21)]]
    assert len(bench.asked()) == 1
    bench.feed.rows_of([(100, 2600), (4000, 4000)], lambda rows: found.append([row.id for row in rows]), bench.owner)
    assert found[1] == [f"u{number}" for number in range(100, 2601)] + ["u4000"]
    assert bench.asked()[1:] == [(100, 1000), (1100, 1000), (2100, 501), (4000, 1)]


def test_events_that_were_dropped_are_made_up_for(bench: Bench) -> None:
    """By asking again."""
    bench.feed.start()
    bench.desk.state.lagged.emit()
    assert len(bench.asked()) == 2
