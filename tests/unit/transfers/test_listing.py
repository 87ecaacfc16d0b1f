"""Transfers as people see them."""

from __future__ import annotations

from fakes.queues import UP, Desk, subjects
from megadesk.model.errors import ServerUnavailable
from megadesk.model.transfer import BOTH_WAYS, Rest, TransferState
from megadesk.transfers import steering
from megadesk.transfers.listing import lines

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
