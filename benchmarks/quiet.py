"""What a folder of a hundred thousand files costs an engine: while it is first synced, while it rests, when it changes.

    python -m benchmarks quiet [--files 100000] [--folders 1000] [--idle 30] [--work DIR] [--json FILE] [--until CASE]
    python -m benchmarks quiet --state DIR    built there by the first run and kept; later runs go on from it

Two devices and a server as in sync.py, files of about 1 KiB. Each row is read from /proc of the engine that the case
is about: CPU seconds, resident memory now and at its highest since the row before, bytes written (``write``: to the
disk, 0 on a memory file system; ``wchar``: by any system call, sockets too), and the memory of the other engine. Linux
only. What must hold on any machine makes the run fail: nothing written while it rests, nothing hashed by a rescan,
memory of both below 300 MiB. How fast a change is seen live depends on what else the machine does: it is printed, with
the CPU time that each engine took for it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.figures import percentile  # noqa: E402
from benchmarks.fixtures import small  # noqa: E402
from benchmarks.proc import Reading, read_process  # noqa: E402

from fakes.processes import Device, Server  # noqa: E402 -- after the path is set, so that the file can be run as it is

MEBIBYTE = 1 << 20
MEMORY_MAX_BYTES = 300 * MEBIBYTE
IDLE_SHARE_MAX = 0.01
IDLE_WRITTEN_MAX_BYTES = 4096
"""A heartbeat on the event stream may be answered; the disk is not written to."""
LIVE_TIMES = 30
LIVE_REST_S = 1.5
"""After a change was seen, both engines still look at what they wrote themselves."""

STATE = "state.json"
"""What a kept state says of itself: the port of its server, which both devices know."""

Case: TypeAlias = tuple[str, Device, Callable[[], object]]
"""What a row is called, whose it is, and what is done."""


@dataclass(frozen=True, slots=True)
class Row:
    case: str
    seconds: float
    cpu_s: float
    others_cpu_s: float
    rss_mib: int
    peak_mib: int
    other_rss_mib: int
    other_peak_mib: int
    write_bytes: int
    wchar_bytes: int
    rchar_bytes: int


def pid_of(process: Device | Server) -> int:
    assert process.process is not None
    return process.process.child.pid


class Quiet:
    def __init__(self, work: Path, files: int, folders: int, idle_s: float) -> None:
        self.files, self.folders, self.idle_s = files, folders, idle_s
        self.server = Server(work / "server")
        self.one, self.two = Device(work / "one"), Device(work / "two")
        self.here, self.there = work / "here", work / "there"
        self.rows: list[Row] = []
        self.failures: list[str] = []
        self.paths: list[Path] = []
        self.state = work / STATE

    def run(self, until: str | None) -> None:
        cases = [*(self.go_on() if self.state.exists() else self.build()), *self.cases()]
        for case, device, action in cases:
            self.measure(case, device, action)
            if case == until:
                return
        self.check("equal trees", names_of(self.here) == names_of(self.there))

    def build(self) -> list[Case]:
        """Begin with nothing."""
        self.here.mkdir()
        self.there.mkdir()
        self.paths = small(self.here / "top", files=self.files, folders=self.folders, size=1024)
        self.server.start()
        self.one.start()
        self.one.sign_up(self.server, "one")
        self.one.forget_peak_memory()  # deriving keys from a password takes 256 MiB for a moment, by design
        one, two = self.one, self.two
        return [
            ("first upload", one, self.upload),
            ("idle after the upload", one, self.idle),
            ("full rescan, nothing changed", one, self.rescan),
            ("engine started again, until synced", one, self.start_again),
            ("full rescan after a start", one, self.rescan),
            ("idle after a start", one, self.idle),
            ("first download", two, self.download),
            ("idle after the download", two, self.idle),
        ]

    def go_on(self) -> list[Case]:
        """Begin with what an earlier run left."""
        self.server.listen_on(json.loads(self.state.read_text())["port"])
        self.paths = sorted(path for path in self.here.rglob("file *.dat"))
        self.server.start()
        return [
            ("engine started, until synced", self.one, self.start),
            ("the other engine", self.two, self.start_there),
        ]

    def cases(self) -> list[Case]:
        one, two = self.one, self.two
        return [
            ("uploader, meanwhile", one, lambda: None),
            ("one file edited, seen live", one, self.live_edit),
            ("one file made, seen live", one, self.live),
            ("one file renamed, seen live", one, self.live_rename),
            ("1,000 files edited, until both have them", one, self.edit),
            ("1,000 files touched", one, partial(self.touch, 1000)),
            ("10,000 files touched", one, partial(self.touch, 10_000)),
            ("top folder renamed, until both have it", one, self.rename),
            ("one file edited after that, seen live", one, self.live_edit),
            ("full rescan at the end", one, self.rescan),
            ("full rescan at the end, downloader", two, self.rescan_there),
        ]

    # -- cases --------------------------------------------------------------------------------------------------------

    def upload(self) -> None:
        self.one.add_pair(self.here)
        self.one.wait(2000)

    def download(self) -> None:
        self.two.start()
        self.two.log_in(self.server, "two")
        self.two.forget_peak_memory()
        self.two.add_pair(self.there)
        self.two.wait(2000)

    def idle(self) -> None:
        time.sleep(self.idle_s)  # noqa: TID251 -- rest is what is measured

    def rescan(self) -> None:
        self.one.wait(1000)

    def rescan_there(self) -> None:
        self.two.wait(1000)

    def start_again(self) -> None:
        self.one.stop()
        self.start()

    def start(self) -> None:
        self.one.start()
        self.one.wait(1000)

    def start_there(self) -> None:
        self.two.start()
        self.two.wait(1000)

    def live_edit(self) -> None:
        """Give one file other bytes of the same length, and wait until the other device has them."""

        def change(number: int) -> Callable[[], bool]:
            path = self.paths[number * 3709 % len(self.paths)]
            content = os.urandom(path.stat().st_size)
            path.write_bytes(content)
            return lambda: (self.there / path.relative_to(self.here)).read_bytes() == content

        self.watch(change)

    def live(self) -> None:
        def change(number: int) -> Callable[[], bool]:
            path = self.paths[number * 37 % len(self.paths)].parent / f"live {number} {time.time_ns()}.txt"
            path.write_bytes(os.urandom(1024))
            return (self.there / path.relative_to(self.here)).exists

        self.watch(change)

    def live_rename(self) -> None:
        def change(number: int) -> Callable[[], bool]:
            path = self.paths[number * 41 % len(self.paths)]
            other = path.with_name(f"renamed {time.time_ns()}.dat")
            path.rename(other)
            self.paths[number * 41 % len(self.paths)] = other
            return (self.there / other.relative_to(self.here)).exists

        self.watch(change)

    def watch(self, change: Callable[[int], Callable[[], bool]]) -> None:
        """Make one change after the other; print how long each was on its way, and what it cost both engines."""
        taken: list[float] = []
        before = [read_process(pid_of(device)).cpu_s for device in (self.one, self.two)]
        for number in range(LIVE_TIMES):
            started = time.perf_counter()
            is_there = change(number)
            while not is_there():
                if time.perf_counter() - started > 60:
                    self.failures.append("live: not seen within 60 s")
                    return
                time.sleep(0.002)  # noqa: TID251 -- a stopwatch has to look again and again
            taken.append(time.perf_counter() - started)
            # Not wait(): that has everything looked at, and it is the cost of one change that is measured.
            time.sleep(LIVE_REST_S)  # noqa: TID251
        cpu_ms = [
            (read_process(pid_of(device)).cpu_s - then) * 1000 / LIVE_TIMES
            for device, then in zip((self.one, self.two), before, strict=True)
        ]
        print(
            f"  live: median {percentile(taken, 0.5):.3f} s, p95 {percentile(taken, 0.95):.3f} s;"
            f" CPU each: {cpu_ms[0]:.0f} ms here, {cpu_ms[1]:.0f} ms there; load {os.getloadavg()[0]:.1f}",
            flush=True,
        )

    def edit(self) -> None:
        for number in range(1000):
            path = self.paths[number * 97 % len(self.paths)]
            path.write_bytes(path.read_bytes() + b"!")
        self.both()

    def touch(self, files: int) -> None:
        for path in self.paths[:files]:
            os.utime(path)
        self.one.wait(1000)

    def rename(self) -> None:
        top = self.paths[0].relative_to(self.here).parts[0]
        new = "renamed" if top == "top" else "top"
        (self.here / top).rename(self.here / new)
        self.paths = [self.here / new / path.relative_to(self.here / top) for path in self.paths]
        self.both()

    def both(self) -> None:
        self.one.wait(1000)
        self.two.wait(1000)

    # -- measuring ----------------------------------------------------------------------------------------------------

    def measure(self, case: str, device: Device, action: Callable[[], object]) -> None:
        other = self.two if device is self.one else self.one
        others: list[Device | Server] = [other, self.server]
        before, before_others = self.reading(device), [self.reading(one) for one in others]
        started = time.perf_counter()
        action()
        seconds = time.perf_counter() - started
        after, beside = self.reading(device), self.reading(other)
        assert after is not None
        is_same = before is not None and before.cpu_s <= after.cpu_s
        base = before if is_same and before is not None else Reading(0, 0, 0, 0, 0, 0, 0)
        row = Row(
            case=case,
            seconds=seconds,
            cpu_s=after.cpu_s - base.cpu_s,
            others_cpu_s=sum(
                max(0.0, now.cpu_s - (then.cpu_s if then else 0))
                for now, then in zip([beside, self.reading(self.server)], before_others, strict=True)
                if now is not None
            ),
            rss_mib=after.rss_bytes // MEBIBYTE,
            peak_mib=after.peak_bytes // MEBIBYTE,
            other_rss_mib=beside.rss_bytes // MEBIBYTE if beside else 0,
            other_peak_mib=beside.peak_bytes // MEBIBYTE if beside else 0,
            write_bytes=after.write_bytes - base.write_bytes,
            wchar_bytes=after.wchar_bytes - base.wchar_bytes,
            rchar_bytes=after.rchar_bytes - base.rchar_bytes,
        )
        self.rows.append(row)
        show(row)
        device.forget_peak_memory()
        if beside is not None:
            other.forget_peak_memory()
        self.check(f"{case}: memory", max(after.peak_bytes, beside.peak_bytes if beside else 0) < MEMORY_MAX_BYTES)
        if case.startswith("idle"):
            self.check(f"{case}: a core's share", row.cpu_s < IDLE_SHARE_MAX * row.seconds)
            self.check(f"{case}: nothing written", row.wchar_bytes <= IDLE_WRITTEN_MAX_BYTES)
            print(f"  woken {max(0, after.switches - base.switches) / row.seconds:.2f} times a second", flush=True)
        if "rescan" in case:
            # Each file has some 1024 bytes: had they been read, this would be a hundred MiB.
            self.check(f"{case}: nothing hashed", row.rchar_bytes < self.files * 1024 // 10)

    @staticmethod
    def reading(process: Device | Server) -> Reading | None:
        if process.process is None or process.process.child.poll() is not None:
            return None
        return read_process(pid_of(process))

    def check(self, what: str, holds: bool) -> None:
        if not holds:
            self.failures.append(what)

    def close(self) -> None:
        for process in (self.one, self.two, self.server):
            if process.process is not None and process.process.child.poll() is None:
                process.stop()


def names_of(folder: Path) -> set[str]:
    """Return every path below a folder but our own."""
    found: set[str] = set()
    for at, folders, files in os.walk(folder):
        if Path(at) == folder:
            folders.remove(".megadesk")
        found.update(str(Path(at, name).relative_to(folder)) for name in (*folders, *files))
    return found


def show(row: Row) -> None:
    print(
        f"{row.case:<42} {row.seconds:>8.2f} s  cpu {row.cpu_s:>7.2f} (others {row.others_cpu_s:>7.2f})  "
        f"rss {row.rss_mib:>4}  peak {row.peak_mib:>4} MiB (other {row.other_rss_mib:>4} {row.other_peak_mib:>4})  write {row.write_bytes:>12,}  wchar {row.wchar_bytes:>12,}"
        f"  rchar {row.rchar_bytes:>12,}",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--folders", type=int, default=1000)
    parser.add_argument("--idle", type=float, default=30.0)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--state", type=Path, help="build it here and keep it, or go on from what is here")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--until", help="end after this case")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs is stopped and removed
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    if options.state:
        options.state.mkdir(parents=True, exist_ok=True)
    work = options.state or Path(tempfile.mkdtemp(prefix="megadesk-quiet-", dir=options.work))
    bench = Quiet(work, options.files, options.folders, options.idle)
    try:
        bench.run(options.until)
    finally:
        bench.close()
        if options.state is None:
            shutil.rmtree(work, ignore_errors=True)
    if options.state is not None:
        bench.state.write_text(json.dumps({"port": bench.server.port}))
    for failure in bench.failures:
        print(f"FAILED: {failure}")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in bench.rows], indent=1))
    return 1 if bench.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
