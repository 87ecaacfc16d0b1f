"""The load generator against a real server: so small that nothing is measured, and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.load.main import arguments_of, over_embedded
from benchmarks.load.schedule import MIX

pytestmark = pytest.mark.e2e


def test_a_small_crowd_is_served_and_found_whole(tmp_path: Path) -> None:
    """Accounts are made, every stream stands, scenes are answered without an error, heads are where devices put them."""
    crowd = ["--accounts", "3", "--streams", "5", "--records", "40", "--rate", "60", "--seconds", "1"]
    run = over_embedded(arguments_of([*crowd, "--work", str(tmp_path)]))
    assert run.faults == []
    opened, streams, step = run.steps
    assert len(opened.tally.times_s["state"]) == 3
    assert len(streams.tally.times_s["stream"]) == 5
    assert step.tally.errors == {}
    assert step.commits > 0
    assert step.tally.due > 0.5 * len(MIX)
