"""A device ends at exactly the n-th call, for every n: of its disk, of its store. Started again, all is as it must be.

Each scenario is a change that one device has to carry to its disk or to the cloud, with nothing else going on: whatever
happens, there is nobody to conflict with, and a file that is replaced is old or new at every moment. The suite takes
every few calls, another part in each test; `dev.py soak` takes all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from sim import invariants
from sim.device import Device, Trap
from sim.fleet import Case, Fleet
from sim.virtual_os import on_virtual_disk
from sim.volume import KINDS

MOMENT_MS = 70_000
SHARE = 40
IDLE_ROUNDS = 3
"""Hints rest for a moment before they are looked at."""
ROUND_MS = 700
"""So long that in as many rounds no file is too young to be read, on any volume."""

OLD, NEW = b"PLAINTEXT old", b"PLAINTEXT new and longer"
Act = Callable[[Fleet, str], None]
SETTING: dict[str, bytes] = {
    "letter.txt": OLD, "budget": b"PLAINTEXT 2", "photos/one": b"PLAINTEXT 3", "photos/deep/two": b"PLAINTEXT 4",
}  # fmt: skip


def write(fleet: Fleet, path: str, data: bytes) -> None:
    """Write a file, folders included."""
    fleet.vos.makedirs(path.rpartition("/")[0], exist_ok=True)
    fleet.vos.write_file(path, data)
    fleet.book.wrote(data, 0, path)


def create(fleet: Fleet, top: str) -> None:
    """New files in a new folder."""
    write(fleet, f"{top}/new/a", b"PLAINTEXT a")
    write(fleet, f"{top}/new/b", b"PLAINTEXT b")


def edit(fleet: Fleet, top: str) -> None:
    """An edit in place."""
    fleet.book.let_go(OLD, 0, "edited")
    write(fleet, f"{top}/letter.txt", NEW)


def save_safely(fleet: Fleet, top: str) -> None:
    """An edit by renaming a new file over the old one."""
    write(fleet, f"{top}/letter.new", NEW)
    fleet.book.let_go(OLD, 0, "edited")
    fleet.vos.rename(f"{top}/letter.new", f"{top}/letter.txt")


def remove(fleet: Fleet, top: str) -> None:
    """A file and a folder go."""
    fleet.book.let_go(OLD, 0, "removed")
    fleet.book.let_go(b"PLAINTEXT 4", 0, "removed")
    fleet.vos.unlink(f"{top}/letter.txt")
    fleet.vos.rmtree(f"{top}/photos/deep")


def move(fleet: Fleet, top: str) -> None:
    """A folder gets another name and place, a file moves into it."""
    fleet.vos.makedirs(f"{top}/archive")
    fleet.vos.rename(f"{top}/photos", f"{top}/archive/pictures")
    fleet.vos.rename(f"{top}/budget", f"{top}/archive/pictures/budget")


def swap(fleet: Fleet, top: str) -> None:
    """Two files change names."""
    fleet.vos.rename(f"{top}/letter.txt", f"{top}/between")
    fleet.vos.rename(f"{top}/budget", f"{top}/letter.txt")
    fleet.vos.rename(f"{top}/between", f"{top}/budget")


def turn(fleet: Fleet, top: str) -> None:
    """A file becomes a folder of its name."""
    fleet.book.let_go(OLD, 0, "turned into a folder")
    fleet.vos.unlink(f"{top}/letter.txt")
    write(fleet, f"{top}/letter.txt/inside", NEW)


SCENARIOS: tuple[Act, ...] = (create, edit, save_safely, remove, move, swap, turn)
SIDES = ("sends", "receives")
POORER = ("hfs", "exfat", "fat")
ENDS = ("killed", "powerless", "store", "store and power")


class Sweep:
    """One scenario, to be run again and again with another end."""

    def __init__(self, act: Act, side: str, end: str, databases: Path | None = None, kind: str = "ext4") -> None:
        self._act = act
        self._side = side
        self._end = end
        self._databases = databases
        self._kind = kind

    def run(self, at: int) -> bool:
        """Run it with an end at the ``at``-th call; False if it was over before that."""
        databases = None
        if self._databases is not None:
            databases = self._databases / str(at)
            databases.mkdir(mode=0o700)
        case = Case(seed=at, kinds=(self._kind, self._kind), names="plain", writers=1, deeds=(), schedule=(), first=0)
        fleet = Fleet(case, databases)
        with on_virtual_disk(fleet.vos):
            fleet._settle_in(MOMENT_MS)
            ann, bob = fleet.devices
            for path, data in SETTING.items():
                write(fleet, f"{ann.top}/{path}", data)
            fleet.come_to_rest(MOMENT_MS)
            for device in fleet.devices:
                device.volume.sync()
            self._act(fleet, ann.top)
            ann.volume.sync()
            victim = ann if self._side == "sends" else bob
            if victim is bob:
                self._finish(fleet, ann)
            was_sprung = self._work_until_it_ends(fleet, victim, at)
            self._check_whole(victim, at)
            fleet.come_to_rest(MOMENT_MS)
            failures = invariants.check(fleet)
            assert not failures, (at, failures, fleet.result.log[-40:])
        return was_sprung

    @staticmethod
    def _finish(fleet: Fleet, device: Device) -> None:
        """Let one device do all it has to do."""
        idle = 0
        while idle <= IDLE_ROUNDS:
            fleet.pass_ms(ROUND_MS)
            idle = 0 if fleet._serve(device) or not device.is_quiet else idle + 1

    def _work_until_it_ends(self, fleet: Fleet, victim: Device, at: int) -> bool:
        trap = Trap(at, victim.vanish)
        end = partial(fleet.power_cut, victim, at) if "power" in self._end else victim.kill
        crashes, idle = fleet.result.n_crashes, 0
        for _ in range(90):
            if fleet.result.n_crashes > crashes:
                return True
            if "store" in self._end:
                victim.store_trap = trap
            else:
                victim.disk_trap = trap
            fleet.pass_ms(ROUND_MS)
            victim.deliver()
            if victim.number in fleet._unheard:
                fleet._unheard.discard(victim.number)
                victim.heads_up()
            idle = 0 if fleet.guarded(victim, partial(_work, victim), end) else idle + 1
            if idle > IDLE_ROUNDS and victim.is_quiet:
                return False
        raise AssertionError("it did not come to an end")

    def _check_whole(self, victim: Device, at: int) -> None:
        """I7: what was replaced is old or new, under its name, and nothing else is there.

        Where names cannot be exchanged it may be held in our own folder, until the next look.
        """
        if self._act in {edit, save_safely} and KINDS[self._kind].exchanges:
            found = invariants.on_disk(victim).get("letter.txt")
            assert found is not None, (at, "the name is gone")
            assert found.content in {OLD, NEW}, (at, found.content)


def _work(device: Device) -> bool:
    """Let a device do one of everything."""
    has_stepped, has_begun = device.step(), device.begin()
    return device.finish(0) or has_stepped or has_begun


def sweep(
    act: Act, side: str, end: str, *, first: int, stride: int, databases: Path | None = None, kind: str = "ext4"
) -> int:
    """Run a scenario with an end at every ``stride``-th call; return how many runs that were."""
    scenario = Sweep(act, side, end, databases, kind)
    for runs, at in enumerate(range(first, 5000, stride), start=1):
        if not scenario.run(at):
            return runs
    raise AssertionError("a scenario without end")


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("act", SCENARIOS)
def test_end_at_some_calls(act: Act, side: str, end: str) -> None:
    """A part of all calls, another one for each scenario."""
    stride = SHARE if "store" not in end else SHARE // 6
    first = Random(f"{act.__name__}/{side}/{end}").randrange(stride)
    assert sweep(act, side, end, first=first, stride=stride) >= 2


@pytest.mark.parametrize("end", ["killed", "powerless"])
@pytest.mark.parametrize("act", [edit, move, swap])
@pytest.mark.parametrize("kind", POORER)
def test_end_at_some_calls_of_poorer_volumes(kind: str, act: Act, end: str) -> None:
    """The same on volumes where a file goes through our own folder to be replaced or moved."""
    first = Random(f"{act.__name__}/{kind}/{end}").randrange(SHARE)
    assert sweep(act, "receives", end, first=first, stride=SHARE, kind=kind) >= 2


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("act", [edit, swap])
def test_end_at_some_statements(tmp_path: Path, act: Act, side: str) -> None:
    """The same with the real database of the device, which ends at one of its statements."""
    assert sweep(act, side, "store", first=3, stride=29, databases=tmp_path) >= 2


@pytest.mark.soak
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("act", SCENARIOS)
def test_end_at_every_call(act: Act, side: str, end: str) -> None:
    """Every call."""
    print(f"\n{act.__name__} {side} {end}: {sweep(act, side, end, first=0, stride=1)} ends")


@pytest.mark.soak
@pytest.mark.parametrize("end", ["killed", "powerless"])
@pytest.mark.parametrize("act", SCENARIOS)
@pytest.mark.parametrize("kind", POORER)
def test_end_at_every_call_of_poorer_volumes(kind: str, act: Act, end: str) -> None:
    """Every call there."""
    print(f"\n{act.__name__} {kind} {end}: {sweep(act, 'receives', end, first=0, stride=1, kind=kind)} ends")


@pytest.mark.soak
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("act", SCENARIOS)
def test_end_at_every_statement(tmp_path: Path, act: Act, side: str) -> None:
    """Every statement of the real database."""
    print(f"\n{act.__name__} {side}: {sweep(act, side, 'store', first=0, stride=1, databases=tmp_path)} ends")
