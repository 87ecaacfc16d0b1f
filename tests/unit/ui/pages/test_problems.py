"""The page of problems."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.issues import CONFLICT, REMOVAL, VERSIONS, issue, listed
from fakes.pairs import pair
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import LAGGED
from megadesk.model.errors import EngineUnavailable
from megadesk.ui import app_state
from megadesk.ui.pages.problems import ProblemsPage
from megadesk.ui.text import plainly

UNREADABLE = issue("unreadable", "2026/a.jpg")
ALL = [CONFLICT, REMOVAL, UNREADABLE]


def answer(desk: FakeDesk, issues: Sequence[m.IssueRow], looking: Sequence[str] = ()) -> None:
    """Let the engine say which problems there are."""
    desk.link.answer(m.LIST_ISSUES, lambda body: listed(issues, body, looking))
    details = {one.id: m.IssueDetail(issue=one, versions=VERSIONS if one.code == "conflict" else []) for one in issues}
    desk.link.answer(m.SHOW_ISSUE, lambda asked: details[asked.id])
    desk.link.answer(m.PREVIEW_ISSUE, [m.Chunk(data=b"x"), m.Nothing()])


@pytest.fixture
def page(desk: FakeDesk, qtbot: QtBot) -> ProblemsPage:
    """Return the page with three problems, looked at."""
    pairs = [pair("Photos", issues=2), pair("Work", issues=1)]
    desk.state.put(app_state.with_status(desk.state.now, status("attention", pairs=pairs, issues=3)))
    answer(desk, ALL)
    desk.link.answer(
        m.RESOLVE_ISSUES, lambda asked: m.ResolvedIssues(resolved=[one for one in ALL if one.id == asked.id])
    )
    made = ProblemsPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    made.entered()
    return made


def test_the_first_that_asks_is_opened(page: ProblemsPage) -> None:
    """With its two versions."""
    assert page.context.text() == "3 problems · 2 need your decision"
    assert page.pane.problem is not None
    assert page.pane.problem.id == CONFLICT.id
    assert len(page.pane.sides) == 2


def test_a_problem_is_opened_by_its_id_also_before_the_list_came(desk: FakeDesk, qtbot: QtBot) -> None:
    """The start of it is enough."""
    answer(desk, ALL)
    desk.link.hold()
    page = ProblemsPage(desk)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.entered()
    page.open_at(UNREADABLE.id[:7])
    desk.link.release()
    assert page.list.chosen == UNREADABLE.id


def test_what_was_decided_is_solved_and_leads_to_the_next(page: ProblemsPage, desk: FakeDesk) -> None:
    """It can be looked up with what was chosen."""
    answer(desk, [REMOVAL, UNREADABLE])
    page.pane.rows[0].button.click()
    assert page.list.chosen == REMOVAL.id
    assert page.pane.isEnabled()
    page.list.choose(CONFLICT.id)
    assert page.pane.rows == []
    assert page._chosen() is not None
    assert [one.issue.id for one in page._solved] == [CONFLICT.id]
    page.list.show_entries([])
    page.refresh()
    assert page._states.shows == "content"


def test_keys_decide_too(page: ProblemsPage, desk: FakeDesk) -> None:
    """The versions by their number, both, and to try again."""
    page._first.trigger()
    page._second.trigger()
    page._both.trigger()
    page.list.choose(UNREADABLE.id)
    assert not page._first.isEnabled()
    page._retry.trigger()
    answers = [(each.action, each.id) for each in desk.link.asked(m.RESOLVE_ISSUES)]
    assert answers == [
        ("keep_local", CONFLICT.id), ("keep_remote", CONFLICT.id), ("keep_both", CONFLICT.id), ("retry", UNREADABLE.id),
    ]  # fmt: skip


def test_the_list_is_read_when_something_changed_and_somebody_looks(page: ProblemsPage, desk: FakeDesk) -> None:
    """Not for each tick of the status, and not behind another page."""
    reads = len(desk.link.asked(m.LIST_ISSUES))
    same = desk.state.now.status
    assert same is not None
    desk.state.put(app_state.with_status(desk.state.now, status("attention", pairs=same.pairs, issues=3, online=False)))
    assert not page._timer.isActive()
    desk.state.put(app_state.with_status(desk.state.now, status("attention", pairs=same.pairs, issues=4, online=False)))
    assert page._timer.isActive()
    page.left()
    assert not page._timer.isActive()
    desk.state.put(app_state.with_status(desk.state.now, status("attention", pairs=same.pairs, issues=5, online=False)))
    desk.state.lagged.emit()
    assert len(desk.link.asked(m.LIST_ISSUES)) == reads
    page.entered()
    desk.link.tell(LAGGED, None)
    assert len(desk.link.asked(m.LIST_ISSUES)) == reads + 2


def test_a_list_that_is_the_same_leaves_the_pane_alone(page: ProblemsPage, desk: FakeDesk) -> None:
    """Nobody loses what they look at."""
    sides = page.pane.sides
    page.refresh()
    assert page.pane.sides is sides
    changed = m.IssueRow(**{name: getattr(CONFLICT, name) for name in CONFLICT.__struct_fields__} | {"remedies": []})
    answer(desk, [changed, *ALL[1:]])
    page.refresh()
    assert page.pane.sides is not sides


def test_the_list_is_narrowed(page: ProblemsPage, desk: FakeDesk) -> None:
    """By words and by folder; what is tried again then is of that folder."""
    page._search.setText("a.jpg")
    page._search.returnPressed.emit()
    assert page.list.chosen == UNREADABLE.id
    page._search.clear()
    page._search.returnPressed.emit()
    page._pairs.show_value("Work")
    page._pairs.chosen.emit("Work")
    assert len(page.list.entries.entries) == 2
    said: list[str] = []
    desk.notices.came.connect(lambda notice: said.append(plainly(notice.words)))
    desk.link.hold()
    page._all.click()
    page._retry_all()
    assert (said, page._all.isEnabled()) == (["Trying all of them again."], False)
    desk.link.release()
    assert page._all.isEnabled()
    assert len(desk.link.asked(m.RESOLVE_ISSUES)) == 1
    assert desk.link.asked(m.RESOLVE_ISSUES)[-1] == m.ResolveIssues(action="retry", all=True, pair="id-Work")


def test_with_little_room_one_follows_the_other(page: ProblemsPage) -> None:
    """And Escape leads back."""
    page.resize(560, 500)
    assert page._left.isVisibleTo(page)
    assert not page.pane.isVisibleTo(page)
    page.list.opened.emit(page.list.chosen)
    assert page.pane.isVisibleTo(page)
    assert not page._left.isVisibleTo(page)
    assert page._to_list.isEnabled()
    page._to_list.trigger()
    assert page._left.isVisibleTo(page)
    assert not page._to_list.isEnabled()
    page.list.opened.emit(page.list.chosen)
    page._pick("")
    assert page._left.isVisibleTo(page)
    page.resize(900, 640)
    assert page.pane.isVisibleTo(page)


def test_what_stands_in_its_place(desk: FakeDesk, qtbot: QtBot) -> None:
    """Not here yet, an error, nothing; and what is not complete yet is read again."""
    desk.link.hold()
    page = ProblemsPage(desk)
    qtbot.addWidget(page)
    page.entered()
    page._states._timer.timeout.emit()
    assert page._states.shows == "loading"
    desk.link.answer(m.LIST_ISSUES, EngineUnavailable("x", reason="timeout"))
    desk.link.release()
    assert page._states.shows == "error"
    answer(desk, [], looking=["Photos"])
    page._states.retried.emit()
    assert page._states.shows == "empty"
    assert page._timer.isActive()
    assert all(not each.isEnabled() for each in (page._retry, page._first, page._both, page._show, page._files))


def test_ten_thousand_are_a_list_like_any_other(page: ProblemsPage, desk: FakeDesk) -> None:
    """Only rows that are seen are put into words."""
    answer(desk, [issue("unreadable", f"{number}.jpg", number=number) for number in range(1, 10_001)])
    page.refresh()
    assert page.list.entries.rowCount() == 10_003 + 1  # with those that are solved now, and two headings
    page.open_at(issue("unreadable", "9000.jpg", number=9000).id)
    assert page.pane.problem is not None
    assert page.pane.problem.alike == 10_000


def test_the_keyboard_goes_on_in_the_list(page: ProblemsPage, desk: FakeDesk, qtbot: QtBot) -> None:
    """After a decision that was made by a key."""
    page.activateWindow()
    page.list.opened.emit(page.list.chosen)
    button = page.pane.rows[0].button
    qtbot.waitUntil(button.hasFocus)
    answer(desk, [REMOVAL, UNREADABLE])
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.list.hasFocus()
    assert page.list.chosen == REMOVAL.id


def test_a_double_click_decides_once(page: ProblemsPage, desk: FakeDesk) -> None:
    """Until the list was read again the pane shows what was decided just now, and takes no other answer."""

    def resolve(asked: m.ResolveIssues) -> m.ResolvedIssues:
        desk.link.hold()  # what is asked from now on: the list
        return m.ResolvedIssues(resolved=[one for one in ALL if one.id == asked.id])

    desk.link.answer(m.RESOLVE_ISSUES, resolve)
    button = page.pane.sides[0].button
    assert button is not None
    button.click()
    assert not page.pane.isEnabled()
    button.click()
    page._first.trigger()
    assert len(desk.link.asked(m.RESOLVE_ISSUES)) == 1
    answer(desk, [REMOVAL, UNREADABLE])
    desk.link.release()
    assert page.pane.isEnabled()


def test_of_a_hundred_thousand_a_part_is_listed_and_all_can_be_found(page: ProblemsPage, desk: FakeDesk) -> None:
    """What asks first; a search asks the engine; a decision for all alike says how many these are; nothing is called solved."""
    many = [REMOVAL, *(issue("locked", f"{number:06}.txt", number=number + 1) for number in range(100_000))]
    answer(desk, many)
    page.refresh()
    assert len(page._issues) == 10_000
    assert page.context.text() == (
        "100,001 problems · 1 needs your decision · first 10,000 shown, search to find others"
    )
    page._search.setText("099999")
    page._search.returnPressed.emit()
    (found,) = page._issues
    assert (found.path, page._solved) == ("099999.txt", [one for one in page._solved if one.issue in ALL])
    page.list.choose(found.id)
    assert page.pane.problem is not None
    assert page.pane.problem.alike == 100_000
    page._search.clear()
    page._search.returnPressed.emit()
    assert len(page._issues) == 10_000
    answer(desk, ALL)
    page.refresh()
    assert (page.context.text(), len(page._solved)) == ("3 problems · 2 need your decision", 0)
