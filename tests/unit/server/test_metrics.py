"""Counters and their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from megadesk.server.metrics import FAMILIES, PREFIX, Metrics


def test_the_text_of_counters_and_gauges() -> None:
    """Each metric has its type before it, labels are in a fixed order."""
    metrics = Metrics()
    metrics.request("me", 200, 0.5)
    metrics.request("me", 200, 0.25)
    metrics.count("appends_lost", 2)
    metrics.gauges["event_streams"] = 7
    metrics.hints = {"hints_sent": 3}
    metrics.version, metrics.log_lines = "1.2", {"error": 0, "info": 3}
    lines = metrics.text().splitlines()
    assert [line for line in lines if not line.startswith("# HELP ")] == [
        "# TYPE megadesk_requests_total counter",
        'megadesk_requests_total{route="me",status="200"} 2',
        "# TYPE megadesk_request_seconds_total counter",
        'megadesk_request_seconds_total{route="me"} 0.750000',
        "# TYPE megadesk_request_duration_seconds histogram",
        'megadesk_request_duration_seconds_bucket{route="me",le="0.01"} 0',
        'megadesk_request_duration_seconds_bucket{route="me",le="0.1"} 0',
        'megadesk_request_duration_seconds_bucket{route="me",le="1.0"} 2',
        'megadesk_request_duration_seconds_bucket{route="me",le="10.0"} 2',
        'megadesk_request_duration_seconds_bucket{route="me",le="+Inf"} 2',
        'megadesk_request_duration_seconds_sum{route="me"} 0.750000',
        'megadesk_request_duration_seconds_count{route="me"} 2',
        "# TYPE megadesk_appends_lost_total counter",
        "megadesk_appends_lost_total 2",
        "# TYPE megadesk_hints_sent_total counter",
        "megadesk_hints_sent_total 3",
        "# TYPE megadesk_log_messages_total counter",
        'megadesk_log_messages_total{level="error"} 0',
        'megadesk_log_messages_total{level="info"} 3',
        "# TYPE megadesk_build_info gauge",
        'megadesk_build_info{version="1.2"} 1',
        "# TYPE megadesk_event_streams gauge",
        "megadesk_event_streams 7",
    ]
    assert sum(line.startswith("# HELP ") for line in lines) == sum(line.startswith("# TYPE ") for line in lines)


def test_a_duration_counts_in_every_bucket_that_it_fits_into() -> None:
    """Also at the bound itself, and beyond the last one; how long streams were open is no duration."""
    metrics = Metrics()
    for seconds in (0.001, 0.1, 11.0):
        metrics.request("head", 200, seconds)
    metrics.request("events", 200, 3600.0)
    buckets = [line.split() for line in metrics.text().splitlines() if "seconds_bucket{" in line]
    assert [int(count) for _, count in buckets] == [1, 2, 2, 2, 3]


def test_what_care_did_adds_up() -> None:
    """Counters grow with each run; the time is that of the last."""
    metrics = Metrics()
    metrics.cared(100, blobs=2)
    metrics.cared(160, blobs=3)
    assert {"megadesk_care_blobs_total 5", "megadesk_care_last_run_time_seconds 160"} <= set(
        metrics.text().splitlines()
    )


def test_nothing_is_counted_that_has_no_name() -> None:
    """A counter that nobody explained would not be shown: it is refused."""
    with pytest.raises(KeyError):
        Metrics().count("mysteries")


def test_every_figure_is_explained_to_operators() -> None:
    """The page says of each what it means."""
    page = (Path(__file__).parents[3] / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8")
    assert [name for name in FAMILIES if f"`{PREFIX}{name}" not in page] == []
