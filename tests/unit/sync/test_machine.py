"""The order of things, told as events and commands; no disk, no network, a clock of our own."""

from __future__ import annotations

import pytest

from megadesk.model.errors import DecisionNeeded, FileBusy, Forged, MegadeskError, RateLimited, ServerUnavailable
from megadesk.model.ids import NodeId, PairId
from megadesk.model.pair import PairState, Problem
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import ContentKey, Direction, Staged, StagedFile, TransferFailed
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
from megadesk.sync.machine import FULL_SCAN_MS, HOLD_BACK_MS, POLL_SCAN_MS, RESULTS_AT_ONCE, PairMachine
from megadesk.sync.setbacks import RETRY_LAST_MS

A = RelPath("a")
FAILED = TransferFailed(ContentKey(PairId("p"), Direction.UPLOAD, NodeId(b"n" * 16), b"c" * 32), ServerUnavailable())  # type: ignore[arg-type]

ARRIVED = Staged(ContentKey(PairId("p"), Direction.DOWNLOAD, NodeId(b"m" * 16), b"c" * 32), StagedFile("t", 1))  # type: ignore[arg-type]


class Player:
    """Drives a machine: answers each command as told and keeps the list of what it asked for."""

    def __init__(self) -> None:
        self.machine = PairMachine()
        self.now_ms = 1_000
        self.asked: list[Command] = []
        self.answers: dict[type, Event] = {
            ScanLocal: Scanned(),
            FetchRemote: Fetched(),
            MakePlan: Planned(0),
            Advance: Advanced(0),
        }

    def state(self) -> PairState:
        """What the machine says it is now."""
        return self.machine.state

    def note(self, event: Event) -> None:
        """Tell it something."""
        self.machine.note(event, self.now_ms)

    def run(self) -> list[Command]:
        """Run commands until it wants none; return them."""
        self.asked = []
        while (command := self.machine.next(self.now_ms)) is not None:
            self.asked.append(command)
            assert len(self.asked) < 50
            if isinstance(command, DropPlan):
                self.machine.dropped()
                continue
            answer = self.answers[type(command)]
            self.machine.note(answer, self.now_ms)
            if isinstance(answer, Planned) and answer.guard is None:
                # Who makes a plan begins with it at once (pilot.py).
                self.machine.note(Advanced(answer.steps, again_ms=answer.again_ms), self.now_ms)
        return self.asked

    def later(self, ms: int) -> list[Command]:
        """Let time pass and run."""
        self.now_ms += ms
        return self.run()


@pytest.fixture
def player() -> Player:
    """A machine that has done its first round and is at rest."""
    made = Player()
    made.run()
    return made


def test_first_round_looks_everywhere_before_it_plans() -> None:
    """At start the whole disk and the journal are read, then one plan is made; then it is synced."""
    player = Player()
    assert player.run() == [ScanLocal(None), FetchRemote(), MakePlan()]
    assert player.state() is PairState.SYNCED
    assert not player.machine.is_busy


def test_touched_path_is_scanned_after_it_is_quiet(player: Player) -> None:
    """A hint is looked at when it has settled, and only that path."""
    player.note(Touched([A]))
    assert player.run() == []
    assert player.machine.is_busy
    assert player.later(60) == [ScanLocal(frozenset({A})), MakePlan()]


def test_lost_hints_scan_everything(player: Player) -> None:
    """After an overflow nothing the watcher says is enough."""
    player.note(HintsLost())
    assert player.run()[0] == ScanLocal(None)


def test_head_moved_fetches_and_plans(player: Player) -> None:
    """A hint from the server is followed by a fetch, not believed."""
    player.note(HeadMoved())
    assert player.run() == [FetchRemote(), MakePlan()]


def test_decision_makes_a_plan_and_nothing_else(player: Player) -> None:
    """What a person decided about nodes is in what is known: neither disk nor server has to be asked."""
    player.note(Decided())
    assert player.run() == [MakePlan()]


def test_content_is_used_as_it_arrives(player: Player) -> None:
    """While a plan waits for content, each arrival moves it on; when nothing is left it ends."""
    player.answers[MakePlan] = Planned(2)
    player.answers[Advance] = Advanced(1)
    player.note(RescanAsked())
    player.run()
    assert player.state() is PairState.SYNCING
    player.note(ContentArrived([FAILED]))
    assert player.run() == [Advance((FAILED,))]
    player.answers[Advance] = Advanced(0)
    player.note(ContentArrived([FAILED]))
    player.run()
    assert player.state() is PairState.SYNCED


def test_many_results_are_used_some_at_a_time(player: Player) -> None:
    """What was saved meanwhile has its turn between them, and none is left over."""
    player.answers[MakePlan] = Planned(2)
    player.answers[Advance] = Advanced(1)
    player.note(RescanAsked())
    player.run()
    player.note(ContentArrived([FAILED] * (2 * RESULTS_AT_ONCE + 1)))
    used = player.run()
    assert [len(one.results) for one in used if isinstance(one, Advance)] == [RESULTS_AT_ONCE, RESULTS_AT_ONCE, 1]


def test_results_nobody_waits_for_are_handed_on(player: Player) -> None:
    """Content that arrives after its plan is gone is still given back, so that it can be forgotten."""
    player.note(ContentArrived([FAILED]))
    assert player.run() == [Advance((FAILED,))]
    assert not player.machine.is_busy


def test_touched_while_executing_is_looked_at_again(player: Player) -> None:
    """Steps that found something else are followed by a look at those paths and a new plan."""
    player.answers[MakePlan] = Planned(1)
    player.note(HeadMoved())
    player.run()
    player.answers[MakePlan] = Planned(0)
    player.answers[Advance] = Advanced(0, touched=(A,), replan=True)
    player.note(ContentArrived([FAILED]))
    assert player.run() == [Advance((FAILED,)), ScanLocal(frozenset({A})), MakePlan()]


@pytest.mark.parametrize(
    ("events", "fetch"),
    [
        ([HeadMoved(4)], FetchRemote(4)),
        ([HeadMoved(4), HeadMoved(6), HeadMoved(5)], FetchRemote(6)),
        ([HeadMoved(), HeadMoved(6)], FetchRemote()),
        ([HeadMoved(6), HeadMoved()], FetchRemote()),
        ([HeadMoved(6), RescanAsked()], FetchRemote()),
        ([HeadMoved(6), Woke()], FetchRemote()),
    ],
)
def test_news_of_commits_ask_for_no_more_than_they_tell(
    player: Player, events: list[Event], fetch: FetchRemote
) -> None:
    """Several at once, for the farthest; whatever asks for a fetch as such gets one."""
    for event in events:
        player.note(event)
    assert [command for command in player.run() if isinstance(command, FetchRemote)] == [fetch]
    player.note(HeadMoved(7))
    assert player.run()[:1] == [FetchRemote(7)]


def test_fetch_that_failed_is_made_as_such(player: Player) -> None:
    """After an error nothing is known of what the server has."""
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved(4))
    assert player.run() == [FetchRemote(4)]
    assert player.later(RETRY_LAST_MS) == [FetchRemote()]


def test_offline_waits_longer_each_time(player: Player) -> None:
    """Without a server it tries again with growing patience, at most a minute, and says offline."""
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    assert player.state() is PairState.OFFLINE
    assert player.later(999) == []
    assert player.later(1) == [FetchRemote()]
    assert player.later(1_999) == []
    for _ in range(12):
        player.later(RETRY_LAST_MS)
    assert player.machine.wake_ms is not None
    assert player.machine.wake_ms - player.now_ms <= RETRY_LAST_MS


def test_resume_does_not_wait_for_what_failed_before(player: Player) -> None:
    """Who pauses and goes on sees it tried at once, and without the old error."""
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.note(PauseAsked())
    player.run()
    player.note(ResumeAsked())
    assert player.machine.error is None
    player.answers[FetchRemote] = Fetched()
    assert FetchRemote() in player.run()


def test_error_goes_when_what_failed_works_again(player: Player) -> None:
    """A fetch that works ends the error of a fetch, before anything is planned; a scan does not."""
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.now_ms += RETRY_LAST_MS
    assert player.machine.next(player.now_ms) == FetchRemote()
    player.note(Fetched())
    assert player.machine.error is None


def test_synced_is_when_there_was_nothing_left_to_do(player: Player) -> None:
    """The time is that of the last plan that left nothing; not of a look in the middle of something."""
    then_ms = player.machine.synced_ms
    assert then_ms == player.now_ms
    player.answers[MakePlan] = Planned(1)
    player.answers[Advance] = Advanced(1)
    player.note(HeadMoved())
    player.later(500)
    assert player.machine.synced_ms == then_ms
    player.answers |= {Advance: Advanced(0), MakePlan: Planned(0)}
    player.note(ContentArrived((FAILED,)))
    player.later(500)
    assert player.machine.synced_ms == player.now_ms
    player.note(Decided())
    player.later(500)
    assert player.machine.synced_ms == player.now_ms


def test_held_plan_is_made_though_the_look_in_between_finds_nothing(player: Player) -> None:
    """What was due when a path was touched just now is due still, and nobody turns until then."""
    player.answers[MakePlan] = Planned(0, again_ms=player.now_ms + 500)
    player.note(Decided())
    player.run()
    player.answers |= {MakePlan: Planned(0), ScanLocal: Scanned(changed=False)}
    player.now_ms += 500
    player.note(Touched([A]))
    assert player.run() == []
    assert player.machine.wake_ms is not None
    assert player.machine.wake_ms > player.now_ms
    assert player.later(60) == [ScanLocal(frozenset({A})), MakePlan()]


def test_back_online_does_not_wait(player: Player) -> None:
    """When the line is back, the back-off ends at once."""
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.answers[FetchRemote] = Fetched()
    player.note(RetryAsked())
    assert player.run() == [FetchRemote(), MakePlan()]
    assert player.state() is PairState.SYNCED


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Forged(), PairState.DAMAGED),
        (DecisionNeeded(reason="root_missing"), PairState.ATTENTION),
        (RateLimited(retry_after_s=9), PairState.OFFLINE),
    ],
    ids=["forged", "root_missing", "rate_limited"],
)
def test_state_says_what_holds_it(player: Player, error: MegadeskError, state: PairState) -> None:
    """Each kind of error has its state, and the state ends with the error."""
    player.answers[FetchRemote] = Failed(error)
    player.note(HeadMoved())
    player.run()
    assert player.state() is state
    player.answers[FetchRemote] = Fetched()
    player.later(10 * RETRY_LAST_MS)
    assert player.state() is PairState.SYNCED


def test_damage_ends_running_transfers_at_once(player: Player) -> None:
    """Once the server has shown something that does not verify, nothing more goes to it until it verifies again."""
    player.answers |= {MakePlan: Planned(3), Advance: Advanced(3)}
    player.note(HeadMoved())
    player.run()
    player.answers[FetchRemote] = Failed(Forged())
    player.note(HeadMoved())
    assert player.run() == [FetchRemote(), DropPlan()]
    assert player.state() is PairState.DAMAGED
    player.answers |= {FetchRemote: Fetched(), MakePlan: Planned(0), Advance: Advanced(0)}
    assert player.later(1_000) == [FetchRemote(), MakePlan()]


def test_failed_scan_is_not_forgotten(player: Player) -> None:
    """What a failed scan was to look at is looked at by the next one."""
    player.answers[ScanLocal] = Failed(FileBusy())
    player.note(Touched([A]))
    player.later(60)
    player.answers[ScanLocal] = Scanned()
    assert player.later(1_000) == [ScanLocal(frozenset({A})), MakePlan()]


@pytest.mark.parametrize("command", [ScanLocal, MakePlan, Advance])
def test_row180_folder_that_was_gone_is_looked_at_as_a_whole(player: Player, command: type) -> None:
    """Row 180: whoever found it gone; of a drive that is back nobody knows what happened to it meanwhile."""
    player.answers |= {
        MakePlan: Planned(1),
        Advance: Advanced(1),
        command: Failed(DecisionNeeded(reason="root_missing")),
    }
    player.note(Touched([A]))
    player.later(60)
    player.answers |= {ScanLocal: Scanned(), MakePlan: Planned(0)}
    assert player.later(5_000)[0] == ScanLocal(None)


def test_failed_plan_is_observed_and_made_again(player: Player) -> None:
    """A plan that broke half-way is made anew from fresh observations."""
    player.answers[MakePlan] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.answers[MakePlan] = Planned(0)
    assert player.later(1_000) == [FetchRemote(), MakePlan()]


def test_pause_drops_the_plan_and_resume_makes_a_new_one(player: Player) -> None:
    """Pausing ends running transfers and does nothing more, resuming goes on where the world is then."""
    player.answers |= {MakePlan: Planned(3), Advance: Advanced(3)}
    player.note(HeadMoved())
    player.run()
    player.note(PauseAsked())
    assert player.run() == [DropPlan()]
    assert player.state() is PairState.PAUSED
    player.note(Touched([A]))
    player.note(HeadMoved())
    assert player.later(FULL_SCAN_MS) == []
    player.note(ResumeAsked())
    assert MakePlan() in player.run()


def test_guard_stalls_until_a_person_answers(player: Player) -> None:
    """A plan that a guard holds is not run, observing goes on, the question is asked anew, and an answer ends it."""
    player.answers[MakePlan] = Planned(0, Problem(code="mass_removal", path=RelPath("")))
    player.note(HeadMoved())
    player.run()
    assert player.state() is PairState.ATTENTION
    player.note(HeadMoved())
    assert player.run() == [FetchRemote(), MakePlan()]
    assert player.state() is PairState.ATTENTION
    assert not player.machine.is_busy
    player.note(ResumeAsked())
    assert player.state() is PairState.ATTENTION
    assert player.run() == [MakePlan()]
    assert player.state() is PairState.ATTENTION
    player.answers[MakePlan] = Planned(0)
    player.note(Answered("digest", approve=True))
    assert player.run() == [MakePlan()]
    assert player.state() is PairState.SYNCED


def test_plan_that_waits_for_other_pairs_is_not_over(player: Player) -> None:
    """Until they have looked the pair works: it is not in step, nothing of the plan runs, it is made again in time."""
    before_ms = player.now_ms
    player.now_ms += 100
    player.answers[MakePlan] = Planned(0, again_ms=player.now_ms + 500, waits=True)
    player.note(HeadMoved())
    player.run()
    player.note(ContentArrived((FAILED,)))
    assert player.run() == []
    assert (player.state(), player.machine.is_busy, player.machine.guard) == (PairState.SYNCING, True, None)
    assert player.machine.synced_ms == before_ms
    assert player.machine.wake_ms == player.now_ms + 500
    player.answers[MakePlan] = Planned(0)
    player.note(OthersLooked())
    assert player.run() == [MakePlan(), Advance((FAILED,))]
    assert (player.state(), player.machine.is_busy) == (PairState.SYNCED, False)


def test_other_pair_wants_everything_looked_at(player: Player) -> None:
    """It is, at once, and planned only if something was new."""
    player.run()
    player.answers[ScanLocal] = Scanned(changed=False)
    player.note(LookAsked(lambda: None))
    assert player.run() == [ScanLocal(None)]


def test_looking_is_calm_until_something_is_found(player: Player) -> None:
    """A late hint of our own writes, and asking the server, do not show as syncing; whoever waits waits for them."""
    player.run()
    player.note(Touched([A]))
    assert (player.state(), player.machine.is_busy) == (PairState.SYNCED, True)
    player.note(HeadMoved())
    player.now_ms += 60
    seen = list[tuple[Command, PairState]]()
    while (command := player.machine.next(player.now_ms)) is not None:
        seen.append((command, player.state()))
        player.note(Scanned(changed=False) if isinstance(command, ScanLocal) else Fetched(changed=False))
    assert seen == [(ScanLocal(frozenset({A})), PairState.SYNCED), (FetchRemote(), PairState.SYNCED)]
    assert not player.machine.is_busy
    player.note(Touched([A]))
    player.now_ms += 60
    assert player.machine.next(player.now_ms) is not None
    player.note(Scanned(changed=True))
    assert player.state() is PairState.SYNCING


def test_long_look_shows(player: Player) -> None:
    """While much is being read the pair is looking, whatever it looks for."""
    player.run()
    player.note(Touched([A]))
    player.now_ms += 60
    assert player.machine.next(player.now_ms) == ScanLocal(frozenset({A}))
    player.machine.reads = True
    assert player.state() is PairState.SCANNING
    player.note(Scanned(changed=False))
    assert player.state() is PairState.SYNCED


def test_held_node_is_tried_again_when_its_time_comes(player: Player) -> None:
    """A node that was held for a while brings a new plan when the while is over, not before."""
    player.answers[MakePlan] = Planned(0, again_ms=player.now_ms + 500)
    player.note(HeadMoved())
    player.run()
    assert player.later(499) == []
    player.answers[MakePlan] = Planned(0)
    assert player.later(1) == [MakePlan()]
    assert player.later(1_000) == []


@pytest.mark.parametrize(
    ("watching", "period_ms"), [(True, FULL_SCAN_MS), (False, POLL_SCAN_MS)], ids=["watched", "polled"]
)
def test_everything_is_looked_at_from_time_to_time(player: Player, watching: bool, period_ms: int) -> None:
    """With a watcher hourly, without one every five minutes."""
    player.note(WatchingChanged(watching))
    player.note(RescanAsked())
    player.run()
    assert player.later(period_ms - 1) == []
    assert ScanLocal(None) in player.later(1)


def test_slow_scan_rests_longer(player: Player) -> None:
    """Looking at everything takes a twentieth of the time at most, however slow the volume is."""
    player.note(WatchingChanged(works=False, reason="network_volume"))
    player.note(RescanAsked())
    assert player.machine.next(player.now_ms) == ScanLocal(None)
    player.now_ms += POLL_SCAN_MS
    player.note(Scanned(changed=False))
    player.run()
    assert ScanLocal(None) not in player.later(19 * POLL_SCAN_MS)
    assert ScanLocal(None) in player.later(POLL_SCAN_MS)


def test_row202_after_a_sleep_the_journal_comes_first(player: Player) -> None:
    """Row 202: catch up, look at everything, then plan; a back-off from before the sleep is over."""
    player.run()
    player.note(Woke())
    assert player.run()[:3] == [FetchRemote(), ScanLocal(None), MakePlan()]
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    assert player.state() is PairState.OFFLINE
    player.answers[FetchRemote] = Fetched()
    player.note(Woke())
    assert player.run()[:2] == [FetchRemote(), ScanLocal(None)]


def test_row202_without_a_line_the_disk_is_looked_at_all_the_same(player: Player) -> None:
    """A computer that wakes in a train scans, and fetches when there is a line again."""
    player.run()
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(Woke())
    player.run()
    assert ScanLocal(None) in player.later(RETRY_LAST_MS)


def test_row156_busy_file_is_looked_at_again_and_holds_up_nobody(player: Player) -> None:
    """Row 156: the file that could not be read is looked at when it may rest; meanwhile the pair is at rest."""
    player.answers[ScanLocal] = Scanned(changed=True, again=[A], again_ms=player.now_ms + 5_000)
    player.note(RescanAsked())
    assert MakePlan() in player.run()
    assert player.state() is PairState.SYNCED
    assert player.machine.wake_ms == player.now_ms + 5_000
    player.answers[ScanLocal] = Scanned()
    assert player.later(4_999) == []
    assert player.later(1)[0] == ScanLocal(frozenset({A}))
    assert player.machine.wake_ms != player.now_ms


def test_plan_does_not_wait_for_a_path_that_never_rests(player: Player) -> None:
    """A change of somebody else is planned at once, though a log was touched just now, and again and again."""
    for _ in range(40):
        player.note(Touched([A]))
        player.later(60)
    player.note(Touched([A]))
    player.note(HeadMoved())
    assert player.run() == [FetchRemote(), MakePlan()]
    assert not player.machine.is_busy


def test_plan_waits_for_what_was_touched_just_now_but_not_for_long(player: Player) -> None:
    """Who saves is not overtaken by a scan that was due anyway; a folder in which something always happens is planned."""
    start_ms = player.now_ms
    asked: list[Command] = []
    for number in range(100):
        player.note(Touched([RelPath(f"f{number}")]))
        player.note(HintsLost())
        asked = player.later(20)
        if MakePlan() in asked:
            break
    assert ScanLocal(None) in asked
    assert player.now_ms - start_ms in range(HOLD_BACK_MS, HOLD_BACK_MS + 41)


def test_storm_of_overflows_wakes_once_when_it_is_over(player: Player) -> None:
    """The end of the word about it is a reason to wake, and then no longer one: the thread must not turn."""
    player.run()
    for _ in range(3):
        player.note(HintsLost("overflow"))
        player.run()
    assert [problem.code for problem in player.machine.watching.problems()] == ["watch_overflow"]
    over_ms = player.machine.watching.calm_ms
    assert over_ms is not None
    assert player.machine.wake_ms == over_ms
    player.later(over_ms - player.now_ms)
    assert player.machine.watching.problems() == ()
    assert player.machine.wake_ms is not None
    assert player.machine.wake_ms > player.now_ms


def test_held_node_does_not_wake_while_a_person_is_asked(player: Player) -> None:
    """A guard stops planning, so the end of a hold is no reason to wake: the thread would turn without rest."""
    player.answers[MakePlan] = Planned(0, Problem(code="mass_removal", path=A), again_ms=player.now_ms + 500)
    player.note(RescanAsked())
    player.run()
    assert player.later(1_000) == []
    assert player.machine.wake_ms is not None
    assert player.machine.wake_ms > player.now_ms


def test_wait_grows_while_only_planning_fails(player: Player) -> None:
    """A fetch that goes well between two plans that fail neither hides the error nor shortens the wait."""
    player.answers[MakePlan] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    waits = []
    for _ in range(4):
        assert player.machine.wake_ms is not None
        waits.append(player.machine.wake_ms - player.now_ms)
        player.later(waits[-1])
        assert player.machine.error is not None
    assert waits == [1_000, 2_000, 4_000, 8_000]


def fail_to_publish(player: Player) -> int:
    """Let what was uploaded arrive, and its commit be refused; return how long the machine then waits."""
    player.answers[Advance] = Failed(ServerUnavailable())
    player.note(ContentArrived([FAILED]))
    assert player.run() == [Advance((FAILED,))]
    assert player.machine.wake_ms is not None
    return player.machine.wake_ms - player.now_ms


def test_wait_grows_while_only_publishing_fails(player: Player) -> None:
    """Plans that are made, and rounds that had nothing to publish, prove nothing: the error stays, the wait grows."""
    player.answers |= {MakePlan: Planned(1), Advance: Advanced(1)}
    player.note(HeadMoved())
    player.run()
    waits = []
    for _ in range(4):
        waits.append(fail_to_publish(player))
        player.answers[Advance] = Advanced(1)
        assert player.later(waits[-1]) == [FetchRemote(), MakePlan(), Advance(())]
        assert player.state() is PairState.OFFLINE
    assert waits == [1_000, 2_000, 4_000, 8_000]


def test_error_of_publishing_ends_with_what_is_published_not_with_what_is_placed(player: Player) -> None:
    """What comes down meanwhile proves nothing of what goes up; a commit that is taken does."""
    player.answers |= {MakePlan: Planned(2), Advance: Advanced(2)}
    player.note(HeadMoved())
    player.run()
    wait_ms = fail_to_publish(player)
    player.answers[Advance] = Advanced(2)
    player.later(wait_ms)
    player.note(ContentArrived([ARRIVED]))
    assert player.run() == [Advance((ARRIVED,))]
    assert player.state() is PairState.OFFLINE
    player.note(ContentArrived([FAILED]))
    assert player.run() == [Advance((FAILED,))]
    assert (player.state(), player.machine.error) == (PairState.SYNCING, None)


def test_error_of_publishing_ends_with_the_plan_that_leaves_nothing(player: Player) -> None:
    """The file that could not be sent is gone: nothing is left that could fail."""
    player.answers |= {MakePlan: Planned(1), Advance: Advanced(1)}
    player.note(HeadMoved())
    player.run()
    wait_ms = fail_to_publish(player)
    player.answers |= {MakePlan: Planned(0), Advance: Advanced(0)}
    player.later(wait_ms)
    assert (player.state(), player.machine.error) == (PairState.SYNCED, None)


def test_results_that_came_before_a_pause_are_not_forgotten(player: Player) -> None:
    """What ended is handed on with the next plan, or its transfer would never be settled and never begin again."""
    player.answers |= {MakePlan: Planned(3), Advance: Advanced(3)}
    player.note(HeadMoved())
    player.run()
    player.note(ContentArrived([FAILED]))
    player.note(PauseAsked())
    assert player.run() == [DropPlan()]
    player.note(ContentArrived([FAILED]))
    player.note(ResumeAsked())
    assert player.run() == [MakePlan(), Advance((FAILED, FAILED))]


def test_pause_stops_transfers_after_an_error_too(player: Player) -> None:
    """Transfers of a plan that failed half-way go on; a pause ends them as well."""
    player.answers[MakePlan] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.note(PauseAsked())
    assert player.run() == [DropPlan()]


def test_scans_leave_time_for_the_plan_under_way(player: Player) -> None:
    """While a plan is carried out, its own writes are looked at for a fifth of the time at most; later without limit."""
    player.answers |= {MakePlan: Planned(5), Advance: Advanced(5), ScanLocal: Scanned(changed=False)}
    player.note(HeadMoved())
    player.run()
    player.note(Touched([A]))
    player.now_ms += 60
    assert player.machine.next(player.now_ms) == ScanLocal(frozenset({A}))
    player.now_ms += 100
    player.note(Scanned(changed=False))
    player.note(Touched([A]))
    assert player.later(399) == []
    assert player.machine.wake_ms == player.now_ms + 1
    assert player.later(1) == [ScanLocal(frozenset({A}))]


def test_plan_that_damage_ended_is_made_again_though_nothing_is_new(player: Player) -> None:
    """Once the server verifies again the plan goes on, also if nobody has moved the space meanwhile."""
    player.answers |= {MakePlan: Planned(3), Advance: Advanced(3)}
    player.note(HeadMoved())
    player.run()
    player.answers[FetchRemote] = Failed(Forged())
    player.note(HeadMoved())
    player.run()
    player.answers |= {FetchRemote: Fetched(changed=False), MakePlan: Planned(0), Advance: Advanced(0)}
    assert player.later(1_000) == [FetchRemote(), MakePlan()]


def test_answer_does_not_wait_for_what_failed_before(player: Player) -> None:
    """Who answers a question sees what comes of it now, not after a back-off."""
    player.answers[MakePlan] = Planned(0, Problem(code="mass_removal", path=RelPath("")))
    player.note(HeadMoved())
    player.run()
    player.answers[FetchRemote] = Failed(ServerUnavailable())
    player.note(HeadMoved())
    player.run()
    player.answers |= {FetchRemote: Fetched(), MakePlan: Planned(0)}
    player.note(Answered("digest", approve=True))
    assert player.run() == [FetchRemote(), MakePlan()]
    assert (player.state(), player.machine.error) == (PairState.SYNCED, None)


@pytest.mark.parametrize("command", [ScanLocal, MakePlan])
def test_error_is_over_when_what_failed_has_worked(player: Player, command: type[Command]) -> None:
    """A look or a plan that works after one that did not is the end of the matter."""
    worked = player.answers[command]
    player.answers[command] = Failed(ServerUnavailable())
    player.note(RescanAsked())
    player.run()
    assert player.state() is PairState.OFFLINE
    player.answers[command] = worked
    player.later(1_000)
    assert (player.state(), player.machine.error) == (PairState.SYNCED, None)


@pytest.mark.parametrize("event", [LookAsked(lambda: None), HeadMoved()], ids=["look", "fetch"])
def test_in_step_is_also_who_looked_and_found_nothing(player: Player, event: Event) -> None:
    """The time that is shown is that of the last look that left nothing to do, whether or not there was a plan."""
    player.answers |= {ScanLocal: Scanned(changed=False), FetchRemote: Fetched(changed=False)}
    player.note(event)
    assert MakePlan() not in player.later(500)
    assert player.machine.synced_ms == player.now_ms


def test_look_at_one_path_is_no_look_at_everything(player: Player) -> None:
    """However much is touched, the hour until everything is looked at runs on."""
    for _ in range(2):
        player.note(Touched([A]))
        assert ScanLocal(None) not in player.later(FULL_SCAN_MS // 2 - 1)
    assert player.later(2) == [ScanLocal(None), MakePlan()]


def test_look_at_everything_is_one_at_what_was_touched(player: Player) -> None:
    """What was to be looked at is not looked at twice."""
    player.note(Touched([A]))
    player.note(HintsLost())
    assert player.later(60) == [ScanLocal(None), MakePlan()]


def test_step_that_found_something_else_makes_another_plan(player: Player) -> None:
    """What is not as it was planned is planned anew, once."""
    player.answers |= {MakePlan: Planned(1), Advance: Advanced(1)}
    player.note(HeadMoved())
    player.run()
    player.answers |= {MakePlan: Planned(0), Advance: Advanced(0, replan=True)}
    player.note(ContentArrived([ARRIVED]))
    assert player.run() == [Advance((ARRIVED,)), MakePlan()]


def test_failed_look_at_everything_is_made_again(player: Player) -> None:
    """It is no matter of an hour until then."""
    player.answers[ScanLocal] = Failed(FileBusy())
    player.note(HintsLost())
    player.run()
    player.answers[ScanLocal] = Scanned()
    assert player.later(1_000) == [ScanLocal(None), MakePlan()]


def test_failed_plan_is_made_again_though_nothing_is_new(player: Player) -> None:
    """The journal is asked first: somebody else may be the reason."""
    player.answers |= {MakePlan: Failed(ServerUnavailable()), FetchRemote: Fetched(changed=False)}
    player.note(Decided())
    player.run()
    player.answers[MakePlan] = Planned(0)
    assert player.later(1_000) == [FetchRemote(), MakePlan()]


def test_after_a_failed_step_the_disk_is_looked_at_before_the_next_plan(player: Player) -> None:
    """No plan is under way any more that a slow look would hold up."""
    player.answers |= {MakePlan: Planned(3), Advance: Advanced(3)}
    player.note(LookAsked(lambda: None))
    assert player.machine.next(player.now_ms) == ScanLocal(None)
    player.now_ms += 10_000
    player.note(Scanned())
    player.run()
    player.answers |= {MakePlan: Planned(0), Advance: Failed(ServerUnavailable())}
    player.note(ContentArrived([ARRIVED]))
    player.run()
    player.note(Touched([A]))
    assert player.later(1_000) == [ScanLocal(frozenset({A})), FetchRemote(), MakePlan()]


def test_damage_shows_through_a_pause(player: Player) -> None:
    """Who paused is told all the same that the server shows what does not verify."""
    player.answers[FetchRemote] = Failed(Forged())
    player.note(HeadMoved())
    player.run()
    player.note(PauseAsked())
    assert player.state() is PairState.DAMAGED


def test_what_is_touched_is_known_until_it_was_looked_at(player: Player) -> None:
    """A path that waits to be quiet, or for a look, or all of them."""
    other = RelPath("b")
    assert not player.machine.is_touched(A)
    player.note(Touched([A]))
    assert (player.machine.is_touched(A), player.machine.is_touched(other)) == (True, False)
    player.answers[ScanLocal] = Failed(FileBusy())
    player.later(60)
    assert (player.machine.is_touched(A), player.machine.is_touched(other)) == (True, False)
    player.answers[ScanLocal] = Scanned()
    player.later(1_000)
    assert not player.machine.is_touched(A)
    player.note(HintsLost())
    assert player.machine.is_touched(other)


@pytest.mark.parametrize(
    ("event", "has_more"),
    [
        (HeadMoved(), False), (HintsLost(), False), (Touched([A]), True), (ContentArrived([ARRIVED]), True),
    ],
    ids=["only to be asked", "only to be looked at", "touched", "arrived"],
)  # fmt: skip
def test_paused_pair_knows_what_it_was_told(player: Player, event: Event, *, has_more: bool) -> None:
    """What came while it is paused is more to do; that it is to be looked whether there is, is not."""
    player.note(PauseAsked())
    player.run()
    assert not player.machine.has_more
    player.note(event)
    assert player.machine.has_more is has_more


@pytest.mark.parametrize(
    "planned", [Planned(2), Planned(0, Problem(code="mass_removal", path=RelPath("")))], ids=["steps", "question"]
)
def test_paused_pair_knows_what_it_was_about_to_do(player: Player, planned: Planned) -> None:
    """A plan that was not carried out, or that a person is asked about, is more to do."""
    player.answers |= {MakePlan: planned, Advance: Advanced(2)}
    player.note(HeadMoved())
    player.run()
    player.note(PauseAsked())
    player.run()
    assert player.machine.has_more


def test_what_arrives_is_work_unless_a_person_is_asked(player: Player) -> None:
    """Content that nobody may use before an answer keeps nobody busy."""
    player.note(ContentArrived([ARRIVED]))
    assert (player.state(), player.machine.is_busy) == (PairState.SYNCING, True)
    player.run()
    player.answers[MakePlan] = Planned(0, Problem(code="mass_removal", path=RelPath("")))
    player.note(HeadMoved())
    player.run()
    player.note(ContentArrived([ARRIVED]))
    player.run()
    assert (player.state(), player.machine.is_busy) == (PairState.ATTENTION, False)
