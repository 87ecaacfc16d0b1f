"""A real folder for tests of the disk: a root prepared in a temporary place, and a person who works in it.

DiskBench   everything a test needs to be person, downloader and sync at once
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from fakes.crypto import node_id, seeded_entropy
from megadesk.crypto.content import file_hash, plain_hash
from megadesk.disk.debris import Debris
from megadesk.disk.local_side import DiskSide, open_side
from megadesk.disk.private import prepare_root
from megadesk.disk.root import Root, Roots
from megadesk.disk.sources import DiskSources
from megadesk.disk.staging import DiskStaging
from megadesk.model.ids import NodeId, PairId
from megadesk.model.listing import Entry, Fingerprint
from megadesk.model.relpath import RelPath
from megadesk.model.transfer import StagedFile

PAIR = PairId("00000001")
MARKER = "0123456789abcdef"
TODAY = "2025-11-23"
MTIME_NS = 1_700_000_000_123_456_789


class DiskBench:
    """A pair's folder below ``base``, with staging, sources and local side over it."""

    def __init__(self, base: Path, *, keeps_links: bool = False) -> None:
        base.mkdir(parents=True, exist_ok=True)
        self.path = Path(prepare_root(str(base), MARKER))
        self.root = Root(str(self.path), MARKER)
        self.roots = Roots()
        self.roots.add(PAIR, self.root)
        self.staging = DiskStaging(self.roots, reserve_bytes=0)
        self.sources = DiskSources(self.roots)
        self.today = TODAY
        self.side: DiskSide = open_side(
            self.root, self.staging.durability(self.root), lambda: self.today, keeps_links=keeps_links
        )
        self._staged = 0

    # ---- the person -------------------------------------------------------------------------------------------

    def write(self, path: str, data: bytes = b"", *, mtime_ns: int = MTIME_NS) -> Fingerprint:
        """Write a file as a program would, folders included, and return what a scan says of it."""
        self.put(path, data, mtime_ns=mtime_ns)
        return self.seen(path)

    def put(self, path: str, data: bytes = b"", *, mtime_ns: int = MTIME_NS) -> None:
        """Write a file as a program would, folders included, without looking."""
        target = self.path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        os.utime(target, ns=(mtime_ns, mtime_ns))

    def make_folder(self, path: str) -> Fingerprint:
        """Make a folder and those above it."""
        (self.path / path).mkdir(parents=True, exist_ok=True)
        return self.seen(path)

    def read(self, path: str) -> bytes:
        """Return what a file holds."""
        return (self.path / path).read_bytes()

    def exists(self, path: str) -> bool:
        """Whether anything has the name."""
        return os.path.lexists(self.path / path)

    def remove(self, path: str) -> None:
        """Delete a file."""
        (self.path / path).unlink()

    def seen_time(self, mtime_ns: int) -> int:
        """Return a time as the volume keeps it."""
        return mtime_ns

    # ---- what is there ----------------------------------------------------------------------------------------

    def entries(self) -> Mapping[RelPath, Entry]:
        """Return a fresh scan's entries."""
        return self.side.scan(None, None).entries

    def seen(self, path: str) -> Fingerprint:
        """Return a path's fingerprint as a fresh scan gives it."""
        return self.entries()[RelPath(path)].fingerprint

    def debris(self) -> dict[str, bytes]:
        """Return what the debris holds, by path below the day; with the number of the shelf before it from 2 on."""
        found = {}
        for shelf in (self.path / ".megadesk" / "debris").iterdir():
            number = shelf.name[len(TODAY) :].strip()
            for one in shelf.rglob("*"):
                if one.is_file():
                    found[f"{number}/{one.relative_to(shelf)}".lstrip("/")] = one.read_bytes()
        return found

    def keeper(self) -> Debris:
        """Return the debris of the root."""
        return Debris(self.root, lambda: self.today)

    # ---- the downloader ---------------------------------------------------------------------------------------

    def stage(self, data: bytes, *, executable: bool = False, node: NodeId | None = None) -> StagedFile:
        """Return a finished download with these bytes."""
        self._staged += 1
        who = node or node_id(f"staged {self._staged}")
        return self.staging.write_small(PAIR, who, hash_of(data), data, MTIME_NS, executable)

    def leftovers(self) -> list[str]:
        """Return what is in the staging area and in the stage."""
        private = self.path / ".megadesk"
        return sorted(one.name for folder in ("tmp", "stage") for one in (private / folder).iterdir())


def hash_of(data: bytes) -> bytes:
    """Return the hash of a file of at most one block."""
    return file_hash(len(data), [plain_hash(data)] if data else [])


def some_bytes(size_bytes: int, seed: str = "") -> bytes:
    """Return bytes that depend on seed alone."""
    return (seeded_entropy(seed)(64) * (size_bytes // 64 + 1))[:size_bytes]
