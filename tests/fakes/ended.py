"""Work in a process that is killed before any change of the disk: by number, until it lives to its end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

STEPS = frozenset({"open", "os.rename", "os.remove", "os.chmod", "sqlite3.connect"})


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do work in a process that is killed before its nth change of the disk; return whether it lived."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in STEPS:
            seen += 1
            if seen > step:
                os._exit(9)

    code = 1
    try:
        sync = os.fsync
        os.fsync = lambda fd: (count("open", fd), sync(fd))[1]  # type: ignore[func-returns-value]
        sys.addaudithook(count)
        work()
        code = 0
    finally:
        os._exit(code)


def steps(work: Callable[[], object]) -> Iterator[int]:
    """Yield after a kill at each step, until the work lives to its end."""
    step = 0
    while not killed_at(step, work):
        yield step
        step += 1
