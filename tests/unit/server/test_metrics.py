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


def test_nothing_is_counted_that_has_no_name() -> None:
    """A counter that nobody explained would not be shown: it is refused."""
    with pytest.raises(KeyError):
        Metrics().count("mysteries")


def test_every_figure_is_explained_to_operators() -> None:
    """The page says of each what it means."""
    page = (Path(__file__).parents[3] / "docs" / "operations" / "monitoring.md").read_text(encoding="utf-8")
    assert [name for name in FAMILIES if f"`{PREFIX}{name}" not in page] == []
