"""A process that is told to end, as a test tells its own; on systems without some of these signals, too."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

HANG_UP: Final = pytest.param(
    "SIGHUP", marks=pytest.mark.xfail(sys.platform == "win32", reason="none of its signals", strict=True)
)
"""By name, so that a system without it can import the test that wants it."""


def be_told(name: str = "SIGTERM") -> None:
    """Be sent a signal, as by somebody else."""
    number = signal.Signals[name]
    if sys.platform == "win32":
        signal.raise_signal(number)  # there ``os.kill`` asks nobody, and ends the process
    else:
        os.kill(os.getpid(), number)


@contextmanager
def put_back() -> Iterator[None]:
    """Have all signals go afterwards where they went before."""
    known = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in known}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
