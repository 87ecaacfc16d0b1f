"""Settings of the C library."""

from __future__ import annotations

import ctypes
import gc
import sys

import pytest

from megadesk.host import memory


class Library:
    """A C library that notes what it was told."""

    def __init__(self, answer: int) -> None:
        self.told: list[tuple[int, int]] = []
        self._answer = answer

    def mallopt(self, name: int, value: int) -> int:
        """As glibc's: 1 if it was taken."""
        self.told.append((name, value))
        return self._answer


@pytest.mark.parametrize(("answer", "done"), [(1, True), (0, False)], ids=["taken", "refused"])
def test_all_settings_are_told(monkeypatch: pytest.MonkeyPatch, answer: int, done: bool) -> None:
    """Few arenas, large blocks by themselves, what is free at the end given back; a refusal is no error."""
    library = Library(answer)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    assert memory.give_memory_back() is done
    assert library.told == [(-8, 2), (-3, 256 << 10), (-1, 256 << 10)]


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without such a function (musl, macOS, Windows) nothing is set."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert not memory.give_memory_back()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not memory.give_memory_back()


def test_cycles_are_looked_for_rarely_and_never_not_at_all() -> None:
    """Only how many new objects it takes is another; the rest is as Python has it."""
    before = gc.get_threshold()
    try:
        memory.collect_rarely()
        assert gc.isenabled()
        assert gc.get_threshold() == (memory.COLLECT_AFTER, *before[1:])
    finally:
        gc.set_threshold(*before)
