"""What is said of a run."""

from __future__ import annotations

import json

import pytest
from benchmarks.load.report import Run, Step, plain, shown_ms, table, why_broken
from benchmarks.load.tally import Tally
from benchmarks.load.watch import Reading


def step_of(tally: Tally) -> Step:
    """Return a step in which the server had half a core and grew by a thousand bytes a commit."""
    before = Reading({"server": 1.0}, {"server": 1 << 20}, {"server": 1 << 20}, {"database": 5000}, 100.0)
    commits = len(tally.times_s.get("commit", ()))
    after = Reading(
        {"server": 6.0}, {"server": 50 << 20}, {"server": 70 << 20}, {"database": 5000 + 1000 * commits}, 108.0
    )
    return Step("50 scenes/s", 50, tally, before, after)


def tally_of(times: list[float]) -> Tally:
    """Return commits that took so long, within ten seconds."""
    tally = Tally(seconds=10, due=len(times), ops=3 * len(times), cpu_s=2.0)
    for each in times:
        tally.took("commit", each)
    return tally


def test_the_table_says_what_a_second_and_a_commit_cost() -> None:
    """Rates per second, cores, memory with its peak, growth for each commit; the devices' own CPU apart."""
    run = Run("now", "a machine", "a command", "SQLite", 10, 15, 100, [step_of(tally_of([0.01] * 99 + [0.5]))])
    row = next(line for line in table(run).splitlines() if line.startswith("| 50 scenes/s |"))
    assert row == "| 50 scenes/s | 50 | 10 | 10 | 30 | 0 | 0 | 0.50 | 0.20 | 0.10 | 50 (70) | 1,000 | – |"  # noqa: RUF001
    assert "| commit | 100 | 10.0 ms | 10.0 ms | 500 ms | 500 ms |" in table(run)


def test_faults_and_errors_are_in_the_table() -> None:
    """A run that went wrong cannot be taken for a good one."""
    tally = tally_of([0.01])
    tally.failed("save", "busy")
    run = Run("now", "a machine", "a command", "SQLite", 10, 15, 100, [step_of(tally)], faults=["a head is another"])
    assert "- 1 x save: busy" in table(run)
    assert "- WRONG: a head is another" in table(run)


def test_json_holds_the_run() -> None:
    """Every figure of the table can be computed with."""
    run = Run("now", "a machine", "a command", "SQLite", 10, 15, 100, [step_of(tally_of([0.1]))])
    found = json.loads(json.dumps(plain(run)))
    assert found["steps"][0]["kinds"]["commit"] == {"count": 1, "p50_s": 0.1, "p95_s": 0.1, "p99_s": 0.1}
    assert found["steps"][0]["cpu_s"] == {"server": 5.0, "devices": 2.0, "others": 1.0}
    assert found["steps"][0]["grown_bytes"] == {"database": 1000}


def test_a_server_breaks_by_errors_by_its_p99_or_by_not_answering() -> None:
    """Each alone is enough, and a server that keeps up is not called broken."""
    assert why_broken(step_of(tally_of([0.1] * 100)), 1.0, 0.01) == ""
    assert "p99" in why_broken(step_of(tally_of([0.1] * 90 + [2.0] * 10)), 1.0, 0.01)
    failing = tally_of([0.1] * 10)
    failing.failed("save", "busy")
    assert "failed" in why_broken(step_of(failing), 1.0, 0.01)
    hanging = tally_of([0.1] * 10)
    hanging.unfinished = 5
    assert "not answered" in why_broken(step_of(hanging), 1.0, 0.01)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0012, "1.2 ms"), (0.05, "50.0 ms"), (0.25, "250 ms"), (2.04, "2.0 s")]
)
def test_times_are_shown_with_the_digits_that_count(seconds: float, shown: str) -> None:
    """Milliseconds below a second."""
    assert shown_ms(seconds) == shown
