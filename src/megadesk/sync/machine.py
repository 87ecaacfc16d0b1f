"""The order of things for one pair: what to do next, given what has happened.

                 hint settled                       head moved
                      |                                  |
    +-- idle --> ScanLocal --> FetchRemote (if due) --> MakePlan --> Advance, Advance, ... --> idle
    |     ^           ^                                                 |  ^       |
    |     |           +------ a hint settles, a step was stale ---------+  +-------+ content arrived
    |     +--- wake: retry after an error, hourly full scan
    +-- paused, stalled (a person is asked), until told otherwise

``note`` takes events, ``next`` gives the one command to run now or None (both in events.py); the runner runs it and
notes how it went. No clock: every call says what time it is. What is known of the folder itself lives in
``folder``; this machine only knows what is fresh, what is due and what went wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from megadesk.model.errors import DecisionNeeded, MegadeskError
from megadesk.model.pair import PairState, Problem
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import Direction, TransferResult
from megadesk.sync.debounce import Debounce
from megadesk.sync.events import (
    Advance,
    Advanced,
    Answered,
    Command,
    ContentArrived,
    Decided,
    DropPlan,
    Event,
    Failed,
    Fetched,
    FetchRemote,
    HeadMoved,
    HintsLost,
    LookAsked,
    MakePlan,
    OthersLooked,
    PauseAsked,
    Planned,
    RescanAsked,
    ResumeAsked,
    RetryAsked,
    ScanLocal,
    Scanned,
    Touched,
    WatchingChanged,
    Woke,
)
from megadesk.sync.setbacks import retry_delay_ms, state_for
from megadesk.sync.watching import Watching

FULL_SCAN_MS: Final = 3_600_000
"""With a working watcher a full scan runs hourly: events are hints, scans are truth."""

POLL_SCAN_MS: Final = 300_000
"""Without one, every five minutes."""

FULL_SCAN_REST: Final = 20
"""And never so often that looking takes more than a twentieth of the time: a slow volume, a very large folder."""

HOLD_BACK_MS: Final = 300
"""So long a plan waits, at most, for paths that were touched just now. Programs save within a few of these."""

SCAN_REST: Final = 4
"""While a plan is under way, a scan is followed by so many times its own length without one."""

RESULTS_AT_ONCE: Final = 4_000
"""A first sync of 100,000 files brings its results faster than they are published or placed: four commits at a time, so
that what was saved meanwhile has its turn, and sealed records of tens of thousands of files never wait in memory."""


@dataclass(slots=True)
class PairMachine:
    """Decides for one pair. ``note`` and ``next`` are called from one thread."""

    paused: bool = False
    debounce: Debounce = field(default_factory=Debounce)
    watching: Watching = field(default_factory=Watching)
    error: MegadeskError | None = None
    guard: Problem | None = None
    steps_left: int = 0
    synced_ms: int | None = None
    reads: bool = False
    """Whether a look takes long, because much is to be read."""
    chance: Callable[[], float] = lambda: 1.0
    """Numbers from 0 to 1, for waits that not all devices should end at once."""
    _scan_all: bool = True
    _dirty: set[RelPath] = field(default_factory=set)
    _fetch: bool = True
    _fetch_first: bool = False
    _fetch_to: int | None = None
    """How far a fetch has to come, if nothing but news of commits asks for it."""
    _plan: bool = True
    _executing: bool = False
    _waits: bool = False
    _drop: bool = False
    _held_back_ms: int | None = None
    _begun_ms: int = 0
    _scan_after_ms: int = 0
    _results: list[TransferResult] = field(default_factory=list)
    _advance: bool = False
    _attempts: int = 0
    _failing: type[object] = object
    _unproven: frozenset[Direction] = frozenset()
    """Which ways the content went that an Advance failed with: it works again when each has worked."""
    _retry_ms: int | None = None
    _again_ms: int | None = None
    _full_scan_ms: int = 0
    _look_again: Collection[RelPath] = ()
    _look_again_ms: int | None = None
    _running: Command | None = None

    # -- what happened ----------------------------------------------------------------------------------------------

    def note(self, event: Event, now_ms: int) -> None:
        """Take in one event."""
        match event:
            case Touched() | HintsLost() | WatchingChanged() | Woke() | LookAsked():
                self._note_hint(event, now_ms)
            case HeadMoved(seq):
                self._want_fetch(seq)
            case ContentArrived(results):
                self._results.extend(results)
                self._advance = True
            case PauseAsked():
                self.paused = True
                # Also if nothing is being executed: after an error transfers go on until there is a new plan.
                self._drop = True
            case ResumeAsked():
                # What a guard asked is asked still, until a plan shows that there is nothing to ask any more.
                self.paused, self._plan = False, True
                self._clear_error()
            case Answered():
                self.guard, self._plan = None, True
                self._clear_error()
            case RescanAsked():
                self._scan_all = self._plan = True
                self._want_fetch()
                self._clear_error()
            case Decided() | OthersLooked():
                self._plan = True
            case RetryAsked():
                self._want_fetch()
                self._clear_error()
            case _:
                self._note_outcome(event, now_ms)

    def _note_hint(self, event: Touched | HintsLost | WatchingChanged | Woke | LookAsked, now_ms: int) -> None:
        match event:
            case Touched(paths):
                self.debounce.touched(paths, now_ms)
            case HintsLost(reason):
                self.watching.lost(reason, now_ms)
                self._scan_all = True
            case WatchingChanged(works, reason, limit):
                self.watching.changed(works=works, reason=reason, limit=limit)
            case LookAsked():
                self._scan_all = True
            case Woke():
                # The journal first (row 202): it is the half that moved while nothing here could.
                self._scan_all = self._fetch_first = self._plan = True
                self._want_fetch()
                self._clear_error()

    def _note_outcome(self, event: Event, now_ms: int) -> None:
        running, self._running, self.reads = self._running, None, False
        match event:
            case Scanned(changed, again, look_again_ms):
                self._look_again, self._look_again_ms = again, look_again_ms
                if isinstance(running, ScanLocal) and running.dirty is None:
                    every_ms = FULL_SCAN_MS if self.watching.works else POLL_SCAN_MS
                    self._full_scan_ms = now_ms + max(every_ms, FULL_SCAN_REST * (now_ms - self._begun_ms))
                # The writes of a plan under way raise hints of their own: looking may take a fifth of the time.
                self._scan_after_ms = now_ms + SCAN_REST * (now_ms - self._begun_ms)
                self._plan = self._plan or changed
                self._worked(running)
                self._note_progress(now_ms)
            case Fetched(changed):
                self._plan = self._plan or changed
                self._worked(running)
                self._note_progress(now_ms)
            case Planned(steps, guard, again_ms, waits):
                self.guard, self.steps_left, self._again_ms, self._waits = guard, steps, again_ms, waits
                self._executing = guard is None and steps > 0
                self._advance = self._executing or bool(self._results)
                self._worked(running)
            case Advanced(left, touched, replan, again_ms):
                self._worked(running)
                if self._failing is Advance and left == 0 and not replan:
                    self._clear_error()  # nothing is left that could fail
                self._again_ms = again_ms
                self.steps_left = left
                self._executing = left > 0
                self._dirty.update(touched)
                self._plan = self._plan or replan
                self._note_progress(now_ms)
            case Failed(error):
                self._note_failure(running, error, now_ms)
            case _:
                raise AssertionError(event)

    def _note_progress(self, now_ms: int) -> None:
        if not (
            self._executing or self._waits or self.guard or self._plan or self._dirty or self._scan_all or self._fetch
        ):
            self.synced_ms = now_ms

    def _note_failure(self, running: Command | None, error: MegadeskError, now_ms: int) -> None:
        """Undo what the command had promised, and wait before it is tried again."""
        match running:
            case ScanLocal(None):
                self._scan_all = True
            case ScanLocal(dirty):
                self._dirty.update(dirty or ())
            case FetchRemote():
                self._want_fetch()
            case _:
                # What was done is in the trees; what was not is found again by planning anew.
                self._executing, self._plan = False, True
                self._want_fetch()
        if isinstance(error, DecisionNeeded):
            # The folder was not there, or seemed another: of what is there next, nothing is known.
            self._scan_all = True
        if state_for(error) is PairState.DAMAGED:
            # What the server shows does not verify: nothing more is sent to it, running transfers included.
            self._drop = True
        self.error, self._failing = error, type(running)
        self._unproven = _ways(running) if isinstance(running, Advance) else frozenset()
        self._attempts += 1
        self._retry_ms = now_ms + retry_delay_ms(error, self._attempts, self.chance())

    def _worked(self, running: Command | None) -> None:
        """Forget the error if this is what failed: while a plan fails, fetching well proves nothing.

        Nor does placing what came down while what went up cannot be published, nor a round that had no content.
        """
        if isinstance(running, self._failing):
            if isinstance(running, Advance):
                self._unproven -= _ways(running)
            if not self._unproven:
                self._clear_error()

    def _clear_error(self) -> None:
        self.error, self._retry_ms, self._attempts, self._unproven = None, None, 0, frozenset()

    # -- what to do -------------------------------------------------------------------------------------------------

    def next(self, now_ms: int) -> Command | None:
        """Return the command to run now, or None: then wait for an event, or until ``wake_ms``."""
        if self._running is not None:
            return None
        self.watching.tick(now_ms)
        self._running = self._choose(now_ms)
        self._begun_ms = now_ms
        return self._running

    def _choose(self, now_ms: int) -> Command | None:
        if self._drop:
            self._drop = self._executing = self._advance = False
            self._plan = True
            # Results that came are kept for the next plan, which uses or settles them: the mover does not begin anew
            # what has ended and was never settled, so what is forgotten here would wait for ever.
            self._running = None
            return DropPlan()
        if self.paused or (self._retry_ms is not None and now_ms < self._retry_ms):
            return None
        self._retry_ms = None
        return self._observe(now_ms) or self._act(now_ms)

    def _observe(self, now_ms: int) -> Command | None:
        if self._fetch_first:
            self._fetch_first = False
            return self._fetched()
        settled = self.debounce.due(now_ms)
        if settled is not None:
            self._scan_all = self._scan_all or settled.everything
            self._dirty.update(settled.paths)
        if self._look_again_ms is not None and now_ms >= self._look_again_ms:
            self._dirty.update(self._look_again)
            self._look_again_ms = None
        if self._scan_all or now_ms >= self._full_scan_ms:
            self._scan_all = False
            self._dirty.clear()
            return ScanLocal(None)
        if self._dirty and not (self._executing and now_ms < self._scan_after_ms):
            dirty, self._dirty = frozenset(self._dirty), set()
            return ScanLocal(dirty)
        return self._fetched() if self._fetch else None

    def _want_fetch(self, seq: int | None = None) -> None:
        """Fetch, and whatever there is; where only ``seq`` is known to be there, at least that far."""
        if seq is None or (self._fetch and self._fetch_to is None):
            self._fetch_to = None
        else:
            self._fetch_to = max(seq, self._fetch_to or 0)
        self._fetch = True

    def _fetched(self) -> FetchRemote:
        self._fetch, to, self._fetch_to = False, self._fetch_to, None
        return FetchRemote(to)

    def _act(self, now_ms: int) -> Command | None:
        if self.guard is not None and not self._plan:
            return None  # but if something changed, the question may be another one, or none
        if self._plan or (self._again_ms is not None and now_ms >= self._again_ms):
            if self._is_held_back(now_ms):
                # What is due by now is no reason to wake: the thread would turn until the paths are quiet.
                self._plan, self._again_ms = True, None
                return None
            self._plan, self._again_ms, self._held_back_ms = False, None, None
            return MakePlan()
        if self._advance and not self._waits:
            results, self._results = tuple(self._results[:RESULTS_AT_ONCE]), self._results[RESULTS_AT_ONCE:]
            self._advance = bool(self._results)
            return Advance(results)
        return None

    def _is_held_back(self, now_ms: int) -> bool:
        """Whether to look once more before anything is concluded: something changed while it was looked at.

        A file on its way between two folders may have been missed in both, and a program that saves may have put its
        file aside just now. Not for long, or a folder in which something always happens would never be planned.
        """
        if self.debounce.soon_ms is None:
            return False
        if self._held_back_ms is None:
            self._held_back_ms = now_ms
        return now_ms - self._held_back_ms < HOLD_BACK_MS

    def dropped(self) -> None:
        """Note that DropPlan was run."""
        self._running = None

    @property
    def wake_ms(self) -> int | None:
        """When ``next`` must be asked again even if nothing happens; None: no need."""
        if self.paused:
            return None
        if self._retry_ms is not None:
            return self._retry_ms
        # While a person is asked no plan is made, so a node that was held cannot be a reason to wake.
        again_ms = self._again_ms if self.guard is None else None
        scan_ms = self._scan_after_ms if self._dirty else None
        look_ms = self._look_again_ms
        due = (self._full_scan_ms, self.debounce.next_ms, again_ms, scan_ms, look_ms, self.watching.calm_ms)
        return min(when for when in due if when is not None)

    # -- what it looks like -----------------------------------------------------------------------------------------

    @property
    def state(self) -> PairState:
        """The pair's state for people."""
        if self.error is not None and state_for(self.error) is PairState.DAMAGED:
            return PairState.DAMAGED
        if self.paused:
            return PairState.PAUSED
        if self.guard is not None:
            return PairState.ATTENTION
        if self.error is not None:
            return state_for(self.error)
        if self._scan_all or self._running == ScanLocal(None) or self.reads:
            return PairState.SCANNING
        if self._has_work:
            return PairState.SYNCING
        return PairState.SYNCED

    def is_touched(self, path: RelPath) -> bool:
        """Whether a path may have changed and was not looked at since; safe from any thread."""
        return self._scan_all or path in self._dirty or self.debounce.is_waiting(path)

    @property
    def has_more(self) -> bool:
        """Whether something is known to be left to do, also while paused: beside that it is to be looked at at all."""
        touched = self._dirty or self.debounce.next_ms is not None
        return bool(touched or self.steps_left or self._results or self.guard is not None)

    @property
    def is_busy(self) -> bool:
        """Whether anything is left to do, as far as is known, asking the server what is new included."""
        return bool(
            self._has_work or self._running is not None or self._fetch or self._dirty or self.debounce.soon_ms is not None
        )  # fmt: skip

    @property
    def _has_work(self) -> bool:
        """Whether there is more to do than to look: a hint of our own writes, or of news, is mostly of nothing new."""
        is_acting = isinstance(self._running, MakePlan | Advance | DropPlan)
        has_results = bool(self._results) and self.guard is None
        return is_acting or self._plan or self._executing or self._waits or has_results


def _ways(advance: Advance) -> frozenset[Direction]:
    return frozenset(result.key.direction for result in advance.results)
