"""The language of the catalogue: what was there, what two devices do, what must be there afterwards, at what cost.

    row(64, "renamed here", start="a=1", here="mv a b", after="b=1", cloud="put", sent=0)

A folder is written as its lines: ``a=1`` a file and what it holds, ``a=1*`` with the executable bit, ``d/`` a folder;
folders that lead to a line need none of their own. ``{copy}`` and ``{copy2}`` stand for the marks of the conflict
copies made by ``here``.
What is done is written alike (``a=2`` saves a file, ``d/`` makes a folder), and as ``rm a``, ``mv a b``, ``cp a b``,
``touch a``, ``chmod +x a``, ``chmod -x a``; names with blanks as ``mv a b -> c``.

``there`` acts and syncs first, then ``here``; then all sync until nothing is left, and must show the same.

    disk, far_disk    what the engine did to the folder of ``here`` and ``there`` meanwhile, counted: "move, 2 place"
    cloud             what ``here`` told the cloud: "put", "bin"
    sent              bytes of content that ``here`` sent
    debris, bin       what ``here`` put into its debris, what the cloud has in its bin, by content: "1 2"
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from fakes.devices import ROOT_ID, STAMP, Cloud, Desk
from fakes.habits import WatchedSide
from fakes.tree_store import MemoryTreeStore
from megadesk.model.errors import ServerUnavailable
from megadesk.model.relpath import RelPath
from megadesk.sync.ports import BinNode, LocalSide
from megadesk.sync.renames import Renames

COPY: Final = f" (conflicted copy here {STAMP})"
COPY_2: Final = f" (conflicted copy here {STAMP} 2)"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the catalogue; what is None is not looked at."""

    number: int
    name: str
    start: str = ""
    here: str = ""
    there: str = ""
    after: str = ""
    disk: str | None = None
    far_disk: str | None = None
    cloud: str | None = None
    sent: int | None = None
    debris: str | None = None
    bin: str | None = None
    notices: str = ""


def row(number: int, name: str, **what: Any) -> Any:
    """Return a row as a case of ``catalogued``, its number in the id."""
    return pytest.param(Row(number=number, name=name, **what), id=f"row{number:03}-{name.replace(' ', '-')}")


def catalogued(*rows: Any) -> pytest.MarkDecorator:
    """Return the decorator that runs a test for each row."""
    return pytest.mark.parametrize("case", rows)


class Station(Desk):
    """A device with a person at it, whose engine is watched."""

    def __init__(
        self, base: Path, name: str, cloud: Cloud, habits: Callable[[LocalSide], LocalSide] = lambda side: side
    ) -> None:
        self.renames: Renames | None = None
        super().__init__(base, name, cloud, lambda side: self._watch(habits(side)))

    def watch(self) -> None:
        """Let the engine hear of renames from now on."""
        self.renames = Renames()

    def look(self) -> bool:
        """Look at everything, with the renames that were heard of."""
        if self.renames is None:
            return self.looking.observe(None)
        changed = self.looking.observe(None, self.renames.origins)
        self.renames.looked_at(None)
        return changed

    def wrap_with(self, habits: Callable[[LocalSide], LocalSide]) -> None:
        """Start anew on a volume with other habits."""
        self.wrap = lambda side: self._watch(habits(side))
        self.restart()

    def _watch(self, side: LocalSide) -> LocalSide:
        self.watched = WatchedSide(side)
        return self.watched

    def forget(self) -> None:
        """Lose the database: what is left is the folder."""
        self.store = MemoryTreeStore(ROOT_ID)
        self.view.on_record = self.store.note_record
        self.restart()

    def lose_next_answer(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Let the next commit be taken, nobody here hear of it, and something happen before it is tried again."""

        def lose() -> None:
            self.view.after_publish = lambda: None
            meanwhile()
            raise ServerUnavailable

        self.view.after_publish = lose

    def look_at(self, *paths: str) -> bool:
        """Look as after hints at these paths, and no more; return whether anything was new."""
        return self.looking.observe({RelPath(path) for path in paths})

    def one_round(self) -> bool:
        """Look, fetch, plan and do once; return whether there was anything to do."""
        self.now_ms += 120_000
        self.look()
        self.view.fetch()
        return self.one_plan()

    def do(self, script: str) -> None:
        """Do as a person does, one thing after the other."""
        for words in _items(script.format(copy=COPY, copy2=COPY_2)):
            self._do_one(words)

    def _do_one(self, words: str) -> None:
        verb, _, rest = words.partition(" ")
        match verb:
            case "rm":
                target = self.path / rest
                shutil.rmtree(target) if target.is_dir() else target.unlink()
            case "mv":
                old, new = rest.split(" -> " if " -> " in rest else None)
                (self.path / new).parent.mkdir(parents=True, exist_ok=True)
                (self.path / old).rename(self.path / new)
                if self.renames is not None:
                    self.renames.seen([(RelPath(old), RelPath(new))])
            case "cp":
                old, new = rest.split(" -> " if " -> " in rest else None)
                copy = shutil.copytree if (self.path / old).is_dir() else shutil.copy
                copy(self.path / old, self.path / new)
            case "touch":
                os.utime(self.path / rest, ns=(0, 1_600_000_000_000_000_000))
            case "chmod":
                sign, name = rest.split()
                (self.path / name).chmod(0o755 if sign == "+x" else 0o644)
            case _:
                self._save(words)

    def _save(self, line: str) -> None:
        path, equals, held = line.partition("=")
        if not equals:
            (self.path / path).mkdir(parents=True, exist_ok=True)
            return
        self.write(path, held.rstrip("*"))
        if held.endswith("*"):
            (self.path / path).chmod(0o755)

    def shown(self) -> list[str]:
        """Return the folder as lines; what leads to another line has none of its own."""
        found = []
        for path, data in self.paths().items():
            bit = "*" if data is not None and (self.path / path).stat().st_mode & 0o100 else ""
            found.append(f"{path}/" if data is None else f"{path}={data.decode()}{bit}")
        return _without_leading(found)


class Pair:
    """Two stations at one cloud, in step."""

    def __init__(self, base: Path, start: str = "") -> None:
        self.cloud = Cloud()
        self.base = base
        self.there = Station(base, "there", self.cloud)
        self.here = Station(base, "here", self.cloud)
        self.there.do(start)
        self.there.sync()
        self.here.sync()
        self.reset()

    def third(self) -> Station:
        """Return one device more, in step with them."""
        made = Station(self.base, "third", self.cloud)
        made.sync()
        return made

    def reset(self) -> None:
        """Begin to count."""
        self.here.watched.changes()
        self.there.watched.changes()
        self.cloud.ops.clear()
        self.cloud.uploaded_bytes = 0

    def settle(self) -> None:
        """Sync until both rest, and then rest: nothing more is done on either side."""
        self.there.sync()
        self.here.sync()
        self.there.sync()
        before = self.cloud.commits
        assert self.here.sync() == 0
        assert self.there.sync() == 0
        assert self.cloud.commits == before

    def told(self) -> str:
        """Return what the cloud was told since ``reset``, counted."""
        return _sum(Counter("bin" if isinstance(op, BinNode) else "put" for op in self.cloud.ops))

    def check(self, after: str) -> None:
        """Make sure that both devices and the cloud show this and nothing else."""
        wanted = lines(after)
        assert self.here.shown() == wanted
        assert self.there.shown() == wanted
        bare = [line.removesuffix("*") for line in wanted]
        shown = [f"{path}/" if data is None else f"{path}={data.decode()}" for path, data in self.cloud.paths().items()]
        assert _without_leading(shown) == bare


def play(base: Path, case: Row) -> Pair:
    """Play a row, check all that it says, and return the devices."""
    pair = Pair(base, case.start)
    pair.there.do(case.there)
    pair.there.sync()
    pair.reset()
    pair.here.do(case.here)
    pair.here.sync()
    found: dict[str, object] = {
        "disk": _sum(pair.here.watched.changes()),
        "cloud": pair.told(),
        "sent": pair.cloud.uploaded_bytes,
        "debris": " ".join(data.decode() for data in pair.here.debris()),
        "bin": " ".join(sorted(data.decode() for data in pair.cloud.bin().values() if data is not None)),
    }
    pair.there.sync()
    found["far_disk"] = _sum(pair.there.watched.changes())
    pair.settle()
    pair.check(case.after)
    assert sorted(set(pair.here.notices)) == sorted(_items(case.notices))
    wanted = {key: getattr(case, key) for key in found if getattr(case, key) is not None}
    assert {key: found[key] for key in wanted} == wanted
    return pair


def lines(text: str) -> list[str]:
    """Return the lines of a folder as ``Station.shown`` gives them."""
    return _without_leading(_items(text.format(copy=COPY, copy2=COPY_2)))


def _items(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _without_leading(found: Sequence[str]) -> list[str]:
    return sorted(
        line
        for line in found
        if not line.endswith("/") or not any(other != line and other.startswith(line) for other in found)
    )


def _sum(done: Counter[str]) -> str:
    return ", ".join(f"{n} {what}" if n > 1 else what for what, n in sorted(done.items()) if n)
