"""Since when each reason holds, what a person answered, and when a pair was last in step: the pair's memory, in use.

    problems --stamped--> the same, each with its ``since``
    approve, settle, mean answers, kept until they are of no use any more
    note_in_step          written once a day at most: an idle pair does not write

What cannot be written is remembered as long as the process runs, and said in the log: not knowing since when is no
reason to stop syncing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from megadesk.model.errors import MegadeskError
from megadesk.model.ids import NodeId
from megadesk.model.pair import Problem
from megadesk.model.reasons import reason_of
from megadesk.model.values import replace
from megadesk.sync.guard import Loser, Losses
from megadesk.sync.memory import Memo, MemoKind, PairMemory
from megadesk.sync.problems import subject_of
from megadesk.sync.recent import MEANT_MS

log = logging.getLogger(__name__)

IN_STEP_EVERY_MS: Final = 86_400_000
"""Days count, not hours: see GuardLimits.away_days."""

_IN_STEP: Final = Memo(MemoKind.IN_STEP)


class Ledger:
    """What one pair remembers. Used from the pair's own thread only; loaded when it is first asked."""

    def __init__(self, memory: PairMemory) -> None:
        self._memory = memory
        self._loaded: dict[Memo, int] | None = None
        self._in_step_ms: int | None = None

    @property
    def _memos(self) -> dict[Memo, int]:
        if self._loaded is None:
            try:
                self._loaded = dict(self._memory.load())
            except MegadeskError as error:
                log.warning("a pair's memory cannot be read: %s", error.code)
                self._loaded = {}
        return self._loaded

    def _apply(self, put: Mapping[Memo, int], drop: Collection[Memo] = ()) -> None:
        known = self._memos
        for memo in drop:
            known.pop(memo, None)
        known.update(put)
        if not put and not drop:
            return
        try:
            self._memory.apply(put, drop)
        except MegadeskError as error:
            log.warning("a pair's memory cannot be written: %s", error.code)

    # -- since when -------------------------------------------------------------------------------------------------

    def stamped(self, problems: Iterable[Problem], now_ms: int, *, forgets: bool) -> tuple[Problem, ...]:
        """Return the problems, each with the time it was first seen.

        forgets: all is well but for these, so the others are over. While a pair has not looked everywhere, nothing
        is: what was held before a restart is found again with its old time.
        """
        known = self._memos
        stamped: list[Problem] = []
        fresh: dict[Memo, int] = {}
        seen: set[Memo] = set()
        for problem in problems:
            memo = Memo(MemoKind.SINCE, problem.code, subject_of(problem))
            seen.add(memo)
            since_ms = known.get(memo)
            if since_ms is None:
                since_ms = fresh[memo] = problem.since_ms or now_ms
            stamped.append(replace(problem, since_ms=since_ms))
        over = [memo for memo in known if memo.kind is MemoKind.SINCE and memo not in seen] if forgets else []
        passing = {memo: since for memo, since in fresh.items() if reason_of(memo.code).passes}
        # A file in use is seen for a moment and gone: worth remembering, not worth a write.
        known.update(passing)
        gone = [memo for memo in over if reason_of(memo.code).passes]
        for memo in gone:
            del known[memo]
        self._apply({memo: fresh[memo] for memo in fresh.keys() - passing.keys()}, [m for m in over if m not in gone])
        return tuple(stamped)

    # -- answers ----------------------------------------------------------------------------------------------------

    @property
    def settled(self) -> frozenset[NodeId]:
        """The conflict copies that a person keeps beside their originals."""
        return frozenset(NodeId(memo.subject) for memo in self._memos if memo.kind is MemoKind.SETTLED)

    def settle(self, nodes: Iterable[NodeId], now_ms: int) -> None:
        """Note that a person keeps both."""
        self._apply({Memo(MemoKind.SETTLED, "", node): now_ms for node in nodes})

    @property
    def approved(self) -> frozenset[tuple[Loser, NodeId]]:
        """What a person lets go."""
        return frozenset(
            (Loser(memo.code), NodeId(memo.subject)) for memo in self._memos if memo.kind is MemoKind.APPROVED
        )

    def approve(self, losses: Losses, now_ms: int) -> None:
        """Note that a person lets all of these go; durable on return. Errors as the memory's: then it was not said."""
        approvals = {Memo(MemoKind.APPROVED, side.value, node): now_ms for side, node in losses.all()}
        self._memory.apply(approvals, ())
        self._memos.update(approvals)

    def keep_approvals(self, losses: Losses) -> None:
        """Forget the approvals that this plan has no use for: each is for one removal, not for ever."""
        needed = losses.all()
        over = [approval for approval in self.approved if approval not in needed]
        self._apply({}, [Memo(MemoKind.APPROVED, side.value, node) for side, node in over])

    def mean(self, ending: str, now_ms: int) -> None:
        """Note that a person lets a mass change go whose files have this ending to their names; durable on return."""
        if ending:
            meant = {Memo(MemoKind.MEANT, ending): now_ms}
            self._memory.apply(meant, ())
            self._memos.update(meant)

    def endings(self, now_ms: int) -> frozenset[str]:
        """Return the endings that a person let go of late."""
        return frozenset(
            memo.code
            for memo, at_ms in self._memos.items()
            if memo.kind is MemoKind.MEANT and abs(now_ms - at_ms) < MEANT_MS
        )

    # -- in step ----------------------------------------------------------------------------------------------------

    def away_ms(self, now_ms: int) -> int | None:
        """Return how long ago the pair was last in step; None if it never was."""
        last_ms = self._in_step_ms or self._memos.get(_IN_STEP)
        return None if last_ms is None else max(0, now_ms - last_ms)

    def note_in_step(self, at_ms: int) -> None:
        """Note that the pair was in step with the cloud then."""
        self._in_step_ms = at_ms
        written_ms = self._memos.get(_IN_STEP)
        # A clock that was set back is believed: else a time in the future would hold for years.
        if written_ms is None or not 0 <= at_ms - written_ms < IN_STEP_EVERY_MS:
            self._apply({_IN_STEP: at_ms})
