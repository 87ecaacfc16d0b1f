"""kill -9 of engines and server at random moments: everything converges, nothing is lost, no copies of our own making.

The suite runs a seed that once failed; MEGADESK_CRASH_SEED takes another, MEGADESK_CRASH_ROUNDS makes it longer. The
seed decides what people do and what is killed; how far the processes are by then is up to the machine.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from fakes.pairing import Pairing
from fakes.processes import Device, Server, tree_of
from megadesk.model.errors import MegadeskError

SEED = int(os.environ.get("MEGADESK_CRASH_SEED") or 2003)
ROUNDS = int(os.environ.get("MEGADESK_CRASH_ROUNDS") or 6)


class Person:
    """Makes changes in one folder, and remembers every content that must not get lost."""

    def __init__(self, root: Path, name: str, chance: random.Random) -> None:
        self.root, self.name, self.chance = root, name, chance
        self.own = root / name
        self.contents: dict[str, bytes] = {}
        self.count = 0

    def act(self) -> None:
        """Do a handful of things below this person's own folder: two people never edit one file here."""
        self.own.mkdir(exist_ok=True)
        for _ in range(self.chance.randrange(3, 12)):
            self.chance.choice([self.write, self.write, self.edit, self.rename, self.remove, self.rename_folder])()

    def files(self) -> list[Path]:
        """Return this person's files."""
        return sorted(path for path in self.own.rglob("*") if path.is_file())

    def write(self) -> None:
        """Save a new file, now and then a large one."""
        self.count += 1
        size = self.chance.choice([0, 10, 5_000, 5_000, 300_000, 6 << 20])
        folder = self.own / f"folder {self.chance.randrange(4)}"
        folder.mkdir(exist_ok=True)
        (folder / f"{self.count}.bin").write_bytes(self.chance.randbytes(size))

    def edit(self) -> None:
        """Change a file."""
        if self.files():
            path = self.chance.choice(self.files())
            path.write_bytes(path.read_bytes() + self.chance.randbytes(100))

    def rename(self) -> None:
        """Rename a file."""
        if self.files():
            self.count += 1
            path = self.chance.choice(self.files())
            path.rename(path.with_name(f"renamed {self.count}.bin"))

    def remove(self) -> None:
        """Remove a file."""
        if len(self.files()) > 4:
            self.chance.choice(self.files()).unlink()

    def rename_folder(self) -> None:
        """Rename a folder with all in it."""
        folders = sorted(path for path in self.own.iterdir() if path.is_dir())
        if folders:
            self.count += 1
            self.chance.choice(folders).rename(self.own / f"folder {self.count} renamed")

    def state(self) -> dict[str, bytes | None]:
        """Return what this person has, below the own folder."""
        return {path: data for path, data in tree_of(self.root).items() if path.split("/")[0] == self.name}


@pytest.mark.timeout(600)
def test_everything_converges_after_kills(pairing: Pairing) -> None:
    """Whatever is killed in the middle of whatever: afterwards both folders hold exactly what their people made."""
    print(f"MEGADESK_CRASH_SEED={SEED}")
    chance = random.Random(SEED)
    ann, bob = Person(pairing.here, "ann", chance), Person(pairing.there, "bob", chance)
    for _ in range(ROUNDS):
        ann.act()
        bob.act()
        processes: list[Device | Server] = [pairing.one, pairing.two, pairing.server]
        for victim in chance.sample(processes, chance.randrange(1, 4)):
            work_a_while(pairing, chance)
            victim.kill()
            ann.act()
            victim.start()
    pairing.settle()
    here, there = tree_of(pairing.here), tree_of(pairing.there)
    assert here == there
    assert not [path for path in here if "conflicted copy" in path]
    assert ann.state() == {path: data for path, data in there.items() if path.split("/")[0] == "ann"}
    assert bob.state() == {path: data for path, data in here.items() if path.split("/")[0] == "bob"}
    assert not [path for path in here if "recovered" in path]


def work_a_while(pairing: Pairing, chance: random.Random) -> None:
    """Let the devices work for a random number of answers: a moment of theirs, not of the clock."""
    for _ in range(chance.randrange(1, 60)):
        for device in (pairing.one, pairing.two):
            try:
                device.status()
            except MegadeskError:
                return
