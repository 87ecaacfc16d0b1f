"""A fleet of devices around one server, on one clock, in one thread; all chance comes from two tapes.

    Case.of(seed) --> setup, workload tape (what people do), schedule tape (who runs, what arrives, what goes wrong)
    Fleet(case).run() --> Result: the log, and what was not as it must be (invariants)

A tick is one entry of the schedule. People act at their tick whatever the schedule says, and the schedule goes on
whatever people do, so either tape can be made shorter and the other means the same.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from megadesk.model.errors import OurBug
from megadesk.sync.events import ResumeAsked, RetryAsked
from megadesk.sync.guard import DEFAULT_LIMITS, GuardLimits
from sim import invariants
from sim.actions import ACTIONS, GOOD, HOUR_MS
from sim.cloud import START_MS, SimServer, account, is_our_fault, signatures_verified_once
from sim.device import Device, Gone, Trap
from sim.meddling import FIRST, Visitor, look_into_bin, meddle, random_meddling
from sim.person import PLAIN_NAMES, WILD_NAMES, Book, Deed, Person, random_deeds
from sim.virtual_os import VirtualOs, on_virtual_disk
from sim.volume import KINDS

ROUNDS_MAX: Final = 400
SERVED_MS: Final = 200
"""A round of serving takes so long: ten are longer than FAT's step."""
"""Of one return to rest: each is a step of every device. The longest seen in 20,000 runs was below 150."""

REST_MS: Final = 9 * HOUR_MS // 4
"""So long nothing may happen but looking: two hourly scans of each device are in it."""

NUMBER_MAX: Final = 1 << 32


DAY_MS: Final = 24 * HOUR_MS


@cache
def _day(number: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(number * DAY_MS // 1000))


class Tick(NamedTuple):
    """One entry of the schedule. Without an action one device, each in its turn, does whatever is due."""

    action: str = ""
    device: int = 0
    detail: int = 0


PLAIN: Final = Tick()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a run depends on."""

    seed: int
    kinds: tuple[str, ...]
    names: str
    writers: int
    deeds: tuple[Deed, ...]
    schedule: tuple[Tick, ...]
    first: int = 8
    """So many deeds are done, and everything has come to rest, before the schedule begins."""

    @classmethod
    def of(cls, seed: int, *, devices: int = 3) -> Case:
        """Return the case of a seed."""
        setup = Random(f"setup/{seed}")
        is_wild = setup.random() < 0.25
        kinds = tuple(setup.choice(sorted(KINDS)) if is_wild else "ext4" for _ in range(devices))
        writers = 1 if setup.random() < 0.3 else devices
        ticks = setup.choice((40, 80, 160))
        first, more = setup.randrange(2, 9), setup.randrange(2, 16)
        deeds = random_deeds(Random(f"workload/{seed}"), first + more, ticks, writers)
        if writers > 1:
            deeds[first:] = sorted(
                [*deeds[first:], *random_meddling(Random(f"meddling/{seed}"), ticks, devices)], key=lambda deed: deed.at
            )
        faults = setup.random() < 0.85
        schedule = Random(f"schedule/{seed}")
        actions = sorted(ACTIONS) if faults else sorted(GOOD)
        weights = [ACTIONS[action][1] for action in actions]
        return cls(
            seed=seed, kinds=kinds, names="wild" if is_wild else "plain", writers=writers, deeds=tuple(deeds),
            schedule=tuple(
                Tick(action, schedule.randrange(devices), schedule.randrange(NUMBER_MAX))
                for action in schedule.choices(actions, weights, k=ticks)
            ), first=first,
        )  # fmt: skip

    def to_json(self) -> str:
        """Return it as a regression file keeps it."""
        return json.dumps(
            {
                "seed": self.seed, "kinds": self.kinds, "names": self.names, "writers": self.writers,
                "first": self.first, "schedule": self.schedule, "deeds": self.deeds,
            }
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Case:
        """Return what ``to_json`` made a text of."""
        found: dict[str, Any] = json.loads(text)
        found.pop("lesson", None)
        found["deeds"] = tuple(Deed(*deed) for deed in found["deeds"])
        found["schedule"] = tuple(Tick(*tick) for tick in found["schedule"])
        found["kinds"] = tuple(found["kinds"])
        return cls(**found)


@dataclass(slots=True)
class Result:
    """What came of a run."""

    case: Case
    log: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    n_steps: int = 0
    n_crashes: int = 0
    n_faults: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    """How often a pair was seen to wait for an answer, by the kind of question."""
    state: str = ""

    @property
    def digest(self) -> str:
        """A hash of all that happened: the same case gives the same."""
        return hashlib.sha256("\n".join([*self.log, self.state]).encode()).hexdigest()


class CannotGoOnError(Exception):
    """The run cannot go on."""


class _Ears(logging.Handler):
    """Hears what the code calls an error: in these runs, on an honest server, always a fault of ours."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + "".join(traceback.format_exception(record.exc_info[1])[-6:])
        self.heard.append(text)


class Fleet:
    """The world of one run. It is the clock of its devices, too."""

    def __init__(self, case: Case, databases: Path | None = None, limits: GuardLimits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self.databases = databases
        """Where the devices have their real databases; None for stores in memory."""
        self.case = case
        self.seed = case.seed
        self.result = Result(case)
        self.vos = VirtualOs()
        self.book = Book()
        self._now_ms = 1_000_000
        self._wall_offset_ms = START_MS
        self._ns = 0
        self._tick = 0
        self._depth = 0
        self.server = SimServer(self.wall_ms, self._moved, account().database)
        self.devices: list[Device] = []
        self.people: list[Person] = []
        self._unheard: set[int] = set()
        self._visitor: Visitor | None = None

    # -- the clock --------------------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        """Return milliseconds that never go back."""
        return self._now_ms

    def now_s(self) -> float:
        """Return the same in seconds."""
        return self._now_ms / 1000

    def wall_ms(self) -> int:
        """Return what clocks on the wall show; it may jump."""
        return self._wall_offset_ms + self._now_ms

    def tick_ns(self) -> int:
        """Return the wall clock for a change on disk: no two are at the same moment."""
        self._ns += 1000
        return self.wall_ms() * 1_000_000 + self._ns % 1_000_000_000_000

    def stamp(self) -> str:
        """Return the local time for a conflict copy's name."""
        return time.strftime("%Y-%m-%d %H%M%S", time.gmtime(self.wall_ms() // 1000))

    def today(self) -> str:
        """Return the local day."""
        return _day(self.wall_ms() // DAY_MS)

    def pass_ms(self, ms: int) -> None:
        """Let time go by."""
        self._now_ms += ms

    # -- running ----------------------------------------------------------------------------------------------------

    def run(self) -> Result:
        """Run the case to its end and look at what is left."""
        ears, logger = _Ears(), logging.getLogger("megadesk")
        level, propagates = logger.level, logger.propagate
        logger.addHandler(ears)
        logger.setLevel(logging.ERROR)
        logger.propagate = False
        try:
            with on_virtual_disk(self.vos), signatures_verified_once():
                self._run()
        except CannotGoOnError as failure:
            self.result.failures.append(str(failure))
        finally:
            logger.removeHandler(ears)
            logger.setLevel(level)
            logger.propagate = propagates
        self.result.failures += [f"an error was logged: {text}" for text in ears.heard]
        return self.result

    def _run(self) -> None:
        self._settle_in()
        deeds = list(self.case.deeds[self.case.first :])
        for tick in self.case.schedule:
            self._tick += 1
            self.pass_ms(7)
            due = [deed for deed in deeds if deed.at < self._tick]
            deeds = deeds[len(due) :]
            self._obey(tick, due)
            self._look_out()
            self.look_into_bin()
        for device in self.devices:
            self.spring(device)
        for deed in deeds:
            self._do(deed)
        self.come_to_rest()
        self.result.failures += invariants.check(self)
        if not self.result.failures:
            self.result.failures += invariants.check_stability(self)
        self.result.state = invariants.state_of(self)

    def _settle_in(self, rest_ms: int = REST_MS) -> None:
        names = WILD_NAMES if self.case.names == "wild" else PLAIN_NAMES
        for number, kind in enumerate(self.case.kinds):
            device = Device(self, number, KINDS[kind], 1 << 30)
            self.devices.append(device)
            self.people.append(Person(self.vos, device.top, number, device.name, self.book, names, self.tick_ns))
        for deed in self.case.deeds[: self.case.first]:
            self._do(deed)
        self.come_to_rest(rest_ms)

    def _do(self, deed: Deed) -> None:
        device = self.devices[deed.device % len(self.devices)]
        if deed.verb < FIRST:
            self.log(self.let(device, partial(self.people[device.number].do, deed)))
        else:
            self.log(meddle(self, device, deed))

    @staticmethod
    def let(device: Device, act: Callable[[], str]) -> str:
        """Let a person do something on a device; return what was done. Raises OSError if it cannot be."""
        before, device.volume.actor = device.volume.actor, "person"
        try:
            return act()
        finally:
            device.volume.actor = before

    def attempt(self, device: Device, act: Callable[[], str]) -> None:
        """Let a person try something, and note what came of it."""
        try:
            self.log(self.let(device, act))
        except OSError as error:
            self.log(f"{device.name} could not: {error.errno}")

    def serve_all(self, devices: Sequence[Device], rounds: int = 1) -> None:
        """Let devices do all that is due, again and again."""
        for _ in range(rounds):
            self.pass_ms(SERVED_MS)
            for device in devices:
                self._serve(device)

    def look_into_bin(self) -> None:
        """Take something out of the bin, if somebody wants to and no device is about to die for it."""
        if (
            self._visitor is not None
            and self._visitor.is_waiting
            and not any(one.dies_after_discard for one in self.devices)
        ):
            look_into_bin(self)

    def visitor(self) -> Visitor:
        """Return the computer from which people look into the bin."""
        if self._visitor is None:
            self._visitor = Visitor(self)
        return self._visitor

    def log(self, text: str) -> None:
        """Note what happened."""
        self.result.log.append(f"{self._tick} {text}")

    def _moved(self) -> None:
        self._unheard.update(range(len(self.devices)))

    # -- the schedule -----------------------------------------------------------------------------------------------

    def _obey(self, tick: Tick, due: list[Deed]) -> None:
        """Do what one entry of the schedule says, and what people do at this tick: now, or in the midst of a command."""
        device = self.devices[(tick.device if tick.action else self._tick) % len(self.devices)]
        for deed in due:
            theirs = self.devices[deed.device % len(self.devices)]
            self.spring(theirs)
            if tick.detail >> 20 & 1 and deed.verb < FIRST:
                theirs.person_trap = Trap(tick.detail >> 21 & 0x3F, partial(self._do, deed))
            else:
                self._do(deed)
        if not tick.action:
            self._serve(device)
        else:
            self.log(f"{device.name} {tick.action}")
            ACTIONS[tick.action][0](self, device, tick.detail)

    @staticmethod
    def spring(device: Device) -> None:
        """Let a person do now what was to be done in the midst of a command that did not come."""
        device.aside_trap = None
        device.dies_after_discard = False
        trap, device.person_trap = device.person_trap, None
        if trap is not None:
            trap.spring()

    def _serve(self, device: Device) -> bool:
        """Let a device do one of everything that is due; return whether it did anything."""
        is_busy = device.deliver()
        if device.number in self._unheard:
            self._unheard.discard(device.number)
            device.heads_up()
        is_busy = self.guarded(device, device.step) or is_busy
        is_busy = self.guarded(device, device.begin) or is_busy
        return self.guarded(device, lambda: device.finish(0)) or is_busy

    def guarded(self, device: Device, work: Callable[[], bool], end: Callable[[], None] | None = None) -> bool:
        """Let a device work; if it is gone in the middle of that, start it again."""
        self.result.n_steps += 1
        try:
            done = work()
        except Gone:
            self.result.n_crashes += 1
            self.log(f"{device.name} was gone")
            self.look_into_bin()
            (end or device.kill)()
            return True
        finally:
            device.disk_trap = device.store_trap = None
        error = device.pilot.report.error
        if isinstance(error, OurBug):
            raise CannotGoOnError(f"{device.name}: {error!r}")
        return done

    def _look_out(self) -> None:
        for device in self.devices:
            error = device.space.frozen
            if is_our_fault(error):
                raise CannotGoOnError(f"{device.name}: the space is frozen, {error!r}")

    def power_cut(self, device: Device, number: int) -> None:
        """Cut the power of a device; the book learns what the medium lost before anybody else had it."""
        before = invariants.contents_on(device)
        published = invariants.published(self)
        self.book.torn.update(device.power_cut(Random(number)))
        after = invariants.contents_on(device)
        for content in after & self.book.removed_by.keys():
            del self.book.removed_by[content]  # perhaps it was its removal that was lost
        for content in before - after:
            if content not in published:
                self.book.let_go(content, device.number, f"{device.name}: lost with the power")
        self.log(f"{device.name} lost its power")

    # -- rest -------------------------------------------------------------------------------------------------------

    def come_to_rest(self, rest_ms: int = REST_MS) -> None:
        """Let everything calm down: lines are up, disks have room, and devices do all there is to do.

        rest_ms: for how long nothing may happen in the end. Where no hint was lost a moment is enough.
        """
        for device in self.devices:
            device.line.fates.clear()
            device.line.is_down = False
            device.volume.size_bytes = 1 << 30
            device.heads_up()
            device.note(RetryAsked())
            if device.pilot._machine.paused:
                device.note(ResumeAsked())
        idle, calm_ms, before = 0, self._now_ms, self._progress()
        for _ in range(ROUNDS_MAX):
            busy = [self._serve(device) for device in self.devices]
            for device in self.devices:
                if device.pilot.report.guard is not None:
                    self.log(f"{device.name} asks")
                    device.approve()
                    busy.append(True)
            self._look_out()
            now = self._progress()
            if now != before:
                calm_ms, before = self._now_ms, now
            if any(busy):
                self.pass_ms(100)
                continue
            if self._now_ms > calm_ms + rest_ms and all(device.is_quiet for device in self.devices):
                return
            idle += 1
            self._now_ms = self._next_ms(hurry=idle > RETRIES_SEEN)
        raise CannotGoOnError(
            "it does not come to rest: " + "; ".join(self._why_busy(device) for device in self.devices)
        )

    def _progress(self) -> object:
        """Return what changes if anything is done."""
        return [(device.n_visible, device.space.head) for device in self.devices]

    def _next_ms(self, *, hurry: bool) -> int:
        """Return when something is due next; in a hurry not what is tried again every minute."""
        boards = [device.mover.board for device in self.devices]
        due = [device.pilot.wake_ms for device in self.devices]
        due += [int(wake * 1000) + 1 for board in boards if (wake := board.floor.wake_s(self.now_s())) is not None]
        later = min((when for when in due if when is not None), default=0)
        return max(self._now_ms + (HOUR_MS if hurry else 100), later)

    @staticmethod
    def _why_busy(device: Device) -> str:
        report = device.pilot.report
        return f"{device.name} {report.state.value} {report.error!r} {[p.code for p in report.problems]}"


RETRIES_SEEN: Final = 12
"""After so many times of trying again what cannot be done, only each hour is looked at."""


ANXIOUS: Final = {
    "usual": DEFAULT_LIMITS,
    "removals": GuardLimits(deletes=0, share=0.0),
    "changes": GuardLimits(changes=0, change_share=0.0),
}
"""Guards that ask about any removal, or about any file that loses its bytes: folders of fleets are small."""


def run_seed(seed: int, limits: GuardLimits = DEFAULT_LIMITS) -> Result:
    """Run the case of a seed."""
    return Fleet(Case.of(seed), limits=limits).run()
