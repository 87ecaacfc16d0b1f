"""Two real devices work in one folder, and somebody writes down what it was like at every moment.

    Chronicle(pairing, seed)
        .begin(files)        a source tree, synced
        .live(rounds)        one device after the other edits, adds, moves, removes; each round is one moment written down
        .then[seq]           {path: SHA-256} as the disk of the device was that made it, None for a folder
        .shown(seq)          what ``rewind show`` says it was
        .back_to(seq)        restores it in place, a mirror, and returns what both disks are like then

Contents are of all sizes, some of several blocks; names are of all kinds. The same seed makes the same story.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from fakes.pairing import Pairing
from fakes.processes import Device, tree_of
from megadesk.ipc import messages as m

Snapshot = Mapping[str, bytes | None]

NAMES = (
    "main",
    "résumé",
    "日本語",
    "emoji 🎉",
    "with space",
    "UPPER",
    "trailing.dots..x",
    "n" * 120,
    "a.b.c.d",
    "-dash",
)
SIZES = (0, 1, 17, 900, 4096, 5000, 70_000, 300_000, (4 << 20) + 3)


class Chronicle:
    """See the module."""

    def __init__(self, pairing: Pairing, seed: int) -> None:
        self.pairing = pairing
        self.chance = Random(seed)
        self.seed = seed
        self.then: dict[int, Snapshot] = {}
        self._made = 0

    # -- the story ----------------------------------------------------------------------------------------------------

    def begin(self, files: int) -> None:
        """Make the first files, and sync them."""
        for _ in range(files):
            self._add(self.pairing.here)
        self.pairing.settle()
        self._write_down(self.pairing.one, self.pairing.here)

    def live(self, rounds: int) -> None:
        """Let the devices work by turns; each looks what the other did before it begins."""
        for number in range(rounds):
            device, folder = self._turn(number)
            device.wait()
            for _ in range(self.chance.randrange(1, 6)):
                self.chance.choice((self._edit, self._edit, self._edit, self._add, self._add, self._move, self._drop))(
                    folder
                )
            self._write_down(device, folder)

    def _turn(self, number: int) -> tuple[Device, Path]:
        pairing = self.pairing
        return ((pairing.one, pairing.here), (pairing.two, pairing.there))[number % 2]

    def _write_down(self, device: Device, folder: Path) -> None:
        seq = device.wait().head["main"].seq
        self.then[seq] = snapshot(folder)

    def _paths(self, folder: Path, *, folders: bool) -> list[Path]:
        found = [path for path in folder.rglob("*") if ".megadesk" not in path.parts and path.is_dir() == folders]
        return sorted(found)

    def _place(self, folder: Path) -> Path:
        """Return a folder to put something into; a new one now and then."""
        known = [folder, *self._paths(folder, folders=True)]
        at = self.chance.choice(known)
        if self.chance.random() < 0.15 and len(at.relative_to(folder).parts) < 5:
            self._made += 1
            at = at / f"folder {self._made}"
            at.mkdir()
        return at

    def _free(self, at: Path, ending: str) -> Path:
        self._made += 1
        return at / f"{self.chance.choice(NAMES)} {self._made}{ending}"

    def _content(self) -> bytes:
        return self.chance.randbytes(self.chance.choices(SIZES, (4, 8, 20, 30, 30, 20, 8, 3, 1))[0])

    def _add(self, folder: Path) -> None:
        self._free(self._place(folder), self.chance.choice((".py", ".txt", ""))).write_bytes(self._content())

    def _edit(self, folder: Path) -> None:
        if files := self._paths(folder, folders=False):
            self.chance.choice(files).write_bytes(self._content())

    def _move(self, folder: Path) -> None:
        every = [*self._paths(folder, folders=False), *self._paths(folder, folders=True)]
        if not every:
            return
        path, at = self.chance.choice(every), self._place(folder)
        if path != at and path not in at.parents:
            path.rename(self._free(at, path.suffix[:10]))

    def _drop(self, folder: Path) -> None:
        files = self._paths(folder, folders=False)
        small = [path for path in self._paths(folder, folders=True) if sum(1 for _ in path.rglob("*")) < 4]
        if small and self.chance.random() < 0.2:
            shutil.rmtree(self.chance.choice(small))
        elif len(files) > 1:
            self.chance.choice(files).unlink()

    # -- looking back -------------------------------------------------------------------------------------------------

    def moments(self, count: int) -> list[int]:
        """Return some of the moments that were written down, in no order."""
        return self.chance.sample(sorted(self.then), min(count, len(self.then)))

    def shown(self, seq: int, device: Device | None = None) -> dict[str, int | None]:
        """Return what a device says was there, with sizes; None for a folder."""
        return dict(self._entries(device or self.pairing.one, seq))

    def _entries(self, device: Device, seq: int) -> Iterator[tuple[str, int | None]]:
        after, has_more = "", True
        while has_more:
            body = m.RewindShow(path="/Sync", seq=seq, recursive=True, limit=100, after=after)
            page = device.ask(m.REWIND_SHOW, body)
            for one in page.entries:
                yield one.path.removeprefix("/Sync/"), None if one.kind == "folder" else one.size
            after, has_more = page.entries[-1].path if page.entries else "", page.more

    def restore(self, seq: int, device: Device | None = None) -> m.RewindRestored:
        """Bring the folder back to a moment, so that nothing else is in it."""
        body = m.RewindRestore(path="/Sync", seq=seq, exact=True)
        return (device or self.pairing.one).ask(m.REWIND_RESTORE, body, 300)

    def back_to(self, seq: int) -> tuple[Snapshot, Snapshot]:
        """Restore a moment; return both disks afterwards."""
        self.restore(seq)
        self.pairing.settle()
        return snapshot(self.pairing.here), snapshot(self.pairing.there)


def snapshot(folder: Path) -> Snapshot:
    """Return every path below a folder with the hash of its bytes."""
    return {path: None if held is None else hashlib.sha256(held).digest() for path, held in tree_of(folder).items()}


def sizes(folder: Path) -> dict[str, int | None]:
    """Return every path below a folder with its size, None for a folder."""
    return {path: None if held is None else len(held) for path, held in tree_of(folder).items()}
