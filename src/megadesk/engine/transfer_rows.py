"""One transfer as a row for front ends, from whichever list it stands in; and which rows somebody asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from megadesk.engine.clock import rfc3339
from megadesk.ipc import messages as m
from megadesk.model.errors import Argument, BadUsage, Cancelled, MegadeskError, ServerUnavailable
from megadesk.model.filekind import FileKind, kind_of
from megadesk.model.ids import PairId
from megadesk.model.relpath import RelPath, printable
from megadesk.model.transfer import (
    OVER,
    Direction,
    Place,
    Rest,
    Subject,
    TransferLine,
    TransferState,
    Wish,
    who_rests,
)
from megadesk.model.tree import Node
from megadesk.model.wording import facts_of, words_for
from megadesk.store.transfers import Ends, HistoryFilter, PastTransfer, folded
from megadesk.transfers.listing import THIS

PAST_MARK: Final = "h"
"""The id of what is over begins with this letter, the others with u or d."""

_NORMAL: Final = "normal"
_PAUSED: Final = {
    THIS: "row_paused", Rest.ALL.value: "row_all_paused", Rest.PERSON.value: "row_way_paused", Rest.SCHEDULE.value: "row_scheduled",
}  # fmt: skip
_ENDING: Final = {THIS: "row_pausing", Cancelled.code: "row_cancelling"} | dict.fromkeys(
    (one.value for one in Rest), "row_resting_soon"
)

V = TypeVar("V", bound=Enum)


class Which:
    """A filter, checked."""

    def __init__(self, body: m.WhichTransfers) -> None:
        self.states = _parsed(TransferState, body.states, "state")
        self.ways = _parsed(Direction, body.directions, "direction")
        self.kinds = _parsed(FileKind, body.kinds, "kind")
        self.pair = body.pair
        self._text = folded(body.text)

    @property
    def is_of_directions(self) -> bool:
        """Whether it leaves out nothing, but for whole directions."""
        return not (self.states or self.kinds or self.pair or self._text)

    @property
    def is_everything(self) -> bool:
        """Whether it leaves out nothing."""
        return self.is_of_directions and not self.ways

    def fits(self, state: TransferState, subject: Subject, path: Callable[[], str]) -> bool:
        """Whether a transfer is one of those asked for; where it is is only looked up if that matters."""
        if (self.states and state not in self.states) or (self.ways and subject.direction not in self.ways):
            return False
        if self.pair and subject.pair != self.pair:
            return False
        if not (self.kinds or self._text):
            return True
        where = path()
        return (not self.kinds or kind_of(where) in self.kinds) and self._text in folded(where)

    def of_the_past(self) -> HistoryFilter | None:
        """Return what of the history is asked for; None if nothing is."""
        states = self.states & OVER if self.states else OVER
        if not states:
            return None
        return HistoryFilter(
            states=states if self.states else (), ways=self.ways, kinds=self.kinds,
            pair=PairId(self.pair) if self.pair else None, text=self._text,
        )  # fmt: skip


def _parsed(kind: type[V], words: Collection[str], what: str) -> frozenset[V]:
    try:
        return frozenset(map(kind, words))
    except ValueError as e:
        raise BadUsage(what=what, value=", ".join(words)) from e


def line_row(line: TransferLine, ends: Ends | None) -> m.TransferRow:
    """Return what the manager has."""
    return _saying(
        _row(line.id, line.subject, line.path, ends, line.state),
        *_message(line.state, line.reason, line.error),
        reason=line.reason,
        priority=line.place.value if line.place is not None else _NORMAL,
        bytes_done=line.bytes_done,
        bytes_total=line.bytes_total,
        bps=line.bps,
        seconds_left=line.seconds_left,
        attempts=line.attempts,
        error=line.error.code if line.error is not None else None,
    )


def later_reason(wish: Wish | None, rests: Collection[Rest], *, is_online: bool = True) -> str:
    """Return why one that a pair will ask for is paused, or waits; empty if neither. A person counts before the schedule."""
    if wish is not None and wish.paused:
        return THIS
    if not rests:
        return "" if is_online else ServerUnavailable.code
    return who_rests(rests)


def later_state(reason: str) -> TransferState:
    """Return how one stands that a pair will ask for."""
    return _LATER.get(reason, TransferState.PAUSED)


_LATER: Final = {"": TransferState.QUEUED, ServerUnavailable.code: TransferState.WAITING}


def later_row(
    subject: Subject, node: Node, path: RelPath, ends: Ends | None, wish: Wish | None, reason: str
) -> m.TransferRow:
    """Return what a pair will ask the manager for."""
    place = wish.place if wish is not None else None
    state = later_state(reason)
    return _saying(
        _row(subject.id, subject, path, ends, state),
        *_message(state, reason, None),
        reason=reason,
        priority=place.value if place in {Place.TOP, Place.BOTTOM} and place is not None else _NORMAL,
        bytes_total=node.size_bytes,
    )


def held_row(
    subject: Subject, path: RelPath, code: str, arguments: Mapping[str, Argument], state: TransferState, size_bytes: int,
    ends: Ends | None,
) -> m.TransferRow:  # fmt: skip
    """Return what a pair holds back."""
    # Without its path, which stands in the row: what is true of a thousand files is said once.
    return _saying(
        _row(subject.id, subject, path, ends, state),
        code,
        {name: value for name, value in arguments.items() if name != "path"},
        reason=code,
        bytes_total=size_bytes,
        error=code if state is TransferState.WAITING else None,
    )


def past_row(past: PastTransfer) -> m.TransferRow:
    """Return what is over."""
    error = past.error
    return _saying(
        _row(f"{PAST_MARK}{past.number}", past.subject, past.path, past.ends, past.state),
        *(("", {}) if error is None else (error.code, facts_of(error))),
        bytes_done=past.size_bytes if past.state is TransferState.COMPLETED else 0,
        bytes_total=past.size_bytes,
        attempts=past.attempts,
        error=error.code if error is not None else None,
        ended=rfc3339(past.ended_ms),
    )


def _row(name: str, subject: Subject, path: str, ends: Ends | None, state: TransferState) -> m.TransferRow:
    """Return a row with where the file is, there and here, and what kind its name says it is."""
    ends = ends or Ends()
    cloud, local = printable(ends.in_the_cloud(path)), printable(ends.here(path))
    return m.TransferRow(
        id=name, direction=subject.direction.value, pair=subject.pair, path=cloud, local=local, kind=kind_of(path).value,
        state=state.value,
    )  # fmt: skip


def _saying(row: m.TransferRow, code: str, arguments: Mapping[str, Argument], **more: Any) -> m.TransferRow:
    """Return a row with what there is to say about it, and more of its fields."""
    said = words_for(code, arguments).sentence if code else ""
    return replace(row, message=said, code=code, arguments=dict(arguments), **more)


def _message(state: TransferState, reason: str, error: MegadeskError | None) -> tuple[str, Mapping[str, Argument]]:
    """Return the code and arguments of what there is to say about it; no code for what goes its way."""
    if state is TransferState.PAUSED:
        return _PAUSED.get(reason, ""), {}
    if state is TransferState.ACTIVE:
        return _ENDING.get(reason, ""), {}
    if error is not None and state in {TransferState.RETRYING, TransferState.FAILED}:
        return error.code, facts_of(error)
    return reason, {}
