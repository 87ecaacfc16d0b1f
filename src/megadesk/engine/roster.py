"""The pairs of one account that run: each with its thread and its watcher, and never two threads for one pair.

    start, add --> runs --standing--> stands still, is changed, and runs again as it is remembered then, if it still is
                        `--stop----> all end, and nothing is added any more

While a pair stands still it is reported as it was last, and busy; who asks for its thread gets the next one. Whoever
waits until all have looked holds tickets: each is for one thread, and a thread that began since has looked once it rests.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias

from megadesk.disk.behavior import file_system_of, reports_changes
from megadesk.disk.hints import Hint
from megadesk.disk.watcher import Watcher
from megadesk.engine.wiring import World
from megadesk.model.errors import NotFound, Stale
from megadesk.model.ids import PairId
from megadesk.model.pair import PairState, SyncPair
from megadesk.model.values import replace
from megadesk.store.database import Database
from megadesk.store.pairs import Pairs
from megadesk.sync.events import RescanAsked
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner

Tickets: TypeAlias = Mapping[PairId, tuple[PairRunner, int]]
"""What was asked of each pair, and of which thread of it."""

QUIET: Final = frozenset({PairState.PAUSED, PairState.ATTENTION, PairState.DAMAGED})
"""In these nothing goes on before a person has done something, whatever is left to do."""

STANDING_S: Final = 10.0
"""Much longer than one step takes; whoever asks for a pair that is being changed waits so long for it."""


class Roster:
    """Starts and stops pairs. Safe from any thread. ``make`` returns the thread of a pair, not yet started."""

    def __init__(
        self,
        world: World,
        database: Database,
        *,
        make: Callable[[SyncPair], PairRunner],
        on_hint: Callable[[PairId, Hint], None],
    ) -> None:
        self._world = world
        self._pairs = Pairs(database)
        self._make = make
        self._on_hint = on_hint
        self._changed = threading.Condition()
        self._runners: dict[PairId, PairRunner] = {}
        self.watchers: dict[PairId, Watcher] = {}
        self._standing: dict[PairId, PairReport] = {}
        self._is_closed = False

    # -- life ---------------------------------------------------------------------------------------------------------

    def add(self, pair: SyncPair, *, after: PairRunner | None = None) -> None:
        """Run a pair, once the thread ``after`` has ended. After ``stop`` nothing happens: who runs next reads the pairs."""
        with self._changed:
            if not self._is_closed:
                self._begin(pair, self._make(pair), after)

    def start(self, pairs: Sequence[SyncPair]) -> None:
        """Run pairs; all are known to each other before the first looks: what moved to another meanwhile is no removal."""
        with self._changed:
            if not self._is_closed:
                for pair, runner in [(pair, self._make(pair)) for pair in pairs]:
                    self._begin(pair, runner, None)

    def _begin(self, pair: SyncPair, runner: PairRunner, after: PairRunner | None) -> None:
        watcher = Watcher(
            pair.local,
            lambda hint: self._on_hint(pair.id, hint),
            misses_changes=lambda: not reports_changes(file_system_of(pair.local)),
        )
        self._runners[pair.id], self.watchers[pair.id] = runner, watcher
        # Under the lock: else somebody could stop what was not started yet.
        runner.start(after)
        watcher.start()
        self._changed.notify_all()

    def stop(self) -> None:
        """End all of them."""
        with self._changed:
            self._is_closed = True
            pairs = list(self._runners)
        for runner in self._taken_out(pairs).values():
            runner.stop()
        for pair in pairs:
            self._leave(pair)

    @contextmanager
    def standing(self, pairs: Collection[PairId]) -> Iterator[None]:
        """Let pairs stand still while something about them is changed. Those that are remembered then run again.

        Raises Stale, before anything was changed, if the thread of one does not end in time: it goes on after it.
        """
        with self._changed:
            running = {pair: self._runners[pair] for pair in pairs if pair in self._runners}
            self._standing |= {pair: replace(runner.report(), busy=True) for pair, runner in running.items()}
        stopped = self._taken_out(running)
        try:
            for pair, runner in stopped.items():
                if not runner.stop(STANDING_S):
                    raise Stale(reason="pair_busy", pair=self._standing[pair].pair.name)
            for pair in stopped:
                self._leave(pair)
            yield
        finally:
            try:
                for remembered in self._pairs.list():
                    if remembered.id in stopped:
                        self.add(remembered, after=stopped[remembered.id])
            finally:
                with self._changed:
                    for pair in running:
                        self._standing.pop(pair, None)
                    self._changed.notify_all()

    def _taken_out(self, pairs: Collection[PairId]) -> dict[PairId, PairRunner]:
        """Return the threads of these pairs, told to end and not asked any more; their watchers have ended."""
        with self._changed:
            runners = {pair: self._runners.pop(pair) for pair in pairs if pair in self._runners}
            watchers = [self.watchers.pop(pair) for pair in runners]
        for runner in runners.values():
            runner.ask_to_stop()
        for watcher in watchers:
            watcher.stop()
        return runners

    def _leave(self, pair: PairId) -> None:
        self._world.neighbourhood.leave(pair)
        self._world.roots.remove(pair)
        self._world.claims.give_up(pair)
        self._world.transfers.leave(pair)

    # -- asking -------------------------------------------------------------------------------------------------------

    def get(self, pair: PairId) -> PairRunner:
        """Return the thread of a pair; NotFound if it does not run, Stale if it is being changed all the time."""
        with self._changed:
            self._changed.wait_for(lambda: pair not in self._standing, STANDING_S)
            if pair in self._standing:
                raise Stale(reason="pair_busy", pair=self._standing[pair].pair.name)
            if pair not in self._runners:
                raise NotFound(what="pair", pair=pair)
            return self._runners[pair]

    def find(self, pair: PairId) -> PairRunner | None:
        """Return the thread of a pair that runs now."""
        with self._changed:
            return self._runners.get(pair)

    def all(self) -> list[PairRunner]:
        """Return those that run now, in the order of their ids."""
        with self._changed:
            return [self._runners[pair] for pair in sorted(self._runners)]

    def reports(self) -> list[PairReport]:
        """Return how every pair stands, in the order of their ids."""
        with self._changed:
            reports = self._standing | {pair: runner.report() for pair, runner in self._runners.items()}
        return [reports[pair] for pair in sorted(reports)]

    def remembered(self) -> Sequence[SyncPair]:
        """Return all pairs as they are kept: whether a person paused one may have changed since its thread began."""
        return self._pairs.list()

    # -- waiting ------------------------------------------------------------------------------------------------------

    def rescan(self) -> Tickets:
        """Ask every pair to look at everything again; return what was asked of whom."""
        return {runner.pair: (runner, runner.post(RescanAsked())) for runner in self.all()}

    def has_taken(self, tickets: Tickets) -> bool:
        """Whether every pair that still runs has taken its ticket."""
        with self._changed:
            runners = dict(self._runners)
        return all(_has_taken(runner, tickets.get(pair)) for pair, runner in runners.items())

    def has_looked(self, tickets: Tickets) -> bool:
        """Whether every pair has taken its ticket and come to rest with it, well or not."""
        with self._changed:
            if self._standing:
                return False
            runners = dict(self._runners)
        return all(_has_rested(runner, tickets.get(pair)) for pair, runner in runners.items())

    def rests_but_for(self, tickets: Tickets, excused: Callable[[PairId], bool]) -> bool:
        """Whether every pair has come to rest but for those that are excused, and one of those has not."""
        with self._changed:
            if self._standing:
                return False
            runners = dict(self._runners)
        at_work = [pair for pair, runner in runners.items() if not _has_rested(runner, tickets.get(pair))]
        return bool(at_work) and all(
            _has_taken(runners[pair], tickets.get(pair))
            and runners[pair].report().state is PairState.SYNCING
            and excused(pair)
            for pair in at_work
        )


def _has_rested(runner: PairRunner, asked: tuple[PairRunner, int] | None) -> bool:
    """Whether a thread has done what was asked of it; one that began since looks at everything anyway."""
    report = runner.report()
    return _has_taken(runner, asked) and (not report.busy or report.state in QUIET)


def _has_taken(runner: PairRunner, asked: tuple[PairRunner, int] | None) -> bool:
    ticket = asked[1] if asked is not None and asked[0] is runner else 0
    return runner.report().taken >= ticket
