"""Figures for an operator's monitoring, in Prometheus' text format. Counted on the event loop only."""

from __future__ import annotations

from collections import defaultdict


class Metrics:
    """Counters since start."""

    def __init__(self) -> None:
        self._requests: dict[tuple[str, int], int] = defaultdict(int)
        self._seconds: dict[str, float] = defaultdict(float)
        self._counters: dict[str, int] = defaultdict(int)
        self.gauges: dict[str, int] = {}

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self._requests[route, status] += 1
        self._seconds[route] += seconds

    def count(self, name: str, by: int = 1) -> None:
        """Count something else."""
        self._counters[name] += by

    def text(self) -> str:
        """Return everything."""
        lines = ["# TYPE megadesk_requests_total counter"]
        for (route, status), n in sorted(self._requests.items()):
            lines.append(f'megadesk_requests_total{{route="{route}",status="{status}"}} {n}')
        lines.append("# TYPE megadesk_request_seconds_total counter")
        lines += [
            f'megadesk_request_seconds_total{{route="{route}"}} {seconds:.6f}'
            for route, seconds in sorted(self._seconds.items())
        ]
        for name, value in sorted(self._counters.items()):
            lines += [f"# TYPE megadesk_{name}_total counter", f"megadesk_{name}_total {value}"]
        for name, value in sorted(self.gauges.items()):
            lines += [f"# TYPE megadesk_{name} gauge", f"megadesk_{name} {value}"]
        return "\n".join(lines) + "\n"
