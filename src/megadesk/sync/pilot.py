"""One pair, steered: takes events in, runs the one command that is due, says how things stand. No thread, no waiting.

    note(event) --> machine --next--> scan | fetch | plan | advance --outcome--> machine
                                      report() <-- after each of them

The runner puts a thread around it; a simulation puts a whole fleet of them on one clock. Nothing is decided here: what
to do next is the machine's, what is to become of the folder the planner's (planning.py leads it). What goes in and what
comes out are values in report.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from megadesk.model.errors import MegadeskError, OurBug, Stale
from megadesk.model.ids import NodeId
from megadesk.model.pair import Keep, Notice, PairState, Problem, SyncPair
from megadesk.model.relpath import RelPath
from megadesk.model.values import replace
from megadesk.sync.diff import differing
from megadesk.sync.direction import BLOCKED, silence
from megadesk.sync.events import (
    Advance,
    Answered,
    Command,
    Decided,
    DropPlan,
    Event,
    Failed,
    Fetched,
    FetchRemote,
    HeadMoved,
    LookAsked,
    MakePlan,
    Planned,
    RescanAsked,
    ResumeAsked,
    ScanLocal,
    Scanned,
    Touched,
    Woke,
)
from megadesk.sync.executor import Executor
from megadesk.sync.folder import Folder
from megadesk.sync.gathering import Gathering, passes
from megadesk.sync.guard import DEFAULT_LIMITS, GuardLimits
from megadesk.sync.ledger import IN_STEP_EVERY_MS, Ledger
from megadesk.sync.looking import Looking
from megadesk.sync.machine import PairMachine
from megadesk.sync.memory import PairMemory, VolatileMemory
from megadesk.sync.outlook import Outlook
from megadesk.sync.planning import Planning
from megadesk.sync.ports import Clock, LocalSide, RemoteSide
from megadesk.sync.recent import Recent
from megadesk.sync.renames import Renames
from megadesk.sync.report import CopiesSettled, Decide, Order, Outcome, PairReport, TryAgain
from megadesk.sync.resolving import decide
from megadesk.sync.stopping import Halt, Stopped
from megadesk.sync.verdicts import keep_decision, overrule

log = logging.getLogger(__name__)

OUTCOMES_KEPT: Final = 64
"""Many more than people answer before they have heard what became of the first."""

LONG_READ_BYTES: Final = 256 << 20
"""A second of reading on a slow disk: a person sees that it is done."""

INQUIRY_MS: Final = 10_000
"""So often it is seen to whether those who were asked to look are still there to do so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairParts:
    """What a pair works with once its folder was found.

    ``tidy`` is called when there is nothing to do: it puts our own folder in order, comes back soon, and says whether
    there is more to put in order.
    """

    local_side: LocalSide
    looking: Looking
    executor: Executor
    tidy: Callable[[], bool] = lambda: False

    @property
    def folder(self) -> Folder:
        """What is known, by looking and by doing."""
        return self.looking.folder


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
        memory: PairMemory | None = None,
        limits: Callable[[], GuardLimits] = lambda: DEFAULT_LIMITS,
        halt: Halt | None = None,
        rests: bool = False,
        chance: Callable[[], float] = lambda: 1.0,
    ) -> None:
        """``rests``: it begins as a paused one does, though no person paused it. ``chance``: numbers from 0 to 1."""
        self._pair = pair
        self._halt = halt or Halt()
        self._open_parts = open_parts
        self._cloud = remote_side
        self._clock = clock
        self._changed = changed
        self._machine = PairMachine(paused=pair.paused or rests, chance=chance)
        self._renames = Renames()
        self._taken = 0
        self._parts: PairParts | None = None
        memory = memory or VolatileMemory()
        self._ledger = Ledger(memory)
        self._planning = Planning(
            pair=pair, remote_side=remote_side, clock=clock, device_name=device_name, limits=limits,
            ledger=self._ledger, recent=Recent(memory),
        )  # fmt: skip
        self._gathering = Gathering(self._ledger, self._machine)
        self._has_planned = False
        self._has_concluded = False
        """Whether a plan was made, if only to ask a person about it."""
        self._outcomes: dict[int, Outcome] = {}
        self._is_recovered = False
        self._has_looked_up = False
        self._onlookers: list[Callable[[], None]] = []
        self._fetched_ms: int | None = None
        self.report = PairReport(
            pair=pair, state=PairState.PAUSED if pair.paused or rests else PairState.SCANNING,
            busy=not (pair.paused or rests), pending=0,
            files=0, bytes=0, problems=(), error=None, guard=None, synced_ms=None,
        )  # fmt: skip

    # -- steering ---------------------------------------------------------------------------------------------------

    def note(self, event: Order) -> None:
        """Take in one event. What came of it is in the next report: ``tell``, or the end of a step."""
        self._taken += 1
        if self._parts is not None and isinstance(event, ResumeAsked | RescanAsked | Woke):
            self._parts.executor.holds.retry()
        match event:
            case Decide() | CopiesSettled() | Answered() | TryAgain():
                self._outcomes[self._taken] = outcome = self._hear(event)
                while len(self._outcomes) > OUTCOMES_KEPT:
                    del self._outcomes[next(iter(self._outcomes))]
                if not isinstance(event, Answered) or outcome.error is not None:
                    return
            case Touched(paths) if self._is_shut(paths):
                return
            case Touched(paths, renamed):
                self._renames.seen(renamed)
                if self._parts is not None and self._parts.executor.touched(paths):
                    self._machine.note(Decided(), self._clock.now_ms())
            case LookAsked(done):
                self._onlookers.append(done)
            case _:
                pass
        self._machine.note(event, self._clock.now_ms())

    def _is_shut(self, paths: Collection[RelPath]) -> bool:
        """Whether a hint is of nothing but what happens in folders that are not looked into (row 137)."""
        return self._parts is not None and bool(paths) and all(map(self._parts.folder.rulebook.is_shut, paths))

    def _hear(self, said: Decide | CopiesSettled | Answered | TryAgain) -> Outcome:
        """Keep what a person said, and return what became of it."""
        try:
            match said:
                case Decide(nodes, keep):
                    return Outcome(nodes=self.resolve(nodes, keep))
                case CopiesSettled(nodes):
                    self._ledger.settle(nodes, self._clock.wall_ms())
                    return Outcome(nodes=frozenset(nodes))
                case Answered(digest, approve):
                    self._answer(digest, approve=approve)
                    return Outcome()
                case TryAgain(nodes):
                    self._opened().executor.holds.retry(nodes)
                    self._machine.note(Decided(), self._clock.now_ms())
                    return Outcome(nodes=frozenset(nodes))
        except MegadeskError as error:
            log.warning("pair %s: an answer could not be kept: %s", self._pair.id, error.code)
            return Outcome(error=error)

    def _answer(self, digest: str, *, approve: bool) -> None:
        """Keep the answer to the question that is asked; Stale if it is about another, errors as the store's.

        Durable before anything is done because of it, so that a crash does not ask again.
        """
        asked = self._planning.question
        if self._machine.guard is None or asked is None or asked.digest != digest:
            raise Stale(path=self._pair.name)
        lost = asked.losses
        if approve:
            self._planning.approve(asked)
        else:
            forget = [node.id for node in (*lost.here, *lost.there)]
            overrule(self._opened().folder, forget=forget, accept=[node.id for node in lost.changed])

    def step(self) -> bool:
        """Run the command that is due and report, or put things in order; False if there is nothing to do now."""
        if self._halt.is_asked:
            return False
        command = self._machine.next(self._clock.now_ms())
        if command is None:
            return self._look_up() or (self._parts is not None and self._parts.tidy())
        try:
            self._run_command(command)
        except Stopped:
            log.info("pair %s: %s was ended", self._pair.id, type(command).__name__)
            return False
        self.tell()
        return True

    def stop(self) -> None:
        """Have what runs now end soon, and no step do anything any more; safe from any thread."""
        self._halt.ask()

    @property
    def wake_ms(self) -> int | None:
        """When ``step`` must be asked again even if nothing happens, by the clock; None: no need."""
        return self._machine.wake_ms

    @property
    def is_behind(self) -> bool:
        """Whether the report has not seen every event yet."""
        return self.report.taken != self._taken

    def resolve(self, nodes: Collection[NodeId], keep: Keep) -> frozenset[NodeId]:
        """Decide about changes that the pair's direction does not take; return those of ``nodes`` that were such.

        A folder stands for all in it. Durable on return; the next plan carries it out. Errors as the store's.
        """
        parts = self._opened()
        folder = parts.folder
        remote = folder.view(self._cloud.tree(), parts.executor.held_now()).tree
        base, local = folder.base_tree(), folder.local_tree()
        silent = set(silence(base, local, remote, self._pair.direction, folder.permits).reasons)
        silent |= {
            problem.node for problem in self._gathering.planned if problem.node is not None and problem.code == BLOCKED
        }
        chosen = [node for node in nodes if node in silent]
        if chosen:
            keep_decision(folder, decide(base, local, remote, self._pair.direction, silent, chosen, keep))
            self._machine.note(Decided(), self._clock.now_ms())
        log.info("pair %s: decided about %d of %d nodes", self._pair.id, len(chosen), len(nodes))
        return frozenset(chosen)

    @property
    def outlook(self) -> Outlook | None:
        """What is known of paths and nodes, safe from any thread; None while the folder could not be opened."""
        parts = self._parts
        return None if parts is None else Outlook(parts.folder, parts.executor, self._machine.is_touched)

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
                return self._scan(dirty)
            case FetchRemote(at_least):
                fetched = Fetched(self._cloud.fetch(at_least))
                if at_least is None:
                    self._fetched_ms = self._clock.wall_ms()
                return fetched
            case MakePlan():
                return self._make_plan()
            case Advance(results):
                return self._opened().executor.advance(results)
            case DropPlan():
                self.drop()
                self._machine.dropped()
                return None

    def _opened(self) -> PairParts:
        """Return the parts, with what a crash or an error left in the stage where it belongs."""
        parts = self._parts or self._open_parts()
        if not self._is_recovered:
            self._parts = None
            parts.executor.recover()
            self._is_recovered = True
        parts.executor.bring_back()
        self._parts = parts
        return parts

    def _look_up(self) -> bool:
        """Let a pair that begins paused say what the store knows of it, without a look at the disk; whether it was done."""
        if not self._machine.paused or self._has_looked_up or self._parts is not None:
            return False
        self._has_looked_up = True
        try:
            self._parts = self._open_parts()
        except MegadeskError as error:
            log.info("pair %s: paused, and its folder cannot be opened: %s", self._pair.id, error.code)
        self.tell()
        return True

    def _see_to_a_fetch(self) -> None:
        """Ask the server once a day, though nothing may have moved: being in step has to be seen to be known."""
        if self._fetched_ms is not None and self._clock.wall_ms() - self._fetched_ms >= IN_STEP_EVERY_MS:
            self._machine.note(HeadMoved(), self._clock.now_ms())

    def _scan(self, dirty: Collection[RelPath] | None) -> Event:
        if dirty is not None:
            return self._look(dirty)
        self._see_to_a_fetch()
        onlookers, self._onlookers = self._onlookers, []
        try:
            return self._look(None)
        finally:
            for done in onlookers:
                done()

    def _look(self, dirty: Collection[RelPath] | None) -> Event:
        looking = self._opened().looking
        changed = looking.observe(dirty, self._renames.origins, reading=self._reads)
        self._renames.looked_at(dirty)
        notices = looking.folder.rulebook.take_notices()
        if notices:
            self.tell(notices)
        return Scanned(changed, frozenset(looking.reading.busy), looking.reading.again_ms)

    def _reads(self, size_bytes: int) -> None:
        """Say that files are being read, if that takes a while."""
        if size_bytes >= LONG_READ_BYTES:
            self._machine.reads = True
            self.tell()

    def _make_plan(self) -> Event:
        parts = self._opened()
        executor = parts.executor
        proposal = self._planning.propose(parts.looking, executor, parts.local_side.traits)
        if proposal.waits:
            return Planned(0, again_ms=self._clock.now_ms() + INQUIRY_MS, waits=True)
        self._has_concluded = True
        asked, plan = self._planning.question, proposal.plan
        if asked is not None:
            self.drop()  # what the plan before had begun to send stays here, too
            return Planned(0, asked.problem, executor.holds.again_ms)
        log.info(
            "pair %s: %d steps here, %d in the cloud", self._pair.id, len(plan.local_steps), len(plan.remote_steps)
        )
        self._gathering.planned = proposal.problems
        self._has_planned = True
        outcome = executor.begin(plan, proposal.remote)
        self.tell(plan.notices)
        self._machine.note(Planned(outcome.left, None, outcome.again_ms), self._clock.now_ms())
        return outcome

    # -- what it looks like -----------------------------------------------------------------------------------------

    def tell(self, notices: tuple[Notice, ...] = ()) -> None:
        """Make a new report and hand it on, with what a plan has to say once."""
        try:
            self.report = self._new_report()
        except Exception as error:
            # To tell of the work is no part of it: it goes on, and people are told that something is wrong.
            log.exception("pair %s: no report could be made", self._pair.id)
            self._report_bug(OurBug(type(error).__name__))
        self._hand_on(notices)

    def stumbled(self, error: Exception) -> None:
        """Note an error that no command had, and that must not end whoever runs this: it is a bug, and told as one."""
        bug = OurBug(type(error).__name__)
        self._machine.note(Failed(bug), self._clock.now_ms())
        self._report_bug(bug)
        self._hand_on(())

    def _report_bug(self, bug: OurBug) -> None:
        self.report = replace(self.report, state=PairState.ATTENTION, busy=False, error=bug, taken=self._taken)

    def _hand_on(self, notices: tuple[Notice, ...]) -> None:
        try:
            self._changed(self.report, notices)
        except Exception:
            # Whoever listens must not be able to end the thread that looks after somebody's files.
            log.exception("pair %s: a listener failed", self._pair.id)

    def _new_report(self) -> PairReport:
        machine = self._machine
        parts = self._parts
        folder = parts.folder if parts else None
        paths = self._gathering.of_paths(parts.looking, parts.executor, self._clock) if parts else ()
        busy = machine.is_busy or (machine.guard is None and any(self._is_passing(one) for one in paths))
        no_room = parts.executor.holds.no_room if parts and machine.state is PairState.SYNCED else None
        in_step = self._has_planned and machine.state is PairState.SYNCED and not busy
        if in_step and self._fetched_ms is not None:
            self._ledger.note_in_step(self._fetched_ms)
        found = self._gathering.take(folder, paths, self._clock.wall_ms(), forgets=in_step)
        return PairReport(
            pair=self._pair,
            state=PairState.WAITING if no_room else machine.state,
            busy=busy and not machine.paused,
            pending=machine.steps_left,
            files=folder.n_files if folder else 0,
            bytes=folder.n_bytes if folder else 0,
            problems=found.problems,
            error=machine.error or no_room,
            guard=found.guard,
            synced_ms=self._wall(machine.synced_ms),
            taken=self._taken,
            issues=found.issues,
            question=self._planning.question if machine.guard is not None else None,
            outcomes=dict(self._outcomes),
            is_known=self._has_concluded or machine.error is not None or (machine.paused and self._has_looked_up),
            waits=machine.paused and self._has_more(folder),
            rules=folder.rulebook.rules if folder is not None and folder.is_observed else None,
        )

    def _is_passing(self, problem: Problem) -> bool:
        hold = self._parts.executor.holds.get(problem.node) if self._parts and problem.node else None
        return passes(problem, hold, self._clock.now_ms())

    def _has_more(self, folder: Folder | None) -> bool:
        """Whether something is known to be left to do: seen, hinted at, or different since both sides agreed."""
        if self._machine.has_more:
            return True
        if folder is None or self._parts is None:
            return False
        remote = folder.view(self._cloud.tree()).tree
        if self._has_planned:
            return bool(differing(self._parts.executor.remote_tree(), remote))
        local = folder.local_tree()
        apart = differing(local, remote)
        if not apart:
            return False  # the usual answer, and each commit of another pair asks again
        silent = silence(folder.base_tree(), local, remote, self._pair.direction, folder.permits).reasons
        return bool(apart - silent.keys())

    def _wall(self, when_ms: int | None) -> int | None:
        """Return a time of the waiting clock as one for people."""
        return None if when_ms is None else self._clock.wall_ms() - (self._clock.now_ms() - when_ms)
