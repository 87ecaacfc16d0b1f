"""Settings of the C library for the server, and what Python looks through for garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
import weakref
from collections.abc import Iterator

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


@pytest.fixture
def thawed() -> Iterator[None]:
    """Give back what a test set aside."""
    yield
    gc.unfreeze()


class Ring:
    """Refers to itself, so only a search can free it."""

    def __init__(self) -> None:
        self.ring = self


def test_what_outlived_a_full_search_is_not_searched_again_for_an_hour(thawed: None) -> None:
    """A cycle that was set aside alive stays until everything is searched again, and is freed then."""
    now_s = 0.0
    news = memory.NewsOnly(lambda: now_s)
    ring = Ring()
    seen = weakref.ref(ring)
    gc.collect()
    news("stop", {"generation": 2})
    del ring
    gc.collect()
    assert seen() is not None
    now_s = memory.WHOLE_EVERY_S
    news("stop", {"generation": 2})
    gc.collect()
    assert seen() is None


def test_only_a_full_search_sets_aside(thawed: None) -> None:
    """What has not been searched yet, or only among the young, may be garbage already."""
    news = memory.NewsOnly(lambda: 0.0)
    before = gc.get_freeze_count()
    news("start", {"generation": 2})
    news("stop", {"generation": 1})
    assert gc.get_freeze_count() == before
    news("stop", {"generation": 2})
    assert gc.get_freeze_count() > before
