"""What the app costs: until its window stands, with a hundred thousand transfers, until its popup is open, at rest.

    python -m benchmarks app [--rows 100000] [--updates 60] [--seconds 20] [--rest 30] [--repeats 5] [--case CASE ...] [--json FILE]

window, popup and rest: an engine and a server as they are, signed in, a pair of a hundred files. list: an engine that only
shows transfers, and tells of them more often than the real one ever would (app_engine.py). Each case is the app itself in
a process of its own with a stopwatch in it (app_probe.py), on a screen of its own (Xvfb) where that is installed, else on
none. One start that is not counted leaves compiled modules behind, as an installation does. CPU is that of the app's
process alone, as a share of one core. Linux only. A bar that is missed fails the run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.app_engine import AppEngine  # noqa: E402
from benchmarks.proc import machine_s, our_s  # noqa: E402

from fakes.processes import Device, Server  # noqa: E402 -- after the path is set, so that the file can be run as it is

CASES: Final = ("window", "list", "popup", "rest")
FILES: Final = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """What must hold: a measured value of a case, at most so much."""

    case: str
    key: str
    most: float
    words: str
    unit: str


BARS: Final = (
    Bar("window", "painted_ms", 1500, "window painted, since the process began", "ms"),
    Bar("list", "cpu_share", 0.30, "list: CPU of a core", "share"),
    Bar("list", "stall_ms", 50, "list: longest time without an event", "ms"),
    Bar("list", "stall_scrolling_ms", 50, "list: the same while it is scrolled", "ms"),
    Bar("list", "cpu_share_hidden", 0.30, "list: CPU while another page is shown", "share"),
    Bar("popup", "first_ms", 100, "popup painted, the first time", "ms"),
    Bar("popup", "later_ms", 100, "popup painted, later", "ms"),
    Bar("rest", "cpu_share_tray", 0.005, "at rest in the tray: CPU of a core", "share"),
    Bar("rest", "cpu_share_window", 0.005, "at rest with the window: CPU of a core", "share"),
    Bar("rest", "rss_tray_mib", 200, "at rest in the tray: memory", "MiB"),
    Bar("rest", "rss_window_mib", 200, "at rest, every page shown once: memory", "MiB"),
)


def judge(found: dict[str, dict[str, float]]) -> list[tuple[Bar, float, bool]]:
    """Return each bar of a case that was measured, with its value, and whether it is kept."""
    return [
        (bar, found[bar.case][bar.key], found[bar.case][bar.key] <= bar.most)
        for bar in BARS
        if bar.key in found.get(bar.case, {})
    ]


def middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the medians of repeated runs."""
    return {key: median(run[key] for run in runs) for key in runs[0]}


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give a screen of its own to the app: what to add to its environment."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    child = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        child.terminate()
        child.wait()


def probe(case: str, home: Path, seconds: float, environ: dict[str, str]) -> dict[str, float]:
    """Run the app once and return what it measured."""
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.app_probe", case, str(home), str(seconds)],
        cwd=ROOT, env=outside | environ | {"PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


class App:
    """One run of the benchmark."""

    def __init__(self, options: argparse.Namespace, work: Path, environ: dict[str, str]) -> None:
        self.options, self.work, self.environ = options, work, environ
        self.found: dict[str, dict[str, float]] = {}

    def run(self, cases: Sequence[str]) -> None:
        """Measure the cases."""
        self.environ = self.environ | {"PYTHONPYCACHEPREFIX": str(self.work / "compiled")}
        if set(cases) - {"list"}:
            self._with_a_device([case for case in cases if case != "list"])
        if "list" in cases:
            self._list()

    def _with_a_device(self, cases: Sequence[str]) -> None:
        server, device = Server(self.work / "server"), Device(self.work / "device")
        try:
            server.start()
            device.start()
            device.sign_up(server, "Laptop")
            here = self.work / "here"
            here.mkdir()
            for number in range(FILES):
                (here / f"file {number}.txt").write_bytes(os.urandom(1000))
            device.add_pair(here)
            device.wait()
            probe("window", device.home, 0, self.environ)
            for case in cases:
                seconds = self.options.rest if case == "rest" else self.options.seconds
                repeats = 1 if case == "rest" else self.options.repeats
                self._note(case, [probe(case, device.home, seconds, self.environ) for _ in range(repeats)])
        finally:
            for process in (device, server):
                if process.process is not None:
                    process.stop()

    def _list(self) -> None:
        home = self.work / "list"
        engine = AppEngine(home, self.options.rows, self.options.updates)
        engine.start()
        try:
            self._note("list", [probe("list", home, self.options.seconds, self.environ)])
        finally:
            engine.stop()

    def _note(self, case: str, runs: Sequence[dict[str, float]]) -> None:
        self.found[case] = middle(runs)
        print(f"{case:<8}", "  ".join(f"{key} {value:,.3g}" for key, value in self.found[case].items()), flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and fail if a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--updates", type=float, default=60)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rest", type=float, default=30)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--case", action="append", choices=CASES)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    strangers = machine_s() - our_s()
    with tempfile.TemporaryDirectory(dir=options.work) as work, screen() as environ:
        app = App(options, Path(work), environ)
        app.run(options.case or CASES)
    strangers = machine_s() - our_s() - strangers
    print("\n| what | measured | bar |\n|---|---|---|")
    results = judge(app.found)
    for bar, value, is_kept in results:
        shown = f"{value:.1%}" if bar.unit == "share" else f"{value:,.0f} {bar.unit}"
        most = f"{bar.most:.1%}" if bar.unit == "share" else f"{bar.most:,.0f} {bar.unit}"
        print(f"| {bar.words} | {shown} | {most}{'' if is_kept else ', missed'} |")
    print(f"\nStrangers used {strangers:,.0f} s of CPU meanwhile; load {os.getloadavg()[0]:.1f}.")
    if options.json is not None:
        options.json.write_text(json.dumps(app.found, indent=1))
    return 0 if all(is_kept for _, _, is_kept in results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
