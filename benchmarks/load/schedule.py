"""What is due when: arrivals at a set rate, whatever the server does. Pure.

    arrivals(rate, seconds, mix, chance) --> (due_s, scene), ...

Gaps are exponential, as of many people who know nothing of each other. A latency is counted from ``due_s``: a server that
stands still for a second is not spared the requests that would have come in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

MIX: Mapping[str, float] = {
    "save": 38, "change": 14, "import": 0.5, "block": 2, "look": 20, "download": 18, "download block": 2,
    "sign in": 2.5, "rewind": 3,
}  # fmt: skip
"""What devices do, by how often. A guess at an office: most is small, what is large is rare."""


def arrivals(rate: float, seconds: float, mix: Mapping[str, float], chance: Random) -> Iterator[tuple[float, str]]:
    """Yield when each scene is due, in seconds from the start, and which it is; none after ``seconds``."""
    names, weights = list(mix), list(mix.values())
    due_s = chance.expovariate(rate) if rate > 0 else seconds
    while due_s < seconds:
        yield due_s, chance.choices(names, weights)[0]
        due_s += chance.expovariate(rate)


def commit_size(chance: Random) -> int:
    """Return how many ops a save has: 1 to 20, and few more often than many."""
    return min(20, 1 + int(chance.expovariate(1 / 4)))


def records_of(number: int, mean: int) -> int:
    """Return how many records an account begins with: most few, some many, about ``mean`` of them on the whole."""
    # 90 of 100 have 0.4 of the mean, nine 3.6 times the mean, one 28 times.
    if number % 100 == 0:
        return 28 * mean
    return int(3.6 * mean) if number % 10 == 0 else int(0.4 * mean)


def sessions_of(number: int, accounts: int, streams: int) -> int:
    """Return how many devices an account has, so that all of them together have so many; at least one."""
    return max(1, (number + 1) * streams // accounts - number * streams // accounts)


def shares(count: int, workers: int) -> Sequence[range]:
    """Return which numbers each worker has."""
    return [range(at, count, workers) for at in range(workers)]
