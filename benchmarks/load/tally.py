"""What came of the requests: times by kind, errors by code. Adds up over workers.

Contention (409 and tried again) is no error: it is how devices of one account take turns.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.figures import percentile


@dataclass(slots=True)
class Tally:
    """Of one worker and one step, or of all of them."""

    times_s: dict[str, array[float]] = field(default_factory=dict)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    contention: int = 0
    ops: int = 0
    sent_bytes: int = 0
    got_bytes: int = 0
    late_s: array[float] = field(default_factory=lambda: array("d"))
    """How late the devices themselves were to begin: the generator's own fault, and in every figure."""
    cpu_s: float = 0.0
    seconds: float = 0.0
    due: int = 0
    unfinished: int = 0

    def took(self, kind: str, seconds: float) -> None:
        self.times_s.setdefault(kind, array("d")).append(seconds)

    def failed(self, kind: str, code: str) -> None:
        self.errors[kind, code] += 1

    def add(self, other: Tally) -> None:
        """Take another worker's figures in; they ran side by side."""
        for kind, times in other.times_s.items():
            self.times_s.setdefault(kind, array("d")).extend(times)
        self.errors.update(other.errors)
        self.late_s.extend(other.late_s)
        self.contention += other.contention
        self.ops += other.ops
        self.sent_bytes += other.sent_bytes
        self.got_bytes += other.got_bytes
        self.cpu_s += other.cpu_s
        self.due += other.due
        self.unfinished += other.unfinished
        self.seconds = max(self.seconds, other.seconds)

    @property
    def requests(self) -> int:
        """How many were answered well, whole scenes not counted."""
        return sum(len(times) for kind, times in self.times_s.items() if not kind.startswith("whole "))

    @property
    def error_share(self) -> float:
        """Errors as a part of all requests."""
        failed = self.errors.total()
        return failed / max(1, failed + self.requests)

    def p(self, kind: str, share: float) -> float | None:
        """Return a percentile in seconds; None if there was no such request."""
        times = self.times_s.get(kind)
        return percentile(times, share) if times else None
