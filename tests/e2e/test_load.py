"""The load generator against a real server: so small that nothing is measured, and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.load.main import arguments_of, over_started
from benchmarks.load.schedule import MIX

pytestmark = [pytest.mark.e2e, pytest.mark.embedded("brings both stacks along by itself")]


CROWD = ["--accounts", "3", "--streams", "5", "--records", "40", "--rate", "60", "--seconds", "1"]


@pytest.mark.parametrize(
    "stack",
    [[], pytest.param(["--scaled"], marks=pytest.mark.needs("postgresql", "seaweedfs"))],
    ids=["embedded", "scaled"],
)
def test_a_small_crowd_is_served_and_found_whole(tmp_path: Path, stack: list[str]) -> None:
    """Accounts are made, every stream stands, scenes are answered without an error, heads are where devices put them."""
    run = over_started(arguments_of([*CROWD, *stack, "--work", str(tmp_path)]))
    assert run.faults == []
    opened, streams, step = run.steps
    assert len(opened.tally.times_s["state"]) == 3
    assert len(streams.tally.times_s["stream"]) == 5
    assert step.tally.errors == {}
    assert step.commits > 0
    assert step.tally.due > 0.5 * len(MIX)
