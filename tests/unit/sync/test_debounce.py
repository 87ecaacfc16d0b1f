"""When hints are settled."""

from megadesk.model.relpath import RelPath
from megadesk.sync.debounce import Debounce, Dirty

A, B = RelPath("a"), RelPath("b")


def test_quiet_path_is_due_and_forgotten() -> None:
    """A path is due once it was quiet for quiet_ms, and only once."""
    waits = Debounce(quiet_ms=50, cap_ms=2000)
    waits.touched([A], 1000)
    assert waits.next_ms == 1050
    assert waits.due(1049) is None
    assert waits.due(1050) == Dirty(frozenset({A}))
    assert waits.due(9999) is None
    assert waits.next_ms is None


def test_touched_again_waits_again_but_not_for_ever() -> None:
    """A path that never falls quiet is due after cap_ms; its neighbours do not wait for it."""
    waits = Debounce(quiet_ms=50, cap_ms=200)
    waits.touched([B], 0)
    for now in range(0, 200, 20):
        waits.touched([A], now)
        assert A not in getattr(waits.due(now), "paths", ())
    assert waits.next_ms == 200
    assert waits.due(200) == Dirty(frozenset({A}))


def test_neighbour_is_due_at_its_own_time() -> None:
    """Each path has its own quiet."""
    waits = Debounce(quiet_ms=50, cap_ms=2000)
    waits.touched([A], 0)
    waits.touched([B], 40)
    assert waits.due(50) == Dirty(frozenset({A}))
    assert waits.due(90) == Dirty(frozenset({B}))


def test_overflow_means_everything() -> None:
    """Row 197: lost hints, or too many, mean a full look; single paths do not matter then."""
    waits = Debounce(limit=2)
    waits.touched([A], 0)
    waits.overflow()
    waits.touched([B], 1)
    assert waits.next_ms == 0
    assert waits.due(1) == Dirty(everything=True)
    assert waits.due(10_000) is None
    waits.touched([RelPath(str(number)) for number in range(3)], 0)
    assert waits.due(0) == Dirty(everything=True)
