"""Transfers: what moves, what waits and in which order, what is over; and the limits."""

from __future__ import annotations

from typing import Final

from megadesk.ipc.messages.base import Body, Method, Nothing
from megadesk.ipc.messages.status import TransferStatus
from megadesk.model.errors import Argument

TRANSFER_PAGE_MAX: Final = 1000
"""So many rows at a time at most."""


class WhichTransfers(Body, frozen=True, kw_only=True):
    """Some of all transfers. Empty: no matter. ``text``: part of the path; ``kinds``: image, video, audio, document, ..."""

    states: list[str] = []
    directions: list[str] = []
    kinds: list[str] = []
    pair: str = ""
    text: str = ""


class ListTransfers(Body, frozen=True, kw_only=True):
    """A page: what moves, then what waits in its order, then what is held back, then what is over, the newest first.

    ``sort``: name or size instead, what is over still behind what is not; ``descending``: the largest or last first.
    """

    which: WhichTransfers = WhichTransfers()
    offset: int = 0
    limit: int = 100
    sort: str = ""
    descending: bool = False


class TransferRow(Body, frozen=True, kw_only=True):
    """One transfer. ``path`` is in the cloud, ``local`` on this computer.

    ``id``: of one that is over it begins with h. ``reason`` is the code of what it waits for and ``message`` says it, made
    from ``code`` and ``arguments``.
    ``priority``: top, normal or bottom. ``kind``: of file, by its name. ``ended``: when it was over.
    """

    id: str
    direction: str
    path: str
    local: str
    pair: str
    state: str
    reason: str = ""
    message: str = ""
    code: str = ""
    arguments: dict[str, Argument] = {}
    priority: str = "normal"
    kind: str = "other"
    bytes_done: int = 0
    bytes_total: int = 0
    bps: int = 0
    seconds_left: int | None = None
    attempts: int = 0
    error: str | None = None
    ended: str | None = None


class Transfers(Body, frozen=True, kw_only=True):
    """A page of transfers. ``total``: how many fit; ``counts``: of all there are, by state, ``directions``: by direction.

    The versions are those of TransfersChanged.
    """

    transfers: list[TransferRow]
    total: int
    counts: dict[str, int]
    directions: dict[str, int] = {}
    queue_version: int
    history_version: int


class SteerTransfers(Body, frozen=True, kw_only=True):
    """Do something about transfers: those named by ids (or starts of ids), or ``all`` that fit ``which``.

    ``action``: pause, resume, cancel, retry, top, up, down, bottom, or after (right behind ``anchor``). ``all`` with pause
    lets whole directions rest, also what comes later. ``sort`` and ``descending``, with ``all``: in this order, see
    ListTransfers; top or bottom then make it the order of the queue.
    """

    action: str
    ids: list[str] = []
    all: bool = False
    which: WhichTransfers = WhichTransfers()
    anchor: str = ""
    sort: str = ""
    descending: bool = False


class Steered(Body, frozen=True, kw_only=True):
    """What was done: how many transfers it concerned, and how all of them stand now."""

    count: int
    transfers: TransferStatus


class ClearTransfers(Body, frozen=True, kw_only=True):
    """Forget what is over: those named by ids, or all that fit ``which``."""

    ids: list[str] = []
    which: WhichTransfers = WhichTransfers()


class Cleared(Body, frozen=True, kw_only=True):
    """How many were forgotten, or are back. ``batch`` names what was forgotten, so that it can be brought back."""

    count: int
    batch: int = 0


class BringBackTransfers(Body, frozen=True, kw_only=True):
    """Bring back what was forgotten last, if that is this batch; none comes back if more was since, or in an engine before."""

    batch: int


class LimitWindow(Body, frozen=True, kw_only=True):
    """Limits of a time of the week. ``days``: mon, tue, ...; times as ``08:00``, over midnight too.

    KiB a second; None: no limit; 0: nothing moves.
    """

    days: list[str]
    start: str
    end: str
    up: int | None = None
    down: int | None = None


class TransferLimits(Body, frozen=True, kw_only=True):
    """What was set, in KiB a second (None: no limit), and what holds now; ``window``: which of ``schedule`` that is."""

    up: int | None
    down: int | None
    schedule: list[LimitWindow]
    up_now: int | None
    down_now: int | None
    window: int | None
    paused: list[str]


class SetLimits(Body, frozen=True, kw_only=True):
    """Set limits; what is left out stays. ``up``, ``down``: KiB a second, 0 for none. ``schedule`` replaces the whole one."""

    up: int | None = None
    down: int | None = None
    schedule: list[LimitWindow] | None = None


class TransfersChanged(Body, frozen=True, kw_only=True):
    """The event: sums, what moves just now (the first of it), and whether a list that was read before is still right.

    ``queue_version`` grows when rows come, go, or change their place or state; ``history_version`` when something is over
    or forgotten. However much happens, five of these a second come at most.
    """

    transfers: TransferStatus
    moving: list[TransferRow]
    queue_version: int
    history_version: int


LIST_TRANSFERS: Final = Method("transfers.list", ListTransfers, Transfers)
STEER_TRANSFERS: Final = Method("transfers.steer", SteerTransfers, Steered)
CLEAR_TRANSFERS: Final = Method("transfers.clear", ClearTransfers, Cleared)
BRING_BACK_TRANSFERS: Final = Method("transfers.bring_back", BringBackTransfers, Cleared)
GET_LIMITS: Final = Method("transfers.limits", Nothing, TransferLimits)
SET_LIMITS: Final = Method("transfers.set_limits", SetLimits, TransferLimits)

TRANSFERS_TOPIC: Final = "transfers"
"""Subscribed front ends get a TransfersChanged event."""
