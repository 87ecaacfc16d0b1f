"""What the programs that try a build from outside share: smoke_test.py and installed_test.py. Standard library only.

    step("the window", does) --> the window                                     3.4 s  what it says
      until("it opens", is_so) --> Wrong if that takes too long

Whoever copies one of the two to another computer copies this file along.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE_S: Final = 90


class Wrong(Exception):  # noqa: N818 -- it ends the test with its words
    """Something is not as it should be."""


def until(what: str, is_so: Callable[[], bool]) -> None:
    """Return once something is so; Wrong if it takes too long."""
    end_s = time.monotonic() + PATIENCE_S
    while not is_so():
        if time.monotonic() > end_s:
            raise Wrong(f"{what}: not within {PATIENCE_S} s")
        time.sleep(0.1)  # noqa: TID251 -- a program from outside can only be looked at again


def step(name: str, does: Callable[[], str]) -> str:
    """Do one step, print a line about it, and return what it says."""
    began_s = time.monotonic()
    said = does()
    print(f"{name:40} {time.monotonic() - began_s:6.1f} s  {said}", flush=True)  # noqa: T201 -- what somebody waits for
    return said
