"""Counters and their text."""

from __future__ import annotations

from megadesk.server.metrics import Metrics


def test_the_text_of_counters_and_gauges() -> None:
    """Each metric has its type before it, labels are in a fixed order."""
    metrics = Metrics()
    metrics.request("me", 200, 0.5)
    metrics.request("me", 200, 0.25)
    metrics.count("appends_lost", 2)
    metrics.gauges["event_streams"] = 7
    assert metrics.text().splitlines() == [
        "# TYPE megadesk_requests_total counter",
        'megadesk_requests_total{route="me",status="200"} 2',
        "# TYPE megadesk_request_seconds_total counter",
        'megadesk_request_seconds_total{route="me"} 0.750000',
        "# TYPE megadesk_appends_lost_total counter",
        "megadesk_appends_lost_total 2",
        "# TYPE megadesk_event_streams gauge",
        "megadesk_event_streams 7",
    ]
