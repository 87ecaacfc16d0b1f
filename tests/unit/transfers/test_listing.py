"""Transfers as people see them."""

from __future__ import annotations

import pytest

from fakes.queues import UP, Desk, subjects
from fakes.transfers import content_of
from megadesk.model.errors import Cancelled, Damaged, DiskFull, FileBusy, MegadeskError, ServerUnavailable
from megadesk.model.transfer import BOTH_WAYS, Rest, TransferFailed, TransferState, Wish
from megadesk.transfers import steering
from megadesk.transfers.listing import lines, moving

GONE = ServerUnavailable()


def test_what_is_shown() -> None:
    """What moves first, then what waits; a pause says whose it is, a wait what for."""
    desk = Desk()
    desk.want(*"abc")
    steering.pause(desk.board, subjects("b"))
    assert desk.taken() == "ac"
    desk.want(*"abcd")
    shown = [(str(one.path), one.state, one.reason) for one in lines(desk.board, 0.0)]
    assert shown == [
        ("a", TransferState.ACTIVE, ""), ("c", TransferState.ACTIVE, ""), ("b", TransferState.PAUSED, "this"),
        ("d", TransferState.QUEUED, ""),
    ]  # fmt: skip
    transfers = {str(one.job.path): one for one in desk.board.register.all()}
    desk.board.undone([transfers["a"]], GONE, 0.0)
    shown = [(str(one.path), one.state, one.reason) for one in lines(desk.board, 0.0)]
    assert ("a", TransferState.RETRYING, "server_unavailable") in shown
    assert ("d", TransferState.WAITING, "server_unavailable") in shown
    desk.board.floor.rest([UP], Rest.SCHEDULE)
    assert {one.reason for one in lines(desk.board, 0.0) if one.path != "c"} == {"schedule", "this"}
    desk.board.floor.rest(BOTH_WAYS, Rest.PERSON)
    assert {one.reason for one in lines(desk.board, 0.0) if one.path != "c"} == {"person", "this"}
    desk.board.floor.go_on(BOTH_WAYS, Rest.PERSON)
    assert desk.taken() == ""
    desk.board.floor.go_on(BOTH_WAYS, Rest.SCHEDULE)
    assert sorted(desk.taken()) == ["a", "d"]


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (Cancelled(), TransferState.CANCELLED, "cancelled"), (DiskFull(), TransferState.WAITING, "disk_full"),
        (FileBusy(), TransferState.WAITING, "file_busy"), (Damaged(), TransferState.FAILED, ""),
    ],
)  # fmt: skip
def test_what_its_pair_was_not_told_yet(error: MegadeskError, state: TransferState, reason: str) -> None:
    """It is shown as it will be once it is held back: not as a failure, if people do not call it that."""
    desk = Desk()
    desk.want("a")
    assert desk.taken() == "a"
    (transfer,) = desk.board.register.all()
    desk.board.ended(transfer, TransferFailed(transfer.key, error), 0.0)
    (line,) = lines(desk.board, 0.0)
    assert (line.state, line.reason, line.place) == (state, reason, None)


def test_one_that_moves_and_is_about_to_stop_says_so() -> None:
    """On a slow line the end of its block may be a minute away; what an earlier try failed with is over."""
    desk = Desk()
    desk.want("a")
    assert desk.taken() == "a"
    (transfer,) = desk.board.register.all()
    transfer.error = GONE

    def shown() -> tuple[TransferState, str, MegadeskError | None]:
        (line,) = lines(desk.board, 0.0)
        return line.state, line.reason, line.error

    assert shown() == (TransferState.ACTIVE, "", None)
    desk.board.floor.rest([UP], Rest.SCHEDULE)
    assert shown() == (TransferState.ACTIVE, "schedule", None)
    steering.pause(desk.board, subjects("a"))
    assert shown() == (TransferState.ACTIVE, "this", None)
    steering.cancel(desk.board, transfer.key.subject, transfer.key.content)
    assert shown() == (TransferState.ACTIVE, "cancelled", None)


def test_a_file_that_changes_while_it_is_sent_is_listed_once() -> None:
    """Its old content is still under way; to a front end, which goes by ids, it would be the same row twice."""
    desk = Desk()
    desk.want("a")
    assert desk.taken() == "a"
    (old,) = desk.board.register.all()
    desk.jobs["a"] = desk.sources.job("a", content_of(20, "another"))
    desk.want("a")
    assert [(one.state, one.bytes_total) for one in lines(desk.board, 0.0)] == [(TransferState.QUEUED, 20)]
    assert old in desk.board.register.all()
    assert moving(desk.board, 0.0) == []
    desk.want()
    assert [one.state for one in lines(desk.board, 0.0)] == [TransferState.ACTIVE]  # it moves, whatever it is for


def test_one_that_was_cancelled_before_it_had_a_place() -> None:
    """It is not shown as one that somebody put to the bottom."""
    desk = Desk()
    desk.want("a")
    key = desk.jobs["a"].key
    again = Desk({key.subject: Wish(cancelled=key.content)})
    again.want("a")
    (line,) = lines(again.board, 0.0)
    assert (line.state, line.place) == (TransferState.CANCELLED, None)
