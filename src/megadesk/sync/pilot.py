"""One pair, steered: takes events in, runs the one command that is due, says how things stand. No thread, no waiting.

    note(event) --> machine --next--> scan | fetch | plan | advance --outcome--> machine
                                      report() <-- after each of them

The runner puts a thread around it; a simulation puts a whole fleet of them on one clock. Nothing is decided here: what
to do next is the machine's, what is to become of the folder the planner's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, TypeAlias

from megadesk.model.errors import Argument, FileBusy, MegadeskError, OurBug
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, Notice, PairState, Problem, SyncPair
from megadesk.sync import guard
from megadesk.sync.direction import BLOCKED, silence
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.machine import (
    Advance,
    Command,
    Decided,
    DropPlan,
    Event,
    Failed,
    Fetched,
    FetchRemote,
    MakePlan,
    PairMachine,
    Planned,
    RescanAsked,
    ResumeAsked,
    ScanLocal,
    Scanned,
    Woke,
)
from megadesk.sync.patience import CHANGING_MS
from megadesk.sync.plan import PlanContext
from megadesk.sync.planner import plan as make_plan
from megadesk.sync.ports import Clock, LocalSide, RemoteSide
from megadesk.sync.resolving import decide

log = logging.getLogger(__name__)

SILENT: Final = frozenset({"ignored"})
"""Reasons that are as they should be."""


@dataclass(frozen=True, slots=True)
class Decide:
    """A person says which version they want of nodes whose changes do not travel in the pair's direction."""

    nodes: Collection[NodeId]
    keep: Keep


Order: TypeAlias = Event | Decide
"""What a pilot takes in: what the machine has to know, and what a person decided about single nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """One pair as it stands, for status."""

    pair: SyncPair
    state: PairState
    busy: bool
    pending: int
    files: int
    bytes: int
    problems: tuple[Problem, ...]
    error: MegadeskError | None
    guard: Problem | None
    synced_ms: int | None
    """Milliseconds since 1970 UTC; None if it never was, since the engine started."""
    taken: int = 0
    """How many posted events this report has seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairParts:
    """What a pair works with once its folder was found."""

    local_side: LocalSide
    folder: Folder
    executor: Executor


class Pilot:
    """Steers one pair. Used from one thread; ``report`` may be read from any."""

    def __init__(
        self,
        *,
        pair: SyncPair,
        open_parts: Callable[[], PairParts],
        remote_side: RemoteSide,
        clock: Clock,
        device_name: Callable[[], str],
        changed: Callable[[PairReport, tuple[Notice, ...]], None],
    ) -> None:
        self._pair = pair
        self._open_parts = open_parts
        self._cloud = remote_side
        self._clock = clock
        self._device_name = device_name
        self._changed = changed
        self._machine = PairMachine(paused=pair.paused)
        self._taken = 0
        self._parts: PairParts | None = None
        self._problems: tuple[Problem, ...] = ()
        self._asked: Argument | None = None
        """The removals a person was last asked about: an approval is for these and no others."""
        self.report = PairReport(
            pair=pair, state=PairState.PAUSED if pair.paused else PairState.SCANNING, busy=not pair.paused, pending=0,
            files=0, bytes=0, problems=(), error=None, guard=None, synced_ms=None,
        )  # fmt: skip

    # -- steering ---------------------------------------------------------------------------------------------------

    def note(self, event: Order) -> None:
        """Take in one event. What came of it is in the next report: ``tell``, or the end of a step."""
        self._taken += 1
        if isinstance(event, Decide):
            self._decide(event)
            return
        if self._parts is not None and isinstance(event, ResumeAsked | RescanAsked | Woke):
            self._parts.executor.retry_held()
        self._machine.note(event, self._clock.now_ms())

    def step(self) -> bool:
        """Run the command that is due and report; False if there is none now."""
        command = self._machine.next(self._clock.now_ms())
        if command is None:
            return False
        self._run_command(command)
        self.tell()
        return True

    @property
    def wake_ms(self) -> int | None:
        """When ``step`` must be asked again even if nothing happens, by the clock; None: no need."""
        return self._machine.wake_ms

    @property
    def is_behind(self) -> bool:
        """Whether the report has not seen every event yet."""
        return self.report.taken != self._taken

    def _decide(self, asked: Decide) -> None:
        try:
            n_decided = self.resolve(asked.nodes, asked.keep)
            log.info("pair %s: decided about %d of %d nodes", self._pair.id, n_decided, len(asked.nodes))
        except MegadeskError as error:
            log.warning("pair %s: a decision could not be kept: %s", self._pair.id, error.code)

    def resolve(self, nodes: Collection[NodeId], keep: Keep) -> int:
        """Decide about changes that the pair's direction does not take; return how many of ``nodes`` were such.

        A folder stands for all in it. Durable on return; the next plan carries it out. Errors as the store's.
        """
        parts = self._opened()
        folder, remote = parts.folder, self._cloud.tree()
        base, local = folder.base_tree(), folder.local_tree()
        silent = set(silence(base, local, remote, self._pair.direction, folder.permits).reasons)
        silent |= {problem.node for problem in self._problems if problem.node is not None and problem.code == BLOCKED}
        chosen = [node for node in nodes if node in silent]
        if chosen:
            folder.decide(decide(base, local, remote, self._pair.direction, silent, chosen, keep))
            self._machine.note(Decided(), self._clock.now_ms())
        return len(chosen)

    def drop(self) -> None:
        """Stop working on the plan; running transfers end."""
        if self._parts is not None:
            self._parts.executor.drop()

    def _run_command(self, command: Command) -> None:
        try:
            outcome = self._outcome_of(command)
        except MegadeskError as error:
            log.warning("pair %s: %s failed: %s", self._pair.id, type(command).__name__, error.code)
            outcome = Failed(error)
        except Exception as error:
            # Crash-only: what was done is in the store; say so and try again later with fresh observations.
            log.exception("pair %s: %s", self._pair.id, type(command).__name__)
            outcome = Failed(OurBug(type(error).__name__))
        if outcome is not None:
            self._machine.note(outcome, self._clock.now_ms())

    def _outcome_of(self, command: Command) -> Event | None:
        match command:
            case ScanLocal(dirty):
                folder = self._opened().folder
                return Scanned(folder.observe(dirty), frozenset(folder.busy), folder.again_ms)
            case FetchRemote():
                return Fetched(self._cloud.fetch())
            case MakePlan(approved):
                return self._make_plan(approved=approved)
            case Advance(results):
                return self._opened().executor.advance(results)
            case DropPlan():
                self.drop()
                self._machine.dropped()
                return None

    def _opened(self) -> PairParts:
        if self._parts is None:
            parts = self._open_parts()
            parts.executor.recover()
            self._parts = parts
        return self._parts

    def _make_plan(self, *, approved: bool) -> Event:
        parts = self._opened()
        folder, executor = parts.folder, parts.executor
        faults = dict(self._cloud.faults())
        remote = self._cloud.tree()
        # The space may move in between: what did not open before or after is held, else it would look removed.
        faults |= self._cloud.faults()
        folder.replay_cloud_intents(remote.nodes)
        folder.end_permits(remote)
        traits = parts.local_side.traits
        context = PlanContext(
            device_name=self._device_name(),
            stamp=self._clock.stamp(),
            held=frozenset(folder.held) | executor.held_now() | (faults.keys() & folder.local.keys()),
            occupied=folder.occupied,
            spent=self._cloud.elsewhere(folder.local.keys() - remote.nodes.keys()),
            case_sensitive=traits.case_sensitive,
            name_max_bytes=traits.name_max_bytes,
            direction=self._pair.direction,
            permits=folder.permits,
        )
        plan = make_plan(folder.base_tree(), folder.local_tree(), remote, context)
        executor.forgive(plan)
        asked = guard.check(plan, folder.base_tree())
        if asked is not None and not (approved and asked.arguments["digest"] == self._asked):
            self._asked = asked.arguments["digest"]
            return Planned(0, asked, executor.again_ms)
        log.info(
            "pair %s: %d steps here, %d in the cloud", self._pair.id, len(plan.local_steps), len(plan.remote_steps)
        )
        self._problems = (
            *plan.problems,
            *(
                Problem(code=code, path=folder.path(node), node=node)
                for node, code in faults.items()
                if node in folder.local
            ),
        )
        outcome = executor.begin(plan, remote)
        self.tell(plan.notices)
        self._machine.note(Planned(outcome.left, None, outcome.again_ms), self._clock.now_ms())
        return outcome

    # -- what it looks like -----------------------------------------------------------------------------------------

    def tell(self, notices: tuple[Notice, ...] = ()) -> None:
        """Make a new report and hand it on, with what a plan has to say once."""
        machine = self._machine
        problems = self._all_problems()
        folder = self._parts.folder if self._parts else None
        busy = machine.is_busy or any(map(_passing, problems))
        no_room = self._parts.executor.no_room if self._parts and machine.state is PairState.SYNCED else None
        self.report = PairReport(
            pair=self._pair,
            state=PairState.WAITING if no_room else machine.state,
            busy=busy and not machine.paused and machine.guard is None,
            pending=machine.steps_left,
            files=folder.n_files if folder else 0,
            bytes=folder.n_bytes if folder else 0,
            problems=problems,
            error=machine.error or no_room,
            guard=machine.guard,
            synced_ms=self._wall(machine.synced_ms),
            taken=self._taken,
        )
        try:
            self._changed(self.report, notices)
        except Exception:
            # Whoever listens must not be able to end the thread that looks after somebody's files.
            log.exception("pair %s: a listener failed", self._pair.id)

    def _wall(self, when_ms: int | None) -> int | None:
        """Return a time of the waiting clock as one for people."""
        return None if when_ms is None else self._clock.wall_ms() - (self._clock.now_ms() - when_ms)

    def _all_problems(self) -> tuple[Problem, ...]:
        found = [*self._machine.watching.problems()]
        if self._parts is None:
            return tuple(found)
        folder, executor = self._parts.folder, self._parts.executor
        found += self._problems
        found += [
            Problem(code=unknown.reason, path=path)
            for path, unknown in folder.unknown.items()
            if unknown.reason not in SILENT and path not in folder.busy
        ]
        found += [
            Problem(code=self._busy_code(since_ms), path=path, since_ms=self._wall(since_ms) or 0)
            for path, since_ms in folder.busy.items()
        ]
        for node, hold in executor.holds.items():
            if executor.path_of(node) in folder.busy:
                continue
            found.append(
                Problem(
                    code=self._busy_code(hold.since_ms) if isinstance(hold.error, FileBusy) else hold.error.code,
                    path=executor.path_of(node),
                    node=node,
                    arguments=hold.error.arguments,
                    since_ms=hold.since_ms,
                )
            )
        return tuple(found)

    def _busy_code(self, since_ms: int) -> str:
        """Return what a file is called that somebody writes to: after a while it is no passing thing any more."""
        return FileBusy.code if self._clock.now_ms() - since_ms < CHANGING_MS else "changing"


def _passing(problem: Problem) -> bool:
    """Whether a problem will most likely be gone by itself in a moment, so that work is still under way."""
    return problem.code in {"file_busy", "stale"}
