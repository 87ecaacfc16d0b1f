"""When what is due, and how accounts are shared out."""

from __future__ import annotations

from collections import Counter
from random import Random

from benchmarks.load.schedule import MIX, arrivals, commit_size, records_of, sessions_of, shares


def test_arrivals_are_as_many_as_the_rate_says_and_as_mixed_as_asked() -> None:
    """A thousand a second for twenty seconds are twenty thousand, give or take chance; each scene has its share."""
    found = list(arrivals(1000, 20, {"a": 3, "b": 1}, Random(5)))
    assert 19_400 < len(found) < 20_600
    count = Counter(scene for _, scene in found)
    assert 0.72 < count["a"] / len(found) < 0.78


def test_arrivals_come_in_order_and_end_in_time_whatever_anybody_does_meanwhile() -> None:
    """Nothing is due before the one before it, or after the end: nobody's answer moves a later arrival."""
    due = [due_s for due_s, _ in arrivals(50, 3, MIX, Random(7))]
    assert due == sorted(due)
    assert due[0] > 0
    assert due[-1] < 3
    assert due == [due_s for due_s, _ in arrivals(50, 3, MIX, Random(7))]


def test_a_rate_of_nothing_is_rest() -> None:
    """Streams alone can be measured."""
    assert list(arrivals(0, 60, MIX, Random(1))) == []


def test_accounts_have_the_records_and_sessions_that_were_asked_for_on_the_whole() -> None:
    """Few have many, most have few; together they are what the table says."""
    records = [records_of(number, 100) for number in range(1000)]
    assert 90_000 < sum(records) < 100_000
    assert min(records) < 100 < max(records)
    sessions = [sessions_of(number, 1000, 1500) for number in range(1000)]
    assert sum(sessions) == 1500
    assert set(sessions) == {1, 2}


def test_every_account_is_one_workers() -> None:
    """Two devices of one account have to be in one process, which has its space."""
    found = [number for share in shares(101, 3) for number in share]
    assert sorted(found) == list(range(101))


def test_commits_are_small_and_never_larger_than_said() -> None:
    """One to twenty ops."""
    sizes = [commit_size(Random(number)) for number in range(2000)]
    assert min(sizes) == 1
    assert max(sizes) == 20
    assert sum(size <= 5 for size in sizes) > 1000
