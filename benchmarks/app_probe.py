"""The app as it is, with a stopwatch in it: python -m benchmarks.app_probe CASE HOME SECONDS; prints one line of JSON.

window   when its first picture is painted, and when it knows how everything stands, since the process began
list     the page of transfers while very many change: CPU, then (with a timer of 5 ms) how long events ever waited
popup    from asking for the popup until it is painted, the first time and later
rest     CPU and memory with nothing to do: behind the tray, and with the window open
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tests")]

from benchmarks.proc import TICKS, read_process  # noqa: E402
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from megadesk.ui import main as app_main  # noqa: E402
from megadesk.ui.application import Application  # noqa: E402
from megadesk.ui.pages.transfers import TransfersPage  # noqa: E402
from megadesk.ui.tray.popup import Popup  # noqa: E402
from megadesk.ui.window import Window  # noqa: E402

PROBE_MS: Final = 5
OPENINGS: Final = 10
MEBIBYTE: Final = 1 << 20


def age_ms() -> float:
    """Return how long ago this process began."""
    begun = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / TICKS
    return (float(Path("/proc/uptime").read_text().split()[0]) - begun) * 1000


class FirstPaint(QObject):
    """Calls back once, when the first window of a kind has been painted."""

    def __init__(self, kind: type[QWidget], then: Callable[[], None]) -> None:
        super().__init__()
        self._kind, self._then = kind, then
        self._is_done = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Look for the paint event of the window itself or anything in it."""
        if (
            not self._is_done
            and event.type() == QEvent.Type.Paint
            and isinstance(watched, QWidget)
            and isinstance(watched.window(), self._kind)
        ):
            self._is_done = True
            QTimer.singleShot(0, self._then)
        return False


class Probed(Application):
    """The application, with one case to measure."""

    case = ""
    seconds = 0.0

    def begin(self, words: Any) -> None:
        """Begin as always; the case goes on from the first picture on."""
        self.found: dict[str, float] = {}
        if self.case == "rest":
            super().begin(["--background"])
            QTimer.singleShot(3000, self._rest)
            return
        self._filter = FirstPaint(Window, self._on_painted)
        QApplication.instance().installEventFilter(self._filter)  # type: ignore[union-attr]  # there is one
        super().begin(words)

    def _on_painted(self) -> None:
        self.found["painted_ms"] = age_ms()
        self.found["painted_cpu_ms"] = sum(os.times()[:2]) * 1000
        QApplication.instance().removeEventFilter(self._filter)  # type: ignore[union-attr]  # there is one
        self._until(lambda: self._desk.state.now.status is not None)
        self.found["known_ms"] = age_ms()
        {"window": self._end, "list": self._list, "popup": self._popup}[self.case]()

    # -- cases --------------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        window = self.window()
        window.open("transfers")
        page = window.page
        assert isinstance(page, TransfersPage)
        self._until(lambda: page.model.total > 0)
        self._run(2.0)
        self.found["rows"] = page.model.total
        self.found["cpu_share"] = self._cpu_share(self.seconds)
        self.found["stall_ms"] = self._stall(self.seconds, lambda _: None)
        bar = page.table.verticalScrollBar()
        self.found["stall_scrolling_ms"] = self._stall(
            self.seconds, lambda step: bar.setValue(bar.maximum() * (step * 37 % 100) // 100)
        )
        window.open("settings")
        self._run(1.0)
        self.found["cpu_share_hidden"] = self._cpu_share(self.seconds / 2)
        self.found["rss_mib"] = read_process(os.getpid()).rss_bytes / MEBIBYTE
        self._end()

    def _popup(self) -> None:
        taken = []
        popup = Popup(self._desk)
        for _ in range(OPENINGS):
            loop = QEventLoop()
            self._shown = FirstPaint(Popup, loop.quit)
            QApplication.instance().installEventFilter(self._shown)  # type: ignore[union-attr]  # there is one
            begun = time.perf_counter()
            popup.present()
            loop.exec()
            taken.append((time.perf_counter() - begun) * 1000)
            QApplication.instance().removeEventFilter(self._shown)  # type: ignore[union-attr]  # there is one
            popup.hide()
            self._run(0.2)
        self.found["first_ms"] = taken[0]
        self.found["later_ms"] = sorted(taken[1:])[len(taken[1:]) // 2]
        self._end()

    def _rest(self) -> None:
        self.found["cpu_share_tray"] = self._cpu_share(self.seconds)
        self.found["rss_tray_mib"] = read_process(os.getpid()).rss_bytes / MEBIBYTE
        self.window().present()
        for word in list(self.window()._entries):  # noqa: SLF001 -- every page has been looked at once
            self.window().open(word)
            self._run(0.5)
        self.window().open(next(iter(self.window()._entries)))  # noqa: SLF001
        self._run(3.0)
        self.found["cpu_share_window"] = self._cpu_share(self.seconds)
        self.found["rss_window_mib"] = read_process(os.getpid()).rss_bytes / MEBIBYTE
        self._end()

    # -- stopwatches --------------------------------------------------------------------------------------------------

    def _cpu_share(self, seconds: float) -> float:
        before, begun = sum(os.times()[:2]), time.perf_counter()
        self._run(seconds)
        return (sum(os.times()[:2]) - before) / (time.perf_counter() - begun)

    def _stall(self, seconds: float, every_half_second: Callable[[int], None]) -> float:
        """Return by how much a timer was ever late: for so long no event was handled."""
        worst, last, steps = 0.0, time.perf_counter(), 0

        def look() -> None:
            nonlocal worst, last
            now = time.perf_counter()
            worst, last = max(worst, now - last - PROBE_MS / 1000), now

        def step() -> None:
            nonlocal steps
            steps += 1
            every_half_second(steps)

        timers = [(PROBE_MS, look), (500, step)]
        made = []
        for interval, do in timers:
            timer = QTimer()
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(do)
            timer.start(interval)
            made.append(timer)
        self._run(seconds)
        for timer in made:
            timer.stop()
        return worst * 1000

    def _run(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def _until(self, what: Callable[[], bool]) -> None:
        while not what():
            self._run(0.01)

    def _end(self) -> None:
        print(json.dumps(self.found), flush=True)
        QTimer.singleShot(0, lambda: self.do("quit"))


def main(arguments: list[str]) -> int:
    """Run the app on a profile, and measure one case."""
    Probed.case, home, seconds = arguments[0], arguments[1], arguments[2]
    Probed.seconds = float(seconds)
    app_main.Application = Probed  # type: ignore[attr-defined]  # the only thing that is not as always
    return app_main.run_app(home, [])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
