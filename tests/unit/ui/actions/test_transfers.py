"""What a person can do about transfers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fakes.desk import FakeDesk
from fakes.moving import limits, sums, transfer
from megadesk.ipc import messages as m
from megadesk.model.errors import EngineUnavailable, NotFound
from megadesk.ui.actions import transfers as actions
from megadesk.ui.desk import Notice
from megadesk.ui.text import plainly


@pytest.fixture
def said(desk: FakeDesk) -> list[Notice]:
    """What was said to the person, with an engine that does as it is told."""
    desk.link.answer(m.STEER_TRANSFERS, lambda body: m.Steered(count=len(body.ids) or 9, transfers=sums([])))
    found: list[Notice] = []
    desk.notices.came.connect(found.append)
    return found


@pytest.mark.parametrize(
    ("do", "word"), [(actions.pause, "pause"), (actions.resume, "resume"), (actions.retry, "retry")]
)
def test_what_shows_by_itself_is_not_said(
    desk: FakeDesk, said: list[Notice], do: Callable[..., None], word: str
) -> None:
    """It stands in the list."""
    done: list[int] = []
    do(desk, ["u1", "u2"], lambda: done.append(1))
    assert desk.link.asked(m.STEER_TRANSFERS) == [m.SteerTransfers(action=word, ids=["u1", "u2"])]
    assert (done, said) == ([1], [])


def test_a_cancelled_transfer_can_be_had_again(desk: FakeDesk, said: list[Notice]) -> None:
    """By “Undo”."""
    actions.cancel(desk, ["u1"])
    assert plainly(said[0].words) == "1 transfer was cancelled. The file stays as it is on both sides."
    assert desk.notices.undo()
    assert desk.link.asked(m.STEER_TRANSFERS)[-1] == m.SteerTransfers(action="retry", ids=["u1"])


def test_what_was_said_of_a_transfer_goes_with_what_is_done_next(desk: FakeDesk, said: list[Notice]) -> None:
    """It is tried again: that it was cancelled holds no longer. What is done to another changes nothing."""
    ended: list[bool] = []
    desk.notices.gone.connect(lambda: ended.append(True))
    actions.cancel(desk, ["u1", "u2"])
    actions.retry(desk, ["u3"])
    assert ended == []
    actions.retry(desk, ["u2"])
    assert ended == [True]
    actions.pause_all(desk)
    actions.resume_all(desk)
    assert ended == [True, True]


def test_what_is_dragged_goes_behind_what_goes_the_same_way(desk: FakeDesk, said: list[Notice]) -> None:
    """Uploads behind an upload, downloads behind a download; on top where none is above."""
    chosen = [transfer("a"), transfer("b", "queued", "down")]
    actions.place_before(desk, chosen, [transfer("c", "queued"), transfer("d")])
    assert desk.link.asked(m.STEER_TRANSFERS) == [
        m.SteerTransfers(action="after", ids=["ua"], anchor="uc"),
        m.SteerTransfers(action="top", ids=["db"]),
    ]


def test_the_queue_takes_another_order(desk: FakeDesk, said: list[Notice]) -> None:
    """That of a sort, of what is shown."""
    which = m.WhichTransfers(directions=["up"])
    ended: list[int] = []
    actions.sort_queue(desk, which, "size", descending=True, then=lambda: ended.append(1), owner=desk)
    assert desk.link.asked(m.STEER_TRANSFERS) == [
        m.SteerTransfers(action="top", all=True, which=which, sort="size", descending=True)
    ]
    assert plainly(said[0].words) == "9 transfers were moved in the queue."
    desk.link.answer(m.STEER_TRANSFERS, EngineUnavailable("gone", reason="gone"))
    actions.sort_queue(desk, which, "size", descending=True, then=lambda: ended.append(1), owner=desk)
    assert ([notice.tone for notice in said], ended) == (["ok", "error"], [1, 1])
    actions.place(desk, "bottom", ["u1"])
    assert desk.link.asked(m.STEER_TRANSFERS)[-1] == m.SteerTransfers(action="bottom", ids=["u1"])


def test_all_that_fit_are_cancelled_and_had_again(desk: FakeDesk, said: list[Notice]) -> None:
    """Without naming them."""
    which = m.WhichTransfers(kinds=["video"])
    actions.act_on_all(desk, "cancel", which)
    assert plainly(said[0].words).startswith("9 transfers were cancelled.")
    desk.notices.undo()
    assert desk.link.asked(m.STEER_TRANSFERS)[-1] == m.SteerTransfers(action="retry", all=True, which=which)
    actions.act_on_all(desk, "pause", which)
    assert len(said) == 1


def test_everything_rests_and_goes_on(desk: FakeDesk, said: list[Notice]) -> None:
    """If the schedule has it rest all the same, that is said."""
    actions.pause_all(desk)
    assert "until you resume" in plainly(said[0].words)
    desk.notices.undo()
    assert [body.action for body in desk.link.asked(m.STEER_TRANSFERS)] == ["pause", "resume"]
    assert len(said) == 1
    desk.link.answer(m.STEER_TRANSFERS, m.Steered(count=0, transfers=sums([], resting=["up"])))
    actions.resume_all(desk)
    assert plainly(said[-1].words) == "Transfers are resumed. They continue when the schedule allows it."


@pytest.mark.parametrize(("count", "words"), [(0, "No transfer in the list"), (1, "1 finished"), (5, "5 finished")])
def test_what_is_over_is_taken_out(desk: FakeDesk, said: list[Notice], count: int, words: str) -> None:
    """How much of it is said; the files stay."""
    desk.link.answer(m.CLEAR_TRANSFERS, m.Cleared(count=count))
    actions.clear(desk, ["h1"], m.WhichTransfers())
    assert plainly(said[0].words).startswith(words)
    assert desk.link.asked(m.CLEAR_TRANSFERS) == [m.ClearTransfers(ids=["h1"])]


def test_what_was_cleared_comes_back(desk: FakeDesk, said: list[Notice]) -> None:
    """By “Undo”; where nothing was cleared there is nothing to undo, and what cannot be undone is said."""
    desk.link.answer(m.CLEAR_TRANSFERS, m.Cleared(count=0, batch=6))
    actions.clear(desk, [], m.WhichTransfers())
    assert said[-1].undo is None
    desk.link.answer(m.CLEAR_TRANSFERS, m.Cleared(count=2, batch=7))
    desk.link.answer(m.BRING_BACK_TRANSFERS, m.Cleared(count=2, batch=8))
    done: list[int] = []
    actions.clear(desk, [], m.WhichTransfers(), lambda: done.append(1))
    assert desk.notices.undo()
    assert (desk.link.asked(m.BRING_BACK_TRANSFERS), done, len(said)) == ([m.BringBackTransfers(batch=7)], [1, 1], 2)
    desk.link.answer(m.BRING_BACK_TRANSFERS, m.Cleared(count=0, batch=8))
    actions.clear(desk, [], m.WhichTransfers())
    desk.notices.undo()
    assert plainly(said[-1].words).startswith("This can no longer be undone")


def test_what_does_not_work_is_said(desk: FakeDesk, said: list[Notice]) -> None:
    """As an error."""
    desk.link.answer(m.STEER_TRANSFERS, NotFound(what="transfer", value="u1"))
    actions.pause(desk, ["u1"])
    assert said[0].tone == "error"


def test_limits_are_asked_for_and_set(desk: FakeDesk) -> None:
    """The answer is what counts then."""
    desk.link.answer(m.GET_LIMITS, limits())
    desk.link.answer(m.SET_LIMITS, limits(up=8))
    found: list[m.TransferLimits] = []
    actions.get_limits(desk, then=found.append, failed=print, owner=desk)
    actions.set_limits(desk, m.SetLimits(up=8), then=found.append, failed=print, owner=desk)
    assert [each.up for each in found] == [None, 8]
