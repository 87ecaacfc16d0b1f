"""How often something may be done to each of many things."""

from __future__ import annotations

from megadesk.sync.allowance import PRUNE_FROM, Allowance


def test_a_burst_then_a_steady_pace() -> None:
    """So many at once, then one each time the refill is over; others have their own."""
    allowance: Allowance[str] = Allowance(burst=3, refill_ms=100)
    for _ in range(3):
        assert allowance.left("a", 0) >= 1
        allowance.spend("a", 0)
    assert allowance.left("a", 99) < 1
    assert allowance.ready_ms("a", 30) == 100
    assert allowance.left("a", 100) == 1
    assert allowance.left("b", 0) == 3
    assert allowance.left("a", 10_000) == 3


def test_what_costs_more_than_there_is_waits_longer() -> None:
    """A large file may be read once, and is then left alone for as long as it cost."""
    allowance: Allowance[str] = Allowance(burst=3, refill_ms=100)
    allowance.spend("a", 0, 10)
    assert allowance.left("a", 0) == -7
    assert allowance.ready_ms("a", 0) == 800
    assert allowance.left("a", 800) == 1


def test_what_rests_is_forgotten() -> None:
    """The table holds what is going on, not everything that ever was."""
    allowance: Allowance[int] = Allowance(burst=3, refill_ms=1)
    for number in range(10 * PRUNE_FROM):
        allowance.spend(number, number)
    assert len(allowance._left) <= PRUNE_FROM + 1
