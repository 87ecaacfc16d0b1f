"""How the work of a pair ends before it is done: asked for from any thread, looked at between two pieces of it.

    runner.stop --> Halt.ask        hashing, scanner, work: before each block, folder, step --> check --Stopped--> pilot

What was done so far is in the books; what was not is found again by whoever looks next, as after a crash.
"""

from __future__ import annotations


class Stopped(BaseException):
    """The pair is to end. No error: nothing is held or tried again because of it, and only the pilot catches it."""


class Halt:
    """Whether one pair is to end. There is no way back: whoever goes on with the pair has a halt of its own."""

    def __init__(self) -> None:
        self._is_asked = False

    def ask(self) -> None:
        """Have the pair end."""
        self._is_asked = True

    @property
    def is_asked(self) -> bool:
        """Whether it is to end."""
        return self._is_asked

    def check(self) -> None:
        """Return if it goes on; raises Stopped."""
        if self._is_asked:
            raise Stopped


def never() -> None:
    """The check of work that nobody stops."""
