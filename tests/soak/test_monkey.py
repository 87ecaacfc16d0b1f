"""The monkey let loose: a short run with every test run, long ones with ``dev.py soak``; by hand see soak.monkey.

MEGADESK_MONKEY_SEED takes another seed, MEGADESK_SOAK_SECONDS says how long the long runs are.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from soak.monkey import play

SEED = int(os.environ.get("MEGADESK_MONKEY_SEED") or 5)
SHORT_S = 10.0


@pytest.mark.e2e
@pytest.mark.timeout(600)
def test_monkey_for_a_moment(tmp_path: Path) -> None:
    """Two devices end equal, with every byte accounted for."""
    figures = play(tmp_path, seconds=SHORT_S, seed=SEED, n_devices=2)
    assert figures["operations"] > 0


@pytest.mark.soak
@pytest.mark.parametrize("n_devices", [2, 3])
def test_monkey_for_long(tmp_path: Path, n_devices: int) -> None:
    """So do two and three devices after as long as they are told."""
    seconds = float(os.environ.get("MEGADESK_SOAK_SECONDS") or 600)
    seed = int(os.environ.get("MEGADESK_MONKEY_SEED") or random.randrange(1 << 32))
    figures = play(tmp_path, seconds=seconds, seed=seed, n_devices=n_devices)
    print("\n".join(f"{value:12,} {name}" for name, value in figures.items()))
