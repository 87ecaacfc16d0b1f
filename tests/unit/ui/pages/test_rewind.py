"""Rewind: a moment, what was, what differs, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fakes import past
from fakes.desk import NOW_MS, FakeDesk, status
from megadesk.ipc import messages as m
from megadesk.model.errors import ServerUnavailable
from megadesk.ui.dialogs.compare import CompareSheet
from megadesk.ui.dialogs.restore import RestoreSheet
from megadesk.ui.pages.rewind import RewindPage
from megadesk.ui.theme.look import look
from megadesk.ui.theme.tokens import Appearance
from megadesk.ui.viewmodels.moments import When
from megadesk.ui.viewmodels.when import DAY_MS

RUNS = m.BackupRuns(
    path="backups:/laptop/docs",
    runs=[m.BackupRun(run=2, seq=500, started="", finished="2026-11-20T00:00:00Z", files=3, bytes=9, device="laptop")],
)
BACKUP = m.BackupStatus(
    id="b1", name="docs", local="/home/anna/docs", remote="backups:/laptop/docs", direction="up", state="scheduled",
    pending=0, files=3, bytes=9, issues=0, every="daily",
)  # fmt: skip


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> RewindPage:
    """Return the page, shown to a person."""
    past.answer_past(desk.link)
    desk.link.answer(m.LIST_BACKUPS, m.Backups(backups=[BACKUP]))
    desk.link.answer(m.BACKUP_RUNS, RUNS)
    made = RewindPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def last(desk: FakeDesk, method: m.Method[m.RewindDiff, m.DiffEntries]) -> m.RewindDiff:
    """Return what was asked of a method last."""
    body: m.RewindDiff = desk.link.asked(method)[-1]
    return body


def test_it_begins_a_day_ago(page: RewindPage, desk: FakeDesk) -> None:
    """With all files, and what differs from now of them."""
    page.entered()
    assert desk.link.asked(m.REWIND_SHOW)[0].time == "2026-11-25T10:00:00.000Z"
    body = last(desk, m.REWIND_DIFF)
    assert (body.path, body.seq) == ("/", past.MOMENT.seq)
    assert page.context.text().endswith("9 changes here since")
    assert page.foot.restore.text() == "Restore everything…"


def test_a_folder_at_the_left_is_what_the_right_tells_of(page: RewindPage, desk: FakeDesk) -> None:
    """A file is not; what is chosen at the right counts for the button."""
    page.entered()
    page.tree.seek("/Documents")
    assert last(desk, m.REWIND_DIFF).path == "/Documents"
    assert page.context.text().endswith("3 changes here since")
    assert page.foot.restore.text() == "Restore this folder…"
    page.changes.view.selectRow(0)
    assert page.foot.restore.text() == "Restore 1 file…"
    page.changes.view.selectAll()
    assert page.chosen.paths == ("/Documents",)
    page.tree.seek("/Notes.txt")
    assert page.chosen.paths == ("/Notes.txt",)


@pytest.mark.parametrize(
    ("what", "path", "seq"),
    [("#77", "/", 77), ("/Photos@77", "/Photos", 77), ("/Documents", "/Documents", past.MOMENT.seq)],
)
def test_it_opens_where_others_lead(page: RewindPage, desk: FakeDesk, what: str, path: str, seq: int) -> None:
    """Whether it was looked at before or not."""
    page.entered()
    page.open_at(what)
    assert page.time.timeline.hasFocus()
    body = last(desk, m.REWIND_DIFF)
    assert (body.path, body.seq) == (path, seq)


def test_it_opens_at_a_time(page: RewindPage, desk: FakeDesk) -> None:
    """As a problem leads to the moment before it began."""
    page.entered()
    page.open_at("/Documents@2026-11-24T09:30:59.999Z")
    assert desk.link.asked(m.REWIND_SHOW)[-1].time == "2026-11-24T09:30:59.999Z"
    assert last(desk, m.REWIND_DIFF).path == "/Documents"


def test_it_opens_at_a_run_of_a_backup(page: RewindPage, desk: FakeDesk) -> None:
    """Of which only copies come out."""
    page.entered()
    page.open_at("run backups:/laptop/docs 2")
    asked = desk.link.asked(m.REWIND_SHOW)[-1]
    assert (asked.path, asked.seq) == ("backups:/laptop/docs", 500)
    assert page.place.value() == "backups:/laptop/docs"
    assert page.is_backup
    page.time.step_run(1)
    page.time.step_run(-1)
    assert len(page.time.timeline._marks) == 1


def test_it_opens_at_a_moment_before_it_was_ever_shown(page: RewindPage, desk: FakeDesk) -> None:
    """And does not go to yesterday then."""
    page.open_at("#77")
    page.entered()
    assert last(desk, m.REWIND_DIFF).seq == 77


def test_now_is_a_moment_with_nothing_to_bring_back(page: RewindPage, desk: FakeDesk) -> None:
    """And nothing to compare."""
    page.entered()
    asked = len(desk.link.asked(m.REWIND_DIFF))
    page.show_when(When())
    assert len(desk.link.asked(m.REWIND_DIFF)) == asked
    assert not page.foot.restore.isEnabled()
    assert page.changes.states.shows == "empty"
    assert not page.time.now.isEnabled()


def test_what_is_chosen_comes_back_and_can_be_undone(page: RewindPage, desk: FakeDesk) -> None:
    """After it was seen what that would do."""
    page.entered()
    page.changes.view.selectRow(0)
    page.foot.restore.click()
    (sheet,) = page.window().findChildren(RestoreSheet)
    assert desk.link.asked(m.REWIND_PLAN)[0].path == "/Documents/Contract.pdf"
    sheet.primary.click()
    assert desk.link.asked(m.REWIND_RESTORE)[0].seq == past.MOMENT.seq
    assert page.foot.shows == "done"
    page.foot.undo_button.click()
    undone = desk.link.asked(m.REWIND_RESTORE)[1]
    assert (undone.seq, undone.exact) == (past.NEWEST_SEQ, True)


def test_a_file_is_looked_at_closer(page: RewindPage, desk: FakeDesk) -> None:
    """From the right, and from the left where nothing has changed; a folder opens."""
    desk.link.answer(m.CAT_FILE, [m.Chunk(data=b"words"), m.Nothing()])
    page.entered()
    page.changes.view.selectRow(3)
    page.compare()
    assert len(page.window().findChildren(CompareSheet)) == 1
    page.tree.seek("/Music/demo-take-3.flac")
    page.compare()
    assert len(page.window().findChildren(CompareSheet)) == 2
    page.tree.seek("/Music")
    page.compare()
    assert not page.tree.view.isExpanded(page.tree.model.index_of("/Music"))


def test_what_changes_meanwhile_is_looked_at_again_after_a_while(page: RewindPage, desk: FakeDesk) -> None:
    """Only while somebody looks, and what is chosen stays chosen."""
    page.entered()
    page.changes.view.selectRow(3)
    asked = len(desk.link.asked(m.REWIND_DIFF))
    head = {"main": m.HeadStatus(seq=901, hash="", verified=True)}
    desk.link.tell(m.STATUS_TOPIC, status(head=head))
    assert page._again.isActive()
    page._again.timeout.emit()
    assert len(desk.link.asked(m.REWIND_DIFF)) == asked + 1
    assert page.chosen.paths == ("/Notes.txt",)
    page.left()
    desk.link.tell(m.STATUS_TOPIC, status())
    assert not page._again.isActive()


def test_nothing_is_blank_while_the_server_is_away(page: RewindPage, desk: FakeDesk) -> None:
    """It is said, and can be tried again."""
    desk.link.answer(m.REWIND_TIMELINE, ServerUnavailable("gone"))
    page.entered()
    assert page.tree.states.shows == "error"
    desk.link.answer(m.REWIND_TIMELINE, past.timeline())
    page.tree.retried.emit()
    assert page.tree.states.shows == "content"
    shown = len(desk.link.asked(m.REWIND_SHOW))
    page.tree.retried.emit()
    assert len(desk.link.asked(m.REWIND_SHOW)) == shown + 1


def test_it_comes_by_itself_once_the_server_is_there_again(page: RewindPage, desk: FakeDesk) -> None:
    """Whether it had begun or not."""
    desk.link.answer(m.REWIND_TIMELINE, ServerUnavailable("gone"))
    page.entered()
    assert page.tree.states.shows == "error"
    desk.link.answer(m.REWIND_TIMELINE, past.timeline())
    desk.state.lagged.emit()
    assert page.tree.states.shows == "content"
    desk.link.answer(m.REWIND_SHOW, ServerUnavailable("gone"))
    page.refresh()
    assert page.tree.states.shows == "error"
    past.answer_past(desk.link)
    desk.state.lagged.emit()
    assert page.tree.states.shows == "content"


def test_a_place_in_a_backup_is_shown_in_that_backup(page: RewindPage, desk: FakeDesk) -> None:
    """Also if nobody knew yet that it is one."""
    page.open_at("backups:/laptop/docs/2026@500")
    page.entered()
    assert page.place.value() == "backups:/laptop/docs"
    assert desk.link.asked(m.REWIND_SHOW)[-1].path == "backups:/laptop/docs"


def test_the_space_bar_compares_in_the_lists_only(page: RewindPage, desk: FakeDesk) -> None:
    """On a button it presses the button."""
    desk.link.answer(m.CAT_FILE, [m.Chunk(data=b"words"), m.Nothing()])
    page.entered()
    page.changes.view.selectRow(3)
    page.changes.view.setFocus()
    QTest.keyClick(page.changes.view, Qt.Key.Key_Space)
    assert len(page.window().findChildren(CompareSheet)) == 1
    page.changes.filters.chips["removed"].setFocus()
    QTest.keyClick(page.changes.filters.chips["removed"], Qt.Key.Key_Space)
    assert page.changes.filters.word == "removed"
    assert len(page.window().findChildren(CompareSheet)) == 1


def test_the_longer_it_takes_the_less_often_it_is_looked_at_again(page: RewindPage, desk: FakeDesk) -> None:
    """Ten times as long as the last look took, a minute at most."""
    page.entered()
    now = NOW_MS
    desk.now_ms = lambda: now
    for took_ms, interval_ms in ((5, 3000), (2000, 20_000), (90_000, 60_000)):
        desk.link.hold()
        page._look_again()
        now += took_ms
        desk.link.release()
        assert page._again.interval() == interval_ms


def test_keys_do_what_the_mouse_does(page: RewindPage, desk: FakeDesk) -> None:
    """Every command has one, or is a menu key away."""
    page.entered()
    page.time.timeline.setFocus()
    page.time.step_one(-1)
    assert last(desk, m.REWIND_DIFF).seq == past.MOMENT.seq - 1
    page.search()
    assert page.changes.search.hasFocus()
    texts = [action.text() for action in page.commands() if action is not None]
    assert len(texts) == len(set(texts)) == 13
    assert len(page.menu().actions()) == 4
    page.refresh()
    assert page.time.found is not None
    assert page.time.first_look() == When(time_ms=NOW_MS - DAY_MS)


def test_a_low_page_leaves_its_room_to_tree_and_list(page: RewindPage) -> None:
    """Bars are lower, and a heading is left out."""
    timeline = page.time.timeline
    assert not page.tree.heading.isHidden()
    assert timeline.sizeHint().height() > timeline.minimumSizeHint().height()
    look().choose(Appearance.LIGHT, 2.0)
    page.resize(1100, 780)
    assert page.height() == 780
    assert page.tree.heading.isHidden()
    assert timeline.sizeHint().height() == timeline.minimumSizeHint().height()
