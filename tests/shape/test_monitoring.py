"""What comes along for Prometheus and Grafana fits the server: every figure that it asks for is one that there is."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from megadesk.server.metrics import FAMILIES, PREFIX

FOLDER = Path(__file__).parents[2] / "packaging" / "server" / "monitoring"
PARTS = ("_bucket", "_sum", "_count")


def figures() -> set[str]:
    """Return the name of every time series of ours; a histogram has three."""
    histograms = [name for name, (kind, _) in FAMILIES.items() if kind == "histogram"]
    plain = FAMILIES.keys() - set(histograms)
    return {PREFIX + name for name in plain} | {PREFIX + name + part for name in histograms for part in PARTS}


def asked_for(expressions: list[str]) -> set[str]:
    """Return the figures of ours that are named."""
    return {name for one in expressions for name in re.findall(rf"\b{PREFIX}\w+", one)}


def alerts() -> list[dict[str, Any]]:
    """Return the rules that alarm."""
    groups = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    """Return what the dashboard shows."""
    found: list[dict[str, Any]] = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    return found


def test_every_alert_asks_for_figures_that_there_are() -> None:
    """Of ours, or whether Prometheus reaches a process at all; and each says what to do."""
    names = [rule["alert"] for rule in alerts()]
    assert len(names) == len(set(names)) >= 8
    assert asked_for([rule["expr"] for rule in alerts()]) <= figures()
    for rule in alerts():
        assert asked_for([rule["expr"]]) or "up{" in rule["expr"], rule["alert"]
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert rule["annotations"].keys() == {"summary", "description"}


def test_every_panel_asks_for_figures_that_there_are() -> None:
    """Each with a title, from the source that is chosen above, and none over another."""
    expressions = [target["expr"] for panel in panels() for target in panel["targets"]]
    assert asked_for(expressions) <= figures()
    assert all(asked_for([one]) or "up{" in one for one in expressions)
    assert {panel["datasource"]["uid"] for panel in panels()} == {"${source}"}
    for numbers in ([panel["id"] for panel in panels()], [panel["title"] for panel in panels()]):
        assert len(numbers) == len(set(numbers)) >= 10
    for one, other in combinations([panel["gridPos"] for panel in panels()], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        assert beside or one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]


def test_prometheus_is_told_of_the_alerts_and_of_two_processes() -> None:
    """By the job that the alerts name, with the word in a file."""
    settings = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    (job,) = settings["scrape_configs"]
    assert settings["rule_files"] == ["alerts.yml"]
    assert (job["job_name"], len(job["static_configs"][0]["targets"])) == ("megadesk", 2)
    assert job["authorization"].keys() == {"credentials_file"}
