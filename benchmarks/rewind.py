"""How fast the past is, and how that grows with what there is and with what has changed since.

    python -m benchmarks rewind [--records 100000] [--commits 1000] [--ops 5] [--work DIR] [--json FILE]

A server and a device that looks, each a process of its own; the records are made by a third, inside this one: files of
one block all, in folders of a hundred. Then come as many commits as asked for, each of which edits, moves, adds or removes
some files. What the device is asked is asked as the app asks it, over its socket, a page of 200 lines at a time: first
when it knows nothing of that moment, then again. Before, it is asked what the app lists and searches, and what was done in
the account: the first page, all of it, and what is known by then. A restore of a folder in which every file was renamed and rewritten is
the last row. Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from fakes.processes import EMAIL, PASSWORD, Device, Server  # noqa: E402 -- after the path is set
from megadesk.crypto.content import file_hash, seal_block  # noqa: E402
from megadesk.crypto.records import RecordKind, RecordMeta  # noqa: E402
from megadesk.engine.engine import Engine  # noqa: E402
from megadesk.engine.handlers import Handlers  # noqa: E402
from megadesk.engine.wiring import World  # noqa: E402
from megadesk.host.paths import find_profile, prepare_profile  # noqa: E402
from megadesk.ipc import messages as m  # noqa: E402
from megadesk.ipc.protocol import Request, to_plain  # noqa: E402
from megadesk.model.ids import NodeId  # noqa: E402
from megadesk.remote.publisher import Change  # noqa: E402
from megadesk.store.database import Database  # noqa: E402

PAGE = 200
IN_A_FOLDER = 100
AT_ONCE = 20_000
TARGET = "target"
TARGET_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One question: how long the answer took, and how much of it there was."""

    case: str
    seconds: float
    lines: int


class Writer:
    """Makes records as a device does, but not out of files."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._chance = Random(seed)
        self._versions: dict[NodeId, int] = {}
        self._metas: dict[NodeId, RecordMeta] = {}
        self.files: list[NodeId] = []
        self.folders: list[NodeId] = []
        self._contents = [self._content(number) for number in range(8)]
        self._made = 0

    def _id(self) -> NodeId:
        return NodeId(self._chance.randbytes(16))

    def _content(self, number: int) -> dict[str, object]:
        """Store a block; return what the record of a file says that holds it."""
        data = bytes([number]) * 4096
        sealed = seal_block(self._world.space.keys.blocks, self._id(), 0, data)
        self._world.blobs.put(sealed.ref.id, bytes(sealed.stored))
        return {
            "size_bytes": len(data), "blocks": (sealed.ref,), "file_hash": file_hash(len(data), [sealed.ref.plain_hash]),
            "mtime_ns": 1_700_000_000_000_000_000 + number, "mode": 0o644,
        }  # fmt: skip

    def folder(self, name: str, parent: NodeId | None = None) -> NodeId:
        """Note a folder to be made."""
        above = self._world.space.root("drive") if parent is None else parent
        node = self._id()
        self._metas[node] = RecordMeta(parent=above, kind=RecordKind.FOLDER, name=name)
        return node

    def file(self, folder: NodeId, name: str) -> NodeId:
        """Note a file to be made."""
        node = self._id()
        self._metas[node] = RecordMeta(
            parent=folder,
            kind=RecordKind.FILE,
            name=name,
            **self._chance.choice(self._contents),  # type: ignore[arg-type]
        )
        return node

    def publish(self, nodes: Sequence[NodeId]) -> None:
        """Put the records of these nodes, or remove them if nothing is noted of them any more."""
        head = self._world.space.head
        changes = [Change(id=node, version=self._versions.get(node, 0), meta=self._metas.get(node)) for node in nodes]
        _, stale = self._world.publisher.publish(changes, owner=self, since=head.seq if head else 0)
        assert not stale
        for node in nodes:
            self._versions[node] = self._versions.get(node, 0) + 1

    def fill(self, records: int) -> None:
        """Make so many records, with a folder of its own for what is restored later."""
        target = self.folder(TARGET)
        self.publish([target])
        rest = [self.file(target, f"photo {number:05d}.jpg") for number in range(TARGET_FILES)]
        self.publish(rest)
        self.target = rest
        while len(self.files) + len(self.folders) + len(rest) < records:
            batch: list[NodeId] = []
            while len(batch) < AT_ONCE and len(self.files) + len(self.folders) + len(rest) < records:
                folder = self.folder(f"folder {len(self.folders):05d}")
                files = [self.file(folder, f"file {number:03d}.txt") for number in range(IN_A_FOLDER)]
                self.folders.append(folder)
                self.files += files
                batch += [folder, *files]
            self.publish(batch)

    def change(self, ops: int) -> None:
        """One commit: some files are edited, some moved, one may come or go."""
        touched: list[NodeId] = []
        for node in self._chance.sample(self.files, ops):
            meta = self._metas[node]
            kind = self._chance.random()
            if kind < 0.6:
                content = self._chance.choice(self._contents)
                values = {name: getattr(meta, name) for name in meta.__struct_fields__}
                self._metas[node] = RecordMeta(**{**values, **content})
            elif kind < 0.8:
                values = {name: getattr(meta, name) for name in meta.__struct_fields__}
                self._metas[node] = RecordMeta(**{**values, "parent": self._chance.choice(self.folders)})
            elif kind < 0.9:
                del self._metas[node]
                self.files.remove(node)
            else:
                self._made += 1
                new = self.file(self._chance.choice(self.folders), f"new {self._made}.txt")
                self.files.append(new)
                touched.append(new)
                continue
            touched.append(node)
        self.publish(touched)

    def live(self, commits: int, ops: int) -> None:
        """Make so many commits."""
        for _ in range(commits):
            self.change(ops)

    def wreck(self) -> None:
        """Rename and rewrite every file of the target."""
        for node in self.target:
            values = {name: getattr(self._metas[node], name) for name in self._metas[node].__struct_fields__}
            content = self._chance.choice(self._contents)
            self._metas[node] = RecordMeta(**{**values, **content, "name": f"{values['name']}.locked"})
        self.publish(self.target)


def writer_of(home: Path, server: Server) -> tuple[Engine, Writer]:
    """Return an engine in this process, signed in and without pairs, and what writes with it."""
    profile = find_profile(str(home), {})
    prepare_profile(profile)
    engine = Engine(profile, Database.open(profile.state_dir / "megadesk.db"))
    engine.start()
    body = m.LogIn(server=server.address, email=EMAIL, password=PASSWORD, device_name="writer", key_store="file")
    params = to_plain(body)
    assert isinstance(params, dict)
    Handlers(engine)(Request(1, m.LOG_IN.name, params), None)  # type: ignore[arg-type]  # nobody to report to
    engine.supervisor.world.journal.fetch()
    return engine, Writer(engine.supervisor.world, seed=1)


def timed(case: str, ask: Callable[[], int]) -> Row:
    """Return how long a question took; ask returns how many lines the answer has."""
    started = time.perf_counter()
    lines = ask()
    row = Row(case, round(time.perf_counter() - started, 4), lines)
    print(f"{case:64} {row.seconds:9.3f} s {row.lines:9,}", flush=True)
    return row


def catch_up(device: Device) -> None:
    """Have a device take in what was committed: that is no part of any question."""
    device.ask(m.STAT_FILE, m.CloudPathBody(path=f"/{TARGET}"), 1000)


def questions(device: Device, then: int, commits: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Yield what is asked, in order."""
    show = m.RewindShow(path="/", seq=then, limit=PAGE)
    deep = m.RewindShow(path="/", seq=then, limit=PAGE, recursive=True)
    diff = m.RewindDiff(path="/", seq=then, limit=PAGE)

    def shown(body: m.RewindShow) -> int:
        return len(device.ask(m.REWIND_SHOW, body).entries)

    yield f"first screen of /, {commits} commits ago, first use", lambda: shown(show)
    yield "first screen, again", lambda: shown(show)
    yield "first page of everything below /", lambda: shown(deep)
    yield "the same, again", lambda: shown(deep)
    yield (
        "a page in the middle",
        lambda: shown(m.RewindShow(path="/", seq=then, limit=PAGE, recursive=True, after="/folder 00300/file 050.txt")),
    )
    yield "another moment, 10 commits earlier", lambda: shown(m.RewindShow(path="/", seq=then - 10, limit=PAGE))
    yield (
        f"rewind diff over {commits} commits, of a moment that is known",
        lambda: device.ask(m.REWIND_DIFF, diff).total,
    )
    yield (
        "its next page",
        lambda: len(device.ask(m.REWIND_DIFF, m.RewindDiff(path="/", seq=then, limit=PAGE, after=PAGE)).entries),
    )
    half = then + commits // 2
    yield (
        f"rewind diff over {commits // 2} commits, first use",
        lambda: device.ask(m.REWIND_DIFF, m.RewindDiff(path="/", seq=half, limit=PAGE)).total,
    )
    yield "timeline by the minute", lambda: len(device.ask(m.REWIND_TIMELINE, m.RewindTimeline(step_s=60)).steps)


def looks(device: Device, commits: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Yield what the app lists, searches and tells of what was done."""

    def listed(limit: int) -> int:
        return len(device.ask(m.LIST_FILES, m.List(path="/", recursive=True, limit=limit)).entries)

    def found(text: str) -> int:
        return len(device.ask(m.FIND_FILES, m.FindFiles(text=text, limit=PAGE)).entries)

    def told(**asked: str) -> int:
        return len(device.ask(m.LIST_ACTIVITY, m.ListActivity(**asked)).lines)  # type: ignore[arg-type]

    def all_told(**asked: str) -> int:
        lines = before = 0
        while True:
            page = device.ask(m.LIST_ACTIVITY, m.ListActivity(before_seq=before, **asked), 600)  # type: ignore[arg-type]
            lines, before = lines + len(page.lines), page.next_seq
            if not before:
                return lines

    yield "first screen of everything below /, as it is", lambda: listed(PAGE)
    yield "the same, 10,000 lines", lambda: listed(10_000)
    yield "search for a name that one has", lambda: found("photo 00007")
    yield "search for what is in every name", lambda: found("f")
    yield "activity, first page, first use", told
    yield "the same, again", told
    yield f"all activity, of {commits} commits and the first upload, first use", all_told
    yield "all of it, again", all_told
    yield "all that was removed, of all activity", lambda: all_told(kind="removed")


def measured(work: Path, given: argparse.Namespace) -> list[Row]:
    """Return all rows."""
    server, device, fresh = Server(work / "server"), Device(work / "one"), Device(work / "two")
    rows: list[Row] = []
    try:
        server.start()
        device.start()
        device.sign_up(server, "one")
        engine, writer = writer_of(work / "writer", server)
        say(f"{given.records:,} records made in {took(lambda: writer.fill(given.records)):.1f} s")
        then = engine.supervisor.rewind.moments.newest().seq
        say(f"{given.commits:,} commits made in {took(lambda: writer.live(given.commits, given.ops)):.1f} s")
        fresh.start()
        fresh.log_in(server, "two")
        for one in (device, fresh):
            catch_up(one)
            one.forget_peak_memory()
        rows += [timed(case, ask) for case, ask in looks(device, given.commits)]
        rows += [timed(case, ask) for case, ask in questions(device, then, given.commits)]
        case, ask = next(questions(fresh, then, given.commits))
        rows.append(timed(f"on a device that has just signed in: {case}", ask))
        before = engine.supervisor.rewind.moments.newest().seq
        writer.wreck()
        catch_up(device)
        rows += [timed(case, ask) for case, ask in restored(device, before)]
        engine.close()
        say(f"most memory of the engine that looked: {device.peak_memory_bytes() >> 20} MiB")
    finally:
        for process in (device, fresh, server):
            process.kill()
    return rows


def restored(device: Device, before: int) -> Iterator[tuple[str, Callable[[], int]]]:
    """Yield how a folder of which every file was renamed and rewritten comes back; it is as it was, or this fails."""
    plan = m.RewindPlan(path=f"/{TARGET}", seq=before, limit=PAGE)
    back = m.RewindRestore(path=f"/{TARGET}", seq=before)
    yield f"what a restore of {TARGET_FILES:,} wrecked files would do", lambda: device.ask(m.REWIND_PLAN, plan).total
    yield f"restore of {TARGET_FILES:,} wrecked files", lambda: device.ask(m.REWIND_RESTORE, back, 600).summary.replaced
    assert device.ask(m.REWIND_DIFF, m.RewindDiff(path=f"/{TARGET}", seq=before)).total == 0


def took(work: Callable[[], object]) -> float:
    """Return how long work took, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run it; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks rewind")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--commits", type=int, default=1000)
    parser.add_argument("--ops", type=int, default=5)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    work = Path(tempfile.mkdtemp(prefix="rewind-", dir=given.work))
    try:
        rows = measured(work, given)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
