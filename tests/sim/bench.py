"""The bench of the disk's contract tests on a virtual volume: same person, same downloader, another disk."""

from __future__ import annotations

import copy
import itertools
import posixpath

from fakes.folders import MARKER, MTIME_NS, PAIR, TODAY, DiskBench
from megadesk.disk.debris import Debris
from megadesk.disk.local_side import open_side
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.disk.staging import DiskStaging
from megadesk.model.listing import Fingerprint
from megadesk.model.relpath import RelPath
from sim.virtual_os import VirtualOs
from sim.volume import FILE, Volume, VolumeKind

START_NS = 1_700_000_000_000_000_000


class VirtualBench(DiskBench):
    """A pair's folder on a volume of this kind. Made and used inside ``on_virtual_disk``."""

    def __init__(self, vos: VirtualOs, kind: VolumeKind) -> None:
        times = itertools.count(START_NS, 3_000_000_000)
        self.vos = vos
        self.volume = vos.mount(Volume("v", 77, lambda: next(times), kind))
        self.top = "/v/home/root"
        vos.makedirs(self.top)
        prepare_root(self.top, MARKER)
        self.root = Root(self.top, MARKER)
        self.roots = Roots()
        self.roots.add(PAIR, self.root)
        self.staging = DiskStaging(self.roots, reserve_bytes=0)
        self.sources = DiskSources(self.roots)
        self.today = TODAY
        self.side = open_side(self.root, self.staging.durability(self.root), lambda: self.today)
        self._staged = 0
        self._saves = 0
        self.outcome: tuple[RelPath, Fingerprint] | None = None

    @classmethod
    def again(cls, bench: VirtualBench) -> VirtualBench:
        """Return the same folder as the next process finds it."""
        made = copy.copy(bench)
        made.root = Root(bench.top, MARKER)
        made.roots = Roots()
        made.roots.add(PAIR, made.root)
        made.staging = DiskStaging(made.roots, reserve_bytes=0)
        made.side = open_side(made.root, made.staging.durability(made.root), lambda: made.today)
        return made

    def _at(self, path: str) -> str:
        return f"{self.top}/{path}"

    def put(self, path: str, data: bytes = b"", *, mtime_ns: int = MTIME_NS) -> None:
        """Write a file as a program would: a later save has a later time where nothing else would tell them apart."""
        if not self.volume.kind.has_change_time:
            self._saves += 1
            mtime_ns += self._saves * self.volume.kind.time_step_ns
        self.vos.makedirs(posixpath.dirname(self._at(path)), exist_ok=True)
        self.vos.write_file(self._at(path), data)
        self.vos.utime(self._at(path), ns=(mtime_ns, mtime_ns))

    def make_folder(self, path: str) -> Fingerprint:
        """Make a folder and those above it."""
        self.vos.makedirs(self._at(path), exist_ok=True)
        return self.seen(path)

    def read(self, path: str) -> bytes:
        """Return what a file holds."""
        return self.vos.read_file(self._at(path))

    def exists(self, path: str) -> bool:
        """Whether anything has the name."""
        return self.vos.path.lexists(self._at(path))

    def remove(self, path: str) -> None:
        """Delete a file."""
        self.vos.unlink(self._at(path))

    def seen_time(self, mtime_ns: int) -> int:
        """Return a time as the volume keeps it."""
        return mtime_ns // self.volume.kind.time_step_ns * self.volume.kind.time_step_ns

    def debris(self) -> dict[str, bytes]:
        """Return what the debris holds, by path below the day; with the number of the shelf before it from 2 on."""
        found = {}
        for path, inode in self.vos.walk_files(self._at(".megadesk/debris")):
            shelf, _, below = path.partition("/")
            if inode.kind == FILE:
                found[f"{shelf[len(TODAY) :].strip()}/{below}".lstrip("/")] = bytes(inode.data)
        return found

    def keeper(self) -> Debris:
        """Return the debris of the root."""
        return Debris(self.root, lambda: self.today)

    def leftovers(self) -> list[str]:
        """Return what is in the staging area and in the stage."""
        return sorted(name for folder in ("tmp", "stage") for name in self.vos.listdir(self._at(f".megadesk/{folder}")))
