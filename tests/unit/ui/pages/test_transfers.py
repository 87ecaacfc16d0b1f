"""The page of transfers, on a hundred thousand rows where that matters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL, Qt
from pytestqt.qtbot import QtBot

from fakes.desk import FakeDesk, status
from fakes.moving import crowd, limits, transfer
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable, ServerUnavailable
from megadesk.ui.dialogs.limits import LimitsSheet
from megadesk.ui.pages import transfers as module
from megadesk.ui.pages.transfers import TransfersPage
from megadesk.ui.viewmodels.transfers import Wanted

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
    made.feed.stop()
    made.errands.stop()


def steered(desk: FakeDesk) -> list[tuple[str, list[str]]]:
    """Return what was done about which."""
    return [(body.action, body.ids) for body in desk.link.asked(m.STEER_TRANSFERS)]


def test_it_shows_what_there_is(page: TransfersPage) -> None:
    """And how all of it stands."""
    assert page.states.shows == "content"
    assert page.model.rowCount() == 40
    assert page.context.text() == "40 waiting"
    assert page.filters.tabs["up"].text() == "Uploads  40"
    assert not page._clear.isEnabled()
    assert not page.bar.isVisible()


@pytest.mark.parametrize(
    ("key", "modifier", "action"),
    [
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "pause"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "cancel"),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier, "top"),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier, "up"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier, "down"),
        (Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier, "bottom"),
    ],
)
def test_keys_steer_what_is_chosen(
    page: TransfersPage, desk: FakeDesk, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, action: str
) -> None:
    """Each its own way, without the mouse."""
    page.choice.choose([(1, 2)])
    assert page.bar.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, key, modifier)
    assert steered(desk) == [(action, ["u1", "u2"])]


def test_space_resumes_what_is_paused(page: TransfersPage, desk: FakeDesk, qtbot: QtBot) -> None:
    """If all of it is."""
    crowd(desk, [transfer("a", "paused"), transfer("b", "paused")])
    page.refresh()
    page.choice.choose([(0, 0)])
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert steered(desk) == [("resume", ["ua"])]


def test_all_of_very_many_are_steered_without_naming_them(page: TransfersPage, desk: FakeDesk, qtbot: QtBot) -> None:
    """And what is asked for of them is a page around what is in view."""
    rows = [transfer(f"{number}", number=f"u{number}") for number in range(100_000)]
    crowd(desk, rows, (2, 1))
    page.refresh()
    page.filters.kinds["other"].click()
    page.table.selectAll()
    assert page.bar._count.text() == "100,000 selected"
    page.act("cancel")
    body = desk.link.asked(m.STEER_TRANSFERS)[-1]
    assert (body.action, body.all, body.which.kinds, body.ids) == ("cancel", True, ["other"], [])
    page.act("clear")
    assert desk.link.asked(m.CLEAR_TRANSFERS)[-1].which.kinds == ["other"]
    crowd(desk, rows[:-5], (3, 1))
    page.refresh()
    assert page.table.chosen_ranges() == [(0, 99_994)]
    assert max(body.limit for body in desk.link.asked(m.LIST_TRANSFERS)) <= 300


def test_some_of_very_many_are_named_though_they_were_never_in_view(page: TransfersPage, desk: FakeDesk) -> None:
    """From here to far below, with Shift."""
    rows = [transfer(f"{number}", number=f"u{number}") for number in range(9000)]
    crowd(desk, rows, (2, 1))
    page.refresh()
    page.choice.choose([(5, 1499)])
    page.act("pause")
    assert steered(desk) == [("pause", [f"u{number}" for number in range(5, 1500)])]
    page.choice.choose([(0, 4999)])
    page.act("pause")
    assert len(steered(desk)[-1][1]) == 5000
    crowd(desk, rows, (3, 1))
    page.refresh()
    assert page.table.chosen_ranges() == [(0, 4999)]


def test_a_row_that_is_dragged_goes_behind_the_one_above(page: TransfersPage, desk: FakeDesk) -> None:
    """Only while the order is the queue's."""
    page.choice.choose([(5, 6)])
    page.table.dropped.emit(3)
    body = desk.link.asked(m.STEER_TRANSFERS)[-1]
    assert (body.action, body.ids, body.anchor) == ("after", ["u5", "u6"], "u2")
    page.table.dropped.emit(0)
    assert desk.link.asked(m.STEER_TRANSFERS)[-1].action == "top"
    assert page.table.dragEnabled()
    page.filters.sort_by("name")
    assert not page.table.dragEnabled()


def test_the_queue_takes_the_order_that_is_chosen(page: TransfersPage, desk: FakeDesk) -> None:
    """If it follows."""
    page.filters.follows.setChecked(True)
    page.filters.sort_by("size")
    body = desk.link.asked(m.STEER_TRANSFERS)[-1]
    assert (body.action, body.all, body.sort) == ("top", True, "size")
    assert page.feed.wanted == Wanted()


def test_an_empty_list_says_why(page: TransfersPage, desk: FakeDesk) -> None:
    """And leads back."""
    crowd(desk, [], (2, 1))
    page.refresh()
    assert page.states.shows == "empty"
    page.filters.kinds["audio"].click()
    assert page.states._empty._heading.text() == "No matches"
    crowd(desk, ROWS, (3, 1))
    page.states.acted.emit()
    assert page.feed.wanted == Wanted()
    assert page.states.shows == "content"


def test_an_error_is_shown_where_there_is_nothing_else(desk: FakeDesk, qtbot: QtBot) -> None:
    """And can be tried again."""
    desk.link.answer(m.LIST_TRANSFERS, ServerUnavailable())
    page = TransfersPage(desk)
    qtbot.addWidget(page)
    page.entered()
    assert page.states.shows == "error"
    crowd(desk, ROWS)
    page.states.retried.emit()
    assert page.states.shows == "content"
    page.left()
    page.refresh()
    assert len(desk.link.asked(m.LIST_TRANSFERS)) == 2


def test_everything_rests_and_goes_on(page: TransfersPage, desk: FakeDesk) -> None:
    """The button says which it will be."""
    assert page._pause.text() == "Pause transfers"
    page._pause.click()
    crowd(desk, ROWS, resting=["up", "down"])
    assert page._pause.text() == "Resume transfers"
    page._pause.click()
    assert [action for action, _ in steered(desk)] == ["pause", "resume"]


def test_a_pause_of_everything_is_ended_here_too(page: TransfersPage, desk: FakeDesk) -> None:
    """It holds transfers up as well, so this is where it is looked for."""
    paused = status("paused", paused=True)
    desk.link.answer(m.ENGINE_RESUME, status("syncing"))
    desk.link.tell(m.STATUS_TOPIC, paused)
    assert page._pause.text() == "Resume transfers"
    assert page.context.text() == "Nothing is synced until you resume."
    page._pause.click()
    assert len(desk.link.asked(m.ENGINE_RESUME)) == 1
    assert page._pause.text() == "Pause transfers"


def test_who_looks_twice_or_goes_twice_does_no_harm(page: TransfersPage, desk: FakeDesk) -> None:
    """A window is closed while another page may have been left."""
    page.entered()
    page.left()
    page.left()
    assert desk.state.receivers(SIGNAL("changed(PyObject)")) == 0


def test_what_is_over_is_cleared_as_far_as_it_is_shown(page: TransfersPage, desk: FakeDesk) -> None:
    """One by one too, and what failed is tried again."""
    crowd(desk, [*ROWS, transfer("x", "completed"), transfer("y", "failed")], (2, 1))
    page.open_at("completed")
    page._clear.click()
    assert desk.link.asked(m.CLEAR_TRANSFERS)[-1].which.states == ["completed"]
    page.choice.choose([(0, 0)])
    page.act("clear")
    assert desk.link.asked(m.CLEAR_TRANSFERS)[-1].ids == ["hx"]
    page.retry_failed()
    assert desk.link.asked(m.STEER_TRANSFERS)[-1].which.states == ["failed"]


def test_a_file_is_opened_and_shown(page: TransfersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of what is chosen."""
    done: list[tuple[str, str]] = []
    monkeypatch.setattr(module, "open_local", lambda desk, path: done.append(("open", path)))
    monkeypatch.setattr(module, "show_local", lambda desk, path: done.append(("show", path)))
    page.choice.choose([(1, 1)])
    page.act("show")
    page.act("open")
    page.table.opened.emit(2)
    assert done == [
        ("show", "/home/anna/Docs/0001.jpg"),
        ("open", "/home/anna/Docs/0001.jpg"),
        ("open", "/home/anna/Docs/0002.jpg"),
    ]


def test_limits_open_beside_it(page: TransfersPage, desk: FakeDesk) -> None:
    """By the button, the menu, and a place."""
    desk.link.answer(m.GET_LIMITS, limits())
    page.open_at("limits")
    assert len(page.findChildren(LimitsSheet)) == 1


def test_commands_rest_while_nothing_is_chosen(page: TransfersPage) -> None:
    """Those about rows; those about all do not."""
    commands = [action for action in page.commands() if action is not None]
    assert [action.isEnabled() for action in commands[:10]] == [False] * 10
    assert all(action.isEnabled() for action in commands[10:])
    page.choice.choose([(0, 0)])
    assert commands[0].isEnabled()
    page.search()
    page.bar.dismissed.emit()
    assert page.table.chosen_ranges() == []


def test_sorting_a_long_queue_is_said(page: TransfersPage, desk: FakeDesk) -> None:
    """It can take seconds: no other order can be asked for meanwhile, and what is quick is not said."""
    page.filters.follows.setChecked(True)
    desk.link.hold()
    page.filters.sort_by("size")
    assert page.filters._busy.isHidden()
    page.filters._soon.timeout.emit()
    assert page.filters._busy.isVisibleTo(page)
    assert page.filters._busy.text() == "Sorting…"
    assert not page.filters.order.isEnabled()
    page.filters.sort_by("name")
    desk.link.release()
    assert [body.sort for body in desk.link.asked(m.STEER_TRANSFERS)] == ["size"]
    assert page.filters._busy.isHidden()
    assert page.filters.order.isEnabled()
    desk.link.answer(m.STEER_TRANSFERS, EngineUnavailable("gone", reason="gone"))
    page.filters.sort_by("name")
    assert page.filters.order.isEnabled()
