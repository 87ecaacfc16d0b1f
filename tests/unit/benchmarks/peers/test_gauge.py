"""What strangers used."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers.gauge import foreign_cores, measure
from benchmarks.peers.group import Group


def test_strangers_are_what_is_not_ours() -> None:
    """Three seconds of CPU in two seconds, one of them ours: one core."""
    assert foreign_cores(3.0, 1.0, 2.0) == 1.0
    assert foreign_cores(1.0, 1.01, 2.0) == 0.0
    assert foreign_cores(1.0, 0.0, 0.0) == 0.0


def test_a_measurement_counts_what_the_client_used(tmp_path: Path) -> None:
    """CPU of a command that ended, and the memory it had."""
    group = Group(tmp_path / "log")
    seen = measure(
        lambda: group.run(["python3", "-c", "kept = bytearray(64 << 20)\nfor _ in range(10**7): pass"]), group, tmp_path
    )
    assert seen.client_cpu_s > 0
    assert seen.client_peak_bytes > 64 << 20
