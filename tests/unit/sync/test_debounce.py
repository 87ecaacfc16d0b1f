"""When hints are settled."""

from megadesk.model.relpath import RelPath
from megadesk.sync.allowance import BURST, REFILL_MS
from megadesk.sync.debounce import RESTLESS_CAP_MS, RESTLESS_QUIET_MS, Debounce, Dirty

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


def tired(waits: Debounce) -> int:
    """Let a path use up its looks; return the time."""
    now_ms = 0
    for _ in range(int(BURST)):
        waits.touched([A], now_ms)
        now_ms += 50
        assert waits.due(now_ms) == Dirty(frozenset({A}))
    return now_ms


def test_row156_path_that_never_rests_is_looked_at_less_often() -> None:
    """Row 156: after twenty looks it waits until it was quiet for two seconds, and a quarter of a minute at most."""
    waits = Debounce()
    now_ms = start_ms = tired(waits)
    waits.touched([A], now_ms)
    assert (waits.soon_ms, waits.next_ms) == (None, now_ms + RESTLESS_QUIET_MS)
    assert waits.due(now_ms + RESTLESS_QUIET_MS) == Dirty(frozenset({A}))
    waits.touched([A], now_ms)
    while waits.due(now_ms) is None:
        now_ms += 100
        waits.touched([A], now_ms)
    assert now_ms == start_ms + RESTLESS_CAP_MS


def test_path_that_never_rests_comes_along_with_others() -> None:
    """It may be the other end of a move: whatever else is looked at, it is looked at too, and nobody waits for it."""
    waits = Debounce()
    now_ms = tired(waits)
    waits.touched([A], now_ms)
    waits.touched([B], now_ms)
    assert waits.soon_ms == waits.next_ms == now_ms + 50
    assert waits.due(now_ms + 50) == Dirty(frozenset({A, B}))
    assert waits.next_ms is None


def test_path_that_rested_is_quick_again() -> None:
    """A few looks come back with time."""
    waits = Debounce()
    now_ms = tired(waits) + REFILL_MS
    waits.touched([A], now_ms)
    assert waits.soon_ms == now_ms + 50


def test_restless_paths_count_for_the_limit() -> None:
    """Row 196: too many of any kind mean a full look."""
    waits = Debounce(limit=1)
    now_ms = tired(waits)
    waits.touched([A, B], now_ms)
    assert waits.due(now_ms) == Dirty(everything=True)
    assert waits.next_ms is None


def test_a_path_waits_until_it_is_due() -> None:
    """It can be asked whether a path is waiting; after an overflow every path is."""
    debounce = Debounce(quiet_ms=100)
    debounce.touched([RelPath("a")], 0)
    assert (debounce.is_waiting(RelPath("a")), debounce.is_waiting(RelPath("b"))) == (True, False)
    debounce.due(100)
    assert not debounce.is_waiting(RelPath("a"))
    debounce.overflow()
    assert debounce.is_waiting(RelPath("b"))


def test_path_that_is_touched_again_holds_up_nobody() -> None:
    """Who began to wait first and was touched since waits behind those that were not."""
    waits = Debounce(quiet_ms=50, cap_ms=2000)
    waits.touched([A], 0)
    waits.touched([B], 10)
    waits.touched([A], 40)
    assert waits.next_ms == 60
    assert waits.due(60) == Dirty(frozenset({B}))
    assert waits.due(90) == Dirty(frozenset({A}))
