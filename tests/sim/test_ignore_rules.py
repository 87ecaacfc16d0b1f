"""A rule never deletes anything on either side: random folders, random rules that come, change and go.

Two devices with real folders. First only rules change: then every file stays where it is, on both disks and in the
cloud, and nothing goes to any debris. Then people work meanwhile: then every byte that anybody wrote is still somewhere.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.devices import Cloud, Desk

FOLDERS = ("", "a", "a/b", "build", "build/x", "a/build")
NAMES = ("1.txt", "2.log", "keep.txt", "3.o")
LINES = (
    "*.log", "build/", "/a/", "a/b/", "*.txt", "!keep.txt", "*", "!*/", "!build/x/keep.txt", "/build/x", "**/b/**", "[",
    "#!junk", "*.o", "!a/b/1.txt",
)  # fmt: skip


class World:
    """Two devices, and chance."""

    def __init__(self, base: Path, seed: int) -> None:
        self.chance = Random(seed)
        self.cloud = Cloud()
        self.desks = [Desk(base, name, self.cloud) for name in ("ann", "ben")]
        self.written: set[bytes] = set()

    def work(self, changes: int) -> None:
        """Let people create, edit, move and remove files."""
        for _ in range(changes):
            desk, what = self.chance.choice(self.desks), self.chance.random()
            path = "/".join(part for part in (self.chance.choice(FOLDERS), self.chance.choice(NAMES)) if part)
            there = desk.path / path
            if what < 0.6 or not there.is_file():
                data = b"%d" % len(self.written)
                self.written.add(data)
                desk.write(path, data)
            elif what < 0.8:
                target = desk.path / self.chance.choice(FOLDERS) / self.chance.choice(NAMES)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    there.rename(target)
            else:
                there.unlink()

    def rule(self) -> None:
        """Let a person change rules: of a folder, of a device, or take them away."""
        desk = self.chance.choice(self.desks)
        text = "\n".join(self.chance.sample(LINES, self.chance.randrange(4)))
        if self.chance.random() < 0.4:
            desk.rules.own = text
            return
        place = desk.path / self.chance.choice(FOLDERS) / ".deskignore"
        if place.parent.is_dir():
            if self.chance.random() < 0.3:
                place.unlink(missing_ok=True)
            else:
                place.write_text(text, encoding="utf-8")

    def rest(self) -> None:
        """Sync until nobody has anything to do; now and then a device starts anew first."""
        for _ in range(12):
            if self.chance.random() < 0.2:
                self.chance.choice(self.desks).restart()
            if not sum(desk.sync() for desk in self.desks):
                return
        raise AssertionError("they do not come to rest")

    def files(self, desk: Desk) -> dict[str, bytes]:
        """Return the files of a device, without those of rules."""
        return {
            path: data for path, data in desk.paths().items() if data is not None and not path.endswith(".deskignore")
        }

    def in_cloud(self) -> dict[str, bytes]:
        """Return the files in the cloud, without those of rules."""
        return {
            path: data for path, data in self.cloud.paths().items() if data is not None and ".deskignore" not in path
        }

    def kept(self) -> set[bytes]:
        """Return every content that somebody can still get at."""
        found = {data for desk in self.desks for data in [*self.files(desk).values(), *desk.debris()]}
        return found | set(self.cloud.contents.values())


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_rules_alone_change_no_file_anywhere(seed: int) -> None:
    """Whatever rules come, change and go: every file stays on each disk and in the cloud, with its bytes."""
    with tempfile.TemporaryDirectory() as base:
        world = World(Path(base), seed)
        world.work(12)
        world.rest()
        for _ in range(3):
            before = [world.files(desk) for desk in world.desks]
            cloud = world.in_cloud()
            world.rule()
            world.rest()
            for desk, files in zip(world.desks, before, strict=True):
                assert files.items() <= world.files(desk).items()
                assert not world.written.intersection(desk.debris())
            assert cloud.items() <= world.in_cloud().items()


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_no_byte_is_lost_while_rules_change(seed: int) -> None:
    """People work and change rules at once: what they wrote and did not remove or overwrite themselves is there."""
    with tempfile.TemporaryDirectory() as base:
        world = World(Path(base), seed)
        for _ in range(4):
            before = world.kept()
            overwritten = {data for desk in world.desks for data in world.files(desk).values()}
            world.work(5)
            now = {data for desk in world.desks for data in world.files(desk).values()}
            gone = overwritten - now
            world.rule()
            world.rest()
            assert world.kept() >= (before | now) - gone
