"""A folder of real source files, edited by a seeded script on two devices, and a log of what it was at each moment.

LongPast(pairing, seed)
    .begin(n_files)          files of the standard library and of packages, synced to both devices
    .live(n_steps)           each step: one device edits, moves, makes and removes; both are in step; the log is written
    .then[seq]               {path: digest, None for a folder} of /Sync when that commit was the newest
    .compare(seq, ...)       what a command said of that moment, held to the log
"""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from fakes.pairing import Pairing
from fakes.processes import cli, cli_json

Content: TypeAlias = dict[str, str | None]
"""Paths with the digest of what is there; None: a folder."""

SIZE_MAX = 200_000
AT_ONCE = 12
FOLDERS_SHARE = 0.3


def content_of(folder: Path) -> Content:
    """Return what is in a folder, without our own."""
    found: Content = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if relative.parts[0] != ".megadesk":
            found[relative.as_posix()] = None if path.is_dir() else sha256(path.read_bytes()).hexdigest()
    return found


@dataclass(slots=True)
class Step:
    """One step: when its last commit was, and how large that state is."""

    seq: int
    files: int
    commits: int


@dataclass(slots=True)
class LongPast:
    """The folder and its log."""

    pairing: Pairing
    seed: int
    then: dict[int, Content] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    """How long each content is, by its digest."""
    steps: list[Step] = field(default_factory=list)

    @property
    def rng(self) -> Random:
        """Chance that is the same for the same number of steps."""
        return Random(f"{self.seed}/{len(self.steps)}")

    @property
    def here(self) -> Path:
        """The folder of the first device."""
        return self.pairing.here

    def begin(self, n_files: int) -> None:
        """Bring in so many source files, and write the first line of the log."""
        paths = sysconfig.get_paths()
        for name in ("stdlib", "purelib"):
            library = Path(paths[name])
            found = sorted(path for path in library.rglob("*.py") if path.is_file() and path.stat().st_size < SIZE_MAX)
            found = [path for path in found if name == "purelib" or "site-packages" not in path.parts][:n_files]
            n_files -= len(found)
            for path in found:
                target = self.here / name / path.relative_to(library)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        self._write_down()

    def live(self, n_steps: int) -> None:
        """Let people work on both devices, one after the other."""
        for _ in range(n_steps):
            rng = self.rng
            Editor(rng.choice((self.pairing.here, self.pairing.there)), rng).work()
            self._write_down()

    def _write_down(self) -> None:
        self.pairing.settle()
        seq = self.pairing.one.status().head["main"].seq
        content = content_of(self.here)
        self._note_sizes(content)
        before = self.steps[-1].seq if self.steps else 0
        assert seq > before or content == self.then[before], "something changed without a commit"
        self.then[seq] = content
        self.steps.append(Step(seq, sum(digest is not None for digest in content.values()), seq - before))

    def _note_sizes(self, content: Content) -> None:
        for path, digest in content.items():
            if digest is not None and digest not in self.sizes:
                self.sizes[digest] = (self.here / path).stat().st_size

    # -- what commands say of the past, held to the log ---------------------------------------------------------------

    @property
    def home(self) -> Path:
        """The profile of the first device."""
        return self.pairing.one.home

    def some(self, count: int) -> list[int]:
        """Return so many moments of the log, the first and the last among them."""
        every = sorted(self.then)
        chosen = Random(f"{self.seed}/moments").sample(every[1:-1], min(count, len(every)) - 2)
        return sorted({every[0], every[-1], *chosen})

    def compare_shown(self, seq: int) -> None:
        """Hold ``rewind show -R`` to the log: every path, its kind and its size."""
        page = cli_json(self.home, "rewind", "show", "/Sync", "--at", f"#{seq}", "-R")
        shown = {
            one["path"].removeprefix("/Sync/"): None if one["kind"] == "folder" else one["size"]
            for one in page["entries"]
        }
        logged = {path: None if digest is None else self.sizes[digest] for path, digest in self.then[seq].items()}
        assert shown == logged, _apart(shown, logged)

    def compare_fetched(self, seq: int, folder: Path) -> None:
        """Hold ``rewind restore --to-local`` to the log: bit for bit."""
        done = cli_json(self.home, "rewind", "restore", "/Sync", "--at", f"#{seq}", "--to-local", str(folder))
        assert (done["state"], done["problems"]) == ("done", [])
        fetched, logged = content_of(folder), self.then[seq]
        assert fetched == logged, _apart(fetched, logged)
        shutil.rmtree(folder)

    def compare_diff(self, since: int, until: int) -> None:
        """Hold ``rewind diff`` to the log: what has other bytes under its path of then is told, and nothing else of a file."""
        page = cli_json(self.home, "rewind", "diff", "/Sync", "--at", f"#{since}", "--to", f"#{until}")
        then, now = self.then[since], self.then[until]
        touched: set[str] = set()
        for one in page["entries"]:
            touched |= {one[key].removeprefix("/Sync/") for key in ("path", "now") if one[key]}
        changed = {path for path in then.keys() | now.keys() if then.get(path, "") != now.get(path, "")}
        # What is in a folder that moved is told with the folder.
        untold = {path for path in changed if not any(path == one or path.startswith(f"{one}/") for one in touched)}
        assert untold == set()

    def restore(self, seq: int, *, exact: bool) -> None:
        """Bring a moment back in place, and hold both devices to the log."""
        self.ask_for(seq, exact=exact)
        self.compare_restored(seq, exact=exact)

    def ask_for(self, seq: int, *, exact: bool) -> None:
        """Bring a moment back in place."""
        more = ["--exact"] if exact else []
        code, _, error = cli(self.home, "rewind", "restore", "/Sync", "--at", f"#{seq}", *more, timeout_s=600)
        assert code == 0, error

    def compare_restored(self, seq: int, *, exact: bool) -> None:
        """Hold both devices to a moment that was brought back; it is a line of the log itself."""
        self._say_yes()
        self._write_down()
        now, logged = content_of(self.here), self.then[seq]
        assert now == content_of(self.pairing.there)
        assert logged.items() <= now.items(), _apart(logged, now)
        if exact:
            assert now == logged, _apart(now, logged)

    def _say_yes(self) -> None:
        """Let go what a restore takes off a disk, if it is so much that it is asked about."""
        for device in (self.pairing.one, self.pairing.two):
            if cli(device.home, "status", "--wait", "--timeout", "120")[0] == 8:
                (asked,) = cli_json(device.home, "issues", "list")
                assert cli(device.home, "issues", "resolve", asked["id"], "--approve")[0] == 0


def _apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return the first differences, for people."""
    paths = sorted(path for path in one.keys() | other.keys() if one.get(path, "") != other.get(path, ""))
    return f"{len(paths)} paths: " + "; ".join(
        f"{path}: {one.get(path, 'no')} {other.get(path, 'no')}" for path in paths[:8]
    )


class Editor:
    """One person at work in a folder."""

    def __init__(self, top: Path, rng: Random) -> None:
        self._top = top
        self._rng = rng

    def work(self) -> None:
        """Do a few things with files, or one with a folder: who moves a folder does nothing else in that very moment."""
        if self._rng.random() < FOLDERS_SHARE:
            self._rng.choice([self._move_folder, self._move_folder, self._remove_folder, self._make_folder])()
            return
        deeds = [self._change] * 6 + [self._append] * 3 + [self._make] * 3 + [self._rename] * 3 + [self._remove] * 2
        for _ in range(self._rng.randrange(1, AT_ONCE)):
            self._rng.choice(deeds)()

    def _files(self) -> list[Path]:
        return sorted(path for path in self._top.rglob("*.py") if ".megadesk" not in path.parts)

    def _folders(self) -> list[Path]:
        found = (path for path in self._top.rglob("*") if path.is_dir() and ".megadesk" not in path.parts)
        return sorted(found)

    def _change(self) -> None:
        path = self._rng.choice(self._files())
        data = bytearray(path.read_bytes())
        at = self._rng.randrange(len(data) + 1)
        data[at : at + self._rng.randrange(40)] = b"# %d\n" % self._rng.randrange(1 << 30)
        path.write_bytes(data)

    def _append(self) -> None:
        with self._rng.choice(self._files()).open("ab") as file:
            file.write(b"# %d\n" % self._rng.randrange(1 << 30))

    def _make(self) -> None:
        folder = self._rng.choice([self._top, *self._folders()])
        name = f"new_{self._rng.randrange(1 << 30):x}.py"
        (folder / name).write_bytes(self._rng.randbytes(self._rng.randrange(3000)))

    def _make_folder(self) -> None:
        (self._rng.choice([self._top, *self._folders()]) / f"folder_{self._rng.randrange(1 << 30):x}").mkdir()

    def _rename(self) -> None:
        path = self._rng.choice(self._files())
        folder = self._rng.choice([path.parent, path.parent, *self._folders()])
        target = folder / f"moved_{self._rng.randrange(1 << 30):x}.py"
        path.rename(target)

    def _remove(self) -> None:
        self._rng.choice(self._files()).unlink()

    def _move_folder(self) -> None:
        source, target = self._rng.choice(self._folders()), self._rng.choice(self._folders())
        if not target.is_relative_to(source):
            source.rename(target / f"{source.name}_{self._rng.randrange(1 << 20):x}")

    def _remove_folder(self) -> None:
        small = [path for path in self._folders() if sum(1 for _ in path.rglob("*")) <= AT_ONCE]
        if small:
            shutil.rmtree(self._rng.choice(small))
