"""Settings of the C library for the server."""

from __future__ import annotations

import ctypes
import sys

import pytest

from megadesk.server import memory


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
    """Few arenas, whole batches by themselves, so much kept at the end; a refusal is no error."""
    library = Library(answer)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)
    assert memory.keep_for_bodies() is done
    assert library.told == [(-8, 2), (-3, 8 << 20), (-1, 32 << 20)]


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without such a function (musl, macOS, Windows) nothing is set."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    assert not memory.keep_for_bodies()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not memory.keep_for_bodies()
