"""Nodes that are left alone for a while, because the disk or the server would not, and how long.

    hold(node, error) --> again at once | soon, then later and later | when there may be room | once the name is another
    sooner(nodes)     --> somebody did something to them: what is refused here is tried before its time
                                                              planner <-- now()

Not here: what is done about the error. Used from the pair's own thread only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from megadesk.model.errors import (
    AccessDenied,
    BadName,
    Cancelled,
    Damaged,
    DiskFull,
    FileBusy,
    MegadeskError,
    NotFound,
    QuotaExceeded,
    Stale,
    Waiting,
)
from megadesk.model.ids import NodeId
from megadesk.model.tree import Node, Tree
from megadesk.model.values import replace

HOLD_FIRST_MS: Final = 1_000
HOLD_LAST_MS: Final = 60_000
HOLD_FOR_SPACE_MS: Final = 30_000
HOLD_FOR_NAME_MS: Final = 3_600_000
"""A name that this disk refuses stays refused; only another name helps, and that ends the hold at once."""
HOLD_REFUSED_LAST_MS: Final = 3_600_000
"""Nor does a right that is missing come by itself, nor a block; each try is a plan of the whole folder."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A node that is left alone until a time, and why.

    ``wanted``: the record it could not be made like. ``sending``: it is its bytes here that could not be sent.
    """

    error: MegadeskError
    attempts: int
    until_ms: int
    since_ms: int
    wanted: Node | None = None
    sending: bool = False
    begun_ms: int = 0

    @property
    def is_refusal(self) -> bool:
        """Whether it does not pass by itself, but somebody may do something about it here."""
        return isinstance(self.error, AccessDenied | Cancelled | NotFound | Damaged)


class Holds(Mapping[NodeId, Hold]):
    """The held nodes of one pair, and those whose time is over until they are done or have nothing left to do."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms
        self._holds: dict[NodeId, Hold] = {}

    def __getitem__(self, node: NodeId) -> Hold:
        """Return the hold of a node."""
        return self._holds[node]

    def __iter__(self) -> Iterator[NodeId]:
        """Return the nodes."""
        return iter(self._holds)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._holds)

    def hold(self, node: NodeId, error: MegadeskError, wanted: Node | None, *, sending: bool = False) -> None:
        """Leave a node alone for a time, longer each time in a row."""
        now = self._now_ms()
        before = self._holds.get(node)
        attempts = before.attempts + 1 if before else 1
        since = before.since_ms if before else now
        self._holds[node] = Hold(error, attempts, now + _hold_ms(error, attempts), since, wanted, sending, now)

    def end(self, node: NodeId) -> None:
        """Forget what held a node: it is done."""
        self._holds.pop(node, None)

    def now(self) -> frozenset[NodeId]:
        """Return the nodes to be left alone for now."""
        now = self._now_ms()
        return frozenset(node for node, hold in self._holds.items() if hold.until_ms > now)

    @property
    def again_ms(self) -> int | None:
        """When the next held node may be tried again; None if none waits."""
        now = self._now_ms()
        return min((hold.until_ms for hold in self._holds.values() if hold.until_ms > now), default=None)

    @property
    def no_room(self) -> Waiting | None:
        """What holds nodes back until there is room, here or on the server; None if nothing does."""
        return next((hold.error for hold in self._holds.values() if isinstance(hold.error, Waiting)), None)

    def retry(self, nodes: Collection[NodeId] | None = None) -> None:
        """Let every held node, or each of these, be tried again now: somebody says that things are better."""
        now = self._now_ms()
        for node in list(self._holds) if nodes is None else [node for node in nodes if node in self._holds]:
            if nodes is not None and isinstance(self._holds[node].error, Cancelled):
                del self._holds[node]  # the person who did not want it does, and it is no issue while it is on its way
            else:
                self._holds[node] = replace(self._holds[node], until_ms=min(self._holds[node].until_ms, now))

    def sooner(self, nodes: Collection[NodeId]) -> bool:
        """Let those of these that are refused be tried soon: they were touched. Return whether any will be.

        At once, if they have waited for long; but what is touched all the time is tried no more than a busy file is.
        """
        now, found = self._now_ms(), False
        for node in nodes:
            hold = self._holds.get(node)
            if hold is None or not hold.is_refusal:
                continue
            until = max(now, hold.begun_ms + _growing(hold.attempts))
            if until < hold.until_ms:
                self._holds[node], found = replace(hold, until_ms=until), True
        return found

    def reconsider(self, remote: Tree, here: Container[NodeId]) -> None:
        """End holds whose reason is gone: for bytes that are no longer here, of an older version, of another name.

        Of a file that somebody removed nothing waits to be sent any more, and the removal need not wait. Else a folder
        that took the place of that file would be a conflict with what the cloud still has.
        """
        for node in [node for node, hold in self._holds.items() if hold.sending and node not in here]:
            del self._holds[node]
        for node in [node for node, hold in self._holds.items() if hold.is_refusal]:
            if not _is_as_wanted(remote.nodes.get(node), self._holds[node].wanted):
                del self._holds[node]
        refused = {node: hold.wanted for node, hold in self._holds.items() if isinstance(hold.error, BadName)}
        for node, wanted in refused.items():
            there = remote.nodes.get(node)
            if wanted is not None and (there is None or not there.same_place(wanted)):
                self._holds = {one: hold for one, hold in self._holds.items() if one not in refused}
                return

    def forgive(self, steps: Collection[NodeId], held: Collection[NodeId]) -> None:
        """Forget the holds that are over and whose nodes have nothing left to do."""
        for node in [node for node in self._holds if node not in held and node not in steps]:
            del self._holds[node]


def _hold_ms(error: MegadeskError, attempts: int) -> int:
    match error:
        case DiskFull() | QuotaExceeded():
            return HOLD_FOR_SPACE_MS
        case Stale():
            # Look again at once the first time: most often somebody else was quicker with the same thing.
            return 0 if attempts == 1 else _growing(attempts)
        case FileBusy():
            return _growing(attempts)
        case BadName():
            return HOLD_FOR_NAME_MS
        case Cancelled():
            return HOLD_REFUSED_LAST_MS
        case AccessDenied() | NotFound() | Damaged():
            return int(min(HOLD_REFUSED_LAST_MS, HOLD_LAST_MS * 2 ** min(attempts - 1, 10)))
        case _:
            return _growing(attempts)


def _is_as_wanted(there: Node | None, wanted: Node | None) -> bool:
    if there is None or wanted is None:
        return there is wanted
    return there.same_place(wanted) and there.same_content(wanted)


def _growing(attempts: int) -> int:
    return int(min(HOLD_LAST_MS, HOLD_FIRST_MS * 2 ** min(attempts - 1, 10)))
