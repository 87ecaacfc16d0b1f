"""Figures for an operator's monitoring, in Prometheus' text format. Counted on the event loop only.

What each says and when to be alarmed: docs/operations/monitoring.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

PREFIX: Final = "megadesk_"
FAMILIES: Final[Mapping[str, tuple[str, str]]] = {
    "requests_total": ("counter", "Requests that were answered, by route and status."),
    "request_seconds_total": ("counter", "Time spent on them, by route; of event streams how long they were open."),
    "appends_lost_total": ("counter", "Commits that came after another one and have to be made anew."),
    "hints_sent_total": ("counter", "Notifications sent to the other processes, each with many hints."),
    "hints_received_total": ("counter", "Notifications of other processes."),
    "hints_refused_total": ("counter", "Notifications that are none of ours."),
    "listener_reconnects_total": ("counter", "How often the connection that listens for them had to be opened again."),
    "sweeps_with_news_total": ("counter", "How often heads had moved without a hint."),
    "log_messages_total": ("counter", "Lines of the log, by level."),
    "build_info": ("gauge", "Always 1; the version is a label."),
    "disk_free_bytes": ("gauge", "What is free on the volume of the data folder."),
    "disk_reserve_bytes": ("gauge", "Writes are refused when less than this is free."),
    "event_streams": ("gauge", "Event streams that are open: devices that are connected."),
    "requests_under_way": ("gauge", "Requests that are being worked on, open event streams included."),
    "start_time_seconds": ("gauge", "When the server was started, in seconds since 1970."),
}
"""Every figure there is: its kind, and what it says."""


class Metrics:
    """Counters since start, and what is measured when somebody asks."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._seconds: dict[str, float] = defaultdict(float)
        self._counters: dict[str, int] = {"appends_lost": 0}
        self.gauges: dict[str, int] = {}
        self.hints: Mapping[str, int] = {}
        self.log_lines: Mapping[str, int] = {}
        self.version = ""

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests[route, status] += 1
        self._seconds[route] += seconds

    def count(self, name: str, by: int = 1) -> None:
        """Count something else."""
        self._counters[name] += by

    def text(self) -> str:
        """Return everything."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, sample in self._samples():
            found[name].append(sample)
        lines: list[str] = []
        for name, (kind, words) in FAMILIES.items():
            if name in found:
                lines += [f"# HELP {PREFIX}{name} {words}", f"# TYPE {PREFIX}{name} {kind}"]
                lines += [f"{PREFIX}{name}{sample}" for sample in found[name]]
        return "\n".join(lines) + "\n"

    def _samples(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each figure with its labels and its value."""
        for (route, status), n in sorted(self._requests.items()):
            yield "requests_total", f'{{route="{route}",status="{status}"}} {n}'
        for route, seconds in sorted(self._seconds.items()):
            yield "request_seconds_total", f'{{route="{route}"}} {seconds:.6f}'
        for level, n in sorted(self.log_lines.items()):
            yield "log_messages_total", f'{{level="{level}"}} {n}'
        for name, n in (*self._counters.items(), *self.hints.items()):
            yield f"{name}_total", f" {n}"
        if self.version:
            yield "build_info", f'{{version="{self.version}"}} 1'
        for name, value in self.gauges.items():
            yield name, f" {value}"
