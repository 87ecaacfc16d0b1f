"""The requests about the past reach what answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fakes.timeline import Life
from fakes.workbench import Quiet, Workbench
from megadesk.engine.handlers import Handlers
from megadesk.ipc import messages as m
from megadesk.ipc.protocol import Request
from megadesk.model.errors import MegadeskError, OurBug


def test_each_request_is_answered(bench: Workbench, tmp_path: Path) -> None:
    """Through the handlers, as a front end asks; a restore tells how far it is."""
    life = Life(bench, tmp_path)
    then = life.write(a=b"1")
    life.write(a=b"22")
    shown = bench.ask(life.engine, m.REWIND_SHOW, m.RewindShow(path="/Docs", seq=then))
    assert [(one.path, one.size) for one in shown.entries] == [("/Docs/a", 1)]
    assert bench.ask(life.engine, m.REWIND_DIFF, m.RewindDiff(path="/", seq=then)).counts == {"edited": 1}
    assert bench.ask(life.engine, m.REWIND_TIMELINE, m.RewindTimeline()).newest.seq > then
    assert bench.ask(life.engine, m.REWIND_PLAN, m.RewindPlan(path="/Docs", seq=then)).summary.replaced == 1
    call = Quiet()
    done = bench.ask(life.engine, m.REWIND_RESTORE, m.RewindRestore(path="/Docs", seq=then), call)
    assert (done.summary.replaced, len(call.reports)) == (1, 1)
    found = bench.ask(life.engine, m.LIST_VERSIONS, m.VersionsOf(path="/Docs/a")).versions
    assert [one.size for one in found] == [1, 2, 1]
    back = bench.ask(life.engine, m.RESTORE_VERSION, m.RestoreVersion(path="/Docs/a", version=found[1].version))
    assert back.size == 2


PATHS = (
    "", "/", "/Docs", "/Docs/a", "Docs", "bin:/", "bin:/Docs", "backups:/", "backups:/x/y", "/..", "/Docs/../..", "/Docs//a",
    "/Docs/./a", "//", "C:\\x", "/a\0b", "/\ud800", "/" + "x" * 300, "/x" * 3000, "drive:/x", "file:///etc/passwd", "/CON", "/a:b",
)  # fmt: skip
TIMES = (
    "", "now", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-13-01T00:00:00Z",
    "2026-01-01", "2026-01-01T00:00:00", "\0", "9" * 5000, "2026-W01-1T00:00:00Z", "-1", "1e99",
)  # fmt: skip
NUMBERS: Final[tuple[object, ...]] = (
    0,
    1,
    -1,
    2,
    99,
    (1 << 53) - 1,
    (1 << 63) - 1,
    1 << 63,
    -(1 << 63),
    1 << 64,
    10**30,
    True,
    1.5,
    "1",
    None,
    [],
    {},
)


Asked = tuple[str, dict[str, object]]


def with_paths() -> Iterator[Asked]:
    """Yield requests with paths that nobody names who means well."""
    for path in PATHS:
        for method in ("rewind.show", "rewind.diff", "rewind.plan", "versions.list", "backup.runs"):
            yield method, {"path": path}
        yield "rewind.restore", {"path": path, "seq": 1}
        if ".." in path or ":" in path:
            yield "rewind.restore", {"path": "/Docs", "to": path}
        yield "rewind.plan", {"path": "/Docs/a", "to": path}
        yield "versions.restore", {"path": path, "version": 1}
        yield "versions.restore", {"path": "/Docs/a", "version": 1, "to": path, "dry_run": True}
        yield "rewind.show", {"path": "/Docs", "after": path}
        yield "backup.takeover", {"source": path, "local": path}
        yield "backup.add", {"local": path, "name": path, "every": path}
        yield "backup.stop", {"backup": path, "move": path}
        yield "errands.get", {"remotes": [path], "local": path, "seq": 1}
        for method in ("files.list", "files.stat", "activity.list", "files.cat"):
            yield method, {"path": path}
        yield "files.cat", {"path": path, "seq": 1}
        yield "files.cat", {"path": path, "version": 1}
        yield "files.find", {"path": path, "text": "a"}
        yield "files.find", {"text": path, "is_pattern": True}
        yield "files.find", {"text": path, "after": path}
        yield "activity.list", {"device": path, "kind": path}
        yield "activity.list", {"device": path}
        yield "issues.preview", {"id": path, "keep": path}


def with_times() -> Iterator[Asked]:
    """Yield requests with times that are none, or far away."""
    for time in TIMES:
        for method in ("rewind.show", "rewind.diff", "rewind.plan"):
            yield method, {"path": "/Docs", "time": time}
        yield "rewind.diff", {"path": "/Docs", "to_time": time}
        yield "files.cat", {"path": "/Docs/a", "time": time}
        yield "rewind.timeline", {"since": time}
        yield "rewind.timeline", {"until": time}
        yield "errands.get", {"remotes": ["/Docs"], "local": "/nowhere/x", "time": time}


def with_numbers() -> Iterator[Asked]:
    """Yield requests with numbers that are none, or far too large."""
    for number in NUMBERS:
        for method in ("rewind.show", "rewind.diff", "rewind.plan"):
            for field in ("seq", "after", "limit"):
                yield method, {"path": "/Docs", field: number}
        yield "rewind.diff", {"path": "/Docs", "seq": 1, "to_seq": number}
        yield "rewind.timeline", {"step_s": number}
        for field in ("start", "end", "max_bytes", "seq", "version"):
            yield "files.cat", {"path": "/Docs/a", field: number}
        for field in ("before_seq", "limit"):
            yield "activity.list", {field: number}
        yield "files.find", {"text": "a", "limit": number}
        yield "issues.preview", {"id": "a", "keep": "local", "max_bytes": number}
        for field in ("after", "limit", "version"):
            yield "versions.list", {"path": "/Docs/a", field: number}
        yield "versions.restore", {"path": "/Docs/a", "version": number, "dry_run": True}
        for method in ("bin.count", "bin.empty"):
            yield method, {"older_than_days": number, "only": []}
        for field in ("seq", "version"):
            yield "errands.get", {"remotes": ["/Docs"], "local": "/nowhere/x", field: number}


def test_hostile_requests_are_refused_or_answered(bench: Workbench, tmp_path: Path) -> None:
    """Whatever a front end sends: an error with a code, or an answer. Nothing goes, and nothing comes elsewhere."""
    life = Life(bench, tmp_path)
    life.write(a=b"1", d__b=b"2")
    wrong: list[tuple[str, str, str]] = []
    for method, params in (*with_paths(), *with_times(), *with_numbers()):
        try:
            Handlers(life.engine)(Request(1, method, params), Quiet())  # type: ignore[arg-type]  # as a Call
        except OurBug as error:
            wrong.append((method, repr(params)[:100], repr(error)))
        except MegadeskError:
            pass
        except Exception as error:  # noqa: BLE001 -- any is a fault
            wrong.append((method, repr(params)[:100], repr(error)))
    assert wrong == []
    assert life.engine.supervisor.world.space.frozen is None
    assert life.disk().items() >= {"a": b"1", "d/b": b"2"}.items()
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("here", "one", "server")] == []
