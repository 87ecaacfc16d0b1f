"""A key store that could not be asked is asked again, until it answers or nobody is there any more."""

from __future__ import annotations

import threading

from megadesk.engine.unlocking import Unlocking

WAIT_S = 30


def test_it_is_asked_until_nothing_is_left_to_ask_for() -> None:
    """Again after each refusal, and not once more after it opened."""
    answers, opened = [False, False, True], threading.Event()

    def attempt() -> bool:
        answer = answers.pop(0)
        if answer:
            opened.set()
        return answer

    unlocking = Unlocking(attempt, first_s=0.001)
    unlocking.start()
    assert opened.wait(WAIT_S)
    unlocking._thread.join(WAIT_S)
    assert not unlocking._thread.is_alive()
    assert answers == []


def test_engine_that_ends_asks_no_more() -> None:
    """Nothing is asked after the end, however short the waits."""
    asked: list[None] = []

    def attempt() -> bool:
        asked.append(None)
        return False

    unlocking = Unlocking(attempt, first_s=0.0)
    assert [unlocking.is_over] == [False]
    unlocking.stop()
    unlocking.start()
    unlocking._thread.join(WAIT_S)
    assert unlocking.is_over
    assert asked == []
