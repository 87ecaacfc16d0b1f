"""Runs a World: its pairs, the stream of hints from the server, and what must be said once after signing in.

    EventStream --head--> every runner;  connected, lost --> online
    Pulse --slept, clock set--> connections anew, transfers now, every pair looks at everything
    watcher hints --> the runner of their pair;  transfer results --> the runner that asked
    welcome (own thread): catch up -> compare the wraps with the account record -> write the device record

Whoever wants to know how things stand waits on ``changed``.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Sequence
from typing import Final

from megadesk.crypto.identity import WrapSet
from megadesk.crypto.records import device_node_id
from megadesk.disk.hints import Hint, HintKind
from megadesk.engine.account import Unlocked
from megadesk.engine.activity import Activity
from megadesk.engine.backups import Backups
from megadesk.engine.bin_care import BinCare
from megadesk.engine.cloud_files import CloudFiles
from megadesk.engine.errands import Errands
from megadesk.engine.governor import Governor
from megadesk.engine.moments import Moments
from megadesk.engine.own_check import OwnCheck
from megadesk.engine.own_records import OwnRecords
from megadesk.engine.pulse import Jump, Pulse
from megadesk.engine.restoring import Restoring
from megadesk.engine.rewind import Rewind
from megadesk.engine.roster import Roster, Tickets
from megadesk.engine.storage import StorageInUse
from megadesk.engine.verifying import Verifying
from megadesk.engine.wiring import World, make_runner
from megadesk.model.errors import (
    Damaged,
    MegadeskError,
    NotSignedIn,
    RetryLater,
    TooNew,
)
from megadesk.model.ids import DeviceId, PairId, parse_device_id
from megadesk.model.pair import Notice, PairKind, SyncPair
from megadesk.model.states import Part
from megadesk.model.transfer import BOTH_WAYS, ContentKey, Rest, TransferResult
from megadesk.remote.events import EventStream
from megadesk.store.activity import ActivityBook
from megadesk.store.database import Database
from megadesk.store.errands import ErrandBook
from megadesk.store.settings import Settings
from megadesk.sync.events import (
    ContentArrived,
    HeadMoved,
    HintsLost,
    PauseAsked,
    ResumeAsked,
    RetryAsked,
    Touched,
    WatchingChanged,
    Woke,
)
from megadesk.sync.report import PairReport
from megadesk.sync.runner import PairRunner
from megadesk.wire import messages as wire

log = logging.getLogger(__name__)

WELCOME_FIRST_S: Final = 1.0
WELCOME_LAST_S: Final = 30.0
REST_S: Final = 10.0
"""So long a pause waits for pairs in the middle of something; they come to rest all the same."""
OLD_WRAP: Final = "old_password_wrap"


class Supervisor:
    """Starts and stops everything of one unlocked account. Safe from any thread."""

    def __init__(
        self,
        world: World,
        database: Database,
        *,
        device_name: Callable[[], str],
        on_change: Callable[[], None],
        wraps_recorded: Callable[[WrapSet], None] = lambda _recorded: None,
        rests: bool = False,
        rests_until: Callable[[], int | None] = lambda: None,
        on_jump: Callable[[], None] = lambda: None,
    ) -> None:
        """``rests``: everything begins paused; ``rests_until``: when that ends, in ms.

        on_jump: called when the computer slept or its clock was set.
        """
        self.world = world
        self._device_name = device_name
        self._on_change = on_change
        # Not notify: this is called by whoever holds the space, who may wait for nobody who waits for a change.
        world.space.on_move = on_change
        self._on_jump = on_jump
        self.rests = rests
        self.rests_until = rests_until
        self.changed = threading.Condition()
        self.online = False
        self.session_ended = False
        self.storage = StorageInUse(world.api, world.space, self.notify, rests=lambda: self.rests)
        self.warnings: list[str] = []
        self.records = OwnRecords(
            world, device_name=device_name, wraps_recorded=wraps_recorded, warn=self._warn_of_old_wraps
        )
        self.roster = Roster(
            world,
            database,
            make=lambda pair: make_runner(
                world,
                pair,
                database,
                device_name=device_name,
                changed=self._pair_changed,
                rests=self.rests or self.backups.rests(pair),
            ),
            on_hint=self._hinted,
        )
        self.backups = Backups(self, database)
        self.bin_care = BinCare(self, database)
        self.governor = Governor(Settings(database), world.transfers, world.throttle)
        book = ErrandBook(database, world.space.id, wall_ms=world.clock.wall_ms)
        self.errands = Errands(CloudFiles(self), book)
        moments = Moments(world.space, world.past.chain, self.device_label)
        self.rewind = Rewind(world.space, world.journal, world.past, moments)
        self.activity = Activity(world, self.rewind, ActivityBook(database, world.space.id))
        self.heard_seq = 0
        """The newest commit of the account's space that the server has named."""
        self.restoring = Restoring(CloudFiles(self), self.rewind, Settings(database), self.notify)
        self.verifying = Verifying(self, world.audit)
        self._own_check = OwnCheck(world.audit, database)
        self._waiting_results: dict[PairId, Callable[[Sequence[TransferResult]], None]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._welcome_due = threading.Event()
        self._welcomed = False
        self._events = EventStream(
            world.api, on_event=self._server_said, on_connected=self._connection, jitter=random.SystemRandom().random
        )
        self._pulse = Pulse(self._time_jumped)
        self._welcome = threading.Thread(target=self._run_welcome, name="welcome", daemon=True)

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self, pairs: Sequence[SyncPair]) -> None:
        """Run everything; if it rests, all but what listens."""
        self.governor.start()
        if self.rests:
            self.world.transfers.rest(BOTH_WAYS, Rest.ALL)
        self.roster.start(pairs)
        self._events.start()
        self._pulse.start()
        self._welcome.start()
        self.storage.start()
        if not self.rests:
            self.errands.start()
        threading.Thread(target=self._go_on_restoring, name="restore", daemon=True).start()
        self.backups.start()
        self.bin_care.start()
        self._own_check.start()

    def stop(self) -> None:
        """End everything; what was under way is found again at the next start."""
        self._stopping.set()
        self._welcome_due.set()
        self._own_check.stop()
        self.storage.stop()
        self.backups.stop()
        self.bin_care.stop()
        self._events.stop()
        self._pulse.stop()
        self.governor.stop()
        self.world.transfers.end_soon()
        self.errands.stop()
        self.roster.stop()
        self.world.close()
        self.notify()

    def _go_on_restoring(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: not self.rests or self._stopping.is_set())
        if not self._stopping.is_set():
            self.restoring.go_on(self._stopping)

    # -- everything paused --------------------------------------------------------------------------------------------

    def rest(self) -> None:
        """Begin nothing more that asks the server for anything; returns once every pair has heard it, if it soon does.

        We listen on: that something moved is a hint of some bytes. What is under way ends with its block or commit. What a
        person does in the cloud by hand is still done, at once.
        """
        self.rests = True
        self.world.transfers.rest(BOTH_WAYS, Rest.ALL)
        tickets = {runner.pair: (runner, runner.post(PauseAsked())) for runner in self.runners()}
        self.errands.stop()
        with self.changed:
            self.changed.wait_for(lambda: self.roster.has_taken(tickets), REST_S)
        self.notify()

    def go_on(self) -> None:
        """Go on with everything, but for what is paused by itself."""
        self.rests = False
        if self._stopping.is_set():
            return  # its time was over in the very moment in which all of this ends
        self.world.transfers.go_on(BOTH_WAYS, Rest.ALL)
        for pair in self.roster.remembered():
            runner = self.roster.find(pair.id)
            if runner is not None and not pair.paused and not self.backups.rests(pair):
                runner.post(ResumeAsked())
        self.errands.start()
        self.backups.poke()
        self.storage.look()
        self._welcome_due.set()
        self.hurry()
        self.notify()

    def notes(self) -> Sequence[Part]:
        """Return what else is to be said of how everything stands."""
        return (Part("state_twin", {}),) if self.world.twin.is_seen else ()

    # -- asking -------------------------------------------------------------------------------------------------------

    def runner(self, pair: PairId) -> PairRunner:
        """Return the thread of a pair; NotFound if it does not run."""
        return self.roster.get(pair)

    def runners(self) -> list[PairRunner]:
        """Return all of them, in the order of their ids."""
        return self.roster.all()

    def reports(self) -> list[PairReport]:
        """Return how every pair stands, backups too."""
        return [self.backups.shown(report) for report in self.roster.reports()]

    def is_idle(self, tickets: Tickets) -> bool:
        """Whether nothing is left to do: every pair has taken its ticket, and is done or waits for a person; so is each errand."""
        is_at_rest = not self.errands.is_busy and not self.restoring.is_busy
        return self._welcomed and self.has_looked(tickets) and is_at_rest and not self.backups.is_busy

    def has_looked(self, tickets: Tickets) -> bool:
        """Whether every pair has taken its ticket and come to rest with it, well or not."""
        return self.roster.has_looked(tickets)

    def stands_still(self, tickets: Tickets) -> bool:
        """Whether every pair has taken its ticket, and all that is left to do are transfers that a person paused."""
        excused, looked = self.world.transfers.stands_still, self.has_looked(tickets)
        if not looked and not self.roster.rests_but_for(tickets, excused):
            return False
        busy = self.errands.busy()
        return bool(busy or not looked) and all(map(excused, busy))

    def look_again(self) -> None:
        """Have the account's own records looked at again: whether the wraps are current, whether this device is known."""
        self._welcome_due.set()

    def rescan_all(self) -> Tickets:
        """Ask every pair to look at everything again; return the ticket of each.

        A welcome that waits goes on now, and the server is listened to again at once if the line was lost: else all
        could be done while status still says offline.
        """
        if not self.online:
            self._events.reconnect()
        if not self._welcomed:
            self._welcome_due.set()
        return self.roster.rescan()

    def reach_anew(self) -> None:
        """Let go of the connections there are, and make new ones: the way to the server is another."""
        self.world.api.let_go()
        self._events.reconnect()
        self.hurry()

    def hurry(self) -> None:
        """Try now whatever waits after an error, or for the server: somebody asks for that."""
        if not self.online:
            self._events.reconnect()
        self.world.transfers.hurry()
        self.errands.hurry()
        self._all_runners(RetryAsked)

    def expect(self, pair: PairId, take: Callable[[Sequence[TransferResult]], None] | None) -> None:
        """Send the transfer results of a pair that has no runner to ``take``; None ends it."""
        with self._lock:
            if take is None:
                self._waiting_results.pop(pair, None)
            else:
                self._waiting_results[pair] = take

    def deliver(self, results: Sequence[TransferResult]) -> None:
        """Hand transfer results to whoever asked for them."""
        by_pair: dict[PairId, list[TransferResult]] = {}
        for result in results:
            by_pair.setdefault(result.key.pair, []).append(result)
        for pair, own in by_pair.items():
            with self._lock:
                take = self._waiting_results.get(pair)
            runner = self.roster.find(pair)
            if runner is not None:
                runner.post(ContentArrived(own))
            elif take is not None:
                take(own)
            else:
                self.world.transfers.settle(_keys(own), used=False)

    def device_label_of(self, raw: bytes) -> str:
        """Return what a device is called, from the id as the server sends it."""
        return self.device_label(parse_device_id(raw))

    def device_label(self, device: DeviceId) -> str:
        """Return what a device of the account is called."""
        space = self.world.space
        try:
            record = space.opened(device_node_id(space.id, device))
        except (Damaged, TooNew):
            record = None
        return record.meta.name if record is not None else device.hex()[:8]

    def notify(self) -> None:
        """Wake everybody who waits for a change."""
        with self.changed:
            self.changed.notify_all()
        self._on_change()

    # -- hints --------------------------------------------------------------------------------------------------------

    def _pair_changed(self, report: PairReport, notices: tuple[Notice, ...]) -> None:
        for notice in notices:
            numbers = {name: value for name, value in notice.arguments.items() if isinstance(value, int)}
            log.info("pair %s: %s %s", report.pair.id, notice.code, numbers or "")
        if report.pair.kind is PairKind.BACKUP:
            self.backups.poke()
        self.notify()

    def _hinted(self, pair: PairId, hint: Hint) -> None:
        runner = self.roster.find(pair)
        if runner is None:
            return
        match hint.kind:
            case HintKind.TOUCHED:
                runner.post(Touched(hint.paths, hint.renamed))
            case HintKind.RESCAN:
                runner.post(HintsLost(hint.reason))
            case HintKind.POLLING:
                log.warning("pair %s: polled, %s", pair, hint.reason)
                runner.post(WatchingChanged(works=False, reason=hint.reason, limit=hint.limit))
            case HintKind.WATCHING:
                log.info("pair %s: watched again", pair)
                runner.post(WatchingChanged(works=True))
            case HintKind.ROOT_LOST:
                runner.post(HintsLost())

    def _time_jumped(self, _jump: Jump) -> None:
        """Take nothing for granted that was so before: connections, back-offs, what disk and server showed."""
        self._on_jump()
        self.world.twin.deafen()
        self.world.api.let_go()
        self._events.reconnect()
        self.world.transfers.hurry()
        self.governor.look_again()
        self.errands.hurry()
        self.backups.poke()
        self._welcome_due.set()
        self._all_runners(Woke)

    def _server_said(self, event: wire.Event) -> None:
        match event.kind:
            case "head" if event.space == self.world.space.id:
                # Also for a head this device has passed: it may be one pair that moved it, and another that must plan.
                self.heard_seq = max(self.heard_seq, event.seq)
                self._all_runners(lambda: HeadMoved(event.seq))
                self._on_change()
            case "head" | "hello":
                self._all_runners(HeadMoved)
            case "session_ended":
                self._end_session()
            case "quota":
                self.storage.look()

    def _connection(self, connected: bool, error: MegadeskError | None) -> None:
        if isinstance(error, NotSignedIn):
            self._end_session()
            return
        was, self.online = self.online, connected
        if not connected:
            self.world.twin.deafen()
        if connected and not was:
            log.info("online")
            self.storage.look()
            self._welcome_due.set()
            self._all_runners(RetryAsked)
            self.errands.hurry()
        self.notify()

    def _end_session(self) -> None:
        log.warning("the session has ended")
        self.session_ended, self.online = True, False
        self.notify()

    def _all_runners(self, event: Callable[[], HeadMoved | RetryAsked | Woke]) -> None:
        for runner in self.runners():
            runner.post(event())

    # -- after signing in ---------------------------------------------------------------------------------------------

    def _run_welcome(self) -> None:
        """Try until it is done, and again whenever it may be due: after each connection, after a change of the wraps."""
        wait_s: float | None = WELCOME_FIRST_S
        while not self._stopping.is_set():
            if self.rests:
                self._welcome_due.wait()
                self._welcome_due.clear()
                continue
            try:
                self.welcome()
            except RetryLater as e:
                log.info("welcome: %s", e.code)
                wait_s = min((wait_s or WELCOME_FIRST_S) * 2, WELCOME_LAST_S)
            except MegadeskError as e:
                log.warning("welcome: %s", e.code)
                self.notify()
                wait_s = WELCOME_LAST_S
            else:
                self._welcomed = True
                self.notify()
                wait_s = None
            self._welcome_due.wait(wait_s)
            self._welcome_due.clear()

    def welcome(self) -> None:
        """Catch up, compare the wraps with the account record, and see that this device has its record."""
        self.world.journal.fetch()
        self.records.check_wraps()
        self.records.write_device()
        self.backups.renamed(self._device_name())
        self.backups.come_along(self._device_name())

    def _warn_of_old_wraps(self) -> None:
        with self.changed:  # more than one thread looks
            if OLD_WRAP in self.warnings:
                return
            self.warnings.append(OLD_WRAP)
        log.warning("the server serves another password wrap than the account last set")

    def wraps_changed(self, unlocked: Unlocked) -> None:
        """Write down which wraps are current after this device changed them; the next welcome does it if this fails."""
        self.records.unlocked = unlocked
        try:
            self.world.journal.fetch()
            self.records.check_wraps()
        except RetryLater as e:
            # The keys are changed and cannot be changed back: that the record follows later is no failure.
            log.warning("the account record is written later: %s", e.code)
            self._welcome_due.set()

    def renamed(self) -> None:
        """Write the device's new name into its record, and give it to the folder of its backups, now."""
        self.records.write_device()
        self.backups.renamed(self._device_name())


def _keys(results: Sequence[TransferResult]) -> list[ContentKey]:
    return [result.key for result in results]
