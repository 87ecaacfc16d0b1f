"""The page of what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk
from fakes.doing import example, line, page_of, week
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.desk import Place
from megadesk.ui.dialogs.versions import VersionsSheet
from megadesk.ui.pages.activity import ActivityPage
from megadesk.ui.viewmodels.activity import Asked


def answer(desk: FakeDesk, lines: Sequence[m.ActivityLine], limit: int | None = None) -> None:
    """Let this have been done."""
    desk.link.answer(m.LIST_ACTIVITY, lambda body: page_of(lines, body, limit))


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> Iterator[ActivityPage]:
    """The page with a week, shown."""
    answer(desk, week())
    made = ActivityPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.entered()
    yield made
    made._again.stop()


def chosen(page: ActivityPage) -> int | None:
    """Return the first commit of the line that is chosen."""
    found = page._line()
    return found.first_seq if found is not None else None


def test_it_shows_what_was_done(page: ActivityPage) -> None:
    """And what was last."""
    assert page.states.shows == "content"
    assert page.context.text() == "Last change 30 minutes ago on Study"
    assert page.filters.device.count() == 4
    assert not page._bar.isVisible()


def test_what_is_known_is_shown_before_the_server_is_asked(desk: FakeDesk, qtbot: QtBot) -> None:
    """Nothing is said to be nothing before it was."""
    shown: list[tuple[bool, str, int]] = []
    made = ActivityPage(desk)
    qtbot.addWidget(made)

    def told(body: m.ListActivity) -> m.ActivityPage:
        shown.append((body.known, made.states.shows, len(made.model.lines)))
        lines = [] if body.known and len(shown) == 1 else week()
        return page_of(lines, body)

    desk.link.answer(m.LIST_ACTIVITY, told)
    made.entered()
    made.filters.want(Asked(path="/Docs"))
    made.left()
    first, then, narrowed, last = shown
    assert (first, then) == ((True, "loading", 0), (False, "loading", 0))
    assert (narrowed[0], narrowed[2], last) == (True, 0, (False, "content", len(made.model.lines)))


def test_who_cannot_ask_is_shown_what_is_known(desk: FakeDesk, qtbot: QtBot) -> None:
    """As before, a failure takes nothing away."""
    desk.link.answer(m.LIST_ACTIVITY, lambda body: page_of(week(), body) if body.known else ServerUnavailable())
    made = ActivityPage(desk)
    qtbot.addWidget(made)
    made.entered()
    made.left()
    assert (made.states.shows, bool(made.model.lines)) == ("content", True)


def test_more_comes_at_the_end(desk: FakeDesk, page: ActivityPage) -> None:
    """As long as there is more; one page at a time."""
    lines = [line(seq, [example(f"/Photos/{seq}.jpg")]) for seq in range(400, 0, -1)]
    answer(desk, lines, 50)
    page._on_asked()
    assert len(page.model.lines) == 50
    page.table.scrollToBottom()
    assert [each.last_seq for each in page.model.lines] == list(range(400, 300, -1))
    assert [body.before_seq for body in desk.link.asked(m.LIST_ACTIVITY)[-2:]] == [0, 351]


def test_what_is_new_comes_in_above(desk: FakeDesk, page: ActivityPage) -> None:
    """In a moment, however many commits there are; what is chosen and what is in view stay."""
    page.resize(1000, 400)
    page.table.selectRow(page.model.row_of(80))
    page.table.verticalScrollBar().setValue(2 * page.table.row_px)
    before = len(desk.link.asked(m.LIST_ACTIVITY))
    answer(desk, [line(95, [example("/Docs/new.txt")]), *week()])
    for seq in range(91, 96):
        desk.link.tell(m.ACTIVITY_TOPIC, m.ActivityChanged(seq=seq))
    assert len(desk.link.asked(m.LIST_ACTIVITY)) == before
    assert page._again.isActive()
    page._again.timeout.emit()
    assert page.model.row_of(95) == 1
    assert chosen(page) == 80
    assert page.table.verticalScrollBar().value() == 3 * page.table.row_px


def test_what_was_fetched_before_stays_below(desk: FakeDesk, page: ActivityPage) -> None:
    """A look at the newest does not throw away what somebody has scrolled through."""
    answer(desk, [line(95, [example("/Docs/new.txt")]), *week()], 3)
    page.refresh()
    assert [each.last_seq for each in page.model.lines] == [95, 90, 89, 80, 79, 75, 70, 69, 60]
    page.table.scrollToBottom()
    assert len(page.model.lines) == 9


def test_nothing_is_asked_while_nobody_looks(desk: FakeDesk, page: ActivityPage) -> None:
    """Not even when something is done."""
    page.left()
    before = len(desk.link.asked(m.LIST_ACTIVITY))
    desk.link.tell(m.ACTIVITY_TOPIC, m.ActivityChanged(seq=99))
    page.refresh()
    assert not page._again.isActive()
    assert len(desk.link.asked(m.LIST_ACTIVITY)) == before


def test_a_line_leads_where_it_can(desk: FakeDesk, page: ActivityPage, qtbot: QtBot) -> None:
    """By Return, by its keys, and by the buttons below."""
    went: list[Place] = []
    desk.went.connect(went.append)
    desk.link.answer(m.LIST_VERSIONS, ServerUnavailable())
    page.table.selectRow(1)
    page.table.setFocus()
    assert page._bar.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.keyClick(page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    page._files.click()
    place = Place("files", "/Docs/Steuer 2025.pdf")
    assert went == [place, Place("rewind", "#90"), place]
    page._versions.click()
    assert len(page.window().findChildren(VersionsSheet)) == 1
    page.table.selectRow(page.model.row_of(75))
    assert not page._files.isEnabled()
    assert not page._versions.isEnabled()
    assert page._moment.isEnabled()


def test_a_line_narrows_to_what_is_like_it(desk: FakeDesk, page: ActivityPage) -> None:
    """Its device, or its folder."""
    page.table.selectRow(page.model.row_of(70))
    page._on_line[3].trigger()
    assert page.filters.asked == Asked(device="Office PC")
    assert [each.last_seq for each in page.model.lines] == [70, 69]
    page.table.selectRow(1)
    page._on_line[4].trigger()
    assert page.filters.asked == Asked(path="/Work")
    page.open_at("/Nowhere")
    assert page.states.shows == "empty"
    page.states.acted.emit()
    assert page.filters.asked == Asked()
    assert len(page.model.lines) == 8


def test_what_cannot_be_told_now_is_said(desk: FakeDesk, page: ActivityPage) -> None:
    """It is told when the server is there again."""
    desk.link.answer(m.LIST_ACTIVITY, lambda body: replace(page_of(week(), body), incomplete=True))
    page.refresh()
    assert page.note.isVisible()
    answer(desk, week())
    page.refresh()
    assert not page.note.isVisible()


def test_an_error_is_shown_where_there_is_nothing_else(desk: FakeDesk, qtbot: QtBot) -> None:
    """And can be tried again."""
    desk.link.answer(m.LIST_ACTIVITY, ServerUnavailable())
    page = ActivityPage(desk)
    qtbot.addWidget(page)
    page.entered()
    assert page.states.shows == "error"
    answer(desk, week())
    page.states.retried.emit()
    assert page.states.shows == "content"
    desk.link.answer(m.LIST_ACTIVITY, ServerUnavailable())
    page.refresh()
    assert page.states.shows == "content"
