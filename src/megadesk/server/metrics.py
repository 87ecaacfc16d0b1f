"""Figures for an operator's monitoring, in Prometheus' text format. Counted on the event loop, but for care.

What each says and when to be alarmed: docs/operations/monitoring.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from megadesk.server.store_figures import Asked

PREFIX: Final = "megadesk_"
FAMILIES: Final[Mapping[str, tuple[str, str]]] = {
    "requests_total": ("counter", "Requests that were answered, by route and status."),
    "request_seconds_total": ("counter", "Time spent on them, by route; of event streams how long they were open."),
    "request_duration_seconds": ("histogram", "How long requests took, by route; without event streams."),
    "appends_lost_total": ("counter", "Commits that came after another one and have to be made anew."),
    "hints_sent_total": ("counter", "Notifications sent to the other processes, each with many hints."),
    "hints_received_total": ("counter", "Notifications of other processes."),
    "hints_refused_total": ("counter", "Notifications that are none of ours."),
    "listener_reconnects_total": ("counter", "How often the connection that listens for them had to be opened again."),
    "sweeps_with_news_total": ("counter", "How often heads had moved without a hint."),
    "care_commits_total": ("counter", "Commits that retention let go."),
    "care_records_total": ("counter", "Records that retention let go."),
    "care_blobs_total": ("counter", "Blobs that collection removed."),
    "care_blob_bytes_total": ("counter", "Their bytes."),
    "care_last_run_time_seconds": ("gauge", "When this process last went over everything, in seconds since 1970."),
    "store_requests_total": ("counter", "Transactions of the database and requests to the object store."),
    "store_seconds_total": ("counter", "Time spent in them."),
    "store_errors_total": ("counter", "Those that failed: not there, takes nothing, or full."),
    "log_messages_total": ("counter", "Lines of the log, by level."),
    "build_info": ("gauge", "Always 1; the version is a label."),
    "disk_free_bytes": ("gauge", "What is free on the volume of the data folder."),
    "disk_reserve_bytes": ("gauge", "Writes are refused when less than this is free."),
    "event_streams": ("gauge", "Event streams that are open: devices that are connected."),
    "ready": ("gauge", "1 if requests should be sent here; 0 if not, and /readyz says why."),
    "requests_under_way": ("gauge", "Requests that are being worked on, open event streams included."),
    "writes_under_way": ("gauge", "Writes that are being done, or wait for their turn."),
    "start_time_seconds": ("gauge", "When the server was started, in seconds since 1970."),
}
"""Every figure there is: its kind, and what it says."""
BOUNDS_S: Final = (0.01, 0.1, 1.0, 10.0)
"""Where the buckets of durations end. Each costs a line for every route."""
ENDLESS: Final = "events"
"""The route whose requests take as long as a device is connected."""


class Metrics:
    """Counters since start, and what is measured when somebody asks."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._seconds: dict[str, float] = defaultdict(float)
        self._durations: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS_S) + 1))
        self._counters: dict[str, int] = {"appends_lost": 0}
        self._care: Mapping[str, int] = {}
        self.gauges: dict[str, int] = {}
        self.hints: Mapping[str, int] = {}
        self.stores: Mapping[str, Asked] = {}
        self.log_lines: Mapping[str, int] = {}
        self.version = ""

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests[route, status] += 1
        self._seconds[route] += seconds
        if route != ENDLESS:
            self._durations[route][bisect_left(BOUNDS_S, seconds)] += 1

    def count(self, name: str, by: int = 1) -> None:
        """Count something else."""
        self._counters[name] += by

    def cared(self, at_s: int, **done: int) -> None:
        """Note a run of care. By its thread: what is shown is replaced as a whole."""
        sums = {f"care_{name}_total": self._care.get(f"care_{name}_total", 0) + n for name, n in done.items()}
        self._care = {**sums, "care_last_run_time_seconds": at_s}

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
        for route, counts in sorted(self._durations.items()):
            yield from _histogram(route, counts, self._seconds[route])
        for store, asked in sorted(self.stores.items()):
            yield "store_requests_total", f'{{store="{store}"}} {asked.requests}'
            yield "store_seconds_total", f'{{store="{store}"}} {asked.seconds:.6f}'
            yield "store_errors_total", f'{{store="{store}"}} {asked.errors}'
        for level, n in sorted(self.log_lines.items()):
            yield "log_messages_total", f'{{level="{level}"}} {n}'
        for name, n in (*self._counters.items(), *self.hints.items()):
            yield f"{name}_total", f" {n}"
        if self.version:
            yield "build_info", f'{{version="{self.version}"}} 1'
        for name, value in (*self._care.items(), *self.gauges.items()):
            yield name, f" {value}"


def _histogram(route: str, counts: Sequence[int], sum_s: float) -> Iterator[tuple[str, str]]:
    """Yield the samples of one route; a bucket counts those below it as well."""
    name = "request_duration_seconds"
    for bound, n in zip((*BOUNDS_S, "+Inf"), accumulate(counts), strict=True):
        yield name, f'_bucket{{route="{route}",le="{bound}"}} {n}'
    yield name, f'_sum{{route="{route}"}} {sum_s:.6f}'
    yield name, f'_count{{route="{route}"}} {sum(counts)}'
