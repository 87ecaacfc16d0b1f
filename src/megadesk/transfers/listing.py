"""Transfers as people see them: each in its state, with the reason, in the order in which they will be taken.

    board --line--> TransferLine      board --lines--> what moves, then what waits, first to be taken first

Pure; called under the board's lock.
"""

from __future__ import annotations

from typing import Final

from megadesk.model.errors import Cancelled
from megadesk.model.transfer import Place, TransferLine, TransferState, who_rests
from megadesk.transfers.board import Board
from megadesk.transfers.faults import is_failure
from megadesk.transfers.order import BOTTOM_TIER, TOP_TIER, rank_of
from megadesk.transfers.pacing import seconds_left
from megadesk.transfers.queue import Transfer

THIS: Final = "this"
"""The reason of a transfer that a person paused by itself."""

_PLACES: Final = {TOP_TIER: Place.TOP, BOTTOM_TIER: Place.BOTTOM}

_WAITING: Final = frozenset({TransferState.QUEUED, TransferState.RETRYING})


def lines(board: Board, now_s: float) -> list[TransferLine]:
    """Return all that have not been settled: what moves first, then the others in their order."""
    found = sorted(known(board), key=lambda one: (one.state is not TransferState.ACTIVE, rank_of(one)))
    return [line(board, transfer, now_s) for transfer in found]


def moving(board: Board, now_s: float) -> list[TransferLine]:
    """Return what moves just now."""
    return [line(board, one, now_s) for one in known(board) if one.state is TransferState.ACTIVE]


def known(board: Board) -> list[Transfer]:
    """Return the transfers that people are to see.

    Of a file that changed while it was sent only its new content: the old one comes to the end of its block, and has the
    same id.
    """
    register = board.register
    return [one for one in register.all() if one.wanted or register.at_work_on(one.key.subject) is None]


def line(board: Board, transfer: Transfer, now_s: float) -> TransferLine:
    """Return one transfer as people see it."""
    state, reason = _standing(board, transfer, now_s)
    meter, forecast = (transfer.meter, transfer.forecast) if state is TransferState.ACTIVE else (None, None)
    return TransferLine(
        key=transfer.key,
        path=transfer.job.path,
        state=state,
        reason=reason,
        bytes_done=transfer.bytes_seen,
        bytes_total=transfer.job.size_bytes,
        bps=round(meter.bps(now_s)) if meter is not None else 0,
        seconds_left=seconds_left(transfer.job.size_bytes - transfer.bytes_seen, forecast.bps(now_s))
        if forecast is not None
        else None,
        attempts=transfer.attempts,
        error=transfer.error if state is not TransferState.ACTIVE else None,  # what was before its last try is over
        place=_PLACES.get(transfer.rank.tier) if transfer.rank is not None else None,
    )


def _standing(board: Board, transfer: Transfer, now_s: float) -> tuple[TransferState, str]:
    """Return the state and the reason for it: a pause counts before an error, for it is what a person can end."""
    state = transfer.state
    if state is TransferState.PAUSED:
        return state, THIS
    error = transfer.error
    if state is TransferState.FAILED and error is not None and not is_failure(error):
        # Its pair is about to hear of it, and holds it back: until it may be tried again, or for good.
        return (TransferState.CANCELLED if isinstance(error, Cancelled) else TransferState.WAITING), error.code
    rests = _who_rests(board, transfer)
    if state is TransferState.ACTIVE:
        return state, _why_it_ends(transfer) or rests
    if state not in _WAITING:
        return state, ""
    if rests:
        return TransferState.PAUSED, rests
    if state is TransferState.QUEUED and board.floor.gate.error is not None and not board.floor.gate.is_open(now_s):
        return TransferState.WAITING, board.floor.gate.error.code
    return state, error.code if error is not None and state is TransferState.RETRYING else ""


def _who_rests(board: Board, transfer: Transfer) -> str:
    """Return who lets its direction rest; empty: nobody. A person counts before the schedule."""
    return who_rests(board.floor.rests(transfer.key.direction))


def _why_it_ends(transfer: Transfer) -> str:
    """Return why one that moves stops at the end of its block, as a person decided; empty: it does not."""
    if transfer.wish.cancelled == transfer.key.content:
        return Cancelled.code
    return THIS if transfer.wish.paused else ""
