"""Mutations without a fuzzer: what comes of honest inputs by turning bits, cutting, doubling, and mixing two of them.

A seed gives the same inputs in the same order each time, so that a failure can be had again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
WORDS = (
    b"\0", b"/", b"..", b"-1", b"9" * 20, b"9" * 5000, b"null", b"true", b"1e999", b"NaN", b'"', b"\\", b"{}", b"[",
    b"[" * 2000, b'{"a":' * 1500, b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\xf0\x9f\x98\x80", b"%00", b"&a" * 40, b"=", b"\r\n", b"\x93" * 1500,
)  # fmt: skip


def mutations(inputs: Sequence[bytes], seed: str, count: int, max_bytes: int) -> Iterator[bytes]:
    """Yield so many inputs, none longer than max_bytes but for what was so before."""
    chance = random.Random(seed)
    for _ in range(count):
        data = chance.choice(inputs)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
            data = chance.choice(_WAYS)(data, chance, inputs)
        yield data[: max(max_bytes, 0)]


def _flip(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    if not data:
        return bytes((chance.randrange(256),))
    at = chance.randrange(len(data))
    return data[:at] + bytes((data[at] ^ (1 << chance.randrange(8)),)) + data[at + 1 :]


def _put(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Put another byte in the place of one, or before it."""
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes((chance.randrange(256),)) + data[at + chance.randrange(2) :]


def _number(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    size = chance.choice((1, 2, 4, 8))
    edge = (chance.choice(EDGES) + chance.choice((-1, 0, 0, 1))) & ((1 << (8 * size)) - 1)
    at = chance.randrange(len(data) + 1)
    return data[:at] + edge.to_bytes(size, "big") + data[at + size :]


def _word(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(WORDS) + data[at + chance.choice((0, 1, 4)) :]


def _cut(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[last:] if chance.randrange(2) else data[:last]


def _double(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:last] * chance.choice((1, 1, 3)) + data[last:]


def _mix(data: bytes, chance: random.Random, inputs: Sequence[bytes]) -> bytes:
    other = chance.choice(inputs)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


_WAYS: Sequence[Callable[[bytes, random.Random, Sequence[bytes]], bytes]] = (
    *(_flip, _flip, _put, _put, _number, _word, _cut, _double, _mix),
)
