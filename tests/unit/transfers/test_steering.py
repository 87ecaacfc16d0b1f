"""What people decide about single transfers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.queues import EMPTY, UP, Desk, subject, subjects
from megadesk.model.errors import Cancelled, FileBusy, ServerUnavailable
from megadesk.model.ids import FileHash
from megadesk.model.transfer import (
    NO_WISH,
    Place,
    Step,
    Subject,
    TransferFailed,
    TransferState,
    Uploaded,
    Wish,
)
from megadesk.transfers import steering
from megadesk.transfers.big import Why
from megadesk.transfers.blocks import SMALL_FILE_BYTES
from megadesk.transfers.line import waiting_in
from megadesk.transfers.queue import Transfer
from megadesk.transfers.register import Register

GONE = ServerUnavailable()


@pytest.fixture
def desk() -> Desk:
    """Six uploads."""
    desk = Desk()
    desk.want(*"abcdef")
    return desk


@pytest.mark.parametrize(
    ("chosen", "step", "order"),
    [
        ("d", Step.TOP, "dabcef"), ("a", Step.TOP, "abcdef"), ("d", Step.UP, "abdcef"), ("a", Step.UP, "abcdef"),
        ("b", Step.UP, "bacdef"), ("d", Step.DOWN, "abcedf"), ("f", Step.DOWN, "abcdef"), ("e", Step.DOWN, "abcdfe"),
        ("b", Step.BOTTOM, "acdefb"), ("bd", Step.TOP, "bdacef"), ("db", Step.TOP, "dbacef"), ("bd", Step.BOTTOM, "acefbd"),
        ("cd", Step.UP, "acdbef"), ("ab", Step.UP, "abcdef"), ("cd", Step.DOWN, "abecdf"), ("ef", Step.DOWN, "abcdef"),
        ("bd", Step.UP, "badcef"), ("abcdef", Step.TOP, "abcdef"), ("x", Step.TOP, "abcdef"),
    ],
)  # fmt: skip
def test_moves(desk: Desk, chosen: str, step: Step, order: str) -> None:
    """Shown is the order in which they are taken; several keep theirs among themselves."""
    steering.move(desk.board, subjects(chosen), step)
    assert desk.order() == order
    assert desk.taken() == order


@pytest.mark.parametrize(
    ("chosen", "anchor", "order"),
    [("a", "c", "bcadef"), ("fe", "a", "afebcd"), ("a", "f", "bcdefa"), ("c", "c", "abcdef"), ("ba", "d", "cdbaef")],
)
def test_put_behind(desk: Desk, chosen: str, anchor: str, order: str) -> None:
    """Free order: right behind another one, in the order they were named."""
    steering.put_behind(desk.board, subjects(chosen), subject(anchor))
    assert desk.order() == order
    assert desk.taken() == order


def test_behind_what_moves_is_in_front_of_all_that_waits(desk: Desk) -> None:
    """A row that is dragged right below one that is active comes next, and those that follow it after it."""
    desk.board.floor.limit = lambda _way: 1
    assert desk.taken() == "abcdef"
    desk.want(*"abcdefghij")
    steering.put_behind(desk.board, subjects("ji"), subject("a"))
    assert desk.order() == "jigh"


def test_there_is_always_room_between_two(desk: Desk) -> None:
    """Put between the same two a thousand times, tags get as close as numbers can be, and are spread."""
    for _ in range(500):
        steering.put_behind(desk.board, subjects("f"), subject("a"))
        steering.put_behind(desk.board, subjects("e"), subject("a"))
    assert desk.order() == "aefbcd"
    assert desk.taken() == "aefbcd"


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*Step, "behind"]),
            st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True).map("".join),
            st.sampled_from("abcdef"),
        )
    )
)
def test_any_moves_keep_all_and_come_back_after_a_restart(moves: list[tuple[Step | str, str, str]]) -> None:
    """Whatever is moved where: nothing is lost, the queue is as shown, and what was last said of each is kept."""
    desk = Desk()
    desk.want(*"abcdef")
    kept: dict[Subject, Wish] = {}
    for step, name, anchor in moves:
        if isinstance(step, Step):
            steering.move(desk.board, subjects(name), step)
        else:
            steering.put_behind(desk.board, subjects(name), subject(anchor))
        for one, wish in desk.board.wishes.take_changes().items():
            kept.pop(one, None)
            if wish is not None:
                kept[one] = wish
    order = desk.order()
    assert sorted(order) == list("abcdef")
    again = Desk(kept)
    again.want(*"abcdef")
    shown = again.order()
    assert shown == order
    assert again.taken() == shown


def test_many_are_put_behind_one_another_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand of three thousand, put in the opposite order, and come to their places once more after a restart.

    Nobody goes through all of them for each of them, neither then nor when they are done one after the other.
    """
    looks, whole = [], Register.all

    def look(register: Register) -> list[Transfer]:
        looks.append(1)
        return whole(register)

    monkeypatch.setattr(Register, "all", look)
    names = [f"{number:04}" for number in range(3000)]
    desk = Desk()
    desk.want(*names)
    chosen = names[:0:-1][:2000]
    steering.put_behind(desk.board, [subject(name) for name in chosen], subject(names[0]))
    assert len(looks) <= 2
    expected = [names[0], *chosen, *names[1:1000]]
    assert [str(one.job.path) for one in waiting_in(desk.board.register, UP)] == expected
    wishes = {one: wish for one, wish in desk.board.wishes.take_changes().items() if wish}
    looks.clear()
    again = Desk(wishes)
    again.want(*names)
    assert len(looks) <= 2
    assert [str(one.job.path) for one in waiting_in(again.board.register, UP)] == expected
    looks.clear()
    task = again.board.take_small(0.0)
    assert task is not None
    assert [str(one.job.path) for one in task.transfers] == expected[:1000]
    for transfer in task.transfers:
        again.board.ended(transfer, Uploaded(transfer.key, EMPTY), 0.0)
    again.board.settle([transfer.key for transfer in task.transfers])
    assert len(looks) <= 1
    assert [str(one.job.path) for one in waiting_in(again.board.register, UP)] == expected[1000:]
    assert len([one for one, _ in again.board.wishes.items()]) == 1001


def test_what_was_put_on_top_is_on_top_after_a_restart(desk: Desk) -> None:
    """And what was put behind something else is behind it, though that is asked for later."""
    steering.move(desk.board, subjects("e"), Step.TOP)
    steering.put_behind(desk.board, subjects("a"), subject("d"))
    steering.pause(desk.board, subjects("c"))
    wishes = desk.board.wishes.take_changes()
    again = Desk({one: wish for one, wish in wishes.items() if wish})
    again.want(*"abcdef")
    assert again.order() == "ebcdaf"
    assert again.state("c") is TransferState.PAUSED
    assert again.taken() == "ebdaf"


def test_what_was_moved_behind_one_that_is_done_stays_where_it_is(desk: Desk) -> None:
    """Its place was said by another; when that is gone, what is in front of it now says it."""
    steering.put_behind(desk.board, subjects("fe"), subject("b"))
    assert desk.order() == "abfecd"
    desk.end("b")
    assert desk.board.wishes.of(subject("f")).after == subject("a")
    desk.end("a")
    assert desk.board.wishes.of(subject("f")).place is Place.TOP
    wishes = {one: wish for one, wish in desk.board.wishes.take_changes().items() if wish}
    again = Desk(wishes)
    again.want(*"cdef")
    assert again.order() == "fecd"


def test_done_is_forgotten(desk: Desk) -> None:
    """What was decided about a file that was moved does not count for its next version."""
    steering.move(desk.board, subjects("e"), Step.TOP)
    desk.end("e")
    assert desk.board.wishes.of(subject("e")) is NO_WISH
    assert desk.board.wishes.take_changes() == {subject("e"): None}
    assert not desk.board.wishes


def test_a_pause_outlives_a_new_version(desk: Desk) -> None:
    """Who pauses a file that changes all the time does not pause it each time."""
    steering.pause(desk.board, subjects("b"))
    del desk.jobs["b"]
    desk.jobs["b"] = desk.sources.job("b", b"other")
    desk.want(*"abcdef")
    assert desk.state("b") is TransferState.PAUSED
    assert desk.taken() == "acdef"
    steering.resume(desk.board, subjects("b"))
    assert desk.taken() == "b"


def test_a_paused_one_keeps_its_place(desk: Desk) -> None:
    """It is shown where it will be taken when it goes on; and can be moved meanwhile."""
    steering.pause(desk.board, subjects("bc"))
    assert desk.order() == "abcdef"
    steering.move(desk.board, subjects("c"), Step.TOP)
    steering.resume(desk.board, subjects("bc"))
    assert desk.taken() == "cabdef"


def test_what_moves_is_paused_when_it_comes_back(desk: Desk) -> None:
    """A batch under way cannot be taken back; what failed of it rests, what was moved is done."""
    assert desk.taken() == "abcdef"
    steering.pause(desk.board, subjects("ab"))
    assert desk.state("a") is TransferState.ACTIVE
    transfers = {str(one.job.path): one for one in desk.board.register.all()}
    desk.board.undone([transfers["a"]], GONE, 0.0)
    assert desk.state("a") is TransferState.PAUSED
    desk.end("b")
    assert [str(one.job.path) for one in desk.board.register.all()] == list("acdef")


def test_cancelled_is_told_as_a_failure_and_comes_back_when_asked(desk: Desk) -> None:
    """Sync hears of it as it hears of any refusal; asked for the same content again, it hears the same at once."""
    key = desk.jobs["b"].key
    steering.cancel(desk.board, key.subject, key.content)
    (result,) = desk.board.over.take_results()
    assert isinstance(result, TransferFailed)
    assert isinstance(result.error, Cancelled)
    desk.board.settle([key])
    desk.want(*"abcdef")
    assert [one.key for one in desk.board.over.take_results()] == [key]
    desk.board.settle([key])
    steering.resume(desk.board, [key.subject])
    desk.want(*"abcdef")
    assert desk.board.over.take_results() == []
    assert sorted(desk.taken()) == list("abcdef")


def test_another_content_is_not_cancelled(desk: Desk) -> None:
    """A person did not want this version to be moved; the next one is."""
    key = desk.jobs["b"].key
    steering.cancel(desk.board, key.subject, key.content)
    desk.board.settle([key])
    desk.jobs["b"] = desk.sources.job("b", b"other")
    desk.want(*"abcdef")
    assert sorted(desk.taken()) == list("abcdef")
    steering.cancel(desk.board, key.subject, FileHash(bytes(32)))
    assert desk.state("b") is TransferState.ACTIVE


def test_cancelled_while_it_is_let_go_of(desk: Desk) -> None:
    """A large file rests, and before it is closed a person cancels it: it does not move when all go on."""
    desk.want("g", size_bytes=SMALL_FILE_BYTES + 1)
    opening = desk.board.take_big(0.0)
    assert opening is not None
    desk.board.step_failed(opening.transfer, opening.step, FileBusy(), 0.0)
    closing = desk.board.take_big(0.0)
    assert closing is not None
    desk.board.big._held[closing.transfer].why = Why.PAUSED  # as when a person lets it rest
    key = desk.jobs["g"].key
    steering.cancel(desk.board, key.subject, key.content)
    desk.board.closed(closing.transfer, 0.0, kept=True)
    (result,) = desk.board.over.take_results()
    assert isinstance(result, TransferFailed)
    assert isinstance(result.error, Cancelled)
    assert desk.board.take_big(0.0) is None


def test_one_wish_does_not_make_every_new_file_look_at_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand files are asked for while one is paused: nobody goes through all of them for each of them."""
    desk, looks, whole = Desk({subject("z"): Wish(paused=True)}), [], Register.all

    def look(register: Register) -> list[Transfer]:
        looks.append(1)
        return whole(register)

    monkeypatch.setattr(Register, "all", look)
    names = [str(number) for number in range(100)]
    desk.want(*names)
    assert len(looks) == 0
    for name in names:
        key = desk.jobs[name].key
        steering.cancel(desk.board, key.subject, key.content)
    assert len(looks) == 1


def test_what_moves_is_cancelled_when_it_fails(desk: Desk) -> None:
    """Small ones at the end of their batch."""
    desk.taken()
    key = desk.jobs["a"].key
    steering.cancel(desk.board, key.subject, key.content)
    transfers = {str(one.job.path): one for one in desk.board.register.all()}
    desk.board.undone([transfers["a"]], GONE, 0.0)
    (result,) = desk.board.over.take_results()
    assert isinstance(result, TransferFailed)
    assert isinstance(result.error, Cancelled)


def test_resume_does_not_wait_for_the_next_try(desk: Desk) -> None:
    """``retry``: what waits after an error goes on now."""
    desk.taken()
    transfers = {str(one.job.path): one for one in desk.board.register.all()}
    desk.board.undone([transfers["a"], transfers["b"]], GONE, 0.0)
    assert desk.taken() == ""
    steering.resume(desk.board, subjects("a"))
    assert desk.taken() == "a"


def test_a_raised_file_begins_while_all_hands_are_full() -> None:
    """Two threads send blocks of large files on a slow line; what a person puts on top does not wait for them."""
    desk = Desk()
    desk.want(*"abc", size_bytes=SMALL_FILE_BYTES + 1)
    tasks = [desk.board.take_big(0.0) for _ in range(3)]
    assert tasks[2] is None
    steering.move(desk.board, subjects("c"), Step.TOP)
    task = desk.board.take_big(0.0)
    assert task is not None
    assert task.transfer.job.path == "c"
    assert desk.board.take_big(0.0) is None
    # and the one that is last of those that are open makes room for it
    assert [one.key.subject for one, hold in desk.board.big._held.items() if hold.why is not None] == subjects("b")
