"""Run megadesk, and write down where its threads spend their CPU: so many microseconds a stack, for flame graphs.

    python -m benchmarks.load.sampler FILE server run --data ...

A thread of its own looks every few milliseconds. What the kernel says a thread has run since counts for the stack it is
found in; who waits counts nothing. The innermost frame that is ours is added up as well (``FILE.top``).
"""

from __future__ import annotations

import atexit
import runpy
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

EVERY_S = 0.0007
DEPTH_MAX = 60
US = 1000


class Sampler:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._stacks: Counter[tuple[str, ...]] = Counter()
        self._ran_ns: dict[int, int] = {}
        self._over = threading.Event()

    def start(self) -> None:
        atexit.register(self.write)
        sys.setswitchinterval(EVERY_S)  # else what is shorter than 5 ms is over before anybody could look
        threading.Thread(target=self._look, name="sampler", daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(EVERY_S):
            frames = sys._current_frames()  # noqa: SLF001 -- there is no other way to see other threads
            for thread in threading.enumerate():
                if thread.ident in frames and thread is not threading.current_thread():
                    self._count(thread, frames[thread.ident])

    def _count(self, thread: threading.Thread, frame: FrameType) -> None:
        """Add what a thread has run since the last look to the stack it is found in."""
        if thread.native_id is None:
            return
        now_ns = _ran_ns(thread.native_id)
        spent_ns = now_ns - self._ran_ns.get(thread.native_id, now_ns)
        self._ran_ns[thread.native_id] = now_ns
        if spent_ns > 0:
            self._stacks[(thread.name.rstrip("0123456789_"), *_stack(frame))] += spent_ns

    def write(self) -> None:
        """Write the stacks, and what is at their tips."""
        self._over.set()
        total = sum(self._stacks.values()) or 1
        self._file.write_text("".join(f"{';'.join(stack)} {ns // US}\n" for stack, ns in self._stacks.most_common()))
        tips: Counter[str] = Counter()
        within: Counter[str] = Counter()
        for stack, ns in self._stacks.items():
            tips[stack[-1]] += ns
            within.update(dict.fromkeys(stack, ns))
        lines = [f"{total / 1e9:.2f} s of CPU\n", "\nin the function itself\n", *_shares(tips, total)]
        lines += ["\nin it and below\n", *_shares(within, total)]
        Path(f"{self._file}.top").write_text("".join(lines))


def _shares(counts: Counter[str], total: int) -> list[str]:
    return [f"{ns / total:7.1%}  {name}\n" for name, ns in counts.most_common(50)]


def _ran_ns(native_id: int) -> int:
    try:
        return int(Path(f"/proc/self/task/{native_id}/schedstat").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _stack(frame: FrameType | None) -> list[str]:
    found: list[str] = []
    while frame is not None and len(found) < DEPTH_MAX:
        code = frame.f_code
        found.append(f"{'/'.join(Path(code.co_filename).parts[-2:])}:{code.co_name}")
        frame = frame.f_back
    return found[::-1]


if __name__ == "__main__":
    Sampler(Path(sys.argv.pop(1))).start()
    runpy.run_module("megadesk", run_name="__main__", alter_sys=True)
