"""Many accounts at one server: what it carries, what that costs, and where it breaks.

    python -m benchmarks load [--accounts 10000] [--streams 15000] [--rate 50] [--seconds 60] [--ramp]
    python -m benchmarks load --all                 the figures of docs/operations/capacity.md, embedded stack
    python -m benchmarks load --all --scaled        the same: PostgreSQL, SeaweedFS, two processes behind nginx
    python -m benchmarks load --ceiling             what the devices themselves could do
    python -m benchmarks load --url http://HOST:PORT --watch server=PID --watch database=PID \\
           --grown database=postgresql://... --grown blobs=DIR --check "megadesk server check ..."

Without --url the embedded server is started here, on a copy of a prepared folder (in --work, made by the first run); with
--scaled such a copy moves into the scaled stack first, which is started here from installed packages. With --url the
accounts are made there by the first run; the server needs the settings that --settings prints, since all of them come from
one address. Linux only: CPU and memory come from /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.load import million, report, stack  # noqa: E402 -- after the path is set
from benchmarks.load.crew import Crowd, Kept  # noqa: E402
from benchmarks.load.scaled import Scaled  # noqa: E402
from benchmarks.load.schedule import MIX  # noqa: E402
from benchmarks.load.tally import Tally  # noqa: E402
from benchmarks.load.watch import Watch, named  # noqa: E402
from benchmarks.load.worker import Workers  # noqa: E402

from fakes.processes import environment, free_port  # noqa: E402

SESSIONS = "sessions.msgpack"
RAMP_FACTOR = 1.5
RAMP_STEPS_MAX = 14


def arguments_of(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--streams", type=int, default=15_000, help="idle event streams; at least one an account")
    parser.add_argument("--records", type=int, default=100, help="records an account begins with, on average")
    parser.add_argument(
        "--rate", type=float, default=50.0, help="scenes that become due a second; of a ramp, the first"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each rate is held")
    parser.add_argument("--rest", type=float, default=0.0, help="first so many seconds of nothing but streams")
    parser.add_argument("--ramp", action="store_true", help="raise the rate until the server breaks")
    parser.add_argument("--p99", type=float, default=1.0, help="broken: p99 of commits above so many seconds")
    parser.add_argument("--errors", type=float, default=0.01, help="broken: more than this part of requests fails")
    parser.add_argument("--workers", type=int, default=1, help="processes of devices")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "megadesk-load")
    parser.add_argument("--scaled", action="store_true", help="PostgreSQL, an object store, two processes behind nginx")
    parser.add_argument("--url", help="a server that runs already")
    parser.add_argument("--cafile", help="for https: who vouches for its certificate")
    parser.add_argument("--watch", action="append", default=[], metavar="NAME=PID")
    parser.add_argument("--grown", action="append", default=[], metavar="NAME=PATH|postgresql://")
    parser.add_argument("--check", help="a command that looks whether the data is whole")
    parser.add_argument("--stack", help="what to call the stack in the table")
    parser.add_argument("--profile", type=Path, help="where to write what the embedded server spends its CPU on")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--ceiling", action="store_true")
    parser.add_argument("--settings", action="store_true", help="print what a server of your own has to be told")
    parser.add_argument(
        "--all", action="store_true", help="rest, a ramp, and an account of a million records, as in the docs"
    )
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    options = arguments_of(words)
    if options.settings:
        print(stack.SETTINGS, end="")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs is stopped and removed
    stack.allow_many_files()
    if options.ceiling:
        return ceiling(options)
    if options.all:
        options.rest, options.ramp = options.rest or 60.0, True
    run = over_url(options) if options.url else over_started(options)
    text = report.table(run)
    print(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    if options.json:
        options.json.write_text(json.dumps(report.plain(run), indent=1) + "\n", encoding="utf-8")
    if options.all:
        _million(options)
    return 1 if run.faults else 0


def _million(options: argparse.Namespace) -> None:
    """Ask the same stack about an account of a million records; its table and JSON stand beside those of the load."""
    words = ["--work", str(options.work), *(["--url", options.url] if options.url else [])]
    words += ["--scaled"] if options.scaled else []
    for name in ("watch", "grown"):
        words += [word for value in getattr(options, name) for word in (f"--{name}", value)]
    for name in ("table", "json"):
        path: Path | None = getattr(options, name)
        words += [f"--{name}", str(path.with_name(f"million-{path.name}"))] if path else []
    million.main(words)


# -- stacks -----------------------------------------------------------------------------------------------------------


def over_started(options: argparse.Namespace) -> report.Run:
    """Run on a copy of a prepared folder, over a stack that is started here."""
    prepared = options.work / f"embedded-{options.seed}-{options.accounts}-{options.streams}-{options.records}"
    if not (prepared / SESSIONS).exists():
        _prepare_embedded(options, prepared)
    data = options.work / "run"
    stack.copy(prepared / "data", data)
    server: stack.Stack = Scaled(data) if options.scaled else stack.Embedded(data, profile=options.profile)
    try:
        server.start()
        if isinstance(server, Scaled):
            said(f"moved in within {server.moved_in_s:.1f} s: {server.watch().sizes()}")
        run = _load(options, server.address, server.watch(), _read(prepared / SESSIONS), options.stack or server.name)
        server.stop()
        said("looking through what is stored")
        run.faults += server.check()
    finally:
        server.stop()
        server.close()
        shutil.rmtree(data, ignore_errors=True)
    return run


def _prepare_embedded(options: argparse.Namespace, prepared: Path) -> None:
    shutil.rmtree(prepared, ignore_errors=True)
    prepared.mkdir(parents=True)
    server = stack.Embedded(prepared / "data")
    server.start()
    try:
        kept = _prepare(options, server.address, server.watch())
    finally:
        server.stop()
    _write(prepared / SESSIONS, kept)


def over_url(options: argparse.Namespace) -> report.Run:
    """Run on a server that somebody else looks after."""
    options.work.mkdir(parents=True, exist_ok=True)
    where = f"{options.seed}-{options.accounts}-{options.streams}-{options.records}"
    sessions = options.work / f"url-{where}-{SESSIONS}"
    watch = Watch([(name, int(pid)) for name, pid in named(options.watch)], named(options.grown))
    if not sessions.exists():
        _write(sessions, _prepare(options, options.url, watch))
    run = _load(options, options.url, watch, _read(sessions), options.stack or options.url)
    if options.check:
        run.faults += stack.checked(shlex.split(options.check))
    return run


def _write(path: Path, kept: list[Kept]) -> None:
    path.write_bytes(msgspec.msgpack.encode(kept))


def _read(path: Path) -> list[Kept]:
    return msgspec.msgpack.decode(path.read_bytes(), type=list[Kept])


def _crowd(options: argparse.Namespace, address: str) -> Crowd:
    return Crowd(
        address=address, cafile=options.cafile, seed=options.seed, accounts=options.accounts,
        streams=max(options.streams, options.accounts), records=options.records,
    )  # fmt: skip


# -- what is done -----------------------------------------------------------------------------------------------------


def said(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def _prepare(options: argparse.Namespace, address: str, watch: Watch) -> list[Kept]:
    said(f"making {options.accounts:,} accounts; they are kept for later runs")
    workers = Workers(_crowd(options, address), options.workers)
    try:
        before = watch.read()
        answers = workers.do_all("prepare")
        step = report.Step("prepare", 0, _sum(tally for _, tally in answers), before, watch.read())
    finally:
        workers.close()
    print(report.table(_run(options, "making accounts", [step])), flush=True)
    return sorted(one for kept, _ in answers for one in kept)


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole


def _run(options: argparse.Namespace, name: str, steps: list[report.Step]) -> report.Run:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "",
    )
    machine = f"{os.cpu_count()} cores of {model or platform.machine()}, CPython {platform.python_version()}"
    command = shlex.join(["python", "-m", "benchmarks", "load", *sys.argv[2:]])
    return report.Run(
        time.strftime("%Y-%m-%d %H:%M"),
        machine,
        command,
        name,
        options.accounts,
        options.streams,
        options.records,
        steps,
    )


class Load:
    """Steps, one after the other, measured."""

    def __init__(self, options: argparse.Namespace, workers: Workers, watch: Watch, run: report.Run) -> None:
        self._options, self._workers, self._watch, self._run = options, workers, watch, run

    def measure(self, name: str, rate: float, do: Callable[[], Sequence[Tally]]) -> report.Step:
        before = self._watch.read()
        tally = _sum(do())
        step = report.Step(name, rate, tally, before, self._watch.read())
        self._run.steps.append(step)
        said(f"{name}: {tally.requests / max(tally.seconds, 1e-9):,.0f} requests/s, {tally.errors.total():,} errors")
        return step

    def step(self, rate: float, seconds: float, name: str) -> report.Step:
        count = len(self._workers.pids)
        given = [(rate / count, seconds, dict(MIX), f"{self._options.seed}/{name}/{at}") for at in range(count)]
        return self.measure(name, rate, lambda: self._workers.do("step", *given))

    def ramp(self) -> None:
        """Raise the rate until the server breaks."""
        rate, held = self._options.rate, 0.0
        for _ in range(RAMP_STEPS_MAX):
            step = self.step(rate, self._options.seconds, f"{rate:,.0f} scenes/s")
            why = report.why_broken(step, self._options.p99, self._options.errors)
            if why:
                self._run.breaks = f"It held {held:,.0f} scenes a second and broke at {rate:,.0f}: {why}."
                return
            rate, held = rate * RAMP_FACTOR, rate
        self._run.breaks = f"It held {held:,.0f} scenes a second; more was not tried."


def _load(options: argparse.Namespace, address: str, watch: Watch, kept: list[Kept], name: str) -> report.Run:
    """Open all accounts, listen, then the load; return what was measured, and what was wrong."""
    run = _run(options, name, [])
    workers = Workers(_crowd(options, address), options.workers)
    load = Load(options, workers, watch, run)
    try:
        given = [([one for one in kept if one[0] in set(share)],) for share in workers.shares]
        load.measure("all records of all accounts", 0, lambda: workers.do("open", *given))
        stands: list[int] = []

        def listen() -> list[Tally]:
            answers = workers.do_all("listen")
            stands.extend(stand for stand, _ in answers)
            return [tally for _, tally in answers]

        load.measure("streams opened", 0, listen)
        if sum(stands) != sum(len(sessions) for _, sessions in kept):
            run.faults.append(f"only {sum(stands):,} event streams stand")
        if options.rest:
            load.step(0, options.rest, "nothing but streams")
        if options.ramp:
            load.ramp()
        else:
            load.step(options.rate, options.seconds, f"{options.rate:,.0f} scenes/s")
        said("asking whether heads are where devices put them")
        run.faults += [one for wrong in workers.do_all("verify") for one in wrong]
    finally:
        workers.close()
    return run


def ceiling(options: argparse.Namespace) -> int:
    """Print what the devices do against a server that does nothing."""
    port = free_port()
    environ = environment() | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    hollow = subprocess.Popen([sys.executable, "-m", "benchmarks.load.hollow", str(port)], env=environ)
    workers = Workers(_crowd(options, f"http://127.0.0.1:{port}"), options.workers)
    try:
        watch = Watch([("hollow", hollow.pid)], [])
        before = watch.read()
        step = report.Step("ceiling", 0, _sum(workers.do_all("exhaust", options.seconds)), before, watch.read())
    finally:
        workers.close()
        hollow.terminate()
        hollow.wait()
    print(report.table(_run(options, "a server that does nothing", [step])))
    each = step.tally.cpu_s / max(1, step.tally.requests)
    print(f"{each * 1e6:.0f} microseconds of CPU a request in the devices")
    return 0
