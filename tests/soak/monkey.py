"""A monkey with several computers: work, sleep and death on all of them at once, and a reckoning at the end.

    python -m soak.monkey --minutes 30 --seed 7 [--devices 3] [--dir DIR] [--keep]        (src and tests on the path)

    Hand (one a device) --> files, folders, names          Mischief --> kill -9, pauses, nights, sleep, restarts
    then: all up, tidy, rest --> Verdict

The seed decides what people do and what befalls the machines; how far the processes are by then is up to the machine
it runs on. A run that fails prints its seed and keeps its folders, the log of all that was done among them.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from megadesk.model.errors import MegadeskError
from soak.fleet import Fleet, Member, RestlessError
from soak.hands import Hand
from soak.ledger import Ledger
from soak.names import POOL, home_of
from soak.verdict import Tree, Verdict, tree_at

FILES_MAX: Final = 700
"""Above so many files in one place a hand removes rather than makes."""

BYTES_MAX: Final = 6 << 30
"""A run that has written so much only goes on with small things: the disk is not what is tried here."""

ACTS_A_TURN: Final = 12
PAUSE_MAX_S: Final = 0.4
MISCHIEF_EVERY: Final = 6
"""One turn in so many brings something upon a machine."""

AWAY_MAX_S: Final = 12.0
TIDY_ROUNDS: Final = 6


class FaultsError(AssertionError):
    """What a run ends with if anything is wrong."""


class Monkey:
    """One run."""

    def __init__(self, base: Path, *, seed: int, n_devices: int) -> None:
        self.base, self.seed = base, seed
        self.chance = random.Random(seed)
        self._log = (base / "operations.log").open("w", errors="backslashreplace")
        self.ledger = Ledger(self._log)
        self.fleet = Fleet(base, n_devices)
        names = [member.name for member in self.fleet.members]
        self.hands = [Hand(one.name, one.root, names, self.chance, self.ledger) for one in self.fleet.members]
        self.counts: Counter[str] = Counter()
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._quiet = threading.Event()

    def run(self, seconds: float) -> dict[str, int]:
        """Do all of it; return the figures, or raise FaultsError with what is wrong."""
        try:
            self.fleet.start()
            self._play(time.monotonic() + seconds)
            self._come_home()
            homes = self._rest()
            verdict = Verdict(self.fleet, self.ledger, homes)
            verdict.run(self.base)
        finally:
            self.fleet.close()
            self._log.close()
        figures = self.counts | Counter(verdict.figures) | Counter({"bytes written": self.ledger.bytes_written})
        if verdict.faults:
            raise FaultsError("\n".join([*verdict.faults[:40], f"{len(verdict.faults)} faults", str(dict(figures))]))
        return dict(figures)

    # -- while it runs ------------------------------------------------------------------------------------------------

    def _play(self, until: float) -> None:
        while time.monotonic() < until:
            turn = self.chance.randrange(MISCHIEF_EVERY + len(self.hands))
            if turn == 0:
                self._mischief()
            elif turn == 1:
                self._at_once()
            else:
                self._work(self.chance.choice(self.hands))
            self._due(time.monotonic())
            self._answer()
            self._quiet.wait(self.chance.random() * PAUSE_MAX_S)

    def _work(self, hand: Hand) -> None:
        n_before = hand.n_done
        hand.act(self.chance.randrange(1, ACTS_A_TURN), 0 if self.ledger.bytes_written > BYTES_MAX else FILES_MAX)
        self.counts["operations"] += hand.n_done - n_before

    def _at_once(self) -> None:
        """Everybody writes one name at once, some of them the same bytes."""
        name, same = self.chance.choice(POOL), self.chance.randbytes(900)
        for hand in self.hands:
            data = same if self.chance.random() < 0.3 else self.chance.randbytes(self.chance.choice([10, 5000]))
            path = hand.root / name
            hand.note("at once", path)
            try:
                if path.is_file() and not path.is_symlink():
                    self.ledger.rewrite(path, [(0, data)], truncate=True)
                else:
                    self.ledger.create(path, data)
            except OSError as error:
                hand.note(f"! {type(error).__name__}", path)
            self.counts["operations"] += 1

    def _answer(self) -> None:
        for member in self.fleet.members:
            if member.is_up and self.chance.randrange(8) == 0:
                self.counts["guards answered"] += member.answer()

    # -- what befalls machines ----------------------------------------------------------------------------------------

    def _mischief(self) -> None:
        member = self.chance.choice(self.fleet.members)
        deeds: list[Callable[[Member], None]] = [
            self._kill,
            self._kill,
            self._kill_for_a_while,
            self._restart,
            self._pause,
            self._sleep,
        ]
        deeds += [self._kill_server, self._kill_server, self._night, self._kill_all]
        self.chance.choice(deeds)(member)

    def _count(self, what: str, member: Member | None = None) -> None:
        self.counts[what] += 1
        self.ledger.note(member.name if member else "server", f"*** {what}")

    def _in_a_while(self, action: Callable[[], None]) -> None:
        self._later.append((time.monotonic() + self.chance.random() * AWAY_MAX_S, action))

    def _due(self, now: float) -> None:
        due = [action for when, action in self._later if when <= now]
        self._later = [(when, action) for when, action in self._later if when > now]
        for action in due:
            action()

    def _kill(self, member: Member) -> None:
        if member.is_up:
            self._count("engine kills", member)
            member.kill()
            member.start()

    def _kill_for_a_while(self, member: Member) -> None:
        if member.is_up:
            self._count("engine kills", member)
            member.kill()
            self._in_a_while(member.start)

    def _restart(self, member: Member) -> None:
        if member.is_up:
            self._count("clean restarts", member)
            member.stop()
            member.start()

    def _pause(self, member: Member) -> None:
        if member.is_up:
            self._count("pauses", member)
            self._try(lambda: member.pause(paused=True))
            self._in_a_while(lambda: self._go_on(member))

    def _go_on(self, member: Member) -> None:
        if member.is_up:
            self._try(lambda: member.pause(paused=False))
        elif member.is_paused:
            self._in_a_while(lambda: self._go_on(member))

    def _try(self, action: Callable[[], None]) -> None:
        try:
            action()
        except MegadeskError as error:
            self.ledger.note("", f"! {error.code}")

    def _sleep(self, member: Member) -> None:
        """A computer that sleeps in the middle of things, while others work on."""
        if member.is_up:
            self._count("sleeps", member)
            member.signal(signal.SIGSTOP)
            others = [hand for hand in self.hands if hand.who != member.name]
            for _ in range(self.chance.randrange(1, 4)):
                self._work(self.chance.choice(others))
            self._quiet.wait(self.chance.random() * 2)
            member.signal(signal.SIGCONT)

    def _kill_server(self, _member: Member) -> None:
        if self.fleet.is_serving:
            self._count("server kills")
            self.fleet.kill_server()
            self.fleet.serve()

    def _night(self, _member: Member) -> None:
        """The server is away for a while; work goes on."""
        if self.fleet.is_serving:
            self._count("nights")
            self.fleet.stop_server()
            self._in_a_while(self.fleet.serve)

    def _kill_all(self, _member: Member) -> None:
        """A power cut of the house: everything that runs is killed at once."""
        self._count("power cuts")
        running = [member for member in self.fleet.members if member.is_up]
        for member in running:
            member.kill()
        if self.fleet.is_serving:
            self.fleet.kill_server()
            self.fleet.serve()
        for member in running:
            member.start()

    # -- the end ------------------------------------------------------------------------------------------------------

    def _come_home(self) -> None:
        """Everything runs and may run."""
        self._later.clear()
        if not self.fleet.is_serving:
            self.fleet.serve()
        for member in self.fleet.members:
            if not member.is_up:
                member.start()
            if member.is_paused:
                member.pause(paused=False)

    def _rest(self) -> dict[str, Tree]:
        """Return the homes as their people left them, once all is at rest and nothing is held."""
        for hand in self.hands:
            hand.tidy()
        for _ in range(TIDY_ROUNDS):
            homes = {hand.who: tree_at(hand.root, home_of(hand.who)) for hand in self.hands}
            self.counts["guards answered"] += self.fleet.settle()
            held = self.fleet.held()
            if not any(held.values()):
                return homes
            for hand in self.hands:
                for one in held[hand.who]:
                    print(f"{hand.who}: {one.path!r} {one.code}", flush=True)
                    hand.rescue(one.path)
        raise RestlessError(self.fleet.describe())


def play(base: Path, *, seconds: float, seed: int, n_devices: int) -> dict[str, int]:
    """Return the figures of one run; a run that fails says with which seed, and where all of it lies."""
    print(f"monkey: seed {seed}, {n_devices} devices, {seconds:.0f} s, in {base}", flush=True)
    try:
        return Monkey(base, seed=seed, n_devices=n_devices).run(seconds)
    except BaseException:
        log = (base / "operations.log").read_text(errors="replace").splitlines()
        print(f"FAILED: seed {seed}, everything is kept in {base}; the last of {len(log)} lines of its log:")
        print("\n".join(log[-30:]), flush=True)
        raise


def main() -> int:
    """Run by hand."""
    parser = argparse.ArgumentParser(prog="soak.monkey", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--devices", type=int, default=2, choices=(2, 3, 4))
    parser.add_argument("--dir", type=Path, default=None, help="an empty folder on the disk that is to be tried")
    parser.add_argument("--keep", action="store_true", help="keep the folders of a run that went well, too")
    chosen = parser.parse_args()
    base = chosen.dir or Path(tempfile.mkdtemp(prefix="monkey-"))
    base.mkdir(exist_ok=True)
    figures = play(base, seconds=chosen.minutes * 60, seed=chosen.seed, n_devices=chosen.devices)
    print("\n".join(f"{value:12,} {name}" for name, value in figures.items()))
    if not chosen.keep:
        shutil.rmtree(base)
    return 0


if __name__ == "__main__":
    sys.exit(main())
