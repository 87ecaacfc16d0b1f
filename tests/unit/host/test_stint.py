"""Stints: who is at it, who waits, and when nobody has to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from megadesk.host.stint import STINT_S, WORKING_SHARE, Stints

FOR_EVER_S = 60.0


class Clocks:
    """What time it is, and how much was worked."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.worked_s = 7.0

    def pass_by(self, seconds: float, *, share: float) -> None:
        """Let time go by with so much of a core at work."""
        self.now_s += seconds
        self.worked_s += seconds * share


@pytest.fixture
def clocks() -> Clocks:
    """Clocks set by hand."""
    return Clocks()


@pytest.fixture
def stints(clocks: Clocks) -> Stints:
    """Stints by those clocks, of people who wait as long as it takes."""
    return Stints(clock=lambda: clocks.now_s, worked=lambda: clocks.worked_s, wait_s=FOR_EVER_S)


@pytest.fixture
def beside() -> Iterator[Callable[[Callable[[], None]], threading.Thread]]:
    """Start something in a thread of its own; all have ended when the test has."""
    with ExitStack() as ends:

        def start(work: Callable[[], None]) -> threading.Thread:
            thread = threading.Thread(target=work)
            thread.start()
            ends.callback(thread.join)
            return thread

        yield start


Beside = Callable[[Callable[[], None]], threading.Thread]


def _until_somebody_waits(stints: Stints) -> None:
    """Return when a thread stands at the door: there is nothing it could tell us from there."""
    nothing = threading.Event()
    while not stints._next.locked():
        nothing.wait(0.001)


def test_one_at_a_time(stints: Stints, beside: Beside) -> None:
    """Whoever asks while another is at it comes after it."""
    order: list[str] = []

    def second() -> None:
        with stints.stint():
            order.append("second")

    with stints.stint():
        beside(second)
        _until_somebody_waits(stints)
        order.append("first")
    with stints.stint():
        order.append("first again")  # whoever waited was before
    assert order == ["first", "second", "first again"]


def test_stint_inside_another_is_a_part_of_it(stints: Stints, beside: Beside) -> None:
    """The end of the inner one lets nobody in."""
    order: list[str] = []

    def second() -> None:
        with stints.stint():
            order.append("second")

    with stints.stint():
        with stints.stint():
            beside(second)
            _until_somebody_waits(stints)
        order.append("first")
    with stints.stint():
        assert order == ["first", "second"]


def test_one_that_was_long_enough_gives_way_and_comes_back(stints: Stints, clocks: Clocks, beside: Beside) -> None:
    """In between another has had its own, whole; before that time is over nobody has."""
    order: list[str] = []

    def second() -> None:
        with stints.stint():
            order.append("second")

    with stints.stint():
        thread = beside(second)
        _until_somebody_waits(stints)
        clocks.pass_by(STINT_S / 2, share=1)
        stints.breathe()
        order.append("first")
        clocks.pass_by(STINT_S, share=1)
        stints.breathe()
        order.append("first again")
        thread.join()
        beside(second)
        _until_somebody_waits(stints)
        order.append("still first")
    with stints.stint():
        assert order == ["first", "second", "first again", "still first", "second"]


def test_whoever_waits_for_a_disk_keeps_nobody_waiting(stints: Stints, clocks: Clocks, beside: Beside) -> None:
    """Until its batch is over others go side by side with it; the next batch begins as a stint again."""
    with stints.stint():
        clocks.pass_by(2 * STINT_S, share=WORKING_SHARE / 2)
        stints.breathe()
        beside(lambda: _pass(stints)).join()  # would wait for ever
        clocks.pass_by(2 * STINT_S, share=1)
        stints.breathe()
        beside(lambda: _pass(stints)).join()
    with stints.stint():
        waiting = beside(lambda: _pass(stints))
        _until_somebody_waits(stints)
        assert waiting.is_alive()


def _pass(stints: Stints) -> None:
    with stints.stint():
        pass


def test_nobody_waits_longer_than_so_long(clocks: Clocks, beside: Beside) -> None:
    """Then it goes on without, and its end is not the end of another's stint."""
    stints = Stints(clock=lambda: clocks.now_s, worked=lambda: clocks.worked_s, wait_s=0.001)
    with stints.stint():
        beside(lambda: _pass(stints)).join()
        assert stints._inside.locked()
        assert not stints._next.locked()
    assert not stints._inside.locked()


def test_breathing_outside_of_a_stint_is_nothing(stints: Stints) -> None:
    """Steps of a batch are also done alone."""
    stints.breathe()
    _pass(stints)
    stints.breathe()
    assert not stints._inside.locked()


def test_stint_ends_with_an_error(stints: Stints, beside: Beside) -> None:
    """Nobody waits for a batch that failed."""
    with pytest.raises(RuntimeError, match="broken"), stints.stint():
        raise RuntimeError("broken")
    beside(lambda: _pass(stints)).join()
    assert not stints._inside.locked()
