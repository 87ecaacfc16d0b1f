"""Whole devices whose guards ask about nearly everything, answered by people who say yes: all that must hold, holds."""

from __future__ import annotations

from collections import Counter

import pytest

from megadesk.sync.guard import MASS_CHANGE, MASS_REMOVAL
from sim.fleet import ANXIOUS, Case, Fleet
from sim.test_plans import seeds


@pytest.mark.parametrize(("asks", "code"), [("removals", MASS_REMOVAL), ("changes", MASS_CHANGE)])
def test_fleets_that_are_asked_all_the_time_converge_and_lose_nothing(asks: str, code: str) -> None:
    """A question stops a plan and what it had begun to send, at any moment, in crashes too; an answer lets it go on."""
    asked: Counter[str] = Counter()
    for seed in seeds(8):
        result = Fleet(Case.of(seed), limits=ANXIOUS[asks]).run()
        assert result.failures == [], f"seed {seed}: {result.failures}"
        asked += result.asked
    assert asked[code] > 0
