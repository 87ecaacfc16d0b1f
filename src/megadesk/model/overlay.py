"""A mapping that is another one but for some of its keys.

    Overlay(100,000 nodes) --put, drop--> 3 nodes of its own; the rest is read from below, which must not change

Copying a hundred thousand nodes to change three costs milliseconds of nothing but memory. Reading costs a little more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Overlay(MutableMapping[K, V], Generic[K, V]):
    """Changes lie here, and nothing that was not changed. Keys come as below, new ones after them."""

    __slots__ = ("_below", "_gone", "_put")

    def __init__(self, below: Mapping[K, V]) -> None:
        self._below = below
        self._put: dict[K, V] = {}
        self._gone: set[K] = set()

    def __getitem__(self, key: K) -> V:
        """Return what is under a key."""
        if key in self._put:
            return self._put[key]
        if key in self._gone:
            raise KeyError(key)
        return self._below[key]

    def __contains__(self, key: object) -> bool:
        """Whether a key is there."""
        return key in self._put or (key in self._below and key not in self._gone)

    def __setitem__(self, key: K, value: V) -> None:
        """Put something under a key."""
        self._put[key] = value
        self._gone.discard(key)

    def __delitem__(self, key: K) -> None:
        """Take a key out; KeyError if it is not there."""
        if key not in self:
            raise KeyError(key)
        self._put.pop(key, None)
        if key in self._below:
            self._gone.add(key)

    def __iter__(self) -> Iterator[K]:
        """Return every key."""
        yield from (key for key in self._below if key not in self._gone)
        yield from (key for key in self._put if key not in self._below)

    def __len__(self) -> int:
        """Return how many keys there are."""
        return len(self._below) - len(self._gone) + sum(key not in self._below for key in self._put)
