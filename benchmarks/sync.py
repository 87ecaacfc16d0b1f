"""Two devices and one server on this machine: what the first milestone promises, as a table.

    python benchmarks/sync.py [--files 10000] [--big-bytes 1073741824] [--work DIR] [--json FILE]

Real processes, real accounts, real files; everything below --work, removed at the end. Times are walls from the change
on one device until the other shows it (or until the server has it, where the row says so); they hold for this machine
only. What must hold on any machine is checked and makes the run fail: equal trees, blocks sent, memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.figures import percentile  # noqa: E402
from benchmarks.fixtures import big, small  # noqa: E402
from benchmarks.proc import cpu_s  # noqa: E402
from benchmarks.trees import difference  # noqa: E402

from fakes.processes import Device, Server  # noqa: E402 -- after the path is set, so that the file can be run as it is

MEBIBYTE = 1 << 20
MEMORY_MAX_BYTES = 300 * MEBIBYTE
BLOCK_SENT_MAX_BYTES = 4 * MEBIBYTE + 64 * 1024


@dataclass
class Row:
    case: str
    seconds: float
    cpu_s: float
    sent_bytes: int
    commits: int
    holds: str


class Bench:
    def __init__(self, work: Path, files: int, big_bytes: int) -> None:
        self.work, self.files, self.big_bytes = work, files, big_bytes
        self.server = Server(work / "server")
        self.one, self.two = Device(work / "one"), Device(work / "two")
        self.here, self.there = work / "here", work / "there"
        self.rows: list[Row] = []
        self.failures: list[str] = []

    def run(self) -> None:
        self.here.mkdir()
        self.there.mkdir()
        small(self.here / "small", files=self.files, folders=max(1, self.files // 20), size=4096)
        big(self.here / "big.bin", size=self.big_bytes)
        self.server.start()
        self.one.start()
        self.one.sign_up(self.server, "one")
        self.one.forget_peak_memory()
        self.measure(f"{self.files:,} files and {self.big_bytes // MEBIBYTE:,} MiB: up", self.first_upload)
        self.two.start()
        self.two.log_in(self.server, "two")
        self.two.forget_peak_memory()
        self.measure("the same, down to a fresh device", self.first_download)
        self.check("trees equal", self.same_trees())
        self.measure("nothing changed: status --wait", self.one.wait)
        self.measure("4 KiB changed in the big file", self.edit_big, sent_max=BLOCK_SENT_MAX_BYTES)
        self.check("trees equal after the edit", self.same_trees())
        self.measure("top folder renamed", self.rename_top, sent_max=0, commits=1)
        self.check("trees equal after the rename", self.same_trees())
        self.measure(
            "10,000 files touched" if self.files == 10_000 else "files touched", self.touch_all, sent_max=0, commits=0
        )
        self.live()
        for name, device in (("uploading", self.one), ("downloading", self.two)):
            peak = device.peak_memory_bytes()
            self.rows.append(Row(f"peak memory of the {name} engine", 0.0, 0.0, peak, 0, f"{peak // MEBIBYTE} MiB"))
            self.check(f"memory of the {name} engine", peak < MEMORY_MAX_BYTES)

    # -- cases --------------------------------------------------------------------------------------------------------

    def first_upload(self) -> None:
        self.one.add_pair(self.here)
        self.one.wait(1000)

    def first_download(self) -> None:
        self.two.add_pair(self.there)
        self.two.wait(1000)

    def edit_big(self) -> None:
        with (self.here / "big.bin").open("r+b") as file:
            file.seek(self.big_bytes // 2)
            file.write(b"\x5a" * 4096)
        self.one.wait()
        self.two.wait()

    def rename_top(self) -> None:
        (self.here / "small").rename(self.here / "renamed")
        self.one.wait()
        self.two.wait()

    def touch_all(self) -> None:
        for path in (self.here / "renamed").rglob("*"):
            if path.is_file():
                os.utime(path)
        self.one.wait()

    def live(self, times: int = 20) -> None:
        taken = []
        for number in range(times):
            name = f"live {number}.txt"
            started = time.perf_counter()
            (self.here / name).write_bytes(os.urandom(1024))
            while not (self.there / name).exists():
                if time.perf_counter() - started > 30:
                    self.failures.append("live: not seen within 30 s")
                    return
                time.sleep(0.002)  # noqa: TID251 -- a stopwatch has to look again and again
            taken.append(time.perf_counter() - started)
        self.rows.append(Row("1 KiB saved, seen live: median", percentile(taken, 0.5), 0.0, 0, 0, ""))
        self.rows.append(Row("1 KiB saved, seen live: p95", percentile(taken, 0.95), 0.0, 0, 0, ""))

    # -- measuring ----------------------------------------------------------------------------------------------------

    def measure(
        self, case: str, action: Callable[[], object], *, sent_max: int | None = None, commits: int | None = None
    ) -> None:
        before_blobs, before_seq, before_cpu = self.stored_bytes(), self.seq(), self.cpu_s()
        started = time.perf_counter()
        action()
        seconds = time.perf_counter() - started
        sent, made = self.stored_bytes() - before_blobs, self.seq() - before_seq
        holds = []
        if sent_max is not None:
            holds.append(self.check(f"{case}: sent {sent} bytes, at most {sent_max}", sent <= sent_max))
        if commits is not None:
            holds.append(self.check(f"{case}: {made} commits, expected {commits}", made == commits))
        self.rows.append(
            Row(
                case,
                seconds,
                self.cpu_s() - before_cpu,
                sent,
                made,
                "yes" if holds and all(holds) else ("" if not holds else "NO"),
            )
        )

    def check(self, what: str, holds: bool) -> bool:
        if not holds:
            self.failures.append(what)
        return holds

    def stored_bytes(self) -> int:
        """Bytes of blobs on the server, from its own files."""
        total = 0
        for path in self.server.data.rglob("*"):
            if (
                path.is_file()
                and path.suffix not in {".db", ".log", ".json"}
                and "-wal" not in path.name
                and "-shm" not in path.name
            ):
                total += path.stat().st_size
        return total

    def cpu_s(self) -> float:
        """CPU seconds of server and engines so far: the steadier figure on a machine that does other things too."""
        return sum(
            cpu_s(process.process.child.pid)
            for process in (self.server, self.one, self.two)
            if process.process is not None and process.process.child.poll() is None
        )

    def seq(self) -> int:
        if self.one.process is None:
            return 0
        head = self.one.status().head.get("main")
        return head.seq if head else 0

    def same_trees(self) -> bool:
        return not difference(self.here, self.there)

    def close(self) -> None:
        for process in (self.one, self.two, self.server):
            if process.process is not None:
                process.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--big-bytes", type=int, default=1 << 30)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="megadesk-bench-", dir=options.work))
    bench = Bench(work, options.files, options.big_bytes)
    try:
        bench.run()
    finally:
        bench.close()
        shutil.rmtree(work, ignore_errors=True)
    print(f"{'case':<52} {'seconds':>8} {'cpu s':>7} {'sent':>16} {'commits':>8}  holds")
    for row in bench.rows:
        print(
            f"{row.case:<52} {row.seconds:>8.2f} {row.cpu_s:>7.2f} {row.sent_bytes:>16,} {row.commits:>8}  {row.holds}"
        )
    for failure in bench.failures:
        print(f"FAILED: {failure}")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in bench.rows], indent=1))
    return 1 if bench.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
