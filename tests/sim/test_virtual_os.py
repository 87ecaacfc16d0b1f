"""The virtual disk against the real one: the same calls in the same order have the same outcome, error for error."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fakes.folders import hash_of
from megadesk.disk import atomic
from megadesk.disk.hashing import SMALL_BYTES
from megadesk.disk.root import READ_FILE, READ_FOLDER, STEP, Spot
from megadesk.model.listing import Digest
from sim.bench import VirtualBench
from sim.virtual_os import VirtualOs, on_virtual_disk
from sim.volume import CASEFOLD, EXT4, FAT, HFS, Volume, VolumeKind

NAMES = ("a", "b", "c")
PATHS = (*NAMES, "a/a", "a/b", "b/a", "b/c", "a/b/a", "a/b/c")
OPENINGS = (
    READ_FILE, READ_FOLDER, STEP, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, os.O_WRONLY | os.O_CREAT,
    os.O_RDWR | os.O_TRUNC,
)  # fmt: skip


class Machine:
    """One of the two: the calls as functions of paths below a root."""

    def __init__(self, system: Any, root: str) -> None:
        self.os = system
        self.root = root

    def at(self, path: str) -> str:
        """Return the whole path."""
        return f"{self.root}/{path}"

    def spot(self, path: str) -> Spot:
        """Return a name in its folder, held open."""
        folder, _, name = path.rpartition("/")
        return Spot(self.os.open(self.at(folder), STEP), name)

    def write(self, path: str, data: bytes, flags: int) -> object:
        """Open, write, read back and close."""
        handle = self.os.open(self.at(path), flags, 0o644)
        try:
            done = self.os.write(handle, data)
            found = self.os.fstat(handle)
            return done, found.st_size, found.st_nlink, self.os.pread(handle, 100, 1) if flags & os.O_RDWR else b""
        finally:
            self.os.close(handle)

    def read(self, path: str, flags: int) -> object:
        """Open and read."""
        handle = self.os.open(self.at(path), flags)
        try:
            if flags & os.O_DIRECTORY:
                return sorted(self.os.listdir(handle)) if flags & os.O_PATH == 0 else b"held"
            return self.os.read(handle, 100)
        finally:
            self.os.close(handle)

    def look(self, path: str, follow: bool) -> object:
        """Return what stat says, as far as both can say the same."""
        found = self.os.stat(self.at(path), follow_symlinks=follow)
        size = 0 if stat.S_ISDIR(found.st_mode) else found.st_size
        return stat.S_IFMT(found.st_mode), stat.S_IMODE(found.st_mode) & 0o700, size, found.st_nlink

    def noreplace(self, source: str, target: str) -> None:
        """Rename without replacing."""
        with self.spot(source) as old, self.spot(target) as new:
            atomic.rename_at_once(old, new)

    def exchange(self, source: str, target: str) -> object:
        """Let two names change places."""
        with self.spot(source) as old, self.spot(target) as new:
            return atomic.exchange(old, new)

    def entries(self, path: str) -> object:
        """Return what scandir shows."""
        with self.os.scandir(self.at(path)) as found:
            return sorted(
                (
                    one.name,
                    one.is_dir(follow_symlinks=False),
                    one.is_symlink(),
                    one.stat(follow_symlinks=False).st_nlink,
                )
                for one in found
            )

    def tree(self) -> list[tuple[str, str, bytes]]:
        """Return everything below the root."""
        found: list[tuple[str, str, bytes]] = []
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            for name in sorted(self.os.listdir(self.at(folder))):
                path = f"{folder}{name}"
                mode = self.os.stat(self.at(path), follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    waiting.append(path + "/")
                    found.append((path, "folder", b""))
                elif stat.S_ISLNK(mode):
                    found.append((path, "link", self.os.readlink(self.at(path)).encode()))
                else:
                    handle = self.os.open(self.at(path), os.O_RDONLY)
                    found.append((path, "file", self.os.read(handle, 1000)))
                    self.os.close(handle)
        return sorted(found)


def calls(chance: Random) -> list[Callable[[Machine], object]]:
    """Return some calls, to be made on both."""
    made: list[Callable[[Machine], object]] = []
    for _ in range(60):
        one, other = chance.choice(PATHS), chance.choice(PATHS)
        data, flags = chance.randbytes(chance.randrange(9)), chance.choice(OPENINGS)
        follow, mode = chance.random() < 0.5, chance.choice((0o600, 0o755, 0o700))
        made.append(
            chance.choice(
                (
                    lambda m, p=one: m.os.mkdir(m.at(p)),
                    lambda m, p=one: m.os.mkdir(m.at(p)),
                    lambda m, p=one, d=data: m.write(p, d, os.O_RDWR | os.O_CREAT),
                    lambda m, p=one, d=data, f=flags: m.write(p, d, f),
                    lambda m, p=one, f=flags: m.read(p, f & ~os.O_CREAT),
                    lambda m, p=one, q=other: m.os.rename(m.at(p), m.at(q)),
                    lambda m, p=one, q=other: m.os.link(m.at(p), m.at(q), follow_symlinks=False),
                    lambda m, p=one, q=other: m.os.symlink(q.rpartition("/")[2], m.at(p)),
                    lambda m, p=one: m.os.unlink(m.at(p)),
                    lambda m, p=one: m.os.rmdir(m.at(p)),
                    lambda m, p=one, f=follow: m.look(p, f),
                    lambda m, p=one, q=other: m.noreplace(p, q),
                    lambda m, p=one, q=other: m.exchange(p, q),
                    lambda m, p=one: m.entries(p),
                    lambda m, p=one, b=mode: m.os.chmod(m.at(p), b),
                    lambda m, p=one: m.os.utime(m.at(p), ns=(5, 1_700_000_000_123_456_789)),
                )
            )
        )
    return made


def outcome(call: Callable[[Machine], object], machine: Machine) -> object:
    """Return what came of a call: its value, or its error."""
    try:
        return call(machine)
    except OSError as error:
        return error.errno


@pytest.fixture
def vos() -> VirtualOs:
    """A machine with one volume of each kind; the disk room works on it only where a test says so."""
    made = VirtualOs()
    clock = iter(range(1_700_000_000_000_000_000, 1_800_000_000_000_000_000, 1_000_000))
    kinds: dict[str, VolumeKind] = {"ext4": EXT4, "casefold": CASEFOLD, "hfs": HFS, "fat": FAT}
    for number, (name, kind) in enumerate(kinds.items()):
        made.mount(Volume(name, 64 + number, lambda: next(clock), kind))
    return made


@pytest.mark.parametrize("seed", range(60))
def test_calls_have_the_outcomes_of_a_real_disk(tmp_path: Path, vos: VirtualOs, seed: int) -> None:
    """Sixty random calls: values and error numbers are the same, and in the end the same tree is there."""
    real, virtual = Machine(os, str(tmp_path)), Machine(vos, "/ext4")
    for number, call in enumerate(calls(Random(seed))):
        expected = outcome(call, real)
        with on_virtual_disk(vos):
            assert outcome(call, virtual) == expected, (seed, number)
    assert virtual.tree() == real.tree()


def write(vos: VirtualOs, path: str, data: bytes, *, sync: bool = False) -> None:
    """Write a file."""
    vos.write_file(path, data, flush=sync)


def test_numbers_are_used_again(vos: VirtualOs) -> None:
    """A new file gets the number of one that was just removed, while no handle holds that."""
    write(vos, "/ext4/a", b"1")
    number = vos.stat("/ext4/a").st_ino
    handle = vos.open("/ext4/a", os.O_RDONLY)
    vos.unlink("/ext4/a")
    write(vos, "/ext4/b", b"2")
    assert vos.stat("/ext4/b").st_ino != number
    assert vos.read(handle, 9) == b"1"
    vos.close(handle)
    write(vos, "/ext4/c", b"3")
    assert vos.stat("/ext4/c").st_ino == number


def test_power_cut_loses_what_was_not_synced(vos: VirtualOs) -> None:
    """Synced bytes and names stay; others are there, gone or torn; a rename is done or not; each of these happens."""
    seen: set[tuple[bytes | None, bool]] = set()
    for seed in range(200):
        volume = Volume("p", 9, lambda: 5)
        vos.mount(volume)
        write(vos, "/p/kept", b"kept")
        volume.sync()
        write(vos, "/p/new", b"new bytes")
        vos.rename("/p/kept", "/p/moved")
        volume.power_cut(Random(seed))
        names = set(vos.listdir("/p"))
        assert len({"kept", "moved"} & names) == 1
        assert vos.read_file("/p/moved" if "moved" in names else "/p/kept") == b"kept"
        assert "moved" not in names or "new" in names, "a later change survived an earlier one"
        seen.add((vos.read_file("/p/new") if "new" in names else None, "moved" in names))
    assert {(None, False), (b"new bytes", True), (b"", True), (b"new bytes", False)} <= seen
    assert any(data and data != b"new bytes" for data, _ in seen)


def test_synced_file_survives_under_its_name_only_if_that_was_synced(vos: VirtualOs) -> None:
    """Fsync of a file keeps its bytes, fsync of the folder its name."""
    volume = vos.volumes["ext4"]
    write(vos, "/ext4/a", b"1", sync=True)
    handle = vos.open("/ext4", os.O_RDONLY | os.O_DIRECTORY)
    vos.fsync(handle)
    for seed in range(20):
        volume.power_cut(Random(seed))
        assert vos.read_file("/ext4/a") == b"1"


def test_names_are_as_the_file_system_sees_them(vos: VirtualOs) -> None:
    """Upper and lower case, composed and decomposed, trailing dots: one name or two, kept or changed."""
    write(vos, "/ext4/a", b"1")
    write(vos, "/ext4/A", b"2")
    write(vos, "/ext4/\u00e9", b"3")
    write(vos, "/ext4/e\u0301", b"4")
    assert len(vos.listdir("/ext4")) == 4
    for volume in ("casefold", "hfs", "fat"):
        write(vos, f"/{volume}/a", b"1")
        write(vos, f"/{volume}/A", b"2")
        assert vos.listdir(f"/{volume}") == ["a"]
        assert vos.read_file(f"/{volume}/a") == b"2"
    write(vos, "/casefold/\u00e9", b"3")
    assert vos.listdir("/casefold") == ["a", "\u00e9"]
    assert vos.read_file("/casefold/E\u0301") == b"3"
    write(vos, "/hfs/\u00e9", b"3")
    assert vos.listdir("/hfs") == ["a", "e\u0301"]
    write(vos, "/fat/dot.", b"4")
    assert vos.listdir("/fat") == ["a", "dot"]
    with pytest.raises(OSError, match="Invalid"):
        write(vos, "/fat/a:b", b"5")


def test_fat_keeps_little(vos: VirtualOs) -> None:
    """Times in steps of two seconds, no modes, no change time, other numbers after a mount."""
    write(vos, "/fat/a", b"1")
    vos.utime("/fat/a", ns=(0, 1_700_000_001_500_000_000))
    vos.chmod("/fat/a", 0o600)
    found = vos.stat("/fat/a")
    assert found.st_mtime_ns == found.st_ctime_ns == 1_700_000_000_000_000_000
    assert stat.S_IMODE(found.st_mode) == 0o755
    vos.volumes["fat"].remount()
    assert vos.stat("/fat/a").st_ino != found.st_ino


def test_full_volume_takes_what_fits(vos: VirtualOs) -> None:
    """The last write is short, the next one is ENOSPC, and removing gives room again."""
    vos.mount(Volume("small", 99, lambda: 5, EXT4, size_bytes=2000))
    handle = vos.open("/small/a", os.O_WRONLY | os.O_CREAT, 0o600)
    assert vos.write(handle, bytes(5000)) == 2000 - 2 * 512
    with pytest.raises(OSError, match="space"):
        vos.write(handle, b"1")
    vos.close(handle)
    vos.unlink("/small/a")
    assert vos.statvfs("/small").f_bavail == 2000 - 512


def test_calls_are_counted_and_can_fail(vos: VirtualOs) -> None:
    """What stands before the calls sees each of them, and may refuse it: then nothing has happened."""
    names: list[str] = []

    def refuse(call: str) -> None:
        names.append(call)
        if call == "rename":
            raise PermissionError(13, "no")

    write(vos, "/ext4/a", b"1")
    vos.volumes["ext4"].before = refuse
    with pytest.raises(PermissionError):
        vos.rename("/ext4/a", "/ext4/b")
    vos.stat("/ext4/a")
    assert names == ["rename", "stat"]
    assert vos.listdir("/ext4") == ["a"]


def test_changes_are_told(vos: VirtualOs) -> None:
    """A watcher hears of new, written, renamed and removed names, with their paths."""
    heard: list[str] = []
    vos.volumes["ext4"].on_change = heard.append
    vos.mkdir("/ext4/d")
    write(vos, "/ext4/d/a", b"1")
    vos.rename("/ext4/d/a", "/ext4/b")
    vos.unlink("/ext4/b")
    assert heard == ["d", "d/a", "d/a", "d/a", "b", "b"]


def test_large_and_growing_files_are_read_and_closed(vos: VirtualOs) -> None:
    """What is read block by block is read here too: its hash is that of its bytes, and no handle stays open."""
    with on_virtual_disk(vos):
        bench = VirtualBench(vos, EXT4)
        data = bytes(range(256)) * (SMALL_BYTES // 256) + b"and more"
        bench.put("large", data)
        (entry,) = bench.side.scan(None, None).entries.values()
        digest = bench.side.digests([entry])[entry.path]
        assert isinstance(digest, Digest)
        assert digest.file_hash == hash_of(data)
        bench.put("large", data + b"grown")
        grown = bench.side.beginnings([entry])[entry.path]
        assert grown == digest
        assert vos.handles(bench.volume) == []
